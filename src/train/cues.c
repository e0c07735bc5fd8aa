/* The rates at which lemmas are cues, and the cue tagger. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/attribution.h"
#include "train/expect.h"

enum { RATE_ROWS = 1 << 15, COUNT_SLOTS = 1 << 18 };
#define RATE 0.02F /* of learning */

/* ---- rates ---- */

static uint32_t rate_key(const q_reading *reading) {
  return q_lexeme_key(reading->lemma, q_kind_of_tag(reading->tag));
}

typedef struct rate_count {
  uint32_t key, seen[8], cue[8]; /* by fold */
  uint32_t heads, beliefs;
} rate_count;

static rate_count *slot_of(rate_count *slots, uint32_t key) {
  uint32_t at = key >> 8 & (COUNT_SLOTS - 1);
  while (slots[at].key && slots[at].key != key) at = (at + 1) & (COUNT_SLOTS - 1);
  slots[at].key = key;
  return &slots[at];
}

static uint8_t step_of_rate(uint32_t cue, uint32_t seen) {
  static const double LIMITS[] = {.01, .03, .08, .15, .3, .5, .7};
  if (seen < 3) return 0;
  double rate = (cue + 0.3) / (seen + 1.5);
  uint8_t step = 1;
  for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) step = (uint8_t)(step + (rate >= LIMITS[i]));
  return step;
}

static uint8_t rate_without(const rate_count *slot, uint32_t folds, uint32_t fold) {
  uint32_t seen = 0, cue = 0;
  for (uint32_t f = 0; f < folds; f++)
    if (f != fold) seen += slot->seen[f], cue += slot->cue[f];
  return step_of_rate(cue, seen);
}

static void count_document(const training_document *d, rate_count *slots, uint32_t fold) {
  uint8_t *is_cue = get(d->doc->tokens.count);
  for (uint32_t g = 0; g < d->count; g++)
    for (uint32_t i = d->golds[g].cue.first; i < d->golds[g].cue.last; i++) is_cue[i] = 1;
  for (uint32_t g = 0; g < d->count; g++)
    for (uint32_t i = d->golds[g].cue.first; i < d->golds[g].cue.last; i++) {
      rate_count *slot = slot_of(slots, rate_key(&d->all[i]));
      slot->heads++;
      slot->beliefs += !d->golds[g].speech;
    }
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    rate_count *slot = slot_of(slots, rate_key(&d->all[i]));
    slot->seen[fold]++;
    slot->cue[fold] += is_cue[i];
  }
  free(is_cue);
}

static void write_rates(const rate_count *slots, uint32_t folds, writer *to) {
  pair_table rates = pairs_new(RATE_ROWS);
  for (uint32_t s = 0; s < COUNT_SLOTS; s++) {
    uint32_t step = slots[s].key ? rate_without(&slots[s], folds, folds) : 0;
    if (step)
      *pairs_slot(&rates, slots[s].key) = step | (2 * slots[s].beliefs > slots[s].heads ? Q_RATE_BELIEF : 0);
  }
  pairs_write(&rates, to, "cue.rates");
}

void learn_rates(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  rate_count *slots = get(COUNT_SLOTS * sizeof *slots);
  for (uint32_t d = 0; d < count; d++) count_document(&documents[d], slots, d % folds);
  for (uint32_t d = 0; d < count; d++) {
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++) {
      q_reading *me = &documents[d].all[i];
      me->rate = rate_without(slot_of(slots, rate_key(me)), folds, d % folds);
    }
    const quoth_doc *doc = documents[d].doc;
    for (uint32_t p = 0; p < doc->paragraphs.count; p++)
      q_readings_links(documents[d].all, doc->paragraphs.items[p].tokens);
  }
  write_rates(slots, folds, to);
  free(slots);
}

/* ---- the tagger ---- */

typedef struct lesson {
  training_document *document;
  q_range paragraph;
} lesson;

