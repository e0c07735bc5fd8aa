/* Tags, for machines that q_has_avx2: compiled for these. */
#include <immintrin.h>

#include "core/tags_walk.h"

/* A lane for each tag. */
typedef struct lanes {
  __m256i first;
  __m128i rest;
} lanes;

/* The first of the largest. The least of unsigned numbers is what the machine finds at once. */
static inline uint32_t best_lane(lanes sums) {
  const __m128i turned = _mm_set1_epi16(INT16_MAX);
  __m128i low = _mm256_castsi256_si128(sums.first), high = _mm256_extracti128_si256(sums.first, 1);
  __m128i most = _mm_max_epi16(_mm_max_epi16(low, high), sums.rest);
  most = _mm_xor_si128(_mm_minpos_epu16(_mm_xor_si128(most, turned)), turned);
  __m256i all = _mm256_broadcastw_epi16(most);
  uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi16(sums.first, all));
  uint32_t rest = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi16(sums.rest, _mm256_castsi256_si128(all)));
  return (uint32_t)_tzcnt_u64((uint64_t)rest << 32 | first) / 2;
}

static inline lanes share_of(const q_lexeme *lexeme, uint32_t role) {
  const int16_t *share = lexeme->tag_share[role];
  return (lanes){_mm256_loadu_si256((const __m256i *)share), _mm_loadu_si128((const __m128i *)(share + 16))};
}

static inline lanes row_of(const int8_t *row) {
  return (lanes){_mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)row)),
                 _mm_cvtepi8_epi16(_mm_loadl_epi64((const __m128i *)(row + 16)))};
}

static inline lanes add(lanes a, lanes b) {
  return (lanes){_mm256_add_epi16(a.first, b.first), _mm_add_epi16(a.rest, b.rest)};
}

static inline uint32_t best_tag(const q_part *weights, const q_reading *me, uint32_t before,
                                uint32_t second) {
  const int8_t *cells = weights->cells;
  uint32_t rows[Q_TAG_FEATURES], mask = weights->rows - 1;
  lanes sums = share_of(me[-Q_TAG_REACH].lexeme, 0);
  for (uint32_t r = 1; r < Q_TAG_ROLES; r++) sums = add(sums, share_of((me + r - Q_TAG_REACH)->lexeme, r));
  q_tag_rows(me[-1].lexeme, me->lexeme, me[1].lexeme, before, second, rows);
  for (uint32_t f = 0; f < Q_TAG_FEATURES; f++)
    sums = add(sums, row_of(cells + (size_t)(rows[f] & mask) * Q_TAG_LANES));
  return best_lane(sums) + Q_TAG_NOUN;
}

void q_tag_all_avx2(const quoth_doc *doc, q_reading *all, const q_part *weights) {
  tag_all(doc, all, weights);
}
