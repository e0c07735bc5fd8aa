/* Dates and times: what may stand in one, and its form in ISO 8601. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/value.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 2099, PLAIN_YEAR = 1900, LAST_PLAIN_YEAR = 2050 };

/* Which of several a name means: the last before the article, or the first behind it. */
typedef enum side { NEAR, LAST, THIS, NEXT } side;

static q_value none(void) { return (q_value){.type = NULL}; }

static q_value date(uint32_t first, uint32_t end) {
  return (q_value){.tokens = {first, end}, .type = "date", .rule = "date"};
}

static void write_day(q_value *value, q_day day) {
  if (!day.day || q_day_valid((q_day){day.year ? day.year : 2000, day.month, day.day}))
    q_day_write(day, value->text);
}

static void write_number(q_value *value, int32_t number) { write_day(value, q_day_of(number)); }

static bool inside(const q_value_reader *r, uint32_t token) { return token < r->sentence.last; }

static bool is_char(const q_value_reader *r, uint32_t token, char c) {
  return inside(r, token) && q_size(r->doc, token) == 1 && *q_bytes(r->doc, token) == c;
}

/* Is the token the word, in the word list, that the date part stands for? */
static bool is_part(const q_value_reader *r, uint32_t token, const char *part) {
  const q_term *term = inside(r, token) ? q_term_of(r->doc, token, Q_DATE_PART) : NULL;
  return term && !strcmp(term->canonical, part);
}

static bool is_capital(const q_value_reader *r, uint32_t token) {
  return inside(r, token) && q_word_of(r->doc, token)->shape >= Q_SHAPE_CAPITAL;
}

/* The letter of a period: W for "weeks"; or 0. */
static char period_at(const q_value_reader *r, uint32_t token) {
  const q_term *term = inside(r, token) ? q_term_of(r->doc, token, Q_DATE_PART) : NULL;
  return term && *term->canonical == 'P' ? term->canonical[1] : 0;
}

/* Does the clause speak of what is to come, before a token? */
static bool is_future(const q_value_reader *r, uint32_t token) {
  enum { FAR = 30 };
  uint32_t from = token - r->sentence.first > FAR ? token - FAR : r->sentence.first;
  for (uint32_t i = token; i-- > from && !is_char(r, i, ',') && !is_char(r, i, ';');)
    if (q_is(r->doc, i, Q_BIT(Q_MODAL)) && !is_capital(r, i)) return true;
  return false;
}

/* ---- the parts of dates ---- */

static bool is_at(const q_value_reader *r, uint32_t token, uint64_t classes) {
  return inside(r, token) && q_is(r->doc, token, classes);
}

static int month_at(const q_value_reader *r, uint32_t token) {
  const q_term *term = inside(r, token) ? q_term_of(r->doc, token, Q_MONTH) : NULL;
  return term ? atoi(term->canonical) : 0;
}

/* 4 or 4th, of a month. */
static int day_at(const q_value_reader *r, uint32_t token) {
  if (!inside(r, token) || !q_word_of(r->doc, token)->has_digit) return 0;
  q_number number = q_number_read(r, token, 0);
  if (number.rest_size) {
    const q_term *term = q_value_term(r, number.rest, number.rest_size, Q_DATE_PART);
    if (!term || strcmp(term->canonical, "ordinal")) return 0;
    number.rest_size = 0;
  }
  int day = number.end == token + 1 ? q_number_small(&number) : 0;
  return day <= 31 ? day : 0;
}

