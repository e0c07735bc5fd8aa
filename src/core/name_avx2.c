/* Scores of tokens and their labels for machines that q_has_avx2: compiled for these. */
#include <immintrin.h>

#include "core/name_lanes.h"

static inline __m256i load_eight(const uint32_t *from) { return _mm256_loadu_si256((const __m256i *)from); }
static inline __m256i load_sixteen(const int16_t *from) { return _mm256_loadu_si256((const __m256i *)from); }
static inline __m128i load_lanes(const int16_t *from) { return _mm_loadu_si128((const __m128i *)from); }
static inline void store_eight(uint32_t *to, __m256i from) { _mm256_storeu_si256((__m256i *)to, from); }

/* Eight hashes from keys, of features whose kinds are numbers from `kind` on. */
static inline __m256i hash_eight(const uint32_t *keys, uint32_t kind) {
  const __m256i kinds =
      _mm256_add_epi32(_mm256_set1_epi32((int)kind), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  const __m256i added = _mm256_mullo_epi32(kinds, _mm256_set1_epi32((int)Q_NAME_ADDED));
  const __m256i factor = _mm256_or_si256(
      _mm256_mullo_epi32(kinds, _mm256_set1_epi32((int)(2 * Q_NAME_FACTOR))), _mm256_set1_epi32(1));
  __m256i hash = _mm256_mullo_epi32(_mm256_add_epi32(load_eight(keys), added), factor);
  return _mm256_xor_si256(hash, _mm256_srli_epi32(hash, 16));
}

/* Is the last byte of a number that of a hash? */
static inline __m256i agrees(__m256i number, __m256i hash) {
  return _mm256_cmpeq_epi32(_mm256_srli_epi32(_mm256_xor_si256(number, hash), 24), _mm256_setzero_si256());
}

/* Finds the rows of eight features: where each is in the weights, and a bit for each that there is. */
static inline uint32_t find_eight(const q_name_weights *weights, __m256i hash, uint32_t *rows) {
  const int *first = (const int *)(const void *)(weights->cells + Q_CHECK_LANE - 3),
            *second = first + Q_NAME_LANES / 4;
  __m256i row = _mm256_mullo_epi32(_mm256_and_si256(hash, _mm256_set1_epi32((int)weights->mask)),
                                   _mm256_set1_epi32(Q_NAME_LANES));
  __m256i is_first = agrees(_mm256_i32gather_epi32(first, row, 1), hash);
  __m256i is_second = agrees(_mm256_i32gather_epi32(second, row, 1), hash);
  store_eight(rows, _mm256_add_epi32(row, _mm256_andnot_si256(is_first, _mm256_set1_epi32(Q_NAME_LANES))));
  return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(is_first, is_second)));
}

static inline uint32_t find_rows(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                                 q_name_words words, uint32_t token, uint32_t *rows) {
  uint32_t keys[KINDS], count = token_keys(namer, island, words, token, keys), found = 0;
  for (uint32_t k = 0; k < KINDS; k += 8)
    found |= find_eight(weights, hash_eight(keys + k, FIRST_KIND + k), rows + k) << k;
  return found & ((1u << count) - 1);
}

static inline __m128i low8(const int8_t *row) {
  return _mm_cvtepi8_epi16(_mm_loadl_epi64((const __m128i *)row));
}

static inline void score(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                         q_name_words words, uint32_t token, int16_t *scores) {
  q_name_word *const *around = &words[token - island->tokens.first];
  uint32_t rows[KINDS], found = find_rows(weights, namer, island, words, token, rows);
  __m256i first = _mm256_setzero_si256();
  __m128i last = _mm_setzero_si128();
  for (int role = 0; role < Q_ROLE_COUNT; role++) {
    const int16_t *sums = around[role]->sums[role];
    first = _mm256_add_epi16(first, load_sixteen(sums));
    last = _mm_add_epi16(last, load_lanes(sums + 16));
  }
  for (; found; found &= found - 1) {
    const int8_t *row = weights->cells + rows[__builtin_ctz(found)];
    first = _mm256_add_epi16(first, _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)row)));
    last = _mm_add_epi16(last, low8(row + 16));
  }
  _mm256_storeu_si256((__m256i *)scores, first);
  _mm_storeu_si128((__m128i *)(scores + 16), last);
}

void q_name_score_avx2(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                       q_name_words words, q_name_scores *scores) {
  for (uint32_t t = island->tokens.first; t < island->tokens.last; t++)
    score(weights, namer, island, words, t, scores[t - island->tokens.first]);
}

void q_name_score_alone_avx2(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                             q_name_words words, q_name_scores *scores) {
  uint32_t rows[KINDS], found = find_rows(weights, namer, island, words, island->tokens.first, rows);
  __m128i sums = _mm_setzero_si128();
  for (int role = 0; role < Q_ROLE_COUNT; role++)
    sums = _mm_add_epi16(sums, load_lanes(words[role]->sums[role]));
  for (; found; found &= found - 1)
    sums = _mm_add_epi16(sums, low8(weights->cells + rows[__builtin_ctz(found)]));
  _mm_storeu_si128((__m128i *)scores[0], sums);
}

/* ---- the best labels: as q_name_decode finds them ---- */

/* The scores of the best ways to the labels of each token, and of names that end there. */
typedef struct forward {
  int16_t best[Q_NAME_LANES], closed[Q_NAME_ALONE];
} forward;

