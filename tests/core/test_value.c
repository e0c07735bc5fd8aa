/* Days and numbers in their edges; golden cases hold what texts say. */
#include "check.h"
#include "core/calendar.h"
#include "quoth.h"

static void days_are_numbered(void) {
  CHECK_INT(q_day_number((q_day){1970, 1, 1}), 0);
  CHECK_INT(q_day_number((q_day){2000, 3, 1}), 11017);
  CHECK_INT(q_day_number((q_day){1969, 12, 31}), -1);
  int good = 0;
  for (int32_t n = -400000; n < 60000; n++) {
    q_day day = q_day_of(n);
    good += q_day_number(day) == n && q_day_valid(day);
  }
  CHECK_INT(good, 460000);
}

static void days_have_weekdays_and_weeks(void) {
  char text[Q_DATE_SIZE];
  CHECK_INT(q_weekday(q_day_number((q_day){2024, 6, 19})), 3);
  CHECK_INT(q_weekday(q_day_number((q_day){1815, 6, 18})), 7);
  q_week_write(q_day_number((q_day){2021, 1, 3}), text);
  CHECK_BYTES(text, strlen(text), "2020-W53");
  q_week_write(q_day_number((q_day){2018, 12, 31}), text);
  CHECK_BYTES(text, strlen(text), "2019-W01");
}

static void days_that_do_not_exist_are_none(void) {
  q_day day;
  CHECK(q_day_read("2024-02-29T10:00:00Z", &day) && day.day == 29);
  CHECK(!q_day_read("2023-02-29", &day) && !q_day_read("2023-13-01", &day));
  CHECK(!q_day_read("19 June 2024", &day) && !q_day_read("2024-6-1", &day) && !q_day_read(NULL, &day));
  CHECK(!q_day_read("", &day) && !q_day_read("2024", &day) && !q_day_read("2024-06-1", &day));
}

static void months_are_added(void) {
  q_day day = q_add_months((q_day){2024, 1, 31}, -1);
  CHECK(day.year == 2023 && day.month == 12);
  day = q_add_months((q_day){2024, 12, 1}, 1);
  CHECK(day.year == 2025 && day.month == 1);
}

/* The value of the first mention of a text, or "none". */
static const char *value_of(const quoth_engine *engine, const char *text) {
  static char shown[64];
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = text, .length = strlen(text), .date = "2024-06-19"};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, NULL), QUOTH_OK);
  const quoth_mention *mention = quoth_doc_mention(doc, 0);
  snprintf(shown, sizeof shown, "%s", mention && mention->value ? mention->value : "none");
  quoth_doc_free(doc);
  return shown;
}

static void numbers_are_exact(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK_INT(quoth_engine_load(engine, "en", NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_seal(engine, NULL), QUOTH_OK);
  static const char *const CASES[][2] = {
      {"It cost $0.10 more.", "USD 0.1"},
      {"It cost $1,00,000 more.", "USD 100000"},
      {"It cost $1.25 trillion more.", "USD 1250000000000"},
      {"It cost $999999999999999999 more.", "USD 999999999999999999"},
      {"It cost $9999999999999999999999 more.", "none"},
      {"It cost $5 trillion trillion more.", "none"},
      {"It cost two lakh crore rupees more.", "INR 2000000000000"},
      {"It rose by 0.05% more.", "0.05%"},
      {"It was on Feb. 30, 2024.", "none"},
      {"It was 30 February 2024.", "none"},
      {"It took 1.5 hours more.", "PT1.5H"},
      {"It was three thousand years ago.", "none"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
    CHECK_TEXT(value_of(engine, CASES[i][0]), CASES[i][1]);
  quoth_engine_free(engine);
}

int main(void) {
  CASE(days_are_numbered);
  CASE(days_have_weekdays_and_weeks);
  CASE(days_that_do_not_exist_are_none);
  CASE(months_are_added);
  CASE(numbers_are_exact);
  return check_done();
}
