/* Lines of NDJSON. The text is taken from the line before the parser sees it, unless its name is
 * written with an escape: both ways must give the same, errors included. */
#include "cli/record.h"

#include <stdlib.h>

#include "check.h"

enum { ROOM = 512 };

static q_record taken, parsed; /* kept, as the command keeps them */

static bool same_bytes(const q_buffer *a, const q_buffer *b) {
  return a->length == b->length && (!a->length || !memcmp(a->bytes, b->bytes, a->length + 1));
}

/* The same line with either name of the text; `form` has a place for the name. Lines are given
 * without a byte behind them, so that a read past the end is seen. */
static bool read_with(q_record *record, const char *before, const char *name, const char *behind) {
  char line[ROOM];
  size_t length = (size_t)snprintf(line, sizeof line, "%s%s%s", before, name, behind);
  char *copy = malloc(length);
  if (!copy) return false;
  memcpy(copy, line, length);
  bool good = q_record_read(record, copy, length);
  free(copy);
  return good;
}

static void check_same(const char *before, const char *behind) {
  bool good = read_with(&taken, before, "\"text\"", behind);
  if (!CHECK_INT(read_with(&parsed, before, "\"\\u0074ext\"", behind), good))
    printf("  %s…%s\n", before, behind);
  if (!good) CHECK(!strcmp(taken.message, parsed.message));
  for (int f = 0; f < Q_FIELD_COUNT && good; f++) {
    CHECK_INT(taken.has[f], parsed.has[f]);
    if (taken.has[f]) CHECK(same_bytes(&taken.fields[f], &parsed.fields[f]));
  }
  if (good) CHECK(same_bytes(&taken.members, &parsed.members));
}

static void strings_are_read_as_the_parser_reads_them(void) {
  static const char *const PIECES[] = {
      "a",       "bcd",     "sixteen letters.", "\\n",          "\\\"",           "\\\\",
      "\\/",     "\\b\\f",  "\\r\\t",           "\xE2\x80\x9C", "\xFF",           "\x7F",
      "\\u0041", "\\u201c", "\\u00E9",          "\\u0000",      "\\uD83D\\uDE00", " "};
  static const char *const WRONG[] = {"\\uD83D", "\\uDE00", "\\u12", "\\uZZZZ", "\\x",
                                      "\\",      "\"",      "\t",    "\x1F",    "\\uD83D\\n"};
  enum { COUNT = sizeof PIECES / sizeof *PIECES, WRONGS = sizeof WRONG / sizeof *WRONG };
  unsigned seed = 11;
  for (int round = 0; round < 20000; round++) {
    char text[ROOM / 2] = ": \"";
    for (unsigned pieces = (seed >> 8) % 12; pieces; pieces--) {
      seed = seed * 1103515245u + 12345u;
      bool wrong = (seed >> 24) % 50 == 0;
      strcat(text, wrong ? WRONG[(seed >> 8) % WRONGS] : PIECES[(seed >> 8) % COUNT]);
    }
    seed = seed * 1103515245u + 12345u;
    strcat(text, (seed >> 16) % 9 == 0 ? ""
                 : (seed >> 16) % 2    ? "\"}"
                                       : "\",\"more\":[\"text\",{\"text\":\"x\"}]}");
    check_same("{\"id\":1,", text);
  }
}

static void a_text_is_where_the_parser_finds_one(void) {
  static const char *const LINES[][2] = {
      {"{", ":\"a\"}"},
      {"{", " \t: \r\"a\"}"},
      {"", ":\"a\""},
      {"[", ":\"a\"]"},
      {"{\"x\":", ",\"text\":\"a\"}"},
      {"{\"x\":{", ":\"inner\"},\"text\":\"a\"}"},
      {"{\"x\":[{", ":\"inner\"}]}"},
      {"{\"x\\", ":\"a\"}"},
      {"{", ":\"a\",\"text\":\"b\"}"},
      {"{", ":\"a\",\"text\":7}"},
      {"{", ":\"a\",\"text\":null}"},
      {"{", ":null}"},
      {"{", ":7}"},
      {"{", "\"a\"}"},
      {"{", ":\"a\"\"b\"}"},
      {"{", ":\"a\",\"html\":\"<p>\\u00e9</p>\",\"url\":\"u\",\"tag\":1}"},
      {"{\"html\":\"<a href=\\\"text\\\">\",", ":\"\"}"},
      {"{", ":\"a\"} x"},
      {"{", ":\"a"},
      {"{", ":\""},
      {"{", ":"},
      {"{", ""},
  };
  for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) check_same(LINES[i][0], LINES[i][1]);
}

static void what_is_read_is_what_the_line_says(void) {
  CHECK(read_with(&taken, "{\"n\":{\"text\":\"no\"},", "\"text\"",
                  ":\"\\u201cNo,\\u201D\\n\\uD83D\\uDE00\",\"id\":\"b\"}"));
  CHECK_BYTES(taken.fields[Q_FIELD_TEXT].bytes, taken.fields[Q_FIELD_TEXT].length,
              "\xE2\x80\x9CNo,\xE2\x80\x9D\n\xF0\x9F\x98\x80");
  CHECK_BYTES(taken.members.bytes, taken.members.length, "\"n\":{\"text\":\"no\"}");
  CHECK(!taken.has[Q_FIELD_HTML]);
}

int main(void) {
  CASE(strings_are_read_as_the_parser_reads_them);
  CASE(a_text_is_where_the_parser_finds_one);
  CASE(what_is_read_is_what_the_line_says);
  q_record_free(&taken);
  q_record_free(&parsed);
  return check_done();
}
