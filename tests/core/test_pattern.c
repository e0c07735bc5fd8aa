/* Patterns of rules: what they match, where they stop, and what they cost. */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "core/doc.h"
#include "core/literal.h"

/* A document read by an engine with one pattern, or with none more when regex is NULL. */
typedef struct reading {
  quoth_engine *engine;
  quoth_doc *doc;
} reading;

static reading begin(const char *regex, quoth_pattern_action action) {
  reading r = {quoth_engine_new(NULL, NULL, NULL), NULL};
  quoth_pattern pattern = {regex, "file", "paper.patterns[1]", action};
  if (regex) CHECK_INT(quoth_engine_add_pattern(r.engine, &pattern, NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_seal(r.engine, NULL), QUOTH_OK);
  r.doc = quoth_doc_new(r.engine, NULL);
  return r;
}

static void read_bytes(reading *r, const char *text, size_t length) {
  quoth_input input = {.text = text, .length = length};
  CHECK_INT(quoth_doc_read(r->doc, &input, QUOTH_STAGE_MENTIONS, NULL), QUOTH_OK);
}

static void end(reading *r) {
  quoth_doc_free(r->doc);
  quoth_engine_free(r->engine);
}

/* The spans that a pattern marks in a text, as "4-8 12-13". */
static const char *marks_in(const char *regex, const char *text, size_t length) {
  static char shown[200];
  reading r = begin(regex, QUOTH_PATTERN_MARK);
  read_bytes(&r, text, length);
  *shown = 0;
  for (uint32_t i = 0; i < r.doc->marked.count; i++) {
    quoth_span span = r.doc->marked.items[i].span;
    size_t used = strlen(shown);
    snprintf(shown + used, sizeof shown - used, "%s%u-%u", used ? " " : "", span.start, span.end);
  }
  end(&r);
  return shown;
}

#define MARKS(regex, text) marks_in(regex, text, sizeof(text) - 1)

static void patterns_match_as_pcre2_does(void) {
  CHECK_TEXT(MARKS("REF-\\d+", "a REF-12, REF-345"), "2-8 10-17");
  CHECK_TEXT(MARKS("Case (\\d+)", "Case 17"), "5-7");
  CHECK_TEXT(MARKS("Case (\\d+)|Order", "Order"), "0-5");
  CHECK_TEXT(MARKS("Case \\K\\d+", "Case 17"), "5-7");
  CHECK_TEXT(MARKS("(?i)stra\xC3\x9F"
                   "e",
                   "STRA\xE1\xBA\x9E"
                   "E"),
             "0-8");
  CHECK_TEXT(MARKS("\\w+(?=\xE2\x82\xAC)", "\xC3\xA9t\xC3\xA9\xE2\x82\xAC"), "0-5");
}

static void a_paragraph_is_the_whole_world(void) {
  CHECK_TEXT(MARKS("^b", "a\nb\r\nb"), "2-3 5-6");
  CHECK_TEXT(MARKS("b$", "b\r\nb\nba"), "0-1 3-4");
  CHECK_TEXT(MARKS("(?<!a\\s)b", "a\nb"), "2-3");
  CHECK_TEXT(MARKS("(?<=a\\s)b", "a\nb"), "");
}

static void odd_matches_and_bytes_are_safe(void) {
  CHECK_TEXT(MARKS("x*", "axa"), "1-2");
  CHECK_TEXT(MARKS("(?=x)", "axa"), "");
  CHECK_TEXT(MARKS("b", "a\0b"), "2-3");
  CHECK_TEXT(MARKS("a.b", "a\0b"), "0-3");
  CHECK_TEXT(MARKS("b+",
                   "\xFF\xC3"
                   "b\xE2\x82"
                   "bb"),
             "2-3 5-7");
  CHECK_TEXT(MARKS(".", "\xC3"), "0-1");
  CHECK_TEXT(MARKS("a", ""), "");
}

static void no_token_lies_in_what_is_dropped(void) {
  static const char TEXT[] = "Read more: the old news\nIt rained (see map) all day.\n(photo)";
  reading r = begin("\\([^)]*\\)|^Read more.*", QUOTH_PATTERN_DROP);
  read_bytes(&r, TEXT, sizeof TEXT - 1);
  CHECK_INT(r.doc->tokens.count, 5); /* It rained all day . */
  CHECK_INT(r.doc->paragraphs.count, 1);
  CHECK_INT(r.doc->tokens.items[2].start, 44);
  end(&r);
}

static void marks_become_mentions(void) {
  static const char TEXT[] = "See pre-REF-12.";
  reading r = begin("REF-\\d+", QUOTH_PATTERN_MARK);
  read_bytes(&r, TEXT, sizeof TEXT - 1);
  if (CHECK_INT(r.doc->mentions.count, 1)) {
    const q_mention *mention = &r.doc->mentions.items[0];
    CHECK_INT(mention->span.start, 8);
    CHECK_INT(mention->span.end, 14);
    CHECK_TEXT(mention->type, "file");
    CHECK_TEXT(mention->rule, "pattern: paper.patterns[1]");
  }
  end(&r);
}

static void a_wrong_pattern_is_refused_with_its_place(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  quoth_error error;
  CHECK_INT(quoth_engine_add_pattern(engine, &(quoth_pattern){.regex = "ab(c"}, &error), QUOTH_ERROR_PATTERN);
  CHECK_INT(error.position, 4);
  CHECK(strstr(error.message, "at byte 4") && strstr(error.message, "parenthesis"));
  CHECK_INT(quoth_engine_add_pattern(engine, &(quoth_pattern){.regex = "a\\Cb"}, &error),
            QUOTH_ERROR_PATTERN);
  quoth_pattern unlabelled = {.regex = "a", .action = QUOTH_PATTERN_MARK};
  CHECK_INT(quoth_engine_add_pattern(engine, &unlabelled, &error), QUOTH_ERROR_ARGUMENT);
  CHECK_INT(quoth_engine_seal(engine, NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_add_pattern(engine, &(quoth_pattern){.regex = "a"}, &error), QUOTH_ERROR_STATE);
  quoth_engine_free(engine);
}

/* On each of many paragraphs these would take years. */
static void what_explodes_stops_and_says_so(void) {
  static const char *const REGEXES[] = {"(a+)+[bc]", "(a|aa)+$", "(?:a?){40}[bc]", "^(a|a(?1))+[bc]"};
  char text[20000];
  for (size_t i = 0; i < sizeof text; i++) text[i] = i % 50 == 48 ? '!' : i % 50 == 49 ? '\n' : 'a';
  for (size_t i = 0; i < sizeof REGEXES / sizeof *REGEXES; i++) {
    reading r = begin(REGEXES[i], QUOTH_PATTERN_DROP);
    clock_t before = clock();
    read_bytes(&r, text, sizeof text);
    CHECK(clock() - before < CLOCKS_PER_SEC);
    if (CHECK_INT(r.doc->warnings.count, 1)) {
      CHECK(strstr(r.doc->warnings.items[0], REGEXES[i]));
      CHECK(strstr(r.doc->warnings.items[0], "paper.patterns[1]"));
      CHECK(strstr(r.doc->warnings.items[0], "PCRE2 error -4"));
    }
    end(&r);
  }
}

/* ---- literals ---- */

/* The literals of a pattern, as "one|other". */
static const char *literals_of(const char *regex) {
  static char shown[Q_LITERALS_MOST * (Q_LITERAL_SIZE + 1)];
  q_literals literals;
  char *at = shown;
  q_literals_find(regex, &literals);
  for (uint32_t i = 0; i < literals.count; i++) {
    if (i) *at++ = '|';
    memcpy(at, literals.items[i].bytes, literals.items[i].length);
    at += literals.items[i].length;
  }
  *at = 0;
  return shown;
}

static void required_literals_are_found(void) {
  static const char *const CASES[][2] = {
      {"follow us", "follow us"},
      {"^\\s*Our Standards: [^\\n]*$", "our standards: "},
      {"\\(Reporting by", "(reporting by"},
      {"(?:Sign up|Subscribe) now", "sign up|subscribe"},
      {"ab+cde", "cde"},
      {"abc?def", "def"},
      {"(one|two)?three", "three"},
      {"x(long one)y", "long one"},
      {"(?i)ask me", " me"}, /* k and s have relatives outside of ASCII */
      {"a(?=bcd)e", "a"},
      {"[abc]def\\d{3}", "def"},
      {"[]a|]xyz|uv", "xyz|uv"},
      {"[[:alpha:]|]wxyz", "wxyz"},
      {"a\\.b\\|c", "a.b|c"},
      {"\\p{Lu}names", "names"},
      {"a{2}bcd", "bcd"},
      {"(?<year>\\d+) dollars", " dollars"},
      {"abc(?i:x)defg", "defg"},
      {"\xC3\xA9?cole", "cole"},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) CHECK_TEXT(literals_of(CASES[i][0]), CASES[i][1]);
}

static void what_is_not_certain_needs_no_literal(void) {
  static const char *const CASES[] = {
      "a*",     "abc|d*",  "(*ACCEPT)abc", "(?x) a b c",   "\\Qabc|\\E", "(?(1)abc|d)", "\\x41bcd|\\o{1}",
      "(abc)?", "(?!abc)", "(?#abc)",      "[a[:b]|abc:]", "(a{0}|bcd)", "(?R)?abcd|"};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) CHECK_TEXT(literals_of(CASES[i]), "");
}

/* ---- patterns made at random: with the table of literals and without it ---- */

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 16;
}

