/* The tagger of source and content, a cue at a time. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/attribution.h"
#include "train/expect.h"

enum { PART_ROWS = 1 << 17, DROPPED = 30 }; /* dropped: hundredths of the features of a lesson */

/* What the first piece of content gains: the best way to label a cue is compared with none, though
 * many ways that differ in a border share what speaks for an attribution. */
#define FIRST_PIECE 15.0F
#define RATE 0.05F

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

/* The features of each token of a window, own and towards the cue, some in a hundred of them dropped. */
static q_features *window_features(const lesson *l, uint32_t dropped, uint32_t salt, const uint32_t *tokens,
                                   uint32_t count) {
  const training_document *d = l->document;
  q_range paragraph = d->all[tokens[0]].paragraph;
  uint32_t first, cues = neighbours(d, l->which, &first);
  uint8_t *rank = get(paragraph.last - paragraph.first);
  q_cue_view view;
  q_cue_view_begin(&view, d->all, d->cues.items + first, cues, l->which - first, rank);
  q_rank_cues(view.cues, cues, paragraph, rank);
  q_features *rows = get(count * sizeof *rows);
  for (uint32_t i = 0; i < count; i++) {
    rows_towards_cue(d, &view, tokens[i], &rows[i]);
    rows[i].count = perceptron_drop(rows[i].rows, rows[i].count, dropped, salt, rows[i].rows);
  }
  free(rank);
  return rows;
}

/* A lesson in work: scores, and the gradient of the likelihood. */
typedef struct work {
  uint32_t *tokens, count;
  uint16_t *allowed;
  uint8_t *gold;
  float (*scores)[Q_PART_LANES], (*gradient)[Q_PART_LANES];
  q_beginnings beginnings, begun;
} work;

static void begin_work(work *w, const lesson *l) {
  const training_document *d = l->document;
  q_range cue = d->cues.items[l->which].tokens, paragraph = d->all[cue.first].paragraph;
  uint32_t room = paragraph.last - paragraph.first;
  *w = (work){.tokens = get(room * sizeof *w->tokens)};
  w->count = q_window(d->all, cue, w->tokens, room);
  w->count = q_borders_of(d->all, cue, w->tokens, w->count);
  w->allowed = get(w->count * sizeof *w->allowed);
  w->gold = get(w->count);
  w->scores = get(w->count * sizeof *w->scores);
  w->gradient = get(w->count * sizeof *w->gradient);
  gold_labels(l->gold, cue, w->tokens, w->count, w->gold);
  q_allow_parts(d->all, w->tokens, w->count, cue, NULL, w->allowed);
  for (uint32_t i = 0; i < w->count; i++) w->allowed[i] |= (uint16_t)(1u << w->gold[i]);
}

static void end_work(work *w) {
  free(w->tokens), free(w->allowed), free(w->gold), free(w->scores), free(w->gradient);
}

/* A source whose content lies outside of the window teaches nothing. */
static bool teaches(const work *w) {
  bool any = false, content = false;
  for (uint32_t i = 0; i < w->count; i++) {
    any |= w->gold[i] != 0;
    content |= w->gold[i] >= Q_LABEL_CONTENT;
  }
  return content || !any;
}

/* Adds what is there to the gradient; returns its score. */
static double add_gold(work *w) {
  uint32_t lane = 0;
  double score = 0;
  for (uint32_t i = 0; i < w->count; i++) {
    if (!w->gold[i]) continue;
    uint32_t kind = w->gold[i] >= Q_LABEL_CONTENT, place = (w->gold[i] - 1u) % 4;
    w->gradient[i][w->gold[i] - 1] += 1;
    score += (double)w->scores[i][w->gold[i] - 1];
    if (place == Q_AT_BEGIN || place == Q_AT_UNIT) {
      w->begun[kind][lane] += 1;
      score += (double)w->beginnings[kind][lane];
    }
    if (place == Q_AT_LAST || place == Q_AT_UNIT) lane += kind ? 2 : 1;
    if (lane >= Q_LANES) lane = Q_LANES - 1;
  }
  return score;
}

/* Returns the loss: minus the logarithm of how likely the gold is. */
static double teach(parts_model *p, const lesson *l) {
  work w;
  begin_work(&w, l);
  double loss = 0;
  uint32_t salt = (uint32_t)p->labels.step++ * 1664525u;
  if (teaches(&w)) {
    q_features *rows = window_features(l, DROPPED, salt, w.tokens, w.count);
    for (uint32_t i = 0; i < w.count; i++)
      perceptron_sum(&p->labels, rows[i].rows, rows[i].count, w.scores[i]);
    memcpy(w.beginnings, p->beginnings.weights, sizeof w.beginnings);
    loss = expect_parts((const float(*)[Q_PART_LANES])w.scores, w.allowed, w.beginnings, w.count, w.gradient,
                        w.begun) -
           add_gold(&w);
    for (uint32_t i = 0; i < w.count; i++)
      perceptron_climb(&p->labels, rows[i].rows, rows[i].count, w.gradient[i], RATE);
    for (uint32_t kind = 0; kind < Q_BEGINNINGS; kind++)
      perceptron_climb(&p->beginnings, &kind, 1, w.begun[kind], RATE);
    free(rows);
  }
  end_work(&w);
  return loss;
}