void put_span(uint8_t *labels, const uint32_t *tokens, uint32_t count, q_range span, uint8_t kind) {
  uint32_t first = 0, last;
  while (first < count && tokens[first] < span.first) first++;
  for (last = first; last < count && tokens[last] < span.last; last++)
    if (labels[last]) return;
  if (first == last) return;
  for (uint32_t i = first; i < last; i++) labels[i] = (uint8_t)(kind + Q_AT_INNER);
  labels[first] = kind + Q_AT_BEGIN;
  labels[last - 1] = (uint8_t)(kind + (first + 1 == last ? Q_AT_UNIT : Q_AT_LAST));
}

/* The gradient of the likelihood: what is there less what is expected. Returns the loss. */
static double gradient_of(const float (*scores)[Q_CUE_LANES], const bool *allowed, const uint8_t *gold,
                          uint32_t count, float (*gradient)[Q_CUE_LANES]) {
  double loss = expect_cues(scores, allowed, count, gradient);
  for (uint32_t i = 0; i < count; i++) {
    if (!gold[i]) continue;
    gradient[i][gold[i] - Q_LABEL_CUE] += 1;
    loss -= (double)scores[i][gold[i] - Q_LABEL_CUE];
  }
  return loss;
}

static double teach(perceptron *p, const lesson *l) {
  const training_document *d = l->document;
  uint32_t count = l->paragraph.last - l->paragraph.first;
  float(*scores)[Q_CUE_LANES] = get(count * sizeof *scores),
  (*gradient)[Q_CUE_LANES] = get(count * sizeof *gradient);
  uint32_t *tokens = get(count * sizeof *tokens);
  uint8_t *gold = get(count);
  bool *allowed = get(count);
  uint32_t some = q_allow_cues(d->all, l->paragraph, tokens);
  for (uint32_t i = 0; i < some; i++) allowed[tokens[i] - l->paragraph.first] = true;
  for (uint32_t i = 0; i < count; i++) tokens[i] = l->paragraph.first + i;
  for (uint32_t g = 0; g < d->count; g++)
    if (d->golds[g].cue.first >= l->paragraph.first && d->golds[g].cue.last <= l->paragraph.last)
      put_span(gold, tokens, count, d->golds[g].cue, Q_LABEL_CUE);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t *row = cue_rows(d, tokens[i]);
    allowed[i] |= gold[i] != 0;
    if (allowed[i]) perceptron_sum(p, row + 1, row[0], scores[i]);
  }
  double loss = gradient_of((const float(*)[Q_CUE_LANES])scores, allowed, gold, count, gradient);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t *row = cue_rows(d, tokens[i]);
    perceptron_climb(p, row + 1, row[0], gradient[i], RATE);
  }
  free(scores), free(gradient), free(tokens), free(gold), free(allowed);
  return loss;
}

static void run(perceptron *p, const lesson *list, uint32_t count, int epochs) {
  uint32_t *order = get(count * sizeof *order);
  uint64_t seed = 7;
  for (uint32_t i = 0; i < count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    double loss = 0;
    shuffle(order, count, &seed);
    for (uint32_t i = 0; i < count; i++) loss += teach(p, &list[order[i]]);
    fprintf(stderr, "cues, epoch %d: loss %.4f a paragraph\n", e, loss / count);
  }
  free(order);
}

void learn_cues(perceptron *p, training_document *documents, uint32_t count, uint32_t folds, uint32_t fold,
                int epochs) {
  uint32_t lessons = 0, room = 0;
  for (uint32_t d = 0; d < count; d++) room += documents[d].doc->paragraphs.count;
  lesson *list = get(room * sizeof *list);
  for (uint32_t d = 0; d < count; d++)
    for (uint32_t k = 0; d % folds != fold && k < documents[d].doc->paragraphs.count; k++) {
      q_range paragraph = documents[d].doc->paragraphs.items[k].tokens;
      if (paragraph.first < paragraph.last) list[lessons++] = (lesson){&documents[d], paragraph};
    }
  run(p, list, lessons, epochs);
  free(list);
}
