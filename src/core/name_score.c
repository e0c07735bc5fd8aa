/* Scores of tokens on any machine, and the choice of what suits this one. */
#include "core/name_lanes.h"
#include "core/scan_masks.h"

/* ---- sums of rows ----
 *
 * In vectors of eight lanes: the first holds all labels of a token alone, all three
 * those of any. The same with and without SSE2. */
enum { LANES = 8, ALONE = 1, ALL = Q_NAME_LANES / LANES };
_Static_assert((int)Q_NAME_ALONE == LANES, "a token alone has one vector of labels");

#ifdef __SSE2__
#include <emmintrin.h>

typedef __m128i lanes;

static inline lanes load(const int16_t *from) { return _mm_loadu_si128((const __m128i *)(const void *)from); }
static inline void store(lanes from, int16_t *to) { _mm_storeu_si128((__m128i *)(void *)to, from); }
static inline lanes plus(lanes a, lanes b) { return _mm_add_epi16(a, b); }
static inline lanes load_bytes(const int8_t *from) {
  return _mm_loadl_epi64((const __m128i *)(const void *)from);
}

/* Adds a row's first vectors to sums: 16 lanes share a sign. */
static inline void add_row(const int8_t *row, uint32_t count, lanes *sums) {
  lanes zero = _mm_setzero_si128(),
        bytes = count > 1 ? load((const int16_t *)(const void *)row) : load_bytes(row);
  lanes signs = _mm_cmpgt_epi8(zero, bytes);
  sums[0] = plus(sums[0], _mm_unpacklo_epi8(bytes, signs));
  if (count == 1) return;
  sums[1] = plus(sums[1], _mm_unpackhi_epi8(bytes, signs));
  bytes = load_bytes(row + 2 * LANES);
  sums[2] = plus(sums[2], _mm_unpacklo_epi8(bytes, _mm_cmpgt_epi8(zero, bytes)));
}
#else
typedef struct lanes {
  int16_t of[LANES];
} lanes;

static inline lanes load(const int16_t *from) {
  lanes to;
  memcpy(&to, from, sizeof to);
  return to;
}
static inline void store(lanes from, int16_t *to) { memcpy(to, &from, sizeof from); }
static inline lanes plus(lanes a, lanes b) {
  for (uint32_t l = 0; l < LANES; l++) a.of[l] = (int16_t)(a.of[l] + b.of[l]);
  return a;
}
static inline void add_row(const int8_t *row, uint32_t count, lanes *sums) {
  for (uint32_t l = 0; l < LANES * count; l++)
    sums[l / LANES].of[l % LANES] = (int16_t)(sums[l / LANES].of[l % LANES] + row[l]);
}
#endif

static inline const int8_t *row_of(const q_name_weights *weights, uint32_t hash) {
  const int8_t *row = weights->cells + (size_t)(hash & weights->mask) * Q_NAME_LANES;
  int8_t check = q_name_check(hash);
  if (row[Q_CHECK_LANE] == check) return row;
  row += Q_NAME_LANES;
  return row[Q_CHECK_LANE] == check ? row : NULL;
}

/* Adds the rows of features to sums of `count` vectors, a constant. */
static inline void add_rows(const q_name_weights *weights, const q_features *features, uint32_t count,
                            lanes *sums) {
  for (uint32_t f = 0; f < features->count; f++) {
    const int8_t *row = row_of(weights, features->rows[f]);
    if (row) add_row(row, count, sums);
  }
}

void q_name_sum(const q_name_weights *weights, const q_features *features, int16_t *to) {
  lanes sums[ALL];
  memset(sums, 0, sizeof sums);
  add_rows(weights, features, ALL, sums);
  for (uint32_t v = 0; v < ALL; v++) store(sums[v], to + LANES * v);
}

/* ---- scores ---- */

void q_name_token_features(const q_namer *namer, const q_island *island, q_name_words words, uint32_t token,
                           q_features *to) {
  uint32_t keys[KINDS], count = token_keys(namer, island, words, token, keys);
  for (uint32_t k = 0; k < count; k++) to->rows[to->count++] = q_name_hash(FIRST_KIND + k, keys[k]);
}

static inline void score(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                         q_name_words words, uint32_t token, uint32_t count, int16_t *scores) {
  q_name_word *const *around = &words[token - island->tokens.first];
  lanes sums[ALL];
  q_features features;
  features.count = 0;
  memset(sums, 0, sizeof sums);
  for (int role = 0; role < Q_ROLE_COUNT; role++)
    for (uint32_t v = 0; v < count; v++) sums[v] = plus(sums[v], load(around[role]->sums[role] + LANES * v));
  q_name_token_features(namer, island, words, token, &features);
  add_rows(weights, &features, count, sums);
  for (uint32_t v = 0; v < count; v++) store(sums[v], scores + LANES * v);
}

void q_name_score(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                  q_name_words words, q_name_scores *scores) {
  for (uint32_t t = island->tokens.first; t < island->tokens.last; t++)
    score(weights, namer, island, words, t, ALL, scores[t - island->tokens.first]);
}

void q_name_score_alone(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                        q_name_words words, q_name_scores *scores) {
  score(weights, namer, island, words, island->tokens.first, ALONE, scores[0]);
}

q_name_ways q_name_ways_here(void) {
#if defined __x86_64__
  if (q_has_avx2())
    return (q_name_ways){q_name_score_avx2, q_name_score_alone_avx2, q_name_decode_avx2, q_name_margin_avx2};
#endif
  return (q_name_ways){q_name_score, q_name_score_alone, q_name_decode, q_name_margin};
}
