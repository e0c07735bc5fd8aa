/* Numbers in digits and in words. */
#include <stdlib.h>
#include <string.h>

#include "core/value.h"

enum { MOST_DIGITS = 18, MOST_SCALES = 4 };

/* Behind a group of digits after a comma: two or three, as in 1,00,000. */
static const char *group_end(const char *at, const char *end) {
  const char *from = at + 1;
  if (at == end || *at != ',') return NULL;
  for (at = from; at < end && q_is_digit(*at);) at++;
  return at - from == 2 || at - from == 3 ? at : NULL;
}

static void add_digits(q_number *number, const char *from, const char *to) {
  for (; from < to; from++)
    if (q_is_digit(*from)) number->mantissa = number->mantissa * 10 + (uint64_t)(*from - '0');
}

/* 1,200.50 and what follows in the same token. */
static q_number read_digits(const q_value_reader *r, uint32_t token, uint32_t skip) {
  const char *start = q_bytes(r->doc, token) + skip, *end = q_bytes(r->doc, token) + q_size(r->doc, token);
  const char *at = start, *group, *point;
  q_number number = {.end = 0};
  while (at < end && q_is_digit(*at)) at++;
  if (at == start) return number;
  while ((group = group_end(at, end))) at = group;
  point = at;
  if (end - at > 1 && *at == '.' && q_is_digit(at[1]))
    for (at++; at < end && q_is_digit(*at);) at++;
  if (at - start > MOST_DIGITS) return number;
  add_digits(&number, start, at);
  number.exponent = at > point ? (int)(point - at + 1) : 0;
  number.end = token + 1;
  number.rest = at;
  number.rest_size = (uint32_t)(end - at);
  return number;
}

static bool is_half(const q_value_reader *r, uint32_t token) {
  const q_term *term = token < r->sentence.last ? q_term_of(r->doc, token, Q_NUMBER_WORD) : NULL;
  return term && *term->canonical == '/';
}

static bool is_scale(const q_term *term) { return term && *term->canonical == 'x'; }

static void scale(q_number *number, const q_term *term) {
  uint64_t factor = strtoull(term->canonical + 1, NULL, 10);
  number->scaled = true;
  for (; factor && factor % 10 == 0; factor /= 10) number->exponent++;
  if (number->mantissa < UINT64_MAX / 100) number->mantissa *= factor;
}

/* The value of a number word that is no scale, or -1. */
static int word_value(const q_value_reader *r, uint32_t token) {
  const q_term *term = token < r->sentence.last ? q_term_of(r->doc, token, Q_NUMBER_WORD) : NULL;
  return term && !is_scale(term) && *term->canonical != '/' ? atoi(term->canonical) : -1;
}

/* "a" counts where a scale or a period follows: a million, a month, an hour, but not a months-long row. */
static bool counts(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_term_of(r->doc, token, Q_NUMBER_WORD);
  if (!term || *term->canonical != '+') return true;
  if (token + 1 >= r->sentence.last) return false;
  const q_term *part = q_term_of(r->doc, token + 1, Q_DATE_PART);
  const q_term *unit = q_term_of(r->doc, token + 1, Q_UNIT);
  return is_scale(q_term_of(r->doc, token + 1, Q_NUMBER_WORD)) ||
         (unit && *unit->canonical == 'P' && !part) ||
         (part && *part->canonical == 'P' && part->canonical[2] != '+');
}

/* half a million, half-hour; what is halved stands at the end. */
static q_number read_half(const q_value_reader *r, uint32_t token) {
  uint32_t article = token + 1 + q_value_joined(r, token + 1);
  const q_term *term = article < r->sentence.last ? q_term_of(r->doc, article, Q_NUMBER_WORD) : NULL;
  bool led = term && *term->canonical == '+';
  return (q_number){.mantissa = 5, .exponent = -1, .end = led ? article + 1 : token + 1};
}

