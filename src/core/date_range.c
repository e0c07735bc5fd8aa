/* Dates of several: ranges, and parts of a year or a decade. */
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

static bool is_bare(const char *text) { return *text == '-' && text[1] == '-'; } /* without a year */

static bool is_year(const q_value *value) { return strlen(value->text) == 4 && !is_bare(value->text); }

/* Is it longer than a day: a month, a year, a decade? */
static bool is_long(const q_value *value) {
  size_t length = strlen(value->text);
  return length == strlen("2024") || length == strlen("1990/1999") ||
         (length == strlen("2024-06") && !is_bare(value->text));
}

static int year_of(const char *text) { return q_date_year_in(text, (uint32_t)strcspn(text, "-/")); }

/* ---- parts: the end of July, the first half of 2005, summer 2003 ---- */

/* Goes back over an "of" before a date, of decades and centuries also over their article (the
 * end of the 1990s, but not of the 2016 season). False where there is no "of". */
static bool go_before_of(const q_value_reader *r, const q_value *value, uint32_t *token) {
  uint32_t at = value->tokens.first;
  bool article = at > r->sentence.first && q_is_a(r->doc, at - 1, Q_ARTICLE_DEFINITE);
  if (article && strchr(value->text, '/')) at--;
  if (at < r->sentence.first + 2 || !q_is_a(r->doc, at - 1, Q_PREPOSITION_GENITIVE)) return false;
  return *token = at - 1, true;
}

bool q_date_write_share(q_value *value, int part, int parts) {
  if (part > parts || part < 1) return false;
  int first = year_of(value->text), months = 12 / parts;
  if (is_year(value)) {
    q_day from = {first, (part - 1) * months + 1, 0}, to = {first, part * months, 0};
    q_day_write(from, value->text);
    strcat(value->text, "/");
    q_day_write(to, value->text + strlen(value->text));
    return true;
  }
  const char *last = strchr(value->text, '/');
  int years = first && last ? year_of(last + 1) - first + 1 : 0;
  if (years <= 0 || years % parts) return false;
  q_date_write_years(value, first + (part - 1) * years / parts, first + part * years / parts - 1);
  return true;
}

/* first half, second quarter; the noun stands before a token, the "of" at it. */
static bool add_share(const q_value_reader *r, q_value *value, uint32_t of) {
  int parts = q_date_is_part(r, of - 1, "half") ? 2 : q_date_is_part(r, of - 1, "quarter") ? 4 : 0;
  if (!parts || of < r->sentence.first + 2) return false;
  uint32_t end = of - 2;
  int part = q_date_ordinal(r, &end);
  if (end != of - 1 || !(value->fiscal || q_date_write_share(value, part, parts))) return false;
  return value->tokens.first = of - 2, true;
}

static bool add_season(const q_value_reader *r, q_value *value, uint32_t noun) {
  int season = q_date_season(r, noun);
  if (!season || !year_of(value->text)) return false;
  if (is_year(value)) q_day_write((q_day){year_of(value->text), season, 0}, value->text);
  else if (strchr(value->text, '-')) return false;
  return value->tokens.first = noun, true;
}

/* the first of May */
static bool add_day(const q_value_reader *r, q_value *value, uint32_t of) {
  uint32_t end = of - 1;
  bool alone = value->tokens.last - value->tokens.first == 1;
  q_day day = {0, alone ? q_date_month(r, value->tokens.first) : 0, 0};
  if (!day.month || !(day.day = q_date_ordinal(r, &end)) || end != of) return false;
  q_date_resolve(r, value, day, Q_NEAR);
  return value->tokens.first = of - 1, true;
}

static bool add_part(const q_value_reader *r, q_value *value) {
  uint32_t of = value->tokens.first;
  if (of == r->sentence.first || !(value->fiscal || is_long(value))) return false;
  if (!go_before_of(r, value, &of)) return add_season(r, value, of - 1);
  if (q_date_is_part(r, of - 1, "bound")) return value->tokens.first = of - 1, true;
  return add_day(r, value, of) || add_share(r, value, of) || add_season(r, value, of - 1);
}

/* ---- ranges: from 2004 to 2008, between March and May, May 3 to 5 ---- */

/* Writes a value that has no year with the year of another, or with the year a step away that
 * keeps them in order. False where the other has none, or no more than a year. */
static bool lend_year(q_value *value, const char *bare, const char *from, int step) {
  int year = year_of(from);
  if (!year || !strchr(from, '-')) return false;
  q_day_write((q_day){.year = year}, value->text);
  strcat(value->text, bare + 1);
  if (step < 0 ? strcmp(value->text, from) > 0 : strcmp(value->text, from) < 0) {
    q_day_write((q_day){.year = year + step}, value->text);
    strcat(value->text, bare + 1);
  }
  return true;
}

/* Is it one day, month, year or time of day, but no day of the week? */
static bool is_end(const q_value_reader *r, const q_value *value) {
  return value->type && !value->relative && *value->text && !strchr(value->text, '/') &&
         !q_is(r->doc, value->tokens.first, Q_BIT(Q_WEEKDAY));
}

