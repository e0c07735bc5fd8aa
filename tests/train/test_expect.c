/* What the trainer expects of labels, against sums over all sequences one by one. */
#include "train/expect.h"

#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "stand_in.h"

enum { TOKENS = 5 };

/* All sequences from a token on: label by label, with what they score so far. */
typedef struct walk {
  const float (*cues)[Q_CUE_LANES], (*parts)[Q_PART_LANES];
  const bool *may;
  const uint16_t *allowed;
  const float (*beginnings)[Q_LANES];
  uint8_t labels[TOKENS];
  double total, sums[TOKENS][1 + Q_PART_LANES], starts[Q_BEGINNINGS][Q_LANES];
} walk;

static void count_way(walk *w, double score) {
  uint32_t lane = 0;
  w->total += exp(score);
  for (uint32_t i = 0; i < TOKENS; i++) {
    w->sums[i][w->labels[i]] += exp(score);
    if (!w->labels[i] || !w->parts) continue;
    uint32_t kind = w->labels[i] >= Q_LABEL_CONTENT, place = (w->labels[i] - 1u) % 4;
    if (place == Q_AT_BEGIN || place == Q_AT_UNIT) w->starts[kind][lane] += exp(score);
    if (place == Q_AT_LAST || place == Q_AT_UNIT) lane += kind + 1;
  }
}

/* open is 1 + the kind of the span that is open, or 0. */
static void walk_parts(walk *w, uint32_t i, uint32_t open, uint32_t lane, double score) {
  if (i == TOKENS) {
    if (!open && (lane >= 2 || lane == 0)) count_way(w, score);
    return;
  }
  w->labels[i] = Q_LABEL_OUT;
  if (!open) walk_parts(w, i + 1, 0, lane, score);
  for (uint8_t l = 1; l <= Q_PART_LANES; l++) {
    uint32_t kind = l >= Q_LABEL_CONTENT, place = (l - 1u) % 4;
    bool begins = place == Q_AT_BEGIN || place == Q_AT_UNIT, ends = place == Q_AT_LAST || place == Q_AT_UNIT;
    if (!(w->allowed[i] >> l & 1) || (begins ? open != 0 : open != kind + 1)) continue;
    if (begins && (kind ? lane + 2 >= Q_LANES : lane & 1)) continue;
    double more = (double)w->parts[i][l - 1] + (begins ? (double)w->beginnings[kind][lane] : 0);
    w->labels[i] = l;
    walk_parts(w, i + 1, ends ? 0 : kind + 1, ends ? lane + kind + 1 : lane, score + more);
  }
}

static void walk_cues(walk *w, uint32_t i, bool open, double score) {
  if (i == TOKENS) {
    if (!open) count_way(w, score);
    return;
  }
  w->labels[i] = Q_LABEL_OUT;
  if (!open) walk_cues(w, i + 1, false, score);
  for (uint32_t place = 0; w->may[i] && place < Q_CUE_LANES; place++) {
    bool begins = place == Q_AT_BEGIN || place == Q_AT_UNIT;
    if (begins == open) continue;
    w->labels[i] = (uint8_t)(Q_LABEL_CUE + place);
    walk_cues(w, i + 1, place == Q_AT_BEGIN || place == Q_AT_INNER, score + (double)w->cues[i][place]);
  }
}

static float some(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return (float)(*seed >> 8) / (1 << 22) - 2;
}

static bool near(double a, double b) { return fabs(a - b) < 1e-4; }

static void expects_cues(uint32_t seed) {
  float scores[TOKENS][Q_CUE_LANES], gradient[TOKENS][Q_CUE_LANES] = {{0}};
  bool may[TOKENS];
  for (uint32_t i = 0; i < TOKENS; i++) {
    may[i] = some(&seed) > -1;
    for (uint32_t l = 0; l < Q_CUE_LANES; l++) scores[i][l] = some(&seed);
  }
  walk w = {.cues = (const float(*)[Q_CUE_LANES])scores, .may = may};
  walk_cues(&w, 0, false, 0);
  CHECK(near(log(w.total), expect_cues(w.cues, may, TOKENS, gradient)));
  for (uint32_t i = 0; i < TOKENS; i++)
    for (uint32_t l = 0; l < Q_CUE_LANES; l++)
      CHECK(near(w.sums[i][Q_LABEL_CUE + l] / w.total, -(double)gradient[i][l]));
}

static void expects_parts(uint32_t seed) {
  float scores[TOKENS][Q_PART_LANES], gradient[TOKENS][Q_PART_LANES] = {{0}};
  q_beginnings beginnings, begun = {{0}};
  uint16_t allowed[TOKENS];
  for (uint32_t i = 0; i < TOKENS; i++) {
    allowed[i] = some(&seed) > -1.5F ? 511 : some(&seed) > 0 ? 1 : 1 | 15u << Q_LABEL_SOURCE;
    for (uint32_t l = 0; l < Q_PART_LANES; l++) scores[i][l] = some(&seed);
  }
  for (uint32_t l = 0; l < Q_LANES; l++) beginnings[0][l] = some(&seed), beginnings[1][l] = some(&seed);
  walk w = {.parts = (const float(*)[Q_PART_LANES])scores, .allowed = allowed};
  w.beginnings = (const float(*)[Q_LANES])beginnings;
  walk_parts(&w, 0, 0, 0, 0);
  CHECK(near(log(w.total), expect_parts(w.parts, allowed, w.beginnings, TOKENS, gradient, begun)));
  for (uint32_t i = 0; i < TOKENS; i++)
    for (uint32_t l = 0; l < Q_PART_LANES; l++)
      CHECK(near(w.sums[i][1 + l] / w.total, -(double)gradient[i][l]));
  for (uint32_t k = 0; k < Q_BEGINNINGS; k++)
    for (uint32_t l = 0; l < Q_LANES; l++) CHECK(near(w.starts[k][l] / w.total, -(double)begun[k][l]));
}

static void cues(void) {
  for (uint32_t seed = 1; seed <= 50; seed++) expects_cues(seed);
}

static void parts(void) {
  for (uint32_t seed = 1; seed <= 50; seed++) expects_parts(seed);
}

/* Where no content may be, nothing is learned. */
static void no_content(void) {
  float scores[TOKENS][Q_PART_LANES] = {{0}}, gradient[TOKENS][Q_PART_LANES] = {{0}};
  q_beginnings beginnings = {{0}}, begun = {{0}};
  uint16_t allowed[TOKENS] = {1, 1, 1 | 15u << Q_LABEL_SOURCE, 1, 1};
  CHECK(expect_parts((const float(*)[Q_PART_LANES])scores, allowed, (const float(*)[Q_LANES])beginnings,
                     TOKENS, gradient, begun) == 0);
  for (uint32_t l = 0; l < Q_PART_LANES; l++) CHECK(gradient[2][l] == 0);
}

int main(void) {
  CASE(cues);
  CASE(parts);
  CASE(no_content);
  return check_done();
}
