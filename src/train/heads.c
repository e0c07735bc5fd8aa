/* At which tokens the head of a cue is likely enough to ask the tagger of cues: it learns what that
 * tagger proposes, which can be foretold far better than what annotators mark. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "train/attribution.h"

enum { ROWS = 1 << 15, EPOCHS = 4 };
#define COST_OF_MISS 2.0F
#define RATE 0.1F

/* A flag a token: those that the model is asked about, and those at which a proposed cue has its head. */
enum { ASKED = 1, HEAD = 2 };

static uint8_t *kinds_of_tokens(const training_document *d) {
  uint8_t *kinds = get(d->doc->tokens.count);
  for (uint32_t i = 0; i < d->doc->tokens.count; i++)
    kinds[i] = d->all[i].near_cue && !d->all[i].region.last ? ASKED : 0;
  for (uint32_t k = 0; k < d->cues.count; k++) {
    q_range cue = d->cues.items[k].tokens;
    for (uint32_t i = cue.first; i < cue.last; i++)
      kinds[i] = i != d->cues.items[k].head ? 0 : kinds[i] ? HEAD : 0;
  }
  return kinds;
}

static void teach(perceptron *p, const training_document *d) {
  uint8_t *kinds = kinds_of_tokens(d);
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    if (!kinds[i]) continue;
    float is = kinds[i] == HEAD, sum = gate_sum(p, q_head_features, d, i, &features);
    float gradient = (is - 1 / (1 + expf(-sum))) * (kinds[i] == HEAD ? COST_OF_MISS : 1);
    perceptron_climb(p, features.rows, features.count, &gradient, RATE);
  }
  free(kinds);
}

static void learn(perceptron *p, const training_document *documents, uint32_t count, uint32_t folds,
                  uint32_t fold) {
  perceptron_init(p, ROWS, 1, 0);
  teach_all(p, teach, documents, count, folds, fold, EPOCHS, 5);
}

/* The sums of tokens of one kind in unseen documents, smallest first. */
static float *sums_of(const perceptron *p, const training_document *documents, uint32_t count, uint32_t folds,
                      uint8_t kind, uint32_t *found) {
  uint32_t room = 0;
  q_features features;
  for (uint32_t d = 0; d < count; d += folds) room += documents[d].doc->tokens.count;
  float *sums = get(room * sizeof *sums);
  *found = 0;
  for (uint32_t d = 0; d < count; d += folds) {
    uint8_t *kinds = kinds_of_tokens(&documents[d]);
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++)
      if (kinds[i] == kind) sums[(*found)++] = gate_sum(p, q_head_features, &documents[d], i, &features);
    free(kinds);
  }
  qsort(sums, *found, sizeof *sums, by_size);
  return sums;
}

/* The least sum at which enough of the proposed cues of unseen documents keep their head. */
static float least_sum(const perceptron *p, const training_document *documents, uint32_t count,
                       uint32_t folds) {
  uint32_t heads, others, kept = 0;
  float *sums = sums_of(p, documents, count, folds, HEAD, &heads);
  float *rest = sums_of(p, documents, count, folds, ASKED, &others);
  float least = gate_least(sums, heads);
  for (uint32_t i = 0; i < others; i++) kept += rest[i] >= least;
  printf("asked for the head of a cue: %u of %u tokens, for %u cues\n", heads + kept, heads + others, heads);
  free(sums), free(rest);
  return least;
}

void learn_heads(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  perceptron p;
  learn(&p, documents, count, folds, 0);
  float least = least_sum(&p, documents, count, folds);
  perceptron_free(&p);
  learn(&p, documents, count, folds, folds);
  least /= perceptron_write(&p, to, "head");
  writer_add(to, "head.least", &least, 1, 1, sizeof least, 1);
  perceptron_free(&p);
}
