/* The best labels of source and content, against trying all sequences of labels. */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/decode.h"
#include "core/scan_masks.h"

enum { TOKENS = 4, LABELS = 1 + Q_PART_LANES, ROUNDS = 300 };

typedef struct problem {
  int16_t scores[TOKENS][Q_PART_LANES];
  uint16_t allowed[TOKENS];
  q_beginnings beginnings;
  uint32_t count;
} problem;

static uint32_t draw(uint32_t *seed, uint32_t below) {
  *seed = *seed * 1664525 + 1013904223;
  return (*seed >> 8) % below;
}

static problem make(uint32_t *seed) {
  problem p = {.count = 1 + draw(seed, TOKENS)};
  for (uint32_t i = 0; i < p.count; i++) {
    for (uint32_t l = 0; l < Q_PART_LANES; l++) p.scores[i][l] = (int16_t)((int)draw(seed, 400) - 220);
    p.allowed[i] = (uint16_t)(1 | (draw(seed, 4) ? (1u << LABELS) - 1 : draw(seed, 1u << LABELS)));
  }
  for (uint32_t k = 0; k < Q_BEGINNINGS; k++)
    for (uint32_t l = 0; l < Q_LANES; l++) p.beginnings[k][l] = (float)((int)draw(seed, 200) - 100);
  return p;
}

/* What a sequence of labels adds up to; -INFINITY where it is none. A source at most, some content. */
static float score_of(const problem *p, const uint8_t *labels) {
  uint32_t open = 0, sources = 0, pieces = 0;
  float score = 0;
  for (uint32_t i = 0; i < p->count; i++) {
    if (!(p->allowed[i] >> labels[i] & 1)) return -INFINITY;
    if (!labels[i]) {
      if (open) return -INFINITY;
      continue;
    }
    uint32_t kind = labels[i] >= Q_LABEL_CONTENT ? Q_LABEL_CONTENT : Q_LABEL_SOURCE, at = labels[i] - kind;
    bool begins = at == Q_AT_BEGIN || at == Q_AT_UNIT;
    if (begins ? open != 0 : open != kind) return -INFINITY;
    if (begins) score += p->beginnings[kind == Q_LABEL_CONTENT][sources + 2 * pieces];
    if (begins && (kind == Q_LABEL_SOURCE ? sources : pieces == Q_PIECES_MOST)) return -INFINITY;
    open = at == Q_AT_BEGIN || at == Q_AT_INNER ? kind : 0;
    if (!open && kind == Q_LABEL_SOURCE) sources++;
    if (!open && kind == Q_LABEL_CONTENT) pieces++;
    score += p->scores[i][labels[i] - 1];
  }
  return open || !pieces ? -INFINITY : score;
}

static float best_of_all(const problem *p) {
  uint8_t labels[TOKENS] = {0};
  float best = -INFINITY;
  for (;;) {
    float score = score_of(p, labels);
    if (score > best) best = score;
    uint32_t i = 0;
    while (i < p->count && ++labels[i] == LABELS) labels[i++] = 0;
    if (i == p->count) return best;
  }
}

static void check_best(q_viterbi *best_parts, const problem *p, void *work) {
  uint8_t labels[TOKENS] = {0};
  float found = best_parts((const int16_t(*)[Q_PART_LANES])p->scores, p->allowed, p->beginnings, p->count,
                           work, labels);
  float best = best_of_all(p);
  CHECK(found == best);
  if (best > -INFINITY) CHECK(score_of(p, labels) == best);
}

static void the_best_of_all_sequences(void) {
  uint32_t seed = 11;
  void *work = malloc(q_parts_work(TOKENS));
  CHECK(work != NULL);
  for (uint32_t round = 0; work && round < ROUNDS; round++) {
    problem p = make(&seed);
    check_best(q_best_parts, &p, work);
#if defined __x86_64__
    if (q_has_avx2()) check_best(q_best_parts_avx2, &p, work);
#endif
  }
  free(work);
}

int main(void) {
  CASE(the_best_of_all_sequences);
  return check_done();
}
