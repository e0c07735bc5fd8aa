/* The name tagger: a linear model over runs of words that can be names.
 *
 * Text is read in islands: stretches of capitalised words, with the small words
 * that may join them. What lies between islands is no name and costs nothing.
 * A label's score at a token is a sum over three kinds of features: of the words
 * around it (kept summed, a vector for each word and role), of neighbouring words
 * together, and of what the document shows about the word elsewhere. Viterbi finds
 * the best labels of an island. The trainer calls the same functions, so that
 * islands and features are the runtime's.
 */
#ifndef QUOTH_CORE_TAGGER_H
#define QUOTH_CORE_TAGGER_H

#include "core/feature.h"
#include "core/mention.h"

/* Types. The first four have the labels begin, inner, last and unit; the rarer
 * others begin and inner only. Label 0 is "no name". */
enum {
  Q_NAME_PERSON,
  Q_NAME_ORGANIZATION,
  Q_NAME_PLACE,
  Q_NAME_NATIONALITY,
  Q_NAME_EVENT,
  Q_NAME_WORK,
  Q_NAME_PRODUCT,
  Q_NAME_TYPES
};
enum { Q_NAME_LABELS = 23, Q_NAME_LANES = 24, Q_NAME_START = Q_NAME_LANES, Q_ISLAND_MOST = 64 };

/* Labels of a token alone: 0, and one for each type in the order of types. */
enum { Q_NAME_ALONE = 1 + Q_NAME_TYPES };

/* Roles of a word: where it stands towards the token that is labelled. */
enum { Q_ROLE_SECOND_BEFORE, Q_ROLE_BEFORE, Q_ROLE_SELF, Q_ROLE_AFTER, Q_ROLE_SECOND_AFTER, Q_ROLE_COUNT };

/* How a sentence is written. */
typedef enum q_case_mode { Q_CASE_NORMAL, Q_CASE_UPPER, Q_CASE_TITLE, Q_CASE_LOWER } q_case_mode;

/* What is known of a word from elsewhere in the document. */
enum {
  Q_SEEN_CAPITAL = 1,     /* with a capital inside a sentence */
  Q_SEEN_LOWER = 2,       /* without one */
  Q_AFTER_TITLE = 4,      /* President X */
  Q_WITH_FIRST = 8,       /* Ana X */
  Q_WITH_ORG = 16,        /* X University */
  Q_AFTER_PLACE = 32,     /* in X */
  Q_WITH_SPEECH = 64,     /* X said */
  Q_RUN_FIRST = 128,      /* X Y */
  Q_RUN_LAST = 256,       /* Y X */
  Q_RUN_ALONE = 512,      /* x X y */
  Q_IN_BRACKETS = 1024,   /* (X) */
  Q_AFTER_ARTICLE = 2048, /* the X */
  Q_SEEN = Q_SEEN_CAPITAL | Q_SEEN_LOWER,
  Q_COMPANY = Q_AFTER_TITLE | Q_WITH_FIRST | Q_WITH_ORG | Q_AFTER_PLACE | Q_WITH_SPEECH,
  Q_RUN = Q_RUN_FIRST | Q_RUN_LAST | Q_RUN_ALONE | Q_IN_BRACKETS | Q_AFTER_ARTICLE
};

/* The tagger's record of a word type (Q_COLUMN_NAMES). sums are filled by role. */
typedef struct q_name_word {
  int16_t sums[Q_ROLE_COUNT][Q_NAME_LANES];
  uint32_t word, shape;   /* hashes: folded word, shape */
  uint16_t kinds;         /* what word lists say, a bit each */
  uint16_t evidence;      /* what the document shows about the word elsewhere */
  uint8_t cluster, group; /* of words with like neighbours, and of words alike for names */
  uint8_t filled;         /* filled: a bit each role, and one for the word's own members */
} q_name_word;

