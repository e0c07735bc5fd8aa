#include "core/phrase.h"

#include <string.h>

#define FUNCTION (Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_CONJUNCTION))
#define STARTS_PHRASE (Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE))

bool q_is_dash(const quoth_doc *doc, uint32_t token) {
  uint32_t size = q_size(doc, token);
  const char *bytes = q_bytes(doc, token);
  if (*bytes == '-') return true;
  return size == 3 && bytes[0] == '\xE2' && bytes[1] == '\x80' && (bytes[2] == '\x93' || bytes[2] == '\x94');
}

static bool is_possessive_s(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_POSSESSIVE_MARKER);
}

static bool is_capital(const quoth_doc *doc, uint32_t token) {
  uint8_t shape = q_word_of(doc, token)->shape;
  return shape == Q_SHAPE_CAPITAL || shape == Q_SHAPE_UPPER || shape == Q_SHAPE_MIXED;
}

const q_term *q_cue_verb_term(const quoth_doc *doc, uint32_t token) {
  for (q_class class = Q_CUE_SPEECH; class <= Q_CUE_DIRECTIVE; class ++) {
    const q_term *term = q_term_of(doc, token, class);
    if (term) return term;
  }
  return NULL;
}

bool q_is_bare_noun(const quoth_doc *doc, uint32_t token) {
  const q_term *term = q_cue_verb_term(doc, token);
  if (!token || !term || !q_is_text(doc, token, term->canonical)) return false;
  const q_word *before = q_word_of(doc, token - 1);
  if (before->classes & (Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_NEGATION) | Q_PRONOUN |
                         Q_BIT(Q_RELATIVE) | Q_BIT(Q_ADVERB) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_GROUP)))
    return false;
  if (before->kind != QUOTH_TOKEN_WORD) return q_is(doc, token, Q_BIT(Q_CUE_NOUN));
  bool plural = q_bytes(doc, token - 1)[q_size(doc, token - 1) - 1] == 's';
  return !plural || (before->shape != Q_SHAPE_LOWER && q_is(doc, token, Q_BIT(Q_CUE_NOUN)));
}

bool q_is_verb(const quoth_doc *doc, uint32_t from, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->shape == Q_SHAPE_CAPITAL || word->kind != QUOTH_TOKEN_WORD) return false;
  if (is_possessive_s(doc, token)) return false;
  if (word->classes & (Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL))) return true;
  if (word->classes & (Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION))) return false;
  bool noun_place = token > from && (q_is(doc, token - 1, STARTS_PHRASE | Q_BIT(Q_PREPOSITION)) ||
                                     is_possessive_s(doc, token - 1));
  if (noun_place) return false;
  if (word->classes & Q_CUE_VERB && !(word->classes & Q_BIT(Q_CUE_NOUN))) return !q_is_bare_noun(doc, token);
  return q_word_is(word, Q_ENDING_PAST);
}

/* ---- to the left ---- */

static bool stops_left(const quoth_doc *doc, uint32_t from, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (is_possessive_s(doc, token)) return false;
  if (word->kind == QUOTH_TOKEN_PUNCTUATION) return !q_is_char(doc, token, "&/-");
  if (word->kind == QUOTH_TOKEN_MARK)
    return !q_is_char(doc, token, "'") || q_spaced(doc, token) || q_region_at(doc, token) != QUOTH_NONE;
  if (word->classes & Q_PRONOUN && !(word->classes & STARTS_PHRASE)) return true;
  if (word->classes & Q_BIT(Q_SUBORDINATOR) && !(word->classes & Q_BIT(Q_PREPOSITION)) &&
      !is_capital(doc, token))
    return !(word->classes & Q_BIT(Q_DETERMINER)) || token == from;
  return q_is_verb(doc, from, token) && word->shape == Q_SHAPE_LOWER;
}

/* May a phrase run on to the left over this conjunction? Two names, or a phrase
 * that begins with an article, right before it. */
static bool joins(const quoth_doc *doc, uint32_t from, uint32_t token) {
  if (token <= from || token + 1 >= doc->tokens.count) return false;
  if (!q_is_a(doc, token, Q_COORDINATOR) && !q_is_char(doc, token, "&")) return false;
  if (q_is_char(doc, token - 1, ",")) return false;
  for (uint32_t t = token, steps = 0; t > from && steps < 6; steps++) {
    t--;
    if (q_word_of(doc, t)->kind == QUOTH_TOKEN_PUNCTUATION || q_is_verb(doc, from, t)) return false;
    if (q_is(doc, t, Q_BIT(Q_PREPOSITION))) return false;
    if (t == from || q_is(doc, t, STARTS_PHRASE)) return true;
  }
  return is_capital(doc, token - 1) && is_capital(doc, token + 1);
}