/* A pattern over few letters, so that it often matches; at most `room` bytes. */
static void make_pattern(uint32_t *state, char *at, size_t room, int depth) {
  static const char *const PARTS[] = {"abcd", "dcba", "ab",  "b?",    "[ab]c", "c+",    "(?i)aBcD", "d{2}",
                                      "\\.",  ".",    "\\w", "(?=a)", "a{0}",  "abab*", "^",        "\\bcd"};
  static const char *const GROUPS[] = {"(", "(?:", "(?>", "(?!", "(?<=ab)("};
  static const char *const ENDS[] = {")", ")?", ")+", "|abcdd)", ")*?"};
  *at = 0;
  for (uint32_t parts = 1 + next_random(state) % 4; parts > 0; parts--) {
    char piece[120];
    if (depth > 0 && next_random(state) % 3 == 0) {
      char inner[80];
      make_pattern(state, inner, sizeof inner, depth - 1);
      snprintf(piece, sizeof piece, "%s%s%s", GROUPS[next_random(state) % 5], inner,
               ENDS[next_random(state) % 5]);
    } else {
      snprintf(piece, sizeof piece, "%s", PARTS[next_random(state) % 16]);
    }
    if (strlen(at) + strlen(piece) + 2 > room) return;
    strcat(at, piece);
    if (parts > 1 && next_random(state) % 6 == 0) strcat(at, "|");
  }
}

