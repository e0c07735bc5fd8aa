/* What the parts of the entity stage share: role.c finds what people are, alias.c
 * joins names, reference.c joins nouns and pronouns to them, entity.c shows all. */
#ifndef QUOTH_CORE_ENTITY_H
#define QUOTH_CORE_ENTITY_H

#include "core/doc.h"
#include "core/keys.h"

/* The types that names are told apart by; all others are of no interest here. */
typedef enum q_label {
  Q_LABEL_OTHER,
  Q_LABEL_PERSON,
  Q_LABEL_ORGANIZATION,
  Q_LABEL_PLACE, /* these three are taken for each other */
  Q_LABEL_NATIONALITY
} q_label;

/* An entity in the making. */
typedef struct q_entity {
  const char *type;               /* what most of its names were taken for */
  float votes[Q_LABEL_PLACE + 1]; /* for person, organization and place, by label */
  const char *canonical;          /* the name that a user's rule gives, or NULL */
  const char *id;                 /* the id that a gazetteer gives, or NULL */
  uint32_t name;                  /* index of the mention that names it best */
  uint32_t worth;                 /* how well that one does, or 0 while it has no other */
  uint32_t first;                 /* its first mention */
  uint32_t latest;                /* the one met last in the walk under way, or QUOTH_NONE */
  uint32_t latest_sentence;
  uint32_t count; /* how many were met in that walk */
  uint8_t sort;   /* Q_MALE … */
  uint8_t label;  /* q_label of its type */
  bool recent;    /* among those spoken of last, in the walk under way */
} q_entity;

struct q_wording;

typedef struct q_linker {
  quoth_doc *doc;
  Q_LIST(q_entity) entities;
  q_keys keys;
  struct q_wording *wordings; /* of each name, before others are put among them */
  uint64_t letters;           /* of names that may be acronyms: a bit for the first letter of each */
} q_linker;

static inline q_entity *q_entity_of(const q_linker *linker, const q_mention *mention) {
  return mention->entity == QUOTH_NONE ? NULL : &linker->entities.items[mention->entity];
}

static inline bool q_has_type(const char *type, const char *name) {
  while (*type && *type == *name) type++, name++;
  return *type == *name;
}

/* Did a user tell what the mention is: by a name of a rule or a pattern? */
static inline bool q_is_given(const q_mention *mention) { return mention->user || mention->confidence >= 1; }

/* Gives a mention a type. */
void q_mention_set_type(q_mention *mention, const char *type);

/* What a first name tells of its bearer. */
static inline uint8_t q_sort_of_name(const quoth_doc *doc, uint32_t token) {
  bool male = q_is(doc, token, Q_BIT(Q_FIRST_MALE)), female = q_is(doc, token, Q_BIT(Q_FIRST_FEMALE));
  return male == female ? 0 : male ? Q_MALE : Q_FEMALE;
}

/* Do two sorts exclude each other: one male and one female? */
static inline bool q_sorts_clash(uint8_t a, uint8_t b) {
  uint8_t genders = Q_MALE | Q_FEMALE;
  return (a & genders) && (b & genders) && !(a & b & genders);
}

/* Keys of what leads to an entity, each kind apart from the others. */
typedef enum q_key_kind {
  Q_KEY_CANONICAL,   /* the name that a list or a rule gives */
  Q_KEY_SAME,        /* all words, of a name of any type */
  Q_KEY_NAME,        /* all words */
  Q_KEY_TAIL,        /* the last words: a surname, "Supreme Court" */
  Q_KEY_GIVEN,       /* the first words */
  Q_KEY_MIDDLE,      /* a word between the first and the last: the first of two surnames */
  Q_KEY_VARIANT,     /* the consonants of a surname */
  Q_KEY_LETTERS,     /* the first letters: an acronym */
  Q_KEY_BAG,         /* the words in any order: Justice Department */
  Q_KEY_DESCRIPTION, /* a noun that describes it: agency, senator */
  Q_KEY_KIND,        /* what lists know it to be: a country, an agency */
  Q_KEY_PHRASE,      /* that noun with what stands before it: foreign minister */
  Q_KEY_OWNED,       /* either, with what it belongs to: Russian president */
} q_key_kind;

static inline uint64_t q_key_start(q_key_kind kind) {
  return ((uint64_t)kind + 1) * UINT64_C(0x9E3779B97F4A7C15);
}

/* Puts further mentions among those of the document; both lists in text order, and
 * of two that begin together the new one first. places, where not NULL, takes the
 * new index of each old mention. */
bool q_mentions_insert(quoth_doc *doc, const q_mention *found, uint32_t count, uint32_t *places);

/* Finds further mentions of names that the text is sure of elsewhere. */
bool q_known_find(quoth_doc *doc);

/* Parts bodies from the persons whose roles were taken into their names. False when memory ran out. */
bool q_names_split(quoth_doc *doc);

/* Behind the closing mark of a nickname, capitalised words between marks that begin at a token, or 0. */
uint32_t q_behind_marks(const quoth_doc *doc, uint32_t token);

/* Mends names of people: joins the pieces of Luis "Lefty" Roa. */
void q_names_mend(quoth_doc *doc);

/* Takes what is no part of it from a name, adds what is up to the token `limit`, and takes its type from what
 * stands around it: Ms. Roa. */
void q_name_trim(const quoth_doc *doc, q_mention *mention, uint32_t limit);

/* Joins what stands before a name and belongs to it, of a mention before that or of none: People's Party,
 * Luis "Lefty" Roa. True when the mention before is the whole name now, and the mention is to go. */
bool q_name_join_front(const quoth_doc *doc, q_mention *before, q_mention *mention);

/* Puts right the names that letters in brackets stand for, and finds these letters. False when memory
 * ran out. */
bool q_acronyms_read(quoth_doc *doc);

/* Is the noun a kind of body that stands behind the name: KCNA news agency? */
bool q_is_kind_behind(const quoth_doc *doc, uint32_t token);

/* Where the noun phrase begins whose head is at a token, not before `floor`, without
 * article and owner. Unknown words belong to it only where an article, a possessive
 * or, at the floor, a name (`named`) opens it. */
uint32_t q_phrase_start(const quoth_doc *doc, uint32_t floor, uint32_t head, bool named);

/* Gives each name of a person its roles, sort and what the roles belong to, and
 * each name of a body the nouns that describe it. */
bool q_roles_find(quoth_doc *doc);

/* Makes the entities of the document's names. */
bool q_names_link(q_linker *linker);

/* The mention that a source or reporter is, or QUOTH_NONE: of "Roa, who chairs the
 * panel" Roa, of "Roa's aide" none. */
uint32_t q_source_mention(const quoth_doc *doc, q_range source);

/* Marks the places that stand for a government. False when memory ran out. */
bool q_metonyms_mark(quoth_doc *doc);

/* Adds nouns and pronouns that refer to these entities to the mentions. */
bool q_references_link(q_linker *linker);

#endif
