/* Dates and times: what their readers share. A reader gives what starts at a token, or a
 * value without a type. */
#ifndef QUOTH_CORE_DATE_H
#define QUOTH_CORE_DATE_H

#include "core/value.h"

/* Years that may stand in dates, and those that are years where nothing else says so. */
enum { Q_FIRST_YEAR = 1000, Q_LAST_YEAR = 2099, Q_PLAIN_YEAR = 1900, Q_LAST_PLAIN_YEAR = 2050 };

/* Which of several a name means: the last before the article, or the first behind it. */
typedef enum q_side { Q_NEAR, Q_LAST, Q_THIS, Q_NEXT } q_side;

/* Before a date that could be something else: in May, by 1805. */
#define Q_DATE_LEADS                                                                        \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_DATE_PART) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_DETERMINER) | \
   Q_BIT(Q_POSSESSIVE))

static inline q_value q_date_none(void) { return (q_value){.type = NULL}; }

static inline q_value q_date_of(uint32_t first, uint32_t last) {
  return (q_value){.tokens = {first, last}, .type = "date", .rule = "date"};
}

static inline bool q_date_inside(const q_value_reader *r, uint32_t token) { return token < r->sentence.last; }

/* The next questions may be asked of a token behind the sentence, of which they are false. */

static inline bool q_date_is(const q_value_reader *r, uint32_t token, uint64_t classes) {
  return q_date_inside(r, token) && q_is(r->doc, token, classes);
}

static inline bool q_date_is_a(const q_value_reader *r, uint32_t token, q_class class) {
  return q_date_inside(r, token) && q_is_a(r->doc, token, class);
}

bool q_date_is_char(const q_value_reader *r, uint32_t token, char c);
bool q_date_is_capital(const q_value_reader *r, uint32_t token);

/* Is the token a word that the word list gives that name: last, ago, part? */
bool q_date_is_part(const q_value_reader *r, uint32_t token, const char *part);

/* Does nothing that goes on with a number follow: no noun of what is counted? Also at the end. */
bool q_date_closes(const q_value_reader *r, uint32_t token);

/* Does the clause speak of what is to come, before a token? */
bool q_date_is_future(const q_value_reader *r, uint32_t token);

/* The parts of dates, or 0: a month, 4 or 4th of one, a year of four digits. */
int q_date_month(const q_value_reader *r, uint32_t token);
int q_date_day(const q_value_reader *r, uint32_t token);
int q_date_year(const q_value_reader *r, uint32_t token);

/* Four digits at the start of some bytes, or 0; what follows them is the caller's. */
int q_date_year_in(const char *bytes, uint32_t size);

/* fourth, twenty-first, at *end, which goes behind it; or 0. */
int q_date_ordinal(const q_value_reader *r, uint32_t *end);

/* The year behind a month, or behind a day of one: 2019; , 2019; of 2019; of last year; or 0.
 * *end goes behind it, also where it is not known which year that is. */
int q_date_year_behind(const q_value_reader *r, bool day, uint32_t *end);

/* The letter of a period: W for "weeks"; or 0. */
char q_date_period(const q_value_reader *r, uint32_t token);

/* Is it several periods: weeks? */
bool q_date_is_plural(const q_value_reader *r, uint32_t token);

/* Of a season, the number that ISO 8601-2 has in the place of a month: 21 for spring; or 0. */
int q_date_season(const q_value_reader *r, uint32_t token);

/* last, this, next; Q_NEAR where the token is none of them. */
q_side q_date_side(const q_value_reader *r, uint32_t token);

/* The last year of a range behind its first: -10, –2010, whose hyphen or dash stands at a token; or 0. */
int q_date_last_year(const q_value_reader *r, uint32_t token, int first);

/* Values: a day, unless it does not exist; a range of years; one of so many parts of the year or
 * years that a value has, or false where they cannot be parted so. */
void q_date_write(q_value *value, q_day day);
bool q_date_write_share(q_value *value, int part, int parts);
void q_date_write_years(q_value *value, int first, int last);

/* A day with the year that it most likely has, which is given. */
q_day q_date_resolve(const q_value_reader *r, q_value *value, q_day day, q_side which);

/* A period some steps from the one that holds the article's day. */
void q_date_write_period(const q_value_reader *r, q_value *value, char period, int steps);

q_value q_date_read_month(const q_value_reader *r, uint32_t token, q_side which);
q_value q_date_read_day(const q_value_reader *r, uint32_t token);
q_value q_date_read_weekday(const q_value_reader *r, uint32_t token, q_side which);
q_value q_date_read_year(const q_value_reader *r, uint32_t token);
q_value q_date_read_decade(const q_value_reader *r, uint32_t token);
q_value q_date_read_century(const q_value_reader *r, uint32_t token);
q_value q_date_read_era(const q_value_reader *r, uint32_t token);
q_value q_date_read_fiscal(const q_value_reader *r, uint32_t token);
q_value q_date_read_quarter(const q_value_reader *r, uint32_t token);
q_value q_date_read_time(const q_value_reader *r, uint32_t token);
q_value q_date_read_spoken_time(const q_value_reader *r, uint32_t token);
q_value q_date_read_relative(const q_value_reader *r, uint32_t token);
q_value q_date_read_bound(const q_value_reader *r, uint32_t token);
q_value q_date_read_ago(const q_value_reader *r, uint32_t token);

/* A duration with what makes it a span that counts from the article's day: the last two weeks. */
q_value q_date_span(const q_value_reader *r, q_value duration);

/* What starts at a token, by itself. */
q_value q_date_read_plain(const q_value_reader *r, uint32_t token);

/* The same with what belongs to it before and behind: the end of July, from 2004 to 2008. */
q_value q_date_widen(const q_value_reader *r, q_value value);

#endif
