#include "core/json_out.h"

#include "core/escape.h"
#include "core/utf8.h"
#include "core/word.h"

const char q_json_digits[201] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

char *q_json_begin(q_json *out, quoth_writer writer, void *context, bool pretty) {
  out->writer = writer, out->context = context, out->pretty = pretty;
  out->depth = out->flat = 0;
  out->comma = out->failed = false;
  return out->buffer; /* which needs no zeros */
}

char *q_json_flush(q_json *out, char *at) {
  size_t used = (size_t)(at - out->buffer);
  if (used && !out->failed) out->failed = !out->writer(out->context, out->buffer, used);
  return out->buffer;
}

char *q_json_put(q_json *out, char *at, const char *bytes, size_t length) {
  at = q_json_flush(out, at);
  if (length && !out->failed) out->failed = !out->writer(out->context, bytes, length);
  return at;
}

char *q_json_long_number(char *at, uint64_t number) {
  if (number < Q_JSON_SMALL) return q_json_small_number(at, (uint32_t)number);
  at = q_json_long_number(at, number / 10000);
  return q_json_put_four(at, q_json_four((uint32_t)(number % 10000)));
}

/* ---- strings ---- */

/* The high bits of the bytes of x that do not stand for themselves in a string: the lowest
 * is right, those above it may say too much. */
static uint64_t odd_bytes(uint64_t x) {
  const uint64_t each = UINT64_C(0x0101010101010101);
  uint64_t mark = x ^ each * '"', backslash = x ^ each * '\\';
  return (x | (x - each * 0x20) | (mark - each) | (backslash - each)) & each << 7;
}

/* Copies eight bytes of a string; how many of them, in front, stand for themselves. */
static size_t copy_word(char *to, uint64_t x) {
  uint64_t bytes = q_load((const char *)&x), odd = odd_bytes(x);
  memcpy(to, &bytes, sizeof bytes);
  return odd ? (size_t)__builtin_ctzll(odd) / 8 : 8;
}

/* The same of a block of BLOCK bytes, and of two words behind each other, at two places. */
#if defined __SSE2__
enum { BLOCK = Q_JSON_BLOCK };

static size_t plain_in(__m128i x) { return (size_t)__builtin_ctz(q_json_odd(x) | 1U << BLOCK); }

static size_t copy_block(char *to, const char *from) {
  __m128i x = _mm_loadu_si128((const __m128i *)(const void *)from);
  _mm_storeu_si128((__m128i *)(void *)to, x);
  return plain_in(x);
}

static size_t copy_words(char *to, const char *from, size_t second) {
  __m128i low = _mm_loadl_epi64((const __m128i *)(const void *)from);
  __m128i high = _mm_loadl_epi64((const __m128i *)(const void *)(from + second));
  _mm_storel_epi64((__m128i *)(void *)to, low);
  _mm_storel_epi64((__m128i *)(void *)(to + second), high);
  size_t plain = plain_in(_mm_unpacklo_epi64(low, high));
  return plain < 8 ? plain : plain - 8 + second;
}
#else
enum { BLOCK = 8 };

static size_t copy_block(char *to, const char *from) { return copy_word(to, q_load(from)); }

static size_t copy_words(char *to, const char *from, size_t second) {
  size_t plain = copy_block(to, from);
  return plain < 8 ? plain : second + copy_block(to + second, from + second);
}
#endif

/* So much of a string fits behind q_json_room: its mark and the end of a block are written too. */
enum { MOST_AT_ONCE = Q_JSON_ROOM - BLOCK - 2 };

