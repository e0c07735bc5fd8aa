/* What counts from the article's day: last year, two weeks ago. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

static q_value relative(uint32_t first, uint32_t last) {
  q_value value = q_date_of(first, last);
  value.relative = true;
  return value;
}

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

/* A day some days, weeks, months or years on; of a month that is shorter, the last. */
static q_day shift(q_day day, char unit, int steps) {
  if (unit == 'D' || unit == 'W') return q_day_of(q_day_number(day) + steps * (unit == 'W' ? 7 : 1));
  q_day shifted = q_add_months(day, unit == 'Y' ? steps * 12 : steps);
  shifted.day = day.day;
  while (!q_day_valid(shifted)) shifted.day--;
  return shifted;
}

/* A span that ends or begins on the article's day; without that, how long it is. */
static q_value span_of(const q_value_reader *r, q_range tokens, char unit, int count, bool back) {
  enum { MOST = 1000 };
  q_value value = relative(tokens.first, tokens.last);
  if (!r->anchored || count > MOST || (back && r->anchor.year - count < Q_FIRST_YEAR)) {
    snprintf(value.text, sizeof value.text, "P%d%c", count, unit);
    return value;
  }
  q_day other = shift(r->anchor, unit, back ? -count : count);
  q_day_write(back ? other : r->anchor, value.text);
  strcat(value.text, "/");
  q_day_write(back ? r->anchor : other, value.text + strlen(value.text));
  return value;
}

q_value q_date_span(const q_value_reader *r, q_value duration) {
  char *unit;
  uint32_t before = duration.tokens.first - 1, last = duration.tokens.last;
  if (*duration.text != 'P' || duration.tokens.first == r->sentence.first) return duration;
  long count = strtol(duration.text + 1, &unit, 10);
  if (count <= 0 || count > 9999 || !strchr("DWMY", *unit) || unit[1] || q_value_joined(r, last - 2))
    return duration;
  q_side which = q_date_side(r, before);
  bool past = q_date_is_part(r, before, "past"), led = before > r->sentence.first;
  bool named = led && q_is_a(r->doc, before - 1, Q_ARTICLE_DEFINITE) &&
               !q_date_is_a(r, last, Q_PREPOSITION_GENITIVE); /* not the last two years of a reign */
  if (!past && (!named || (which != Q_LAST && which != Q_NEXT))) return duration;
  return span_of(r, (q_range){before, last}, *unit, (int)count, which != Q_NEXT);
}

/* the past year */
static q_value read_past(const q_value_reader *r, uint32_t token) {
  char unit = q_date_period(r, token + 1);
  if (!unit || !strchr("DWMYXC", unit)) return q_date_none();
  int count = unit == 'X' ? 10 : unit == 'C' ? 100 : 1;
  if (q_date_is_plural(r, token + 1)) return relative(token, token + 2);
  return span_of(r, (q_range){token, token + 2}, count > 1 ? 'Y' : unit, count, true);
}

/* last year, this week, last night; of "next Friday" the mention is the day's name */
q_value q_date_read_relative(const q_value_reader *r, uint32_t token) {
  if (q_date_is_part(r, token, "past")) return read_past(r, token);
  q_side which = q_date_side(r, token);
  if (which == Q_NEAR || !q_date_inside(r, token + 1)) return q_date_none();
  q_value value = q_date_read_weekday(r, token + 1, which);
  if (!value.type && q_date_is_capital(r, token + 1)) value = q_date_read_month(r, token + 1, which);
  if (value.type) return value;
  char period = q_date_period(r, token + 1);
  bool part = q_date_is_part(r, token + 1, "part");
  if (!part && (!period || period == 'D')) return q_date_none();
  value = relative(token, token + 2);
  if (q_date_is_plural(r, token + 1)) return value; /* who knows how many */
  if (period == 'S') write_season(r, &value, q_date_season(r, token + 1), which);
  else q_date_write_period(r, &value, part ? 'D' : period, which == Q_LAST ? -1 : which == Q_NEXT);
  return value;
}

/* end of the month, beginning of last week: it has the value of the whole. Of "the end of the
 * day" it is seldom clear that it means a day. */
q_value q_date_read_bound(const q_value_reader *r, uint32_t token) {
  uint32_t at = token + 2;
  if (!q_date_is_part(r, token, "bound") || !q_date_is_a(r, token + 1, Q_PREPOSITION_GENITIVE))
    return q_date_none();
  if (!q_date_is_a(r, at, Q_ARTICLE_DEFINITE)) {
    q_value whole = q_date_inside(r, at) ? q_date_read_relative(r, at) : q_date_none();
    return whole.tokens.first = token, whole.relative ? whole : q_date_none();
  }
  char period = q_date_period(r, at + 1);
  if (!period || !strchr("WMYXC", period) || q_date_is_plural(r, at + 1) || !q_date_closes(r, at + 2) ||
      q_value_joined(r, at + 2) || q_date_is_a(r, at + 2, Q_PREPOSITION_GENITIVE))
    return q_date_none();
  q_value value = relative(token, at + 2);
  return q_date_write_period(r, &value, period, 0), value;
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
  q_value value = relative(token, number.end + 2);
  if (unit == 'X' || unit == 'C') count *= unit == 'X' ? 10 : 100, unit = 'Y';
  if (count < 3000) q_date_write_period(r, &value, unit, -count);
  return value;
}
