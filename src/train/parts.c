/* The tagger of source and content, a cue at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/attribution.h"

/* One cue of a document with what it should lead to: gold is NULL for false cues. */
typedef struct lesson {
  training_document *document;
  const gold_parts *gold;
  uint32_t which; /* in the document's cues */
} lesson;

typedef struct lesson_list {
  lesson *items;
  uint32_t count;
} lesson_list;

static bool overlap(q_range a, q_range b) { return a.first < b.last && b.first < a.last; }

static int by_place(const void *a, const void *b) {
  const q_candidate *x = a, *y = b;
  return (x->tokens.first > y->tokens.first) - (x->tokens.first < y->tokens.first);
}

/* The gold cues that no proposed cue meets join the proposals. */
static void add_missed(training_document *d) {
  for (uint32_t g = 0; g < d->count; g++) {
    bool met = false;
    for (uint32_t k = 0; k < d->cues.count && !met; k++)
      met = overlap(d->cues.items[k].tokens, d->golds[g].cue);
    if (met) continue;
    q_candidate *cue = q_push(&d->doc->arena, &d->cues);
    if (!cue) fail("out of memory");
    *cue = (q_candidate){.tokens = d->golds[g].cue, .head = q_cue_head(d->all, d->golds[g].cue)};
  }
  if (d->cues.count) qsort(d->cues.items, d->cues.count, sizeof *d->cues.items, by_place);
}

static void add_lessons(training_document *d, lesson_list *list) {
  add_missed(d);
  bool *used = get(d->count);
  list->items = get_more(list->items, (list->count + d->cues.count) * sizeof *list->items);
  for (uint32_t k = 0; k < d->cues.count; k++) {
    uint32_t best = QUOTH_NONE;
    bool met = false;
    for (uint32_t g = 0; g < d->count; g++) {
      if (!overlap(d->cues.items[k].tokens, d->golds[g].cue)) continue;
      met = true;
      if (!used[g] && best == QUOTH_NONE) best = g;
    }
    if (met && best == QUOTH_NONE) continue; /* a second cue in one gold cue */
    if (best != QUOTH_NONE) used[best] = true;
    list->items[list->count++] = (lesson){d, best == QUOTH_NONE ? NULL : &d->golds[best], k};
  }
  free(used);
}

static q_range without(q_range span, q_range cue) {
  if (!overlap(span, cue)) return span;
  if (span.first < cue.first) return (q_range){span.first, cue.first};
  if (span.last > cue.last) return (q_range){cue.last, span.last};
  return (q_range){0, 0};
}

static void put_span(uint8_t *labels, q_range span, q_range within, uint8_t kind) {
  if (span.first < within.first) span.first = within.first;
  if (span.last > within.last) span.last = within.last;
  if (span.first >= span.last) return;
  uint32_t first = span.first - within.first, last = span.last - within.first - 1;
  for (uint32_t i = first; i <= last; i++)
    if (labels[i]) return;
  for (uint32_t i = first; i <= last; i++) labels[i] = (uint8_t)(kind + 1);
  labels[first] = kind;
  labels[last] = (uint8_t)(kind + 2);
  if (first == last) labels[first] = (uint8_t)(kind + 3);
}

static void gold_labels(const gold_parts *gold, q_range cue, q_range window, uint8_t *labels) {
  memset(labels, 0, window.last - window.first);
  if (!gold) return;
  put_span(labels, without(gold->source, cue), window, Q_LABEL_SOURCE);
  for (uint32_t i = 0; i < gold->pieces; i++)
    put_span(labels, without(gold->content[i], cue), window, Q_LABEL_CONTENT);
}

/* The cues of the paragraph around one: *first is the index of the first. */
static uint32_t neighbours(const training_document *d, uint32_t which, uint32_t *first) {
  q_range paragraph = d->all[d->cues.items[which].tokens.first].paragraph;
  uint32_t from = which, to = which + 1;
  while (from > 0 && d->cues.items[from - 1].tokens.first >= paragraph.first) from--;
  while (to < d->cues.count && d->cues.items[to].tokens.first < paragraph.last) to++;
  *first = from;
  return to - from;
}

/* The features of each token of a window, own and towards the cue. */
static q_features *window_features(const lesson *l, q_range window) {
  const training_document *d = l->document;
  uint32_t first, count = neighbours(d, l->which, &first);
  q_features *rows = get((window.last - window.first) * sizeof *rows);
  for (uint32_t i = window.first; i < window.last; i++) {
    const uint32_t *own = d->rows + (size_t)i * d->width;
    q_features *to = &rows[i - window.first];
    q_cue_features(d->all, i, d->cues.items + first, count, l->which - first, to);
    memcpy(to->rows + to->count, own + 1, own[0] * sizeof *own);
    to->count += own[0];
  }
  return rows;
}

static void correct(perceptron *p, const q_grammar *grammar, const q_features *rows, const uint8_t *gold,
                    const uint8_t *found, uint32_t count) {
  uint32_t before = p->states, guess = p->states;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t right = grammar->label_of[gold[i]], wrong = grammar->label_of[found[i]];
    if (right != wrong) perceptron_update(p, rows[i].rows, rows[i].count, right, wrong);
    if (before != guess || gold[i] != found[i]) {
      perceptron_move(p, before, gold[i], 1);
      perceptron_move(p, guess, found[i], -1);
    }
    before = gold[i];
    guess = found[i];
  }
}

static bool teach(perceptron *p, const q_grammar *grammar, const lesson *l) {
  const training_document *d = l->document;
  q_range cue = d->cues.items[l->which].tokens, window = q_window(d->all, cue);
  uint32_t count = window.last - window.first;
  float *scores = get(count * Q_PART_LABELS * sizeof *scores);
  uint16_t *allowed = get(count * sizeof *allowed);
  uint8_t *labels = get(3 * count), *gold = labels + count, *found = gold + count;
  void *work = get(q_sequence_work(count));
  q_features *rows = window_features(l, window);
  gold_labels(l->gold, cue, window, labels);
  q_states_of(grammar, labels, count, gold);
  q_allow_parts(d->all, window, cue, NULL, allowed);
  for (uint32_t i = 0; i < count; i++) {
    perceptron_sum(p, rows[i].rows, rows[i].count, scores + i * Q_PART_LABELS);
    allowed[i] |= (uint16_t)(1u << labels[i]);
  }
  q_best_sequence(grammar, p->moves, scores, allowed, count, work, found);
  bool wrong = memcmp(gold, found, count) != 0;
  if (wrong) correct(p, grammar, rows, gold, found, count);
  p->step++;
  free(scores), free(allowed), free(labels), free(work), free(rows);
  return wrong;
}

void learn_parts(perceptron *p, training_document *documents, uint32_t count, int epochs) {
  q_grammar grammar;
  q_grammar_parts(&grammar);
  lesson_list list = {NULL, 0};
  for (uint32_t d = 0; d < count; d++) add_lessons(&documents[d], &list);
  uint32_t *order = get(list.count * sizeof *order);
  uint64_t seed = 11;
  for (uint32_t i = 0; i < list.count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    uint32_t wrong = 0;
    shuffle(order, list.count, &seed);
    for (uint32_t i = 0; i < list.count; i++) wrong += teach(p, &grammar, &list.items[order[i]]);
    fprintf(stderr, "source and content, epoch %d: %u of %u cues wrong\n", e, wrong, list.count);
  }
  perceptron_average(p);
  free(order), free(list.items);
}
