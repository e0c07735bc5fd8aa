/* Which tokens may be part of a cue: a sum over the words around each, so cheap that all
 * tokens can be asked. It is to miss few, so what it misses weighs more in training. */
#include <stdio.h>
#include <stdlib.h>

#include "train/attribution.h"

enum { ROWS = 1 << 15, EPOCHS = 4 };
#define COST_OF_MISS 8.0F
#define RECALL 0.99

static float sum_around(const perceptron *p, const training_document *d, uint32_t token,
                        q_features *features) {
  q_range in = d->all[token].paragraph;
  float sum = 0;
  q_features_begin(features, 0);
  for (uint32_t i = token - in.first < Q_REACH ? in.first : token - Q_REACH;
       i < in.last && i <= token + Q_REACH; i++)
    q_word_features(d->all[i].lexeme, i + Q_REACH - token, features);
  perceptron_sum(p, features->rows, features->count, &sum);
  return sum;
}

static uint8_t *cue_tokens(const training_document *d) {
  uint8_t *is_cue = get(d->doc->tokens.count);
  for (uint32_t g = 0; g < d->count; g++)
    for (uint32_t i = d->golds[g].cue.first; i < d->golds[g].cue.last; i++) is_cue[i] = 1;
  return is_cue;
}

static void teach(perceptron *p, const training_document *d) {
  uint8_t *is_cue = cue_tokens(d);
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    if (d->all[i].region.last) continue;
    float sum = sum_around(p, d, i, &features);
    if (is_cue[i] && sum < COST_OF_MISS)
      perceptron_add(p, features.rows, features.count, 0, COST_OF_MISS / 2);
    if (!is_cue[i] && sum > -COST_OF_MISS / 4) perceptron_add(p, features.rows, features.count, 0, -1);
    p->step++;
  }
  free(is_cue);
}

static void learn(perceptron *p, training_document *documents, uint32_t count, uint32_t folds,
                  uint32_t fold) {
  uint32_t *order = get(count * sizeof *order), used = 0;
  uint64_t seed = 3;
  perceptron_init(p, ROWS, 1, 0);
  for (uint32_t d = 0; d < count; d++)
    if (d % folds != fold) order[used++] = d;
  for (int e = 0; e < EPOCHS; e++) {
    shuffle(order, used, &seed);
    for (uint32_t i = 0; i < used; i++) teach(p, &documents[order[i]]);
  }
  perceptron_average(p);
  free(order);
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* The least sum at which enough of the cues of unseen documents have some token. */
static float least_sum(const perceptron *p, const training_document *documents, uint32_t count,
                       uint32_t folds) {
  uint32_t room = 0, cues = 0;
  for (uint32_t d = 0; d < count; d += folds) room += documents[d].count;
  float *best = get(room * sizeof *best);
  q_features features;
  for (uint32_t d = 0; d < count; d += folds)
    for (uint32_t g = 0; g < documents[d].count; g++) {
      q_range cue = documents[d].golds[g].cue;
      best[cues] = -1e9F;
      for (uint32_t i = cue.first; i < cue.last; i++) {
        float sum = sum_around(p, &documents[d], i, &features);
        if (sum > best[cues]) best[cues] = sum;
      }
      cues++;
    }
  qsort(best, cues, sizeof *best, by_size);
  float least = cues ? best[(uint32_t)((double)cues * (1 - RECALL))] : 0;
  free(best);
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
      near += documents[d].all[i].near_cue = sum_around(&p, &documents[d], i, &features) >= least;
  printf("tokens that may be near a cue: %u of %u\n", near, tokens);
  least /= perceptron_write(&p, to, "near");
  writer_add(to, "near.least", &least, 1, 1, sizeof least, 1);
  perceptron_free(&p);
}
