/* quoth-train entities: the name tagger. A structured perceptron over islands, exact
 * Viterbi, averaged. Corpora disagree on what a name is: each feature has a copy for
 * the convention of the corpus, which takes up what is that corpus's own; only what
 * all share is written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum { ROWS = 1 << 16, COPY_ROWS = 1 << 19, EPOCHS = 8 };
enum { GMB, WIKIGOLD, GUM, WNUT, BTC, EWT, CROSSNER, SEC, SILVER };

#define NATIONALITY (1u << Q_NAME_NATIONALITY)
#define RARE (1u << Q_NAME_EVENT | 1u << Q_NAME_WORK | 1u << Q_NAME_PRODUCT)

static const name_corpus CORPORA[] = {
    {"ner/gmb.train.jsonl", GMB, RARE},
    {"ner/wikigold.train.jsonl", WIKIGOLD, 0},
    {"ner/gum_interview.train.jsonl", GUM, NATIONALITY},
    {"ner/gum_bio_voyage.train.jsonl", GUM, NATIONALITY},
    {"ner/gum_academic_court.train.jsonl", GUM, NATIONALITY},
    {"ner/wnut17.train.jsonl", WNUT, NATIONALITY | RARE},
    {"ner/btc.train.jsonl", BTC, NATIONALITY | RARE},
    {"ner/uner_ewt.dev.jsonl", EWT, NATIONALITY | RARE},
    {"ner/crossner_politics.train.jsonl", CROSSNER, NATIONALITY | RARE},
    {"ner/crossner_politics.dev.jsonl", CROSSNER, NATIONALITY | RARE},
    {"ner/sec.train.jsonl", SEC, NATIONALITY | RARE},
    {NULL, SILVER, 0}, /* the CoreNLP annotation of PolNeAR */
};
static const name_corpus HELD_OUT[] = {
    {"ner/gmb.dev.jsonl", GMB, RARE},
    {"ner/gum_interview.dev.jsonl", GUM, NATIONALITY},
    {"ner/gum_bio_voyage.dev.jsonl", GUM, NATIONALITY},
    {"ner/gum_academic_court.dev.jsonl", GUM, NATIONALITY},
};
enum { CORPUS_COUNT = sizeof CORPORA / sizeof *CORPORA, HELD_OUT_COUNT = sizeof HELD_OUT / sizeof *HELD_OUT };

static name_documents read_all(const char *folder, const name_corpus *corpora, uint32_t count) {
  name_documents all = {NULL, 0};
  for (uint32_t c = 0; c < count; c++) {
    if (corpora[c].file) read_names(path_in(folder, corpora[c].file), c, &all);
    else
      read_silver(path_in(folder, "quotes/polnear.tune.jsonl"),
                  path_in(folder, "silver/polnear.corenlp.conllu"), c, &all);
  }
  return all;
}

static name_lessons prepare(const quoth_engine *engine, const name_documents *documents,
                            const name_corpus *corpora) {
  name_lessons lessons = {NULL, 0, 0, 0};
  for (uint32_t d = 0; d < documents->count; d++)
    make_lessons(engine, &documents->items[d], &corpora[documents->items[d].corpus], &lessons);
  fprintf(stderr, "%u islands; %u of %u names lie in one\n", lessons.count, lessons.reachable, lessons.names);
  return lessons;
}

/* ---- learning ---- */

/* The shared weights and the conventions' copies. */
typedef struct pair {
  perceptron shared, copies;
} pair;

static uint32_t copy_of(uint32_t row, uint32_t convention) {
  return (uint32_t)((row ^ convention * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9) >> 40);
}

static void copy_rows(const name_lesson *lesson, uint32_t token, uint32_t *rows) {
  for (uint32_t i = 0; i < lesson->rows[token][0]; i++)
    rows[i] = copy_of(lesson->rows[token][i + 1], lesson->convention);
}

static void score_lesson(const pair *p, const name_lesson *lesson, bool copies,
                         float (*scores)[Q_NAME_LANES]) {
  uint32_t rows[Q_FEATURES_MOST];
  memset(scores, 0, lesson->count * sizeof *scores);
  for (uint32_t i = 0; i < lesson->count; i++) {
    perceptron_sum(&p->shared, lesson->rows[i] + 1, lesson->rows[i][0], scores[i]);
    if (!copies) continue;
    copy_rows(lesson, i, rows);
    perceptron_sum(&p->copies, rows, lesson->rows[i][0], scores[i]);
  }
}

static void current_moves(const perceptron *shared, q_name_moves *moves) {
  q_name_moves_clear(moves);
  for (uint32_t a = 0; a <= Q_NAME_START; a++)
    for (uint32_t b = 0; b < Q_NAME_LABELS; b++) moves->scores[a][b] += shared->moves[a * Q_NAME_LANES + b];
}

static void correct(pair *p, const name_lesson *lesson, const uint8_t *right, const uint8_t *wrong) {
  uint32_t rows[Q_FEATURES_MOST], before = Q_NAME_START, guess = Q_NAME_START;
  for (uint32_t i = 0; i < lesson->count; i++) {
    if (right[i] != wrong[i]) {
      perceptron_update(&p->shared, lesson->rows[i] + 1, lesson->rows[i][0], right[i], wrong[i]);
      copy_rows(lesson, i, rows);
      perceptron_update(&p->copies, rows, lesson->rows[i][0], right[i], wrong[i]);
    }
    if (before != guess || right[i] != wrong[i]) {
      perceptron_move(&p->shared, before, right[i], 1);
      perceptron_move(&p->shared, guess, wrong[i], -1);
    }
    before = right[i], guess = wrong[i];
  }
}

