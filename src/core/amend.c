/* After rules and model: what neither sees well by itself. Drops what only looks
 * like a report, and cuts what the author adds from the end of one. */
#include "core/attribution.h"
#include "core/entity.h"
#include "core/phrase.h"
#include "core/reading.h"

static bool is_article(const quoth_doc *doc, uint32_t token) { return q_is_a(doc, token, Q_ARTICLE); }

/* The said vessel: a verb right behind an article reports nothing. */
static bool is_modifier(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue.count != 1 || a->cue.items[0].last != a->cue.items[0].first + 1) return false;
  uint32_t cue = a->cue.items[0].first;
  return cue && q_is(doc, cue, Q_CUE_VERB) && !q_is(doc, cue, Q_BIT(Q_CUE_NOUN)) && is_article(doc, cue - 1);
}

/* "the only known instance": an article alone is no source, and its verb no cue. */
static bool has_no_noun(const quoth_doc *doc, const q_ranges *source) {
  return source->count == 1 && source->items[0].last == source->items[0].first + 1 &&
         is_article(doc, source->items[0].first);
}

/* Below this an unquoted report is more often none: tuned on news, where it costs no report
 * of speech. Quotation marks are evidence enough by themselves. */
#define LEAST_INDIRECT 0.2F
#define DOUBT 0.4F

/* The words of a content; QUOTH_NONE where it is quoted in any part. O(tokens). */
static uint32_t bare_words(const quoth_doc *doc, const q_ranges *content) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < content->count; i++)
    for (uint32_t t = content->items[i].first; t < content->items[i].last; t++) {
      if (q_region_at(doc, t) != QUOTH_NONE) return QUOTH_NONE;
      words += q_word_of(doc, t)->kind != QUOTH_TOKEN_PUNCTUATION;
    }
  return words;
}

/* Does a word stand for what is written or sent: an order, a letter? */
static bool is_document(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_BODY_DOCUMENT) || q_is_a(doc, token, Q_BODY_MESSAGE);
}

/* "he wrote for state media": a phrase of few words behind a cue and a preposition tells where or
 * to whom, not what, if it is in doubt or tells of what was written: an article he wrote for. */
static bool is_place_of_report(const quoth_doc *doc, const q_attribution *a, uint32_t words) {
  enum { FEW = 3 };
  if (words > FEW || a->cue.count != 1) return false;
  bool written =
      a->source.count && a->source.items[0].first && is_document(doc, a->source.items[0].first - 1);
  if (a->confidence >= DOUBT && !written) return false;
  uint32_t first = a->content.items[0].first, last = a->cue.items[0].last;
  if (first != last && first != last + 1) return false;
  return first > a->cue.items[0].first + 1 && q_is(doc, first - 1, Q_BIT(Q_PREPOSITION));
}

/* Does a name begin at a token, in the same sentence as what stands before? */
static bool is_before_name(const quoth_doc *doc, uint32_t token) {
  uint32_t i = q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, token);
  return i < doc->mentions.count && doc->mentions.items[i].tokens.first == token &&
         q_sentence_at(doc, token) == q_sentence_at(doc, token - 1) &&
         q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL;
}

/* "praised "Comrade" Kim": one word in marks before a name is what somebody is called. */
static bool is_called(const quoth_doc *doc, const q_attribution *a) {
  enum { MARKED_WORD = 3 };
  if (a->content.count != 1) return false;
  q_range content = a->content.items[0];
  uint32_t region = q_region_at(doc, content.first);
  if (region == QUOTH_NONE) return false;
  q_range marked = doc->quotations.items[region].tokens;
  if (marked.last - marked.first > MARKED_WORD) return false;
  if (marked.last == content.last && content.first == marked.first) return is_before_name(doc, marked.last);
  if (marked.last >= content.last) return false;
  for (uint32_t t = marked.last; t < content.last; t++)
    if (q_word_of(doc, t)->kind != QUOTH_TOKEN_WORD || q_word_of(doc, t)->shape < Q_SHAPE_CAPITAL)
      return false;
  return true;
}