/* On Monday the mayor, In Leeds Roa: without what is in front. */
static uint32_t without_adverbial(const quoth_doc *doc, uint32_t first, uint32_t end) {
  if (first < end && q_is(doc, first, Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_ADVERB)) && first + 1 < end) first++;
  if (first >= end || !q_is(doc, first, Q_BIT(Q_PREPOSITION) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_SUBORDINATOR)) ||
      q_is(doc, first, Q_BIT(Q_DETERMINER)))
    return first;
  for (uint32_t t = end - 1; t > first + 1; t--) {
    bool starts = q_is(doc, t, STARTS_PHRASE) || (is_capital(doc, t) && !is_capital(doc, t - 1)) ||
                  q_is(doc, t - 1, Q_BIT(Q_WEEKDAY));
    if (starts && !q_is(doc, t - 1, Q_BIT(Q_PREPOSITION) | STARTS_PHRASE) && !is_possessive_s(doc, t - 1))
      return t;
  }
  return first + 1 < end ? first + 1 : first;
}

/* No phrase ends in "and", "when", a dash. */
static bool can_end_phrase(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->classes & (Q_PRONOUN | Q_BIT(Q_RELATIVE))) return true;
  if (word->classes & (Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR)) && !is_capital(doc, token)) return false;
  return word->kind != QUOTH_TOKEN_PUNCTUATION && !(word->classes & Q_BIT(Q_SUBORDINATOR));
}

static q_range phrase_before(const quoth_doc *doc, uint32_t from, uint32_t end) {
  uint32_t first = end;
  if (end > from && !can_end_phrase(doc, end - 1)) return (q_range){end, end};
  if (end > from && q_is(doc, end - 1, Q_PRONOUN | Q_BIT(Q_RELATIVE)) && !is_capital(doc, end - 1))
    return (q_range){end - 1, end};
  if (end > from && q_is(doc, end - 1, Q_PRONOUN)) return (q_range){end - 1, end};
  while (first > from && end - first < Q_PHRASE_MOST) {
    uint32_t t = first - 1;
    bool conjunction = q_is(doc, t, Q_BIT(Q_CONJUNCTION)) && !is_possessive_s(doc, t);
    if (conjunction ? !joins(doc, from, t) : stops_left(doc, from, t)) break;
    first = t;
  }
  return (q_range){without_adverbial(doc, first, end), end};
}

/* Roa, a nurse from Leeds, said: the comma that opens what stands between. */
static uint32_t comma_before(const quoth_doc *doc, uint32_t from, uint32_t comma) {
  uint32_t best = QUOTH_NONE;
  for (uint32_t t = comma, steps = 0; t > from && steps < Q_PHRASE_MOST; steps++) {
    t--;
    if (q_is_char(doc, t, ":;") || q_word_of(doc, t)->kind == QUOTH_TOKEN_MARK) break;
    if (q_is_char(doc, t, ",")) {
      best = t;
      break;
    }
  }
  return best;
}

q_range q_subject_before(const quoth_doc *doc, uint32_t from, uint32_t end) {
  while (end > from + 1 && q_is(doc, end - 1, Q_BIT(Q_ADVERB) | Q_BIT(Q_WEEKDAY)) &&
         !q_is(doc, end - 1, Q_PRONOUN)) {
    end--;
    if (end > from + 1 && q_is(doc, end, Q_BIT(Q_WEEKDAY)) && q_is_a(doc, end - 1, Q_PREPOSITION_DAY)) end--;
  }
  if (end <= from) return (q_range){end, end};
  if (!q_is_char(doc, end - 1, ",")) return phrase_before(doc, from, end);
  uint32_t comma = comma_before(doc, from, end - 1);
  if (comma == QUOTH_NONE) return (q_range){end, end};
  q_range head = phrase_before(doc, from, comma);
  return head.first < head.last ? (q_range){head.first, end - 1} : (q_range){end, end};
}

/* ---- to the right ---- */

