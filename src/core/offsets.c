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

/* Are the first bytes of eight, 1 to 8, ASCII without an end of line? */
static bool is_plain(uint64_t bytes, uint32_t count) {
  const uint64_t each = UINT64_C(0x0101010101010101), high = each << 7;
  uint64_t x = bytes & UINT64_MAX >> (64 - 8 * count), line = x ^ each * '\n';
  return !((x | ((line - each) & ~line)) & high);
}

/* Moves a place to the first boundary at or behind a byte of the text. */
static void walk(const quoth_doc *doc, place *at, uint32_t byte) {
  const char *text = doc->text, *end = text + doc->length;
  while (at->byte < byte) {
    uint32_t size = byte - at->byte < 8 ? byte - at->byte : 8;
    if (doc->length - at->byte >= 8 && is_plain(q_load(text + at->byte), size)) {
      at->byte += size, at->code_points += size, at->utf16 += size;
      continue;
    }
    uint32_t code = q_decode(text + at->byte, end, &size);
    at->byte += size;
    at->code_points++;
    at->utf16 += code >= 0x10000 ? 2 : 1;
    if (code == '\n') at->lines++, at->line_start = at->byte;
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

/* The last place asked for, moved to a byte; from there when that is near, as most are. */
static const place *find_in(const quoth_doc *doc, struct q_offsets *table, uint32_t byte) {
  place *last = &table->last;
  if (byte < last->byte || byte - last->byte > STEP) {
    uint32_t i = byte / STEP;
    *last = table->places[i];
    if (last->byte > byte) *last = table->places[i - 1]; /* a code point lies across the step */
  }
  walk(doc, last, byte);
  return last;
}

static place find(const quoth_doc *doc, uint32_t byte) {
  struct q_offsets *table = offsets_of(doc);
  place at = {0};
  if (byte > doc->length) byte = doc->length;
  if (table) return *find_in(doc, table, byte);
  walk(doc, &at, byte);
  return at;
}

uint32_t quoth_doc_offset(const quoth_doc *doc, uint32_t byte, quoth_unit unit) {
  if (unit == QUOTH_UNIT_BYTE) return byte;
  if (doc->offsets && byte == doc->offsets->last.byte) /* where one token ends the next may begin */
    return unit == QUOTH_UNIT_UTF16 ? doc->offsets->last.utf16 : doc->offsets->last.code_points;
  place at = find(doc, byte);
  return unit == QUOTH_UNIT_UTF16 ? at.utf16 : at.code_points;
}

void quoth_doc_line(const quoth_doc *doc, uint32_t byte, uint32_t *line, uint32_t *column) {
  place at = find(doc, byte);
  *line = at.lines + 1;
  *column = at.code_points - find(doc, at.line_start).code_points + 1;
}
