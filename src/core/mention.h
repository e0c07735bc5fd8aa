/* What the finders of mentions share. mention.c calls them from the surest to the
 * least sure; a finder offers what it found, and what meets a mention that is
 * already there is turned down. */
#ifndef QUOTH_CORE_MENTION_H
#define QUOTH_CORE_MENTION_H

#include "core/doc.h"

/* The mentions of a document in the making. */
typedef struct q_finding {
  quoth_doc *doc;
  uint32_t *over;   /* of each token: 1 + the index of the mention over it, 0, or Q_NO_NAME */
  uint64_t *listed; /* a bit for each token whose word is in a list of names; NULL until asked for */
} q_finding;

/* Over tokens that a user said are no name. */
#define Q_NO_NAME QUOTH_NONE

/* The mention over a token, or NULL. */
static inline q_mention *q_mention_over(const q_finding *finding, uint32_t token) {
  uint32_t index = finding->over[token];
  return index && index != Q_NO_NAME ? &finding->doc->mentions.items[index - 1] : NULL;
}

/* Adds a mention unless one of its tokens lies in another, which is no failure.
 * An empty span stands for that of the tokens. False when memory ran out. */
bool q_mention_offer(q_finding *finding, q_mention mention);

/* The finders; each returns false only when memory ran out. */

/* Terms of the lexicon that are names: those that users added, or the built-in ones;
 * not single words of some classes. */
bool q_terms_find(q_finding *finding, bool user, uint64_t not_of);

/* What patterns of rules marked; where two overlap, the one added later. */
bool q_marked_find(q_finding *finding);

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
