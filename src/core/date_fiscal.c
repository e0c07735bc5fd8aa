/* Years of accounts and their quarters: FY17, fiscal 2022, Q3 2016. */
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

/* The year that digits behind FY are, two of them of this century; or 0. */
static int short_year(const char *bytes, uint32_t size) {
  enum { CENTURY = 2000 };
  if (size == 4) return q_date_year_in(bytes, size);
  bool two = size == 2 && q_is_digit(bytes[0]) && q_is_digit(bytes[1]);
  return two ? CENTURY + (bytes[0] - '0') * 10 + (bytes[1] - '0') : 0;
}

/* The year behind "fiscal" or joined to FY, or 0; *end goes behind it. The first bytes of the
 * token may be skipped. */
static int fiscal_year(const q_value_reader *r, uint32_t token, uint32_t skip, uint32_t *end) {
  const char *bytes = q_bytes(r->doc, token) + skip;
  uint32_t size = q_size(r->doc, token) - skip, letters = 0;
  while (letters < size && !q_is_digit(bytes[letters])) letters++;
  if (!letters) return 0; /* most numbers */
  const q_term *term = letters < size ? q_value_term(r, bytes, letters, Q_DATE_PART)
                                      : q_value_term_at(r, token, Q_DATE_PART, end);
  if (!term || strcmp(term->canonical, "fiscal")) return 0;
  if (letters < size) return *end = token + 1, short_year(bytes + letters, size - letters);
  int year = q_date_year(r, *end);
  return ++*end, year;
}

/* A year of accounts begins where it likes, so that only FY2016-17 has a value. */
q_value q_date_read_fiscal(const q_value_reader *r, uint32_t token) {
  uint32_t end;
  int first = fiscal_year(r, token, 0, &end), last = first ? q_date_last_year(r, end, first) : 0;
  if (!first) return q_date_none();
  q_value value = q_date_of(token, last ? end + 2 : end);
  value.fiscal = value.named = true;
  if (last) q_date_write_years(&value, first, last);
  return value;
}

/* Q4FY24 */
static q_value quarter_of_fiscal(const q_value_reader *r, uint32_t token) {
  uint32_t quarter = (uint32_t)strlen("Q4"), end;
  if (q_size(r->doc, token) <= quarter || q_is_digit(q_bytes(r->doc, token)[quarter])) return q_date_none();
  const q_term *term = q_value_term(r, q_bytes(r->doc, token), quarter, Q_DATE_PART);
  if (!term || *term->canonical != 'F' || !fiscal_year(r, token, quarter, &end)) return q_date_none();
  q_value value = q_date_of(token, end);
  return value.named = true, value;
}

/* Q3 2016, Q1 of FY17, in Q2, 3Q 2016 */
q_value q_date_read_quarter(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_term_of(r->doc, token, Q_DATE_PART);
  if (!term) return quarter_of_fiscal(r, token);
  if (*term->canonical != 'F' || q_value_joined(r, token + 1)) return q_date_none();
  uint32_t year_at = token + 1 + q_date_is_a(r, token + 1, Q_PREPOSITION_GENITIVE);
  int part = atoi(term->canonical + 1), year = q_date_year(r, year_at);
  q_value value = q_date_of(token, year_at + 1);
  if (year) {
    q_date_write(&value, (q_day){.year = year});
    q_date_write_share(&value, part, atoi(strchr(term->canonical, '/') + 1));
    return value;
  }
  q_value fiscal = q_date_inside(r, year_at) ? q_date_read_fiscal(r, year_at) : q_date_none();
  bool led = token == r->sentence.first || q_is(r->doc, token - 1, Q_BIT(Q_PREPOSITION));
  value.tokens.last = fiscal.type ? fiscal.tokens.last : token + 1;
  value.named = true;
  return fiscal.type || led ? value : q_date_none();
}
