#include "train/expect.h"

#include <math.h>
#include <stdlib.h>

#include "train/train.h"

#define MOST 40.0F /* the largest score of a label: exp of more is of no use */

static double exp_of(float score, bool allowed) { return allowed ? exp((double)fminf(score, MOST)) : 0; }

/* ---- cues ---- */

/* The sums over what stands before or behind a token: outside of a cue, and in one. */
typedef struct sides {
  double out, in;
} sides;

/* To sum 1, so that nothing overflows. Returns what the sum was. */
static double scale_sides(sides *x) {
  double sum = x->out + x->in;
  x->out /= sum, x->in /= sum;
  return sum;
}

static void tell_cue(const double *e, const sides *before, const sides *behind, float *gradient) {
  double ways[Q_CUE_LANES], sum = before->out * behind->out;
  ways[Q_AT_BEGIN] = before->out * e[Q_AT_BEGIN] * behind->in;
  ways[Q_AT_INNER] = before->in * e[Q_AT_INNER] * behind->in;
  ways[Q_AT_LAST] = before->in * e[Q_AT_LAST] * behind->out;
  ways[Q_AT_UNIT] = before->out * e[Q_AT_UNIT] * behind->out;
  for (uint32_t l = 0; l < Q_CUE_LANES; l++) sum += ways[l];
  for (uint32_t l = 0; l < Q_CUE_LANES; l++) gradient[l] -= (float)(ways[l] / sum);
}

double expect_cues(const float (*scores)[Q_CUE_LANES], const bool *allowed, uint32_t count,
                   float (*gradient)[Q_CUE_LANES]) {
  double(*e)[Q_CUE_LANES] = get(count * sizeof *e), total = 0;
  sides *before = get((count + 1) * sizeof *before), behind = {1, 0};
  before[0].out = 1;
  for (uint32_t i = 0; i < count; i++) {
    const sides *from = &before[i];
    for (uint32_t l = 0; l < Q_CUE_LANES; l++) e[i][l] = exp_of(scores[i][l], allowed[i]);
    before[i + 1].out = from->out * (1 + e[i][Q_AT_UNIT]) + from->in * e[i][Q_AT_LAST];
    before[i + 1].in = from->out * e[i][Q_AT_BEGIN] + from->in * e[i][Q_AT_INNER];
    total += log(scale_sides(&before[i + 1]));
  }
  total += log(before[count].out);
  for (uint32_t i = count; i--;) {
    if (allowed[i]) tell_cue(e[i], &before[i], &behind, gradient[i]);
    behind = (sides){behind.out * (1 + e[i][Q_AT_UNIT]) + behind.in * e[i][Q_AT_BEGIN],
                     behind.out * e[i][Q_AT_LAST] + behind.in * e[i][Q_AT_INNER]};
    scale_sides(&behind);
  }
  free(e), free(before);
  return total;
}

/* ---- sources and contents ---- */

enum { KINDS = Q_BEGINNINGS }; /* a span of kind k leads k + 1 lanes further */

static const uint32_t FIRST_LABEL[KINDS] = {Q_LABEL_SOURCE, Q_LABEL_CONTENT};

/* The same for each lane, with room for spans that lead beyond the last. */
typedef struct lanes {
  double out[Q_LANES + KINDS], in[KINDS][Q_LANES];
} lanes;

/* exp of scores: 0 for what is not allowed. */
typedef struct lattice {
  double starts[KINDS][Q_LANES];
  double (*labels)[1 + Q_PART_LANES];
  lanes *before;
  uint32_t count;
} lattice;

static double scale_lanes(lanes *x) {
  double sum = 0;
  for (uint32_t l = 0; l < Q_LANES; l++) sum += x->out[l] + x->in[0][l] + x->in[1][l];
  for (uint32_t l = 0; l < Q_LANES; l++) x->out[l] /= sum, x->in[0][l] /= sum, x->in[1][l] /= sum;
  return sum;
}

static void begin_lattice(lattice *x, const float (*scores)[Q_PART_LANES], const uint16_t *allowed,
                          const q_beginnings beginnings, uint32_t count) {
  x->count = count;
  x->labels = get(count * sizeof *x->labels);
  x->before = get((count + 1) * sizeof *x->before);
  x->before[0].out[0] = 1;
  for (uint32_t l = 0; l < Q_LANES; l++) {
    x->starts[0][l] = exp_of(beginnings[0][l], !(l & 1));
    x->starts[1][l] = exp_of(beginnings[1][l], l + 2 < Q_LANES);
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t l = 0; l < Q_PART_LANES; l++)
      x->labels[i][1 + l] = exp_of(scores[i][l], allowed[i] >> (1 + l) & 1);
}

