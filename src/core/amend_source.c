/* Sources as rules and model leave them: what belongs to one is added, what does not is cut. */
#include "core/attribution.h"
#include "core/phrase.h"

/* The 's between a source and its noun belongs to the source. */
static void move_genitive(const quoth_doc *doc, q_attribution *a) {
  if (a->source.count != 1 || !a->cue.count) return;
  q_range *source = &a->source.items[0], *cue = &a->cue.items[0];
  uint32_t t = source->last;
  if (t >= cue->last || !q_is_a(doc, t, Q_POSSESSIVE_MARKER)) return;
  if (cue->first == t && cue->last > t + 1) cue->first++;
  if (cue->first == t + 1) source->last++;
}

/* "…," said a docker known as "Shorty": what stands right behind the cue is the source
 * and no second part of the quotation before it. */
static void find_source(const quoth_doc *doc, q_attribution *a) {
  if (a->source.count > 1 || a->content.count != 2 || a->cue.count != 1) return;
  q_range before = a->content.items[0], behind = a->content.items[1];
  if (before.last > a->cue.items[0].first || behind.first != a->cue.items[0].last) return;
  if (q_region_at(doc, before.first) == QUOTH_NONE || q_region_at(doc, behind.first) != QUOTH_NONE) return;
  if (a->source.count && a->source.items[0].first != behind.first) return;
  a->source = (q_ranges){&a->content.items[1], 1, 1};
  a->content.count = 1;
}

static bool stands_behind(const q_attribution *a) {
  return a->source.count == 1 && a->cue.count == 1 && a->source.items[0].first == a->cue.items[0].last;
}

static bool has_relative(const quoth_doc *doc, q_range source) {
  while (source.first < source.last && !q_is(doc, source.first, Q_BIT(Q_RELATIVE))) source.first++;
  return source.first < source.last;
}

/* "said a docker known as "Shorty"", "… nicknamed 'Shorty'", "… whom all call "Shorty"": a source that
 * ends within marks, or before a participle, or the verb of its clause, and marks around few words, has
 * the whole of what they mark. */
static void add_nickname(const quoth_doc *doc, q_attribution *a) {
  enum { MARKED_MOST = 5 };
  if (!stands_behind(a)) return;
  q_range *source = &a->source.items[0];
  uint32_t region = q_region_at(doc, source->last - 1), t = source->last, count = doc->tokens.count;
  bool named = t + 1 < count && (q_word_is(q_word_of(doc, t), Q_ENDING_PAST) ||
                                 (has_relative(doc, *source) && q_is(doc, t, Q_CUE_VERB)));
  if (region == QUOTH_NONE && named) {
    if (q_is_a(doc, ++t, Q_PREDICATIVE_MARKER)) t++;
    if (t < count) region = q_region_at(doc, t);
  }
  if (region == QUOTH_NONE) return;
  q_range marked = doc->quotations.items[region].tokens;
  if (marked.first > source->first && marked.first <= t && marked.last - marked.first <= MARKED_MOST)
    source->last = marked.last;
}

/* "…, says Met chief", "said Norbank lawyer Ana Roa": behind the name of a body stands what
 * its speaker is, and who. */
static void add_role(const quoth_doc *doc, q_attribution *a) {
  if (!stands_behind(a)) return;
  q_range *source = &a->source.items[0];
  uint32_t last = doc->sentences.items[q_sentence_at(doc, source->first)].last, t = source->last;
  if (q_word_of(doc, t - 1)->shape < Q_SHAPE_CAPITAL) return;
  while (t < last && q_is(doc, t, Q_BIT(Q_ROLE) | Q_BIT(Q_ROLE_MODIFIER)) &&
         q_word_of(doc, t)->shape == Q_SHAPE_LOWER)
    t++;
  if (t == source->last || !q_is(doc, t - 1, Q_BIT(Q_ROLE))) return;
  while (t < last && q_word_of(doc, t)->shape >= Q_SHAPE_CAPITAL) t++;
  source->last = t;
}

/* "Roa, standing in what was left of it, said": where a comma parts the source from its cue and
 * the model took the end of what stands between, the source is the subject before. */
static void find_subject(const quoth_doc *doc, q_attribution *a) {
  if (a->source.count != 1 || !a->cue.count) return;
  q_range *source = &a->source.items[0];
  uint32_t cue = a->cue.items[0].first, first = doc->sentences.items[q_sentence_at(doc, cue)].first;
  if (source->last != cue || source->first <= first || !q_is_char(doc, cue - 1, ",")) return;
  q_range subject = q_subject_before(doc, first, cue);
  if (subject.first < source->first && subject.last > subject.first) *source = subject;
}