uint32_t q_number_add_half(const q_value_reader *r, uint32_t token, q_number *number) {
  const quoth_doc *doc = r->doc;
  if (number->scaled || number->exponent || token >= r->sentence.last) return 0;
  if (!q_is_a(doc, token, Q_COORDINATOR) && *q_bytes(doc, token) != '-') return 0; /* most numbers */
  uint32_t at = token + q_value_joined(r, token);
  bool hyphen = at > token;
  if (at >= r->sentence.last || !q_is_a(doc, at, Q_COORDINATOR)) return 0;
  uint32_t article = at + 1 + hyphen, half = article + 1 + hyphen;
  if (half >= r->sentence.last || !is_half(r, half) || !q_is_a(doc, article, Q_ARTICLE)) return 0;
  number->mantissa = number->mantissa * 10 + 5;
  number->exponent = -1;
  return half + 1;
}

/* five, twenty-five */
static q_number read_word(const q_value_reader *r, uint32_t token) {
  if (is_half(r, token)) return read_half(r, token);
  int value = word_value(r, token);
  if (value < 0 || !counts(r, token)) return (q_number){.end = 0};
  int ones = value >= 20 && q_value_joined(r, token + 1) ? word_value(r, token + 2) : -1;
  bool two = ones > 0 && ones < 10;
  return (q_number){.mantissa = (uint64_t)(value + (two ? ones : 0)), .end = token + (two ? 3 : 1)};
}

/* A scale word, also one that a hyphen joins to its number. A single letter (3.5m)
 * stands right behind the digits. Moves *token behind it. */
static const q_term *scale_at(const q_value_reader *r, uint32_t *token) {
  uint32_t at = *token + q_value_joined(r, *token);
  const q_term *term = at < r->sentence.last ? q_term_of(r->doc, at, Q_NUMBER_WORD) : NULL;
  if (!is_scale(term) || (q_size(r->doc, at) == 1 && q_spaced(r->doc, at))) return NULL;
  *token = at + 1;
  return term;
}

q_number q_number_read(const q_value_reader *r, uint32_t token, uint32_t skip) {
  q_number number = {.end = 0};
  if (token >= r->sentence.last) return number;
  number = q_word_of(r->doc, token)->has_digit ? read_digits(r, token, skip) : read_word(r, token);
  if (!number.end || number.rest_size) return number;
  const q_term *term;
  uint32_t half = q_number_add_half(r, number.end, &number);
  if (half) number.end = half;
  for (int i = 0; i < MOST_SCALES && (term = scale_at(r, &number.end)); i++) scale(&number, term);
  return number;
}

bool q_number_scale_rest(const q_value_reader *r, q_number *number) {
  if (!number->rest_size) return true;
  const q_term *term = q_value_term(r, number->rest, number->rest_size, Q_NUMBER_WORD);
  if (!is_scale(term)) return false;
  scale(number, term);
  number->rest_size = 0;
  return true;
}

/* The digits of a number, first to last, in the last bytes of a buffer; gives how many. */
static size_t digits_of(uint64_t number, char *end) {
  size_t count = 0;
  do end[-(ptrdiff_t)++count] = (char)('0' + number % 10);
  while (number /= 10);
  return count;
}

bool q_number_write(const q_number *number, char *text, size_t size) {
  char digits[Q_VALUE_SIZE], *end = digits + sizeof digits;
  uint64_t mantissa = number->mantissa;
  int exponent = mantissa ? number->exponent : 0;
  while (exponent < 0 && mantissa % 10 == 0) mantissa /= 10, exponent++;
  size_t count = digits_of(mantissa, end);
  if (abs(number->exponent) > MOST_DIGITS || count + MOST_DIGITS + strlen("0.") + 1 > size) return false;
  size_t decimals = exponent < 0 ? (size_t)-exponent : 0, zeros = exponent > 0 ? (size_t)exponent : 0;
  size_t lead = decimals >= count ? decimals + 1 - count : 0, whole = count + lead - decimals;
  memset(text, '0', lead);
  memcpy(text + lead, end - count, count);
  memset(text + lead + count, '0', zeros);
  text[whole + decimals + zeros] = 0;
  if (!decimals) return true;
  memmove(text + whole + 1, text + whole, decimals + 1);
  return text[whole] = '.', true;
}

int q_number_small(const q_number *number) {
  if (number->rest_size || number->exponent < 0 || number->exponent > 4) return -1;
  uint64_t value = number->mantissa;
  for (int i = 0; i < number->exponent && value < 100000; i++) value *= 10;
  return value < 100000 ? (int)value : -1;
}