/* Fills what stands before each token; the logarithm of the sum at the end, by which all is scaled. */
static double forward(lattice *x) {
  double total = 0;
  for (uint32_t i = 0; i < x->count; i++) {
    const lanes *from = &x->before[i];
    lanes *to = &x->before[i + 1];
    for (uint32_t l = 0; l < Q_LANES; l++) {
      to->out[l] += from->out[l];
      for (uint32_t k = 0; k < KINDS; k++) {
        const double *e = x->labels[i] + FIRST_LABEL[k];
        double begin = from->out[l] * x->starts[k][l], in = from->in[k][l];
        to->in[k][l] = begin * e[Q_AT_BEGIN] + in * e[Q_AT_INNER];
        to->out[l + k + 1] += begin * e[Q_AT_UNIT] + in * e[Q_AT_LAST];
      }
    }
    total += log(scale_lanes(to));
  }
  return total;
}

static lanes backward(const lattice *x, uint32_t i, const lanes *behind) {
  lanes to = {.out = {0}};
  for (uint32_t l = 0; l < Q_LANES; l++) {
    to.out[l] = behind->out[l];
    for (uint32_t k = 0; k < KINDS; k++) {
      const double *e = x->labels[i] + FIRST_LABEL[k];
      double in = behind->in[k][l], end = behind->out[l + k + 1];
      to.in[k][l] = e[Q_AT_INNER] * in + e[Q_AT_LAST] * end;
      to.out[l] += x->starts[k][l] * (e[Q_AT_BEGIN] * in + e[Q_AT_UNIT] * end);
    }
  }
  scale_lanes(&to);
  return to;
}

/* What is expected of token i, if share of all that is likely holds a content. */
static void tell_parts(const lattice *x, uint32_t i, const lanes *behind, double share, float *gradient,
                       q_beginnings begun) {
  const lanes *before = &x->before[i];
  double ways[1 + Q_PART_LANES] = {0}, starts[KINDS][Q_LANES], sum = 0;
  for (uint32_t l = 0; l < Q_LANES; l++) {
    ways[Q_LABEL_OUT] += before->out[l] * behind->out[l];
    for (uint32_t k = 0; k < KINDS; k++) {
      const double *e = x->labels[i] + FIRST_LABEL[k];
      double start = before->out[l] * x->starts[k][l], in = before->in[k][l], end = behind->out[l + k + 1];
      double begin = start * e[Q_AT_BEGIN] * behind->in[k][l], unit = start * e[Q_AT_UNIT] * end;
      double *to = ways + FIRST_LABEL[k];
      to[Q_AT_BEGIN] += begin;
      to[Q_AT_INNER] += in * e[Q_AT_INNER] * behind->in[k][l];
      to[Q_AT_LAST] += in * e[Q_AT_LAST] * end;
      to[Q_AT_UNIT] += unit;
      starts[k][l] = begin + unit;
    }
  }
  for (uint32_t l = 0; l <= Q_PART_LANES; l++) sum += ways[l];
  for (uint32_t l = 0; l < Q_PART_LANES; l++) gradient[l] -= (float)(share * ways[1 + l] / sum);
  for (uint32_t k = 0; k < KINDS; k++)
    for (uint32_t l = 0; l < Q_LANES; l++) begun[k][l] -= (float)(share * starts[k][l] / sum);
}

double expect_parts(const float (*scores)[Q_PART_LANES], const uint16_t *allowed,
                    const q_beginnings beginnings, uint32_t count, float (*gradient)[Q_PART_LANES],
                    q_beginnings begun) {
  lattice x;
  lanes behind = {.out = {0}};
  double ways = 0, total = 0;
  begin_lattice(&x, scores, allowed, beginnings, count);
  double scaled = forward(&x);
  for (uint32_t l = 2; l < Q_LANES; l++) ways += x.before[count].out[l], behind.out[l] = 1;
  if (ways > 0) {
    double with = scaled + log(ways); /* the empty sequence has 0 */
    total = with > 0 ? with + log1p(exp(-with)) : log1p(exp(with));
    for (uint32_t i = count; i--;) {
      tell_parts(&x, i, &behind, exp(with - total), gradient[i], begun);
      behind = backward(&x, i, &behind);
    }
  }
  free(x.labels), free(x.before);
  return total;
}
