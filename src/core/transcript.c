/* Transcripts and interviews: paragraphs that begin with who speaks and a colon.
 * What stands behind it is speech without marks. */
#include "core/attribution.h"
#include "core/phrase.h"

enum { LABEL_MOST = 5 };

/* The colon of a turn: "Q: …", "WEBB: …", "Ana Roa: …"; 0 where there is none. What
 * begins with a quotation mark is a quotation with a colon, not a turn. */
static uint32_t turn_colon(const quoth_doc *doc, q_range paragraph) {
  for (uint32_t t = paragraph.first; t + 1 < paragraph.last && t <= paragraph.first + LABEL_MOST; t++) {
    if (q_is_char(doc, t, ":"))
      return t > paragraph.first && q_word_of(doc, t + 1)->kind != QUOTH_TOKEN_MARK ? t : 0;
    if (q_word_of(doc, t)->shape < Q_SHAPE_CAPITAL && !q_is_char(doc, t, ".")) return 0;
  }
  return 0;
}

/* Is it a transcript: a question, and a turn that answers in the next paragraph? */
static bool is_question(const quoth_doc *doc, uint32_t paragraph) {
  if (paragraph + 1 >= doc->paragraphs.count) return false;
  q_range own = doc->paragraphs.items[paragraph].tokens;
  return q_is_char(doc, own.last - 1, "?") && turn_colon(doc, own) &&
         turn_colon(doc, doc->paragraphs.items[paragraph + 1].tokens);
}

/* Does an attribution claim a turn's words for its speaker, or for nobody? */
static bool claims_turn(const quoth_doc *doc, const q_attribution *a, const uint32_t *colons) {
  uint32_t first = a->content.items[0].first, colon = colons[q_paragraph_at(doc, first)];
  return colon && first > colon && (!a->source.count || a->source.items[0].first < colon);
}

/* Takes these attributions out. */
static void drop_claims(quoth_doc *doc, const uint32_t *colons) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!claims_turn(doc, &doc->attributions.items[i], colons))
      doc->attributions.items[kept++] = doc->attributions.items[i];
  doc->attributions.count = kept;
}

static bool add_turn(quoth_doc *doc, q_range paragraph, uint32_t colon) {
  q_range label = {paragraph.first, colon}, content = {colon + 1, paragraph.last};
  q_attribution *new = q_attribution_add(doc, QUOTH_NONE, "transcript", 0.9F);
  return new &&q_add_range(doc, &new->source, label) && q_add_range(doc, &new->content, content);
}

bool q_attribution_turns(quoth_doc *doc) {
  bool transcript = false;
  uint32_t count = doc->paragraphs.count;
  for (uint32_t i = 0; i < count && !transcript; i++) transcript = is_question(doc, i);
  if (!transcript) return true;
  uint32_t *colons = q_alloc(&doc->arena, count * sizeof *colons);
  if (!colons) return false;
  for (uint32_t i = 0; i < count; i++) colons[i] = turn_colon(doc, doc->paragraphs.items[i].tokens);
  drop_claims(doc, colons);
  for (uint32_t i = 0; i < count; i++)
    if (colons[i] && !add_turn(doc, doc->paragraphs.items[i].tokens, colons[i])) return false;
  return true;
}