static void run(parts_model *p, const lesson_list *list, int epochs, uint64_t seed) {
  uint32_t *order = get(list->count * sizeof *order);
  for (uint32_t i = 0; i < list->count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    double loss = 0;
    shuffle(order, list->count, &seed);
    for (uint32_t i = 0; i < list->count; i++) loss += teach(p, &list->items[order[i]]);
    fprintf(stderr, "source and content, epoch %d: loss %.4f a cue\n", e, loss / list->count);
  }
  free(order);
}

static void init_parts(parts_model *p) {
  perceptron_init(&p->labels, PART_ROWS, Q_PART_LANES, 0);
  perceptron_init(&p->beginnings, Q_BEGINNINGS, Q_LANES, 0);
}

void free_parts(parts_model *p) {
  perceptron_free(&p->labels);
  perceptron_free(&p->beginnings);
}

void learn_parts(parts_model *p, training_document *documents, uint32_t count, uint32_t folds, uint32_t fold,
                 int epochs, int runs) {
  lesson_list list = {NULL, 0};
  init_parts(p);
  for (uint32_t d = 0; d < count; d++)
    if (d % folds != fold) add_lessons(&documents[d], &list);
  for (int r = 0; r < runs; r++) {
    parts_model one;
    init_parts(&one);
    run(&one, &list, epochs, 11 + 17 * (uint64_t)r);
    perceptron_blend(&p->labels, &one.labels, 1 / (float)runs);
    perceptron_blend(&p->beginnings, &one.beginnings, 1 / (float)runs);
    free_parts(&one);
  }
  for (uint32_t lane = 0; lane < 2; lane++) p->beginnings.weights[Q_LANES + lane] += FIRST_PIECE;
  free(list.items);
}

/* ---- borders ---- */

/* Scores as the decoder takes them. */
enum { STEPS = 64, LARGEST = 8000 };

static void score(const parts_model *p, const q_features *rows, uint32_t count,
                  int16_t (*scores)[Q_PART_LANES]) {
  for (uint32_t i = 0; i < count; i++) {
    float sums[Q_PART_LANES] = {0};
    perceptron_sum(&p->labels, rows[i].rows, rows[i].count, sums);
    for (uint32_t l = 0; l < Q_PART_LANES; l++)
      scores[i][l] = (int16_t)fmaxf(-LARGEST, fminf(LARGEST, sums[l] * STEPS));
  }
}

static void find_borders_of(const parts_model *p, const lesson *l) {
  work w;
  begin_work(&w, l);
  q_allow_parts(l->document->all, w.tokens, w.count, l->document->cues.items[l->which].tokens, NULL,
                w.allowed);
  q_features *rows = window_features(l, 0, 0, w.tokens, w.count);
  int16_t(*scores)[Q_PART_LANES] = get(w.count * sizeof *scores);
  uint8_t *labels = get(w.count);
  void *room = get(q_parts_work(w.count));
  score(p, rows, w.count, scores);
  for (uint32_t kind = 0; kind < Q_BEGINNINGS; kind++)
    for (uint32_t lane = 0; lane < Q_LANES; lane++)
      w.beginnings[kind][lane] = p->beginnings.weights[kind * Q_LANES + lane] * STEPS;
  float margin =
      q_best_parts((const int16_t(*)[Q_PART_LANES])scores, w.allowed, w.beginnings, w.count, room, labels);
  for (uint32_t i = 0; i < w.count; i++) {
    uint8_t *kind = &l->document->kinds[w.tokens[i]];
    bool border = margin > 0 && labels[i] && (labels[i] - 1) % 4 != Q_AT_INNER;
    if (*kind != WANTED) *kind = border ? WANTED : UNWANTED;
  }
  free(rows), free(scores), free(labels), free(room);
  end_work(&w);
}

void find_borders(const parts_model *p, training_document *document) {
  lesson_list list = {NULL, 0};
  memset(document->kinds, NOT_SEEN, document->doc->tokens.count);
  add_lessons(document, &list);
  for (uint32_t i = 0; i < list.count; i++) find_borders_of(p, &list.items[i]);
  free(list.items);
}
