#include "core/confidence.h"

#include <math.h>
#include <string.h>

/* A size in steps that widen, below 1 << bits. */
static uint32_t size_step(float size, uint32_t bits) {
  float step = size > 0 ? 2 * log2f(1 + size) : 0;
  float most = (float)((1u << bits) - 1);
  return (uint32_t)(step < most ? step : most);
}

/* How much of the content lies in quotations: 0 nothing, 1 all, 2 a part. */
static uint32_t in_quotations(const q_reading *all, const q_proposal *p) {
  uint32_t in = 0, out = 0;
  for (uint32_t k = 0; k < p->pieces; k++)
    for (uint32_t i = p->content[k].first; i < p->content[k].last; i++)
      if (all[i].region.last) in++;
      else if (!all[i].lexeme->punctuation) out++;
  return !in ? 0 : !out ? 1 : 2;
}

static uint32_t length_of(const q_proposal *p) {
  uint32_t length = 0;
  for (uint32_t k = 0; k < p->pieces; k++) length += p->content[k].last - p->content[k].first;
  return length;
}

/* 0 none; then by what its last word is, and how long it is. */
static uint32_t kind_of_source(const q_reading *all, const q_proposal *p) {
  uint32_t length = p->source.last - p->source.first;
  if (!length) return 0;
  uint8_t tag = all[p->source.last - 1].tag;
  uint32_t kind = tag == Q_TAG_PRONOUN ? 1
                  : tag == Q_TAG_NAME  ? 2
                  : q_tag_is_noun(tag) ? 3
                  : tag == Q_TAG_WH    ? 4
                                       : 5;
  return kind + (length > 4 ? 8 : 0);
}

static uint32_t side_of(q_range of, q_range cue) { return of.first == of.last ? 2 : of.first < cue.first; }

void q_confidence_features(const q_reading *all, const q_proposal *p, q_features *to) {
  const q_reading *head = &all[p->head];
  q_range first = p->content[0], last = p->content[p->pieces - 1];
  uint32_t quoted = in_quotations(all, p), rate = head->rate, margin = size_step(p->margin, 5);
  uint32_t sides = side_of(p->source, p->cue) << 1 | (first.first < p->cue.first);
  bool to_end = last.last + 1 >= all[last.last - 1].sentence.last;
  bool next_to = first.first == p->cue.last || last.last == p->cue.first;
  q_feature_small(to, 0, 0);
  q_feature_small(to, margin, 5);
  q_feature_small(to, quoted << 3 | margin >> 2, 5);
  q_feature_small(to, size_step(p->cue_score, 5), 5);
  q_feature_small(to, rate << 2 | (uint32_t)q_kind_of_tag(head->tag), 6);
  q_feature_small(to, head->tag, 5);
  q_feature_small(to, kind_of_source(all, p), 4);
  q_feature_small(to, q_steps_to(length_of(p)), 4);
  q_feature_small(to, sides << 2 | quoted, 5);
  q_feature_small(to, (uint32_t)to_end << 3 | (uint32_t)next_to << 2 | quoted, 4);
  q_feature_small(to, p->pieces, 2);
  q_feature_small(to, all[first.first].tag, 5);
  q_feature_small(to, p->cue.last - p->cue.first < 4 ? p->cue.last - p->cue.first : 4, 3);
}

float q_confidence(const void *weights, const q_features *features) {
  float sum = 0, weight;
  for (uint32_t f = 0; f < features->count; f++) {
    memcpy(&weight, (const char *)weights + features->rows[f] * sizeof weight, sizeof weight);
    sum += weight;
  }
  return 1 / (1 + expf(-sum));
}
