/* What the learned stages see of a token, and the features they make of it. The
 * trainer calls the same functions, so that features are the runtime's. */
#ifndef QUOTH_CORE_READING_H
#define QUOTH_CORE_READING_H

#include "core/doc.h"
#include "core/model.h"

/* Parts of speech. Q_TAG_SUBORDINATOR is a preposition-like word that opens a clause. */
typedef enum q_tag {
  Q_TAG_NONE, /* outside of the paragraph */
  Q_TAG_NOUN,
  Q_TAG_NOUNS,
  Q_TAG_NAME,
  Q_TAG_VERB_BASE,
  Q_TAG_VERB_PAST,
  Q_TAG_VERB_GERUND,
  Q_TAG_VERB_PARTICIPLE,
  Q_TAG_VERB_PRESENT,
  Q_TAG_VERB_THIRD,
  Q_TAG_MODAL,
  Q_TAG_ADJECTIVE,
  Q_TAG_ADVERB,
  Q_TAG_PREPOSITION,
  Q_TAG_SUBORDINATOR,
  Q_TAG_TO,
  Q_TAG_DETERMINER,
  Q_TAG_PRONOUN,
  Q_TAG_POSSESSIVE,
  Q_TAG_WH,
  Q_TAG_CONJUNCTION,
  Q_TAG_NUMBER,
  Q_TAG_GENITIVE,
  Q_TAG_PUNCTUATION,
  Q_TAG_OTHER,
  Q_TAG_COUNT,
  /* punctuation told apart by its bytes, once tagged */
  Q_TAG_COMMA = Q_TAG_COUNT,
  Q_TAG_STOP,
  Q_TAG_MARK,
  Q_TAG_COLON
} q_tag;

static inline bool q_tag_is_verb(uint8_t tag) { return tag >= Q_TAG_VERB_BASE && tag <= Q_TAG_VERB_THIRD; }
static inline bool q_tag_is_noun(uint8_t tag) { return tag >= Q_TAG_NOUN && tag <= Q_TAG_NAME; }

/* Where a token stands towards the outermost quotation around it. */
typedef enum q_place { Q_OUTSIDE, Q_OPENS, Q_INSIDE, Q_CLOSES } q_place;

/* Rates from here on make a word lexical: it is often a cue. */
enum { Q_RATE_LEXICAL = 5, Q_RATE_COUNT = 9, Q_RATE_BELIEF = 0x80 };

/* Token indices are those of the document; QUOTH_NONE where there is none.
 * "Before" and "after" look within the sentence, but for quotations, which look
 * within the paragraph. */
typedef struct q_reading {
  uint32_t word, lemma, shape;   /* hashes */
  uint32_t prefix[2], suffix[2]; /* hashes of 2 and 3 bytes; 0 in short words */
  uint8_t tag, rate, place;      /* q_tag; how often the lemma is a cue, in steps; q_place */
  bool comma, belief;            /* belief: as a cue the lemma mostly is none of speech */
  q_range sentence, paragraph, region;
  uint32_t comma_before, comma_after, lexical_before, lexical_after, verb_before, verb_after;
  uint32_t opener_before;               /* a subordinator, wh-word or conjunction */
  uint32_t region_before, region_after; /* last token of the region before, first of the next */
} q_reading;

/* The rows of a weight table that a token switches on, before masking. */
enum { Q_FEATURES_MOST = 256 };
typedef struct q_features {
  uint32_t rows[Q_FEATURES_MOST];
  uint32_t count, template;
} q_features;

/* The template of a feature is its place in the order of calls: a feature that is
 * left out must be skipped. */
static inline void q_feature(q_features *to, uint32_t a, uint32_t b, uint32_t c) {
  uint64_t h = ((uint64_t)a + to->template ++*UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xC2B2AE3D27D4EB4F);
  h = (h ^ h >> 32 ^ ((uint64_t)b << 20)) * UINT64_C(0x165667B19E3779F9);
  h = (h ^ h >> 29 ^ c) * UINT64_C(0xBF58476D1CE4E5B9);
  to->rows[to->count++] = (uint32_t)(h >> 32);
}

static inline void q_feature_skip(q_features *to) { to->template ++; }

/* The sum of rows of signed bytes, times the part's scale. part.rows is a power of 2. */
void q_sum(const q_part *part, const q_features *features, float *scores);

/* A proposed cue. */
typedef struct q_candidate {
  q_range tokens;
  uint32_t head;
  float score; /* of the cue tagger, a token on average */
} q_candidate;

/* Steps of the readings, in order. All tokens of the document have one. */
q_reading *q_readings_words(quoth_doc *doc); /* NULL when memory ran out */
void q_readings_tags(quoth_doc *doc, q_reading *all, const q_part *weights);
void q_readings_lemmas(quoth_doc *doc, q_reading *all, const q_part *lemmas);
void q_readings_rates(quoth_doc *doc, q_reading *all, const q_part *rates);
void q_readings_links(quoth_doc *doc, q_reading *all);

/* The key of a lemma as a kind of word, for the table of rates. */
uint32_t q_rate_key(const q_reading *reading);
uint32_t q_lemma_key(uint32_t word, uint8_t tag);

/* Features. They are appended; clear count and template first. */
void q_tag_features(const q_reading *all, uint32_t token, q_tag before, q_tag second, q_features *to);
void q_token_features(const q_reading *all, uint32_t token, q_features *to);
void q_cue_features(const q_reading *all, uint32_t token, const q_candidate *cues, uint32_t count,
                    uint32_t which, q_features *to);

/* The token of a proposed cue that tells most. */
uint32_t q_cue_head(const q_reading *all, q_range cue);

#endif