/* "said Friday", "On Friday Roa": the day is none of the cue's, nor of the source's. */
static void cut_day(const quoth_doc *doc, q_attribution *a) {
  if (a->source.count) {
    q_range *source = &a->source.items[0];
    if (source->first && source->last > source->first + 1 && q_is(doc, source->first, Q_BIT(Q_WEEKDAY)) &&
        q_is(doc, source->first - 1, Q_BIT(Q_PREPOSITION)))
      source->first++;
  }
  for (uint32_t i = 0; i < a->cue.count; i++) {
    q_range *cue = &a->cue.items[i];
    while (cue->last > cue->first + 1 && q_is(doc, cue->last - 1, Q_BIT(Q_WEEKDAY))) cue->last--;
  }
}

/* "It is alleged that": nobody is named. */
static void drop_expletive(const quoth_doc *doc, q_attribution *a) {
  if (a->cue_index == QUOTH_NONE || !doc->cues.items[a->cue_index].passive || a->source.count != 1) return;
  q_range source = a->source.items[0];
  if (source.last == source.first + 1 && q_is_a(doc, source.first, Q_EXPLETIVE) && a->content.count &&
      q_is_a(doc, a->content.items[0].first, Q_COMPLEMENTIZER))
    a->source.count = 0;
}

static bool is_circumstance(const quoth_doc *doc, uint32_t token) {
  if (q_word_of(doc, token)->shape != Q_SHAPE_LOWER) return false;
  if (q_is(doc, token, Q_BIT(Q_SUBORDINATOR)) && !q_is(doc, token, Q_BIT(Q_RELATIVE))) return true;
  return q_size(doc, token) > 5 && q_is_a(doc, token, Q_ENDING_PARTICIPLE) &&
         !q_is(doc, token, Q_BIT(Q_PREPOSITION));
}

/* "Roa, after a night in hospital," is Roa; so is "a night in hospital" between
 * "Roa, after" and ", said". */
static void cut_circumstance(const quoth_doc *doc, q_attribution *a) {
  if (a->source.count != 1 || !a->cue.count || a->cue.items[0].first < a->source.items[0].last) return;
  q_range *source = &a->source.items[0];
  for (uint32_t t = source->first + 1; t + 1 < source->last; t++)
    if (q_is_char(doc, t, ",") && is_circumstance(doc, t + 1) &&
        !has_relative(doc, (q_range){source->first, t})) {
      source->last = t;
      return;
    }
  uint32_t cue = a->cue.items[0].first;
  uint32_t start = doc->sentences.items[q_sentence_at(doc, source->first)].first;
  if (!q_is_char(doc, cue - 1, ",") || source->first < start + 3 ||
      !is_circumstance(doc, source->first - 1) || !q_is_char(doc, source->first - 2, ","))
    return;
  q_range subject = q_subject_before(doc, start, source->first - 2);
  if (subject.first < subject.last) *source = subject;
}

/* "issued an order stating that": what states is the order, whether or not the words before
 * it are in the cue. A message (issued a statement saying) says no more than who sends it. */
static bool find_document(quoth_doc *doc, q_attribution *a) {
  if (a->cue.count != 1) return true;
  q_range *cue = &a->cue.items[0];
  uint32_t verb = cue->last - 1, first = verb - 1,
           floor = doc->sentences.items[q_sentence_at(doc, verb)].first;
  if (verb < floor + 3) return true;
  if (!q_is_a(doc, first, Q_BODY_DOCUMENT) || !q_is(doc, verb, Q_BIT(Q_CUE_SPEECH)) ||
      !q_is_a(doc, verb, Q_ENDING_PARTICIPLE))
    return true;
  while (first > floor && !q_is(doc, first, Q_BIT(Q_DETERMINER)) && verb - first < 4) first--;
  if (first == floor || !q_is(doc, first, Q_BIT(Q_DETERMINER))) return true;
  *cue = (q_range){verb, verb + 1};
  a->source = (q_ranges){0};
  return q_add_range(doc, &a->source, (q_range){first, verb});
}

bool q_amend_source(quoth_doc *doc, q_attribution *a) {
  find_source(doc, a);
  move_genitive(doc, a);
  drop_expletive(doc, a);
  cut_day(doc, a);
  add_role(doc, a);
  add_nickname(doc, a);
  find_subject(doc, a);
  cut_circumstance(doc, a);
  return find_document(doc, a);
}
