/* What nominal.c and pronoun.c share while reference.c walks over a document: who
 * was spoken of lately. */
#ifndef QUOTH_CORE_REFERENCE_H
#define QUOTH_CORE_REFERENCE_H

#include "core/entity.h"
#include "core/sense.h"

/* How many of those spoken of last are kept. */
enum { Q_RECENT_MOST = 10 };

/* What is asked only of few is found out when it is asked. */
typedef enum q_subject { Q_SUBJECT_UNKNOWN, Q_SUBJECT_NO, Q_SUBJECT_YES } q_subject;

/* Someone spoken of. */
typedef struct q_recent {
  uint32_t entity;   /* or QUOTH_NONE for one without a name: "a woman" */
  uint32_t sentence; /* of the last mention */
  q_range tokens;    /* of the last mention */
  uint32_t count;    /* of mentions so far */
  uint8_t sort;
  uint8_t subject; /* q_subject: does the last mention do something? */
} q_recent;

typedef struct q_resolver {
  q_linker *linker;
  quoth_doc *doc;
  q_range sentence;
  uint32_t sentence_index;
  q_bits referring;                /* of each token: may it be a noun or pronoun that refers? */
  uint32_t name;                   /* the first name behind the token of the walk */
  uint32_t name_first;             /* its first token, or QUOTH_NONE */
  q_recent recents[Q_RECENT_MOST]; /* the latest first */
  uint32_t recent_count;
  uint32_t leaders[Q_FIT_SITE]; /* by q_fit: whom the text names far more than others, or QUOTH_NONE */
  uint32_t *speakers;           /* of each quotation: the entity that speaks, or QUOTH_NONE */
  Q_LIST(q_mention) found;
} q_resolver;

/* Does the last mention do what its clause tells? */
bool q_is_subject(const q_resolver *r, q_recent *recent);

/* Notes that an entity (or QUOTH_NONE) is spoken of. */
void q_resolver_note(q_resolver *r, q_range tokens, uint32_t entity, uint8_t sort);

/* Adds a reference to an entity. False when memory ran out. */
bool q_resolver_add(q_resolver *r, q_mention reference, uint32_t entity);

/* Adds a reference to an entity and notes it. False when memory ran out. */
bool q_resolver_refer(q_resolver *r, q_mention reference, uint32_t entity);

/* Prepares keys by which nouns find entities. */
bool q_nominals_prepare(q_resolver *r);

/* Look at a noun, age or pronoun at a token. False when memory ran out. */
bool q_age_read(q_resolver *r, uint32_t token);
bool q_nominal_read(q_resolver *r, uint32_t token);
bool q_pronoun_read(q_resolver *r, uint32_t token);

/* "I" in a quotation: once all sources are known. */
bool q_speakers_refer(q_resolver *r);

#endif
