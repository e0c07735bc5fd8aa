/* Years, decades, centuries and ranges of years. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

/* What follows four digits in the same token or behind it: nothing, /26 for the next year too, or
 * s for a decade. */
static bool read_year_tail(q_value *value, int year, const char *tail, uint32_t size) {
  if (!size) return q_date_write(value, (q_day){.year = year}), true;
  if (size == 3 && *tail == '/' && (tail[1] - '0') * 10 + (tail[2] - '0') == (year + 1) % 100)
    return q_date_write_years(value, year, year + 1), true;
  if (size > 4 || tail[size - 1] != 's' || year % 10) return false;
  return q_date_write_years(value, year, year + 9), true;
}

int q_date_last_year(const q_value_reader *r, uint32_t token, int first) {
  if (!q_value_joined(r, token)) return 0;
  q_number number = q_number_read(r, token + 1, 0);
  uint32_t size = q_size(r->doc, token + 1);
  int last = number.end == token + 2 && size != 3 ? q_number_small(&number) : -1;
  if (last >= 0 && size < 4) last += first - first % (size == 2 ? 100 : 10);
  return last > first && last <= Q_LAST_YEAR ? last : 0;
}

/* Does what follows make a number a count: 2000 km, 2000 million? But not in 2005 a ship, nor
 * the 1967 eleven-day war. */
static bool is_counted(const q_value_reader *r, uint32_t token) {
  if (q_date_is(r, token + 1, Q_BIT(Q_NUMBER_WORD)))
    return !q_is(r->doc, token + 1, Q_BIT(Q_DETERMINER)) && !q_value_joined(r, token + 2);
  return q_date_is(r, token + 1, Q_BIT(Q_UNIT) | Q_BIT(Q_CURRENCY)) || q_date_is_char(r, token + 1, '%');
}

/* May a noun of what is counted follow? Not in "2005 was dry". */
static bool is_before_noun(const q_value_reader *r, uint32_t token) {
  return q_date_inside(r, token + 1) && q_word_of(r->doc, token + 1)->shape == Q_SHAPE_LOWER &&
         !q_is(r->doc, token + 1, Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_PAST));
}

/* Does a number stand where a year may: not as a name's last word, nor as a count? */
static bool is_year_place(const q_value_reader *r, uint32_t token, int year) {
  const quoth_doc *doc = r->doc;
  if (is_counted(r, token)) return false;
  if (token == r->sentence.first) return year >= Q_PLAIN_YEAR && !is_before_noun(r, token);
  if (q_is_a(doc, token - 1, Q_NUMBERED)) return false;
  bool bracketed = q_date_is_char(r, token - 1, '(') && q_date_is_char(r, token + 1, ')');
  bool led = bracketed || q_is(doc, token - 1, Q_DATE_LEADS);
  if (led && (year >= Q_PLAIN_YEAR || year % 100)) return true;
  uint8_t kind = q_word_of(doc, token - 1)->kind;
  if (kind == QUOTH_TOKEN_SYMBOL || q_date_is_capital(r, token - 1)) return false;
  return year >= Q_PLAIN_YEAR && year <= Q_LAST_PLAIN_YEAR &&
         !(kind == QUOTH_TOKEN_PUNCTUATION && !q_spaced(doc, token) && !q_date_is_char(r, token - 1, '('));
}

/* '90s */
q_value q_date_read_decade(const q_value_reader *r, uint32_t token) {
  const char *bytes = q_bytes(r->doc, token);
  uint32_t size = q_size(r->doc, token);
  if (size < 4 || size > 6 || bytes[size - 1] != 's' || bytes[size - 2] != '0' || bytes[size - 3] < '1' ||
      bytes[size - 3] > '9' || (*bytes != '\'' && (unsigned char)*bytes != 0xE2))
    return q_date_none();
  q_value value = q_date_of(token, token + 1);
  int year = 1900 + (bytes[size - 3] - '0') * 10;
  q_date_write_years(&value, year, year + 9);
  return value;
}

