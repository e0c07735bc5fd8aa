/* At which tokens the head of a cue may be: a sum over the words around each, their tags and rates,
 * so cheap that all tokens can be asked. It is to miss few, so what it misses weighs more in
 * training. */
#include <stdio.h>
#include <stdlib.h>

#include "train/attribution.h"

enum { ROWS = 1 << 15, EPOCHS = 4 };
#define COST_OF_MISS 8.0F
#define RECALL 0.985

enum { NOT_A_CUE, HEAD, BESIDE_HEAD };

static uint8_t *kinds_of_tokens(const training_document *d) {
  uint8_t *kinds = get(d->doc->tokens.count);
  for (uint32_t g = 0; g < d->count; g++)
    for (uint32_t i = d->golds[g].cue.first; i < d->golds[g].cue.last; i++)
      kinds[i] = i == q_cue_head(d->all, d->golds[g].cue) ? HEAD : BESIDE_HEAD;
  return kinds;
}

static void teach(perceptron *p, const training_document *d) {
  uint8_t *kinds = kinds_of_tokens(d);
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    if (d->all[i].region.last || kinds[i] == BESIDE_HEAD) continue;
    float sum = gate_sum(p, q_near_features, d, i, &features);
    if (kinds[i] == HEAD && sum < COST_OF_MISS)
      perceptron_add(p, features.rows, features.count, 0, COST_OF_MISS / 2);
    if (kinds[i] == NOT_A_CUE && sum > -COST_OF_MISS / 4)
      perceptron_add(p, features.rows, features.count, 0, -1);
    p->step++;
  }
  free(kinds);
}

static void learn(perceptron *p, const training_document *documents, uint32_t count, uint32_t folds,
                  uint32_t fold) {
  perceptron_init(p, ROWS, 1, 0);
  teach_all(p, teach, documents, count, folds, fold, EPOCHS, 3);
  perceptron_average(p);
}

/* The least sum at which enough of the cues of unseen documents have their head. */
static float least_sum(const perceptron *p, const training_document *documents, uint32_t count,
                       uint32_t folds) {
  uint32_t room = 0, cues = 0;
  for (uint32_t d = 0; d < count; d += folds) room += documents[d].count;
  float *sums = get(room * sizeof *sums);
  q_features features;
  for (uint32_t d = 0; d < count; d += folds)
    for (uint32_t g = 0; g < documents[d].count; g++)
      sums[cues++] = gate_sum(p, q_near_features, &documents[d],
                              q_cue_head(documents[d].all, documents[d].golds[g].cue), &features);
  qsort(sums, cues, sizeof *sums, by_size);
  float least = gate_least(sums, cues, RECALL);
  free(sums);
  return least;
}

void learn_near(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  perceptron p;
  q_features features;
  learn(&p, documents, count, folds, 0);
  float least = least_sum(&p, documents, count, folds);
  perceptron_free(&p);
  learn(&p, documents, count, folds, folds);
  uint32_t near = 0, tokens = 0;
  for (uint32_t d = 0; d < count; d++)
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++, tokens++)
      near += documents[d].all[i].near_cue =
          gate_sum(&p, q_near_features, &documents[d], i, &features) >= least;
  printf("tokens that may be the head of a cue: %u of %u\n", near, tokens);
  least /= perceptron_write(&p, to, "near");
  writer_add(to, "near.least", &least, 1, 1, sizeof least, 1);
  perceptron_free(&p);
}
