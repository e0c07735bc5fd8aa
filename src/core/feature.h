/* The features of the learned stages. The trainer calls the same functions, so that
 * what is learned is what the runtime sees. */
#ifndef QUOTH_CORE_FEATURE_H
#define QUOTH_CORE_FEATURE_H

#include "core/reading.h"

/* The rows of a weight table that a token switches on, before masking. */
enum { Q_FEATURES_MOST = 256 };
typedef struct q_features {
  uint32_t count, template, small;
  uint32_t rows[Q_FEATURES_MOST]; /* count of them are there */
} q_features;

/* The template of a feature is its place in the order of calls. */
static inline void q_feature(q_features *to, uint32_t a, uint32_t b, uint32_t c) {
  uint64_t h = ((uint64_t)a + to->template ++*UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xC2B2AE3D27D4EB4F);
  h = (h ^ h >> 32 ^ ((uint64_t)b << 20)) * UINT64_C(0x165667B19E3779F9);
  h = (h ^ h >> 29 ^ c) * UINT64_C(0xBF58476D1CE4E5B9);
  to->rows[to->count++] = (uint32_t)(h >> 32);
}

/* The same for the two taggers of attributions, cheaper: the upper bits of a product are well mixed,
 * and the tables have no more than 1 << Q_CROSS_BITS rows. */
enum { Q_CROSS_BITS = 18 };
static inline uint32_t q_cross_row(uint32_t a, uint32_t b, uint32_t template) {
  return (a * 0x9E3779B1u + b * 0xC2B2AE35u + template * 0x85EBCA6Bu) >> (32 - Q_CROSS_BITS);
}

static inline void q_cross(q_features *to, uint32_t a, uint32_t b) {
  to->rows[to->count++] = q_cross_row(a, b, to->template ++);
}

/* A feature with few values needs no hash: it has rows of its own. value < 1 << bits. */
static inline void q_feature_small(q_features *to, uint32_t value, uint32_t bits) {
  to->rows[to->count++] = to->small + value;
  to->small += 1u << bits;
}

/* Empties the list; templates are counted from base on. */
static inline void q_features_begin(q_features *to, uint32_t base) {
  to->count = 0;
  to->template = base;
  to->small = 0;
}

/* A proposed cue. */
typedef struct q_candidate {
  q_range tokens;
  uint32_t head;
  float score; /* of the cue tagger, a token on average */
} q_candidate;

/* Those of words append to a list that was begun by the caller; the others begin it. */

/* Of a word in a role, for the tagger of parts of speech and for the other two. */
void q_tag_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to);
void q_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to);

/* Of a token for the question whether a cue may be here; without those of the words around it. */
void q_near_features(const q_reading *all, uint32_t token, q_features *to);

/* Of a token where one may be for the question whether its head is there, likewise; what they add up to. */
void q_head_features(const q_reading *all, uint32_t token, q_features *to);
int32_t q_head_sum(const q_part *part, const q_reading *all, uint32_t token);

/* Of a token for the question whether a source or content may begin or end there, likewise. */
void q_border_features(const q_reading *all, uint32_t token, q_features *to);
int32_t q_border_sum(const q_part *part, const q_reading *all, uint32_t token); /* what they add up to */

/* Adds what those of the first question add up to, for each token of a paragraph, which is not empty. */
void q_near_sums(const q_part *part, const q_reading *all, q_range paragraph, int16_t *sums);

/* Of a token towards the tags before it, without those of the words around it. */
void q_tag_features(const q_reading *all, uint32_t token, uint32_t before, uint32_t second, q_features *to);

enum { Q_TAG_FEATURES = 5 };
static inline void q_tag_rows(const q_lexeme *left, const q_lexeme *me, const q_lexeme *right,
                              uint32_t before, uint32_t second, uint32_t rows[Q_TAG_FEATURES]) {
  rows[0] = before << 5 | second;
  rows[1] = q_cross_row(me->word, before, 0);
  rows[2] = q_cross_row(left->word, me->word, 1);
  rows[3] = q_cross_row(me->may, before, 2);
  rows[4] = q_cross_row(right->may, me->may, 3);
}

