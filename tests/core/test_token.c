/* Where texts are cut into tokens and sentences. */
#include <stdlib.h>

#include "check.h"

#include "core/doc.h"
#include "core/scan_masks.h"
#include "core/transpose.h"

static const quoth_engine *english(void) {
  static quoth_engine *engine;
  if (engine) return engine;
  engine = quoth_engine_new(NULL, NULL, NULL);
  quoth_engine_load(engine, "en", NULL);
  quoth_engine_seal(engine, NULL);
  return engine;
}

static quoth_doc *document(void) {
  static quoth_doc *doc;
  if (!doc) doc = quoth_doc_new(english(), NULL);
  return doc;
}

static void append(char *to, const char *text, quoth_span span, char between) {
  size_t length = strlen(to);
  if (length) to[length++] = between;
  memcpy(to + length, text + span.start, span.end - span.start);
  to[length + span.end - span.start] = 0;
}

/* The layer's spans of a text, a | between them. */
static const char *cut(const char *text, quoth_layer layer) {
  static char found[4096];
  quoth_input input = {.text = text, .length = strlen(text)};
  *found = 0;
  quoth_doc *doc = document();
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_SENTENCES, NULL), QUOTH_OK);
  for (size_t i = 0; i < quoth_doc_count(doc, layer); i++) {
    quoth_token token = {0};
    if (layer == QUOTH_LAYER_TOKENS) quoth_doc_token(doc, i, &token);
    else quoth_doc_sentence(doc, i, &token.span);
    append(found, text, token.span, '|');
  }
  return found;
}

#define TOKENS(text, wanted) CHECK_TEXT(cut((text), QUOTH_LAYER_TOKENS), wanted)
#define SENTENCES(text, wanted) CHECK_TEXT(cut((text), QUOTH_LAYER_SENTENCES), wanted)

static void words_and_marks(void) {
  TOKENS("", "");
  TOKENS(" \t\n ", "");
  TOKENS("Rain fell; rivers (all three) rose.", "Rain|fell|;|rivers|(|all|three|)|rose|.");
  TOKENS(
      "a\xC2\xA0"
      "b\xE2\x80\x83"
      "c",
      "a|b|c");
  TOKENS("S\xC3\xA3o Tom\xC3\xA9, e\xCC\x81t\xC3\xA9", "S\xC3\xA3o|Tom\xC3\xA9|,|e\xCC\x81t\xC3\xA9");
}

static void clitics_and_possessives(void) {
  TOKENS("Roa's isn't we'll they've I'd you're I'm", "Roa|'s|is|n't|we|'ll|they|'ve|I|'d|you|'re|I|'m");
  TOKENS("Roa\xE2\x80\x99s isn\xE2\x80\x99t", "Roa|\xE2\x80\x99s|is|n\xE2\x80\x99t");
  TOKENS("the farmers' land, O'Hara's", "the|farmers|'|land|,|O'Hara|'s");
  TOKENS("the U.S.'s and \xE2\x80\x9CHome\xE2\x80\x9D's",
         "the|U.S.|'s|and|\xE2\x80\x9C|Home|\xE2\x80\x9D|'s");
  TOKENS("IT'S HERE", "IT|'S|HERE");
  TOKENS("cannot gonna", "can|not|gon|na");
  TOKENS(
      "Get 'em, the '90s and \xE2\x80\x99"
      "08",
      "Get|'em|,|the|'90s|and|\xE2\x80\x99"
      "08");
  TOKENS("'Em' he said", "'|Em|'|he|said");
}

static void abbreviations_and_initials(void) {
  TOKENS("Mr. Roa met Sen. J. P. Vale Jr. of Acme Inc.", "Mr.|Roa|met|Sen.|J.|P.|Vale|Jr.|of|Acme|Inc.");
  TOKENS("the U.S. at 5 p.m. on Jan. 3", "the|U.S.|at|5|p.m.|on|Jan.|3");
  TOKENS("J.K. Rowling, J.K.Rowling, Ph.D. and U.S", "J.K.|Rowling|,|J.K.|Rowling|,|Ph.D.|and|U.S");
  TOKENS("No. 5 it is. No. Never.", "No.|5|it|is|.|No|.|Never|.");
  TOKENS("That is plan B. The other is C.", "That|is|plan|B|.|The|other|is|C|.");
  TOKENS("1. First\n2. Second: in 3. Third", "1.|First|2.|Second|:|in|3|.|Third");
}

