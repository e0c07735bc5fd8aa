/* Attribution in three steps: rules gather candidates; a model, where one is
 * loaded, decides; structure.c puts in order what was decided. */
#ifndef QUOTH_CORE_ATTRIBUTION_H
#define QUOTH_CORE_ATTRIBUTION_H

#include "core/doc.h"

/* A new attribution of a cue (or QUOTH_NONE) in doc->attributions, with its cue
 * pieces, class and lemma filled; NULL when memory ran out. */
q_attribution *q_attribution_add(quoth_doc *doc, uint32_t cue, const char *rule, float confidence);

/* The first cue whose head is at a token or behind it; doc->cues.count where there is none. */
uint32_t q_cue_from(const quoth_doc *doc, uint32_t token);

/* Adds a range to source, cue or content. Ranges come in text order. */
bool q_add_range(quoth_doc *doc, q_ranges *ranges, q_range range);

/* Fills doc->attributions by rules over doc->cues and doc->quotations. */
bool q_attribution_rules(quoth_doc *doc);

/* Puts the model's attributions in the place of the rules', where the engine has a
 * model; users' own cues win over it. O(rules x proposals). */
bool q_attribution_model(quoth_doc *doc);

/* Drops attributions whose cue only looks like one, mends their borders, and cuts from
 * contents what the author or a second cue adds. O(n log n). */
bool q_attribution_amend(quoth_doc *doc);

/* A step of it: mends the source of one attribution. */
bool q_amend_source(quoth_doc *doc, q_attribution *attribution);

/* Adds what a source says with a second verb of the same sentence: "…, adding that …". O(n log n). */
bool q_attribution_second(quoth_doc *doc);

/* Adds the turns of a transcript. O(n log n). */
bool q_attribution_turns(quoth_doc *doc);

/* Adds speech without a cue: paragraphs that are one quotation, and quotations
 * before a dash and a name. O(n). */
bool q_attribution_uncued(quoth_doc *doc);

/* Adds what is reported inside of unquoted reports. O(n log n). */
bool q_attribution_nested(quoth_doc *doc);

/* Whoever proposed the attributions: orders them by content, finds parents and
 * reporters. O(n log n). */
bool q_attribution_structure(quoth_doc *doc);

/* Do two ranges of tokens, or any of several and one, have a token in common? */
static inline bool q_overlaps(q_range a, q_range b) { return a.first < b.last && b.first < a.last; }

static inline bool q_any_overlap(const q_ranges *ranges, q_range range) {
  for (uint32_t i = 0; i < ranges->count; i++)
    if (q_overlaps(ranges->items[i], range)) return true;
  return false;
}

#endif