/* "a show called "The Pier"": the participle of an indefinite noun tells its name. */
static bool is_naming(const quoth_doc *doc, const q_attribution *a) {
  if (a->source.count != 1 || a->cue.count != 1 || a->content.count != 1) return false;
  q_range source = a->source.items[0], cue = a->cue.items[0];
  return cue.last == cue.first + 1 && source.last == cue.first && cue.last == a->content.items[0].first &&
         q_is_a(doc, cue.first, Q_CUE_NAMING) && is_article(doc, source.first) &&
         !q_is_a(doc, source.first, Q_ARTICLE_DEFINITE) && q_region_at(doc, cue.last) != QUOTH_NONE;
}

/* "his parents were told by a friend": who stands before such a passive heard it, and is no report. */
static bool is_hearer(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue_index == QUOTH_NONE || a->cue.count != 1 || a->content.count != 1) return false;
  const q_cue *cue = &doc->cues.items[a->cue_index];
  return cue->passive && q_is_a(doc, cue->head, Q_CUE_HEARER) &&
         a->content.items[0].last == a->cue.items[0].first;
}

/* "charged her $400 a night": a sum, whoever gets it, is paid and not said. */
static bool is_sum(const quoth_doc *doc, const q_ranges *content) {
  enum { RATE_MOST = 2 };
  if (content->count != 1) return false;
  q_range piece = content->items[0];
  if (q_is(doc, piece.first, Q_PRONOUN)) piece.first++;
  uint32_t i =
      q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, piece.first);
  const q_mention *sum = i < doc->mentions.count ? &doc->mentions.items[i] : NULL;
  return sum && sum->tokens.first == piece.first && q_has_type(sum->type, "money") &&
         sum->tokens.last + RATE_MOST >= piece.last;
}

/* "Stocks added two points": a number with no verb behind it is what such a verb adds, and no words. */
static bool is_gain(const quoth_doc *doc, const q_attribution *a) {
  if (a->content.count != 1 || a->cue.count != 1) return false;
  q_range piece = a->content.items[0];
  if (a->cue.items[0].last != piece.first || !q_is_a(doc, piece.first - 1, Q_CUE_GAIN)) return false;
  if (!doc->readings || doc->readings[piece.first].tag != Q_TAG_NUMBER) return false;
  for (uint32_t t = piece.first; t < piece.last; t++)
    if (q_tag_is_verb(doc->readings[t].tag)) return false;
  return true;
}

/* "he said Friday", "he praised Lund": one word that nobody quotes is a day, a name or a
 * hearer, and no report, nor is it what a colon announces; but it can be what is spoken about ("railed
 * against Lund") or what one is for ("backs Lund"), unless that is in doubt. */
static bool is_no_report(const quoth_doc *doc, const q_attribution *a, uint32_t words) {
  if (words != 1) return words == 0 || is_place_of_report(doc, a, words);
  bool one = a->cue.count == 1 && a->cue.items[0].last == a->cue.items[0].first + 1;
  bool announced = a->cue.count == 1 && q_is_char(doc, a->cue.items[0].last - 1, ":");
  return a->confidence < DOUBT || (a->speech && (one || announced || !a->cue.count));
}

/* "priced according to what they cost": nobody, or what stands before it, is no source. */
static bool is_measure(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue_index == QUOTH_NONE || doc->cues.items[a->cue_index].kind != Q_CUE_IS_PHRASE) return false;
  uint32_t behind = a->cue.items[0].last;
  if (behind == a->cue.items[0].first + 1) return false;
  return !a->source.count || a->source.items[0].first < behind ||
         q_is(doc, behind, Q_BIT(Q_RELATIVE) | Q_BIT(Q_SUBORDINATOR));
}

/* "SHANGHAI: The mill …": a place in capitals before a colon tells where a story was written. */
static bool is_dateline(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue.count != 1 || a->source.count != 1 || !q_is_char(doc, a->cue.items[0].first, ":")) return false;
  q_range place = a->source.items[0];
  uint32_t i =
      q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, place.first);
  if (i == doc->mentions.count || doc->mentions.items[i].tokens.first != place.first) return false;
  return q_has_type(doc->mentions.items[i].type, "place") && place.last == a->cue.items[0].first &&
         q_word_of(doc, place.first)->shape == Q_SHAPE_UPPER &&
         q_region_at(doc, a->content.items[0].first) == QUOTH_NONE &&
         doc->paragraphs.items[q_paragraph_at(doc, place.first)].tokens.first == place.first;
}

