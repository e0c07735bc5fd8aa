#include "core/attribution.h"

bool q_add_range(quoth_doc *doc, q_ranges *ranges, q_range range) {
  if (range.first >= range.last) return true;
  q_range *new = q_push(&doc->arena, ranges);
  if (new) *new = range;
  return new != NULL;
}

q_attribution *q_attribution_add(quoth_doc *doc, uint32_t cue_index, const char *rule, float confidence) {
  q_attribution *new = q_push(&doc->arena, &doc->attributions);
  if (!new) return NULL;
  *new = (q_attribution){
      .cue_index = cue_index, .parent = QUOTH_NONE, .rule = rule, .confidence = confidence, .speech = true};
  if (cue_index == QUOTH_NONE) return new;
  const q_cue *cue = &doc->cues.items[cue_index];
  if (!q_add_range(doc, &new->cue, cue->tokens) || !q_add_range(doc, &new->cue, cue->second)) return NULL;
  new->lemma = cue->term ? cue->term->canonical : NULL;
  new->speech = cue->class != Q_CUE_BELIEF && cue->class != Q_CUE_PLAN;
  new->negated = cue->negated;
  return new;
}

uint32_t q_cue_from(const quoth_doc *doc, uint32_t token) {
  return token < doc->tokens.count && doc->cue_from ? doc->cue_from[token] : doc->cues.count;
}

/* Notes for each token which sentence and paragraph hold it. */
static bool note_holders(quoth_doc *doc) {
  q_holders now = {0, 0};
  if (!(doc->holders = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof now))) return false;
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    q_range sentence = doc->sentences.items[s];
    now.sentence = s;
    while (doc->paragraphs.items[now.paragraph].tokens.last <= sentence.first) now.paragraph++;
    for (uint32_t t = sentence.first; t < sentence.last; t++) doc->holders[t] = now;
  }
  doc->holders[doc->tokens.count] = now;
  return true;
}

bool q_attributions_run(quoth_doc *doc) {
  return note_holders(doc) && q_attribution_rules(doc) && q_attribution_model(doc) &&
         q_attribution_amend(doc) && q_attribution_second(doc) && q_attribution_turns(doc) &&
         q_attribution_uncued(doc) && q_attribution_nested(doc) && q_attribution_structure(doc);
}
