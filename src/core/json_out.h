/* JSON as bytes: a buffer before the caller's writer, and what stands between values.
 *
 * Most of what a document's JSON is made of are short members of known names, so these
 * functions are expanded where they are called: a name with its marks and comma is then a
 * constant and its copy a few moves. The place of the next byte goes from function to
 * function, `at` in and the new one out, so that it stays in a register.
 *
 * Q_JSON_ROOM bytes may be written behind q_json_begin, q_json_room or a string before room
 * must be asked for again. */
#ifndef QUOTH_CORE_JSON_OUT_H
#define QUOTH_CORE_JSON_OUT_H

#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

#include "quoth.h"

#define Q_EXPANDED static inline __attribute__((always_inline))

enum { Q_JSON_BUFFER = 3072, Q_JSON_ROOM = 256 };

typedef struct q_json {
  quoth_writer writer;
  void *context;
  bool pretty;    /* several lines */
  bool failed;    /* the writer said no: nothing more is written */
  bool comma;     /* a value stands before on this level; counted only when pretty, as the next */
  uint32_t depth; /* open objects and arrays */
  uint32_t flat;  /* the depth from which all stands on one line; 0 for none */
  char buffer[Q_JSON_BUFFER + Q_JSON_ROOM];
} q_json;

/* The names of members as the functions below take them: the first of an object, with its
 * bracket, and those behind it. Plain ASCII. */
#define Q_JSON_FIRST(name) "{\"" name "\":"
#define Q_JSON_NEXT(name) ",\"" name "\":"

/* A writer with nothing written; returns where the first byte goes. */
char *q_json_begin(q_json *out, quoth_writer writer, void *context, bool pretty);

/* Gives what is in the buffer to the writer; returns where the next byte goes. */
char *q_json_flush(q_json *out, char *at);

/* Writes bytes as they are. */
char *q_json_put(q_json *out, char *at, const char *bytes, size_t length);

/* Writes a string with its marks, as quoth_escape does. */
char *q_json_string(q_json *out, char *at, const char *bytes, size_t length);

/* What the functions without "pretty" do on several lines; they make their own room. */
char *q_json_open_pretty(q_json *out, char *at, char bracket, bool flat);
char *q_json_member_pretty(q_json *out, char *at, const char *name);
char *q_json_separate_pretty(q_json *out, char *at);
char *q_json_close_pretty(q_json *out, char *at, char bracket);

Q_EXPANDED char *q_json_room(q_json *out, char *at) {
  return at > out->buffer + Q_JSON_BUFFER ? q_json_flush(out, at) : at;
}

enum { Q_JSON_BLOCK = 16 };

#if defined __SSE2__
/* Which of 16 bytes do not stand for themselves in a string, a bit each. */
static inline uint32_t q_json_odd(__m128i x) {
  __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')), _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));
  __m128i outside = _mm_cmplt_epi8(x, _mm_set1_epi8(0x20)); /* signed: what is not ASCII too */
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(marks, outside));
}

/* q_json_string of a string at which Q_JSON_BLOCK bytes can be read, whatever its length. */
Q_EXPANDED char *q_json_near_string(q_json *out, char *at, const char *bytes, size_t length) {
  __m128i x = _mm_loadu_si128((const __m128i *)(const void *)bytes);
  uint32_t plain = (uint32_t)__builtin_ctz(q_json_odd(x) | 1U << Q_JSON_BLOCK);
  if (plain < length || at > out->buffer + Q_JSON_BUFFER) return q_json_string(out, at, bytes, length);
  *at++ = '"';
  _mm_storeu_si128((__m128i *)(void *)at, x);
  at[length] = '"';
  return at + length + 1;
}
#else
Q_EXPANDED char *q_json_near_string(q_json *out, char *at, const char *bytes, size_t length) {
  return q_json_string(out, at, bytes, length);
}
#endif

