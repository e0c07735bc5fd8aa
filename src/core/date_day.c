/* Months, days of them, and days of the week. */
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

/* A month or a day of one without a year: the one nearest to the article's day, a
 * month alone rather one that is past. */
static void set_year(const q_value_reader *r, q_day *day, q_side which, bool future) {
  int ahead = day->month - r->anchor.month;
  day->year = r->anchor.year;
  if (day->day && which == Q_NEAR) {
    int32_t days = q_day_number(*day) - q_day_number(r->anchor);
    day->year += days > 183 ? -1 : days < -183;
  } else if (which == Q_NEXT) day->year += ahead <= 0;
  else if (which == Q_LAST) day->year -= ahead >= 0;
  else if (which == Q_NEAR) day->year += future ? ahead < 0 : -(ahead > 0);
}

q_day q_date_resolve(const q_value_reader *r, q_value *value, q_day day, q_side which) {
  if (!day.year && r->anchored) set_year(r, &day, which, q_date_is_future(r, value->tokens.first));
  q_date_write(value, day);
  return day;
}

static void resolve_weekday(const q_value_reader *r, q_value *value, int weekday, q_side which) {
  int32_t today = q_day_number(r->anchor);
  int back = (q_weekday(today) - weekday + 7) % 7, ahead = (7 - back) % 7;
  if (which == Q_NEXT || (which != Q_LAST && q_date_is_future(r, value->tokens.first)))
    q_date_write(value, q_day_of(today + (ahead || which != Q_NEXT ? ahead : 7)));
  else q_date_write(value, q_day_of(today - (back || which != Q_LAST ? back : 7)));
}

/* The last day of a range whose first day ends before a token: 13-15; or 0. */
static int range_end(const q_value_reader *r, uint32_t token, int first) {
  int last = first && q_value_joined(r, token) ? q_date_day(r, token + 1) : 0;
  return last > first ? last : 0;
}

static void write_range(q_value *value, q_day day, int last) {
  size_t length = strlen(value->text);
  if (!length) return;
  day.day = last;
  value->text[length] = '/';
  q_day_write(day, value->text + length + 1);
}

int q_date_year_behind(const q_value_reader *r, bool day, uint32_t *end) {
  bool comma = q_date_is_char(r, *end, ','), of = q_date_is_a(r, *end, Q_PREPOSITION_GENITIVE);
  uint32_t at = *end + (comma || of);
  int year = q_date_year(r, at);
  if (year && comma && !day) /* In May, 2008 voters */
    year = year >= Q_PLAIN_YEAR && year <= Q_LAST_PLAIN_YEAR && q_date_closes(r, at + 1) ? year : 0;
  if (year) return *end = at + 1, year;
  q_side which = comma ? Q_NEAR : q_date_side(r, at);
  if (which == Q_NEAR || q_date_period(r, at + 1) != 'Y') return 0;
  if (of) *end = at + 2; /* in "May last year" each is a date */
  return r->anchored ? r->anchor.year + (which == Q_NEXT) - (which == Q_LAST) : 0;
}

/* The day behind a month: 4, 4th, fourth (but not "in May first"). *end goes behind it. */
static int day_behind(const q_value_reader *r, uint32_t month, uint32_t *end) {
  int day = q_date_day(r, *end);
  if (day) return ++*end, day;
  if (month > r->sentence.first && q_is(r->doc, month - 1, Q_BIT(Q_LOCATIVE))) return 0;
  return q_date_ordinal(r, end);
}

/* Month, Month Day, Month Day, Year, Month of Year; the month stands at a token. */
static q_value month_first(const q_value_reader *r, uint32_t token, q_side which) {
  q_day day = {.month = q_date_month(r, token)};
  uint32_t end = token + 1;
  day.day = day_behind(r, token, &end);
  int last = range_end(r, end, day.day);
  if (last) end += 2;
  day.year = q_date_year_behind(r, day.day > 0, &end);
  q_value value = q_date_of(token, end);
  day = q_date_resolve(r, &value, day, which);
  if (last) write_range(&value, day, last);
  return value;
}

/* 4 July 1946, 4th July, 4th of July */
q_value q_date_read_day(const q_value_reader *r, uint32_t token) {
  bool of = q_date_is_a(r, token + 1, Q_PREPOSITION_GENITIVE) && q_size(r->doc, token) > strlen("31");
  if (!q_date_is(r, token + 1 + of, Q_BIT(Q_MONTH))) return q_date_none();
  q_day day = {.month = q_date_month(r, token + 1 + of), .day = q_date_day(r, token)};
  if (!day.month || !day.day) return q_date_none();
  uint32_t end = token + 2 + of;
  day.year = q_date_year_behind(r, true, &end);
  q_value value = q_date_of(token, end);
  q_date_resolve(r, &value, day, Q_NEAR);
  return value;
}

static bool is_one_word(q_value value) { return value.tokens.last == value.tokens.first + 1; }

/* Does a noun follow that a month can tell more of: deadly March elections? */
static bool tells_of_noun(const q_value_reader *r, uint32_t token) {
  const uint64_t other = Q_FUNCTION_WORD | Q_CUE_VERB | Q_BIT(Q_PAST);
  return q_date_inside(r, token + 1) && q_word_of(r->doc, token + 1)->shape == Q_SHAPE_LOWER &&
         !q_is(r->doc, token + 1, other) && !q_is(r->doc, token - 1, Q_BIT(Q_ROLE) | Q_BIT(Q_TITLE));
}

/* A month by itself can be another word at the start of a sentence (May, March), or
 * a name behind one or before one. */
static bool stands_alone(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_term_of(r->doc, token, Q_MONTH);
  bool only = q_size(r->doc, token) > strlen("March"); /* and no first name, as April is */
  if (!term || *term->canonical == '+') return false;
  if (q_date_is_capital(r, token + 1) && !q_date_month(r, token + 1)) return false;
  if (token == r->sentence.first) return only;
  bool led = q_is(r->doc, token - 1, Q_DATE_LEADS);
  if (q_is(r->doc, token - 1, Q_BIT(Q_DETERMINER)) &&
      (!q_date_inside(r, token + 1) || q_is(r->doc, token + 1, Q_BIT(Q_AUXILIARY) | Q_BIT(Q_PREPOSITION))))
    return false;
  bool owns = q_date_is_a(r, token + 1, Q_POSSESSIVE_MARKER);
  return led || owns || (!q_date_is_capital(r, token - 1) && (only || tells_of_noun(r, token)));
}

q_value q_date_read_month(const q_value_reader *r, uint32_t token, q_side which) {
  if (!q_date_month(r, token)) return q_date_none();
  q_value value = month_first(r, token, which);
  return which == Q_NEAR && is_one_word(value) && !stands_alone(r, token) ? q_date_none() : value;
}

/* Wednesday; Wednesday night; Wednesday, May 8, 2019 */
q_value q_date_read_weekday(const q_value_reader *r, uint32_t token, q_side which) {
  const q_term *term = q_date_inside(r, token) ? q_term_of(r->doc, token, Q_WEEKDAY) : NULL;
  if (!term) return q_date_none();
  uint32_t comma = q_date_is_char(r, token + 1, ','), next = token + 1 + comma;
  q_value value = q_date_month(r, next) ? month_first(r, next, Q_NEAR) : q_date_read_day(r, next);
  if (value.type && !is_one_word(value)) return value.tokens.first = token, value;
  value = q_date_of(token, token + 1 + q_date_is_part(r, token + 1, "part"));
  if (r->anchored) resolve_weekday(r, &value, atoi(term->canonical), which);
  return value;
}