/* Does what follows a comma describe the phrase before it? */
static bool is_apposition(const quoth_doc *doc, uint32_t token, uint32_t end) {
  if (token >= end) return false;
  if (q_is_a(doc, token, Q_RELATIVE_PERSONAL) || q_is_a(doc, token, Q_RELATIVE_GENITIVE) ||
      q_is(doc, token, Q_BIT(Q_NUMBER_WORD)))
    return true;
  if (q_is(doc, token, STARTS_PHRASE) && !q_is(doc, token, Q_BIT(Q_SUBORDINATOR))) return true;
  if (q_word_of(doc, token)->kind == QUOTH_TOKEN_NUMBER) return true;
  if (is_capital(doc, token)) return true;
  return !q_is(doc, token, FUNCTION | Q_PRONOUN | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_ADVERB) | Q_CUE_VERB) &&
         q_word_of(doc, token)->shape == Q_SHAPE_LOWER && !q_is_a(doc, token, Q_ENDING_PARTICIPLE);
}

static bool is_date_word(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token, Q_BIT(Q_WEEKDAY) | Q_BIT(Q_MONTH)) ||
         (q_is(doc, token, Q_BIT(Q_DATE_WORD)) && !is_capital(doc, token));
}

static bool stops_right(const quoth_doc *doc, uint32_t first, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (is_possessive_s(doc, token)) return false;
  if (word->kind == QUOTH_TOKEN_PUNCTUATION) return !q_is_char(doc, token, "&/-");
  if (word->kind == QUOTH_TOKEN_MARK)
    return !q_is_char(doc, token, "'") || q_spaced(doc, token) || q_region_at(doc, token) != QUOTH_NONE;
  if (is_capital(doc, token)) return is_date_word(doc, token);
  if (is_date_word(doc, token) || word->classes & Q_BIT(Q_ADVERB)) return token > first;
  if (word->classes & Q_BIT(Q_PREPOSITION))
    return !q_is_a(doc, token, Q_PREPOSITION_COMPLEMENT) &&
           !(q_is_a(doc, token, Q_PREPOSITION_AFFILIATION) && token > first && !is_capital(doc, token - 1)) &&
           !(q_is_a(doc, token, Q_PREPOSITION_ORIGIN) && token > first);
  if (word->classes & (Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_RELATIVE)) && token > first)
    return !q_is_a(doc, token, Q_RELATIVE_PERSONAL);
  if (word->classes & Q_PRONOUN) return token > first && !(word->classes & STARTS_PHRASE);
  return q_is_verb(doc, first, token) && token > first && !q_is_a(doc, token - 1, Q_RELATIVE_PERSONAL);
}

q_range q_phrase_after(const quoth_doc *doc, uint32_t first, uint32_t end) {
  uint32_t t = first;
  if (end > first + Q_PHRASE_MOST) end = first + Q_PHRASE_MOST;
  if (t < end && q_is(doc, t, Q_PRONOUN) && !q_is(doc, t, STARTS_PHRASE) && !is_capital(doc, t))
    return (q_range){t, t + 1};
  for (; t < end; t++) {
    if (q_is(doc, t, Q_BIT(Q_CONJUNCTION)) && t > first) {
      if (t + 1 < end && is_capital(doc, t + 1) && is_capital(doc, t - 1)) continue;
      break;
    }
    if (stops_right(doc, first, t)) break;
  }
  if (t + 1 < end && t > first && q_is_char(doc, t, ",") && is_apposition(doc, t + 1, end)) {
    uint32_t stop = t + 1;
    while (stop < end && q_word_of(doc, stop)->kind != QUOTH_TOKEN_MARK && !q_is_char(doc, stop, ":;,"))
      stop++;
    if (stop < end && q_is_char(doc, stop, ",") && stop + 1 < end && is_apposition(doc, stop + 1, end) &&
        !is_capital(doc, stop + 1))
      for (stop++;
           stop < end && !q_is_char(doc, stop, ":;,") && q_word_of(doc, stop)->kind != QUOTH_TOKEN_MARK;)
        stop++;
    t = stop;
  }
  while (t > first && q_word_of(doc, t - 1)->final) t--;
  return (q_range){first, t};
}

uint32_t q_behind_day(const quoth_doc *doc, uint32_t token, uint32_t end) {
  uint32_t day = token + (token < end && q_is_a(doc, token, Q_PREPOSITION_DAY));
  return day < end && q_is(doc, day, Q_BIT(Q_WEEKDAY)) ? day + 1 : token;
}
