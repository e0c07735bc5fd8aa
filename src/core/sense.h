/* What the entity stage keeps about words: all that it asks the lexicon and the bytes
 * of a word for, asked once for each word of the table. */
#ifndef QUOTH_CORE_SENSE_H
#define QUOTH_CORE_SENSE_H

#include "core/doc.h"

/* Whom a pronoun can stand for. */
typedef enum q_person {
  Q_PERSON_NONE,
  Q_PERSON_HE,
  Q_PERSON_SHE,
  Q_PERSON_IT,
  Q_PERSON_SPEAKER /* I, my */
} q_person;

/* What a noun may stand for, even though nothing calls it so. */
typedef enum q_fit {
  Q_FIT_NONE,
  Q_FIT_COMPANY, /* the company: any organization whose name does not say that it is none */
  Q_FIT_BODY,    /* the agency: any organization but a medium */
  Q_FIT_MEDIUM,  /* the newspaper: what reports */
  Q_FIT_COUNTRY, /* the country: a place that a list knows as one */
  Q_FIT_STATE,   /* the state: a place that a set knows as one */
  Q_FIT_CITY,    /* the city: a place that is none of these */
  Q_FIT_PLACE,   /* the island: the same, and often told by the name */
  Q_FIT_AREA,    /* the region: any place but a country */
  Q_FIT_SITE     /* the mosque, the bridge: only what is called so */
} q_fit;

typedef struct q_sense {
  uint64_t identity; /* as a part of names: without case, accents and stops; 0 until the record is filled */
  uint64_t skeleton; /* of q_skeleton_of, once it was asked for */
  uint64_t full;     /* that of the first name that it is short for, or 0 */
  uint64_t description; /* key of the noun as a description; nouns of one kind have one. 0: it is none */
  uint64_t classes;     /* of the terms that are just this word: q_classes_over */
  uint64_t kind;        /* key of what lists know by such a noun: a country, an agency; or 0 */
  uint32_t letter;      /* the code point that begins it, folded */
  uint8_t person;       /* q_person */
  bool object;          /* him, her, not his: never what does something */
  bool definite;        /* a determiner that points back: the, this */
  uint8_t fits;         /* q_fit: what the noun, alone, fits nearly every one of */
  char generation;      /* of Jr, Sr, II: a letter for each, or 0 */
} q_sense;

/* Makes room for the senses of a document's words; those below may be asked for then, until
 * the next read. False when memory ran out. */
bool q_senses_prepare(quoth_doc *doc);

/* Fills the record of a token's word. */
void q_sense_fill(const quoth_doc *doc, uint32_t token, q_sense *sense);

/* Is it a noun for countries, towns, islands and the like? */
static inline bool q_fits_places(const q_sense *sense) {
  return sense->fits >= Q_FIT_COUNTRY && sense->fits <= Q_FIT_AREA;
}

static inline const q_sense *q_sense_of(const quoth_doc *doc, uint32_t token) {
  q_sense *sense = &doc->senses[q_row(doc, token)];
  if (!sense->identity) q_sense_fill(doc, token, sense);
  return sense;
}

/* The hash of a token's first letter and its consonants: the same for Ghariyani and Ghariani. */
uint64_t q_skeleton_of(const quoth_doc *doc, uint32_t token);

#endif