/* 1990, 1990s, 2009-10, mid-2006 */
q_value q_date_read_year(const q_value_reader *r, uint32_t token) {
  const char *bytes = q_bytes(r->doc, token);
  uint32_t size = q_size(r->doc, token), skip = 0, end = token + 1;
  const char *hyphen = memchr(bytes, '-', size);
  if (hyphen && (*bytes < '0' || *bytes > '9')) {
    const q_term *term = q_value_term(r, bytes, (uint32_t)(hyphen - bytes), Q_DATE_PART);
    if (!term || strcmp(term->canonical, "mid")) return q_date_none();
    skip = (uint32_t)(hyphen - bytes) + 1;
  }
  int year = q_date_year_in(bytes + skip, size - skip);
  if (!year) return q_date_none();
  const char *tail = bytes + skip + 4;
  uint32_t tail_size = size - skip - 4;
  bool genitive = q_date_inside(r, end) && !tail_size && !q_spaced(r->doc, end) && q_size(r->doc, end) <= 4 &&
                  year % 10 == 0 && q_bytes(r->doc, end)[q_size(r->doc, end) - 1] == 's' &&
                  q_word_of(r->doc, end)->first != 's';
  if (genitive) tail = q_bytes(r->doc, end), tail_size = q_size(r->doc, end), end++;
  q_value value = q_date_of(token, end);
  if (!read_year_tail(&value, year, tail, tail_size)) return q_date_none();
  int last = tail_size || skip ? 0 : q_date_last_year(r, end, year);
  bool bracketed = last && token > r->sentence.first && q_date_is_char(r, token - 1, '(') &&
                   q_date_is_char(r, end + 2, ')');
  if (!tail_size && !skip && !bracketed && !is_year_place(r, token, year)) return q_date_none();
  if (last) q_date_write_years(&value, year, last), value.tokens.last += 2;
  return value;
}

/* The era that a word behind a number names: -1 before Christ, 1 after, or 0. */
static int era_at(const q_value_reader *r, uint32_t token) {
  if (q_date_is_capital(r, token + 1)) return 0;
  return q_date_is_part(r, token, "BC") ? -1 : q_date_is_part(r, token, "AD") ? 1 : 0;
}

/* A year by its era; the year before the first is 0 in ISO 8601. */
static q_value year_of_era(uint32_t first, uint32_t last, int year, int era) {
  q_value value = q_date_of(first, last);
  if (era < 0) year = 1 - year;
  if (year < 10000 && year > -10000)
    snprintf(value.text, sizeof value.text, "%s%04d", year < 0 ? "-" : "", abs(year));
  return value;
}

/* 44 BC, 70 AD, AD 70 */
q_value q_date_read_era(const q_value_reader *r, uint32_t token) {
  bool before = q_date_is_part(r, token, "AD");
  if (before && !q_date_inside(r, token + 1)) return q_date_none();
  q_number number = q_number_read(r, token + before, 0);
  int year = number.end == token + before + 1 ? q_number_small(&number) : 0;
  int era = year > 0 ? before ? year <= Q_LAST_YEAR : era_at(r, token + 1) : 0;
  if (year >= Q_PLAIN_YEAR && !before && !q_date_closes(r, token + 2))
    return q_date_none(); /* the 2010 BC vote */
  return era ? year_of_era(token, token + 2, year, era) : q_date_none();
}

/* 19th century, 17th-century, twentieth century, 3rd century BC */
q_value q_date_read_century(const q_value_reader *r, uint32_t token) {
  uint32_t end = token;
  int number = q_date_ordinal(r, &end);
  if (!number) number = q_date_day(r, token), end = token + 1;
  end += q_value_joined(r, end);
  if (!number || number > 21 || q_date_period(r, end) != 'C') return q_date_none();
  int era = era_at(r, end + 1);
  q_value value = q_date_of(token, end + 1 + (era != 0));
  if (era < 0) q_date_write_years(&value, 1 - number * 100, 100 - number * 100);
  else q_date_write_years(&value, number * 100 - 99, number * 100);
  return value;
}
