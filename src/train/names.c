/* quoth-train entities: the name tagger. A conditional random field over islands.
 * Corpora disagree on what a name is: each feature has a copy for the convention of
 * the corpus, which takes up what is that corpus's own; only what all share is written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/field.h"

enum { ROWS = 1 << 15, COUNT_LEAST = 3, EPOCHS = 5, TRAININGS = 2, SEED = 9 };
#define RATE 0.02F
#define SHRINK 0.95F /* after each epoch */
enum { GMB, WIKIGOLD, GUM, WNUT, BTC, EWT, CROSSNER, SEC };

#define NATIONALITY (1u << Q_NAME_NATIONALITY)
#define RARE (1u << Q_NAME_EVENT | 1u << Q_NAME_WORK | 1u << Q_NAME_PRODUCT)

static const name_corpus CORPORA[] = {
    {"ner/gmb.train.jsonl", GMB, RARE, 60},
    {"ner/wikigold.train.jsonl", WIKIGOLD, 0, 300},
    {"ner/gum_interview.train.jsonl", GUM, NATIONALITY, 300},
    {"ner/gum_bio_voyage.train.jsonl", GUM, NATIONALITY, 300},
    {"ner/gum_academic_court.train.jsonl", GUM, NATIONALITY, 300},
    {"ner/wnut17.train.jsonl", WNUT, NATIONALITY | RARE, 100},
    {"ner/btc.train.jsonl", BTC, NATIONALITY | RARE, 100},
    {"ner/uner_ewt.dev.jsonl", EWT, NATIONALITY | RARE, 300},
    {"ner/crossner_politics.train.jsonl", CROSSNER, NATIONALITY | RARE, 300},
    {"ner/crossner_politics.dev.jsonl", CROSSNER, NATIONALITY | RARE, 300},
    {"ner/sec.train.jsonl", SEC, NATIONALITY | RARE, 100},
    {TUNING_TEXTS, 0, 0, 0}, /* no names: its words for the clusters only */
};
static const name_corpus HELD_OUT[] = {
    {"ner/gmb.dev.jsonl", GMB, RARE, 100},
    {"ner/gum_interview.dev.jsonl", GUM, NATIONALITY, 100},
    {"ner/gum_bio_voyage.dev.jsonl", GUM, NATIONALITY, 100},
    {"ner/gum_academic_court.dev.jsonl", GUM, NATIONALITY, 100},
};
enum { CORPUS_COUNT = sizeof CORPORA / sizeof *CORPORA, HELD_OUT_COUNT = sizeof HELD_OUT / sizeof *HELD_OUT };

static name_documents read_all(const char *folder, const name_corpus *corpora, uint32_t count) {
  name_documents all = {NULL, 0};
  for (uint32_t c = 0; c < count; c++) read_names(path_in(folder, corpora[c].file), c, &all);
  return all;
}

static name_lessons prepare(const quoth_engine *engine, const name_documents *documents,
                            const name_corpus *corpora, int without, uint32_t percent) {
  name_lessons lessons = {NULL, 0, 0, 0};
  for (uint32_t d = 0; d < documents->count; d++) {
    const name_corpus *corpus = &corpora[documents->items[d].corpus];
    uint64_t share = (uint64_t)corpus->share * percent, times = (d + 1) * share / 10000 - d * share / 10000;
    for (uint32_t i = 0; i < times; i++)
      make_lessons(engine, &documents->items[d], corpus, without, &lessons);
  }
  fprintf(stderr, "%u islands; %u of %u names lie in one\n", lessons.count, lessons.reachable, lessons.names);
  return lessons;
}

static void learn(field *f, const name_lessons *lessons, int epochs) {
  uint32_t *order = get(lessons->count * sizeof *order);
  uint64_t seed = f->seed;
  for (uint32_t i = 0; i < lessons->count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    double loss = 0;
    shuffle(order, lessons->count, &seed);
    for (uint32_t i = 0; i < lessons->count; i++) loss += field_teach(f, &lessons->items[order[i]], RATE);
    fprintf(stderr, "epoch %d: loss %.4f an island\n", e, loss / lessons->count);
    field_shrink(f, SHRINK);
  }
  free(order);
}

/* Some trainings in different orders, with different features left out: their mean. */
static field learn_mean(const name_lessons *lessons, uint32_t rows, int epochs) {
  field mean, one;
  for (uint64_t t = 0; t < TRAININGS; t++) {
    field_init(&one, rows, SEED + t);
    learn(&one, lessons, epochs);
    if (t) field_add(&mean, &one), field_free(&one);
    else mean = one;
  }
  field_scale(&mean, 1.0F / TRAININGS);
  return mean;
}

/* ---- confidence ---- */

typedef struct sample {
  double margin; /* its logarithm, in the weights' units */
  int steps;     /* as the tagger has it */
  bool right;
} sample;

static double logarithm(const field_steps *steps, int margin) { return log1p(margin * (double)steps->scale); }

