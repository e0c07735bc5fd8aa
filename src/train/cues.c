/* The rates at which lemmas are cues, and the cue tagger. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/attribution.h"

enum { RATE_ROWS = 1 << 15, COUNT_SLOTS = 1 << 18 };

/* ---- rates ---- */

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
      rate_count *slot = slot_of(slots, q_rate_key(&d->all[i]));
      slot->heads++;
      slot->beliefs += !d->golds[g].speech;
    }
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    rate_count *slot = slot_of(slots, q_rate_key(&d->all[i]));
    slot->seen[fold]++;
    slot->cue[fold] += is_cue[i];
  }
  free(is_cue);
}

/* Where two keys want one row, the one that is more often a cue has it. */
static void write_rates(const rate_count *slots, uint32_t folds, writer *to) {
  uint8_t(*rows)[2] = get(RATE_ROWS * sizeof *rows);
  for (uint32_t s = 0; s < COUNT_SLOTS; s++) {
    uint8_t step = slots[s].key ? rate_without(&slots[s], folds, folds) : 0;
    uint32_t row = slots[s].key >> 8 & (RATE_ROWS - 1);
    if (step <= (rows[row][1] & (Q_RATE_BELIEF - 1))) continue;
    rows[row][0] = (uint8_t)slots[s].key;
    rows[row][1] = (uint8_t)(step | (2 * slots[s].beliefs > slots[s].heads ? Q_RATE_BELIEF : 0));
  }
  writer_add(to, "cue.rates", rows, RATE_ROWS, 2, 1, 1);
}

void learn_rates(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  rate_count *slots = get(COUNT_SLOTS * sizeof *slots);
  for (uint32_t d = 0; d < count; d++) count_document(&documents[d], slots, d % folds);
  for (uint32_t d = 0; d < count; d++) {
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++) {
      q_reading *me = &documents[d].all[i];
      me->rate = rate_without(slot_of(slots, q_rate_key(me)), folds, d % folds);
    }
    q_readings_links(documents[d].doc, documents[d].all);
  }
  write_rates(slots, folds, to);
  free(slots);
}

/* ---- rows ---- */

void make_rows(training_document *d) {
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    features.count = features.template = 0;
    q_token_features(d->all, i, &features);
    if (!d->rows) {
      d->width = 128;
      d->rows = get((size_t)d->doc->tokens.count * d->width * sizeof *d->rows);
    }
    uint32_t *row = d->rows + (size_t)i * d->width;
    if (features.count >= d->width) fail("%u features of a token are too many", features.count);
    row[0] = features.count;
    memcpy(row + 1, features.rows, features.count * sizeof *row);
  }
}

/* ---- the tagger ---- */

typedef struct lesson {
  training_document *document;
  q_range paragraph;
} lesson;

static void put_span(uint8_t *labels, q_range span, q_range within, uint8_t kind) {
  if (span.first < within.first || span.last > within.last || span.first >= span.last) return;
  uint32_t first = span.first - within.first, last = span.last - within.first - 1;
  for (uint32_t i = first; i <= last; i++)
    if (labels[i]) return;
  for (uint32_t i = first; i <= last; i++) labels[i] = (uint8_t)(kind + 1);
  labels[first] = kind;
  labels[last] = (uint8_t)(kind + 2);
  if (first == last) labels[first] = (uint8_t)(kind + 3);
}

static bool teach(perceptron *p, const q_grammar *grammar, const lesson *l) {
  const training_document *d = l->document;
  uint32_t count = l->paragraph.last - l->paragraph.first;
  float *scores = get(count * Q_CUE_LABELS * sizeof *scores);
  uint16_t *allowed = get(count * sizeof *allowed);
  uint8_t *gold = get(count), *found = get(count);
  void *work = get(q_sequence_work(count));
  for (uint32_t g = 0; g < d->count; g++) put_span(gold, d->golds[g].cue, l->paragraph, Q_LABEL_CUE);
  q_allow_cues(d->all, l->paragraph, allowed);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t *row = d->rows + (size_t)(l->paragraph.first + i) * d->width;
    perceptron_sum(p, row + 1, row[0], scores + i * Q_CUE_LABELS);
    allowed[i] |= (uint16_t)(1u << gold[i]);
  }
  q_best_sequence(grammar, p->moves, scores, allowed, count, work, found);
  bool wrong = memcmp(gold, found, count) != 0;
  uint32_t before = p->states, guess = p->states;
  for (uint32_t i = 0; wrong && i < count; i++) {
    const uint32_t *row = d->rows + (size_t)(l->paragraph.first + i) * d->width;
    if (gold[i] != found[i]) perceptron_update(p, row + 1, row[0], gold[i], found[i]);
    perceptron_move(p, before, gold[i], 1);
    perceptron_move(p, guess, found[i], -1);
    before = gold[i];
    guess = found[i];
  }
  p->step++;
  free(scores), free(allowed), free(gold), free(found), free(work);
  return wrong;
}

void learn_cues(perceptron *p, training_document *documents, uint32_t count, uint32_t folds, uint32_t fold,
                int epochs) {
  q_grammar grammar;
  q_grammar_cue(&grammar);
  uint32_t lessons = 0, room = 0;
  for (uint32_t d = 0; d < count; d++) room += documents[d].doc->paragraphs.count;
  lesson *list = get(room * sizeof *list);
  for (uint32_t d = 0; d < count; d++)
    for (uint32_t k = 0; d % folds != fold && k < documents[d].doc->paragraphs.count; k++) {
      q_range paragraph = documents[d].doc->paragraphs.items[k].tokens;
      if (paragraph.first < paragraph.last) list[lessons++] = (lesson){&documents[d], paragraph};
    }
  uint32_t *order = get(lessons * sizeof *order);
  uint64_t seed = 7;
  for (uint32_t i = 0; i < lessons; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    uint32_t wrong = 0;
    shuffle(order, lessons, &seed);
    for (uint32_t i = 0; i < lessons; i++) wrong += teach(p, &grammar, &list[order[i]]);
    fprintf(stderr, "cues, fold %u, epoch %d: %u of %u paragraphs wrong\n", fold, e, wrong, lessons);
  }
  perceptron_average(p);
  free(list), free(order);
}