/* The place and value of the largest lane, of the first of several. */
static inline __m128i find_largest(__m128i lanes) {
  return _mm_minpos_epu16(_mm_sub_epi16(_mm_set1_epi16(INT16_MAX), lanes));
}
static inline uint8_t place_of(__m128i largest) { return (uint8_t)_mm_extract_epi16(largest, 1); }
static inline __m128i value_of(__m128i largest) {
  return _mm_sub_epi16(_mm_set1_epi16(INT16_MAX), _mm_broadcastw_epi16(largest));
}

/* Adds a token's scores to the ways to its labels: the first 16, and the others. */
static inline void add_scores(const int16_t *scores, __m256i first, __m128i rest, forward *to) {
  const __m256i most = _mm256_set1_epi16(SCORE_MOST), least = _mm256_set1_epi16(-SCORE_MOST),
                lowest = _mm256_set1_epi16(LOWEST), lowest_sum = _mm256_set1_epi16(LOWEST_SUM);
  __m256i score = _mm256_max_epi16(_mm256_min_epi16(load_sixteen(scores), most), least);
  __m128i more = _mm_max_epi16(_mm_min_epi16(load_lanes(scores + 16), _mm256_castsi256_si128(most)),
                               _mm256_castsi256_si128(least));
  first = _mm256_max_epi16(_mm256_add_epi16(first, score), lowest_sum);
  rest = _mm_max_epi16(_mm_add_epi16(rest, more), _mm256_castsi256_si128(lowest_sum));
  rest = _mm_insert_epi16(rest, LOWEST_SUM, Q_NAME_LABELS - 16);
  __m128i both = _mm_max_epi16(_mm256_castsi256_si128(first), _mm256_extracti128_si256(first, 1));
  __m128i best = value_of(find_largest(_mm_max_epi16(both, rest)));
  first = _mm256_max_epi16(_mm256_sub_epi16(first, _mm256_broadcastw_epi16(best)), lowest);
  rest = _mm_max_epi16(_mm_sub_epi16(rest, best), _mm256_castsi256_si128(lowest));
  _mm256_storeu_si256((__m256i *)to->best, first);
  _mm_storeu_si128((__m128i *)(to->best + 16), rest);
  __m128i last = _mm_insert_epi16(load_lanes(to->best + LAST_TO_UNIT), INT16_MIN, OUT);
  _mm_storeu_si128((__m128i *)to->closed, _mm_max_epi16(_mm256_castsi256_si128(first), last));
}

/* The best ways to the labels that start anew. */
static inline __m256i start_anew(const q_name_moves *moves, const int16_t *closed) {
  __m256i best = _mm256_set1_epi16(LOWEST_SUM);
  for (uint32_t c = 0; c < Q_NAME_ALONE; c++)
    best =
        _mm256_max_epi16(best, _mm256_add_epi16(_mm256_set1_epi16(closed[c]), load_sixteen(moves->from[c])));
  return best;
}

/* Those that go on stand in pairs of halves of a vector: nothing and INNER, LAST and RARE_INNER. They come
 * from BEGIN, twice, and RARE_BEGIN, or from INNER, twice, and RARE_INNER. */
static inline void advance(const q_name_moves *moves, const forward *before, const int16_t *scores,
                           forward *to) {
  const int16_t *begun = moves->from[Q_MOVE_BEGUN], *longer = moves->from[Q_MOVE_INNER];
  __m256i anew = start_anew(moves, before->closed);
  __m128i full = load_lanes(before->best + BEGIN), rare = load_lanes(before->best + LAST);
  __m128i rare_begin = _mm_loadl_epi64((const __m128i *)(before->best + RARE_BEGIN));
  __m128i inner = _mm_max_epi16(_mm_add_epi16(_mm_unpacklo_epi64(full, full), load_lanes(begun + BEGIN)),
                                _mm_add_epi16(full, load_lanes(longer + BEGIN)));
  __m128i rest = _mm_max_epi16(_mm_add_epi16(_mm_unpacklo_epi64(full, rare_begin), load_lanes(begun + LAST)),
                               _mm_add_epi16(_mm_unpackhi_epi64(full, rare), load_lanes(longer + LAST)));
  __m128i second = _mm_blend_epi16(_mm256_extracti128_si256(anew, 1), inner, 0xF0);
  add_scores(scores, _mm256_inserti128_si256(anew, second, 1), rest, to);
}

/* Whence the best way to a label came, to the end of the island if it is Q_NAME_LABELS. */
static inline uint8_t whence(const q_name_moves *moves, const forward *before, uint8_t label) {
  __m128i score = load_lanes(before->closed);
  if (label < Q_NAME_LABELS) {
    if (goes_on(label)) return whence_on(moves, before->best, label);
    int16_t column[Q_NAME_ALONE];
    for (uint32_t c = 0; c < Q_NAME_ALONE; c++) column[c] = moves->from[c][label];
    score = _mm_add_epi16(score, load_lanes(column));
  }
  uint8_t best = place_of(find_largest(score));
  bool longer = best && before->best[best + LAST_TO_UNIT] > before->best[best];
  return longer ? (uint8_t)(best + LAST_TO_UNIT) : best;
}

void q_name_decode_avx2(const q_name_moves *moves, const q_name_scores *scores, uint32_t count,
                        uint8_t *labels) {
  forward all[Q_ISLAND_MOST];
  const int16_t *start = moves->from[Q_MOVE_START];
  add_scores(scores[0], load_sixteen(start), load_lanes(start + 16), &all[0]);
  for (uint32_t i = 1; i < count; i++) advance(moves, &all[i - 1], scores[i], &all[i]);
  uint8_t label = Q_NAME_LABELS;
  for (uint32_t i = count; i--;) labels[i] = label = whence(moves, &all[i], label);
}

int q_name_margin_avx2(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                       uint32_t count, const q_labelled *name) {
  return margin_of(moves, scores, labels, count, name);
}
