#include "core/utf8.h"

#include <string.h>

#include <utf8proc.h>

/* Björn Höhrmann's observation: how many bytes may follow, and the range of the
 * second byte, are all that well-formedness takes (Unicode 15, table 3-7). */
uint32_t q_decode(const char *bytes, const char *end, uint32_t *length) {
  const unsigned char *p = (const unsigned char *)bytes;
  uint32_t lead = p[0], more, low = 0x80, high = 0xBF, value;
  *length = 1;
  if (lead < 0x80) return lead;
  if (lead >= 0xC2 && lead <= 0xDF) more = 1, value = lead & 0x1F;
  else if (lead >= 0xE0 && lead <= 0xEF) more = 2, value = lead & 0x0F;
  else if (lead >= 0xF0 && lead <= 0xF4) more = 3, value = lead & 0x07;
  else return 0xFFFD;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (uint32_t i = 1; i <= more; i++) {
    if (bytes + i >= end || p[i] < low || p[i] > high) {
      *length = i;
      return 0xFFFD;
    }
    value = value << 6 | (p[i] & 0x3F);
    low = 0x80, high = 0xBF;
  }
  *length = more + 1;
  return value;
}

/* Behind the run of ASCII: by 32 bytes, by 8, and by one. */
static const char *skip_ascii(const char *bytes, const char *end) {
  const uint64_t high = UINT64_C(0x8080808080808080);
  uint64_t x[4];
  for (; end - bytes >= 32; bytes += 32) {
    memcpy(x, bytes, 32);
    if ((x[0] | x[1] | x[2] | x[3]) & high) break;
  }
  for (; end - bytes >= 8; bytes += 8) {
    memcpy(x, bytes, 8);
    if (x[0] & high) break;
  }
  while (bytes < end && (unsigned char)*bytes < 0x80) bytes++;
  return bytes;
}

bool q_utf8_valid(const char *bytes, size_t length) {
  const char *end = bytes + length;
  while ((bytes = skip_ascii(bytes, end)) < end) {
    uint32_t size;
    if (q_decode(bytes, end, &size) == 0xFFFD && !(size == 3 && (unsigned char)*bytes == 0xEF)) return false;
    bytes += size;
  }
  return true;
}

uint32_t q_encode(uint32_t c, char *bytes) {
  if (c < 0x80) {
    bytes[0] = (char)c;
    return 1;
  }
  uint32_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (uint32_t i = count - 1; i > 0; i--, c >>= 6) bytes[i] = (char)(0x80 | (c & 0x3F));
  static const unsigned char LEAD[] = {0, 0, 0xC0, 0xE0, 0xF0};
  bytes[0] = (char)(LEAD[count] | c);
  return count;
}

bool q_is_letter(uint32_t c) {
  if (c < 0x80) return (c | 32) - 'a' < 26;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c < 0x2000) return c != 0xD7 && c != 0xF7;
  return (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFE10) ||
         (c >= 0xFE20 && c < 0xFE30) || (c >= 0xFE70 && c < 0xFEFF) ||
         (c >= 0xFF21 && c < 0xFFDD && (c & 0xFF) != 0x3B) || (c >= 0x10000 && c < 0x1F000) ||
         (c >= 0x20000 && c < 0xE0000);
}

/* Latin, Greek and Cyrillic; other scripts have no case or are rare in English
 * news. Latin Extended-A and -B pairs mostly alternate upper, lower. */
uint32_t q_to_lower(uint32_t c) {
  if (c < 0x80) return c - 'A' < 26 ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c & 1 ? c + 1 : c;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  if ((c >= 0x100 && c <= 0x177) || (c >= 0x1DE && c <= 0x233) || (c >= 0x1E00 && c <= 0x1EFF)) return c | 1;
  if (c >= 0x391 && c <= 0x3AB) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x460 && c <= 0x52F) return c | 1;
  return c;
}

