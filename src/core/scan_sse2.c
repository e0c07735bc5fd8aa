/* Masks by 16 bytes: what every x86-64 has. */
#include <emmintrin.h>

#include "core/scan_masks.h"

typedef __m128i vec;

static inline vec vec_load(const char *bytes) {
  return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}
static inline vec vec_set(char byte) { return _mm_set1_epi8(byte); }
static inline vec vec_equal(vec a, vec b) { return _mm_cmpeq_epi8(a, b); }
static inline vec vec_or(vec a, vec b) { return _mm_or_si128(a, b); }
static inline vec vec_minus(vec a, vec b) { return _mm_sub_epi8(a, b); }
static inline vec vec_least(vec a, vec b) { return _mm_min_epu8(a, b); }
static inline uint64_t vec_mask(vec a) { return (uint32_t)_mm_movemask_epi8(a); }

/* Bytes in first … first+span. */
static inline vec vec_range(vec bytes, char first, char span) {
  vec from = vec_minus(bytes, vec_set(first));
  return vec_equal(vec_least(from, vec_set(span)), from);
}

static inline vec vec_either(vec bytes, char a, char b) {
  return vec_or(vec_equal(bytes, vec_set(a)), vec_equal(bytes, vec_set(b)));
}

enum { VEC_COUNT = 4 };

/* A mask of 64 bytes from the expression for the bytes of a vector, x, and these in lower
 * case, l. */
#define VEC_MASK(mask, expression)            \
  do {                                        \
    uint64_t bits = 0;                        \
    for (int k = 0; k < VEC_COUNT; k++) {     \
      vec x = as_is[k], l = lower[k];         \
      (void)x, (void)l;                       \
      bits |= vec_mask(expression) << k * 16; \
    }                                         \
    (mask) = bits;                            \
  } while (0)

static inline void q_masks_make(const char *bytes, q_masks *m) {
  vec as_is[VEC_COUNT], lower[VEC_COUNT];
  for (int k = 0; k < VEC_COUNT; k++) {
    as_is[k] = vec_load(bytes + k * 16);
    lower[k] = vec_or(as_is[k], vec_set(0x20));
  }
  VEC_MASK(m->letter, vec_range(l, 'a', 25));
  VEC_MASK(m->digit, vec_range(x, '0', 9));
  VEC_MASK(m->blank, vec_or(vec_equal(x, vec_set(' ')), vec_range(x, '\t', 4)));
  VEC_MASK(m->high, x);
  VEC_MASK(m->s, vec_equal(l, vec_set('s')));
  VEC_MASK(m->apostrophe, vec_equal(x, vec_set('\'')));
  VEC_MASK(m->stop, vec_equal(x, vec_set('.')));
  VEC_MASK(m->bang, vec_either(x, '!', '?'));
  VEC_MASK(m->comma, vec_equal(x, vec_set(',')));
  VEC_MASK(m->colon, vec_range(x, ':', 1));
  VEC_MASK(m->hyphen, vec_equal(x, vec_set('-')));
  VEC_MASK(m->dollar, vec_equal(x, vec_set('$')));
  VEC_MASK(m->mark, vec_or(vec_or(vec_range(x, '(', 1), vec_either(x, '[', ']')), vec_either(x, '"', '%')));
}

#include "core/scan_blocks.h"

bool q_scan_sse2(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  return scan_blocks(arena, text, from, to, cuts);
}
