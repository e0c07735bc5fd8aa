/* The features of the learned stages. The trainer calls the same functions, so that
 * what is learned is what the runtime sees. */
#ifndef QUOTH_CORE_FEATURE_H
#define QUOTH_CORE_FEATURE_H

#include "core/reading.h"

/* The rows of a weight table that a token switches on, before masking. */
enum { Q_FEATURES_MOST = 256 };
typedef struct q_features {
  uint32_t rows[Q_FEATURES_MOST];
  uint32_t count, template;
} q_features;

/* The template of a feature is its place in the order of calls: a feature that is
 * left out must be skipped. */
static inline void q_feature(q_features *to, uint32_t a, uint32_t b, uint32_t c) {
  uint64_t h = ((uint64_t)a + to->template ++*UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xC2B2AE3D27D4EB4F);
  h = (h ^ h >> 32 ^ ((uint64_t)b << 20)) * UINT64_C(0x165667B19E3779F9);
  h = (h ^ h >> 29 ^ c) * UINT64_C(0xBF58476D1CE4E5B9);
  to->rows[to->count++] = (uint32_t)(h >> 32);
}

static inline void q_feature_skip(q_features *to, uint32_t count) { to->template += count; }

/* Empties the list; templates are counted from base on. */
static inline void q_features_begin(q_features *to, uint32_t base) {
  to->count = 0;
  to->template = base;
}

/* Adds up rows of signed bytes; part.rows is a power of 2. */
void q_sum_tags(const q_part *part, const q_features *features, int16_t sums[Q_TAG_LANES]);
void q_sum_cues(const q_part *part, const q_features *features, int16_t sums[Q_CUE_LANES]);
void q_sum_parts(const q_part *part, const q_features *features, int16_t sums[Q_PART_LANES]);

/* A proposed cue. */
typedef struct q_candidate {
  q_range tokens;
  uint32_t head;
  float score; /* of the cue tagger, a token on average */
} q_candidate;

/* All of these append to a list that was begun by the caller. */

/* Of a word in a role, for the tagger of parts of speech and for the other two. */
void q_tag_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to);
void q_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to);

/* Of a token towards the tags before it. */
void q_tag_features(const q_reading *all, uint32_t token, uint32_t before, uint32_t second, q_features *to);

/* Of a token among its neighbours; without those of the words alone. */
void q_token_features(const q_reading *all, uint32_t token, q_features *to);

/* Of a token towards one of the cues of its paragraph. rank[i] is the number of cues
 * that begin at or before token first + i. */
typedef struct q_cue_view {
  const q_reading *all;
  const q_candidate *cues;
  uint32_t count, which, first;
  const uint8_t *rank;
} q_cue_view;
void q_cue_features(const q_cue_view *view, uint32_t token, q_features *to);

#endif
