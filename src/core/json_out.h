/* JSON as bytes: a buffer before the caller's writer, and what stands between values.
 *
 * Most of what a document's JSON is made of are short members of known names, so these
 * functions are expanded where they are called: the length of a name is then a constant and
 * its copy a few moves. Each begins with room for all that it writes. */
#ifndef QUOTH_CORE_JSON_OUT_H
#define QUOTH_CORE_JSON_OUT_H

#include <string.h>

#include "quoth.h"

#define Q_EXPANDED static inline __attribute__((always_inline))

enum {
  Q_JSON_BUFFER = 8192,
  /* The most that is written between two looks at the room: a separator with its
   * indentation, a name of this library, a number. */
  Q_JSON_ROOM = 256
};

typedef struct q_json {
  quoth_writer writer;
  void *context;
  bool pretty;    /* several lines */
  bool comma;     /* a value stands before on this level */
  bool failed;    /* the writer said no: nothing more is written */
  uint32_t depth; /* open objects and arrays; counted only when pretty, as the next */
  uint32_t flat;  /* the depth from which all stands on one line; 0 for none */
  size_t used;
  char buffer[Q_JSON_BUFFER + Q_JSON_ROOM];
} q_json;

/* A writer with nothing written. */
void q_json_begin(q_json *out, quoth_writer writer, void *context, bool pretty);

/* Gives what is in the buffer to the writer. */
void q_json_flush(q_json *out);

/* Writes bytes as they are. */
void q_json_put(q_json *out, const char *bytes, size_t length);

/* Writes a string with its marks, as quoth_escape does. */
void q_json_string(q_json *out, const char *bytes, size_t length);

/* Between two values of a level, and before the bracket that closes one: ends of lines and
 * indentation. For pretty output only. */
void q_json_separate_pretty(q_json *out);
void q_json_close_pretty(q_json *out);

Q_EXPANDED void q_json_room(q_json *out) {
  if (out->used > Q_JSON_BUFFER) q_json_flush(out);
}

/* What stands before a value or member, which must follow. Leaves room for one. */
Q_EXPANDED void q_json_separate(q_json *out) {
  q_json_room(out);
  if (out->pretty) {
    q_json_separate_pretty(out);
  } else {
    out->buffer[out->used] = ',';
    out->used += out->comma;
  }
  out->comma = true;
}

/* The name of a member: plain ASCII, a constant where this is called. */
Q_EXPANDED void q_json_key(q_json *out, const char *name) {
  q_json_separate(out);
  size_t length = strlen(name);
  char *at = out->buffer + out->used;
  at[0] = '"';
  memcpy(at + 1, name, length);
  memcpy(at + 1 + length, "\": ", 3);
  out->used += length + 3 + out->pretty;
}

/* A short constant: null, true, or a string with its marks. */
Q_EXPANDED void q_json_constant(q_json *out, const char *word) {
  size_t length = strlen(word);
  memcpy(out->buffer + out->used, word, length);
  out->used += length;
}

Q_EXPANDED void q_json_open(q_json *out, char bracket) {
  out->buffer[out->used++] = bracket;
  out->comma = false;
  if (out->pretty) out->depth++;
}

/* Opens what stands on one line even when pretty. */
Q_EXPANDED void q_json_open_flat(q_json *out, char bracket) {
  q_json_open(out, bracket);
  if (out->pretty && !out->flat) out->flat = out->depth;
}

Q_EXPANDED void q_json_close(q_json *out, char bracket) {
  q_json_room(out);
  if (out->pretty) q_json_close_pretty(out);
  out->buffer[out->used++] = bracket;
  out->comma = true;
}

/* The digits of all numbers below 100, two each. */
extern const char q_json_digits[201];

static inline void q_json_number(q_json *out, uint64_t number) {
  uint32_t length = 1;
  for (uint64_t rest = number; rest >= 10; rest /= 10) length++;
  char *at = out->buffer + out->used + length;
  for (; number >= 100; number /= 100) memcpy(at -= 2, q_json_digits + number % 100 * 2, 2);
  if (number >= 10) memcpy(at - 2, q_json_digits + number * 2, 2);
  else at[-1] = (char)('0' + number);
  out->used += length;
}

/* 0 to 1, with two digits behind the point. */
static inline void q_json_share(q_json *out, float share) {
  uint32_t hundredths = share <= 0 ? 0 : share >= 1 ? 100 : (uint32_t)(share * 100 + 0.5f);
  char *at = out->buffer + out->used;
  at[0] = hundredths == 100 ? '1' : '0';
  at[1] = '.';
  memcpy(at + 2, q_json_digits + hundredths % 100 * 2, 2);
  out->used += 4;
}

#endif
