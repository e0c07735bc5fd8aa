/* What the parts of nominal.c share: keys by which a noun finds what the text has called so, and which
 * nouns fit what nothing calls so. */
#ifndef QUOTH_CORE_NOMINAL_H
#define QUOTH_CORE_NOMINAL_H

#include "core/phrase.h"
#include "core/reference.h"
#include "core/wording.h"

/* How many times as often the text names what it speaks far more of. */
enum { Q_FAR_MORE = 3 };

/* A noun that stands for a business: airlines, agencies. */
static inline bool q_is_business(const q_sense *sense) {
  return sense->fits == Q_FIT_COMPANY || sense->fits == Q_FIT_BODY;
}

/* Is the token the last of a name, or of what stands before its "of": Linguistic Society of
 * America? No kingdom is its Home Office. */
static inline bool q_ends_head(const quoth_doc *doc, q_range name, uint32_t token) {
  return token + 1 == name.last || q_is_a(doc, token + 1, Q_PREPOSITION_GENITIVE);
}

/* North Carolina; the Republic of Georgia is no state. */
static inline bool q_is_state(const quoth_doc *doc, const q_mention *name) {
  return q_is_a(doc, name->tokens.last - 1, Q_PLACE_STATE);
}

/* The key of a noun with the words before it, or 0. first == head: the noun alone. */
uint64_t q_phrase_key(const quoth_doc *doc, uint32_t first, uint32_t head);

/* The key of such a phrase with its owner. */
uint64_t q_owned_key(uint64_t key, uint64_t who);

/* The same with a name: what counts is its country, so that Russia and Russian are one. */
uint64_t q_owner_key(uint64_t key, const q_mention *owner);

/* The noun alone, told from others of its kind: the foundation, which is a group. */
uint64_t q_noun_key(const quoth_doc *doc, uint32_t token);

/* Roa, 34, — the age, as it stands in "the 34-year-old". */
uint64_t q_age_key(const char *bytes, uint32_t size);

/* Can a noun that tells so much stand for an entity that nothing calls so? */
bool q_fits(const q_resolver *r, uint32_t entity, q_fit fit);

/* Finds for each fit the entity that the text names far more often than others. */
void q_leaders_find(q_resolver *r);

#endif
