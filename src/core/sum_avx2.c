/* Sums of rows, widened one by one as they are loaded: for machines that q_has_avx2, compiled for
 * these. Gathering several rows at once takes fewer instructions, but more time. */
#include <immintrin.h>

#include "core/sum.h"

#define ROW(f, lanes) (cells + (size_t)(features->rows[f] & mask) * (lanes))

static inline __m128i low8(const int8_t *row) { return _mm_loadl_epi64((const __m128i *)row); }
static inline __m128i low4(const int8_t *row) { return _mm_loadu_si32(row); }

#define PART(f) _mm_cvtepi8_epi16(low8(ROW(f, Q_PART_LANES)))

void q_sum_parts_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, f = 0;
  __m128i total = _mm_setzero_si128();
  for (; f + 4 <= count; f += 4) {
    __m128i first = _mm_add_epi16(PART(f), PART(f + 1)), second = _mm_add_epi16(PART(f + 2), PART(f + 3));
    total = _mm_add_epi16(total, _mm_add_epi16(first, second));
  }
  for (; f < count; f++) total = _mm_add_epi16(total, PART(f));
  _mm_storeu_si128((__m128i *)sums, total);
}

#define CUE(f) _mm_cvtepi8_epi32(low4(ROW(f, Q_CUE_LANES)))

/* Sums of up to Q_FEATURES_MOST bytes fit in 16 bits. */
void q_sum_cues_avx2(const q_part *part, const q_features *features, int16_t *sums) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, f = 0;
  __m128i total = _mm_setzero_si128();
  for (; f + 4 <= count; f += 4) {
    __m128i first = _mm_add_epi32(CUE(f), CUE(f + 1)), second = _mm_add_epi32(CUE(f + 2), CUE(f + 3));
    total = _mm_add_epi32(total, _mm_add_epi32(first, second));
  }
  for (; f < count; f++) total = _mm_add_epi32(total, CUE(f));
  _mm_storel_epi64((__m128i *)sums, _mm_packs_epi32(total, total));
}
