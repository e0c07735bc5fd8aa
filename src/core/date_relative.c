/* What counts from the article's day: last year, two weeks ago. */
#include <string.h>

#include "core/date.h"

void q_date_write_period(const q_value_reader *r, q_value *value, char period, int steps) {
  if (!r->anchored) return;
  int32_t today = q_day_number(r->anchor), monday = today - q_weekday(today) + 1 + 7 * steps;
  q_day day = r->anchor;
  int century = (day.year - 1) / 100 + steps;
  if (strchr("MYXC", period) && day.year + steps < Q_FIRST_YEAR) return; /* ISO 8601 has four digits */
  switch (period) {
    case 'D': q_date_write(value, q_day_of(today + steps)); break;
    case 'W': q_week_write(monday, value->text); break;
    case 'E':
      q_date_write(value, q_day_of(monday + 5));
      strcat(value->text, "/");
      q_day_write(q_day_of(monday + 6), value->text + strlen(value->text));
      break;
    case 'M': q_date_write(value, q_add_months(day, steps)); break;
    case 'Y': q_date_write(value, (q_day){.year = day.year + steps}); break;
    case 'X':
      q_date_write_years(value, (day.year / 10 + steps) * 10, (day.year / 10 + steps) * 10 + 9);
      break;
    case 'C': q_date_write_years(value, century * 100 + 1, century * 100 + 100); break;
    default: break;
  }
}

/* A season of the same year; last and next ones are those that are over and have not begun.
 * Winters lie in two years and are not written. */
static void write_season(const q_value_reader *r, q_value *value, int season, q_side which) {
  enum { SPRING = 21, WINTER = 24, MARCH = 3, MONTHS = 3 };
  if (!r->anchored || season == WINTER) return;
  int begins = MARCH + (season - SPRING) * MONTHS, month = r->anchor.month, year = r->anchor.year;
  if (which == Q_LAST) year -= month < begins + MONTHS;
  if (which == Q_NEXT) year += month >= begins;
  q_day_write((q_day){year, season, 0}, value->text);
}

/* last year, this week, last night; of "next Friday" the mention is the day's name */
q_value q_date_read_relative(const q_value_reader *r, uint32_t token) {
  q_side which = q_date_side(r, token);
  if (which == Q_NEAR || !q_date_inside(r, token + 1)) return q_date_none();
  q_value value = q_date_read_weekday(r, token + 1, which);
  if (!value.type && q_date_is_capital(r, token + 1)) value = q_date_read_month(r, token + 1, which);
  if (value.type) return value;
  char period = q_date_period(r, token + 1);
  bool part = q_date_is_part(r, token + 1, "part");
  if (!part && (!period || period == 'D')) return q_date_none();
  value = q_date_of(token, token + 2);
  value.relative = true;
  if (period == 'S') write_season(r, &value, q_date_season(r, token + 1), which);
  else q_date_write_period(r, &value, part ? 'D' : period, which == Q_LAST ? -1 : which == Q_NEXT);
  return value;
}

/* two years ago, a decade ago */
q_value q_date_read_ago(const q_value_reader *r, uint32_t token) {
  if (!q_date_is(r, token + 1, Q_BIT(Q_DATE_PART) | Q_BIT(Q_NUMBER_WORD)) && !q_value_joined(r, token + 1))
    return q_date_none();
  q_number number = q_number_read(r, token, 0);
  if (!number.end || !q_date_inside(r, number.end) || !q_date_is_part(r, number.end + 1, "ago"))
    return q_date_none();
  char unit = q_date_period(r, number.end);
  int count = q_number_small(&number);
  if (!unit || count < 0) return q_date_none();
  q_value value = q_date_of(token, number.end + 2);
  value.relative = true;
  if (unit == 'X' || unit == 'C') count *= unit == 'X' ? 10 : 100, unit = 'Y';
  if (count < 3000) q_date_write_period(r, &value, unit, -count);
  return value;
}
