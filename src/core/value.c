/* Walks the text for dates, times, amounts and quantities. */
#include "core/value.h"

#include <string.h>

#include "core/date.h"
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

void q_value_add(q_value *value, const char *bytes, size_t size) {
  size_t length = strlen(value->text), room = sizeof value->text - length - 1;
  if (size > room) size = room;
  memcpy(value->text + length, bytes, size);
  value->text[length + size] = 0;
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
  q_mention *mention;
  if (!q_mention_offer(finding, value->tokens, &mention)) return false;
  if (!mention) return true;
  mention->type = value->type;
  mention->rule = value->rule;
  mention->confidence = 0.9F;
  mention->kind = value->relative ? QUOTH_MENTION_NOMINAL : QUOTH_MENTION_NAME;
  if (!*value->text) return true;
  mention->canonical = mention->value = q_copy(&finding->doc->arena, value->text, strlen(value->text));
  return mention->value != NULL; /* equal values are one entity */
}

/* A quick look at a word that may start a date, but no amount by itself: most start nothing. */
static bool may_start(const q_value_reader *r, uint32_t token) {
  const q_word *word = q_word_of(r->doc, token);
  if (word->classes & STARTS) return true;
  if (!(word->classes & MAY_START) || token + 1 >= r->sentence.last) return false;
  const q_word *next = q_word_of(r->doc, token + 1);
  if (next->classes & FOLLOWS || next->first == '-') return true;
  if (word->classes & Q_BIT(Q_DATE_PART) && (next->has_digit || q_word_is(next, Q_PREPOSITION_GENITIVE)))
    return true; /* FY 2017, end of the year */
  return word->classes & Q_BIT(Q_NUMBER_WORD) &&
         (q_word_is(next, Q_COORDINATOR) ||
          q_word_is(next, Q_RANGE_MARKER)); /* two and a half, two to three */
}

static bool may_be_amount(const q_word *word) {
  return word->has_digit || word->starts_phrase || word->classes & (Q_BIT(Q_CURRENCY) | Q_BIT(Q_NUMBER_WORD));
}

/* What starts at a token, perhaps read before. */
static q_value value_at(q_values *v, uint32_t token) {
  while (v->next < v->read.count && v->read.items[v->next].at < token) v->next++;
  if (v->next < v->read.count && v->read.items[v->next].at == token) return v->read.items[v->next];
  q_value value = q_date_read(&v->reader, token);
  if (!value.type && may_be_amount(q_word_of(v->reader.doc, token)))
    value = q_date_span(&v->reader, q_amount_read(&v->reader, token));
  return value.at = token, value;
}

static bool keep(q_values *v, const q_value *value) {
  q_value *new = q_push(&v->reader.doc->arena, &v->read);
  if (new) *new = *value;
  return new != NULL;
}

static void flip(uint64_t *bits, uint32_t token) { bits[token >> 6] ^= UINT64_C(1) << (token & 63); }

/* Looks at the tokens of a bitmap in text order. */
static bool find(q_finding *finding, q_values *v, const uint64_t *starts, bool dates) {
  const q_range *sentence = finding->doc->sentences.items;
  uint32_t last = finding->doc->tokens.count, next = 0;
  v->next = 0;
  for (uint32_t i; (i = q_next(starts, next, last)) < last;) {
    next = i + 1;
    if (q_is_covered(finding, i)) continue;
    while (sentence->last <= i) sentence++;
    v->reader.sentence = *sentence;
    if (!q_has_bit(v->amounts, i) && !may_start(&v->reader, i)) continue;
    q_value value = value_at(v, i);
    if (!value.type) {
      if (!dates) flip(v->starts, i); /* nor need that be read again */
      continue;
    }
    next = value.tokens.last;
    if (q_is_covered(finding, value.tokens.first)) value.tokens.first = i;
    if (!dates && !keep(v, &value)) return false;
    if ((dates || value.named || strcmp(value.type, "date") != 0) && !offer(finding, &value)) return false;
  }
  return true;
}

/* The first of the number words before a currency: four million US dollars. */
static uint32_t number_before(const quoth_doc *doc, uint32_t token) {
  while (token > 0 && q_is(doc, token - 1, Q_BIT(Q_NUMBER_WORD))) token--;
  return token;
}

static bool starts_value(const q_term *term) {
  return term->class == Q_DATE_WORD || term->class == Q_CURRENCY;
}

/* Words, and terms of several. */
static bool find_starts(q_values *v) {
  quoth_doc *doc = v->reader.doc;
  size_t words = doc->tokens.count / 64 + 1;
  v->starts = q_alloc(&doc->arena, words * sizeof *v->starts);
  v->amounts = q_alloc(&doc->arena, words * sizeof *v->amounts);
  if (!v->starts || !v->amounts) return false;
  memcpy(v->starts, doc->flags[Q_FLAG_VALUE], words * sizeof *v->starts);
  memcpy(v->amounts, doc->flags[Q_FLAG_AMOUNT], words * sizeof *v->amounts);
  for (uint32_t i = 0; i < doc->matches.count; i++) {
    const q_term *term = doc->matches.items[i].term;
    uint32_t first = doc->matches.items[i].tokens.first;
    if (!starts_value(term) || !q_word_of(doc, first)->starts_phrase) continue;
    if (term->class == Q_CURRENCY) first = number_before(doc, first);
    if (!q_has_bit(v->starts, first)) flip(v->starts, first);
    if (!q_has_bit(v->amounts, first)) flip(v->amounts, first);
  }
  return true;
}

bool q_amounts_find(q_finding *finding, q_values *values) {
  values->reader = (q_value_reader){.doc = finding->doc};
  find_anchor(&values->reader);
  return find_starts(values) && find(finding, values, values->amounts, false);
}

bool q_dates_find(q_finding *finding, q_values *values) {
  return find(finding, values, values->starts, true);
}