/* Four digits at the start of some bytes; what follows them is the caller's. */
static int year_in(const char *bytes, uint32_t size) {
  if (size < 4 || (size > 4 && bytes[4] >= '0' && bytes[4] <= '9')) return 0;
  int year = 0;
  for (int i = 0; i < 4; i++) {
    if (bytes[i] < '0' || bytes[i] > '9') return 0;
    year = year * 10 + (bytes[i] - '0');
  }
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static int year_at(const q_value_reader *r, uint32_t token) {
  return inside(r, token) && q_size(r->doc, token) == 4 ? year_in(q_bytes(r->doc, token), 4) : 0;
}

/* ---- days ---- */

static int32_t anchor_of(const q_value_reader *r) { return q_day_number(r->anchor); }

/* A month or a day of one without a year: the one nearest to the article's day, a
 * month alone rather one that is past. */
static void set_year(const q_value_reader *r, q_day *day, side which, bool future) {
  int ahead = day->month - r->anchor.month;
  day->year = r->anchor.year;
  if (day->day && which == NEAR) {
    int32_t days = q_day_number(*day) - anchor_of(r);
    day->year += days > 183 ? -1 : days < -183;
  } else if (which == NEXT) day->year += ahead <= 0;
  else if (which == LAST) day->year -= ahead >= 0;
  else if (which == NEAR) day->year += future ? ahead < 0 : -(ahead > 0);
}

/* Writes a day with the year that it most likely has; gives it. */
static q_day resolve_month(const q_value_reader *r, q_value *value, q_day day, side which) {
  if (!day.year && r->anchored) set_year(r, &day, which, is_future(r, value->tokens.first));
  write_day(value, day);
  return day;
}

static void resolve_weekday(const q_value_reader *r, q_value *value, int weekday, side which) {
  if (!r->anchored) return;
  int32_t today = anchor_of(r);
  int back = (q_weekday(today) - weekday + 7) % 7, ahead = (7 - back) % 7;
  if (which == NEXT || (which != LAST && is_future(r, value->tokens.first)))
    write_number(value, today + (ahead || which != NEXT ? ahead : 7));
  else write_number(value, today - (back || which != LAST ? back : 7));
}

/* The last day of a range whose first day ends before a token: 13-15; or 0. */
static int range_end(const q_value_reader *r, uint32_t token, int first) {
  int last = first && q_value_joined(r, token) ? day_at(r, token + 1) : 0;
  return last > first ? last : 0;
}

static void write_range(q_value *value, q_day day, int last) {
  size_t length = strlen(value->text);
  if (!length) return;
  day.day = last;
  value->text[length] = '/';
  q_day_write(day, value->text + length + 1);
}

/* Month, Month Day, Month Day, Year; the month stands at a token. */
static q_value month_first(const q_value_reader *r, uint32_t token, side which) {
  q_day day = {.month = month_at(r, token)};
  uint32_t end = token + 1;
  day.day = day_at(r, end);
  end += day.day > 0;
  int last = range_end(r, end, day.day);
  if (last) end += 2;
  uint32_t comma = is_char(r, end, ',');
  if ((day.day || !comma) && (day.year = year_at(r, end + comma))) end += comma + 1;
  q_value value = date(token, end);
  day = resolve_month(r, &value, day, which);
  if (last) write_range(&value, day, last);
  return value;
}

/* 4 July 1946, 4th July */
static q_value day_first(const q_value_reader *r, uint32_t token) {
  if (!is_at(r, token + 1, Q_BIT(Q_MONTH))) return none();
  q_day day = {.month = month_at(r, token + 1), .day = day_at(r, token)};
  if (!day.month || !day.day) return none();
  uint32_t end = token + 2, comma = is_char(r, end, ',');
  if ((day.year = year_at(r, end + comma))) end += comma + 1;
  q_value value = date(token, end);
  resolve_month(r, &value, day, NEAR);
  return value;
}

static bool is_one_word(q_value value) { return value.tokens.last == value.tokens.first + 1; }

#define LEADS                                                                               \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_DATE_PART) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_DETERMINER) | \
   Q_BIT(Q_POSSESSIVE))

/* A month by itself can be another word at the start of a sentence (May, March), or
 * a name behind one or before one. */
static bool stands_alone(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_term_of(r->doc, token, Q_MONTH);
  if (!term || *term->canonical == '+' || token == r->sentence.first) return false;
  if (is_capital(r, token + 1) && !month_at(r, token + 1)) return false;
  bool led = q_is(r->doc, token - 1, LEADS);
  if (q_is(r->doc, token - 1, Q_BIT(Q_DETERMINER)) &&
      (!inside(r, token + 1) || q_is(r->doc, token + 1, Q_BIT(Q_AUXILIARY) | Q_BIT(Q_PREPOSITION))))
    return false;
  bool owns =
      inside(r, token + 1) && !q_spaced(r->doc, token + 1) && q_word_of(r->doc, token + 1)->first == '\'';
  return led || owns || (!is_capital(r, token - 1) && q_size(r->doc, token) > strlen("March"));
}

static q_value read_month(const q_value_reader *r, uint32_t token, side which) {
  if (!month_at(r, token)) return none();
  q_value value = month_first(r, token, which);
  return which == NEAR && is_one_word(value) && !stands_alone(r, token) ? none() : value;
}

