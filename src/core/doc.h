/* The document: the one state that all stages share.
 *
 * A stage is a function `bool q_…_run(quoth_doc *)` that reads what the stages
 * before it left here and fills its own part. Stages include this header and
 * never each other; pipeline.c holds their order. A stage returns false only
 * when memory ran out; whatever the text holds is no failure.
 *
 * Everything that a read finds lives in doc->arena. Ranges count tokens, spans
 * count bytes; both are half-open.
 */
#ifndef QUOTH_CORE_DOC_H
#define QUOTH_CORE_DOC_H

#include "core/arena.h"
#include "core/engine.h"
#include "core/word.h"

/* Tokens first … last-1. */
typedef struct q_range {
  uint32_t first, last;
} q_range;

typedef Q_LIST(q_range) q_ranges;
typedef Q_LIST(uint32_t) q_indices;

typedef struct q_token {
  uint32_t start, end; /* bytes */
  uint32_t word;       /* index into doc->words.items */
} q_token;

/* A bit a token, in words of 64; one clear word behind the last. */
typedef uint64_t *q_bits;

/* ---- what the stages fill ---- */

typedef struct q_paragraph {
  q_range tokens;
  quoth_block_kind kind;
} q_paragraph;

/* An occurrence of a term of several words, or of a gazetteer name. */
typedef struct q_match {
  q_range tokens;
  const q_term *term;
} q_match;

/* The sentence and the paragraph that hold a token. */
typedef struct q_holders {
  uint32_t sentence, paragraph;
} q_holders;

/* What lies between quotation marks, marks included. Several regions that are
 * one quotation over paragraphs are linked by `next`. */
typedef struct q_quotation {
  q_range tokens;
  uint32_t parent; /* the region around it, or QUOTH_NONE */
  uint32_t next;   /* the region of the next paragraph that continues it */
  uint8_t depth;   /* 0 outermost */
  bool closed;     /* a closing mark was found */
  bool reopened;   /* continues the region of the paragraph before */
  bool speech;     /* false for scare quotes, titles, nicknames, inch marks */
} q_quotation;

/* Gender as far as known; bits of q_mention.sort. */
enum { Q_MALE = 1, Q_FEMALE = 2 };

typedef struct q_mention {
  q_range tokens;
  quoth_span span; /* may be part of a token where a pattern marked it */
  const char *type;
  const char *canonical; /* the name of a term, or NULL */
  const char *id;        /* of a gazetteer's name, or NULL */
  const char *value;     /* normalised date or amount, or NULL */
  const char *rule;
  q_ranges roles;    /* what it is called: "foreign policy aide", "news agency" */
  q_indices belongs; /* mentions of what it belongs to: Russian, Norbank */
  uint32_t entity;
  float confidence;
  uint8_t kind; /* quoth_mention_kind */
  uint8_t sort;
  uint8_t label; /* q_label of its type; set by the entity stage */
  bool user;     /* the canonical name is that of a user's rule */
  bool seat;     /* of a government: a list has the name; set by the entity stage */
  bool metonym;  /* Moscow for its government */
} q_mention;

typedef enum q_cue_kind {
  Q_CUE_IS_VERB,   /* said */
  Q_CUE_IS_NOUN,   /* his claim that */
  Q_CUE_IS_PHRASE, /* according to */
  Q_CUE_IS_MARK    /* colon or dash */
} q_cue_kind;

/* A cue: words that say that somebody said something. */
typedef struct q_cue {
  q_range tokens;     /* auxiliaries included: was quoted as saying */
  q_range second;     /* the other piece of a split cue (quoted … as saying), or empty */
  uint32_t head;      /* the verb or noun itself */
  const q_term *term; /* its lemma is term->canonical; NULL for marks */
  uint8_t kind;       /* q_cue_kind */
  uint8_t class;      /* q_class of the cue */
  bool negated;
  bool passive; /* was quoted, is alleged */
} q_cue;

/* A reading of the same words that lost against an attribution. */
typedef struct q_rival {
  q_ranges source, cue, content;
  const char *rule;
  float confidence;
} q_rival;

