/* What the search for terms and the search for names of gazetteers share. */
#ifndef QUOTH_CORE_MATCH_H
#define QUOTH_CORE_MATCH_H

#include "core/doc.h"

/* A term found, and how many tokens it covers. */
typedef struct q_found {
  const q_term *term;
  uint32_t words;
} q_found;

/* Did a rule take these words out of a class? */
bool q_is_removed(const quoth_engine *engine, uint64_t key, uint8_t class);

/* The longest name of a gazetteer that begins at the first of the tokens and ends
 * within them; *best stays as it is where there is none. Of names of equal length, that
 * of the gazetteer added first. False when memory ran out. O(words of the name,
 * gazetteers). */
bool q_gazetteers_longest(quoth_doc *doc, q_range tokens, q_found *best);

#endif
