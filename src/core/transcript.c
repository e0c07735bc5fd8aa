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

static bool meets(const q_ranges *ranges, q_range range) {
  for (uint32_t i = 0; i < ranges->count; i++)
    if (ranges->items[i].first < range.last && range.first < ranges->items[i].last) return true;
  return false;
}

/* Takes out attributions that claim a turn's words for its speaker, or for nobody. */
static void drop_claims(quoth_doc *doc, q_range label, q_range content, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    q_attribution *a = &doc->attributions.items[i];
    if (meets(&a->content, content) && (!a->source.count || meets(&a->source, label))) a->content.count = 0;
  }
}

static bool add_turn(quoth_doc *doc, q_range paragraph, uint32_t colon) {
  q_range label = {paragraph.first, colon}, content = {colon + 1, paragraph.last};
  q_attribution *new = q_attribution_add(doc, QUOTH_NONE, "transcript", 0.9F);
  return new &&q_add_range(doc, &new->source, label) && q_add_range(doc, &new->content, content);
}

bool q_attribution_turns(quoth_doc *doc) {
  bool transcript = false;
  for (uint32_t i = 0; i < doc->paragraphs.count && !transcript; i++) transcript = is_question(doc, i);
  if (!transcript) return true;
  uint32_t count = doc->attributions.count, kept = 0;
  for (uint32_t i = 0; i < doc->paragraphs.count; i++) {
    q_range paragraph = doc->paragraphs.items[i].tokens;
    uint32_t colon = turn_colon(doc, paragraph);
    if (!colon) continue;
    drop_claims(doc, (q_range){paragraph.first, colon}, (q_range){colon + 1, paragraph.last}, count);
    if (!add_turn(doc, paragraph, colon)) return false;
  }
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (doc->attributions.items[i].content.count)
      doc->attributions.items[kept++] = doc->attributions.items[i];
  doc->attributions.count = kept;
  return true;
}