static void hyphens_and_dashes(void) {
  TOKENS("a well-known non-profit co-operative", "a|well|-|known|non-profit|co-operative");
  TOKENS("re-co-opted, anti-U.S.", "re-co-opted|,|anti-U.S.");
  TOKENS(
      "rise--fall, 8-10, 8\xE2\x80\x93"
      "10",
      "rise|--|fall|,|8|-|10|,|8|\xE2\x80\x93|10");
  TOKENS("2016-05-03, 555-0142, 713-555-0142", "2016-05-03|,|555-0142|,|713-555-0142");
  TOKENS("post- and pre-war", "post|-|and|pre-war");
}

static void numbers_and_units(void) {
  TOKENS(
      "$1,200.50, 20% of 3.5m, US$5bn, \xC2\xA3"
      "4",
      "$|1,200.50|,|20|%|of|3.5|m|,|US$|5|bn|,|\xC2\xA3|4");
  TOKENS("20km at 5:30pm on 3/4/2016, the 20th, 1970s, 4G",
         "20|km|at|5:30|pm|on|3/4/2016|,|the|20th|,|1970s|,|4G");
  TOKENS("and/or 24/7 w/o .300", "and|/|or|24/7|w/o|.300");
}

static void addresses(void) {
  TOKENS("See https://a.example/b?c=(d). Or (www.b.example).",
         "See|https://a.example/b?c=(d)|.|Or|(|www.b.example|)|.");
  TOKENS("Mail jo.roa+x@mail.example.org, @jo_roa #Rain2 #1",
         "Mail|jo.roa+x@mail.example.org|,|@jo_roa|#Rain2|#|1");
  TOKENS("on weather.example and AT&T.The end", "on|weather.example|and|AT&T|.|The|end");
}

static void runs_of_marks(void) {
  TOKENS("What?! Well... no!!", "What|?!|Well|...|no|!!");
  TOKENS("---- ==== *** ``so''", "----|====|***|``|so|''");
  TOKENS("\xE2\x80\x9CSo\xE2\x80\xA6\xE2\x80\x9D \xE2\x80\x94 he",
         "\xE2\x80\x9C|So|\xE2\x80\xA6|\xE2\x80\x9D|\xE2\x80\x94|he");
}

static void scripts_and_symbols(void) {
  TOKENS("\xE5\x8C\x97\xE4\xBA\xAC\xE3\x80\x82\xE6\x9D\xB1",
         "\xE5\x8C\x97\xE4\xBA\xAC|\xE3\x80\x82|\xE6\x9D\xB1");
  TOKENS("\xE2\x9D\xA4\xEF\xB8\x8F\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
         "\xE2\x9D\xA4\xEF\xB8\x8F|\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD");
  TOKENS(
      "a\xFF"
      "b\xE2\x82",
      "a|\xFF|b|\xE2\x82");
}