/* A constant: null, true, or a string with its marks. */
Q_EXPANDED char *q_json_constant(char *at, const char *word) {
  size_t length = strlen(word);
  memcpy(at, word, length);
  return at + length;
}

/* Opens an object or an array; what is flat stands on one line even when pretty. */
Q_EXPANDED char *q_json_open(q_json *out, char *at, char bracket, bool flat) {
  if (out->pretty) return q_json_open_pretty(out, at, bracket, flat);
  *at = bracket;
  return at + 1;
}

/* Opens an object and writes the name of its first member, made by Q_JSON_FIRST. */
Q_EXPANDED char *q_json_first(q_json *out, char *at, const char *name, bool flat) {
  if (!out->pretty) return q_json_constant(at, name);
  return q_json_member_pretty(out, q_json_open_pretty(out, at, '{', flat), name);
}

/* The name of a member behind others, made by Q_JSON_NEXT. */
Q_EXPANDED char *q_json_member(q_json *out, char *at, const char *name) {
  return out->pretty ? q_json_member_pretty(out, at, name) : q_json_constant(at, name);
}

/* The name of a member, made by Q_JSON_NEXT, where nobody knows beforehand if it is the first. */
Q_EXPANDED char *q_json_name(q_json *out, char *at, const char *name, bool first) {
  return q_json_member(out, at, name + (first && !out->pretty));
}

/* Before a value of an array, which must follow. */
Q_EXPANDED char *q_json_separate(q_json *out, char *at, bool first) {
  if (out->pretty) return q_json_separate_pretty(out, at);
  *at = ',';
  return at + !first;
}

Q_EXPANDED char *q_json_close(q_json *out, char *at, char bracket) {
  if (out->pretty) return q_json_close_pretty(out, at, bracket);
  *at = bracket;
  return at + 1;
}

/* The digits of all numbers below 100, two each. */
extern const char q_json_digits[201];

/* The four digits of a number below 10,000, the first the lowest byte, as numbers: in both halves
 * at once, x * 103 / 1024 is x / 10. */
static inline uint32_t q_json_four(uint32_t number) {
  uint32_t high = number / 100, pairs = high | (number - high * 100) << 16;
  uint32_t tens = pairs * 103 >> 10 & UINT32_C(0x000F000F);
  return tens + ((pairs - tens * 10) << 8);
}

/* Writes digits of q_json_four. */
static inline char *q_json_put_four(char *at, uint32_t digits) {
  digits |= UINT32_C(0x30303030);
  for (int i = 0; i < 4; i++) at[i] = (char)(digits >> i * 8);
  return at + 4;
}

/* A number below 10,000, and one below Q_JSON_SMALL. */
static inline char *q_json_short_number(char *at, uint32_t number) {
  uint32_t digits = q_json_four(number);
  uint32_t none = (uint32_t)__builtin_ctz(digits | UINT32_C(0x01000000)) / 8; /* that many are not written */
  return q_json_put_four(at, digits >> none * 8) - none;
}

enum { Q_JSON_SMALL = 100000000 };

Q_EXPANDED char *q_json_small_number(char *at, uint32_t number) {
  if (number < 10000) return q_json_short_number(at, number);
  return q_json_put_four(q_json_short_number(at, number / 10000), q_json_four(number % 10000));
}

/* Any other. */
char *q_json_long_number(char *at, uint64_t number);

Q_EXPANDED char *q_json_number(char *at, uint64_t number) {
  return number < 10000 ? q_json_short_number(at, (uint32_t)number) : q_json_long_number(at, number);
}

/* 0 to 1, with two digits behind the point. */
Q_EXPANDED char *q_json_share(char *at, float share) {
  uint32_t hundredths = share <= 0 ? 0 : share >= 1 ? 100 : (uint32_t)(share * 100 + 0.5f);
  at[0] = hundredths == 100 ? '1' : '0';
  at[1] = '.';
  memcpy(at + 2, q_json_digits + hundredths % 100 * 2, 2);
  return at + 4;
}

#endif
