/* The lexicon: terms of one or several words, each in a section, with the name
 * to report. English lives in its files (data/en), not in code.
 *
 * Form of a file, a line each (docs/lexicon.md):
 *   # comment
 *   [section]
 *   term                       the term is its own canonical form
 *   canonical: form, form, …   forms that stand for it; list it too if it is a form
 * A term without a capital letter matches in any case; one with a capital
 * matches as written or all in capitals. In a set, a term like "-ing" stands for all
 * words that end so.
 *
 * Priority where terms compete: what a user's rules added, then names of gazetteers,
 * then the rest; of these the one that begins earlier in the text, then the longer,
 * then the one added later, what the engine itself knows before what its base knows.
 */
#ifndef QUOTH_CORE_LEXICON_H
#define QUOTH_CORE_LEXICON_H

#include "core/arena.h"

/* One section each in lexicon files; the order is that of the names in lexicon.c. Those
 * before Q_FIRST_SET are the bits of q_word.classes, which masks hold; those from it on are
 * sets of single words, the bits of q_word.sets: each is what rules ask about one word. */
typedef enum q_class {
  Q_CUE_SPEECH,     /* cue.speech: say, tell, claim */
  Q_CUE_BELIEF,     /* cue.belief: think, hope */
  Q_CUE_PLAN,       /* cue.plan: vow, promise, intend */
  Q_CUE_DIRECTIVE,  /* cue.directive: order, urge */
  Q_CUE_NOUN,       /* cue.noun: claim, statement, warning */
  Q_CUE_PHRASE,     /* cue.phrase: according to, per */
  Q_AUXILIARY,      /* auxiliary: be, have, will (canonical: the lemma) */
  Q_MODAL,          /* modal: could, would, might */
  Q_NEGATION,       /* negation: not, n't, never */
  Q_ADVERB,         /* adverb: that may stand between source and cue: also, later */
  Q_DETERMINER,     /* determiner: the, a, this, every */
  Q_POSSESSIVE,     /* possessive: his, her, its */
  Q_PREPOSITION,    /* preposition */
  Q_LOCATIVE,       /* preposition.place: in, at, near: often before a place */
  Q_CONJUNCTION,    /* conjunction: and, or, but */
  Q_SUBORDINATOR,   /* subordinator: that, because, while, if */
  Q_RELATIVE,       /* relative: who, which, that */
  Q_PRONOUN_MALE,   /* pronoun.male: he, him */
  Q_PRONOUN_FEMALE, /* pronoun.female */
  Q_PRONOUN_NEUTER, /* pronoun.neuter: it */
  Q_PRONOUN_PLURAL, /* pronoun.plural: they, them */
  Q_PRONOUN_FIRST,  /* pronoun.first: I, we, me, us */
  Q_PRONOUN_OTHER,  /* pronoun.other: you, some, many, one, others */
  Q_TITLE,          /* title: Mr, Dr, President, Sen. before a name */
  Q_ROLE,           /* role: president, aide, spokeswoman: a noun for a person */
  Q_GROUP,          /* group: officials, police, critics: plural or collective people */
  Q_BODY,           /* body: agency, ministry, report, poll: a noun for a body or document that speaks */
  Q_NATIONALITY,    /* nationality (canonical: the country) */
  Q_COUNTRY,        /* country */
  Q_PLACE,          /* place: cities, regions, rivers */
  Q_AGENCY,         /* agency: Reuters, KCNA; organizations that report */
  Q_ORGANIZATION,   /* organization */
  Q_PERSON,         /* person: whole names, from rules */
  Q_FIRST_MALE,     /* first_name.male */
  Q_FIRST_FEMALE,   /* first_name.female */
  Q_PARTICLE,       /* particle: van, de, bin inside names */
  Q_CONNECTOR,      /* connector: of, and, &: may join the capitalised words of one name */
  Q_ORG_WORD,       /* org_word: Party, Inc, University: makes a name an organization */
  Q_PLACE_WORD,     /* place_word: River, County: makes a name a place */
  Q_EVENT_WORD,     /* event_word: War, Olympics, Summit */
  Q_MONTH,          /* month (canonical: 01 … 12) */
  Q_WEEKDAY,        /* weekday (canonical: 1 Monday … 7) */
  Q_DATE_WORD,      /* date_word: today, noon, Christmas (canonical: see data/en/time.txt) */
  Q_DATE_PART,      /* date_part: last, ago, week, p.m.: what makes a date together with others */
  Q_NUMBER_WORD,    /* number_word: five, million (canonical: 5, x1000000) */
  Q_CURRENCY,       /* currency (canonical: ISO 4217) */
  Q_UNIT,           /* unit: percent, kilometre */
  Q_ABBREVIATION,   /* abbreviation (canonical: end, where it may end a sentence; number, where it
                       is one only before a number): Mr., Inc., No. */
  Q_SPELLING,       /* spelling (canonical: how it is cut or put together): see q_form */
  Q_EVENT,          /* event: whole names */
  Q_WORK,           /* work */
  Q_PRODUCT,        /* product */
  Q_NEVER,          /* never: is no name at all */
  Q_COMMON,         /* common: lower-case words of the language that often start sentences */
  Q_NICKNAME,       /* nickname (canonical: the full first name) */
  Q_SEAT,           /* seat: Moscow, Kremlin (canonical: the country whose government sits there) */
  Q_NOUN_MALE,      /* noun.male: man, king, spokesman, Mr */
  Q_NOUN_FEMALE,    /* noun.female */
  Q_NOUN_THING,     /* noun.thing: firm, town (canonical: the kind): what refers back to a body or place */
  Q_ROLE_MODIFIER,  /* role_modifier: former, foreign, chief: between "the" and a role */
  Q_ROLE_VERB,      /* role_verb: chairs, heads (canonical: the role) */
  Q_PAST,           /* past: gave, left: past tenses that do not end in -ed */
  Q_ORG_SUFFIX,     /* org_suffix: Inc, Ltd behind the name of a company */
  Q_TYPED,          /* a type that a rule defines: entity.TYPE */

  Q_FIRST_SET,
  Q_POSSESSIVE_MARKER = Q_FIRST_SET, /* possessive.marker: 's */
  Q_COMPLEMENTIZER,                  /* complementizer: that before a clause */
  Q_DEMONSTRATIVE,                   /* demonstrative: that in "That said" */
  Q_INFINITIVE_MARKER,               /* infinitive.marker: to */
  Q_PREDICATIVE_MARKER,              /* predicative.marker: quoted as saying */
  Q_EXPLETIVE,                       /* expletive: it is alleged */
  Q_COPULA,                          /* copula: is, was, been: with a participle it is passive */
  Q_ARTICLE,                         /* article: the, a, an */
  Q_ARTICLE_DEFINITE,                /* article.definite: the */
  Q_COORDINATOR,                     /* coordinator: and: joins noun phrases */
  Q_COORDINATOR_CLAUSE,              /* coordinator.clause: and, but: joins clauses */
  Q_RELATIVE_PERSONAL,               /* relative.personal: who */
  Q_RELATIVE_GENITIVE,               /* relative.genitive: whose */
  Q_RELATIVE_RESTRICTIVE,            /* relative.restrictive: the firm that runs the quay */
  Q_RELATIVE_SENTENCE,               /* relative.sentence: which may tell of a whole clause */
  Q_PREPOSITION_AGENT,               /* preposition.agent: told by */
  Q_PREPOSITION_GENITIVE,            /* preposition.genitive: a report of */
  Q_PREPOSITION_COMPLEMENT,          /* preposition.complement: of, for: go on with any noun phrase */
  Q_PREPOSITION_AFFILIATION,         /* preposition.affiliation: a nurse at */
  Q_PREPOSITION_ORIGIN,              /* preposition.origin: a nurse from */
  Q_PREPOSITION_DAY,                 /* preposition.day: on Monday */
  Q_CUE_HEARER,                      /* cue.hearer: tell: verbs with whom one speaks to as object */
  Q_CUE_QUESTION,                    /* cue.question: ask: somebody else answers */
  Q_CUE_ORIGIN,                      /* cue.origin: citing: tell where words are from */
  Q_CUE_GAIN,                        /* cue.gain: added: may have an amount as its object */
  Q_CUE_CLAUSE,                      /* cue.clause: said: reports what happens, never a thing */
  Q_CUE_HEARSAY,                     /* cue.hearsay: learnt: reported, where nobody is its subject */
  Q_CUE_NAMING,                      /* cue.naming: called: what stands behind it may be a name */
  Q_CUE_PHRASE_START,                /* cue.phrase.start: according */
  Q_BODY_DOCUMENT,                   /* body.document: an order, which speaks by itself */
  Q_BODY_MESSAGE,                    /* body.message: a letter, which says what its sender says */
  Q_ROLE_FORMER,                     /* role.former: former president */
  Q_ROLE_EPITHET,                    /* role.epithet: the veteran leader: who has been named before */
  Q_ROLE_NAMING,                     /* role.naming: elected mayor */
  Q_ROLE_CHOSEN,                     /* role.chosen: DMK leader: behind the name of a body */
  Q_ROLE_DEPENDENT,                  /* role.dependent: council member: a role beside a name only */
  Q_TITLE_OWN,                       /* title.own: press secretary Brig. Gen. Roa: begins a second title */
  Q_TITLE_HONOUR,                    /* title.honour: Sir, which tells no role */
  Q_TITLE_PERSONAL,                  /* title.personal: Ms: only persons bear it */
  Q_NAME_LETTERS,                    /* name.letters: KC, PhD behind a name */
  Q_NAME_GROUP,                      /* name.group: People's Party: whose body it is */
  Q_NAME_FIRM,                       /* name.firm: Orlo Systems, which is Orlo */
  Q_NAME_SAINT,                      /* name.saint: St. Brigid's Hospital */
  Q_NAME_OTHER,                      /* name.other: née, known (as): leads to another name */
  Q_AGE_OPENING,                     /* age.opening: aged 34 */
  Q_AGE_ADJECTIVE,                   /* age.adjective: 34-year-old */
  Q_GENERATION,                      /* generation: Jr, II (canonical: a letter for each) */
  Q_PLACE_STATE,                     /* place.state: ends the name of a part of a country: Ohio */
  Q_PLACE_WIDE,                      /* place.wide: ends the name of what has no towns for parts: Europe */
  Q_RANGE_MARKER,                    /* range.marker: 5 to 10 */
  Q_RANGE_OPENING,                   /* range.opening: from 2004 to 2008 */
  Q_RANGE_PAIR,                      /* range.pair: between 2004 and 2008 */
  Q_NUMBER_SUFFIX,                   /* number.suffix: 20th, 1970s: one word with its digits */
  Q_NUMBER_MINUS,                    /* number.minus: minus 5 degrees */
  Q_NUMBER_RATE,                     /* number.rate: twice a day: how often, not how long */
  Q_NUMBERED,                        /* numbered: room 1990: things that numbers tell apart */
  Q_CLOCK_OPENING,                   /* clock.opening: at 06:00 */
  Q_THING_HEAD,                      /* thing.head: what begins the name of a thing: Hurricane (canonical:
                                        which kind) */
  Q_INFLECTION,                      /* inflection: -ies (canonical: -y, what the lemma has instead) */
  Q_ENDING_PAST,                     /* ending.past: -ed */
  Q_ENDING_PARTICIPLE,               /* ending.participle: -ing */
  Q_CLASS_COUNT
} q_class;

