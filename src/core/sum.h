/* Sums of rows of weights, in vector registers. */
#ifndef QUOTH_CORE_SUM_H
#define QUOTH_CORE_SUM_H

#include "core/feature.h"

/* Adds up the features' rows of signed bytes; part.rows is a power of 2. */
void q_sum_tags(const q_part *part, const q_features *features, int16_t sums[Q_TAG_LANES]);
void q_sum_cues(const q_part *part, const q_features *features, int16_t sums[Q_CUE_LANES]);
void q_sum_parts(const q_part *part, const q_features *features, int16_t sums[Q_PART_LANES]);
int16_t q_sum_near(const q_part *part, const q_features *features);

/* Adds a word's share; lanes is a constant. */
static inline void q_add_share(int16_t *restrict sums, const int16_t *restrict share, uint32_t lanes) {
  for (uint32_t l = 0; l < lanes; l++) sums[l] = (int16_t)(sums[l] + share[l]);
}

#endif