/* "That said, it rained", "That being said, …": takes up what was said before. */
static bool is_connective(const quoth_doc *doc, const q_attribution *a) {
  if (a->source.count != 1 || a->cue.count != 1) return false;
  q_range source = a->source.items[0], cue = a->cue.items[0];
  uint32_t first = a->content.items[0].first;
  return first > cue.last && source.last == source.first + 1 && source.last == cue.first &&
         q_is_a(doc, source.first, Q_DEMONSTRATIVE) && q_is_char(doc, cue.last, ",") &&
         source.first == doc->sentences.items[q_sentence_at(doc, source.first)].first &&
         q_region_at(doc, first) == QUOTH_NONE;
}

/* Does an attribution report nothing? What a user's own cue brings stands. */
static bool says_nothing(const quoth_doc *doc, const q_attribution *a) {
  if (a->cue_index != QUOTH_NONE) {
    const q_term *term = doc->cues.items[a->cue_index].term;
    if (term && term->user) return false;
  }
  if (is_called(doc, a) || is_naming(doc, a) || is_hearer(doc, a) || is_measure(doc, a) ||
      is_dateline(doc, a) || is_connective(doc, a))
    return true;
  uint32_t words = bare_words(doc, &a->content);
  if (words != QUOTH_NONE && (is_sum(doc, &a->content) || is_gain(doc, a))) return true;
  return words != QUOTH_NONE && (a->confidence < LEAST_INDIRECT || is_no_report(doc, a, words));
}

static bool is_relative(const quoth_doc *doc, const q_ranges *source) {
  return source->count == 1 && source->items[0].last == source->items[0].first + 1 &&
         q_is(doc, source->items[0].first, Q_BIT(Q_RELATIVE));
}

/* Does the author speak again behind a comma: "…, a claim few believed", "had resigned, which surprised
 * nobody", where no noun stands before that it could tell of, or, where a
 * relative pronoun was the source, the verb of its noun: "who says …, has left"? */
static bool is_author(const quoth_doc *doc, uint32_t comma, uint32_t last, bool relative) {
  if (comma + 1 >= last) return false;
  if (comma + 2 < last && q_is(doc, comma + 1, Q_BIT(Q_DETERMINER)) &&
      q_is(doc, comma + 2, Q_BIT(Q_CUE_NOUN)))
    return true;
  if (doc->readings && q_is_a(doc, comma + 1, Q_RELATIVE_SENTENCE) &&
      q_tag_is_verb(doc->readings[comma - 1].tag) && q_tag_is_verb(doc->readings[comma + 2].tag))
    return true;
  return relative && (q_is_verb(doc, comma, comma + 1) || q_is(doc, comma + 1, Q_BIT(Q_PAST)));
}

/* Behind "PORT ARDEN, March 3 (Northern Press) - ": names, days and what is in brackets, up
 * to a dash that ends them; else the token itself. */
static uint32_t behind_dateline(const quoth_doc *doc, uint32_t first, uint32_t last) {
  enum { LONGEST = 14 };
  for (uint32_t t = first; t < last && t < first + LONGEST; t++) {
    const q_word *word = q_word_of(doc, t);
    if (word->kind == QUOTH_TOKEN_WORD && word->shape < Q_SHAPE_CAPITAL) return first;
    if (t > first && word->kind == QUOTH_TOKEN_PUNCTUATION && q_is_dash(doc, t) && q_spaced(doc, t))
      return t + 1;
  }
  return first;
}

/* Is what ends before a token in capitals, or has it a medium in brackets at its end? */
static bool is_marked_dateline(const quoth_doc *doc, uint32_t first, uint32_t behind) {
  return q_word_of(doc, first)->shape == Q_SHAPE_UPPER ||
         (behind > first + 1 && q_word_of(doc, behind - 2)->first == ')');
}

/* The dateline of a story is no part of what its first sentence reports, nor of who says so. There it must be
 * marked as one: "Ana Roa - Leeds's mayor - said" has a dash, too. */
static void cut_dateline(const quoth_doc *doc, q_ranges *ranges, bool marked) {
  if (!ranges->count) return;
  q_range *piece = &ranges->items[0],
          paragraph = doc->paragraphs.items[q_paragraph_at(doc, piece->first)].tokens;
  if (piece->first != paragraph.first || q_region_at(doc, piece->first) != QUOTH_NONE) return;
  uint32_t behind = behind_dateline(doc, piece->first, piece->last);
  if (behind < piece->last && (!marked || is_marked_dateline(doc, piece->first, behind)))
    piece->first = behind;
}

