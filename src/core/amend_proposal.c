/* Borders that a model drew, mended by parts of speech before its proposals are taken. */
#include "core/learned.h"
#include "core/reading.h"

static bool is_finite(uint8_t tag) {
  return tag == Q_TAG_VERB_PAST || tag == Q_TAG_VERB_PRESENT || tag == Q_TAG_VERB_THIRD || tag == Q_TAG_MODAL;
}

/* A noun, or a name that the tagger may take for something else. */
static bool is_name_or_noun(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  bool day = q_is(doc, token, Q_BIT(Q_WEEKDAY) | Q_BIT(Q_MONTH) | Q_BIT(Q_DATE_WORD));
  bool name = q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL && !q_is(doc, token, Q_FUNCTION_WORD) &&
              !is_finite(all[token].tag);
  return !day && (q_tag_is_noun(all[token].tag) || name);
}

/* May a source go on behind its noun with this: a noun or name, 's, what was done? The tagger
 * does not tell "briefed on it" of people from what they did, but a second verb follows here. */
static bool goes_on(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  uint8_t tag = all[token].tag;
  return is_name_or_noun(doc, all, token) || tag == Q_TAG_GENITIVE || tag == Q_TAG_VERB_PARTICIPLE ||
         (tag == Q_TAG_VERB_PAST && all[token + 1].tag == Q_TAG_PREPOSITION);
}

/* May it go on so far? No finite verb, adverb, conjunction or time is of a noun phrase. */
static bool is_within(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  switch (all[token].tag) {
    case Q_TAG_PREPOSITION:
    case Q_TAG_DETERMINER:
    case Q_TAG_POSSESSIVE:
    case Q_TAG_NUMBER:
    case Q_TAG_GENITIVE:
    case Q_TAG_VERB_PARTICIPLE: return true;
    case Q_TAG_ADJECTIVE: return !q_is(doc, token, Q_BIT(Q_DATE_WORD));
    default: return is_name_or_noun(doc, all, token);
  }
}

/* Is what stands between a name and its cue the rest of the name: "Sarah | Dunning | said"? Not
 * in headlines, where all words have capitals. */
static bool is_rest_of_name(const quoth_doc *doc, q_range gap) {
  enum { MOST = 2 };
  if (gap.last - gap.first > MOST || q_word_of(doc, gap.last)->shape != Q_SHAPE_LOWER) return false;
  for (uint32_t t = gap.first - 1; t < gap.last; t++)
    if (q_word_of(doc, t)->shape < Q_SHAPE_CAPITAL || q_is(doc, t, Q_FUNCTION_WORD)) return false;
  return true;
}

/* Is it the rest of a noun phrase: "Two people | briefed on the talks | said"? */
static bool is_rest_of_phrase(const quoth_doc *doc, const q_reading *all, q_range gap) {
  enum { MOST = 12 };
  if (gap.last - gap.first > MOST || !is_finite(all[gap.last].tag)) return false;
  if (!is_name_or_noun(doc, all, gap.first - 1) || !goes_on(doc, all, gap.first)) return false;
  for (uint32_t t = gap.first + 1; t < gap.last; t++)
    if (!is_within(doc, all, t)) return false;
  return is_name_or_noun(doc, all, gap.last - 1);
}

/* Gives a source the title before it and the rest of its phrase, up to the cue. */
static void complete_source(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *source = &p->source, gap = {source->last, p->cue.first};
  if (source->first == source->last) return;
  uint32_t start = all[source->first].sentence.first;
  while (source->first > start && q_is(doc, source->first - 1, Q_BIT(Q_TITLE)) &&
         q_word_of(doc, source->first - 1)->shape >= Q_SHAPE_CAPITAL)
    source->first--;
  if (gap.first >= gap.last) return;
  if (is_rest_of_name(doc, gap) || is_rest_of_phrase(doc, all, gap)) source->last = gap.last;
}

void q_amend_proposals(const quoth_doc *doc, const q_reading *all, q_proposals *made) {
  for (uint32_t i = 0; i < made->count; i++) complete_source(doc, all, &made->items[i]);
}
