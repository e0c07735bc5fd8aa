/* What the learned stages see of a token: its lexeme, tag and lemma, where it stands
 * towards quotations, and what stands before and behind it. */
#ifndef QUOTH_CORE_READING_H
#define QUOTH_CORE_READING_H

#include "core/lexeme.h"

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

/* From a number with two bits for each tag, so that no branch is guessed wrong. */
#define Q_KINDS(first, last, kind) \
  ((UINT64_MAX / 3 * (kind)) & ((UINT64_C(4) << 2 * (last)) - (UINT64_C(1) << 2 * (first))))
static inline q_lemma_kind q_kind_of_tag(uint8_t tag) {
  const uint64_t kinds = Q_KINDS(Q_TAG_NOUN, Q_TAG_NAME, Q_AS_NOUN) |
                         Q_KINDS(Q_TAG_VERB_BASE, Q_TAG_VERB_THIRD, Q_AS_VERB) |
                         Q_KINDS(Q_TAG_MODAL, Q_TAG_COLON, Q_AS_OTHER) | Q_AS_OTHER;
  return (q_lemma_kind)(kinds >> 2 * tag & 3);
}

/* Where a token stands towards the outermost quotation around it. */
typedef enum q_place { Q_OUTSIDE, Q_OPENS, Q_INSIDE, Q_CLOSES } q_place;

/* What a token is for those around it. */
enum {
  Q_KIND_COMMA = 1,
  Q_KIND_VERB = 2,
  Q_KIND_NOUN = 4, /* or a pronoun */
  Q_KIND_SUBORDINATOR = 8,
  Q_KIND_MARK = 16,    /* at a border of a quotation */
  Q_KIND_END = 32,     /* the last of a sentence */
  Q_KIND_LEXICAL = 64, /* see Q_RATE_LEXICAL */
  Q_KIND_OPENER = 128  /* a subordinator, wh-word or conjunction */
};

/* What is counted from the paragraph's first token on: the difference between two
 * readings tells how much stands between them. One number for each of the first kinds, in order. */
typedef enum q_counted {
  Q_COMMAS,
  Q_VERBS,
  Q_NOUNS,
  Q_SUBORDINATORS,
  Q_MARKS,
  Q_ENDS,
  Q_COUNTED = 8
} q_counted;
typedef uint16_t q_tally __attribute__((vector_size(Q_COUNTED * sizeof(uint16_t)), aligned(8)));

/* Tokens next to a token, side by side so that they are set at once. */
typedef uint32_t q_links __attribute__((vector_size(4 * sizeof(uint32_t)), aligned(4)));

/* Token indices are those of the document; QUOTH_NONE where there is none.
 * "Before" and "after" look within the sentence, but for quotations, which look
 * within the paragraph. */
typedef struct q_reading {
  const q_lexeme *lexeme;
  uint32_t lemma;
  uint8_t tag, rate, place; /* q_tag; see q_lexeme; q_place */
  bool belief;              /* as a cue the lemma mostly is none of speech */
  q_range region, sentence, paragraph;
  bool near_cue; /* the head of a cue may be here */
  bool border;   /* a source or content may begin or end here */

  /* what q_readings_links sets */
  uint8_t kind;           /* Q_KIND_… */
  uint32_t region_before; /* the last token of the region before */
  q_tally before;         /* the token itself left out */
  union {
    struct {
      uint32_t comma_before, lexical_before, verb_before, opener_before;
    };
    q_links links_before;
  };
  union {
    struct {
      uint32_t comma_after, lexical_after, verb_after, region_after; /* the first token of the next region */
    };
    q_links links_after;
  };
} q_reading;

/* Steps of the readings, in order. All tokens of the document have one, in which nothing is set but the
 * lexeme, ranges and what is zero where a step finds nothing. */
q_reading *q_readings_begin(quoth_doc *doc, const q_tables *tables); /* NULL when memory ran out */
void q_readings_tags(const quoth_doc *doc, q_reading *all, const q_tables *tables); /* lemmas and rates too */
void q_readings_places(const quoth_doc *doc, q_reading *all);

/* What stands before and behind each token of a paragraph, which is all that "before", "after" and
 * the kinds tell: needed where cues are looked for. */
void q_readings_links(q_reading *all, q_range paragraph);

/* The token of a proposed cue that tells most. */
uint32_t q_cue_head(const q_reading *all, q_range cue);

#endif
