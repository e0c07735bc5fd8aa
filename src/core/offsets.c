/* Positions in other units. The first question lays a table over the text, a place
 * every STEP bytes; an answer walks from the place before, or from the last answer. */
#include "core/doc.h"
#include "core/utf8.h"

enum { STEP = 64 };

/* A boundary of code points, and what lies before it. */
typedef struct place {
  uint32_t byte, code_points, utf16, lines, line_start;
} place;

struct q_offsets {
  uint32_t count;
  place last; /* that was asked for */
  place places[];
};

/* Moves a place to the first boundary at or behind a byte. */
static void walk(const quoth_doc *doc, place *at, uint32_t byte) {
  const char *text = doc->text, *end = text + doc->length;
  while (at->byte < byte) {
    unsigned char c = (unsigned char)text[at->byte];
    uint32_t size = 1, code = c;
    if (c >= 0x80) code = q_decode(text + at->byte, end, &size);
    at->byte += size;
    at->code_points++;
    at->utf16 += code >= 0x10000 ? 2 : 1;
    if (c == '\n') at->lines++, at->line_start = at->byte;
  }
}

/* NULL when memory ran out: then every walk begins at the start. */
static struct q_offsets *offsets_of(const quoth_doc *doc) {
  if (doc->offsets) return doc->offsets;
  quoth_doc *own = (quoth_doc *)(uintptr_t)doc; /* a cache: nobody else sees the change */
  uint32_t count = doc->length / STEP + 1;
  struct q_offsets *table = q_alloc(&own->arena, sizeof *table + count * sizeof *table->places);
  if (!table) return NULL;
  place at = {0};
  for (uint32_t i = 0; i < count; i++) {
    walk(doc, &at, i * STEP);
    table->places[i] = at;
  }
  table->count = count;
  table->last = (place){0};
  return own->offsets = table;
}

static place find(const quoth_doc *doc, uint32_t byte) {
  struct q_offsets *table = offsets_of(doc);
  place at = {0};
  if (byte > doc->length) byte = doc->length;
  if (table) {
    uint32_t i = byte / STEP;
    at = table->places[i];
    if (at.byte > byte) at = table->places[i - 1]; /* a code point lies across the step */
    if (table->last.byte > at.byte && table->last.byte <= byte) at = table->last;
  }
  walk(doc, &at, byte);
  if (table) table->last = at;
  return at;
}

uint32_t quoth_doc_offset(const quoth_doc *doc, uint32_t byte, quoth_unit unit) {
  if (unit == QUOTH_UNIT_BYTE) return byte;
  place at = find(doc, byte);
  return unit == QUOTH_UNIT_UTF16 ? at.utf16 : at.code_points;
}

void quoth_doc_line(const quoth_doc *doc, uint32_t byte, uint32_t *line, uint32_t *column) {
  place at = find(doc, byte);
  *line = at.lines + 1;
  *column = at.code_points - find(doc, at.line_start).code_points + 1;
}