/* Are two values the ends of a range? A year that only one has is that of both. */
static bool fit(const q_value_reader *r, q_value *first, q_value *last) {
  if (!is_end(r, first) || !is_end(r, last) || (*first->text == 'T') != (*last->text == 'T')) return false;
  q_value_reader bare = *r;
  bare.anchored = false;
  q_value a = q_date_read_plain(&bare, first->tokens.first), b = q_date_read_plain(&bare, last->tokens.first);
  if (*first->text == 'T') return strcmp(first->text, last->text) != 0; /* a night may lie between */
  if (is_bare(a.text) && !is_bare(b.text)) return lend_year(first, a.text, b.text, -1);
  if (is_bare(b.text) && !is_bare(a.text)) return lend_year(last, b.text, a.text, 1);
  if (is_bare(a.text) && r->anchored && strcmp(first->text, last->text) > 0)
    return lend_year(first, a.text, last->text, -1);
  return is_bare(first->text) || strcmp(first->text, last->text) < 0;
}

/* Reads a value as a day; where it has no year that is 0. */
static bool day_of(const q_value *value, q_day *day) {
  bool bare = is_bare(value->text);
  char whole[Q_VALUE_SIZE] = "2000"; /* a leap year */
  strcat(bare ? whole : strcpy(whole, ""), value->text + bare);
  if (strchr(whole, '/') || !q_day_read(whole, day)) return false;
  if (bare) day->year = 0;
  return true;
}

/* The day alone that ends a range of days: May 3 to 5. The year behind it is that of both. */
static q_value day_alone(const q_value_reader *r, q_value *first, uint32_t token, bool next_only) {
  q_day day;
  if (!day_of(first, &day) || q_date_day(r, first->tokens.last - 1) != day.day) return q_date_none();
  int last = q_date_day(r, token);
  uint32_t end = token + 1;
  if (last <= day.day || (next_only && last != day.day + 1)) return q_date_none();
  int year = q_date_year_behind(r, true, &end);
  if (!year && !q_date_closes(r, end)) return q_date_none();
  q_day from = {year ? year : day.year, day.month, day.day}, to = {from.year, day.month, last};
  q_value value = q_date_of(token, end);
  q_date_write(&value, to);
  if (!*value.text) return q_date_none();
  q_date_write(first, from);
  return value;
}

/* What ends a range behind a token that joins its ends, or nothing. */
static q_value range_end(const q_value_reader *r, q_value *first, uint32_t joint, bool joined) {
  q_value last = day_alone(r, first, joint + 1, !joined);
  if (last.type || !joined) return last;
  last = q_date_read_plain(r, joint + 1);
  return fit(r, first, &last) ? last : q_date_none();
}

/* How a token joins the ends of a range that begins at another. */
typedef enum joint { JOINS_NOTHING, JOINS_NEXT, JOINS } joint;

static joint joint_at(const q_value_reader *r, uint32_t token, bool pair) {
  if (q_date_is_a(r, token, pair ? Q_COORDINATOR : Q_RANGE_MARKER) || q_value_joined(r, token)) return JOINS;
  return q_date_is_a(r, token, Q_COORDINATOR) ? JOINS_NEXT : JOINS_NOTHING;
}

/* What opens a range before a token: *pair tells that "and" joins its ends. */
static uint32_t opening_before(const q_value_reader *r, uint32_t token, bool *pair) {
  uint32_t before = token - (token > r->sentence.first);
  *pair = q_is_a(r->doc, before, Q_RANGE_PAIR);
  return *pair || q_is_a(r->doc, before, Q_RANGE_OPENING) ? before : token;
}

static void write_range(q_value *value, const q_value *last) {
  strcat(value->text, "/");
  strcat(value->text, last->text);
  value->tokens.last = last->tokens.last;
}

/* from 2004 to 2008, between March and May, May 3 and 4; reads on from the first of two dates. */
static bool add_range(const q_value_reader *r, q_value *value) {
  bool pair;
  uint32_t first = opening_before(r, value->tokens.first, &pair);
  uint32_t token = value->tokens.last + (pair && q_date_is_char(r, value->tokens.last, ','));
  joint joins = joint_at(r, token, pair);
  if (joins == JOINS_NOTHING || !q_date_inside(r, token + 1)) return false;
  q_value last = range_end(r, value, token, joins == JOINS);
  if (!last.type) return false;
  write_range(value, &last);
  value->tokens.first = first;
  return true;
}

/* 3 to 5 May, 7 and 8 June, 3-5 May; goes back from the last day. */
static bool add_first_day(const q_value_reader *r, q_value *value) {
  uint32_t at = value->tokens.first;
  q_day day;
  if (at < r->sentence.first + 2 || !q_word_of(r->doc, at)->has_digit || !day_of(value, &day)) return false;
  bool pair;
  uint32_t first = opening_before(r, at - 2, &pair);
  joint joins = joint_at(r, at - 1, pair);
  int last = day.day;
  day.day = q_date_day(r, at - 2);
  if (q_date_day(r, at) != last || !day.day || day.day >= last || joins == JOINS_NOTHING) return false;
  if (joins == JOINS_NEXT && day.day + 1 != last) return false;
  q_value end = *value;
  q_date_write(value, day);
  write_range(value, &end);
  value->tokens.first = first;
  return true;
}

q_value q_date_widen(const q_value_reader *r, q_value value) {
  if (!add_range(r, &value) && !add_first_day(r, &value)) add_part(r, &value);
  return value;
}
