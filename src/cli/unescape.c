#include "cli/unescape.h"

#include <stdint.h>
#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

#include "core/utf8.h"

enum { BLOCK = 16 };

/* ---- bytes that stand for themselves ---- */

#if defined __SSE2__
/* Copies a block, and says how many bytes in front of it stand for themselves. */
static size_t copy_block(char *to, const char *from) {
  __m128i x = _mm_loadu_si128((const __m128i *)(const void *)from);
  _mm_storeu_si128((__m128i *)(void *)to, x);
  const __m128i most = _mm_set1_epi8(0x1F); /* unsigned: the greatest control character */
  __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')), _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));
  odd = _mm_or_si128(odd, _mm_cmpeq_epi8(_mm_max_epu8(x, most), most));
  return (size_t)__builtin_ctz((uint32_t)_mm_movemask_epi8(odd) | 1U << BLOCK);
}
#else
static size_t copy_block(char *to, const char *from) {
  size_t plain = 0;
  memcpy(to, from, BLOCK);
  while (plain < BLOCK && from[plain] != '"' && from[plain] != '\\' && (unsigned char)from[plain] >= 0x20)
    plain++;
  return plain;
}
#endif

/* The same of what is left of a line: fewer bytes than a block. */
static size_t copy_end(char *to, const char *from, size_t length) {
  char block[BLOCK] = {0}; /* zeros do not stand for themselves */
  memcpy(block, from, length);
  return copy_block(to, block);
}

/* ---- escapes ---- */

/* Four hexadecimal digits; -1 where they are others, or fewer. */
static int32_t read_unit(const char *bytes, const char *end) {
  int32_t unit = 0;
  if (end - bytes < 4) return -1;
  for (int i = 0; i < 4; i++) {
    char c = bytes[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

static bool is_surrogate(int32_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }

/* The character of \u at bytes, which its digits follow; -1 where it is none. *bytes goes behind it. */
static int32_t read_character(const char **bytes, const char *end) {
  int32_t first = read_unit(*bytes, end);
  *bytes += 4;
  if (!is_surrogate(first)) return first;
  if (first >= 0xDC00 || end - *bytes < 2 || (*bytes)[0] != '\\' || (*bytes)[1] != 'u') return -1;
  int32_t second = read_unit(*bytes + 2, end);
  *bytes += 6;
  if (!is_surrogate(second) || second < 0xDC00) return -1;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

/* Writes what an escape stands for; `bytes` is behind its backslash. Returns the place behind it,
 * or NULL where it is wrong. */
static const char *read_escape(char **to, const char *bytes, const char *end) {
  static const char SIGNS[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
  if (bytes == end) return NULL;
  const char *sign = *bytes ? strchr(SIGNS, *bytes) : NULL;
  if (sign) {
    *(*to)++ = MEANT[sign - SIGNS];
    return bytes + 1;
  }
  if (*bytes++ != 'u') return NULL;
  int32_t character = read_character(&bytes, end);
  if (character < 0) return NULL;
  *to += q_encode((uint32_t)character, *to);
  return bytes;
}

/* ---- a string ---- */

/* An escape is never shorter than what it stands for, so there is room for all that is to come. */
const char *q_unescape(q_buffer *into, const char *bytes, const char *end) {
  into->length = 0;
  if (!q_buffer_reserve(into, (size_t)(end - bytes) + BLOCK + 1)) return NULL;
  char *to = into->bytes;
  for (;;) {
    size_t left = (size_t)(end - bytes), plain;
    while (left >= BLOCK && (plain = copy_block(to, bytes)) == BLOCK)
      to += BLOCK, bytes += BLOCK, left -= BLOCK;
    if (left < BLOCK) plain = copy_end(to, bytes, left);
    to += plain, bytes += plain;
    if (bytes == end || (*bytes != '"' && *bytes != '\\')) return NULL;
    if (*bytes++ == '"') break;
    if (!(bytes = read_escape(&to, bytes, end))) return NULL;
  }
  *to = 0;
  into->length = (size_t)(to - into->bytes);
  return bytes;
}
