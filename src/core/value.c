/* Walks the text for dates, times, amounts and quantities. */
#include "core/value.h"

#include <string.h>

#include "core/mention.h"

/* What starts a value by itself, and what does where one of the next kind follows. */
#define STARTS (Q_BIT(Q_MONTH) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_DATE_WORD))
#define MAY_START (Q_BIT(Q_NUMBER_WORD) | Q_BIT(Q_DATE_PART))
#define FOLLOWS (MAY_START | Q_BIT(Q_UNIT) | Q_BIT(Q_CURRENCY) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_MONTH))

const q_term *q_value_term(const q_value_reader *r, const char *bytes, uint32_t size, q_class class) {
  return q_term_of_word(r->doc, q_words_find(&r->doc->words, bytes, size), class);
}

const q_term *q_value_term_at(const q_value_reader *r, uint32_t token, q_class class, uint32_t *end) {
  const quoth_doc *doc = r->doc;
  if (token >= r->sentence.last) return NULL;
  if (q_word_of(doc, token)->starts_phrase) {
    uint32_t i = q_first_from(doc->matches.items, doc->matches.count, sizeof *doc->matches.items, token);
    const q_match *match = i < doc->matches.count ? &doc->matches.items[i] : NULL;
    if (match && match->tokens.first == token && match->term->class == class &&
        match->tokens.last <= r->sentence.last)
      return *end = match->tokens.last, match->term;
  }
  *end = token + 1;
  return q_term_of(doc, token, class);
}

bool q_value_joined(const q_value_reader *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  if (token <= r->sentence.first || token + 1 >= r->sentence.last) return false;
  const char *bytes = q_bytes(doc, token);
  bool dash =
      q_size(doc, token) == 1 ? *bytes == '-' : q_size(doc, token) == 3 && !memcmp(bytes, "\xE2\x80\x93", 3);
  return dash && !q_spaced(doc, token) && !q_spaced(doc, token + 1);
}

/* Without a date given, that of a paragraph which is a date and no more, near the top. */
static void find_anchor(q_value_reader *r) {
  enum { PARAGRAPHS = 6, TOKENS = 8 };
  const quoth_doc *doc = r->doc;
  r->anchored = q_day_read(doc->date, &r->anchor);
  for (uint32_t i = 0; i < doc->paragraphs.count && i < PARAGRAPHS && !r->anchored; i++) {
    q_range paragraph = doc->paragraphs.items[i].tokens;
    if (paragraph.last - paragraph.first > TOKENS) continue;
    r->sentence = paragraph;
    q_value value = q_date_read(r, paragraph.first);
    r->anchored = value.type && value.tokens.last == paragraph.last && q_day_read(value.text, &r->anchor);
  }
}

static bool offer(q_finding *finding, const q_value *value) {
  q_mention mention = {.tokens = value->tokens,
                       .type = value->type,
                       .rule = value->rule,
                       .confidence = 0.9F,
                       .kind = value->relative ? QUOTH_MENTION_NOMINAL : QUOTH_MENTION_NAME};
  if (*value->text && !(mention.value = q_copy(&finding->doc->arena, value->text, strlen(value->text))))
    return false;
  mention.canonical = mention.value; /* equal values are one entity */
  return q_mention_offer(finding, mention);
}

/* Does a term of several words that starts a value begin at a token? *match is the
 * first match that begins there or behind. */
static bool starts_term(const quoth_doc *doc, uint32_t token, uint32_t *match) {
  while (*match < doc->matches.count && doc->matches.items[*match].tokens.first < token) ++*match;
  if (*match == doc->matches.count || doc->matches.items[*match].tokens.first > token) return false;
  uint8_t class = doc->matches.items[*match].term->class;
  return class == Q_DATE_WORD || class == Q_CURRENCY;
}

/* A quick look: most words start nothing. */
static bool may_start(const q_value_reader *r, uint32_t token, uint32_t *match, bool amounts_only) {
  const q_word *word = q_word_of(r->doc, token);
  if (word->has_digit || word->classes & Q_BIT(Q_CURRENCY)) return true;
  if (word->starts_phrase && starts_term(r->doc, token, match)) return true;
  if (amounts_only || word->classes & STARTS) return !amounts_only;
  if (!(word->classes & MAY_START) || token + 1 >= r->sentence.last) return false;
  const q_word *next = q_word_of(r->doc, token + 1);
  return next->classes & FOLLOWS || next->first == '-';
}

static bool read_sentence(q_finding *finding, q_value_reader *r, uint32_t *match, bool amounts_only) {
  for (uint32_t i = r->sentence.first, next; i < r->sentence.last; i = next) {
    next = i + 1;
    if (finding->over[i] || !may_start(r, i, match, amounts_only)) continue;
    q_value value = q_date_read(r, i);
    bool wanted = !value.type || !amounts_only;
    if (!value.type) value = q_amount_read(r, i);
    if (!value.type) continue;
    if (wanted && !offer(finding, &value)) return false;
    next = value.tokens.last;
  }
  return true;
}

bool q_values_find(q_finding *finding, bool amounts_only) {
  q_value_reader reader = {.doc = finding->doc};
  uint32_t match = 0;
  find_anchor(&reader);
  for (uint32_t i = 0; i < finding->doc->sentences.count; i++) {
    reader.sentence = finding->doc->sentences.items[i];
    if (!read_sentence(finding, &reader, &match, amounts_only)) return false;
  }
  return true;
}
