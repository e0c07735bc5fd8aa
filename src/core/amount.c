/* Amounts of money, percents, and quantities with a unit. */
#include <string.h>

#include "core/value.h"

static bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Behind the other end of a range that shares its scale (10 to 12 million), or 0. */
static uint32_t range_end(const q_value_reader *r, uint32_t end) {
  const quoth_doc *doc = r->doc;
  bool to = end + 1 < r->sentence.last && q_is_a(doc, end, Q_RANGE_MARKER);
  if (!to && !q_value_joined(r, end)) return 0;
  uint32_t next = end + 1;
  q_value_term_at(r, next, Q_CURRENCY, &next);
  if (next == end + 2 && !q_is(doc, end + 1, Q_BIT(Q_CURRENCY))) next--;
  q_number other = q_number_read(r, next, 0);
  return other.scaled ? other.end : 0;
}

static q_value money_of(const q_value_reader *r, uint32_t first, uint32_t end, const q_term *currency,
                        q_number number) {
  q_value value = {.tokens = {first, end}, .type = "money", .rule = "amount"};
  char digits[Q_VALUE_SIZE - 8];
  if (strchr(currency->canonical, '/')) number.exponent -= 2;
  uint32_t other = number.scaled ? 0 : range_end(r, end);
  if (other) value.tokens.last = other; /* the first number's scale is not known */
  else if (q_number_write(&number, digits, sizeof digits)) {
    q_value_add(&value, currency->canonical, strlen("EUR"));
    q_value_add(&value, " ", 1);
    q_value_add(&value, digits, strlen(digits));
  }
  return value;
}

/* $3.5 million, US dollars 6000, RM250,000 */
static q_value money_before(const q_value_reader *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  uint32_t end = token, letters = 0;
  const q_term *currency = q_value_term_at(r, token, Q_CURRENCY, &end);
  if (!currency && q_word_of(doc, token)->has_digit) {
    while (letters < q_size(doc, token) && is_alpha(q_bytes(doc, token)[letters])) letters++;
    if (letters) currency = q_value_term(r, q_bytes(doc, token), letters, Q_CURRENCY);
    end = token;
  }
  if (!currency || end >= r->sentence.last || !q_word_of(doc, end)->has_digit) return (q_value){.type = NULL};
  q_number number = q_number_read(r, end, letters);
  if (!number.end || !q_number_scale_rest(r, &number)) return (q_value){.type = NULL};
  return money_of(r, token, number.end, currency, number);
}

static q_value money_behind(const q_value_reader *r, uint32_t token, q_number number) {
  uint32_t end;
  if (!q_number_scale_rest(r, &number)) return (q_value){.type = NULL};
  const q_term *currency = q_value_term_at(r, number.end, Q_CURRENCY, &end);
  if (!currency || (!number.scaled && q_is(r->doc, number.end, Q_BIT(Q_UNIT))))
    return (q_value){.type = NULL};
  return money_of(r, token, end, currency, number);
}

/* The unit behind a number, also one joined to it (12-mile), but not 24-year-old. */
static const q_term *unit_behind(const q_value_reader *r, const q_number *number, uint32_t *end) {
  *end = number->end;
  if (number->rest_size) return q_value_term(r, number->rest, number->rest_size, Q_UNIT);
  bool joined = q_value_joined(r, number->end);
  const q_term *unit = q_value_term_at(r, number->end + joined, Q_UNIT, end);
  return unit && joined && q_value_joined(r, *end) ? NULL : unit;
}

/* "5.5%", "12 km", "PT3H": a time's symbol ends in the letter behind the number. */
static void write_quantity(const q_number *number, const char *symbol, q_value *value) {
  char digits[Q_VALUE_SIZE - 12];
  if (!q_number_write(number, digits, sizeof digits)) return;
  size_t length = strlen(symbol) < 9 ? strlen(symbol) : 9, before = *symbol == 'P' ? length - 1 : 0;
  q_value_add(value, symbol, before);
  q_value_add(value, digits, strlen(digits));
  if (!before && strcmp(symbol, "%") != 0) q_value_add(value, " ", 1);
  q_value_add(value, symbol + before, length - before);
}

static q_value quantity(const q_value_reader *r, uint32_t token, const q_number *number) {
  uint32_t end;
  const q_term *unit = unit_behind(r, number, &end);
  if (!unit) return (q_value){.type = NULL};
  q_value value = {.tokens = {token, end}, .rule = "amount"};
  value.type = strcmp(unit->canonical, "%") ? "quantity" : "percent";
  write_quantity(number, unit->canonical, &value);
  return value;
}

q_value q_amount_read(const q_value_reader *r, uint32_t token) {
  q_value value = money_before(r, token);
  if (value.type) return value;
  q_number number = q_number_read(r, token, 0);
  if (!number.end) return value;
  value = money_behind(r, token, number);
  return value.type ? value : quantity(r, token, &number);
}
