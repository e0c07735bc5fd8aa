/* Compiled for machines that q_has_avx2. */
#include <immintrin.h>

#include "core/transpose.h"

/* Bits of 64 bytes as words of bitmaps: `count` bits of each, from the lowest on. */
static inline void transpose_bytes(__m256i low, __m256i high, q_bits *bitmaps, int count, uint32_t w) {
  low = _mm256_slli_epi16(low, 8 - count), high = _mm256_slli_epi16(high, 8 - count);
  for (int f = count - 1; f >= 0; f--) { /* the topmost bit of each, then the next */
    uint64_t bits = (uint32_t)_mm256_movemask_epi8(high);
    bitmaps[f][w] = bits << 32 | (uint32_t)_mm256_movemask_epi8(low);
    low = _mm256_add_epi8(low, low), high = _mm256_add_epi8(high, high);
  }
}

static inline __m256i load(const uint16_t *flags) { return _mm256_loadu_si256((const __m256i *)flags); }

/* Of 32 numbers the lower bytes, or the upper ones once they are shifted. Packing leaves the middle
 * quarters the wrong way round. */
static inline __m256i pack(__m256i one, __m256i two) {
  return _mm256_permute4x64_epi64(_mm256_packus_epi16(one, two), 0xD8);
}

void q_transpose_avx2(const uint16_t *flags, q_bits *bitmaps, uint32_t w) {
  __m256i a = load(flags), b = load(flags + 16), c = load(flags + 32), d = load(flags + 48);
  __m256i byte = _mm256_set1_epi16(255);
  transpose_bytes(pack(_mm256_and_si256(a, byte), _mm256_and_si256(b, byte)),
                  pack(_mm256_and_si256(c, byte), _mm256_and_si256(d, byte)), bitmaps, 8, w);
  transpose_bytes(pack(_mm256_srli_epi16(a, 8), _mm256_srli_epi16(b, 8)),
                  pack(_mm256_srli_epi16(c, 8), _mm256_srli_epi16(d, 8)), bitmaps + 8, Q_FLAG_COUNT - 8, w);
}