static void kinds_of_tokens(void) {
  static const struct {
    const char *bytes;
    quoth_token_kind kind;
  } CASES[] = {
      {"rain", QUOTH_TOKEN_WORD},         {"'s", QUOTH_TOKEN_WORD},          {"U.S.", QUOTH_TOKEN_WORD},
      {"1,200", QUOTH_TOKEN_NUMBER},      {"'90s", QUOTH_TOKEN_NUMBER},      {".300", QUOTH_TOKEN_NUMBER},
      {"...", QUOTH_TOKEN_PUNCTUATION},   {",", QUOTH_TOKEN_PUNCTUATION},    {"''", QUOTH_TOKEN_MARK},
      {"\xE2\x80\x99", QUOTH_TOKEN_MARK}, {"\"", QUOTH_TOKEN_MARK},          {"$", QUOTH_TOKEN_SYMBOL},
      {"US$", QUOTH_TOKEN_SYMBOL},        {"\xC2\xA3", QUOTH_TOKEN_SYMBOL},  {"@roa", QUOTH_TOKEN_URL},
      {"a@b.example", QUOTH_TOKEN_URL},   {"WWW.b.example", QUOTH_TOKEN_URL}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
    if (!CHECK_INT(q_token_kind_of(CASES[i].bytes, (uint32_t)strlen(CASES[i].bytes)), CASES[i].kind))
      printf("  for %s\n", CASES[i].bytes);
}

static void sentences_end_at_stops(void) {
  SENTENCES("It rained. Rivers rose! Did they? Yes.", "It rained.|Rivers rose!|Did they?|Yes.");
  SENTENCES("No stop here\nNor here", "No stop here|Nor here");
  SENTENCES("It rose 3.5 points. 20 fell.", "It rose 3.5 points.|20 fell.");
  SENTENCES("Well... It did. He waited ... and left.", "Well...|It did.|He waited ... and left.");
}

static void abbreviations_end_sentences_before_words_of_grammar(void) {
  SENTENCES("Mr. Roa left. Sen. Vale stayed.", "Mr. Roa left.|Sen. Vale stayed.");
  SENTENCES("He runs Acme Inc. The firm is small.", "He runs Acme Inc.|The firm is small.");
  SENTENCES("The Acme Inc. Chairman left the U.S. Senate.", "The Acme Inc. Chairman left the U.S. Senate.");
  SENTENCES("They met at 5 p.m. It rained.", "They met at 5 p.m.|It rained.");
  SENTENCES("J. P. Vale spoke. A. Roa did not.", "J. P. Vale spoke.|A. Roa did not.");
}

static void closing_marks_belong_to_their_sentence(void) {
  SENTENCES("\"It rains.\" He left. (So did she.) All did.", "\"It rains.\"|He left.|(So did she.)|All did.");
  SENTENCES("\xE2\x80\x9CWhy?\xE2\x80\x9D he asked. \xE2\x80\x9CWell.\xE2\x80\x9D",
            "\xE2\x80\x9CWhy?\xE2\x80\x9D he asked.|\xE2\x80\x9CWell.\xE2\x80\x9D");
  SENTENCES("\"Why?\" President Roa asked. \"No!\" She left.",
            "\"Why?\" President Roa asked.|\"No!\"|She left.");
  SENTENCES("\"... so it went,\" he said.", "\"... so it went,\" he said.");
}

static void lists_and_datelines(void) {
  SENTENCES("1. Rain falls.\n2. Rivers rise.", "1. Rain falls.|2. Rivers rise.");
  SENTENCES("Items \xE2\x80\xA2 Rain \xE2\x80\xA2 Wind", "Items|\xE2\x80\xA2 Rain|\xE2\x80\xA2 Wind");
  SENTENCES("HARBOR CITY, Jan. 5 (Wire) - Rain fell. It stopped.",
            "HARBOR CITY, Jan. 5 (Wire) - Rain fell.|It stopped.");
}

/* ---- long texts ---- */

static const char *const LINES[] = {"Mr. Roa's 20km walk ended at 5 p.m. on Jan. 3.",
                                    "",
                                    "\xE2\x80\x9CWhy?\xE2\x80\x9D President Roa asked, and didn't wait",
                                    "1. A non-profit of well-known people",
                                    "  ",
                                    "See https://a.example/b or mail jo@b.example today.",
                                    "It rose 3.5% to $1,200.50 in the U.S. It fell again\r",
                                    "x"};
enum { LINE_COUNT = sizeof LINES / sizeof *LINES };

/* Lines picked by a simple generator until the text has `most` bytes. */
static char *long_text(size_t most, size_t *length) {
  char *text = malloc(most + 100);
  if (!text) abort();
  uint32_t state = 7;
  for (*length = 0; *length < most;) {
    state = state * 1664525 + 1013904223;
    *length += (size_t)sprintf(text + *length, "%s\n", LINES[(state >> 16) % LINE_COUNT]);
  }
  return text;
}

/* Tokens, paragraphs and sentences of a long text are those of its lines, one by one. */
static void long_texts_are_read_as_their_lines_are(void) {
  size_t length, token = 0, sentence = 0, paragraph = 0;
  char *text = long_text(100000, &length);
  quoth_doc *whole = quoth_doc_new(english(), NULL), *line = document();
  quoth_input input = {.text = text, .length = length};
  CHECK_INT(quoth_doc_read(whole, &input, QUOTH_STAGE_SENTENCES, NULL), QUOTH_OK);
  bool same = true;
  for (char *at = text, *end; same && at < text + length; at = end + 1) {
    end = memchr(at, '\n', (size_t)(text + length - at));
    quoth_input part = {.text = at, .length = (size_t)(end - at)};
    uint32_t shift = (uint32_t)(at - text);
    quoth_doc_read(line, &part, QUOTH_STAGE_SENTENCES, NULL);
    for (uint32_t i = 0; same && i < line->tokens.count; i++) {
      q_token a = whole->tokens.items[token + i], b = line->tokens.items[i];
      same = CHECK_INT(a.start, b.start + shift) && CHECK_INT(a.end, b.end + shift);
    }
    if (line->tokens.count) same &= CHECK_INT(whole->paragraphs.items[paragraph++].tokens.first, token);
    for (uint32_t i = 0; i < line->sentences.count; i++)
      same &= CHECK_INT(whole->sentences.items[sentence++].first, token + line->sentences.items[i].first);
    token += line->tokens.count;
  }
  CHECK_INT(whole->tokens.count, token);
  CHECK_INT(whole->paragraphs.count, paragraph);
  CHECK_INT(whole->sentences.count, sentence);
  quoth_doc_free(whole);
  free(text);
}

/* Reads a text twice, the second time with all words known: the tokens are the same. */
static void check_twice(const char *text) {
  enum { MOST = 1 << 12 };
  static uint32_t starts[MOST];
  quoth_input input = {.text = text, .length = strlen(text)};
  quoth_doc *doc = quoth_doc_new(english(), NULL);
  size_t count = 0;
  for (int pass = 0; pass < 2; pass++) {
    quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, NULL);
    if (pass) CHECK_INT(quoth_doc_count(doc, QUOTH_LAYER_TOKENS), count);
    count = quoth_doc_count(doc, QUOTH_LAYER_TOKENS);
    for (size_t i = 0; i < count && i < MOST; i++) {
      quoth_token token;
      quoth_doc_token(doc, i, &token);
      if (pass && token.span.start != starts[i]) CHECK_INT(token.span.start, starts[i]);
      starts[i] = token.span.start;
    }
  }
  quoth_doc_free(doc);
}