/* A bit of kinds: the word is mostly written in small letters. */
enum { Q_KIND_LOWER = 1 << 14 };

/* Tokens that are decoded together. */
typedef struct q_island {
  q_range tokens, sentence;
  q_case_mode mode;
} q_island;

typedef Q_LIST(q_island) q_islands;

/* A document on its way through the tagger. */
typedef struct q_namer {
  quoth_doc *doc;
  q_part lists, clusters, groups; /* tables of words: a byte for a hash; rows 0 if there is none */
  q_name_word *words;             /* the column */
  uint8_t *terms;                 /* of each token: its place in a term of several words, or 0 */
  q_islands islands;              /* in text order */
  uint64_t *written;              /* a bit for the hash of each word as the text has it */
  uint32_t written_mask;
} q_namer;

/* Sets the tables of the engine's model. */
void q_name_tables(const quoth_engine *engine, q_namer *namer);

/* Makes ready: records, terms, islands in text order, evidence. The tables
 * are set before. False when memory ran out. */
bool q_namer_start(q_namer *namer);

/* The tables of words in model files: cells of 4 bytes, an open hash of 2^n rows;
 * the upper 24 bits check the hash, the lower 8 are the value; 0 is free. */
uint8_t q_table_find(const q_part *table, uint32_t hash);

/* Weights: the cells of the rows, and the bits of a feature's hash that are its bucket. */
typedef struct q_name_weights {
  const int8_t *cells;
  uint32_t mask;
} q_name_weights;

/* The record of a token's word, members filled. token may lie outside of the
 * island's sentence: then it is the record of no word. */
q_name_word *q_name_word_at(const q_namer *namer, const q_island *island, int64_t token);

/* The records around an island: those of its tokens, and of two before and behind, with the sums
 * of the roles in which its tokens look at each; without these where weights is NULL. */
enum { Q_AROUND = 2 };
typedef q_name_word *q_name_words[Q_ISLAND_MOST + 2 * Q_AROUND];
void q_name_words_around(const q_namer *namer, const q_name_weights *weights, const q_island *island,
                         q_name_words words);

/* Features; appended. Clear count first. words holds the records around the island. */
void q_name_word_features(const q_namer *namer, const q_island *island, int64_t token, int role,
                          q_features *to);
void q_name_token_features(const q_namer *namer, const q_island *island, q_name_words words, uint32_t token,
                           q_features *to);

/* Rows of weights. A feature's hash names a bucket of two rows and, by its upper byte, a
 * check that stands in a row's last lane: the row is the feature's if they agree. So
 * features that training did not keep count nothing. */
enum { Q_BUCKET = 2, Q_CHECK_LANE = Q_NAME_LABELS };
static inline int8_t q_name_check(uint32_t hash) { return (int8_t)(hash >> 24); }
static inline uint32_t q_name_bucket(uint32_t hash, uint32_t rows) {
  return hash & (rows - 1) & ~(Q_BUCKET - 1u);
}

/* What a feature is about, two things in one, and its hash together with its kind. Cheap, as it
 * is made a dozen times for each token: what is multiplied with b is the same for all kinds. */
#define Q_NAME_SPREAD UINT32_C(0x27D4EB2F)
#define Q_NAME_ADDED UINT32_C(0x165667B1)
#define Q_NAME_FACTOR UINT32_C(0x9E3779B9)
static inline uint32_t q_name_key(uint32_t a, uint32_t b) { return a + b * Q_NAME_SPREAD; }
static inline uint32_t q_name_hash(uint32_t kind, uint32_t key) {
  uint32_t h = (key + kind * Q_NAME_ADDED) * (2 * kind * Q_NAME_FACTOR + 1);
  return h ^ h >> 16;
}

/* ---- labels ---- */

/* May a label follow another in an island, or (before is Q_NAME_START) begin one? */
bool q_name_may_follow(uint8_t before, uint8_t label);

/* May a label end an island? */
bool q_name_label_ends(uint8_t label);

