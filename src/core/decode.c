#include "core/decode.h"

#include <math.h>
#include <string.h>

enum { SHORT_REGION = 8, NEAR_LEFT = 2, NEAR_RIGHT = 2, FOLLOWING_MOST = 6 };

/* ---- cues ---- */

void q_allow_cues(const q_reading *all, q_range paragraph, bool *allowed) {
  uint32_t reach = paragraph.first; /* allowed up to here */
  memset(allowed, 0, paragraph.last - paragraph.first);
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    if (!all[i].near_cue || all[i].region.last) continue;
    uint32_t from = i - paragraph.first < NEAR_LEFT ? paragraph.first : i - NEAR_LEFT;
    uint32_t to = paragraph.last - i <= NEAR_RIGHT ? paragraph.last : i + NEAR_RIGHT + 1;
    if (from < reach) from = reach;
    for (uint32_t k = from; k < to; k++) allowed[k - paragraph.first] = !all[k].region.last;
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

/* How a state was reached, a label for each lane. */
typedef struct steps {
  int32_t out[Q_LANES], source[Q_LANES], content[Q_LANES];
} steps;

/* The best scores of sequences so far that are in no span, in a source, in a piece. */
typedef struct lanes {
  float out[Q_LANES], source[Q_LANES], content[Q_LANES];
} lanes;

size_t q_parts_work(uint32_t count) { return (size_t)count * sizeof(steps); }

/* One kind of span goes on or begins, or ends: closed and how tell of the latter. Plain
 * loops over all lanes, without branches, for the compiler to put in vector registers. */
static inline void step_kind(const float *s, const float *beginning, int32_t kind, const float *out,
                             float *in, int32_t *in_step, float *closed, int32_t *how) {
  for (uint32_t l = 0; l < Q_LANES; l++) {
    float start = out[l] + beginning[l], last = in[l] + s[Q_AT_LAST], unit = start + s[Q_AT_UNIT];
    float begin = start + s[Q_AT_BEGIN], inner = in[l] + s[Q_AT_INNER];
    closed[l] = larger(last, unit);
    how[l] = kind + (unit >= last ? Q_AT_UNIT : Q_AT_LAST);
    in[l] = larger(begin, inner);
    in_step[l] = kind + (begin >= inner ? Q_AT_BEGIN : Q_AT_INNER);
  }
}

/* Spans that end lead to the lane shift further. */
static inline void close_spans(const float *closed, const int32_t *how, uint32_t shift, float *out,
                               int32_t *step) {
  for (uint32_t l = 0; l + shift < Q_LANES; l++) {
    bool better = closed[l] > out[l + shift];
    step[l + shift] = better ? how[l] : step[l + shift];
    out[l + shift] = better ? closed[l] : out[l + shift];
  }
}

static void step(const float *scores, uint16_t allowed, const q_beginnings beginnings, lanes *now,
                 steps *back) {
  float s[1 + Q_PART_LANES], sources[Q_LANES], contents[Q_LANES];
  int32_t source_how[Q_LANES], content_how[Q_LANES];
  memset(back->out, 0, sizeof back->out);
  if (allowed == 1) {
    for (uint32_t l = 0; l < Q_LANES; l++) now->source[l] = now->content[l] = -INFINITY;
    return;
  }
  for (uint32_t i = 1; i <= Q_PART_LANES; i++) s[i] = allowed >> i & 1 ? scores[i - 1] : -INFINITY;
  step_kind(s + Q_LABEL_SOURCE, beginnings[0], Q_LABEL_SOURCE, now->out, now->source, back->source, sources,
            source_how);
  step_kind(s + Q_LABEL_CONTENT, beginnings[1], Q_LABEL_CONTENT, now->out, now->content, back->content,
            contents, content_how);
  close_spans(sources, source_how, 1, now->out, back->out);
  close_spans(contents, content_how, 2, now->out, back->out);
}

/* Walks back from a lane in which no span is open. */
static void trace(const steps *back, uint32_t count, uint32_t lane, uint8_t *labels) {
  uint8_t kind = 0; /* of the span that is open */
  for (uint32_t i = count; i--;) {
    uint8_t label = (uint8_t)(kind == 0                ? back[i].out[lane]
                              : kind == Q_LABEL_SOURCE ? back[i].source[lane]
                                                       : back[i].content[lane]);
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
  steps *back = work;
  lanes now;
  q_beginnings begin; /* only where there is room for one more */
  for (uint32_t l = 0; l < Q_LANES; l++) {
    now.out[l] = l ? -INFINITY : 0;
    now.source[l] = now.content[l] = -INFINITY;
    begin[0][l] = l & 1 ? -INFINITY : beginnings[0][l];
    begin[1][l] = l + 2 < Q_LANES ? beginnings[1][l] : -INFINITY;
  }
  for (uint32_t i = 0; i < count; i++) step(scores[i], allowed[i], begin, &now, &back[i]);
  uint32_t best = 2;
  for (uint32_t l = 2; l < Q_LANES; l++)
    if (now.out[l] > now.out[best]) best = l;
  if (now.out[best] > -INFINITY) trace(back, count, best, labels);
  return now.out[best];
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
