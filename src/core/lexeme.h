/* What the learned stages of attribution know of a word alone: one record for each
 * word type, kept in a column of the word table. It holds the word's share of each
 * tagger's scores, so that the rows of features that only depend on the word are
 * summed once for each type and not for each token. */
#ifndef QUOTH_CORE_LEXEME_H
#define QUOTH_CORE_LEXEME_H

#include "core/doc.h"
#include "core/model.h"

/* The scores of each tagger come in lanes, so that sums run in vector registers: a lane
 * for each tag but Q_TAG_NONE, each label but O. */
enum { Q_TAG_LANES = 24, Q_CUE_LANES = 4, Q_PART_LANES = 8 };

/* A role is a word's distance from the token that is scored, plus the reach. */
enum { Q_TAG_REACH = 2, Q_TAG_ROLES = 2 * Q_TAG_REACH + 1, Q_REACH = 3, Q_ROLES = 2 * Q_REACH + 1 };
enum { Q_NEAR_LANES = Q_ROLES + 1 };

/* As what a lemma is looked up. */
typedef enum q_lemma_kind { Q_AS_VERB, Q_AS_NOUN, Q_AS_OTHER, Q_AS_COUNT } q_lemma_kind;

/* Rates from here on make a word lexical: it is often a cue. */
enum { Q_RATE_LEXICAL = 5, Q_RATE_COUNT = 9, Q_RATE_BELIEF = 0x80 };

typedef struct q_lexeme {
  uint32_t word, shape, prefix[2], suffix[2]; /* hashes; of 2 and 3 bytes, 0 in short words */
  uint32_t lemma[Q_AS_COUNT];
  uint32_t may;             /* the tags that the word may have, a bit each; suffix[1] where not known */
  uint8_t rate[Q_AS_COUNT]; /* how often the lemma is a cue, in steps, and Q_RATE_BELIEF */
  uint8_t classes;          /* the lexicon's cue classes */
  uint8_t sole;             /* the tag that the word has nearly always, or Q_TAG_NONE */
  uint8_t punctuation;      /* the tag of a mark or of punctuation, or Q_TAG_NONE */
  bool not_a_cue, filled;
  int16_t tag_share[2 * Q_TAG_REACH + 1][Q_TAG_LANES];
  int16_t near_share[Q_NEAR_LANES];   /* to whether a cue is near the tokens around, left to right, and 0 */
  int16_t border_share[Q_NEAR_LANES]; /* likewise to whether a source or content begins or ends there */
  int16_t head_share[Q_NEAR_LANES];   /* to whether the head of a cue is at the token in a role */
  int16_t cue_share[2 * Q_REACH + 1][Q_CUE_LANES];
  int16_t part_share[2 * Q_REACH + 1][Q_PART_LANES];
} q_lexeme;

/* The tables of the models. A part without rows is absent, as all are while the first
 * model is trained: lexemes then lack what it would give. */
typedef struct q_tables {
  q_part tags, words, lemmas, rates, near, heads, cues, borders, parts;
} q_tables;

/* Finds the tables in an engine. False when the engine lacks some; those have no rows. */
bool q_tables_find(const quoth_engine *engine, q_tables *tables);

/* The column of lexemes; NULL when memory ran out. Holds until the next read. */
q_lexeme *q_lexemes(quoth_doc *doc);

/* Fills the record of a token's word. O(features). */
void q_lexeme_fill(q_lexeme *lexeme, const quoth_doc *doc, uint32_t token, const q_tables *tables);

/* The record of a token's word in the column, filled. */
static inline const q_lexeme *q_lexeme_of(const quoth_doc *doc, uint32_t token, q_lexeme *lexemes,
                                          const q_tables *tables) {
  q_lexeme *lexeme = &lexemes[q_row(doc, token)];
  if (!lexeme->filled) q_lexeme_fill(lexeme, doc, token, tables);
  return lexeme;
}

/* What the table of words knows of a word's tags: the sole one in the lower bits, above them a
 * bit for each that it may have. */
enum { Q_WORD_SOLE = 5 };
void q_lexeme_set_tags(q_lexeme *lexeme, uint32_t tags);

/* The key of a word or lemma as one kind of word. Never 0. */
uint32_t q_lexeme_key(uint32_t hash, q_lemma_kind kind);

#endif