static uint32_t load_half(const char *bytes) {
  const unsigned char *b = (const unsigned char *)bytes;
  return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* Fewer than eight bytes, with spaces behind: these stand for themselves. */
static uint64_t load_short(const char *bytes, size_t length) {
  const uint64_t spaces = UINT64_C(0x2020202020202020);
  const unsigned char *b = (const unsigned char *)bytes;
  if (length >= 4) {
    uint64_t both = load_half(bytes) | (uint64_t)load_half(bytes + length - 4) << 8 * (length - 4);
    return both | spaces << 8 * length;
  }
  uint64_t three =
      b[0] | (uint64_t)b[length / 2] << 8 * (length / 2) | (uint64_t)b[length - 1] << 8 * (length - 1);
  return three | spaces << 8 * length;
}

/* Copies the bytes in front that stand for themselves and says how many these are; at least
 * one byte is given. What is behind them at `to` is lost, to a block behind the end. */
Q_EXPANDED size_t copy_plain(char *to, const char *bytes, size_t length) {
  size_t plain, done = 0;
  for (; length - done > BLOCK; done += BLOCK)
    if ((plain = copy_block(to + done, bytes + done)) < BLOCK) return done + plain;
  if (length >= BLOCK) return length - BLOCK + copy_block(to + length - BLOCK, bytes + length - BLOCK);
  if (length >= 8) return copy_words(to, bytes, length - 8);
  plain = copy_word(to, load_short(bytes, length));
  return plain < length ? plain : length;
}

/* Writes the character at *bytes, which does not stand for itself, and moves behind it. */
static char *write_odd(char *at, const char **bytes, const char *end) {
  uint32_t size;
  const char *from = *bytes;
  if ((unsigned char)*from < 0x80) {
    at += q_json_character(from, end, at, &size);
    *bytes = from + size;
    return at;
  }
  if (q_decode(from, end, &size) == 0xFFFD) at = q_json_constant(at, "\xEF\xBF\xBD");
  else
    for (uint32_t i = 0; i < size; i++) *at++ = from[i];
  *bytes = from + size;
  return at;
}

/* What is left of a string, and its mark. */
static __attribute__((noinline)) char *put_rest(q_json *out, char *at, const char *bytes, const char *end) {
  while (bytes < end) {
    at = q_json_room(out, at);
    size_t left = (size_t)(end - bytes), room = (size_t)(out->buffer + Q_JSON_BUFFER - at) + MOST_AT_ONCE;
    size_t size = left < room ? left : room, plain = copy_plain(at, bytes, size);
    at += plain, bytes += plain;
    if (plain < size) at = write_odd(q_json_room(out, at), &bytes, end);
  }
  at = q_json_room(out, at);
  *at++ = '"';
  return q_json_room(out, at);
}

static __attribute__((noinline)) char *put_behind_flush(q_json *out, char *at, const char *bytes,
                                                        size_t length) {
  return q_json_string(out, q_json_flush(out, at), bytes, length);
}

/* Calls others only as the last thing: the usual way of a short string saves no registers. */
char *q_json_string(q_json *out, char *at, const char *bytes, size_t length) {
  if (at > out->buffer + Q_JSON_BUFFER) return put_behind_flush(out, at, bytes, length);
  *at++ = '"';
  if (!length) return put_rest(out, at, NULL, NULL);
  size_t plain = length < MOST_AT_ONCE ? copy_plain(at, bytes, length) : 0;
  if (plain < length) return put_rest(out, at + plain, bytes + plain, bytes + length);
  at[length] = '"';
  return q_json_room(out, at + length + 1);
}

/* ---- several lines ---- */

static bool one_line(const q_json *out) { return out->flat && out->depth >= out->flat; }

static char *new_line(const q_json *out, char *at) {
  *at++ = '\n';
  for (uint32_t i = 0; i < out->depth; i++) at = q_json_constant(at, "  ");
  return at;
}

char *q_json_open_pretty(q_json *out, char *at, char bracket, bool flat) {
  *at++ = bracket;
  out->comma = false;
  out->depth++;
  if (flat && !out->flat) out->flat = out->depth;
  return q_json_room(out, at);
}

char *q_json_separate_pretty(q_json *out, char *at) {
  if (out->comma) *at++ = ',';
  if (!one_line(out)) at = new_line(out, at);
  else if (out->comma) *at++ = ' ';
  out->comma = true;
  return q_json_room(out, at);
}

char *q_json_member_pretty(q_json *out, char *at, const char *name) {
  at = q_json_separate_pretty(out, at);
  size_t length = strlen(name + 1); /* without the comma or bracket */
  memcpy(at, name + 1, length);
  at[length] = ' ';
  return q_json_room(out, at + length + 1);
}

char *q_json_close_pretty(q_json *out, char *at, char bracket) {
  bool line = !one_line(out) && out->comma;
  if (out->flat == out->depth) out->flat = 0;
  out->depth--;
  if (line) at = new_line(out, at);
  *at++ = bracket;
  out->comma = true;
  return q_json_room(out, at);
}
