/* Names, dates and amounts: the order of the finders is their priority. A finder
 * itself prefers the longer of two that overlap. */
#include "core/mention.h"

#include "core/value.h"

bool q_mention_offer(q_finding *finding, q_range tokens, q_mention **made) {
  quoth_doc *doc = finding->doc;
  *made = NULL;
  if (q_next(finding->covered, tokens.first, tokens.last) < tokens.last) return true;
  q_mention *new = q_push(&doc->arena, &doc->mentions);
  if (!new) return false;
  *new = (q_mention){
      .tokens = tokens, .span = q_span(doc, tokens), .entity = QUOTH_NONE, .kind = QUOTH_MENTION_NAME};
  q_cover(finding, tokens);
  finding->begun[tokens.first] = doc->mentions.count - 1;
  *made = new;
  return true;
}

/* In text order, which is that of their first tokens: a bit for each of these. */
static bool sort(const q_finding *finding) {
  quoth_doc *doc = finding->doc;
  uint32_t count = 0, tokens = doc->tokens.count;
  uint64_t *firsts = q_alloc_zero(&doc->arena, (tokens / 64 + 1) * sizeof *firsts);
  q_mention *sorted = q_alloc(&doc->arena, (doc->mentions.count + 1) * sizeof *sorted);
  if (!firsts || !sorted) return false;
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    uint32_t first = doc->mentions.items[i].tokens.first;
    firsts[first / 64] |= UINT64_C(1) << first % 64;
  }
  for (uint32_t i = q_next(firsts, 0, tokens); i < tokens; i = q_next(firsts, i + 1, tokens))
    sorted[count++] = doc->mentions.items[finding->begun[i]];
  doc->mentions.items = sorted;
  doc->mentions.count = doc->mentions.capacity = count;
  return true;
}

/* Rules guess names where there is no model; what word lists say fills the rest, but
 * for words like Republican, of which the model knows better when they are no name. */
static bool find_names(q_finding *finding) {
  bool known;
  if (!q_tagger_find(finding, &known)) return false;
  if (!known && !q_names_find(finding)) return false;
  return q_terms_find(finding, false, known ? Q_BIT(Q_NATIONALITY) : 0);
}

/* Few texts have more mentions than one in so many tokens. */
enum { TOKENS_A_MENTION = 6 };

bool q_mentions_run(quoth_doc *doc) {
  uint32_t tokens = doc->tokens.count;
  if (!q_list_reserve(&doc->arena, &doc->mentions, sizeof *doc->mentions.items, tokens / TOKENS_A_MENTION))
    return false;
  q_finding finding = {.doc = doc,
                       .covered = q_alloc_zero(&doc->arena, (tokens / 64 + 1) * sizeof *finding.covered),
                       .begun = q_alloc(&doc->arena, (tokens + 1) * sizeof *finding.begun)};
  q_values values = {0};
  return finding.covered && finding.begun && q_marked_find(&finding) && q_terms_find(&finding, true, 0) &&
         q_things_find(&finding) && q_amounts_find(&finding, &values) && find_names(&finding) &&
         q_dates_find(&finding, &values) && sort(&finding);
}
