/* Dates and times: their parts, and what may start at a token. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/date.h"

void q_date_write_years(q_value *value, int first, int last) {
  char text[2][Q_DATE_SIZE];
  q_day_write((q_day){.year = first}, text[0]);
  q_day_write((q_day){.year = last}, text[1]);
  snprintf(value->text, sizeof value->text, "%.20s/%.20s", text[0], text[1]);
}

void q_date_write(q_value *value, q_day day) {
  if (!day.day || q_day_valid((q_day){day.year ? day.year : 2000, day.month, day.day}))
    q_day_write(day, value->text);
}

bool q_date_is_char(const q_value_reader *r, uint32_t token, char c) {
  return q_date_inside(r, token) && q_size(r->doc, token) == 1 && *q_bytes(r->doc, token) == c;
}

bool q_date_is_part(const q_value_reader *r, uint32_t token, const char *part) {
  const q_term *term = q_date_inside(r, token) ? q_term_of(r->doc, token, Q_DATE_PART) : NULL;
  return term && !strcmp(term->canonical, part);
}

bool q_date_is_capital(const q_value_reader *r, uint32_t token) {
  return q_date_inside(r, token) && q_word_of(r->doc, token)->shape >= Q_SHAPE_CAPITAL;
}

char q_date_period(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_date_inside(r, token) ? q_term_of(r->doc, token, Q_DATE_PART) : NULL;
  return term && *term->canonical == 'P' ? term->canonical[1] : 0;
}

bool q_date_is_plural(const q_value_reader *r, uint32_t token) {
  return q_date_period(r, token) && q_term_of(r->doc, token, Q_DATE_PART)->canonical[2] == '+';
}

int q_date_season(const q_value_reader *r, uint32_t token) {
  return q_date_period(r, token) == 'S' ? atoi(q_term_of(r->doc, token, Q_DATE_PART)->canonical + 2) : 0;
}

bool q_date_closes(const q_value_reader *r, uint32_t token) {
  if (!q_date_inside(r, token)) return true;
  const q_word *word = q_word_of(r->doc, token);
  return word->kind == QUOTH_TOKEN_PUNCTUATION || word->kind == QUOTH_TOKEN_MARK ||
         (word->classes & Q_FUNCTION_WORD && word->shape <= Q_SHAPE_LOWER);
}

bool q_date_is_future(const q_value_reader *r, uint32_t token) {
  enum { FAR = 30 };
  uint32_t from = token - r->sentence.first > FAR ? token - FAR : r->sentence.first;
  for (uint32_t i = token; i-- > from && !q_date_is_char(r, i, ',') && !q_date_is_char(r, i, ';');)
    if (q_is(r->doc, i, Q_BIT(Q_MODAL)) && !q_date_is_capital(r, i)) return true;
  return false;
}

int q_date_month(const q_value_reader *r, uint32_t token) {
  const q_term *term = q_date_inside(r, token) ? q_term_of(r->doc, token, Q_MONTH) : NULL;
  return term ? atoi(term->canonical) : 0;
}

int q_date_day(const q_value_reader *r, uint32_t token) {
  if (!q_date_inside(r, token) || !q_word_of(r->doc, token)->has_digit) return 0;
  q_number number = q_number_read(r, token, 0);
  if (number.rest_size) {
    const q_term *term = q_value_term(r, number.rest, number.rest_size, Q_DATE_PART);
    if (!term || strcmp(term->canonical, "ordinal")) return 0;
    number.rest_size = 0;
  }
  int day = number.end == token + 1 ? q_number_small(&number) : 0;
  return day <= 31 ? day : 0;
}

int q_date_year_in(const char *bytes, uint32_t size) {
  if (size < 4 || (size > 4 && bytes[4] >= '0' && bytes[4] <= '9')) return 0;
  int year = 0;
  for (int i = 0; i < 4; i++) {
    if (bytes[i] < '0' || bytes[i] > '9') return 0;
    year = year * 10 + (bytes[i] - '0');
  }
  return year >= Q_FIRST_YEAR && year <= Q_LAST_YEAR ? year : 0;
}

int q_date_year(const q_value_reader *r, uint32_t token) {
  return q_date_inside(r, token) && q_size(r->doc, token) == 4 ? q_date_year_in(q_bytes(r->doc, token), 4)
                                                               : 0;
}

int q_date_ordinal(const q_value_reader *r, uint32_t *end) {
  uint32_t at = *end;
  q_number tens = q_date_is(r, at, Q_BIT(Q_NUMBER_WORD)) ? q_number_read(r, at, 0) : (q_number){.end = 0};
  bool joined = tens.end == at + 1 && q_value_joined(r, at + 1);
  int first = joined ? q_number_small(&tens) : 0;
  if (joined) at += 2;
  const q_term *term = q_date_inside(r, at) ? q_term_of(r->doc, at, Q_DATE_PART) : NULL;
  int last = term && *term->canonical == 'N' ? atoi(term->canonical + 1) : 0;
  if (!last || (joined && (first < 20 || first % 10 || last > 9))) return 0;
  *end = at + 1;
  return first + last;
}

q_side q_date_side(const q_value_reader *r, uint32_t token) {
  return q_date_is_part(r, token, "last")   ? Q_LAST
         : q_date_is_part(r, token, "this") ? Q_THIS
         : q_date_is_part(r, token, "next") ? Q_NEXT
                                            : Q_NEAR;
}

/* 2017-01-13; 13.01.2017; 13/01/2017 where one of the two can be no month */
static q_value read_digits(const q_value_reader *r, uint32_t token) {
  char text[11] = {0};
  int first, second, year;
  q_day day;
  uint32_t size = q_size(r->doc, token);
  if (size < 8 || size > 10) return q_date_none();
  q_value value = q_date_of(token, token + 1);
  memcpy(text, q_bytes(r->doc, token), size);
  if (q_day_read(text, &day)) return q_date_write(&value, day), value;
  bool dotted = sscanf(text, "%2d.%2d.%4d", &first, &second, &year) == 3;
  if (!dotted && sscanf(text, "%2d/%2d/%4d", &first, &second, &year) != 3) return q_date_none();
  if (!q_date_year_in(text + size - 4, 4)) return q_date_none();
  if (dotted) return q_date_write(&value, (q_day){year, second, first}), *value.text ? value : q_date_none();
  day = (q_day){year, first > 12 ? second : first, first > 12 ? first : second};
  if (first > 12 || second > 12 || first == second) q_date_write(&value, day);
  return value;
}

