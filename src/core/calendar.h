/* Days of the Gregorian calendar, and how ISO 8601 writes them. */
#ifndef QUOTH_CORE_CALENDAR_H
#define QUOTH_CORE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* A day, or less of it: month and day are 0 where unknown, and so is year. */
typedef struct q_day {
  int year, month, day;
} q_day;

/* Days from 1970-01-01 to a whole day, and back. */
int32_t q_day_number(q_day day);
q_day q_day_of(int32_t number);

/* 1 Monday to 7 Sunday. */
int q_weekday(int32_t number);

/* Is it a day that exists, with its month and day known? */
bool q_day_valid(q_day day);

/* A day some months on, its day left out. */
q_day q_add_months(q_day day, int months);

/* Reads "2024-06-19", whatever follows it. */
bool q_day_read(const char *text, q_day *day);

enum { Q_DATE_SIZE = 32 };

/* "2024-06-19", "2024-06", "2024"; without a year "--06-19", "--06". */
void q_day_write(q_day day, char text[Q_DATE_SIZE]);

/* The ISO week of a day: "2024-W25". */
void q_week_write(int32_t number, char text[Q_DATE_SIZE]);

#endif
