/* Noun phrases by their borders: function words, punctuation and word shapes.
 * Every walk is bounded, so a stage that asks at each cue stays linear. */
#ifndef QUOTH_CORE_PHRASE_H
#define QUOTH_CORE_PHRASE_H

#include <string.h>

#include "core/doc.h"

/* The longest walk in tokens. */
enum { Q_PHRASE_MOST = 60 };

/* Is the token one of these single characters? */
static inline bool q_is_char(const quoth_doc *doc, uint32_t token, const char *characters) {
  if (q_size(doc, token) != 1) return false;
  char byte = *q_bytes(doc, token);
  while (*characters && *characters != byte) characters++;
  return *characters;
}

/* Does the token make an owner of what stands before it: 's, or an apostrophe? */
static inline bool q_is_possessive(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_POSSESSIVE_MARKER) || q_is_char(doc, token, "'");
}

/* Is the token a hyphen or a dash? */
bool q_is_dash(const quoth_doc *doc, uint32_t token);

/* Is the token this word, in any case? lower is in lower case, ASCII. */
static inline bool q_is_text(const quoth_doc *doc, uint32_t token, const char *lower) {
  uint32_t size = q_size(doc, token);
  const char *bytes = q_bytes(doc, token);
  if (strlen(lower) != size) return false;
  for (uint32_t i = 0; i < size; i++)
    if ((bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + 32 : bytes[i]) != lower[i]) return false;
  return true;
}

/* The term of a cue verb, or NULL. */
const q_term *q_cue_verb_term(const quoth_doc *doc, uint32_t token);

/* Is a cue verb's bare form (state, report) a noun here? It is a verb only behind
 * an auxiliary or what can be its subject: we, who, a plural. */
bool q_is_bare_noun(const quoth_doc *doc, uint32_t token);

/* May the token be a finite verb here: an auxiliary, a modal, a cue verb, a word
 * in -ed? `from` is where the clause begins. */
bool q_is_verb(const quoth_doc *doc, uint32_t from, uint32_t token);

/* The subject that ends before token `end`, not reaching before `from`. Empty
 * (first == last) where there is none. */
q_range q_subject_before(const quoth_doc *doc, uint32_t from, uint32_t end);

/* The noun phrase that begins at token `first`, not reaching `end`. */
q_range q_phrase_after(const quoth_doc *doc, uint32_t first, uint32_t end);

/* Behind the day that stands at a token ("Friday", "on Friday"), not reaching `end`; the token itself
 * where none does. */
uint32_t q_behind_day(const quoth_doc *doc, uint32_t token, uint32_t end);

#endif