/* USA Today, "Today": the name of something that appears daily? */
static bool is_title(const q_value_reader *r, uint32_t token) {
  if (!q_date_is_capital(r, token) || token == r->sentence.first) return false;
  return q_word_of(r->doc, token - 1)->kind == QUOTH_TOKEN_WORD ||
         (q_date_inside(r, token + 1) && q_word_of(r->doc, token + 1)->kind == QUOTH_TOKEN_MARK);
}

/* today, noon, Christmas */
static q_value read_word(const q_value_reader *r, uint32_t token) {
  uint32_t end;
  const q_term *term = q_value_term_at(r, token, Q_DATE_WORD, &end);
  if (!term || (*term->canonical == 'D' && is_title(r, token))) return q_date_none();
  const char *form = term->canonical;
  q_value value = q_date_of(token, end);
  value.named = end > token + 1 && !q_date_is_capital(r, end);
  if (*form == 'D') {
    value.tokens.last += *form == 'D' && q_date_is_part(r, end, "part");
    q_date_write_period(r, &value, 'D', atoi(form + 1));
  } else if (*form == 'T') snprintf(value.text, sizeof value.text, "%.3s:00", form);
  else if (*form >= '0' && *form <= '9')
    q_date_resolve(r, &value, (q_day){0, atoi(form), atoi(form + 3)}, Q_NEAR);
  return value;
}

typedef q_value reader(const q_value_reader *, uint32_t);

static q_value read_by(const q_value_reader *r, uint32_t token, reader *const *readers, size_t count) {
  q_value value = q_date_none();
  for (size_t i = 0; !value.type && i < count; i++) value = readers[i](r, token);
  return value;
}

#define READ_BY(r, token, readers) read_by(r, token, readers, sizeof readers / sizeof *readers)

static reader *const FROM_PART[] = {q_date_read_relative, q_date_read_bound,  q_date_read_spoken_time,
                                    q_date_read_century,  q_date_read_fiscal, q_date_read_era};
static reader *const FROM_NUMBER[] = {q_date_read_ago, q_date_read_spoken_time};

/* What has digits in its first token; most numbers have no word of a date behind them. */
static q_value read_from_digits(const q_value_reader *r, uint32_t token) {
  static reader *const ALONE[] = {q_date_read_time,   read_digits,         q_date_read_decade,
                                  q_date_read_fiscal, q_date_read_quarter, q_date_read_year};
  static reader *const LONGER[] = {
      q_date_read_time, read_digits,        q_date_read_day,    q_date_read_century, q_date_read_era,
      q_date_read_ago,  q_date_read_decade, q_date_read_fiscal, q_date_read_quarter, q_date_read_year};
  bool longer = q_date_is(r, token + 1, Q_BIT(Q_MONTH) | Q_BIT(Q_DATE_PART) | Q_BIT(Q_NUMBER_WORD)) ||
                q_date_is_a(r, token + 1, Q_PREPOSITION_GENITIVE) || q_value_joined(r, token + 1);
  return longer ? READ_BY(r, token, LONGER) : READ_BY(r, token, ALONE);
}

q_value q_date_read_plain(const q_value_reader *r, uint32_t token) {
  const q_word *word = q_word_of(r->doc, token);
  if (word->has_digit) return read_from_digits(r, token);
  q_value value = q_date_none();
  if (word->classes & Q_BIT(Q_WEEKDAY)) value = q_date_read_weekday(r, token, Q_NEAR);
  if (!value.type && word->classes & Q_BIT(Q_MONTH)) value = q_date_read_month(r, token, Q_NEAR);
  if (!value.type && (word->starts_phrase || word->classes & Q_BIT(Q_DATE_WORD))) value = read_word(r, token);
  if (!value.type && word->classes & Q_BIT(Q_DATE_PART)) value = READ_BY(r, token, FROM_PART);
  if (!value.type && word->classes & Q_BIT(Q_NUMBER_WORD)) value = READ_BY(r, token, FROM_NUMBER);
  return value;
}

q_value q_date_read(const q_value_reader *r, uint32_t token) {
  q_value value = q_date_read_plain(r, token);
  return value.type && !value.relative ? q_date_widen(r, value) : value;
}