uint32_t q_to_upper(uint32_t c) {
  static const int STEPS[] = {32, 1, 80};
  if (c < 0x80) return c - 'a' < 26 ? c - 32 : c;
  if (c == 0xFF) return 0x178;
  for (int i = 0; i < 3; i++) {
    uint32_t upper = c - (uint32_t)STEPS[i];
    if (upper < c && upper != c && q_to_lower(upper) == c) return upper;
  }
  return c;
}

bool q_is_upper(uint32_t c) { return q_to_lower(c) != c; }

bool q_is_space(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

/* ---- folding ---- */

static uint32_t fold_ascii(const char *bytes, size_t length, char *folded, uint32_t size) {
  uint32_t used = 0;
  while (used < length && used < size && (unsigned char)bytes[used] < 0x80) {
    unsigned char b = (unsigned char)bytes[used];
    folded[used++] = (char)(b + ((unsigned)b - 'A' < 26) * 32);
  }
  return used;
}

static utf8proc_int32_t straighten(utf8proc_int32_t code_point, void *context) {
  (void)context;
  return code_point == 0x2019 ? '\'' : code_point;
}

/* What is no UTF-8: code point by code point, each in lower case. */
static uint32_t fold_ill_formed(const char *bytes, size_t length, char *folded, uint32_t size) {
  uint32_t used = 0, step;
  for (const char *end = bytes + length; bytes < end && used + 4 <= size; bytes += step)
    used += q_encode(q_to_lower(q_decode(bytes, end, &step)), folded + used);
  return used;
}

uint32_t q_fold(const char *bytes, size_t length, char *folded, uint32_t size) {
  enum { MOST = 256 };
  const utf8proc_option_t options =
      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  uint32_t ascii = fold_ascii(bytes, length, folded, size);
  if (ascii == length || ascii == size) return ascii;
  utf8proc_int32_t points[MOST + 1]; /* one more: it writes a NUL behind */
  utf8proc_ssize_t count = -1;
  if (length <= MOST / 4)
    count = utf8proc_decompose_custom((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, points, MOST,
                                      options, straighten, NULL);
  if (count >= 0 && count <= MOST) count = utf8proc_normalize_utf32(points, count, options);
  if (count < 0 || count > MOST) return fold_ill_formed(bytes, length, folded, size);
  uint32_t used = 0;
  for (utf8proc_ssize_t i = 0; i < count && used + 4 <= size; i++)
    used += q_encode((uint32_t)points[i], folded + used);
  return used;
}

/* Letters with a stroke, which Unicode does not take apart. */
static utf8proc_int32_t take_stroke(utf8proc_int32_t code_point, void *context) {
  static const struct {
    utf8proc_int32_t from, to;
  } STROKES[] = {{0xD8, 'O'},  {0xF8, 'o'},  {0x110, 'D'}, {0x111, 'd'}, {0x126, 'H'},
                 {0x127, 'h'}, {0x131, 'i'}, {0x141, 'L'}, {0x142, 'l'}};
  (void)context;
  for (size_t i = 0; i < sizeof STROKES / sizeof *STROKES; i++)
    if (STROKES[i].from == code_point) return STROKES[i].to;
  return code_point;
}

static bool is_ascii(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)bytes[i] >= 0x80) return false;
  return true;
}

uint32_t q_strip_marks(const char *bytes, size_t length, char *bare, uint32_t size) {
  enum { MOST = 256 };
  utf8proc_int32_t points[MOST];
  utf8proc_ssize_t count = -1;
  if (length <= MOST / 4 && !is_ascii(bytes, length))
    count = utf8proc_decompose_custom((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, points, MOST,
                                      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, take_stroke,
                                      NULL);
  uint32_t used = 0;
  if (count < 0) { /* nothing to take away, or no UTF-8 */
    used = length < size ? (uint32_t)length : size;
    memcpy(bare, bytes, used);
  }
  for (utf8proc_ssize_t i = 0; i < count && used + 4 <= size; i++)
    used += q_encode((uint32_t)points[i], bare + used);
  return used;
}
