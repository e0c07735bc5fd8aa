#include "core/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Years are counted from March, so that a leap day ends one. */
int32_t q_day_number(q_day day) {
  int32_t year = day.year - (day.month <= 2), era = (year >= 0 ? year : year - 399) / 400;
  int32_t of_era = year - era * 400;
  int32_t of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

q_day q_day_of(int32_t number) {
  int32_t days = number + 719468, era = (days >= 0 ? days : days - 146096) / 146097;
  int32_t of_era = days - era * 146097;
  int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
  q_day day = {.day = of_year - (153 * month + 2) / 5 + 1, .month = month < 10 ? month + 3 : month - 9};
  day.year = year + era * 400 + (day.month <= 2);
  return day;
}

int q_weekday(int32_t number) { return (number % 7 + 10) % 7 + 1; }

bool q_day_valid(q_day day) {
  if (day.month < 1 || day.month > 12 || day.day < 1) return false;
  q_day back = q_day_of(q_day_number(day));
  return back.month == day.month && back.day == day.day;
}

q_day q_add_months(q_day day, int months) {
  int all = day.year * 12 + day.month - 1 + months;
  return (q_day){.year = all / 12, .month = all % 12 + 1};
}

bool q_day_read(const char *text, q_day *day) {
  if (!text || strspn(text, "0123456789") != 4 || text[4] != '-' || strspn(text + 5, "0123456789") != 2 ||
      text[7] != '-' || strspn(text + 8, "0123456789") != 2)
    return false;
  *day = (q_day){atoi(text), atoi(text + 5), atoi(text + 8)};
  return q_day_valid(*day);
}

/* Writes a number with so many digits, and a NUL; gives where that stands. */
static char *write_digits(char *at, int number, int digits) {
  for (int i = digits; i-- > 0; number /= 10) at[i] = (char)('0' + number % 10);
  at[digits] = 0;
  return at + digits;
}

static char *write_part(char *at, int number) {
  *at = '-';
  return write_digits(at + 1, number, 2);
}

void q_day_write(q_day day, char text[Q_DATE_SIZE]) {
  char *at = text;
  if (day.year < 0) *at++ = '-', day.year = -day.year;
  if (day.year) at = write_digits(at, day.year, 4);
  else strcpy(at++, "-");
  if (day.month) at = write_part(at, day.month);
  if (day.day) write_part(at, day.day);
}

/* A week belongs to the year in which its Thursday lies. */
void q_week_write(int32_t number, char text[Q_DATE_SIZE]) {
  int32_t thursday = number - q_weekday(number) + 4;
  int year = q_day_of(thursday).year;
  int32_t first = q_day_number((q_day){year, 1, 1});
  snprintf(text, Q_DATE_SIZE, "%04d-W%02d", year % 10000, (thursday - first) / 7 + 1);
}