/* The room for tokens runs out at any place: behind many short words, with words near the end
 * that are no plain ones. */
static void known_words_are_cut_as_new_ones(void) {
  enum { UNITS = 120, LETTERS = 60 };
  static char text[4 * UNITS + 2 * LETTERS + 64];
  for (uint32_t n = 0; n < UNITS * 8; n++) {
    char *to = text;
    for (uint32_t i = 0; i < n / 8; i++) memcpy(to, "3km ", 4), to += 4;
    for (uint32_t i = 0; i < LETTERS; i++) memcpy(to, "a ", 2), to += 2;
    strcpy(to, &"        3km 3km 3km 3km 3km 3km 3km 3km 3km 3km 3km 3km"[n % 8]);
    check_twice(text);
  }
}

/* Sanitizers see where a byte behind the text is asked for. The last word is new to the document. */
static void texts_need_no_byte_behind_them(void) {
  enum { LONGEST = 60 };
  for (size_t length = 72; length < 1000; length++) {
    char *text = malloc(length);
    size_t last = 1 + length % LONGEST;
    for (size_t i = 0; i < length; i++) text[i] = "filler "[i % 7];
    text[length - last - 1] = '\n';
    for (size_t i = 1; i <= last; i++) text[length - i] = (char)('a' + (length + i * i) % 26);
    quoth_doc *doc = document();
    quoth_input input = {.text = text, .length = length};
    quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, NULL);
    CHECK_INT(doc->tokens.items[doc->tokens.count - 1].end, length);
    free(text);
  }
}

static bool has(const quoth_doc *doc, q_flag flag, uint32_t token) {
  return doc->flags[flag][token / 64] >> token % 64 & 1;
}