/* A dash before a source is what is left of a dateline. */
static void cut_dash(const quoth_doc *doc, q_ranges *source) {
  q_range *piece = source->items;
  if (source->count && piece->first + 1 < piece->last && q_is_dash(doc, piece->first)) piece->first++;
}

/* "10.42am Trains have stopped": the time at which a live report's paragraph was written, before a
 * capital, is no part of what it reports, nor of who says so. */
static void cut_stamp(const quoth_doc *doc, q_ranges *ranges) {
  if (!ranges->count) return;
  q_range *piece = &ranges->items[0];
  if (piece->first != doc->paragraphs.items[q_paragraph_at(doc, piece->first)].tokens.first) return;
  uint32_t i =
      q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, piece->first);
  const q_mention *time = i < doc->mentions.count ? &doc->mentions.items[i] : NULL;
  if (!time || time->tokens.first != piece->first || !time->value || *time->value != 'T') return;
  uint32_t behind = time->tokens.last;
  if (behind < piece->last && q_word_of(doc, behind)->shape >= Q_SHAPE_CAPITAL) piece->first = behind;
}

/* Is the token a verb that no other verb or conjunction leads to? */
static bool is_main_verb(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token, Q_BIT(Q_AUXILIARY)) && q_word_of(doc, token)->shape == Q_SHAPE_LOWER &&
         !q_is(doc, token - 1,
               Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_NEGATION) | Q_BIT(Q_ADVERB) |
                   Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_RELATIVE) | Q_PRONOUN);
}

/* "His claim that the bridge was safe has been tested": a report that is the subject
 * of its sentence ends before the second verb. */
static void cut_subject(const quoth_doc *doc, q_attribution *a) {
  if (!a->source.count || !a->cue.count || a->content.count != 1 ||
      !q_is(doc, a->cue.items[0].last - 1, Q_BIT(Q_CUE_NOUN)))
    return;
  uint32_t owner = a->source.items[0].last - 1;
  if (!q_is(doc, owner, Q_BIT(Q_POSSESSIVE)) && !q_is_a(doc, owner, Q_POSSESSIVE_MARKER)) return;
  q_range *piece = &a->content.items[0];
  uint32_t start = doc->sentences.items[q_sentence_at(doc, a->cue.items[0].first)].first;
  if (a->source.items[0].first != start || piece->first != a->cue.items[0].last ||
      !q_is_a(doc, piece->first, Q_COMPLEMENTIZER))
    return;
  bool verb = false;
  for (uint32_t t = piece->first + 2; t < piece->last; t++) {
    if (verb && is_main_verb(doc, t)) {
      piece->last = t;
      return;
    }
    verb |= q_is(doc, t, Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL)) || q_is_verb(doc, piece->first, t);
  }
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

/* The cue whose verb stands at a token, or QUOTH_NONE. O(log n). */
static uint32_t cue_at(const quoth_doc *doc, uint32_t token) {
  uint32_t cue = q_cue_from(doc, token);
  return cue < doc->cues.count && doc->cues.items[cue].head == token ? cue : QUOTH_NONE;
}

/* Is there a verb or noun in the range that may report? O(log n). */
static bool has_cue(const quoth_doc *doc, q_range range) {
  uint32_t t = q_next(doc->flags[Q_FLAG_CUE], range.first, range.last);
  while (t < range.last && cue_at(doc, t) == QUOTH_NONE)
    t = q_next(doc->flags[Q_FLAG_CUE], t + 1, range.last);
  return t < range.last;
}

/* ", to develop trade", "and to go": does an infinitive join one before it? */
static bool joins_infinitive(const quoth_doc *doc, uint32_t token, uint32_t last) {
  uint32_t t = token;
  if (t < last && q_is_char(doc, t, ",")) t++;
  if (t < last && q_is(doc, t, Q_BIT(Q_CONJUNCTION))) t++;
  return t > token && t + 1 < last && q_is_a(doc, t, Q_INFINITIVE_MARKER) &&
         !q_is(doc, t + 1, Q_BIT(Q_DETERMINER));
}

