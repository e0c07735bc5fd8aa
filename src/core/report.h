/* What the rules of attribution share while they read a document. */
#ifndef QUOTH_CORE_REPORT_H
#define QUOTH_CORE_REPORT_H

#include "core/attribution.h"

/* Bounds of walks, in tokens. */
enum { FEW = 2, NEAR = 14, FAR = 30 };
/* The most pieces that a quotation over paragraphs has. */
enum { MOST_PIECES = 64 };

typedef struct q_reader {
  quoth_doc *doc;
  q_range sentence;
  uint32_t sentence_index;
  uint32_t done;     /* cues before this token belong to an attribution already */
  uint32_t previous; /* the last attribution made, or QUOTH_NONE */
  uint32_t *user;    /* of each quotation: 1 + the attribution whose content it is, or 0 */
} q_reader;

static inline const q_quotation *q_reader_region(const q_reader *r, uint32_t index) {
  return &r->doc->quotations.items[index];
}

/* A new attribution of a cue (or QUOTH_NONE) with one piece of content; NULL when
 * memory ran out. */
q_attribution *q_reader_add(q_reader *r, uint32_t cue, q_range source, q_range content, const char *rule,
                            float confidence);

/* Does a quotation begin with this token? Is one long enough to be somebody's words, not a scare quote? */
bool q_starts_region(const q_reader *r, uint32_t token);
bool q_is_worth(const q_reader *r, uint32_t index);

bool q_has_verb(const q_reader *r, q_range range);

/* Does a second cue of the same source begin here: ", adding", "and said"? */
bool q_next_cue_at(const q_reader *r, uint32_t token);

/* The "that" or mark that opens content within reach, past a recipient, a place or a day; QUOTH_NONE
 * where a verb or a stop comes first. */
uint32_t q_content_opener(const q_reader *r, uint32_t token);

/* Where content after a cue begins, from a token on, or QUOTH_NONE. */
uint32_t q_content_start(const q_reader *r, const q_cue *cue, uint32_t from);

/* Does whom one speaks to stand behind the cue as its object: told aides that …? */
bool q_takes_hearer(const quoth_doc *doc, const q_cue *cue);

/* Where the report of a cue begins: behind it, or behind whom it was told; QUOTH_NONE where what
 * stands there is an object and no clause or quotation. */
uint32_t q_report_start(const q_reader *r, const q_cue *cue);

/* Of each cue 1 + the attribution that has it, or 0; NULL when memory ran out. O(n log n). */
uint32_t *q_users_of_cues(quoth_doc *doc);

/* Where content from `first` ends: with the reader's sentence, or the quotation that goes on
 * beyond it, or before the next cue of the same source. */
uint32_t q_reader_end(const q_reader *r, uint32_t first);

/* Gives the quotations that no cue claimed to those that they continue. */
bool q_reader_continue(q_reader *r);

#endif
