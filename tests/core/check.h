/* What C tests need, and no more: checks that count, and cases that have names.
 *
 *   static void adds(void) { CHECK_INT(1 + 1, 2); }
 *   int main(void) { CASE(adds); return check_done(); }
 *
 * A failed check prints its place and goes on; check_done prints the counts and
 * gives the exit status. A test program is tests/core/test_<what>.c: it is found
 * by its name, linked with the core, internals included, and run by ctest.
 */
#ifndef QUOTH_TESTS_CHECK_H
#define QUOTH_TESTS_CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int check_passed, check_failed;
static const char *check_case = "";

static inline bool check_result(bool good, const char *file, int line, const char *what) {
  if (good) check_passed++;
  else check_failed++, printf("%s:%d: %s: failed: %s\n", file, line, check_case, what);
  return good;
}

static inline bool check_int(int64_t actual, int64_t wanted, const char *file, int line, const char *what) {
  if (check_result(actual == wanted, file, line, what)) return true;
  printf("  wanted %" PRId64 ", got %" PRId64 "\n", wanted, actual);
  return false;
}

static inline bool check_text(const char *actual, size_t length, const char *wanted, const char *file,
                              int line, const char *what) {
  bool good = actual && length == strlen(wanted) && !memcmp(actual, wanted, length);
  if (check_result(good, file, line, what)) return true;
  printf("  wanted \"%s\"\n  got    \"%.*s\"\n", wanted, actual ? (int)length : 0, actual ? actual : "");
  return false;
}

static inline int check_done(void) {
  printf("%d checks passed, %d failed\n", check_passed, check_failed);
  return check_failed || !check_passed;
}

/* Each gives whether it held, so that a test can stop where going on has no sense. */
#define CHECK(condition) check_result((condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(actual, wanted) \
  check_int((int64_t)(actual), (int64_t)(wanted), __FILE__, __LINE__, #actual " == " #wanted)
/* A string of a known length against a C string. */
#define CHECK_BYTES(actual, length, wanted) \
  check_text((actual), (length), (wanted), __FILE__, __LINE__, #actual " is " #wanted)
#define CHECK_TEXT(actual, wanted) CHECK_BYTES((actual), (actual) ? strlen(actual) : 0, (wanted))

/* Runs a case; failures name it. */
#define CASE(function) (check_case = #function, function())

#endif