/* An alternative that never matches, and needs no literal, sends the whole pattern
 * past the table. */
static const char *without_table(const char *regex, const char *text) {
  char wrapped[300];
  snprintf(wrapped, sizeof wrapped, "(?:%s)|[^\\s\\S]", regex);
  q_literals literals;
  q_literals_find(wrapped, &literals);
  CHECK_INT(literals.count, 0);
  return marks_in(wrapped, text, strlen(text));
}

static bool compiles(const char *regex) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  quoth_pattern pattern = {.regex = regex};
  bool good = !quoth_engine_add_pattern(engine, &pattern, NULL);
  quoth_engine_free(engine);
  return good;
}

static void the_table_of_literals_hides_no_match(void) {
  uint32_t state = 7, matched = 0, filtered = 0;
  for (int i = 0; i < 3000; i++) {
    char regex[200], text[40], expected[200];
    q_literals literals;
    make_pattern(&state, regex, sizeof regex, 2);
    for (size_t k = 0; k + 1 < sizeof text; k++) text[k] = "aabbccdd ABCD.\n"[next_random(&state) % 15];
    text[sizeof text - 1] = 0;
    if (!compiles(regex)) continue;
    snprintf(expected, sizeof expected, "%s", without_table(regex, text));
    const char *actual = marks_in(regex, text, strlen(text));
    if (strcmp(actual, expected)) printf("pattern %s\ntext %s\n", regex, text);
    CHECK_TEXT(actual, expected);
    q_literals_find(regex, &literals);
    filtered += literals.count > 0;
    matched += *expected && literals.count > 0;
  }
  CHECK(filtered > 500 && matched > 50); /* or the test says nothing */
}

