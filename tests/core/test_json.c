/* The bytes of JSON: strings as quoth_escape has them, numbers, lines, a writer that stops. */
#include <stdlib.h>

#include "check.h"
#include "core/json_out.h"

enum { ROOM = 1 << 16 };

typedef struct sink {
  char bytes[ROOM];
  size_t length;
} sink;

static bool take(void *context, const char *bytes, size_t length) {
  sink *into = context;
  if (length > ROOM - into->length) return false;
  memcpy(into->bytes + into->length, bytes, length);
  into->length += length;
  return true;
}

static sink written, wanted;

typedef char *string_writer(q_json *out, char *at, const char *bytes, size_t length);

/* In a block of just its size, so that a sanitizer sees a read beyond it; `more` bytes are behind. */
static bool same_when_written(string_writer *write, const char *bytes, size_t length, size_t more) {
  static q_json out;
  char *copy = malloc(1 + length + more);
  memcpy(copy + 1, bytes, length);
  memset(copy + 1 + length, '"', more);
  written.length = wanted.length = 0;
  char *at = q_json_begin(&out, take, &written, false);
  q_json_flush(&out, write(&out, at, copy + 1, length));
  quoth_escape(QUOTH_NOTATION_JSON, copy + 1, length, take, &wanted);
  free(copy);
  return written.length == wanted.length && !memcmp(written.bytes, wanted.bytes, wanted.length);
}

static char *write_near(q_json *out, char *at, const char *bytes, size_t length) {
  return q_json_near_string(out, at, bytes, length);
}

static bool same_as_escape(const char *bytes, size_t length) {
  size_t more = length < Q_JSON_BLOCK ? Q_JSON_BLOCK - length : 0;
  return same_when_written(q_json_string, bytes, length, 0) &&
         same_when_written(write_near, bytes, length, more);
}

static void strings_are_as_escaped(void) {
  static const char *const ODD[] = {"\"",   "\\",   "\n", "\x01",     "\x1F",         "\x7F",
                                    " ",    "!",    "#",  "\xC3\xA9", "\xE2\x80\x9C", "\xE2\x80",
                                    "\xFF", "\xC3", "]",  "[",        "\xEF\xBF\xBD", "\xF0\x9F\x98\x80",
                                    ""};
  char text[80];
  for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++)
    for (size_t length = 0; length < 50; length++)
      for (size_t at = 0; at <= length; at++) {
        size_t odd = strlen(ODD[i]);
        memset(text, 'a', sizeof text);
        memcpy(text + at, ODD[i], odd);
        CHECK(same_as_escape(text, length + odd));
      }
}

static void long_strings_are_whole(void) {
  static char text[Q_JSON_BUFFER + 100];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i % 300 ? 'a' + i % 26 : '\n');
  for (size_t less = 0; less < 100; less++) CHECK(same_as_escape(text + less, sizeof text - less));
}

static void numbers_are_whole(void) {
  static q_json out;
  static const uint64_t NUMBERS[] = {0,     7,     9,        10,        42,      99,
                                     100,   101,   999,      1000,      5060,    9999,
                                     10000, 65535, 99999999, 100000000, 1234567, UINT64_MAX};
  for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
    char digits[24];
    written.length = 0;
    char *at = q_json_begin(&out, take, &written, false);
    q_json_flush(&out, q_json_number(at, NUMBERS[i]));
    snprintf(digits, sizeof digits, "%" PRIu64, NUMBERS[i]);
    CHECK_BYTES(written.bytes, written.length, digits);
  }
}

static void short_numbers_are_whole(void) {
  for (uint32_t number = 0; number < 10000; number++) {
    char digits[8], at[8];
    size_t length = (size_t)(q_json_short_number(at, number) - at);
    CHECK_INT(length, snprintf(digits, sizeof digits, "%u", number));
    CHECK(!memcmp(digits, at, length));
  }
}

/* How often a piece stands in what was written. */
static int count_of(const char *piece) {
  int count = 0;
  written.bytes[written.length] = 0;
  for (const char *at = written.bytes; (at = strstr(at, piece)) != NULL; at++) count++;
  return count;
}

/* Types are written again from what was written before: short, odd and long ones. */
static void words_that_come_back_are_the_same(void) {
  static const char TERMS[] =
      "[entity.ship]\nArda\nDornel\n[entity.a \"b\"]\nBrindo\nEphrax\n"
      "[entity.as long a type as any has ever had]\nCalvex\nFulvio\n";
  static const char TEXT[] = "Arda, Brindo, Calvex, Dornel, Ephrax and Fulvio sailed.";
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK(!quoth_engine_add_lexicon(engine, "ships", TERMS, sizeof TERMS - 1, NULL));
  CHECK(!quoth_engine_seal(engine, NULL));
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  written.length = 0;
  CHECK(!quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, NULL));
  CHECK(!quoth_doc_write_json(doc, NULL, take, &written, NULL));
  CHECK_INT(count_of("\"type\":\"ship\",\"name\":\""), 2);
  CHECK_INT(count_of("\"type\":\"a \\\"b\\\"\",\"name\":\""), 2);
  CHECK_INT(count_of("\"type\":\"as long a type as any has ever had\",\"name\":\""), 2);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void write_shape(bool pretty) {
  static q_json out;
  written.length = 0;
  char *at = q_json_begin(&out, take, &written, pretty);
  at = q_json_open(&out, q_json_first(&out, at, Q_JSON_FIRST("empty"), false), '[', false);
  at = q_json_member(&out, q_json_close(&out, at, ']'), Q_JSON_NEXT("share"));
  at = q_json_member(&out, q_json_share(at, 0.055F), Q_JSON_NEXT("flat"));
  at = q_json_separate(&out, q_json_open(&out, at, '[', true), true);
  at = q_json_separate(&out, q_json_constant(at, "null"), false);
  at = q_json_close(&out, q_json_share(at, 1), ']');
  at = q_json_open(&out, q_json_member(&out, at, Q_JSON_NEXT("any")), '{', false);
  at = q_json_constant(q_json_name(&out, at, Q_JSON_NEXT("one"), true), "1");
  at = q_json_constant(q_json_name(&out, at, Q_JSON_NEXT("two"), false), "2");
  q_json_flush(&out, q_json_close(&out, q_json_close(&out, at, '}'), '}'));
}

static void lines_are_indented(void) {
  write_shape(false);
  CHECK_BYTES(written.bytes, written.length,
              "{\"empty\":[],\"share\":0.06,\"flat\":[null,1.00],\"any\":{\"one\":1,\"two\":2}}");
  write_shape(true);
  CHECK_BYTES(written.bytes, written.length,
              "{\n  \"empty\": [],\n  \"share\": 0.06,\n  \"flat\": [null, 1.00],\n"
              "  \"any\": {\n    \"one\": 1,\n    \"two\": 2\n  }\n}");
}

static void a_writer_may_stop(void) {
  static q_json out;
  written.length = ROOM;
  char *at = q_json_begin(&out, take, &written, false);
  for (int i = 0; i < Q_JSON_BUFFER; i++)
    at = q_json_number(q_json_separate(&out, q_json_room(&out, at), false), 12345);
  CHECK(out.failed);
  CHECK_INT(written.length, ROOM);
}

int main(void) {
  CASE(strings_are_as_escaped);
  CASE(long_strings_are_whole);
  CASE(numbers_are_whole);
  CASE(short_numbers_are_whole);
  CASE(words_that_come_back_are_the_same);
  CASE(lines_are_indented);
  CASE(a_writer_may_stop);
  return check_done();
}
