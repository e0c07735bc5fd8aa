/* The features of lessons: numbered, counted, and chosen for the model file. */
#ifndef QUOTH_TRAIN_FEATURES_H
#define QUOTH_TRAIN_FEATURES_H

#include "train/names.h"

typedef struct feature_set {
  uint32_t *hashes, *counts, count;
} feature_set;

/* Numbers the features that occur at least `least` times; in the lessons, numbers take
 * the place of hashes and the others are dropped. */
feature_set number_features(name_lessons *lessons, uint32_t least);

/* Gives the most important features a row each, as tagger.h wants them: rows[i] is that
 * of feature i, or QUOTH_NONE. row_count is a power of 2. */
uint32_t *place_features(const feature_set *features, const float *importance, uint32_t row_count);

/* Drops the features without a row from the lessons. */
void drop_features(name_lessons *lessons, const uint32_t *rows);

#endif
