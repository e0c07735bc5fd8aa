/* What gates to a tagger (near.c, answers.c) have in common: a sum for a token, rounds of
 * lessons, and how much of what is sought may be missed. */
#include <stdlib.h>

#include "train/attribution.h"

float gate_sum(const perceptron *p, gate_features *own, const training_document *d, uint32_t token,
               q_features *features) {
  float sum = 0;
  own(d->all, token, features);
  add_words(d, token, features);
  perceptron_sum(p, features->rows, features->count, &sum);
  return sum;
}

void teach_all(perceptron *p, lesson_of *teach_one, const training_document *documents, uint32_t count,
               uint32_t folds, uint32_t fold, int epochs, uint64_t seed) {
  uint32_t *order = get(count * sizeof *order), used = 0;
  for (uint32_t d = 0; d < count; d++)
    if (d % folds != fold) order[used++] = d;
  for (int e = 0; e < epochs; e++) {
    shuffle(order, used, &seed);
    for (uint32_t i = 0; i < used; i++) teach_one(p, &documents[order[i]]);
  }
  free(order);
}

float gate_least(const float *sums, uint32_t count, double recall) {
  return count ? sums[(uint32_t)((double)count * (1 - recall))] : 0;
}
