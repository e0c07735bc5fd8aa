/* Times of day, in digits and in words. */
#include <stdio.h>
#include <string.h>

#include "core/date.h"

/* What digits tell, and what stands behind them in their token. */
typedef struct clock {
  int hour, minute, digits; /* of the hour, or of both where nothing parts them */
  bool colon;
  const char *rest;
  uint32_t rest_size;
} clock;

static bool read_face(const q_value_reader *r, uint32_t token, clock *c) {
  const char *at = q_bytes(r->doc, token), *end = at + q_size(r->doc, token);
  *c = (clock){.hour = 0};
  for (; at < end && q_is_digit(*at) && c->digits < 4; at++, c->digits++)
    c->hour = c->hour * 10 + (*at - '0');
  if (c->digits > 2) c->minute = c->hour % 100, c->hour /= 100;
  if (c->digits && c->digits <= 2 && end - at >= 3 && (*at == ':' || *at == '.') && at[1] >= '0' &&
      at[1] <= '5' && q_is_digit(at[2])) {
    c->minute = (at[1] - '0') * 10 + (at[2] - '0');
    c->colon = *at == ':';
    at += 3;
  }
  c->rest = at;
  c->rest_size = (uint32_t)(end - at);
  return c->digits && c->hour <= 24 && c->minute <= 59;
}

static q_value time_of(uint32_t first, uint32_t last, int hour, int minute) {
  q_value value = q_date_of(first, last);
  snprintf(value.text, sizeof value.text, "T%02d:%02d", hour % 25, minute % 60);
  return value;
}

/* 8 p.m. EST: what the time differs from that of Greenwich, where the zone's name tells it. */
static q_value add_zone(const q_value_reader *r, q_value value) {
  uint32_t at = value.tokens.last;
  const q_term *zone = q_date_inside(r, at) ? q_term_of(r->doc, at, Q_DATE_PART) : NULL;
  if (!zone || *zone->canonical != 'Z') return value;
  const char *differs = zone->canonical + (zone->canonical[1] != 0);
  bool hours = *differs == '+' || *differs == '-';
  if (*differs != '?') q_value_add(&value, differs, hours ? strlen("+05") : strlen("Z"));
  if (hours) q_value_add(&value, ":", 1), q_value_add(&value, differs + strlen("+05"), strlen("45"));
  return value.tokens.last++, value;
}

static bool is_opened(const q_value_reader *r, uint32_t token) {
  return token > r->sentence.first && q_is_a(r->doc, token - 1, Q_CLOCK_OPENING);
}

/* May digits be a time by the word behind them: 11 o'clock, 0800 GMT, 1830 hrs; or by
 * themselves: at 06:00? */
static bool is_time(const q_value_reader *r, uint32_t token, const clock *c, const char *part) {
  if (!strcmp(part, "o'clock") || *part == 'Z') return c->digits != 3;
  if (!strcmp(part, "hundred") && c->digits == 4)
    return *q_bytes(r->doc, token) == '0' || is_opened(r, token);
  return c->colon && c->digits == 2 && !c->rest_size && is_opened(r, token);
}

q_value q_date_read_time(const q_value_reader *r, uint32_t token) {
  clock c;
  if (!read_face(r, token, &c)) return q_date_none();
  uint32_t next = token + !c.rest_size;
  const q_term *term = c.rest_size              ? q_value_term(r, c.rest, c.rest_size, Q_DATE_PART)
                       : q_date_inside(r, next) ? q_term_of(r->doc, next, Q_DATE_PART)
                                                : NULL;
  const char *part = term ? term->canonical : "";
  bool am = !strcmp(part, "am"), pm = !strcmp(part, "pm");
  if (am || pm) {
    if (c.hour > 12) return q_date_none();
    return add_zone(r, time_of(token, next + 1, c.hour % 12 + (pm ? 12 : 0), c.minute));
  }
  if (!is_time(r, token, &c, part)) return q_date_none();
  bool named = !strcmp(part, "o'clock") || (!strcmp(part, "hundred") && c.digits == 4);
  return add_zone(r, time_of(token, named ? next + 1 : token + 1, c.hour, c.minute));
}

/* The minutes behind an hour: half, quarter, ten; or 0. *end goes behind them. */
static int minutes_past(const q_value_reader *r, uint32_t token, uint32_t *end) {
  enum { HALF = 30, QUARTER = 15 };
  *end = token + 1;
  if (q_date_is_part(r, token, "half")) return HALF;
  if (q_date_is_part(r, token, "quarter")) return QUARTER;
  q_number number = q_number_read(r, token, 0);
  if (number.end) *end = number.end;
  int minutes = number.end ? q_number_small(&number) : 0;
  return minutes < HALF ? minutes : 0;
}

/* six o'clock, half past four */
q_value q_date_read_spoken_time(const q_value_reader *r, uint32_t token) {
  enum { HOURS = 12 };
  uint32_t end;
  int minutes = minutes_past(r, token, &end);
  if (minutes > 0 && minutes <= HOURS && q_date_is_part(r, end, "o'clock"))
    return time_of(token, end + 1, minutes, 0);
  if (minutes <= 0 || !q_date_is_part(r, end, "past")) return q_date_none();
  q_number hour = q_number_read(r, end + 1, 0);
  int hours = hour.end ? q_number_small(&hour) : 0;
  if (hours <= 0 || hours > HOURS || !q_date_closes(r, hour.end)) return q_date_none();
  return time_of(token, hour.end, hours, minutes);
}