/* The label of a place (0 begin, 1 inner, 2 last, 3 unit) in a name of a type. */
uint8_t q_name_label(int type, int place);

/* Scores, in steps of the weights' scale; the last lane is no label. A move to a label that
 * starts anew depends on whether a name, and of which type, ends before it: rows 0 to
 * Q_NAME_TYPES, as labels of tokens alone. Labels that go on with a name have a move from its
 * begin, and one from its inner label. Where none is allowed it has Q_MOVE_NEVER. */
enum { Q_MOVE_BEGUN = Q_NAME_ALONE, Q_MOVE_INNER, Q_MOVE_START, Q_MOVE_ROWS };
enum { Q_MOVE_MOST = 4000, Q_MOVE_NEVER = -12000 };
typedef int16_t q_name_scores[Q_NAME_LANES];
typedef struct q_name_moves {
  q_name_scores from[Q_MOVE_ROWS];
} q_name_moves;

/* The row of the move from a label, or Q_NAME_START, to one that may follow. */
uint32_t q_name_move_row(uint8_t before, uint8_t label);

/* The best label of one token, of whose scores the first Q_NAME_ALONE count, and in *margin by
 * how much it is above the next best. */
uint8_t q_name_decode_alone(const q_name_moves *moves, const int16_t *scores, int *margin);

/* A name in the labels of an island, as offsets. */
typedef struct q_labelled {
  uint32_t first, last;
  int type;
} q_labelled;

/* The next name at or after *at, which is moved behind it. False at the end. */
bool q_name_next(const uint8_t *labels, uint32_t count, uint32_t *at, q_labelled *name);

/* ---- what takes most of the time: for any machine, and for those that q_has_avx2 ---- */

/* The sum of the rows of features, Q_NAME_LANES numbers. */
void q_name_sum(const q_name_weights *weights, const q_features *features, int16_t *sums);

/* The scores of the tokens of an island from the records around it, which have their sums. Of a
 * token alone the first Q_NAME_ALONE are set. */
typedef void q_name_scorer(const q_name_weights *weights, const q_namer *namer, const q_island *island,
                           q_name_words words, q_name_scores *scores);
q_name_scorer q_name_score, q_name_score_alone, q_name_score_avx2, q_name_score_alone_avx2;

/* The best labels of count tokens, 1 to Q_ISLAND_MOST. */
typedef void q_name_decoder(const q_name_moves *moves, const q_name_scores *scores, uint32_t count,
                            uint8_t *labels);
q_name_decoder q_name_decode, q_name_decode_avx2;

/* By how much a name's score is above that of no name, and of a name of another type,
 * on the same tokens; at least 0. */
typedef int q_name_measure(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                           uint32_t count, const q_labelled *name);
q_name_measure q_name_margin, q_name_margin_avx2;

/* Those that suit the machine best. */
typedef struct q_name_ways {
  q_name_scorer *score, *score_alone;
  q_name_decoder *decode;
  q_name_measure *margin;
} q_name_ways;
q_name_ways q_name_ways_here(void);

/* How sure a name is: a table with a value for each step of its margin. */
enum { Q_CONFIDENCES = 512, Q_CONFIDENCE_STEP = 8 };
static inline uint32_t q_name_confidence_at(int margin) {
  return margin < Q_CONFIDENCES * Q_CONFIDENCE_STEP ? (uint32_t)margin / Q_CONFIDENCE_STEP
                                                    : Q_CONFIDENCES - 1;
}

/* ---- the names of a document together ---- */

typedef struct q_tagged {
  q_range tokens;
  int type;
  float confidence;
} q_tagged;

typedef struct q_agreement {
  quoth_doc *doc;
  Q_LIST(q_tagged) names; /* in text order */
} q_agreement;

/* Gives names of the same words the type that the document's surest have. False when
 * memory ran out. */
bool q_names_agree(q_agreement *all);

#endif
