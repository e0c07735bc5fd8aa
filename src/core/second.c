/* A second verb of the same source: "Roa said the mill was safe but admitted it leaked", "…," she
 * said, adding that it leaked. Models, which weigh each cue by itself, now and then pass over it. */
#include "core/entity.h"
#include "core/phrase.h"
#include "core/report.h"

#define CONFIDENCE 0.7F
#define DOUBT 0.4F /* below it a plan or belief is no report of its own within another */

/* Behind all of an attribution that stands in a sentence: its content, source and cue. */
static uint32_t end_of(const q_attribution *a, q_range sentence) {
  const q_ranges *parts[] = {&a->source, &a->cue, &a->content};
  uint32_t end = sentence.first;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    for (uint32_t p = 0; p < parts[i]->count; p++)
      if (parts[i]->items[p].last > end && parts[i]->items[p].first < sentence.last)
        end = parts[i]->items[p].last;
  return end;
}

/* The cue that joins what ends at a token: ", adding", "but admitted"; or QUOTH_NONE. */
static uint32_t joined_cue(const quoth_doc *doc, uint32_t token, uint32_t last) {
  bool comma = token < last && q_is_char(doc, token, ","),
       marked = token > 1 && q_region_at(doc, token - 1) != QUOTH_NONE && q_is_char(doc, token - 2, ",");
  uint32_t t = token + comma;
  comma |= marked;
  bool conjunction = t < last && q_is_a(doc, t, Q_COORDINATOR_CLAUSE);
  t += conjunction;
  if (!comma && !conjunction) return QUOTH_NONE;
  while (t < last && q_is(doc, t, Q_BIT(Q_ADVERB)) && t < token + 5) t++;
  uint32_t k = q_cue_from(doc, t);
  if (k == doc->cues.count || doc->cues.items[k].head >= last || doc->cues.items[k].tokens.first > t)
    return QUOTH_NONE;
  const q_cue *cue = &doc->cues.items[k];
  bool verb = cue->kind == Q_CUE_IS_VERB && cue->class == Q_CUE_SPEECH && !cue->passive;
  bool participle = q_is_a(doc, cue->head, Q_ENDING_PARTICIPLE);
  return verb && cue->head >= t && (participle ? comma : conjunction) ? k : QUOTH_NONE;
}

/* The tokens that are content already, a byte each; NULL when memory ran out. O(tokens). */
static bool *contents(quoth_doc *doc) {
  bool *taken = q_alloc_zero(&doc->arena, doc->tokens.count);
  for (uint32_t i = 0; taken && i < doc->attributions.count; i++) {
    const q_ranges *pieces = &doc->attributions.items[i].content;
    for (uint32_t p = 0; p < pieces->count; p++)
      for (uint32_t t = pieces->items[p].first; t < pieces->items[p].last; t++) taken[t] = true;
  }
  return taken;
}

static bool read_second(quoth_doc *doc, uint32_t index, uint32_t *user, const bool *taken) {
  const q_attribution *a = &doc->attributions.items[index];
  if (a->source.count != 1 || !a->cue.count || !a->content.count) return true;
  q_reader r = {.doc = doc, .sentence = doc->sentences.items[q_sentence_at(doc, a->cue.items[0].first)]};
  uint32_t k = joined_cue(doc, end_of(a, r.sentence), r.sentence.last);
  if (k == QUOTH_NONE || user[k]) return true;
  q_range source = a->source.items[0], content = {q_report_start(&r, &doc->cues.items[k]), 0};
  if (content.first == QUOTH_NONE || taken[doc->cues.items[k].head] || taken[content.first]) return true;
  content.last = q_reader_end(&r, content.first);
  if (content.last < content.first + FEW) return true;
  q_attribution *new = q_attribution_add(doc, k, "verb.second", CONFIDENCE);
  user[k] = doc->attributions.count;
  return new &&q_add_range(doc, &new->source, source) && q_add_range(doc, &new->content, content);
}

/* Is a phrase's last name that of a body? */
static bool is_body(const quoth_doc *doc, q_range phrase) {
  const q_mention *items = doc->mentions.items;
  uint32_t i = q_first_from(items, doc->mentions.count, sizeof *items, phrase.last);
  return i && items[i - 1].tokens.last == phrase.last && q_has_type(items[i - 1].type, "organization");
}

/* Who reports what ends at a token, as the end of a sentence: "…, sources said Friday.", "…, Reuters
 * reported, citing sources." Empty where nobody does. */