static uint32_t sample_lesson(const field_steps *steps, const name_lesson *lesson, sample *samples) {
  q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  uint32_t at = 0, count = 0;
  field_score(steps, lesson, scores);
  q_name_decode(&steps->moves, scores, lesson->count, labels);
  for (q_labelled name; q_name_next(labels, lesson->count, &at, &name); count++) {
    int margin = q_name_margin(&steps->moves, scores, labels, lesson->count, &name);
    samples[count] = (sample){logarithm(steps, margin), margin, true};
    for (uint32_t i = name.first; i < name.last; i++)
      samples[count].right &= lesson->allowed[i] >> labels[i] & 1;
  }
  return count;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* The expected calibration error in ten bins. */
static double calibration_error(const sample *samples, uint32_t count, const float *confidences) {
  double confidence[10] = {0}, right[10] = {0}, error = 0;
  for (uint32_t i = 0; i < count; i++) {
    double value = (double)confidences[q_name_confidence_at(samples[i].steps)];
    int bin = value >= 1 ? 9 : (int)(10 * value);
    confidence[bin] += value, right[bin] += samples[i].right;
  }
  for (int b = 0; b < 10; b++) error += fabs(confidence[b] - right[b]) / count;
  return error;
}

/* Fits the logistic curve of being right over the margin's logarithm, by Newton's method. */
static void fit(const sample *samples, uint32_t count, double *line) {
  line[0] = line[1] = 0;
  for (int step = 0; step < 30; step++) {
    double slope = 0, offset = 0, curve[3] = {1e-6, 0, 1e-6};
    for (uint32_t i = 0; i < count; i++) {
      double x = samples[i].margin, value = logistic(line[0] * x + line[1]), weight = value * (1 - value);
      slope += (samples[i].right - value) * x, offset += samples[i].right - value;
      curve[0] += weight * x * x, curve[1] += weight * x, curve[2] += weight;
    }
    double determinant = curve[0] * curve[2] - curve[1] * curve[1];
    line[0] += (curve[2] * slope - curve[1] * offset) / determinant;
    line[1] += (curve[0] * offset - curve[1] * slope) / determinant;
  }
}

static void calibrate(const field_steps *steps, const name_lessons *lessons, writer *to) {
  sample *samples = get((size_t)lessons->count * Q_ISLAND_MOST * sizeof *samples);
  uint32_t count = 0;
  double line[2];
  float cells[Q_CONFIDENCES];
  for (uint32_t i = 0; i < lessons->count; i++)
    count += sample_lesson(steps, &lessons->items[i], samples + count);
  fit(samples, count, line);
  for (int c = 0; c < Q_CONFIDENCES; c++)
    cells[c] = (float)logistic(line[0] * logarithm(steps, c * Q_CONFIDENCE_STEP) + line[1]);
  uint32_t right = 0;
  for (uint32_t i = 0; i < count; i++) right += samples[i].right;
  fprintf(stderr, "held out: %u of %u names right; expected calibration error %.3f\n", right, count,
          calibration_error(samples, count, cells));
  writer_add(to, "names.confidence", cells, Q_CONFIDENCES, 1, sizeof(float), 1);
  free(samples);
}

int train_names(const options *given) {
  int without = family_named(given->without);
  if (!given->vectors) fail("--vectors FILE is wanted: word vectors, a word and its numbers a line");
  name_documents documents = read_all(given->data, CORPORA, CORPUS_COUNT);
  name_documents held_out = read_all(given->data, HELD_OUT, HELD_OUT_COUNT);
  writer *tables = writer_new(), *file = writer_new();
  write_lists(given->lists, &documents, tables);
  write_clusters(&documents, tables);
  writer_save(tables, given->out); /* so that features see the new tables */
  const quoth_engine *engine = plain_engine(given->out);
  add_case_copies(&documents);
  name_lessons labelled = prepare(engine, &documents, CORPORA, without, (uint32_t)given->part);
  write_groups(given->vectors, &labelled, tables);
  writer_save(tables, given->out);
  engine = plain_engine(given->out);
  name_lessons lessons = prepare(engine, &documents, CORPORA, without, (uint32_t)given->part);
  feature_set features = number_features(&lessons, COUNT_LEAST);
  int epochs = given->epochs ? given->epochs : EPOCHS;
  field all;
  field_init(&all, features.count, SEED);
  learn(&all, &lessons, epochs);
  uint32_t *rows = place_features(&features, field_importance(&all), ROWS);
  field_free(&all);
  drop_features(&lessons, rows);
  field f = learn_mean(&lessons, features.count, epochs);
  field_steps steps = field_quantise(&f, &features, rows, ROWS);
  writer_add(file, "names.weights", steps.weights, ROWS, Q_NAME_LANES, 1, steps.scale);
  writer_add(file, "names.moves", &steps.moves, Q_MOVE_ROWS, Q_NAME_LANES, sizeof(int16_t), steps.scale);
  writer_join(file, tables);
  name_lessons unseen = prepare(engine, &held_out, HELD_OUT, without, 100);
  calibrate(&steps, &unseen, file);
  writer_save(file, given->out);
  writer_free(file), writer_free(tables);
  return 0;
}
