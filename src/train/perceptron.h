/* A linear model in training: an averaged perceptron, or by gradients of a likelihood. */
#ifndef QUOTH_TRAIN_PERCEPTRON_H
#define QUOTH_TRAIN_PERCEPTRON_H

#include "train/train.h"

typedef struct perceptron {
  uint32_t mask, columns, states;   /* states is 0 where no sequence is learned */
  float *weights, *moves, *squares; /* squares: sums of squared gradients */
  double *weight_sums, *move_sums, step;
} perceptron;

/* rows is a power of 2. */
void perceptron_init(perceptron *p, uint32_t rows, uint32_t columns, uint32_t states);
void perceptron_free(perceptron *p);

/* Adds the scores of count rows to scores. */
void perceptron_sum(const perceptron *p, const uint32_t *rows, uint32_t count, float *scores);

/* Moves the weights of count rows from one label to another. */
void perceptron_update(perceptron *p, const uint32_t *rows, uint32_t count, uint32_t right, uint32_t wrong);
void perceptron_add(perceptron *p, const uint32_t *rows, uint32_t count, uint32_t column, float amount);
void perceptron_move(perceptron *p, uint32_t from, uint32_t to, float amount);

/* Puts the averages in the weights' place. */
void perceptron_average(perceptron *p);

/* Adds a share of another's weights: a mean of models trained in several orders is surer
 * than each. */
void perceptron_blend(perceptron *to, const perceptron *from, float share);

/* Writes the weights as signed bytes under NAME.weights and the moves, where
 * there are some, under NAME.moves; returns what one step of a byte stands for. */
float perceptron_write(const perceptron *p, writer *to, const char *name);

/* Moves the weights of count rows along the gradient of their scores, a number a column; the
 * more a weight was moved, the shorter its steps (AdaGrad). */
void perceptron_climb(perceptron *p, const uint32_t *rows, uint32_t count, const float *gradient, float rate);

/* Leaves some hundredths of the rows out, others for each salt: what is learned then rests on no
 * few features alone. Returns how many are kept; to may be rows. */
uint32_t perceptron_drop(const uint32_t *rows, uint32_t count, uint32_t hundredths, uint32_t salt,
                         uint32_t *to);

/* The order of two floats, smaller first; for qsort. */
int by_size(const void *a, const void *b);

/* A repeatable shuffle. */
void shuffle(uint32_t *order, uint32_t count, uint64_t *seed);

#endif