#define Q_BIT(class) ((uint64_t)1 << (class))
_Static_assert(Q_FIRST_SET <= 64, "a word's classes are the bits of q_word.classes");
_Static_assert(Q_CLASS_COUNT - Q_FIRST_SET <= 64, "a word's sets are the bits of q_word.sets");

/* Is a class one of a mask? Sets are in none. */
static inline bool q_class_among(q_class class, uint64_t mask) {
  return class < Q_FIRST_SET && (Q_BIT(class) & mask);
}

/* Any verb that can report. */
#define Q_CUE_VERB (Q_BIT(Q_CUE_SPEECH) | Q_BIT(Q_CUE_BELIEF) | Q_BIT(Q_CUE_PLAN) | Q_BIT(Q_CUE_DIRECTIVE))
#define Q_PRONOUN                                                                                        \
  (Q_BIT(Q_PRONOUN_MALE) | Q_BIT(Q_PRONOUN_FEMALE) | Q_BIT(Q_PRONOUN_NEUTER) | Q_BIT(Q_PRONOUN_PLURAL) | \
   Q_BIT(Q_PRONOUN_FIRST) | Q_BIT(Q_PRONOUN_OTHER))

/* Names of something. */
#define Q_CLASS_NAME                                                                               \
  (Q_BIT(Q_PERSON) | Q_BIT(Q_ORGANIZATION) | Q_BIT(Q_AGENCY) | Q_BIT(Q_COUNTRY) | Q_BIT(Q_PLACE) | \
   Q_BIT(Q_NATIONALITY) | Q_BIT(Q_EVENT) | Q_BIT(Q_WORK) | Q_BIT(Q_PRODUCT) | Q_BIT(Q_TYPED))

