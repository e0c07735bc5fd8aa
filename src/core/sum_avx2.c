/* Sums of rows, four or eight side by side: for machines that q_has_avx2, compiled for these. */
#include <immintrin.h>

#include "core/sum.h"

/* Bytes of two rows that stand at one place are brought together and added up as a pair, so that
 * lanes of 16 bits hold what bytes could not. */
static inline __m256i pairs(__m256i bytes) { return _mm256_maddubs_epi16(_mm256_set1_epi8(1), bytes); }

static inline __m128i halves(__m256i a) {
  return _mm_add_epi16(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
}

/* All bits of the lanes below count. */
static inline __m256i first_lanes(uint32_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/* Four rows of 8 bytes side by side. */
static inline __m256i four_rows(const q_part *part, const uint32_t *rows) {
  __m128i mask = _mm_set1_epi32((int)(part->rows - 1));
  __m128i masked = _mm_and_si128(_mm_loadu_si128((const __m128i *)rows), mask);
  return _mm256_i32gather_epi64((const void *)part->cells, masked, Q_PART_LANES);
}

/* The same of the first of them, at most four; zeros for the rest. */
static inline __m256i some_rows(const q_part *part, const uint32_t *rows, uint32_t count) {
  __m128i mask = _mm_set1_epi32((int)(part->rows - 1));
  __m128i masked = _mm_and_si128(_mm_loadu_si128((const __m128i *)rows), mask);
  __m256i wanted = _mm256_cvtepi32_epi64(_mm256_castsi256_si128(first_lanes(count)));
  return _mm256_mask_i32gather_epi64(_mm256_setzero_si256(), (const void *)part->cells, masked, wanted,
                                     Q_PART_LANES);
}

static inline __m256i add_rows(__m256i total, __m256i rows, __m256i others) {
  __m256i low = pairs(_mm256_unpacklo_epi8(rows, others)), high = pairs(_mm256_unpackhi_epi8(rows, others));
  return _mm256_add_epi16(total, _mm256_add_epi16(low, high));
}

/* The rows lie in a list of Q_FEATURES_MOST, which can be read beyond its count. */
void q_sum_parts_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const uint32_t *rows = features->rows, *last = rows + features->count;
  __m256i total = _mm256_setzero_si256();
  for (; last - rows >= 8; rows += 8)
    total = add_rows(total, four_rows(part, rows), four_rows(part, rows + 4));
  if (last - rows > 4)
    total = add_rows(total, four_rows(part, rows), some_rows(part, rows + 4, (uint32_t)(last - rows - 4)));
  else if (last > rows)
    total = add_rows(total, some_rows(part, rows, (uint32_t)(last - rows)), _mm256_setzero_si256());
  _mm_storeu_si128((__m128i *)sums, halves(total));
}

/* Eight rows of 4 bytes: the first of each four with the third, the second with the last. */
static inline __m256i add_short_rows(__m256i total, __m256i rows) {
  return _mm256_add_epi16(total, pairs(_mm256_unpacklo_epi8(rows, _mm256_srli_si256(rows, 8))));
}

void q_sum_cues_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const void *cells = part->cells;
  __m256i mask = _mm256_set1_epi32((int)(part->rows - 1)), total = _mm256_setzero_si256();
  uint32_t count = features->count, f = 0;
  for (; f + 8 <= count; f += 8) {
    __m256i rows = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(features->rows + f)), mask);
    total = add_short_rows(total, _mm256_i32gather_epi32(cells, rows, Q_CUE_LANES));
  }
  if (f < count) {
    __m256i rows = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(features->rows + f)), mask);
    __m256i wanted = first_lanes(count - f);
    total = add_short_rows(
        total, _mm256_mask_i32gather_epi32(_mm256_setzero_si256(), cells, rows, wanted, Q_CUE_LANES));
  }
  __m128i both = halves(total);
  _mm_storel_epi64((__m128i *)sums, _mm_add_epi16(both, _mm_unpackhi_epi64(both, both)));
}