/* Does the clause that a content has just begun go on: "…, whose ship | is the last one"? */
static bool lacks_verb(const quoth_doc *doc, const q_attribution *a, uint32_t token, uint32_t last) {
  if (token >= last || !q_is(doc, token, Q_BIT(Q_AUXILIARY)) || q_region_at(doc, token) != QUOTH_NONE)
    return false;
  q_range piece = a->content.items[a->content.count - 1];
  for (uint32_t t = token; t-- > piece.first && !q_is_char(doc, t, ",");)
    if (q_is(doc, t, Q_BIT(Q_RELATIVE) | Q_BIT(Q_SUBORDINATOR)) && t > piece.first) return true;
  return false;
}

/* Does the content go on with what it tells of its last name: "…, which has left"? */
static bool tells_of_name(const quoth_doc *doc, uint32_t comma, uint32_t last) {
  return comma + 2 < last && q_is_char(doc, comma, ",") && q_is(doc, comma + 1, Q_BIT(Q_RELATIVE)) &&
         q_is(doc, comma + 2, Q_BIT(Q_AUXILIARY)) && q_word_of(doc, comma - 1)->shape == Q_SHAPE_CAPITAL;
}

/* Gives a content that stands behind its cue the infinitives that join its own, the
 * verb of its last clause, and a clause on its last name: up to the sentence's end, unless another cue comes
 * first. */
static void extend_content(const quoth_doc *doc, q_attribution *a) {
  if (!a->content.count || a->cue.count != 1) return;
  q_range *piece = &a->content.items[a->content.count - 1];
  if (a->cue.items[0].last > a->content.items[0].first || is_relative(doc, &a->source)) return;
  uint32_t end = doc->sentences.items[q_sentence_at(doc, piece->last - 1)].last;
  bool plan =
      q_is_a(doc, a->content.items[0].first, Q_INFINITIVE_MARKER) && joins_infinitive(doc, piece->last, end);
  if (!plan && !lacks_verb(doc, a, piece->last, end) && !tells_of_name(doc, piece->last, end)) return;
  while (end > piece->last && (q_word_of(doc, end - 1)->final || q_is_char(doc, end - 1, ","))) end--;
  if (!has_cue(doc, (q_range){piece->last + 1, end})) piece->last = end;
}

/* Does a second verb of the source begin its report here: "… and insisted that", "…, adding that"? */
static bool begins_second(const quoth_doc *doc, uint32_t token) {
  bool joined = q_is(doc, token, Q_BIT(Q_CONJUNCTION)) ||
                (q_is_char(doc, token, ",") && q_is_a(doc, token + 1, Q_ENDING_PARTICIPLE));
  return joined && q_is(doc, token + 1, Q_BIT(Q_CUE_SPEECH)) && q_is_a(doc, token + 2, Q_COMPLEMENTIZER) &&
         q_region_at(doc, token) == QUOTH_NONE;
}

/* "said that … and insisted that …": the second verb has the same source and its own
 * report. */
static bool split_second(quoth_doc *doc, uint32_t index) {
  q_attribution *a = &doc->attributions.items[index];
  if (!a->content.count || !a->source.count || a->cue.count != 1) return true;
  q_range *piece = &a->content.items[a->content.count - 1], rest = *piece, source = a->source.items[0];
  uint32_t t = piece->first + 1;
  if (a->cue.items[0].last > piece->first) return true;
  while (t + 3 < piece->last && !begins_second(doc, t)) t++;
  uint32_t cue = t + 3 < piece->last ? cue_at(doc, t + 1) : QUOTH_NONE;
  if (cue == QUOTH_NONE) return true;
  piece->last = t;
  rest.first = t + 2;
  q_attribution *new = q_attribution_add(doc, cue, "verb.and", 0.8F);
  return new &&q_add_range(doc, &new->source, source) && q_add_range(doc, &new->content, rest);
}

/* The cue of the clause behind a quotation, where it is none of the attribution's own:
 * "…," Roa added. */
static uint32_t other_cue(const quoth_doc *doc, const q_attribution *a, uint32_t token, uint32_t last) {
  enum { NEAR = 5 };
  for (uint32_t t = token; t < last && t < token + NEAR; t++) {
    uint32_t cue = q_is(doc, t, Q_BIT(Q_CUE_SPEECH)) ? cue_at(doc, t) : QUOTH_NONE;
    if (cue == QUOTH_NONE || doc->cues.items[cue].kind != Q_CUE_IS_VERB) continue;
    for (uint32_t i = 0; i < a->cue.count; i++)
      if (t >= a->cue.items[i].first && t < a->cue.items[i].last) return QUOTH_NONE;
    return cue;
  }
  return QUOTH_NONE;
}