/* Nouns that can stand for somebody or something named: the president, the agency. */
#define Q_REFERRING_NOUN (Q_BIT(Q_ROLE) | Q_BIT(Q_NOUN_MALE) | Q_BIT(Q_NOUN_FEMALE) | Q_BIT(Q_NOUN_THING))

/* Words that are no part of a name by a capital alone, as at a sentence's start. */
#define Q_SMALL_WORD                                                                              \
  (Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) |    \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_NEGATION) | Q_PRONOUN | \
   Q_BIT(Q_LOCATIVE))

/* Words of which dates and amounts are made, besides digits. */
#define Q_VALUE_WORD                                                                                    \
  (Q_BIT(Q_MONTH) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_DATE_WORD) | Q_BIT(Q_DATE_PART) | Q_BIT(Q_NUMBER_WORD) | \
   Q_BIT(Q_CURRENCY))

/* Words of grammar. */
#define Q_FUNCTION_WORD                                                                      \
  (Q_PRONOUN | Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_NEGATION) | Q_BIT(Q_ADVERB) |   \
   Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | \
   Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_COMMON))

typedef struct q_term {
  const char *canonical; /* the name or lemma to report */
  const char *type;      /* for Q_TYPED: the entity type; else NULL */
  const char *reason;    /* where it came from, as shown: "lexicon: en/names.txt", "rule: NAME" */
  const char *id;        /* of a gazetteer's name, as its list has it; or NULL */
  uint32_t next;         /* 1 + index of the next term of the same words, or 0 */
  uint8_t class;         /* q_class */
  uint8_t words;         /* how many */
  bool user;             /* added by quoth_engine_add_term or a gazetteer: wins over models */
} q_term;