/* Source, cue and content as ranges. */
typedef struct q_attribution {
  q_ranges source, cue, content;
  uint32_t cue_index;        /* into doc->cues, or QUOTH_NONE */
  uint32_t parent;           /* attribution in whose content this lies, or QUOTH_NONE */
  Q_LIST(q_range) reporters; /* outermost first, as ranges of their names */
  Q_LIST(q_rival) rivals;
  const char *lemma;
  const char *rule;
  float confidence;
  bool speech, negated;
} q_attribution;

/* What a pattern of a rule marked. */
typedef struct q_marked {
  quoth_span span;
  const char *type, *reason;
} q_marked;

struct quoth_doc {
  const quoth_engine *engine;
  q_arena arena;
  quoth_error error; /* of the read under way */

  /* the input, borrowed */
  const char *text;
  uint32_t length;
  const quoth_block *blocks;
  uint32_t block_count;
  const char *date;

  q_word_table words; /* kept between reads */

  /* patterns of rules, before the first stage */
  Q_LIST(quoth_span) dropped; /* in text order, none meet: no token lies in them */
  Q_LIST(q_marked) marked;    /* of two that overlap, the surer stands first */

  /* QUOTH_STAGE_TOKENS */
  Q_LIST(q_token) tokens;
  Q_LIST(q_paragraph) paragraphs;
  q_bits flags[Q_FLAG_COUNT]; /* of the tokens' words */
  uint32_t tokens_with_rows;  /* so many tokens' words have rows: see q_column */

  /* QUOTH_STAGE_SENTENCES: within paragraphs, no gap */
  q_ranges sentences;

  /* QUOTH_STAGE_LEXICON: in text order, none overlap */
  Q_LIST(q_match) matches;

  /* QUOTH_STAGE_MENTIONS, later also nominals and pronouns: in text order */
  Q_LIST(q_mention) mentions;

  /* QUOTH_STAGE_QUOTATIONS: in text order, outer before inner */
  Q_LIST(q_quotation) quotations;
  uint32_t *region_of; /* of each token: the outermost quotation around it; NULL when there is none at all */

  /* QUOTH_STAGE_CUES: in text order */
  Q_LIST(q_cue) cues;
  uint32_t *
      cue_from; /* of each token: the first cue whose head is there or behind it; NULL where there are none */

  /* QUOTH_STAGE_ATTRIBUTIONS */
  q_holders *holders; /* of each token, and behind the last */
  Q_LIST(q_attribution) attributions;
  const struct q_reading *readings; /* of all tokens, with their parts of speech; NULL without a model */

  struct q_sense *senses; /* of the words of the text, for QUOTH_STAGE_ENTITIES: see sense.h */

  /* QUOTH_STAGE_ENTITIES and after: what the public functions show */
  Q_LIST(quoth_entity) entities;
  Q_LIST(quoth_mention) shown_mentions;
  Q_LIST(quoth_quote) quotes;
  Q_LIST(const char *) warnings;

  struct q_offsets *offsets; /* made when first asked for */
};

/* The stages, in the order of pipeline.c. */
bool q_patterns_run(quoth_doc *doc);
bool q_tokens_run(quoth_doc *doc);
bool q_sentences_run(quoth_doc *doc);
bool q_matches_run(quoth_doc *doc);
bool q_mentions_run(quoth_doc *doc);
bool q_quotations_run(quoth_doc *doc);
bool q_cues_run(quoth_doc *doc);
bool q_attributions_run(quoth_doc *doc);
bool q_entities_run(quoth_doc *doc);
bool q_results_run(quoth_doc *doc);

/* ---- small questions that every stage asks ---- */

static inline const q_word *q_word_of(const quoth_doc *doc, uint32_t token) {
  return &doc->words.items[doc->tokens.items[token].word];
}

static inline bool q_has_bit(const uint64_t *bits, uint32_t token) {
  return bits[token >> 6] >> (token & 63) & 1;
}

/* The first token from `from` on that has its bit set, or last when there is none before
 * it: for (t = q_next(bits, first, last); t < last; t = q_next(bits, t + 1, last)). */
