/* Masks by 16 bytes: what every x86-64 has. */
#include <emmintrin.h>
#include <stdint.h>

typedef __m128i vec;
enum { VEC_BYTES = 16 };

static inline vec vec_load(const char *bytes) {
  return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}
static inline vec vec_set(char byte) { return _mm_set1_epi8(byte); }
static inline vec vec_equal(vec a, vec b) { return _mm_cmpeq_epi8(a, b); }
static inline vec vec_or(vec a, vec b) { return _mm_or_si128(a, b); }
static inline vec vec_minus(vec a, vec b) { return _mm_sub_epi8(a, b); }
static inline vec vec_least(vec a, vec b) { return _mm_min_epu8(a, b); }
static inline uint64_t vec_mask(vec a) { return (uint32_t)_mm_movemask_epi8(a); }

#include "core/scan_vector.h"

#include "core/scan_blocks.h"

bool q_scan_sse2(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_spans *spans) {
  return scan_blocks(arena, text, from, to, spans);
}
