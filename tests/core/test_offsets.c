/* Offsets in code points, UTF-16 units, lines and columns, at every boundary, beside a
 * count from the start of the text. */
#include "check.h"
#include "core/utf8.h"

/* Pieces of each length, line ends, and ill-formed ones. */
static const char *const PIECES[] = {
    "a",        " ",    "\n",       "\r\n",         "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x9A\xA2",
    "\xE2\x80", "\xFF", "\xF0\x9F", "\xED\xA0\x80", "\x80"};

static size_t make_text(char *text, size_t size, unsigned seed) {
  size_t length = 0;
  while (length + 4 < size) {
    seed = seed * 1103515245u + 12345u;
    const char *piece = PIECES[seed / 65536u % (sizeof PIECES / sizeof *PIECES)];
    memcpy(text + length, piece, strlen(piece));
    length += strlen(piece);
  }
  return length;
}

static void compare(const quoth_doc *doc, const char *text, size_t length) {
  uint32_t code_points = 0, utf16 = 0, line = 1, column = 1, size;
  for (size_t at = 0; at < length; at += size) {
    uint32_t found_line, found_column;
    quoth_doc_line(doc, (uint32_t)at, &found_line, &found_column);
    CHECK(quoth_doc_offset(doc, (uint32_t)at, QUOTH_UNIT_CODEPOINT) == code_points);
    CHECK(quoth_doc_offset(doc, (uint32_t)at, QUOTH_UNIT_UTF16) == utf16);
    CHECK(quoth_doc_offset(doc, (uint32_t)at, QUOTH_UNIT_BYTE) == at);
    CHECK(found_line == line && found_column == column);
    uint32_t code = q_decode(text + at, text + length, &size);
    code_points++, utf16 += code >= 0x10000 ? 2 : 1, column++;
    if (text[at] == '\n') line++, column = 1;
  }
  CHECK(quoth_doc_offset(doc, (uint32_t)length, QUOTH_UNIT_CODEPOINT) == code_points);
}

static void every_boundary(void) {
  static char text[3000];
  quoth_error error;
  quoth_engine *engine = quoth_engine_new(NULL, NULL, &error);
  CHECK(engine && quoth_engine_seal(engine, &error) == QUOTH_OK);
  quoth_doc *doc = quoth_doc_new(engine, &error);
  CHECK(doc);
  for (unsigned seed = 0; seed < 20; seed++) {
    quoth_input input = {.text = text, .length = make_text(text, sizeof text - seed * 100, seed)};
    CHECK(quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, &error) == QUOTH_OK);
    compare(doc, text, input.length);
  }
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

int main(void) {
  CASE(every_boundary);
  return check_done();
}
