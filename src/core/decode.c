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

uint32_t q_allow_cues(const q_reading *all, q_range paragraph, uint32_t *tokens) {
  uint32_t count = 0, reach = paragraph.first; /* allowed up to here */
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    if (!all[i].near_cue || all[i].region.last) continue;
    uint32_t from = i - paragraph.first < NEAR_LEFT ? paragraph.first : i - NEAR_LEFT;
    uint32_t to = paragraph.last - i <= NEAR_RIGHT ? paragraph.last : i + NEAR_RIGHT + 1;
    if (from < reach) from = reach;
    for (uint32_t k = from; k < to; k++)
      if (!all[k].region.last && !all[k].lexeme->not_a_cue) tokens[count++] = k;
    if (to > reach) reach = to;
  }
  return count;
}

static float larger(float a, float b) { return a > b ? a : b; }

void q_best_cues(const float (*scores)[Q_CUE_LANES], uint32_t first, const uint32_t *tokens, uint32_t count,
                 uint8_t *work, uint8_t *labels) {
  uint8_t(*back)[2] = (uint8_t(*)[2])work; /* the label that leads out of a cue and into one */
  float out = 0, in = -INFINITY;
  for (uint32_t i = 0; i < count; i++) {
    const float *s = scores[tokens[i] - first];
    if (i && tokens[i] != tokens[i - 1] + 1) in = -INFINITY;
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

uint32_t q_borders_of(const q_reading *all, q_range cue, uint32_t *tokens, uint32_t count) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < count; k++) {
    uint32_t i = tokens[k];
    q_range region = all[i].region;
    bool end = region.last && (i == region.first || i + 1 == region.last);
    tokens[kept] = i;
    kept += all[i].border || end || (i >= cue.first && i < cue.last);
  }
  return kept;
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

/* ---- spans ---- */

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
