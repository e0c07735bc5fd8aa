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

static void gold_labels(const gold_parts *gold, q_range cue, const uint32_t *tokens, uint32_t count,
                        uint8_t *labels) {
  memset(labels, 0, count);
  if (!gold) return;
  put_span(labels, tokens, count, without(gold->source, cue), Q_LABEL_SOURCE);
  for (uint32_t i = 0; i < gold->pieces; i++)
    put_span(labels, tokens, count, without(gold->content[i], cue), Q_LABEL_CONTENT);
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
static q_features *window_features(const lesson *l, uint32_t salt, const uint32_t *tokens, uint32_t count) {
  const training_document *d = l->document;
  q_range paragraph = d->all[tokens[0]].paragraph;
  uint32_t first, cues = neighbours(d, l->which, &first);
  uint8_t *rank = get(paragraph.last - paragraph.first);
  q_cue_view view;
  q_cue_view_begin(&view, d->all, d->cues.items + first, cues, l->which - first, rank);
  q_rank_cues(view.cues, cues, paragraph, rank);
  q_features *rows = get(count * sizeof *rows);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t *own = d->rows + (size_t)tokens[i] * d->width;
    q_cue_features(&view, tokens[i], &rows[i]);
    memcpy(rows[i].rows + rows[i].count, own + 1, own[0] * sizeof *own);
    rows[i].count = perceptron_drop(rows[i].rows, rows[i].count + own[0], salt, rows[i].rows);
  }
  free(rank);
  return rows;
}

/* Adds amount to all that a sequence of labels switches on, where it is not the other. */
static void add_labels(parts_model *p, const q_features *rows, const uint8_t *labels, const uint8_t *other,
                       uint32_t count, float amount) {
  uint32_t lane = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!labels[i]) continue;
    uint32_t kind = labels[i] >= Q_LABEL_CONTENT, place = (labels[i] - 1u) % 4;
    if (labels[i] != other[i])
      perceptron_add(&p->labels, rows[i].rows, rows[i].count, labels[i] - 1u, amount);
    if (place == Q_AT_BEGIN || place == Q_AT_UNIT) perceptron_add(&p->beginnings, &kind, 1, lane, amount);
    if (place == Q_AT_LAST || place == Q_AT_UNIT) lane += kind ? 2 : 1;
    if (lane >= Q_LANES) lane = Q_LANES - 1;
  }
}

static bool teach(parts_model *p, const lesson *l) {
  const training_document *d = l->document;
  q_range cue = d->cues.items[l->which].tokens, paragraph = d->all[cue.first].paragraph;
  uint32_t room = paragraph.last - paragraph.first, *tokens = get(room * sizeof *tokens);
  uint32_t count = q_window(d->all, cue, tokens, room);
  float(*scores)[Q_PART_LANES] = get(count * sizeof *scores);
  uint16_t *allowed = get(count * sizeof *allowed);
  uint8_t *gold = get(2 * count), *found = gold + count;
  void *work = get(q_parts_work(count));
  q_beginnings beginnings;
  q_features *rows = window_features(l, (uint32_t)p->labels.step * 1664525u, tokens, count);
  gold_labels(l->gold, cue, tokens, count, gold);
  q_allow_parts(d->all, tokens, count, cue, NULL, allowed);
  for (uint32_t i = 0; i < count; i++) {
    perceptron_sum(&p->labels, rows[i].rows, rows[i].count, scores[i]);
    allowed[i] |= (uint16_t)(1u << gold[i]);
  }
  memcpy(beginnings, p->beginnings.weights, sizeof beginnings);
  if (q_best_parts((const float(*)[Q_PART_LANES])scores, allowed, beginnings, count, work, found) <= 0)
    memset(found, 0, count);
  bool wrong = memcmp(gold, found, count) != 0;
  if (wrong) {
    add_labels(p, rows, gold, found, count, 1);
    add_labels(p, rows, found, gold, count, -1);
  }
  p->labels.step++;
  p->beginnings.step++;
  free(tokens), free(scores), free(allowed), free(gold), free(work), free(rows);
  return wrong;
}

static void run(parts_model *p, const lesson_list *list, int epochs, uint64_t seed) {
  uint32_t *order = get(list->count * sizeof *order);
  for (uint32_t i = 0; i < list->count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    uint32_t wrong = 0;
    shuffle(order, list->count, &seed);
    for (uint32_t i = 0; i < list->count; i++) wrong += teach(p, &list->items[order[i]]);
    fprintf(stderr, "source and content, epoch %d: %u of %u cues wrong\n", e, wrong, list->count);
  }
  perceptron_average(&p->labels);
  perceptron_average(&p->beginnings);
  free(order);
}

void learn_parts(parts_model *p, training_document *documents, uint32_t count, int epochs, int runs) {
  lesson_list list = {NULL, 0};
  for (uint32_t d = 0; d < count; d++) add_lessons(&documents[d], &list);
  for (int r = 0; r < runs; r++) {
    parts_model one;
    perceptron_init(&one.labels, p->labels.mask + 1, p->labels.columns, 0);
    perceptron_init(&one.beginnings, p->beginnings.mask + 1, p->beginnings.columns, 0);
    run(&one, &list, epochs, 11 + 17 * (uint64_t)r);
    perceptron_blend(&p->labels, &one.labels, 1 / (float)runs);
    perceptron_blend(&p->beginnings, &one.beginnings, 1 / (float)runs);
    perceptron_free(&one.labels);
    perceptron_free(&one.beginnings);
  }
  free(list.items);
}
