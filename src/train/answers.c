/* Gates that learn what a tagger answers, which can be foretold far better than what annotators mark:
 * at which tokens the tagger of cues puts a head, and that of sources and contents a border. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "train/attribution.h"

enum { ROWS = 1 << 15, EPOCHS = 4 };
#define COST_OF_MISS 2.0F
#define RATE 0.1F

/* Such a gate; recall is the part of the wanted tokens of unseen documents that pass. */
typedef struct gate {
  const char *name;
  gate_features *features;
  lesson_of *teach;
  double recall;
} gate;

static void teach(perceptron *p, gate_features *own, const training_document *d) {
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    if (d->kinds[i] == NOT_SEEN) continue;
    float is = d->kinds[i] == WANTED, sum = gate_sum(p, own, d, i, &features);
    float gradient = (is - 1 / (1 + expf(-sum))) * (d->kinds[i] == WANTED ? COST_OF_MISS : 1);
    perceptron_climb(p, features.rows, features.count, &gradient, RATE);
  }
}

static void learn(const gate *g, perceptron *p, const training_document *documents, uint32_t count,
                  uint32_t folds, uint32_t fold) {
  perceptron_init(p, ROWS, 1, 0);
  teach_all(p, g->teach, documents, count, folds, fold, EPOCHS, 5);
}

/* The sums of tokens of one kind in unseen documents, smallest first. */
static float *sums_of(const gate *g, const perceptron *p, const training_document *documents, uint32_t count,
                      uint32_t folds, uint8_t kind, uint32_t *found) {
  uint32_t room = 0;
  q_features features;
  for (uint32_t d = 0; d < count; d += folds) room += documents[d].doc->tokens.count;
  float *sums = get(room * sizeof *sums);
  *found = 0;
  for (uint32_t d = 0; d < count; d += folds)
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++)
      if (documents[d].kinds[i] == kind)
        sums[(*found)++] = gate_sum(p, g->features, &documents[d], i, &features);
  qsort(sums, *found, sizeof *sums, by_size);
  return sums;
}

/* The least sum at which enough of the wanted tokens of unseen documents pass. */
static float least_sum(const gate *g, const perceptron *p, const training_document *documents, uint32_t count,
                       uint32_t folds) {
  uint32_t wanted, others, pass = 0;
  float *sums = sums_of(g, p, documents, count, folds, WANTED, &wanted);
  float *rest = sums_of(g, p, documents, count, folds, UNWANTED, &others);
  float least = gate_least(sums, wanted, g->recall);
  for (uint32_t i = 0; i < others; i++) pass += rest[i] >= least;
  printf("gate %s: %u of %u tokens pass besides %.3f of the %u wanted\n", g->name, pass, others, g->recall,
         wanted);
  free(sums), free(rest);
  return least;
}

/* The gate that all documents teach. */
static void write_gate(const gate *g, const training_document *documents, uint32_t count, uint32_t folds,
                       float least, writer *to) {
  perceptron p;
  char part[Q_PART_NAME];
  learn(g, &p, documents, count, folds, folds);
  least /= perceptron_write(&p, to, g->name);
  snprintf(part, sizeof part, "%s.least", g->name);
  writer_add(to, part, &least, 1, 1, sizeof least, 1);
  perceptron_free(&p);
}

/* ---- heads of cues ---- */

/* Seen are the tokens that the first gate lets pass, wanted those at which a proposed cue has its head. */
static void set_kinds(training_document *d) {
  for (uint32_t i = 0; i < d->doc->tokens.count; i++)
    d->kinds[i] = d->all[i].near_cue && !d->all[i].region.last ? UNWANTED : NOT_SEEN;
  for (uint32_t k = 0; k < d->cues.count; k++) {
    q_range cue = d->cues.items[k].tokens;
    for (uint32_t i = cue.first; i < cue.last; i++)
      d->kinds[i] = i == d->cues.items[k].head && d->kinds[i] != NOT_SEEN ? WANTED : NOT_SEEN;
  }
}

static void teach_heads(perceptron *p, const training_document *d) { teach(p, q_head_features, d); }

void learn_heads(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  const gate g = {"head", q_head_features, teach_heads, 0.985};
  perceptron p;
  for (uint32_t d = 0; d < count; d++) set_kinds(&documents[d]);
  learn(&g, &p, documents, count, folds, 0);
  float least = least_sum(&g, &p, documents, count, folds);
  perceptron_free(&p);
  write_gate(&g, documents, count, folds, least, to);
}

/* ---- borders of sources and contents ---- */

static void teach_borders(perceptron *p, const training_document *d) { teach(p, q_border_features, d); }

static void mark(const perceptron *p, training_document *d, float least) {
  q_features features;
  for (uint32_t i = 0; i < d->doc->tokens.count; i++)
    d->all[i].border = gate_sum(p, q_border_features, d, i, &features) >= least;
}

void learn_borders(training_document *documents, uint32_t count, uint32_t folds, writer *to) {
  const gate g = {"border", q_border_features, teach_borders, .99};
  float least = 0;
  for (uint32_t fold = 0; fold < folds; fold++) {
    perceptron p;
    learn(&g, &p, documents, count, folds, fold);
    if (fold == 0) least = least_sum(&g, &p, documents, count, folds);
    for (uint32_t d = fold; d < count; d += folds) mark(&p, &documents[d], least);
    perceptron_free(&p);
  }
  write_gate(&g, documents, count, folds, least, to);
}