/* Wednesday; Wednesday night; Wednesday, May 8, 2019 */
static q_value read_weekday(const q_value_reader *r, uint32_t token, side which) {
  const q_term *term = inside(r, token) ? q_term_of(r->doc, token, Q_WEEKDAY) : NULL;
  if (!term) return none();
  uint32_t comma = is_char(r, token + 1, ','), next = token + 1 + comma;
  q_value value = month_at(r, next) ? month_first(r, next, NEAR) : day_first(r, next);
  if (value.type && !is_one_word(value)) return value.tokens.first = token, value;
  value = date(token, token + 1 + is_part(r, token + 1, "part"));
  resolve_weekday(r, &value, atoi(term->canonical), which);
  return value;
}

/* ---- years ---- */

static void write_years(q_value *value, int first, int last) {
  snprintf(value->text, sizeof value->text, "%04d/%04d", first % 10000, last % 10000);
}

/* What follows four digits in the same token or behind it: nothing, or s for a decade. */
static bool read_year_tail(q_value *value, int year, const char *tail, uint32_t size) {
  if (!size) return write_day(value, (q_day){.year = year}), true;
  if (size > 4 || tail[size - 1] != 's' || year % 10) return false;
  return write_years(value, year, year + 9), true;
}

/* The last year of a range: 2009-10, 2004-2010; or 0. */
static int last_year(const q_value_reader *r, uint32_t token, int first) {
  if (!q_value_joined(r, token)) return 0;
  q_number number = q_number_read(r, token + 1, 0);
  uint32_t size = q_size(r->doc, token + 1);
  int last = number.end == token + 2 && size != 3 ? q_number_small(&number) : -1;
  if (last >= 0 && size < 4) last += first - first % (size == 2 ? 100 : 10);
  return last > first && last <= LAST_YEAR ? last : 0;
}

/* Does a number stand where a year may: not as a name's last word, nor as a count? */
static bool is_year_place(const q_value_reader *r, uint32_t token, int year) {
  const quoth_doc *doc = r->doc;
  if (inside(r, token + 1) &&
      (q_is(doc, token + 1, Q_BIT(Q_UNIT) | Q_BIT(Q_NUMBER_WORD) | Q_BIT(Q_CURRENCY)) ||
       is_char(r, token + 1, '%')))
    return false;
  if (token == r->sentence.first)
    return year >= PLAIN_YEAR && !(inside(r, token + 1) && q_word_of(doc, token + 1)->shape == Q_SHAPE_LOWER);
  bool led = q_is(doc, token - 1, LEADS);
  if (led && (year >= PLAIN_YEAR || year % 100)) return true;
  uint8_t kind = q_word_of(doc, token - 1)->kind;
  if (kind == QUOTH_TOKEN_SYMBOL || is_capital(r, token - 1)) return false;
  return year >= PLAIN_YEAR && year <= LAST_PLAIN_YEAR &&
         !(kind == QUOTH_TOKEN_PUNCTUATION && !q_spaced(doc, token) && !is_char(r, token - 1, '('));
}

/* '90s */
static q_value read_short_decade(const q_value_reader *r, uint32_t token) {
  const char *bytes = q_bytes(r->doc, token);
  uint32_t size = q_size(r->doc, token);
  if (size < 4 || size > 6 || bytes[size - 1] != 's' || bytes[size - 2] != '0' || bytes[size - 3] < '1' ||
      bytes[size - 3] > '9' || (*bytes != '\'' && (unsigned char)*bytes != 0xE2))
    return none();
  q_value value = date(token, token + 1);
  int year = 1900 + (bytes[size - 3] - '0') * 10;
  write_years(&value, year, year + 9);
  return value;
}