/* Of a token among its neighbours, for the tagger of cues and that of sources and contents; without
 * those of the words alone. */
typedef void q_token_list(const q_reading *all, uint32_t token, q_features *to);
q_token_list q_token_features, q_part_features;

/* Of a token towards one of the cues of its paragraph: what is the same for all tokens
 * is set once for the cue. rank[i] is the number of cues that begin at or before token
 * first + i of the paragraph; all of these are borrowed. */
enum { Q_CUE_HASHES = 40 };
typedef struct q_hashes {
  uint32_t sums[Q_CUE_HASHES]; /* of what is hashed for each feature; see hashes.h */
} q_hashes;
typedef struct q_cue_view {
  const q_reading *all, *head;
  const q_candidate *cues;
  const uint8_t *rank;
  uint32_t count, which, first;
  q_range cue;
  q_hashes hashes;      /* what the cue gives to each feature */
  uint32_t left, right; /* the nearest regions */
} q_cue_view;
typedef void q_cue_view_maker(q_cue_view *view, const q_reading *all, const q_candidate *cues, uint32_t count,
                              uint32_t which, const uint8_t *rank);
q_cue_view_maker q_cue_view_begin;

/* What a token gives to its features towards any cue, and these. */
typedef void q_own_hasher(const q_reading *all, uint32_t token, q_hashes *to);
typedef void q_cue_list(const q_cue_view *view, uint32_t token, const q_hashes *own, q_features *to);
q_own_hasher q_own_hashes;
q_cue_list q_cue_features;

/* The same for machines that q_has_avx2. */
q_token_list q_token_features_avx2, q_part_features_avx2;
q_cue_view_maker q_cue_view_begin_avx2;
q_own_hasher q_own_hashes_avx2;
q_cue_list q_cue_features_avx2;

/* ---- what all lists of features are made with ---- */

enum { Q_WORD_BEFORE = 1, Q_WORD_AFTER = 2, Q_WORD_NOWHERE = 3 }; /* words that are not there */
enum { Q_NO_STEP = 63 };                                          /* steps fit in 6 bits */

/* They stand for what is outside of the paragraph. */
extern const q_reading q_reading_before, q_reading_after;

static inline const q_reading *q_near(const q_reading *all, uint32_t token, int distance) {
  int64_t at = (int64_t)token + distance;
  if (at < all[token].paragraph.first) return &q_reading_before;
  return at >= all[token].paragraph.last ? &q_reading_after : &all[at];
}

/* A distance in steps that widen; those to the left are 32 higher. */
extern const uint8_t q_steps[64];
static inline uint32_t q_steps_to(uint32_t distance) { return q_steps[distance < 63 ? distance : 63]; }
static inline uint32_t q_step_of(int32_t distance) {
  uint32_t left = distance < 0;
  return q_steps_to((uint32_t)(left ? -distance : distance)) + 32 * left;
}

/* To a token from one that is not behind it, and from a token to one that is not before it; Q_NO_STEP
 * where the other is not there. */
static inline uint32_t q_gap_before(uint32_t token, uint32_t other) {
  uint32_t step = q_steps_to(token - other);
  return other == QUOTH_NONE ? Q_NO_STEP : step;
}
static inline uint32_t q_gap_after(uint32_t token, uint32_t other) {
  uint32_t step = q_steps_to(other - token);
  return other == QUOTH_NONE ? Q_NO_STEP : step;
}

static inline uint32_t q_word_at(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? Q_WORD_NOWHERE : all[token].lexeme->word;
}
static inline uint32_t q_lemma_at(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? Q_WORD_NOWHERE : all[token].lemma;
}

#endif
