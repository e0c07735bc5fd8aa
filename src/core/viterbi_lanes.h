/* The best labels of source and content. A file that includes this sets HALVES, the number of
 * registers for a number of each lane: wider vectors than the machine has are slow. */
#include <math.h>
#include <string.h>

#include "core/decode.h"

enum { HALF = Q_LANES / HALVES };
typedef float floats __attribute__((vector_size(HALF * sizeof(float))));
typedef int16_t shorts __attribute__((vector_size(HALF * sizeof(int16_t))));
typedef int32_t ints __attribute__((vector_size(HALF * sizeof(int32_t))));

/* How a state was reached, as a label. */
typedef struct steps {
  ints out[HALVES], source[HALVES], content[HALVES];
} steps;

/* The best scores of sequences so far that are in no span, in a source, in a piece. */
typedef struct lanes {
  floats out[HALVES], source[HALVES], content[HALVES];
} lanes;

/* Of a in the lanes where it is -1, else of b. */
static inline floats choose(ints where, floats a, floats b) {
  return (floats)(((ints)a & where) | ((ints)b & ~where));
}

/* Spans of a kind that end, and how, with room for a shift to the right in front. */
typedef struct ended {
  float scores[2 + Q_LANES];
  int32_t labels[2 + Q_LANES];
} ended;

/* One kind of span goes on, begins, or ends. Labels of a kind are in the order begin,
 * inner, last, unit. */
static inline void step_kind(const float *s, const floats *start, int32_t kind, floats *in, ints *in_step,
                             ended *to) {
  for (uint32_t h = 0; h < HALVES; h++) {
    floats last = in[h] + s[Q_AT_LAST], unit = start[h] + s[Q_AT_UNIT];
    floats begin = start[h] + s[Q_AT_BEGIN], inner = in[h] + s[Q_AT_INNER];
    ints is_unit = unit >= last, is_begin = begin >= inner, how = kind + Q_AT_LAST - is_unit;
    floats closed = choose(is_unit, unit, last);
    in_step[h] = kind + Q_AT_INNER + is_begin;
    in[h] = choose(is_begin, begin, inner);
    memcpy(to->scores + 2 + h * HALF, &closed, sizeof closed);
    memcpy(to->labels + 2 + h * HALF, &how, sizeof how);
  }
}

/* Spans that end lead to the lane shift further. */
static inline void close_spans(const ended *from, uint32_t shift, floats *out, ints *step) {
  for (uint32_t h = 0; h < HALVES; h++) {
    floats moved;
    ints how;
    memcpy(&moved, from->scores + 2 - shift + h * HALF, sizeof moved);
    memcpy(&how, from->labels + 2 - shift + h * HALF, sizeof how);
    ints better = moved > out[h];
    step[h] = (how & better) | (step[h] & ~better);
    out[h] = choose(better, moved, out[h]);
  }
}

/* The scores of the labels that are allowed; -INFINITY for the others. */
static inline void allowed_scores(const int16_t *scores, uint16_t allowed, float *s) {
  static const int32_t BITS[Q_PART_LANES] = {2, 4, 8, 16, 32, 64, 128, 256};
  for (uint32_t h = 0; h < HALVES; h++) {
    shorts score16;
    ints bits;
    memcpy(&score16, scores + h * HALF, sizeof score16);
    memcpy(&bits, BITS + h * HALF, sizeof bits);
    floats score = __builtin_convertvector(score16, floats);
    score = choose((bits & (int32_t)allowed) == bits, score, (floats){0} - INFINITY);
    memcpy(s + h * HALF, &score, sizeof score);
  }
}

static inline void step(const int16_t *scores, uint16_t allowed, const lanes *beginnings, lanes *now,
                        ended *sources, ended *contents, steps *back) {
  float s[Q_PART_LANES];
  floats source[HALVES], content[HALVES];
  for (uint32_t h = 0; h < HALVES; h++) back->out[h] = (ints){0};
  if (allowed == 1) {
    for (uint32_t h = 0; h < HALVES; h++) now->source[h] = now->content[h] = (floats){0} - INFINITY;
    return;
  }
  for (uint32_t h = 0; h < HALVES; h++) {
    source[h] = now->out[h] + beginnings->source[h];
    content[h] = now->out[h] + beginnings->content[h];
  }
  allowed_scores(scores, allowed, s);
  step_kind(s + Q_LABEL_SOURCE - 1, source, Q_LABEL_SOURCE, now->source, back->source, sources);
  step_kind(s + Q_LABEL_CONTENT - 1, content, Q_LABEL_CONTENT, now->content, back->content, contents);
  close_spans(sources, 1, now->out, back->out);
  close_spans(contents, 2, now->out, back->out);
}

/* Walks back from a lane in which no span is open. */
static void trace(const steps *back, uint32_t count, uint32_t lane, uint8_t *labels) {
  uint8_t kind = 0; /* of the span that is open */
  for (uint32_t i = count; i--;) {
    const ints *states = kind == 0 ? back[i].out : kind == Q_LABEL_SOURCE ? back[i].source : back[i].content;
    uint8_t label = (uint8_t)states[lane / HALF][lane % HALF];
    labels[i] = label;
    if (!label) continue;
    uint8_t of = label >= Q_LABEL_CONTENT ? Q_LABEL_CONTENT : Q_LABEL_SOURCE, place = (uint8_t)(label - of);
    if (place == Q_AT_LAST || place == Q_AT_UNIT) lane -= of == Q_LABEL_SOURCE ? 1 : 2;
    if (place == Q_AT_LAST) kind = of;
    if (place == Q_AT_BEGIN) kind = 0;
  }
}

static inline float best_parts(const int16_t (*scores)[Q_PART_LANES], const uint16_t *allowed,
                               const q_beginnings beginnings, uint32_t count, void *work, uint8_t *labels) {
  uintptr_t place = ((uintptr_t)work + sizeof(ints) - 1) / sizeof(ints) * sizeof(ints);
  steps *back = (steps *)place;
  lanes now, begin; /* only where there is room for one more */
  ended sources = {.scores = {-INFINITY, -INFINITY}}, contents = sources;
  for (uint32_t h = 0; h < HALVES; h++) now.source[h] = now.content[h] = now.out[h] = (floats){0} - INFINITY;
  now.out[0][0] = 0;
  for (uint32_t l = 0; l < Q_LANES; l++) {
    begin.source[l / HALF][l % HALF] = l & 1 ? -INFINITY : beginnings[0][l];
    begin.content[l / HALF][l % HALF] = l + 2 < Q_LANES ? beginnings[1][l] : -INFINITY;
  }
  for (uint32_t i = 0; i < count; i++)
    step(scores[i], allowed[i], &begin, &now, &sources, &contents, &back[i]);
  uint32_t best = 2;
  float score = -INFINITY;
  for (uint32_t l = best; l < Q_LANES; l++)
    if (now.out[l / HALF][l % HALF] > score) score = now.out[l / HALF][l % HALF], best = l;
  if (score > -INFINITY) trace(back, count, best, labels);
  return score;
}
