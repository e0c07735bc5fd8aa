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

/* Does a number have a comma between its digits? */
static bool is_grouped(const q_value_reader *r, const q_number *number) {
  uint32_t token = number->end - 1;
  return memchr(q_bytes(r->doc, token), ',', q_size(r->doc, token)) != NULL;
}

/* Is a name of money what its term says? A plus behind the code stands for one that is something
 * else too: R1,500 and R2bn, but not the road R25; 2 trillion won, but not 2 won. Hundredths
 * stand behind their number, which is small where one letter stands for them: 50p, not 720p. */
static bool is_money(const q_value_reader *r, uint32_t token, const q_term *currency,
                     const q_number *number) {
  enum { LETTER_MOST = 100 };
  const char *sign = currency->canonical + strlen("EUR");
  bool before = token < number->end;
  if (*sign == '/')
    return !before && (q_size(r->doc, token) > 1 || number->exponent < 0 || number->mantissa < LETTER_MOST);
  if (*sign == '+' && before && q_word_of(r->doc, token)->shape == Q_SHAPE_LOWER) return false;
  return *sign != '+' || number->scaled || (before && is_grouped(r, number));
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
  if (!is_money(r, token, currency, &number)) return (q_value){.type = NULL};
  return money_of(r, token, number.end, currency, number);
}

/* 3 million euros, two-billion-dollar */
static q_value money_behind(const q_value_reader *r, uint32_t token, q_number number) {
  if (!q_number_scale_rest(r, &number)) return (q_value){.type = NULL};
  uint32_t at = number.end + q_value_joined(r, number.end), end;
  const q_term *currency = q_value_term_at(r, at, Q_CURRENCY, &end);
  if (!currency || !is_money(r, at, currency, &number) || (!number.scaled && q_is(r->doc, at, Q_BIT(Q_UNIT))))
    return (q_value){.type = NULL};
  return money_of(r, token, end, currency, number);
}

/* One letter is a unit right behind its digits only: 36C, but no 5 C. */
static bool is_lone_letter(const q_value_reader *r, uint32_t token) {
  return q_size(r->doc, token) == 1 && is_alpha(*q_bytes(r->doc, token)) && q_spaced(r->doc, token) &&
         q_word_of(r->doc, token - 1)->has_digit;
}

/* The unit behind a number, also one joined to it (12-mile), but not 24-year-old. */
static const q_term *unit_behind(const q_value_reader *r, const q_number *number, uint32_t *end) {
  *end = number->end;
  if (number->rest_size) return q_value_term(r, number->rest, number->rest_size, Q_UNIT);
  bool joined = q_value_joined(r, number->end);
  const q_term *unit = q_value_term_at(r, number->end + joined, Q_UNIT, end);
  if (unit && is_lone_letter(r, *end - 1)) return NULL;
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

/* Does "a day" tell how often: $50 a day, twice a day? */
static bool is_rate(const q_value_reader *r, uint32_t token, const q_term *unit) {
  if (*unit->canonical != 'P' || token == r->sentence.first || !q_is_a(r->doc, token, Q_ARTICLE))
    return false;
  const q_word *before = q_word_of(r->doc, token - 1);
  return before->has_digit || q_word_is(before, Q_NUMBER_RATE) ||
         before->classes & (Q_BIT(Q_UNIT) | Q_BIT(Q_CURRENCY) | Q_BIT(Q_NUMBER_WORD));
}

/* minus 5 degrees: only temperatures are below nought in news. */
static void add_minus(const q_value_reader *r, const q_term *unit, q_value *value) {
  uint32_t at = value->tokens.first;
  char text[Q_VALUE_SIZE] = "-";
  if (at == r->sentence.first || memcmp(unit->canonical, "°", strlen("°")) != 0) return;
  bool sign = *q_bytes(r->doc, at - 1) == '-' && !q_value_joined(r, at - 1) && !q_spaced(r->doc, at);
  if (!sign && !q_is_a(r->doc, at - 1, Q_NUMBER_MINUS)) return;
  value->tokens.first--;
  strcpy(text + 1, value->text);
  strcpy(value->text, text);
}

static double size_of(const q_number *number) {
  double size = (double)number->mantissa;
  for (int i = number->exponent; i > 0; i--) size *= 10;
  for (int i = number->exponent; i < 0; i++) size /= 10;
  return size;
}

/* Do two numbers rise, or may they where the first shares the scale of the second: 5 to 6 million? */
static bool may_rise(const q_number *first, const q_number *last) {
  return last->scaled || size_of(first) < size_of(last);
}

/* 5 to 6 per cent, 24-36 hours: two numbers and one unit, which have no one value. Not "from 5 to
 * 6 per cent" and "on May 5 to 6 per cent", which tell of a change, nor the result 52 to 38. */
static q_value quantities(const q_value_reader *r, uint32_t token, const q_number *number) {
  uint32_t joint = number->end, end;
  bool to = joint + 1 < r->sentence.last && q_is_a(r->doc, joint, Q_RANGE_MARKER);
  bool change = token > r->sentence.first &&
                (q_is_a(r->doc, token - 1, Q_RANGE_OPENING) || q_is(r->doc, token - 1, Q_BIT(Q_MONTH)));
  if (number->rest_size || change || (!to && !q_value_joined(r, joint))) return (q_value){.type = NULL};
  q_number other = q_number_read(r, joint + 1, 0);
  const q_term *unit = other.end ? unit_behind(r, &other, &end) : NULL;
  if (!unit || !may_rise(number, &other)) return (q_value){.type = NULL};
  const char *type = strcmp(unit->canonical, "%") ? "quantity" : "percent";
  return (q_value){.tokens = {token, end}, .rule = "amount", .type = type};
}

static q_value quantity(const q_value_reader *r, uint32_t token, q_number number) {
  uint32_t end;
  const q_term *unit = unit_behind(r, &number, &end);
  if (!unit) return quantities(r, token, &number);
  if (is_rate(r, token, unit)) return (q_value){.type = NULL};
  uint32_t half = q_number_add_half(r, end, &number); /* a year and a half */
  q_value value = {.tokens = {token, half ? half : end}, .rule = "amount"};
  value.type = strcmp(unit->canonical, "%") ? "quantity" : "percent";
  bool decades = !strcmp(unit->canonical, "PX"), centuries = !strcmp(unit->canonical, "PC");
  if (decades || centuries) number.exponent += decades ? 1 : 2;
  write_quantity(&number, decades || centuries ? "PY" : unit->canonical, &value);
  return add_minus(r, unit, &value), value;
}

q_value q_amount_read(const q_value_reader *r, uint32_t token) {
  q_value value = money_before(r, token);
  if (value.type) return value;
  q_number number = q_number_read(r, token, 0);
  if (!number.end) return value;
  value = money_behind(r, token, number);
  return value.type ? value : quantity(r, token, number);
}
