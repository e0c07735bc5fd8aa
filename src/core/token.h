/* The scanner: bytes to token spans, with no look at what the words mean but for
 * abbreviations. Used for texts and for the terms of a lexicon alike, so that
 * both are cut in the same places. */
#ifndef QUOTH_CORE_TOKEN_H
#define QUOTH_CORE_TOKEN_H

#include "core/arena.h"

typedef struct q_spans {
  quoth_span *items;
  uint32_t count, capacity;
} q_spans;

/* Is a word with its full stop (both within the bytes) an abbreviation? */
typedef bool (*q_is_abbreviation)(void *context, const char *bytes, uint32_t length);

/* Cuts bytes from..to of the text into tokens, pushed to spans. False when
 * memory ran out. */
bool q_scan(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_is_abbreviation abbreviation,
            void *context, q_spans *spans);

/* The kind of a token, by its bytes alone. */
quoth_token_kind q_token_kind_of(const char *bytes, uint32_t length);

#endif
