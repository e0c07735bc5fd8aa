/* Where content that follows its cue begins and ends. */
#include "core/phrase.h"
#include "core/report.h"

bool q_starts_region(const q_reader *r, uint32_t token) {
  uint32_t at = q_region_at(r->doc, token);
  return at != QUOTH_NONE && q_reader_region(r, at)->tokens.first == token;
}

bool q_is_worth(const q_reader *r, uint32_t index) {
  const q_quotation *q = q_reader_region(r, index);
  return q->speech || q->tokens.last - q->tokens.first >= FEW + 2;
}

bool q_has_verb(const q_reader *r, q_range range) {
  for (uint32_t t = range.first; t < range.last; t++) {
    if (q_is_verb(r->doc, range.first, t) || q_is_a(r->doc, t, Q_POSSESSIVE_MARKER)) return true; /* it's */
  }
  return false;
}

bool q_next_cue_at(const q_reader *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  bool comma = q_is_char(doc, token, ",");
  if (!comma && !q_is_a(doc, token, Q_COORDINATOR_CLAUSE)) return false;
  uint32_t t = token + 1;
  if (comma && t < r->sentence.last && q_is(doc, t, Q_BIT(Q_CONJUNCTION))) t++;
  while (t < r->sentence.last && q_is(doc, t, Q_BIT(Q_ADVERB)) && t < token + 4) t++;
  if (t >= r->sentence.last) return false;
  if (comma && q_is_a(doc, t, Q_CUE_PHRASE_START)) return true;
  return q_is(doc, t, Q_BIT(Q_CUE_SPEECH) | Q_BIT(Q_CUE_PLAN)) && q_is_verb(doc, token, t);
}

uint32_t q_reader_end(const q_reader *r, uint32_t first) {
  const quoth_doc *doc = r->doc;
  uint32_t t = first;
  if (first >= r->sentence.last) return q_reader_region(r, q_region_at(doc, first))->tokens.last;
  for (; t < r->sentence.last; t++) {
    uint32_t at = q_region_at(doc, t);
    if (at != QUOTH_NONE) {
      t = q_reader_region(r, at)->tokens.last - 1;
      if (q_starts_region(r, first) && q_reader_region(r, at)->tokens.first == first &&
          q_reader_region(r, at)->speech && (t + 1 >= r->sentence.last || q_is_char(doc, t + 1, ",.")))
        return t + 1;
    } else if (t > first + 1 && q_next_cue_at(r, t)) {
      return t;
    }
  }
  while (t > first + 1 && q_region_at(doc, t - 1) == QUOTH_NONE &&
         (q_word_of(doc, t - 1)->final || q_is_char(doc, t - 1, ",;:")))
    t--;
  return t;
}

/* his claim that: a noun cue with a report of its own. */
static bool is_owned_report(const q_reader *r, uint32_t token) {
  return token + 2 < r->sentence.last && q_is(r->doc, token, Q_BIT(Q_POSSESSIVE)) &&
         q_is(r->doc, token + 1, Q_BIT(Q_CUE_NOUN)) && q_is_a(r->doc, token + 2, Q_COMPLEMENTIZER);
}

/* May a clause begin here, with no "that" before it? */
static bool starts_clause(const q_reader *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  if (token >= r->sentence.last) return false;
  const q_word *word = q_word_of(doc, token);
  if (word->kind == QUOTH_TOKEN_PUNCTUATION || word->classes & Q_BIT(Q_CONJUNCTION)) return false;
  if (word->classes & Q_BIT(Q_PREPOSITION) && !(word->classes & Q_BIT(Q_SUBORDINATOR))) return false;
  if (is_owned_report(r, token)) return false;
  if (q_starts_region(r, token) && !q_is_worth(r, q_region_at(doc, token))) return false;
  return q_has_verb(r, (q_range){token + 1, q_reader_end(r, token)});
}

/* "to" of a plan, or of an order: vowed to go, urged them to go. */
static uint32_t infinitive(const q_reader *r, uint32_t token) {
  for (uint32_t t = token; t < r->sentence.last && t < token + NEAR; t++) {
    if (q_is_a(r->doc, t, Q_INFINITIVE_MARKER)) return t;
    if (q_is_verb(r->doc, token, t) || q_word_of(r->doc, t)->kind == QUOTH_TOKEN_PUNCTUATION) break;
  }
  return QUOTH_NONE;
}

uint32_t q_content_opener(const q_reader *r, uint32_t token) {
  for (uint32_t t = token; t < r->sentence.last && t < token + NEAR; t++) {
    if (q_starts_region(r, t)) return q_is_worth(r, q_region_at(r->doc, t)) ? t : QUOTH_NONE;
    if (is_owned_report(r, t)) return QUOTH_NONE;
    if (q_is_a(r->doc, t, Q_COMPLEMENTIZER) && t + 1 < r->sentence.last && !q_is_char(r->doc, t + 1, ",."))
      return t;
    if (t > token && q_is_verb(r->doc, token, t)) break;
    if (q_word_of(r->doc, t)->final || q_is_char(r->doc, t, ";")) break;
  }
  uint32_t end = r->sentence.last;
  bool colon = end < token + FAR && q_is_char(r->doc, end - 1, ":");
  return colon && q_starts_region(r, end) ? end : QUOTH_NONE;
}

bool q_takes_hearer(const quoth_doc *doc, const q_cue *cue) { return q_is_a(doc, cue->head, Q_CUE_HEARER); }

uint32_t q_content_start(const q_reader *r, const q_cue *cue, uint32_t from) {
  const quoth_doc *doc = r->doc;
  uint32_t t = from;
  while (t < r->sentence.last && t < from + 3 && q_is(doc, t, Q_BIT(Q_ADVERB) | Q_BIT(Q_WEEKDAY)) &&
         !q_is(doc, t, Q_BIT(Q_NEGATION)))
    t++;
  if (t >= r->sentence.last) return q_content_opener(r, t);
  bool plan = cue->class == Q_CUE_PLAN || cue->class == Q_CUE_DIRECTIVE || cue->class == Q_CUE_BELIEF;
  uint32_t to = plan ? infinitive(r, t) : QUOTH_NONE;
  if (to != QUOTH_NONE) return t;
  uint32_t open = q_content_opener(r, t);
  bool that = open != QUOTH_NONE && q_is_a(doc, open, Q_COMPLEMENTIZER);
  if (open != QUOTH_NONE && (open == t || that)) return open;
  if (open != QUOTH_NONE && q_is_char(doc, open - 1, ",:")) return open;
  if (q_takes_hearer(doc, cue)) {
    q_range recipient = q_phrase_after(doc, t, r->sentence.last);
    t = recipient.last;
    while (t < r->sentence.last && q_is(doc, t, Q_BIT(Q_ADVERB) | Q_BIT(Q_WEEKDAY))) t++;
    return starts_clause(r, t) ? t : open;
  }
  if (open != QUOTH_NONE) return t;
  bool clause = cue->class == Q_CUE_SPEECH || cue->class == Q_CUE_BELIEF;
  return clause && starts_clause(r, t) ? t : QUOTH_NONE;
}
