#include "core/decode.h"

#include <math.h>
#include <string.h>

enum { SHORT_REGION = 8, NEAR_LEFT = 2, NEAR_RIGHT = 2, FOLLOWING_MOST = 6 };

/* ---- cues ---- */

float q_best_of_cue(const float scores[Q_CUE_LANES]) {
  float best = scores[0];
  for (uint32_t l = 1; l < Q_CUE_LANES; l++) best = scores[l] > best ? scores[l] : best;
  return best;
}

void q_allow_cues(const q_reading *all, q_range paragraph, bool *allowed) {
  uint32_t reach = paragraph.first; /* allowed up to here */
  memset(allowed, 0, paragraph.last - paragraph.first);
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    if (!all[i].near_cue || all[i].region.last) continue;
    uint32_t from = i - paragraph.first < NEAR_LEFT ? paragraph.first : i - NEAR_LEFT;
    uint32_t to = paragraph.last - i <= NEAR_RIGHT ? paragraph.last : i + NEAR_RIGHT + 1;
    if (from < reach) from = reach;
    for (uint32_t k = from; k < to; k++)
      allowed[k - paragraph.first] = !all[k].region.last && !all[k].lexeme->not_a_cue;
    if (to > reach) reach = to;
  }
}

static float larger(float a, float b) { return a > b ? a : b; }

void q_best_cues(const float (*scores)[Q_CUE_LANES], const bool *allowed, uint32_t count, uint8_t *work,
                 uint8_t *labels) {
  uint8_t(*back)[2] = (uint8_t(*)[2])work; /* the label that leads out of a cue and into one */
  float out = 0, in = -INFINITY;
  for (uint32_t i = 0; i < count; i++) {
    const float *s = scores[i];
    if (!allowed[i]) {
      back[i][0] = Q_LABEL_OUT;
      in = -INFINITY;
      continue;
    }
    float last = in + s[Q_AT_LAST], unit = out + s[Q_AT_UNIT], begin = out + s[Q_AT_BEGIN],
          inner = in + s[Q_AT_INNER];
    float closed = larger(last, unit);
    back[i][0] =
        closed <= out ? Q_LABEL_OUT : (uint8_t)(Q_LABEL_CUE + (unit >= last ? Q_AT_UNIT : Q_AT_LAST));
    back[i][1] = (uint8_t)(Q_LABEL_CUE + (begin >= inner ? Q_AT_BEGIN : Q_AT_INNER));
    out = larger(out, closed);
    in = larger(begin, inner);
  }
  bool open = false;
  for (uint32_t i = count; i--;) {
    labels[i] = back[i][open];
    if (labels[i] == Q_LABEL_CUE + Q_AT_LAST) open = true;
    if (labels[i] == Q_LABEL_CUE + Q_AT_BEGIN) open = false;
  }
}

/* ---- windows ---- */

/* From the sentence of the cue to the left over quotations that reach into it or end
 * right before it, and to the start of the sentence where these begin. */
static uint32_t window_start(const q_reading *all, q_range cue) {
  q_range paragraph = all[cue.first].paragraph;
  uint32_t first = all[cue.first].sentence.first;
  if (all[first].region.last && all[first].region.first < first) first = all[first].region.first;
  else if (first > paragraph.first && all[first - 1].region.last) first = all[first - 1].region.first;
  return first > paragraph.first ? all[first].sentence.first : first;
}

static uint32_t window_end(const q_reading *all, q_range cue) {
  q_range paragraph = all[cue.first].paragraph;
  uint32_t last = all[cue.last - 1].sentence.last;
  for (uint32_t steps = 0; steps < FOLLOWING_MOST && last < paragraph.last; steps++) {
    bool crosses = all[last - 1].region.last > last;
    if (!crosses && all[last].place != Q_OPENS) break;
    last = all[crosses ? last - 1 : last].region.last;
    last = all[last - 1].sentence.last > last && crosses ? all[last - 1].sentence.last : last;
  }
  return last;
}

uint32_t q_window(const q_reading *all, q_range cue, uint32_t *tokens, uint32_t room) {
  uint32_t count = 0, last = window_end(all, cue);
  for (uint32_t i = window_start(all, cue); i < last && count < room; i++) {
    q_range region = all[i].region;
    tokens[count++] = i;
    if (region.last - region.first > SHORT_REGION && i == region.first && region.last <= last)
      i = region.last - 2;
  }
  return count;
}

/* ---- what is allowed ---- */

static uint16_t in_region(const q_reading *me, uint32_t token) {
  q_range region = me->region;
  uint16_t allowed = 1 | 15u << Q_LABEL_CONTENT;
  if (region.last - region.first <= SHORT_REGION) allowed |= 15u << Q_LABEL_SOURCE;
  if (token != region.first) allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + Q_AT_BEGIN));
  if (token + 1 != region.last) allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + Q_AT_LAST));
  if (token != region.first || token + 1 != region.last)
    allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + Q_AT_UNIT));
  return allowed;
}