/* 1990, 1990s, 2009-10, mid-2006 */
static q_value read_year(const q_value_reader *r, uint32_t token) {
  const char *bytes = q_bytes(r->doc, token);
  uint32_t size = q_size(r->doc, token), skip = 0, end = token + 1;
  const char *hyphen = memchr(bytes, '-', size);
  if (hyphen && (*bytes < '0' || *bytes > '9')) {
    const q_term *term = q_value_term(r, bytes, (uint32_t)(hyphen - bytes), Q_DATE_PART);
    if (!term || strcmp(term->canonical, "mid")) return none();
    skip = (uint32_t)(hyphen - bytes) + 1;
  }
  int year = year_in(bytes + skip, size - skip);
  if (!year) return none();
  const char *tail = bytes + skip + 4;
  uint32_t tail_size = size - skip - 4;
  bool genitive = inside(r, end) && !tail_size && !q_spaced(r->doc, end) && q_size(r->doc, end) <= 4 &&
                  year % 10 == 0 && q_bytes(r->doc, end)[q_size(r->doc, end) - 1] == 's' &&
                  q_word_of(r->doc, end)->first != 's';
  if (genitive) tail = q_bytes(r->doc, end), tail_size = q_size(r->doc, end), end++;
  q_value value = date(token, end);
  if (!read_year_tail(&value, year, tail, tail_size)) return none();
  if (!tail_size && !skip && !is_year_place(r, token, year)) return none();
  int last = tail_size || skip ? 0 : last_year(r, end, year);
  if (last) write_years(&value, year, last), value.tokens.last += 2;
  return value;
}

/* 19th century */
static q_value read_century(const q_value_reader *r, uint32_t token) {
  int number = period_at(r, token + 1) == 'C' ? day_at(r, token) : 0;
  if (!number || number > 21) return none();
  q_value value = date(token, token + 2);
  write_years(&value, number * 100 - 99, number * 100);
  return value;
}

/* 2017-01-13; 13/01/2017 where one of the two can be no month */
static q_value read_digits(const q_value_reader *r, uint32_t token) {
  char text[11] = {0};
  int first, second, year;
  q_day day;
  uint32_t size = q_size(r->doc, token);
  if (size < 8 || size > 10) return none();
  q_value value = date(token, token + 1);
  memcpy(text, q_bytes(r->doc, token), size);
  if (q_day_read(text, &day)) return write_day(&value, day), value;
  if (sscanf(text, "%2d/%2d/%4d", &first, &second, &year) != 3 || !year_in(text + size - 4, 4)) return none();
  day = (q_day){year, first > 12 ? second : first, first > 12 ? first : second};
  if (first > 12 || second > 12 || first == second) write_day(&value, day);
  return value;
}

/* ---- what counts from the article's day ---- */

/* A period some steps from the one that holds the article's day. */
static void write_period(const q_value_reader *r, q_value *value, char period, int steps) {
  if (!r->anchored) return;
  int32_t today = anchor_of(r), monday = today - q_weekday(today) + 1 + 7 * steps;
  q_day day = r->anchor;
  int century = (day.year - 1) / 100 + steps;
  if (strchr("MYXC", period) && day.year + steps < FIRST_YEAR) return; /* ISO 8601 has four digits */
  switch (period) {
    case 'D': write_number(value, today + steps); break;
    case 'W': q_week_write(monday, value->text); break;
    case 'E':
      write_number(value, monday + 5);
      strcat(value->text, "/");
      q_day_write(q_day_of(monday + 6), value->text + strlen(value->text));
      break;
    case 'M': write_day(value, q_add_months(day, steps)); break;
    case 'Y': write_day(value, (q_day){.year = day.year + steps}); break;
    case 'X': write_years(value, (day.year / 10 + steps) * 10, (day.year / 10 + steps) * 10 + 9); break;
    case 'C': write_years(value, century * 100 + 1, century * 100 + 100); break;
    default: break;
  }
}

/* last year, this week, last night; of "next Friday" the mention is the day's name */
static q_value read_relative(const q_value_reader *r, uint32_t token) {
  side which = is_part(r, token, "last")   ? LAST
               : is_part(r, token, "this") ? THIS
               : is_part(r, token, "next") ? NEXT
                                           : NEAR;
  if (which == NEAR || !inside(r, token + 1)) return none();
  q_value value = read_weekday(r, token + 1, which);
  if (!value.type && is_capital(r, token + 1)) value = read_month(r, token + 1, which);
  if (value.type) return value;
  char period = period_at(r, token + 1);
  bool part = is_part(r, token + 1, "part");
  if (!part && (!period || period == 'D')) return none();
  value = date(token, token + 2);
  value.relative = true;
  write_period(r, &value, part ? 'D' : period, which == LAST ? -1 : which == NEXT);
  return value;
}

