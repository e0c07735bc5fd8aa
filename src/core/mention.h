/* What the finders of mentions share. mention.c calls them from the surest to the
 * least sure; a finder offers what it found, and what meets a mention that is
 * already there is turned down. */
#ifndef QUOTH_CORE_MENTION_H
#define QUOTH_CORE_MENTION_H

#include "core/doc.h"

/* The mentions of a document in the making. */
typedef struct q_finding {
  quoth_doc *doc;
  uint64_t
      *covered;    /* a bit for each token that is in a mention, or of which a user said that it is no name */
  uint32_t *begun; /* of the first token of each mention: its index; of other tokens anything */
} q_finding;

static inline bool q_is_covered(const q_finding *finding, uint32_t token) {
  return q_has_bit(finding->covered, token);
}

static inline void q_cover(const q_finding *finding, q_range tokens) {
  for (uint32_t i = tokens.first; i < tokens.last; i++) finding->covered[i >> 6] |= UINT64_C(1) << (i & 63);
}

/* Makes a mention, a name with the span of its tokens and else all zero, unless one of these lies in
 * another, which is no failure: then *made is NULL. False when memory ran out. */
bool q_mention_offer(q_finding *finding, q_range tokens, q_mention **made);

/* The finders; each returns false only when memory ran out. */

/* Terms of the lexicon that are names: those that users added, or the built-in ones;
 * not single words of some classes. */
bool q_terms_find(q_finding *finding, bool user, uint64_t not_of);

/* What patterns of rules marked; where two overlap, the one added later. */
bool q_marked_find(q_finding *finding);

/* Events, products and works: those of several words in word lists, and those that a word tells
 * before their name. Other finders would take their parts for persons, bodies and places. */
bool q_things_find(q_finding *finding);

/* Names by the model. *known tells whether the engine has one. */
bool q_tagger_find(q_finding *finding, bool *known);

/* Runs of capitalised words, by the words in and around them. */
bool q_names_find(q_finding *finding);

/* Amounts and quantities in digits or with a currency before them. The values, all zero
 * before, are for q_dates_find. */
struct q_values;
bool q_amounts_find(q_finding *finding, struct q_values *values);

/* Dates and times, whose words may be parts of names, and the amounts that are left: behind
 * the finders of names. */
bool q_dates_find(q_finding *finding, struct q_values *values);

#endif
