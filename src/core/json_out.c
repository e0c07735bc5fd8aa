#include "core/json_out.h"

#include "core/escape.h"
#include "core/word.h"

const char q_json_digits[201] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

void q_json_begin(q_json *out, quoth_writer writer, void *context, bool pretty) {
  out->writer = writer, out->context = context, out->pretty = pretty;
  out->depth = out->flat = 0;
  out->comma = out->failed = false;
  out->used = 0; /* the buffer needs no zeros */
}

void q_json_flush(q_json *out) {
  if (out->used && !out->failed) out->failed = !out->writer(out->context, out->buffer, out->used);
  out->used = 0;
}

void q_json_put(q_json *out, const char *bytes, size_t length) {
  if (length > Q_JSON_BUFFER - out->used) q_json_flush(out);
  if (length > Q_JSON_BUFFER) {
    if (!out->failed) out->failed = !out->writer(out->context, bytes, length);
    return;
  }
  memcpy(out->buffer + out->used, bytes, length);
  out->used += length;
}

/* ---- strings ---- */

/* The high bits of the bytes of x that do not stand for themselves in a string: the lowest
 * is right, those above it may say too much. */
static uint64_t odd_bytes(uint64_t x) {
  const uint64_t each = UINT64_C(0x0101010101010101);
  uint64_t mark = x ^ each * '"', backslash = x ^ each * '\\';
  return (x | (x - each * 0x20) | (mark - each) | (backslash - each)) & each << 7;
}

static void store(char *to, uint64_t x) {
  uint64_t bytes = q_load((const char *)&x);
  memcpy(to, &bytes, sizeof bytes);
}

void q_json_string(q_json *out, const char *bytes, size_t length) {
  const char *at = bytes, *end = length ? bytes + length : bytes; /* an empty string may be NULL */
  q_json_room(out);
  out->buffer[out->used++] = '"';
  while (at < end) {
    q_json_room(out);
    size_t left = (size_t)(end - at);
    uint64_t x = left >= 8 ? q_load(at) : q_load_end(end, left, length), odd = odd_bytes(x);
    size_t plain = odd ? (size_t)__builtin_ctzll(odd) / 8 : 8;
    char *to = out->buffer + out->used;
    store(to, x);
    if (plain > left) plain = left;
    at += plain, to += plain;
    if (plain < 8 && plain < left) {
      uint32_t size;
      to += q_json_character(at, end, to, &size);
      at += size;
    }
    out->used = (size_t)(to - out->buffer);
  }
  out->buffer[out->used++] = '"';
}

/* ---- several lines ---- */

static bool one_line(const q_json *out) { return out->flat && out->depth >= out->flat; }

static void new_line(q_json *out) {
  out->buffer[out->used++] = '\n';
  for (uint32_t i = 0; i < out->depth; i++) q_json_constant(out, "  ");
}

void q_json_separate_pretty(q_json *out) {
  if (out->comma) out->buffer[out->used++] = ',';
  if (!one_line(out)) {
    if (out->depth) new_line(out);
  } else if (out->comma) {
    out->buffer[out->used++] = ' ';
  }
}

void q_json_close_pretty(q_json *out) {
  bool line = !one_line(out) && out->comma;
  if (out->flat == out->depth) out->flat = 0;
  out->depth--;
  if (line) new_line(out);
}
