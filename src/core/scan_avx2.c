/* Masks by 32 bytes, for machines that say they have AVX2, BMI and BMI2: compiled for these. */
#include <immintrin.h>

#include "core/scan_masks.h"

/* What bytes are, a bit each: a byte is of a class when the entries of its lower and its upper
 * four bits both have the bit. Classes that are no such product are a pair of bits. */
enum { DIGIT = 1, S = 2, APOSTROPHE = 4, STOP = 8, COMMA = 16, HYPHEN = 32, DOLLAR = 64, COLON = 128 };
enum {
  AT_TO_O = 1,
  P_TO_Z = 2,
  SPACE = 4,
  TAB = 8,
  EXCLAMATION = 16,
  QUESTION = 32,
  ROUND = 64,
  SQUARE = 128
};
#define LETTERS (AT_TO_O | P_TO_Z)

static const uint8_t SINGLE_LOWER[16] = {
    DIGIT, DIGIT, DIGIT, DIGIT | S, DIGIT | DOLLAR, DIGIT,  DIGIT, DIGIT | APOSTROPHE,
    DIGIT, DIGIT, COLON, COLON,     COMMA,          HYPHEN, STOP,  0};
static const uint8_t SINGLE_UPPER[16] = {
    [2] = APOSTROPHE | STOP | COMMA | HYPHEN | DOLLAR, [3] = DIGIT | COLON, [5] = S, [7] = S};
static const uint8_t PAIR_LOWER[16] = {
    SPACE | P_TO_Z,  EXCLAMATION | LETTERS,  ROUND | LETTERS, LETTERS,
    LETTERS,         ROUND | LETTERS,        LETTERS,         LETTERS,
    ROUND | LETTERS, ROUND | TAB | LETTERS,  TAB | LETTERS,   TAB | SQUARE | AT_TO_O,
    TAB | AT_TO_O,   TAB | SQUARE | AT_TO_O, AT_TO_O,         AT_TO_O | QUESTION};
static const uint8_t PAIR_UPPER[16] = {[0] = TAB,
                                       [2] = SPACE | EXCLAMATION | ROUND,
                                       [3] = QUESTION,
                                       [4] = AT_TO_O,
                                       [5] = P_TO_Z | SQUARE,
                                       [6] = AT_TO_O,
                                       [7] = P_TO_Z};

static inline __m256i table(const uint8_t *entries) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)entries));
}

/* The bytes that are of a class, as a bit each; `up` is how far its bit is from the top. */
static inline uint64_t class_mask(const __m256i classes[2], int up) {
  uint64_t low = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes[0], up));
  return low | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(classes[1], up)) << 32;
}

static inline void q_masks_make(const char *bytes, q_masks *m) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i x[2], single[2], pair[2];
  for (int k = 0; k < 2; k++) {
    x[k] = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32 * k));
    __m256i lower = _mm256_and_si256(x[k], nibble),
            upper = _mm256_and_si256(_mm256_srli_epi16(x[k], 4), nibble);
    single[k] = _mm256_and_si256(_mm256_shuffle_epi8(table(SINGLE_LOWER), lower),
                                 _mm256_shuffle_epi8(table(SINGLE_UPPER), upper));
    pair[k] = _mm256_and_si256(_mm256_shuffle_epi8(table(PAIR_LOWER), lower),
                               _mm256_shuffle_epi8(table(PAIR_UPPER), upper));
    pair[k] = _mm256_or_si256(pair[k], _mm256_add_epi8(pair[k], pair[k])); /* the upper bit says either */
  }
  m->high = class_mask(x, 0);
  m->digit = class_mask(single, 7), m->s = class_mask(single, 6);
  m->stop = class_mask(single, 4), m->comma = class_mask(single, 3);
  m->apostrophe = m->hyphen = m->dollar = m->colon = 0;
  __m256i either = _mm256_or_si256(single[0], single[1]);
  if (!_mm256_testz_si256(either, _mm256_set1_epi8((char)(APOSTROPHE | HYPHEN | DOLLAR | COLON)))) {
    m->apostrophe = class_mask(single, 5), m->hyphen = class_mask(single, 2);
    m->dollar = class_mask(single, 1), m->colon = class_mask(single, 0);
  }
  m->letter = class_mask(pair, 6), m->blank = class_mask(pair, 4), m->bang = class_mask(pair, 2);
  m->mark = class_mask(pair, 0);
}

#include "core/scan_blocks.h"

bool q_scan_avx2(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  return scan_blocks(arena, text, from, to, cuts);
}