static void check_transposed(q_transposer *transpose, const uint16_t *flags) {
  uint64_t words[Q_FLAG_COUNT][2];
  q_bits bitmaps[Q_FLAG_COUNT];
  for (int f = 0; f < Q_FLAG_COUNT; f++) bitmaps[f] = words[f];
  transpose(flags, bitmaps, 1);
  for (uint32_t t = 0; t < 64 * Q_FLAG_COUNT; t++)
    CHECK_INT(words[t / 64][1] >> t % 64 & 1, flags[t % 64] >> t / 64 & 1);
}

static void flags_are_turned_alike_on_all_machines(void) {
  uint32_t seed = 7;
  for (int round = 0; round < 20; round++) {
    uint16_t flags[64];
    for (int t = 0; t < 64; t++) seed = seed * 1664525 + 1013904223, flags[t] = (uint16_t)(seed >> 13);
    check_transposed(q_transpose, flags);
#if defined __x86_64__
    if (q_has_avx2()) check_transposed(q_transpose_avx2, flags);
#endif
  }
}

static void bitmaps_say_what_the_words_are(void) {
  size_t length;
  char *text = long_text(5000, &length);
  quoth_doc *doc = document();
  quoth_input input = {.text = text, .length = length};
  quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, NULL);
  uint32_t next = q_next(doc->flags[Q_FLAG_MARK], 0, doc->tokens.count), count = doc->tokens.count;
  for (uint32_t t = 0; t < count; t++) {
    const q_word *word = q_word_of(doc, t);
    bool mark = word->kind == QUOTH_TOKEN_MARK;
    bool good = CHECK_INT(has(doc, Q_FLAG_MARK, t), mark) && CHECK_INT(next == t, mark) &&
                CHECK_INT(has(doc, Q_FLAG_VALUE, t), word->has_digit || word->classes & Q_VALUE_WORD) &&
                CHECK_INT(has(doc, Q_FLAG_CAPITAL, t), word->shape >= Q_SHAPE_CAPITAL) &&
                CHECK_INT(has(doc, Q_FLAG_BREAK, t), word->final || word->may_end || word->bullet);
    if (!good) break;
    if (mark) next = q_next(doc->flags[Q_FLAG_MARK], t + 1, count);
  }
  CHECK_INT(next, count);
  free(text);
}

static void blocks_are_paragraphs_whatever_lines_they_have(void) {
  static const char TEXT[] = "Head\nIt rained.\nMr.\nRoa left.";
  const quoth_block blocks[] = {{{0, 4}, QUOTH_BLOCK_HEADLINE},
                                {{5, sizeof TEXT - 1}, QUOTH_BLOCK_PARAGRAPH}};
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1, .blocks = blocks, .block_count = 2};
  quoth_doc *doc = document();
  quoth_doc_read(doc, &input, QUOTH_STAGE_SENTENCES, NULL);
  CHECK_INT(doc->paragraphs.count, 2);
  CHECK_INT(doc->paragraphs.items[0].kind, QUOTH_BLOCK_HEADLINE);
  CHECK_INT(doc->paragraphs.items[1].tokens.last, doc->tokens.count);
  CHECK_INT(doc->sentences.count, 3);
}

int main(void) {
  CASE(words_and_marks);
  CASE(clitics_and_possessives);
  CASE(abbreviations_and_initials);
  CASE(hyphens_and_dashes);
  CASE(numbers_and_units);
  CASE(addresses);
  CASE(runs_of_marks);
  CASE(scripts_and_symbols);
  CASE(kinds_of_tokens);
  CASE(sentences_end_at_stops);
  CASE(abbreviations_end_sentences_before_words_of_grammar);
  CASE(closing_marks_belong_to_their_sentence);
  CASE(lists_and_datelines);
  CASE(long_texts_are_read_as_their_lines_are);
  CASE(known_words_are_cut_as_new_ones);
  CASE(texts_need_no_byte_behind_them);
  CASE(flags_are_turned_alike_on_all_machines);
  CASE(bitmaps_say_what_the_words_are);
  CASE(blocks_are_paragraphs_whatever_lines_they_have);
  quoth_doc_free(document());
  quoth_engine_free((quoth_engine *)(uintptr_t)english());
  return check_done();
}
