#include "core/transpose.h"

#if defined __SSE2__
#include <emmintrin.h>
#endif

#if defined __SSE2__
/* Bits of 64 bytes as words of bitmaps: `count` bits of each, from the lowest on. */
static inline void transpose_bytes(const __m128i *x, q_bits *bitmaps, int count, uint32_t w) {
  __m128i bytes[4];
  for (int k = 0; k < 4; k++) bytes[k] = _mm_slli_epi16(x[k], 8 - count); /* bits of a neighbour are below */
  for (int f = count - 1; f >= 0; f--) { /* the topmost bit of each, then the next */
    uint64_t bits = 0;
    for (int k = 0; k < 4; k++) {
      bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes[k]) << 16 * k;
      bytes[k] = _mm_add_epi8(bytes[k], bytes[k]);
    }
    bitmaps[f][w] = bits;
  }
}
#endif

void q_transpose(const uint16_t *flags, q_bits *bitmaps, uint32_t w) {
#if defined __SSE2__
  __m128i x[8], low[4], high[4];
  memcpy(x, flags, sizeof x);
  for (int k = 0; k < 4; k++) {
    __m128i one = x[2 * k], two = x[2 * k + 1], byte = _mm_set1_epi16(255);
    low[k] = _mm_packus_epi16(_mm_and_si128(one, byte), _mm_and_si128(two, byte));
    high[k] = _mm_packus_epi16(_mm_srli_epi16(one, 8), _mm_srli_epi16(two, 8));
  }
  transpose_bytes(low, bitmaps, 8, w);
  transpose_bytes(high, bitmaps + 8, Q_FLAG_COUNT - 8, w);
#else
  for (int f = 0; f < Q_FLAG_COUNT; f++) {
    bitmaps[f][w] = 0;
    for (int i = 0; i < 64; i++) bitmaps[f][w] |= (uint64_t)(flags[i] >> f & 1) << i;
  }
#endif
}