void q_allow_parts(const q_reading *all, const uint32_t *tokens, uint32_t count, q_range cue,
                   const bool *taken, uint16_t *allowed) {
  q_range window = {tokens[0], tokens[count - 1] + 1};
  for (uint32_t k = 0; k < count; k++) {
    uint32_t i = tokens[k];
    uint16_t mask = (1 << (1 + Q_PART_LANES)) - 1;
    if (i >= cue.first && i < cue.last) mask = 1;
    else if (taken && taken[i]) mask = 1 | 15u << Q_LABEL_SOURCE;
    q_range region = all[i].region;
    if (region.last && region.first >= window.first && region.last <= window.last)
      mask &= in_region(&all[i], i);
    allowed[k] = mask;
  }
}

/* ---- Viterbi ---- */

/* A number for each lane, in two registers: wider vectors than the machine has are slow. */
enum { HALVES = 2, HALF = Q_LANES / HALVES };
typedef float floats __attribute__((vector_size(HALF * sizeof(float))));
typedef int32_t ints __attribute__((vector_size(HALF * sizeof(int32_t))));

/* How a state was reached, as a label. */
typedef struct steps {
  ints out[HALVES], source[HALVES], content[HALVES];
} steps;

/* The best scores of sequences so far that are in no span, in a source, in a piece. */
typedef struct lanes {
  floats out[HALVES], source[HALVES], content[HALVES];
} lanes;

size_t q_parts_work(uint32_t count) { return ((size_t)count + 1) * sizeof(steps); }

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
  to->scores[0] = to->scores[1] = -INFINITY;
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

static void step(const float *scores, uint16_t allowed, const lanes *beginnings, lanes *now, steps *back) {
  float s[1 + Q_PART_LANES];
  floats source[HALVES], content[HALVES];
  ended sources = {.labels = {0}}, contents = {.labels = {0}};
  for (uint32_t h = 0; h < HALVES; h++) {
    back->out[h] = (ints){0};
    source[h] = now->out[h] + beginnings->source[h];
    content[h] = now->out[h] + beginnings->content[h];
    if (allowed == 1) now->source[h] = now->content[h] = (floats){0} - INFINITY;
  }
  if (allowed == 1) return;
  for (uint32_t i = 1; i <= Q_PART_LANES; i++) s[i] = allowed >> i & 1 ? scores[i - 1] : -INFINITY;
  step_kind(s + Q_LABEL_SOURCE, source, Q_LABEL_SOURCE, now->source, back->source, &sources);
  step_kind(s + Q_LABEL_CONTENT, content, Q_LABEL_CONTENT, now->content, back->content, &contents);
  close_spans(&sources, 1, now->out, back->out);
  close_spans(&contents, 2, now->out, back->out);
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

float q_best_parts(const float (*scores)[Q_PART_LANES], const uint16_t *allowed,
                   const q_beginnings beginnings, uint32_t count, void *work, uint8_t *labels) {
  uintptr_t place = ((uintptr_t)work + sizeof(ints) - 1) / sizeof(ints) * sizeof(ints);
  steps *back = (steps *)place;
  lanes now, begin; /* only where there is room for one more */
  for (uint32_t h = 0; h < HALVES; h++) now.source[h] = now.content[h] = now.out[h] = (floats){0} - INFINITY;
  now.out[0][0] = 0;
  for (uint32_t l = 0; l < Q_LANES; l++) {
    begin.source[l / HALF][l % HALF] = l & 1 ? -INFINITY : beginnings[0][l];
    begin.content[l / HALF][l % HALF] = l + 2 < Q_LANES ? beginnings[1][l] : -INFINITY;
  }
  for (uint32_t i = 0; i < count; i++) step(scores[i], allowed[i], &begin, &now, &back[i]);
  uint32_t best = 2;
  float score = -INFINITY;
  for (uint32_t l = best; l < Q_LANES; l++)
    if (now.out[l / HALF][l % HALF] > score) score = now.out[l / HALF][l % HALF], best = l;
  if (score > -INFINITY) trace(back, count, best, labels);
  return score;
}

uint32_t q_spans_of(const uint8_t *labels, const uint32_t *tokens, uint32_t count, uint8_t kind,
                    q_range *spans, uint32_t most) {
  uint32_t found = 0;
  for (uint32_t k = 0; k < count && found < most; k++) {
    if (labels[k] != kind + Q_AT_BEGIN && labels[k] != kind + Q_AT_UNIT) continue;
    uint32_t first = tokens[k];
    if (labels[k] == kind + Q_AT_BEGIN)
      while (k + 1 < count && labels[k] != kind + Q_AT_LAST) k++;
    spans[found++] = (q_range){first, tokens[k] + 1};
  }
  return found;
}
