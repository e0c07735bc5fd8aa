/* quoth-train confidence: fits the confidence of a model's attributions on documents that
 * the model was not trained on, by logistic regression. */
#include "core/confidence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "train/attribution.h"

enum { EPOCHS = 40, TRAINED_ON = 80 /* hundredths of the documents */ };
#define RATE 0.05F
#define DECAY 0.002F
/* From .15 to .35 F1 of all on documents held out, by the whole pipeline, stays within .0035; sources and
 * cues are found best below .25. */
#define SHOWN_FROM 0.22F

typedef struct example {
  q_features features;
  bool right;
} example;

typedef struct example_list {
  example *items;
  uint32_t count;
} example_list;

static uint32_t common(q_range a, q_range b) {
  uint32_t first = a.first > b.first ? a.first : b.first, last = a.last < b.last ? a.last : b.last;
  return first < last ? last - first : 0;
}

static uint32_t length_of(const q_range *ranges, uint32_t count) {
  uint32_t length = 0;
  for (uint32_t i = 0; i < count; i++) length += ranges[i].last - ranges[i].first;
  return length;
}

/* The contents share half of what is in either, and the sources a token, or both lack one. */
static bool agree(const q_proposal *p, const gold_parts *gold) {
  uint32_t shared = 0;
  for (uint32_t i = 0; i < p->pieces; i++)
    for (uint32_t k = 0; k < gold->pieces; k++) shared += common(p->content[i], gold->content[k]);
  uint32_t all = length_of(p->content, p->pieces) + length_of(gold->content, gold->pieces) - shared;
  bool sources = common(p->source, gold->source) ||
                 (p->source.first == p->source.last && gold->source.first == gold->source.last);
  return 2 * shared >= all && all && sources;
}

/* The document is read anew: in training its words' records know nothing of the model. */
static void add_document(example_list *list, const quoth_engine *engine, const training_document *d) {
  quoth_doc *doc = read_document(engine, d->text, QUOTH_STAGE_QUOTATIONS);
  q_proposals made;
  const q_reading *all;
  if (!q_learned_attributions(doc, &made, &all)) fail("out of memory");
  list->items = get_more(list->items, (list->count + made.count) * sizeof *list->items);
  for (uint32_t i = 0; i < made.count; i++) {
    example *e = &list->items[list->count++];
    q_features_begin(&e->features, 0);
    q_confidence_features(all, &made.items[i], &e->features);
    e->right = false;
    for (uint32_t g = 0; g < d->count && !e->right; g++) e->right = agree(&made.items[i], &d->golds[g]);
  }
  quoth_doc_free(doc);
}

static void fit(const example_list *list, float *weights) {
  uint32_t *order = get(list->count * sizeof *order);
  uint64_t seed = 5;
  for (uint32_t i = 0; i < list->count; i++) order[i] = i;
  for (int e = 0; e < EPOCHS; e++) {
    float rate = RATE / (1 + (float)e / 8);
    shuffle(order, list->count, &seed);
    for (uint32_t i = 0; i < list->count; i++) {
      const example *x = &list->items[order[i]];
      float wrong = (float)x->right - q_confidence(weights, &x->features);
      for (uint32_t f = 0; f < x->features.count; f++) {
        float *w = &weights[x->features.rows[f]];
        *w += rate * (wrong - DECAY * *w);
      }
    }
  }
  free(order);
}

/* Ten bins: how far the mean confidence is from the share that is right. */
static double calibration_error(const example_list *list, const float *weights) {
  double sums[10] = {0}, right[10] = {0}, error = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    float confidence = q_confidence(weights, &list->items[i].features);
    uint32_t bin = confidence < 1 ? (uint32_t)(confidence * 10) : 9;
    sums[bin] += (double)confidence;
    right[bin] += list->items[i].right;
  }
  for (uint32_t b = 0; b < 10; b++) error += fabs(sums[b] - right[b]);
  return error / (list->count ? list->count : 1);
}

int train_confidence(const options *given) {
  if (!given->model)
    fail("--model FILE is wanted: a model of the first %d hundredths (--part %d)", TRAINED_ON, TRAINED_ON);
  uint32_t count;
  const quoth_engine *engine = plain_engine(given->model);
  training_document *documents = load_documents(given->data, engine, 100, false, &count);
  example_list list = {NULL, 0};
  for (uint32_t d = first_part(count, TRAINED_ON); d < count; d++) add_document(&list, engine, &documents[d]);
  float *weights = get(Q_CONFIDENCE_ROWS * sizeof *weights);
  fit(&list, weights);
  printf("%u attributions; expected calibration error %.3f\n", list.count, calibration_error(&list, weights));
  float least = SHOWN_FROM;
  writer *file = writer_new();
  writer_add(file, "confidence.least", &least, 1, 1, sizeof least, 1);
  writer_add(file, "confidence.weights", weights, Q_CONFIDENCE_ROWS, 1, sizeof *weights, 1);
  writer_save(file, given->out);
  writer_free(file);
  return 0;
}