/* "It is done," said Roa. "At last," Lund added.: the second quotation has a cue and a
 * source of its own. */
static bool split_direct(quoth_doc *doc, uint32_t index) {
  q_attribution *a = &doc->attributions.items[index];
  for (uint32_t k = 1; k < a->content.count; k++) {
    q_range piece = a->content.items[k];
    uint32_t last = doc->sentences.items[q_sentence_at(doc, piece.last - 1)].last;
    if (q_region_at(doc, piece.first) == QUOTH_NONE || piece.last >= last || !a->cue.count ||
        a->cue.items[0].first > piece.first)
      continue;
    uint32_t cue = other_cue(doc, a, piece.last, last);
    if (cue == QUOTH_NONE) continue;
    q_range verb = doc->cues.items[cue].tokens, source = {piece.last, verb.first};
    if (verb.first == piece.last) source = q_phrase_after(doc, verb.last, last);
    if (source.first >= source.last) return true;
    q_ranges rest = {&a->content.items[k], a->content.count - k, a->content.count - k};
    a->content.count = k;
    q_attribution *new = q_attribution_add(doc, cue, "verb.own", 0.8F);
    if (!new || !q_add_range(doc, &new->source, source)) return false;
    new->content = rest;
    return true;
  }
  return true;
}

/* "As Roa put it, "…"": whatever the verb, it tells how something was said. */
static bool is_put(const quoth_doc *doc, const q_attribution *a) {
  if (a->source.count != 1 || a->cue.count != 1 || !a->source.items[0].first) return false;
  return q_is_a(doc, a->source.items[0].first - 1, Q_PREDICATIVE_MARKER) &&
         q_is_a(doc, a->cue.items[0].last - 1, Q_EXPLETIVE);
}

/* "The survey found": a report is how a document speaks, though the word is one of thought where
 * a person is its subject. So is what was learnt by nobody in particular. */
static void mend_class(const quoth_doc *doc, q_attribution *a) {
  if (!a->speech) a->speech = is_put(doc, a);
  if (a->speech || a->cue_index == QUOTH_NONE) return;
  const q_cue *cue = &doc->cues.items[a->cue_index];
  if (!a->source.count) a->speech = cue->passive && q_is_a(doc, cue->head, Q_CUE_HEARSAY);
  if (a->source.count != 1) return;
  a->speech =
      is_document(doc, a->source.items[0].last - 1) && doc->cues.items[a->cue_index].class == Q_CUE_SPEECH;
}

/* "Roa, the mayor, said that …, arguing that …": where two reports of a sentence begin their source
 * at the same word, the longer one is it. The list is as far as the attribution before. */
static void share_source(const quoth_doc *doc, uint32_t kept, q_attribution *a) {
  if (!kept || a->source.count != 1) return;
  const q_ranges *before = &doc->attributions.items[kept - 1].source;
  q_range *source = &a->source.items[0], whole = before->count == 1 ? before->items[0] : *source;
  if (whole.first != source->first || whole.last <= source->last || q_any_overlap(&a->cue, whole) ||
      q_any_overlap(&a->content, whole))
    return;
  source->last = whole.last;
}

bool q_attribution_amend(quoth_doc *doc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    q_attribution *a = &doc->attributions.items[i];
    if (is_modifier(doc, a) || has_no_noun(doc, &a->source) || says_nothing(doc, a)) continue;
    if (!q_amend_source(doc, a)) return false;
    cut_dateline(doc, &a->source, true);
    cut_dash(doc, &a->source);
    share_source(doc, kept, a);
    mend_class(doc, a);
    cut_dateline(doc, &a->content, false);
    cut_stamp(doc, &a->content);
    cut_stamp(doc, &a->source);
    cut_comment(doc, a);
    cut_subject(doc, a);
    extend_content(doc, a);
    doc->attributions.items[kept++] = *a;
  }
  doc->attributions.count = kept;
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!split_second(doc, i) || !split_direct(doc, i)) return false;
  return true;
}
