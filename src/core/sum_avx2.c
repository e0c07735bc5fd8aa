/* Sums of rows, four or eight side by side: for machines that q_has_avx2, compiled for these. */
#include <immintrin.h>

#include "core/sum.h"

/* See sum.c for how bytes are added up: as unsigned, all as they stand and those at odd places. */
typedef struct sums32 {
  __m256i all, odd;
} sums32;

static inline void add32(sums32 *to, __m256i bytes) {
  bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8((char)0x80));
  to->all = _mm256_add_epi16(to->all, bytes);
  to->odd = _mm256_add_epi16(to->odd, _mm256_srli_epi16(bytes, 8));
}

static inline __m128i halves(__m256i a) {
  return _mm_add_epi16(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
}

/* The 8 sums of `added` calls when rows have 8 bytes; when they have 4, the sums of two groups. */
static inline __m128i finish(const sums32 *from, uint32_t added) {
  __m128i excess = _mm_set1_epi16((short)(4 * 128 * added));
  __m128i all = halves(from->all), odd = halves(from->odd);
  __m128i even = _mm_sub_epi16(all, _mm_slli_epi16(odd, 8));
  even = _mm_sub_epi16(_mm_add_epi16(even, _mm_unpackhi_epi64(even, even)), excess);
  odd = _mm_sub_epi16(_mm_add_epi16(odd, _mm_unpackhi_epi64(odd, odd)), excess);
  return _mm_unpacklo_epi16(even, odd);
}

/* All bits of the lanes below count. */
static inline __m256i first_lanes(uint32_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/* The rows lie in a list of Q_FEATURES_MOST, which can be read beyond its count. */
void q_sum_parts_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const void *cells = part->cells;
  __m128i mask = _mm_set1_epi32((int)(part->rows - 1));
  uint32_t count = features->count, f = 0, added = (count + 3) / 4;
  sums32 total = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  for (; f + 4 <= count; f += 4) {
    __m128i rows = _mm_and_si128(_mm_loadu_si128((const __m128i *)(features->rows + f)), mask);
    add32(&total, _mm256_i32gather_epi64(cells, rows, Q_PART_LANES));
  }
  if (f < count) {
    __m128i rows = _mm_and_si128(_mm_loadu_si128((const __m128i *)(features->rows + f)), mask);
    __m256i wanted = _mm256_cvtepi32_epi64(_mm256_castsi256_si128(first_lanes(count - f)));
    add32(&total, _mm256_mask_i32gather_epi64(_mm256_setzero_si256(), cells, rows, wanted, Q_PART_LANES));
  }
  _mm_storeu_si128((__m128i *)sums, finish(&total, added));
}

void q_sum_cues_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const void *cells = part->cells;
  __m256i mask = _mm256_set1_epi32((int)(part->rows - 1));
  uint32_t count = features->count, f = 0, added = (count + 7) / 8;
  sums32 total = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  for (; f + 8 <= count; f += 8) {
    __m256i rows = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(features->rows + f)), mask);
    add32(&total, _mm256_i32gather_epi32(cells, rows, Q_CUE_LANES));
  }
  if (f < count) {
    __m256i rows = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(features->rows + f)), mask);
    add32(&total, _mm256_mask_i32gather_epi32(_mm256_setzero_si256(), cells, rows, first_lanes(count - f),
                                              Q_CUE_LANES));
  }
  __m128i both = finish(&total, added);
  _mm_storel_epi64((__m128i *)sums, _mm_add_epi16(both, _mm_unpackhi_epi64(both, both)));
}