/* A slot of the term map: all terms whose words hash to key, whether longer terms begin
 * with these words, and whether some have just this word in the second place. */
typedef struct q_lexicon_slot {
  uint64_t key;   /* 0 is free */
  uint32_t terms; /* 1 + index of the newest term, or 0 */
  bool prefix, second;
} q_lexicon_slot;

/* What words of a set end in: ing. */
typedef struct q_ending {
  quoth_string text;
  const char *canonical;
  uint64_t key; /* of the term, hyphen included */
  uint8_t class;
} q_ending;

typedef Q_LIST(q_ending) q_endings;

typedef struct q_lexicon {
  q_arena *arena;
  const struct quoth_engine *engine; /* that it is of: how words are spelled, terms are cut */
  Q_LIST(q_term) terms;
  q_endings endings;     /* of sets that rules ask about */
  q_endings inflections; /* of Q_INFLECTION, which only lemmas are made by */
  bool has_user;         /* has terms of users */
  bool shared;           /* the slots are those of a table that is never written to */
  q_lexicon_slot *slots;
  uint32_t slot_count, slot_mask;
  uint64_t stems[16]; /* a bit for each abbreviation without its full stop, by its folded hash */
  uint32_t cuts[26];  /* of words that spellings cut: for each first letter, a bit a length */
} q_lexicon;

/* May a word of this folded hash be an abbreviation when a full stop follows? Seldom
 * wrongly yes, never wrongly no. */
static inline bool q_lexicon_may_stop(const q_lexicon *lexicon, uint64_t fold) {
  return lexicon->stems[fold >> 38 & 15] >> (fold >> 32 & 63) & 1;
}

/* How a term's words were hashed: as written, or folded. A key is made word by
 * word: key = q_lexicon_step(key, hash), starting from one of these. */
#define Q_KEY_EXACT UINT64_C(0x9E3779B97F4A7C15)
#define Q_KEY_FOLDED UINT64_C(0xD1B54A32D192ED03)

static inline uint64_t q_lexicon_step(uint64_t key, uint64_t hash) {
  uint64_t mixed = (key ^ hash) * UINT64_C(0xBF58476D1CE4E5B9);
  return (mixed ^ mixed >> 29) | 1;
}

/* Words that say something about a name or a noun and are no term of the text by
 * themselves: they take no part in the search for terms of several words. */
#define Q_CLASS_ABOUT \
  (Q_BIT(Q_NICKNAME) | Q_BIT(Q_SEAT) | Q_BIT(Q_NOUN_THING) | Q_BIT(Q_ROLE) | Q_BIT(Q_ORG_SUFFIX))

/* The slot of a key, or NULL. O(1) expected. */
const q_lexicon_slot *q_lexicon_find(const q_lexicon *lexicon, uint64_t key);

/* Calls visit with each word of a term in turn, as the words of a text are cut, until
 * it returns false. Abbreviations and spellings, which tell how to cut, and what sets hold
 * are one word each. False when visit said so or memory ran out. */
bool q_term_words(const q_lexicon *lexicon, q_class class, quoth_string term,
                  bool (*visit)(void *context, const char *bytes, uint32_t length), void *context);

/* Adds all that a table holds, which stays the caller's, as if its files were read now. What
 * is empty shares the table's memory until a term is added. False when memory ran out. */
bool q_lexicon_take(q_lexicon *lexicon, const q_lexicon *table);

/* Adds a term; strings are copied. Terms with a capital are entered as written
 * and in capitals. False when memory ran out. */
bool q_lexicon_add(q_lexicon *lexicon, q_class class, const char *type, quoth_string term,
                   quoth_string canonical, const char *reason, bool user);

/* Reads a lexicon file into the lexicon. list names it in terms and errors. */
quoth_status q_lexicon_read(q_lexicon *lexicon, const char *list, const char *text, size_t length,
                            quoth_error *error);

/* The name of a section ("cue.speech"), and the class of a name or
 * Q_CLASS_COUNT. */
const char *q_class_name(q_class class);
q_class q_class_of(const char *section, size_t length);

#endif