static q_range reporter_behind(const quoth_doc *doc, const q_cue *cue, uint32_t end, uint32_t last) {
  q_range none = {0, 0};
  if (cue->passive || cue->class != Q_CUE_SPEECH || !q_is_char(doc, end, ",")) return none;
  q_range source = q_subject_before(doc, end + 1, cue->tokens.first);
  uint32_t behind = q_behind_day(doc, cue->tokens.last, last);
  bool ends = behind + 1 == last || (behind + 1 < last && q_is_char(doc, behind, ",") &&
                                     q_is_a(doc, behind + 1, Q_ENDING_PARTICIPLE));
  bool reports = q_is_a(doc, cue->head, Q_CUE_CLAUSE) || is_body(doc, source);
  return ends && reports && source.first == end + 1 ? source : none;
}

/* The same with a phrase, which a hearer and a comma may stand before: "… told reporters, according to
 * sources." What stands behind a further comma is the author's. */
static q_range authority_behind(const quoth_doc *doc, const q_cue *cue, uint32_t end, uint32_t last) {
  q_range none = {0, 0};
  if (!q_is_char(doc, end, ",") && cue->tokens.first != end)
    end = q_phrase_after(doc, end, cue->tokens.first).last;
  if (cue->tokens.first != end + q_is_char(doc, end, ",")) return none;
  q_range source = q_phrase_after(doc, cue->tokens.last, last);
  if (source.first == source.last) return none;
  return source.last + 1 >= last || q_is_char(doc, source.last, ",") ? source : none;
}

/* What an outer report says: all of an inner one, with its source and cue, from its sentence's start, or
 * that of a quotation of several, up to a token, and what it goes on with behind that. */
static bool add_inner(quoth_doc *doc, q_attribution *to, q_attribution inner, q_range sentence) {
  uint32_t first = inner.content.items[0].first;
  if (first > sentence.first) first = sentence.first;
  if (!q_add_range(doc, &to->content, (q_range){first, sentence.last})) return false;
  for (uint32_t p = 0; p < inner.content.count; p++)
    if (inner.content.items[p].first >= sentence.last &&
        !q_add_range(doc, &to->content, inner.content.items[p]))
      return false;
  return true;
}

/* Does all that an attribution tells stand in a sentence, but for a quotation that may begin before? */
static bool is_of_sentence(const quoth_doc *doc, const q_attribution *a, q_range sentence, bool phrase) {
  uint32_t first = a->content.items[0].first;
  return a->source.items[0].first >= sentence.first &&
         (first >= sentence.first || (phrase && q_region_at(doc, first) != QUOTH_NONE));
}

/* "Roa told the police that he had slept, sources said Friday.": who reported all of a sentence ends it. */
static bool read_outer(quoth_doc *doc, uint32_t index, uint32_t *user) {
  const q_attribution *a = &doc->attributions.items[index];
  if (a->source.count != 1 || !a->cue.count || !a->content.count) return true;
  q_range sentence = doc->sentences.items[q_sentence_at(doc, a->cue.items[0].first)];
  uint32_t end = end_of(a, sentence), k = q_cue_from(doc, end);
  if (end + 2 >= sentence.last || k == doc->cues.count || user[k]) return true;
  const q_cue *cue = &doc->cues.items[k];
  bool phrase = cue->kind == Q_CUE_IS_PHRASE;
  q_range source =
      phrase ? authority_behind(doc, cue, end, sentence.last) : reporter_behind(doc, cue, end, sentence.last);
  if (source.first >= source.last || !is_of_sentence(doc, a, sentence, phrase)) return true;
  sentence.last = phrase ? cue->tokens.first - q_is_char(doc, cue->tokens.first - 1, ",") : end;
  bool replaces = !a->speech && a->confidence < DOUBT;
  q_attribution *new = q_attribution_add(doc, k, "verb.outer", CONFIDENCE);
  if (!new || !q_add_range(doc, &new->source, source) ||
      !add_inner(doc, new, doc->attributions.items[index], sentence))
    return false;
  user[k] = doc->attributions.count;
  if (!replaces) return true;
  doc->attributions.items[index] = *new;
  doc->attributions.count--;
  user[k] = index + 1;
  return true;
}

bool q_attribution_second(quoth_doc *doc) {
  if (!doc->attributions.count || !doc->cues.count) return true;
  uint32_t *user = q_users_of_cues(doc);
  bool *taken = contents(doc);
  for (uint32_t i = 0; user && taken && i < doc->attributions.count; i++)
    if (!read_second(doc, i, user, taken) || !read_outer(doc, i, user)) return false;
  return user && taken;
}