static bool is_allowed(const name_lesson *lesson, const uint8_t *labels) {
  for (uint32_t i = 0; i < lesson->count; i++)
    if (!(lesson->allowed[i] >> labels[i] & 1)) return false;
  return true;
}

/* One step; returns whether something was wrong. */
static bool teach(pair *p, const name_lesson *lesson) {
  float scores[Q_ISLAND_MOST][Q_NAME_LANES];
  uint8_t found[Q_ISLAND_MOST], right[Q_ISLAND_MOST];
  q_name_moves moves;
  current_moves(&p->shared, &moves);
  score_lesson(p, lesson, true, scores);
  p->shared.step++, p->copies.step++;
  q_name_decode(&moves, scores, NULL, lesson->count, found, NULL);
  if (is_allowed(lesson, found)) return false;
  if (!q_name_decode(&moves, scores, lesson->allowed, lesson->count, right, NULL)) return false;
  correct(p, lesson, right, found);
  return true;
}

static void learn(pair *p, const name_lessons *lessons, int epochs) {
  uint32_t *order = get(lessons->count * sizeof *order);
  uint64_t seed = 5;
  for (uint32_t i = 0; i < lessons->count; i++) order[i] = i;
  for (int e = 1; e <= epochs; e++) {
    uint32_t wrong = 0;
    shuffle(order, lessons->count, &seed);
    for (uint32_t i = 0; i < lessons->count; i++) wrong += teach(p, &lessons->items[order[i]]);
    fprintf(stderr, "epoch %d: %u of %u islands wrong\n", e, wrong, lessons->count);
  }
  perceptron_average(&p->shared);
  free(order);
}

/* ---- confidence ---- */

typedef struct sample {
  double margin;
  bool right;
} sample;

static uint32_t sample_lesson(const pair *p, const q_name_moves *moves, const name_lesson *lesson,
                              sample *samples) {
  float scores[Q_ISLAND_MOST][Q_NAME_LANES], margins[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  uint32_t at = 0, count = 0;
  score_lesson(p, lesson, false, scores);
  q_name_decode(moves, scores, NULL, lesson->count, labels, margins);
  for (q_labelled name; q_name_next(labels, lesson->count, &at, &name); count++) {
    samples[count] = (sample){INFINITY, true};
    for (uint32_t i = name.first; i < name.last; i++) {
      samples[count].margin = fmin(samples[count].margin, (double)margins[i]);
      samples[count].right &= lesson->allowed[i] >> labels[i] & 1;
    }
    samples[count].margin = sqrt(samples[count].margin);
  }
  return count;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* The expected calibration error in ten bins. */
static double calibration_error(const sample *samples, uint32_t count, const double *line) {
  double confidence[10] = {0}, right[10] = {0}, error = 0;
  for (uint32_t i = 0; i < count; i++) {
    double value = logistic(line[0] * samples[i].margin + line[1]);
    int bin = value >= 1 ? 9 : (int)(10 * value);
    confidence[bin] += value, right[bin] += samples[i].right;
  }
  for (int b = 0; b < 10; b++) error += fabs(confidence[b] - right[b]) / count;
  return error;
}

/* Fits the logistic curve of being right over the root of the margin. */
static void fit(const sample *samples, uint32_t count, double *line) {
  line[0] = 0.5, line[1] = 0;
  for (int step = 0; step < 4000; step++) {
    double slope = 0, offset = 0;
    for (uint32_t i = 0; i < count; i++) {
      double error = samples[i].right - logistic(line[0] * samples[i].margin + line[1]);
      slope += error * samples[i].margin, offset += error;
    }
    line[0] += 0.02 * slope / count, line[1] += 0.2 * offset / count;
  }
}

static void calibrate(const pair *p, const name_lessons *lessons, writer *to) {
  sample *samples = get((size_t)lessons->count * Q_ISLAND_MOST * sizeof *samples);
  uint32_t count = 0;
  q_name_moves moves;
  double line[2];
  current_moves(&p->shared, &moves);
  for (uint32_t i = 0; i < lessons->count; i++)
    count += sample_lesson(p, &moves, &lessons->items[i], samples + count);
  fit(samples, count, line);
  uint32_t right = 0;
  for (uint32_t i = 0; i < count; i++) right += samples[i].right;
  fprintf(stderr, "held out: %u of %u names right; expected calibration error %.3f\n", right, count,
          calibration_error(samples, count, line));
  float cells[2] = {(float)line[0], (float)line[1]};
  writer_add(to, "names.confidence", cells, 1, 2, sizeof(float), 1);
  free(samples);
}

int train_names(const options *given) {
  name_documents documents = read_all(given->data, CORPORA, CORPUS_COUNT);
  name_documents held_out = read_all(given->data, HELD_OUT, HELD_OUT_COUNT);
  writer *tables = writer_new(), *file = writer_new();
  write_lists(given->lists, tables);
  writer_save(tables, given->out); /* so that features see the new tables */
  const quoth_engine *engine = plain_engine(given->out);
  name_lessons lessons = prepare(engine, &documents, CORPORA);
  pair p;
  perceptron_init(&p.shared, ROWS, Q_NAME_LANES, Q_NAME_LANES);
  perceptron_init(&p.copies, COPY_ROWS, Q_NAME_LANES, 0);
  learn(&p, &lessons, given->epochs ? given->epochs : EPOCHS);
  perceptron_write(&p.shared, file, "names");
  writer_join(file, tables);
  name_lessons unseen = prepare(engine, &held_out, HELD_OUT);
  calibrate(&p, &unseen, file);
  writer_save(file, given->out);
  return 0;
}
