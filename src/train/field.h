/* A linear-chain conditional random field over the labels of names, in training:
 * stochastic gradients with a step size for each weight (AdaGrad). Weights exist
 * once for all corpora and once for each convention; these take up what is a
 * corpus's own, and only the shared ones are kept. */
#ifndef QUOTH_TRAIN_FIELD_H
#define QUOTH_TRAIN_FIELD_H

#include "train/features.h"

typedef float field_row[Q_NAME_LANES];

typedef struct field {
  uint32_t rows;                /* a power of 2 */
  field_row *weights, *squares; /* (1 + CONVENTIONS_MOST) tables of rows: the shared one first */
  field_row moves[Q_MOVE_ROWS], move_squares[Q_MOVE_ROWS]; /* as in q_name_moves */
  uint64_t seed;                                           /* of the features left out */
} field;

void field_init(field *f, uint32_t rows, uint64_t seed);
void field_free(field *f);

/* Learns one island; returns the loss: minus the log-likelihood of what is allowed. */
double field_teach(field *f, const name_lesson *lesson, float rate);

/* Draws all weights towards 0. */
void field_shrink(field *f, float factor);

/* Adds the shared weights and the moves of another, or multiplies them. */
void field_add(field *to, const field *more);
void field_scale(field *f, float factor);

/* The shared weights as they are written: signed bytes, in steps of scale. */
typedef struct field_steps {
  int8_t (*weights)[Q_NAME_LANES];
  q_name_moves moves;
  uint32_t rows;
  float scale;
} field_steps;

/* rows gives each feature's row among row_count, or QUOTH_NONE. */
field_steps field_quantise(const field *f, const feature_set *features, const uint32_t *rows,
                           uint32_t row_count);

/* How much each feature tells: the spread of its shared weights. */
float *field_importance(const field *f);

/* The scores of an island whose features are hashes, as the tagger sums them. */
void field_score(const field_steps *steps, const name_lesson *lesson, q_name_scores *scores);

#endif