/* ---- cost ---- */

static reading many_rules(int count) {
  reading r = {quoth_engine_new(NULL, NULL, NULL), NULL};
  CHECK_INT(quoth_engine_load(r.engine, "en", NULL), QUOTH_OK);
  char regex[100];
  for (int i = 0; i < count; i++) {
    snprintf(regex, sizeof regex, "^\\s*(?:Sign up for letter|Follow desk) no\\. %d\\b.*$", i);
    CHECK_INT(quoth_engine_add_pattern(r.engine, &(quoth_pattern){.regex = regex}, NULL), QUOTH_OK);
  }
  CHECK_INT(quoth_engine_seal(r.engine, NULL), QUOTH_OK);
  r.doc = quoth_doc_new(r.engine, NULL);
  return r;
}

static double cost(reading *r, const char *text, size_t length) {
  quoth_input input = {.text = text, .length = length};
  clock_t before = clock();
  CHECK_INT(quoth_doc_read(r->doc, &input, QUOTH_STAGE_MENTIONS, NULL), QUOTH_OK);
  return (double)(clock() - before);
}

/* Even where no stage but the cheap ones run. */
static void five_hundred_rules_cost_less_than_the_reading(void) {
  static const char LINE[] =
      "Mara Lund said on Tuesday that the ferry to Port Arden would sail at noon again.\n";
  enum { LINES = 4000 };
  size_t length = LINES * (sizeof LINE - 1);
  char *text = malloc(length);
  if (!CHECK(text)) return;
  for (int i = 0; i < LINES; i++) memcpy(text + (size_t)i * (sizeof LINE - 1), LINE, sizeof LINE - 1);
  reading none = many_rules(0), many = many_rules(500);
  double least_none = 1e18, least_many = 1e18;
  for (int i = 0; i < 5; i++) {
    double without = cost(&none, text, length), with = cost(&many, text, length);
    if (without < least_none) least_none = without;
    if (with < least_many) least_many = with;
  }
  printf("500 patterns: %.2f times the time of none\n", least_many / least_none);
  CHECK(least_many < 2 * least_none);
  end(&none);
  end(&many);
  free(text);
}

int main(void) {
  CASE(patterns_match_as_pcre2_does);
  CASE(a_paragraph_is_the_whole_world);
  CASE(odd_matches_and_bytes_are_safe);
  CASE(no_token_lies_in_what_is_dropped);
  CASE(marks_become_mentions);
  CASE(a_wrong_pattern_is_refused_with_its_place);
  CASE(what_explodes_stops_and_says_so);
  CASE(required_literals_are_found);
  CASE(what_is_not_certain_needs_no_literal);
  CASE(the_table_of_literals_hides_no_match);
  CASE(five_hundred_rules_cost_less_than_the_reading);
  return check_done();
}
