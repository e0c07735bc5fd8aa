/* q_masks_make on vectors. The including file defines vec, VEC_BYTES and the operations
 * vec_load, vec_set (all bytes the same), vec_equal, vec_or, vec_minus, vec_least
 * (unsigned) and vec_mask (the top bits of the bytes). */
#include "core/scan_masks.h"

/* Bytes in first … first+span. */
static inline vec vec_range(vec bytes, char first, char span) {
  vec from = vec_minus(bytes, vec_set(first));
  return vec_equal(vec_least(from, vec_set(span)), from);
}

static inline vec vec_either(vec bytes, char a, char b) {
  return vec_or(vec_equal(bytes, vec_set(a)), vec_equal(bytes, vec_set(b)));
}

static void q_masks_make(const char *bytes, q_masks *m) {
  *m = (q_masks){0};
  for (int i = 0; i < 64; i += VEC_BYTES) {
    vec x = vec_load(bytes + i), lower = vec_or(x, vec_set(0x20));
    m->letter |= vec_mask(vec_range(lower, 'a', 25)) << i;
    m->digit |= vec_mask(vec_range(x, '0', 9)) << i;
    m->blank |= vec_mask(vec_or(vec_equal(x, vec_set(' ')), vec_range(x, '\t', 4))) << i;
    m->high |= vec_mask(x) << i;
    m->s |= vec_mask(vec_equal(lower, vec_set('s'))) << i;
    m->apostrophe |= vec_mask(vec_equal(x, vec_set('\''))) << i;
    m->stop |= vec_mask(vec_equal(x, vec_set('.'))) << i;
    m->bang |= vec_mask(vec_either(x, '!', '?')) << i;
    m->comma |= vec_mask(vec_equal(x, vec_set(','))) << i;
    m->colon |= vec_mask(vec_either(x, ':', ';')) << i;
    m->hyphen |= vec_mask(vec_equal(x, vec_set('-'))) << i;
    m->dollar |= vec_mask(vec_equal(x, vec_set('$'))) << i;
    m->mark |=
        vec_mask(vec_or(vec_or(vec_either(x, '(', ')'), vec_either(x, '[', ']')), vec_either(x, '"', '%')))
        << i;
  }
}