/* two years ago, a decade ago */
static q_value read_ago(const q_value_reader *r, uint32_t token) {
  if (!is_at(r, token + 1, Q_BIT(Q_DATE_PART) | Q_BIT(Q_NUMBER_WORD)) && !q_value_joined(r, token + 1))
    return none();
  q_number number = q_number_read(r, token, 0);
  if (!number.end || !inside(r, number.end) || !is_part(r, number.end + 1, "ago")) return none();
  char unit = period_at(r, number.end);
  int count = q_number_small(&number);
  if (!unit || count < 0) return none();
  q_value value = date(token, number.end + 2);
  value.relative = true;
  if (unit == 'X' || unit == 'C') count *= unit == 'X' ? 10 : 100, unit = 'Y';
  if (count < 3000) write_period(r, &value, unit, -count);
  return value;
}

/* today, noon, Christmas */
static q_value read_word(const q_value_reader *r, uint32_t token) {
  uint32_t end;
  const q_term *term = q_value_term_at(r, token, Q_DATE_WORD, &end);
  if (!term) return none();
  const char *form = term->canonical;
  q_value value = date(token, end);
  value.relative = *form == 'D';
  if (*form == 'D') write_period(r, &value, 'D', atoi(form + 1));
  else if (*form == 'T') snprintf(value.text, sizeof value.text, "%.3s:00", form);
  else if (*form >= '0' && *form <= '9')
    resolve_month(r, &value, (q_day){0, atoi(form), atoi(form + 3)}, NEAR);
  return value;
}

/* 5 p.m., 10:45am, 7.30 pm, 0800 GMT, 11 o'clock */
static q_value read_time(const q_value_reader *r, uint32_t token) {
  const char *bytes = q_bytes(r->doc, token), *end = bytes + q_size(r->doc, token), *at = bytes;
  int hour = 0, minute = 0, digits = 0;
  for (; at < end && *at >= '0' && *at <= '9' && digits < 4; at++, digits++) hour = hour * 10 + (*at - '0');
  if (digits > 2) minute = hour % 100, hour /= 100;
  if (digits && digits <= 2 && end - at >= 3 && (*at == ':' || *at == '.') && at[1] >= '0' && at[1] <= '5' &&
      at[2] >= '0' && at[2] <= '9')
    minute = (at[1] - '0') * 10 + (at[2] - '0'), at += 3;
  if (!digits || hour > 24 || minute > 59) return none();
  uint32_t last = token + (at == end);
  const q_term *part = at < end          ? q_value_term(r, at, (uint32_t)(end - at), Q_DATE_PART)
                       : inside(r, last) ? q_term_of(r->doc, last, Q_DATE_PART)
                                         : NULL;
  bool am = part && !strcmp(part->canonical, "am"), pm = part && !strcmp(part->canonical, "pm");
  if (!am && !pm && (!part || strcmp(part->canonical, "hour") || digits == 3)) return none();
  if ((am || pm) && hour > 12) return none();
  if ((am || pm) && hour == 12) hour = 0;
  q_value value = date(token, last + 1);
  snprintf(value.text, sizeof value.text, "T%02d:%02d", (hour + (pm ? 12 : 0)) % 25, minute % 60);
  return value;
}

static q_value read_from_digits(const q_value_reader *r, uint32_t token) {
  static q_value (*const READERS[])(const q_value_reader *, uint32_t) = {
      read_time, read_digits, day_first, read_century, read_ago, read_short_decade, read_year};
  q_value value = none();
  for (size_t i = 0; !value.type && i < sizeof READERS / sizeof *READERS; i++) value = READERS[i](r, token);
  return value;
}

q_value q_date_read(const q_value_reader *r, uint32_t token) {
  const q_word *word = q_word_of(r->doc, token);
  if (word->has_digit) return read_from_digits(r, token);
  q_value value = none();
  if (word->classes & Q_BIT(Q_WEEKDAY)) value = read_weekday(r, token, NEAR);
  if (!value.type && word->classes & Q_BIT(Q_MONTH)) value = read_month(r, token, NEAR);
  if (!value.type && (word->starts_phrase || word->classes & Q_BIT(Q_DATE_WORD))) value = read_word(r, token);
  if (!value.type && word->classes & Q_BIT(Q_DATE_PART)) value = read_relative(r, token);
  if (!value.type && word->classes & Q_BIT(Q_NUMBER_WORD)) value = read_ago(r, token);
  return value;
}
