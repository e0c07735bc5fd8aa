/* After rules and model: what neither sees well by itself. Drops what only looks
 * like a report, and cuts what the author adds from the end of one. */
#include "core/attribution.h"
#include "core/phrase.h"

/* The said vessel: a verb right behind an article reports nothing. */
static bool is_modifier(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue.count != 1 || a->cue.items[0].last != a->cue.items[0].first + 1) return false;
  uint32_t cue = a->cue.items[0].first;
  if (!cue || !q_is(doc, cue, Q_CUE_VERB) || q_is(doc, cue, Q_BIT(Q_CUE_NOUN))) return false;
  uint64_t before = q_word_of(doc, cue - 1)->classes;
  return before & Q_BIT(Q_DETERMINER) && !(before & (Q_PRONOUN | Q_BIT(Q_RELATIVE) | Q_BIT(Q_SUBORDINATOR)));
}

static bool is_relative(const quoth_doc *doc, const q_ranges *source) {
  return source->count == 1 && source->items[0].last == source->items[0].first + 1 &&
         q_is(doc, source->items[0].first, Q_BIT(Q_RELATIVE));
}

/* Does the author speak again behind a comma: "…, a claim few believed", or, where a
 * relative pronoun was the source, the verb of its noun: "who says …, has left"? */
static bool is_author(const quoth_doc *doc, uint32_t comma, uint32_t last, bool relative) {
  if (comma + 2 >= last) return false;
  if (q_is(doc, comma + 1, Q_BIT(Q_DETERMINER)) && q_is(doc, comma + 2, Q_BIT(Q_CUE_NOUN))) return true;
  return relative &&
         (q_is(doc, comma + 1, Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL)) || q_is_verb(doc, comma, comma + 1));
}

/* Cuts the last piece of an indirect report where the author speaks again. */
static void cut_comment(const quoth_doc *doc, q_attribution *a) {
  if (!a->content.count) return;
  q_range *piece = &a->content.items[a->content.count - 1];
  bool behind = a->cue.count && a->cue.items[0].last <= piece->first;
  for (uint32_t t = piece->first + 1; behind && t < piece->last; t++) {
    if (q_region_at(doc, t) != QUOTH_NONE) return;
    if (q_is_char(doc, t, ",") && is_author(doc, t, piece->last, is_relative(doc, &a->source)))
      piece->last = t;
  }
}

void q_attribution_amend(quoth_doc *doc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    q_attribution *a = &doc->attributions.items[i];
    if (is_modifier(doc, a)) continue;
    cut_comment(doc, a);
    doc->attributions.items[kept++] = *a;
  }
  doc->attributions.count = kept;
}