static inline uint32_t q_next(const uint64_t *bits, uint32_t from, uint32_t last) {
  if (from >= last) return last;
  uint32_t w = from >> 6;
  uint64_t set = bits[w] & ~UINT64_C(0) << (from & 63);
  while (!set && ++w <= (last - 1) >> 6) set = bits[w];
  uint32_t found = set ? w << 6 | (uint32_t)__builtin_ctzll(set) : last;
  return found < last ? found : last;
}

/* The records of a column, of which record q_row(doc, token) is about a token's word, and
 * record 0 about none: see q_words_column. NULL when memory ran out. O(tokens). */
void *q_column(quoth_doc *doc, q_column_owner owner, size_t size);

static inline uint32_t q_row(const quoth_doc *doc, uint32_t token) { return q_word_of(doc, token)->row; }

/* Has the token's word any of these Q_BIT classes? */
static inline bool q_is(const quoth_doc *doc, uint32_t token, uint64_t classes) {
  return (q_word_of(doc, token)->classes & classes) != 0;
}

/* Is the token's word of a class, or in a set? */
static inline bool q_is_a(const quoth_doc *doc, uint32_t token, q_class class) {
  return q_word_is(q_word_of(doc, token), class);
}

static inline const char *q_bytes(const quoth_doc *doc, uint32_t token) {
  return doc->text + doc->tokens.items[token].start;
}

static inline uint32_t q_size(const quoth_doc *doc, uint32_t token) {
  return doc->tokens.items[token].end - doc->tokens.items[token].start;
}

/* Has the token a capital? */
static inline bool q_is_capital(const quoth_doc *doc, uint32_t token) {
  return q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL;
}

/* Is the token a quotation mark? */
static inline bool q_is_mark(const quoth_doc *doc, uint32_t token) {
  return q_word_of(doc, token)->kind == QUOTH_TOKEN_MARK;
}

/* Is there white space before the token? */
static inline bool q_spaced(const quoth_doc *doc, uint32_t token) {
  return token == 0 || doc->tokens.items[token - 1].end < doc->tokens.items[token].start;
}

static inline quoth_span q_span(const quoth_doc *doc, q_range range) {
  return (quoth_span){doc->tokens.items[range.first].start, doc->tokens.items[range.last - 1].end};
}

/* The outermost quotation around a token, or QUOTH_NONE. */
static inline uint32_t q_region_at(const quoth_doc *doc, uint32_t token) {
  return doc->region_of && token < doc->tokens.count ? doc->region_of[token] : QUOTH_NONE;
}

/* The index of the sentence, or paragraph, that holds a token; of the last for what is behind it. From the
 * stage of attributions on. */
static inline q_holders q_holders_of(const quoth_doc *doc, uint32_t token) {
  return doc->holders[token < doc->tokens.count ? token : doc->tokens.count];
}
static inline uint32_t q_sentence_at(const quoth_doc *doc, uint32_t token) {
  return q_holders_of(doc, token).sentence;
}
static inline uint32_t q_paragraph_at(const quoth_doc *doc, uint32_t token) {
  return q_holders_of(doc, token).paragraph;
}

/* Of `count` items in text order that begin with a q_range (mentions, matches,
 * quotations), the index of the first that begins at a token or behind it. O(log n). */
uint32_t q_first_from(const void *items, uint32_t count, size_t item_size, uint32_t token);

/* The first term of a class that is a word of the table, by its index, or NULL. */
const q_term *q_term_of_word(const quoth_doc *doc, uint32_t word, q_class class);

/* The same of a token; most have none. */
static inline const q_term *q_term_of(const quoth_doc *doc, uint32_t token, q_class class) {
  return q_is_a(doc, token, class) ? q_term_of_word(doc, doc->tokens.items[token].word, class) : NULL;
}

/* The classes of the terms whose words are just those of a range, as written; 0 for an empty
 * range. */
uint64_t q_classes_over(const quoth_doc *doc, q_range range);

/* The first such term of a class, or NULL. */
const q_term *q_term_over(const quoth_doc *doc, q_range range, q_class class);

#endif
