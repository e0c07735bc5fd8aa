/* From bytes to tokens, in two steps.
 *
 * Scanning cuts by the bytes alone (scan.c has the rules): runs of letters and
 * digits, clitics, numbers, addresses, marks. Then forms, which the lexicon tells of
 * words, put together and cut: "Mr" and "." are one token, "non", "-" and "profit"
 * too; "cannot" is two. Both steps serve texts and the terms of a lexicon alike, so
 * that both are cut in the same places.
 *
 * Tokens follow the Universal Dependencies treebanks of English: hyphens between
 * letters are tokens (but behind prefixes), clitics too; addresses, numbers, dates
 * with their marks, and runs of the same mark are one. Where Han, Kana or Thai is
 * written without blanks, a run of letters is one token.
 */
#ifndef QUOTH_CORE_TOKEN_H
#define QUOTH_CORE_TOKEN_H

#include "core/cuts.h"

typedef struct q_spans {
  quoth_span *items;
  uint32_t count, capacity;
} q_spans;

/* What a full stop right behind a word is. */
typedef enum q_stop {
  Q_STOP_ENDS,    /* a token of its own */
  Q_STOP_NAME,    /* part of the word: Mr., vs. */
  Q_STOP_MAY_END, /* part of the word, and may end the sentence as well: Inc. */
  Q_STOP_NUMBER,  /* part of the word if a number follows: No. */
  Q_STOP_INITIAL, /* part of the word if a name follows: J. */
  Q_STOP_ITEM     /* part of the number if it is the first in its line: 1. */
} q_stop;

/* How a span as scanned is put together with others or cut. */
typedef struct q_form {
  uint8_t cut;     /* the length of its first part, where it is two: can|not, 20|km; or 0 */
  uint8_t stop;    /* q_stop */
  bool prefix;     /* a hyphen and the word behind it belong to it: non-profit */
  bool elided;     /* an apostrophe before it belongs to it: 'em */
  bool apostrophe; /* it is one */
  bool word;       /* it begins with a letter or digit */
  bool function;   /* a word of grammar: no name, even with a capital */
} q_form;

/* Cuts bytes from..to of the text, one chunk, by the bytes alone. Spans are appended. Chunks
 * are what stands between ASCII white space. False when memory ran out. Linear. */
bool q_scan_chunk(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_spans *spans);

/* Who knows the forms of words. */
typedef struct q_forms {
  q_form (*of)(void *context, const char *bytes, uint32_t length);
  void *context;
} q_forms;

/* The tokens made of a span and, maybe, of the next ones. */
typedef struct q_pieces {
  quoth_span parts[2];
  uint32_t count; /* of parts: 1 or 2 */
} q_pieces;

/* A span of those that the scanner found in a text, shaped by its form; the span before it ends at
 * `before`, or there is none: QUOTH_NONE. O(1), but for the bytes of the words. */
q_pieces q_shape_token(const q_forms *forms, const char *text, const q_cuts *cuts, uint32_t before,
                       quoth_span span);

/* Does a word begin with http://, https:// or www. ? */
bool q_is_web_address(const char *bytes, uint32_t length);

/* The kind of a token, by its bytes alone. */
quoth_token_kind q_token_kind_of(const char *bytes, uint32_t length);

#endif
