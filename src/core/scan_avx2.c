/* Masks by 32 bytes, for machines that say they have AVX2 and BMI: compiled for these. */
#include <immintrin.h>
#include <stdint.h>

typedef __m256i vec;
enum { VEC_BYTES = 32 };

static inline vec vec_load(const char *bytes) {
  return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}
static inline vec vec_set(char byte) { return _mm256_set1_epi8(byte); }
static inline vec vec_equal(vec a, vec b) { return _mm256_cmpeq_epi8(a, b); }
static inline vec vec_or(vec a, vec b) { return _mm256_or_si256(a, b); }
static inline vec vec_minus(vec a, vec b) { return _mm256_sub_epi8(a, b); }
static inline vec vec_least(vec a, vec b) { return _mm256_min_epu8(a, b); }
static inline uint64_t vec_mask(vec a) { return (uint32_t)_mm256_movemask_epi8(a); }

#include "core/scan_vector.h"

#include "core/scan_blocks.h"

bool q_scan_avx2(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_spans *spans) {
  return scan_blocks(arena, text, from, to, spans);
}
