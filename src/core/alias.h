/* What the parts of the linking of names share: alias.c makes entities, alias_key.c the keys that lead to
 * them. */
#ifndef QUOTH_CORE_ALIAS_H
#define QUOTH_CORE_ALIAS_H

#include "core/sense.h"
#include "core/wording.h"

/* The label of the keys under which the first words of firms' names stand. */
enum { Q_LABEL_FIRM = Q_LABEL_NATIONALITY + 1 };

/* Names of different types never meet: their keys differ. */
static inline uint64_t q_key_labelled(uint64_t key, uint32_t label) { return q_lexicon_step(key, label); }

uint64_t q_key_typed(uint64_t key, const q_mention *mention);

/* Of the name that a list or a rule gives. */
uint64_t q_key_canonical(const q_mention *mention, const q_wording *w);

/* Is it a person, body or place, which are taken for each other? */
static inline bool q_is_mistakable(uint32_t label) { return label && label <= Q_LABEL_PLACE; }

/* Does the name end as those of firms do: in Inc., in Systems? */
bool q_is_firm(const quoth_doc *doc, const q_mention *mention);

/* Words that say what kind of thing it is, not which one. */
static inline bool q_is_generic(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token,
              Q_BIT(Q_ORG_WORD) | Q_BIT(Q_PLACE_WORD) | Q_BIT(Q_NATIONALITY) | Q_BIT(Q_COUNTRY) |
                  Q_BIT(Q_PLACE) | Q_BIT(Q_NOUN_THING) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_DETERMINER) |
                  Q_BIT(Q_CONJUNCTION));
}

/* The bit in q_linker.letters of a word's first letter. */
static inline uint64_t q_letter_bit(const quoth_doc *doc, uint32_t token) {
  return UINT64_C(1) << (q_sense_of(doc, token)->letter & 63);
}

/* Lets all keys of a name lead to its entity; of a name alone those that others may ask for. False when
 * memory ran out. */
bool q_name_add_keys(q_linker *l, const q_mention *mention, const q_wording *w);

#endif
