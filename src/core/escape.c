/* Text in the notations that outputs are written in. A notation is a table of
 * replacements, so a new one is a new table. */
#include "core/escape.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

typedef struct notation {
  const char *mark;              /* stands before and behind the text */
  const char *marked_for;        /* only where the text holds one of these bytes; NULL: always */
  bool numbers;                  /* control characters become \u0000; else U+FFFD */
  bool characters_only;          /* U+FFFE and U+FFFF become U+FFFD too */
  const char *replacements[128]; /* of ASCII; NULL: as it is */
} notation;

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* What a notation for a single line makes of white space. */
#define ONE_LINE ['\t'] = " ", ['\n'] = " ", ['\r'] = " "

/* Control characters that stay where a table does not say otherwise. */
#define KEPT ['\t'] = "\t", ['\n'] = "\n", ['\r'] = "\r"

static const notation NOTATIONS[] = {
    [QUOTH_NOTATION_TEXT] = {.mark = "", .replacements = {KEPT}},
    [QUOTH_NOTATION_XML] = {.mark = "",
                            .characters_only = true,
                            .replacements = {['\t'] = "\t",
                                             ['\n'] = "\n",
                                             ['\r'] = "&#13;",
                                             ['&'] = "&amp;",
                                             ['<'] = "&lt;",
                                             ['>'] = "&gt;",
                                             ['"'] = "&quot;",
                                             ['\''] = "&#39;"}},
    [QUOTH_NOTATION_HTML] = {.mark = "",
                             .characters_only = true,
                             .replacements = {KEPT, ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;",
                                              ['"'] = "&quot;", ['\''] = "&#39;", [0x7F] = REPLACEMENT}},
    [QUOTH_NOTATION_JSON] = {.mark = "\"",
                             .numbers = true,
                             .replacements = {['"'] = "\\\"",
                                              ['\\'] = "\\\\",
                                              ['\n'] = "\\n",
                                              ['\t'] = "\\t",
                                              ['\r'] = "\\r",
                                              ['\b'] = "\\b",
                                              ['\f'] = "\\f"}},
    [QUOTH_NOTATION_CSV] = {.mark = "\"", .marked_for = "\",\r\n", .replacements = {KEPT, ['"'] = "\"\""}},
    [QUOTH_NOTATION_TSV] = {.mark = "", .replacements = {ONE_LINE}},
    [QUOTH_NOTATION_TURTLE] =
        {.mark = "\"",
         .replacements = {['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\t'] = "\\t", ['\r'] = "\\r"}},
    [QUOTH_NOTATION_MARKDOWN] =
        {.mark = "",
         .replacements =
             {ONE_LINE, ['\\'] = "\\\\", ['`'] = "\\`", ['*'] = "\\*", ['_'] = "\\_", ['{'] = "\\{",
              ['}'] = "\\}", ['['] = "\\[", [']'] = "\\]", ['<'] = "\\<", ['>'] = "\\>", ['#'] = "\\#",
              ['|'] = "\\|", ['~'] = "\\~", ['^'] = "\\^", ['$'] = "\\$", ['&'] = "\\&"}},
    /* Graphviz reads references such as &amp; in labels. */
    [QUOTH_NOTATION_DOT] = {.mark = "\"",
                            .replacements = {ONE_LINE, ['"'] = "\\\"", ['\\'] = "\\\\", ['&'] = "&amp;"}},
    /* The shell of SQLite takes carriage returns away that stand at the end of a line. */
    [QUOTH_NOTATION_SQL] =
        {.mark = "'",
         .replacements = {['\t'] = "\t", ['\n'] = "\n", ['\r'] = "'||char(13)||'", ['\''] = "''"}},
};

static bool put(quoth_writer writer, void *context, const char *string) {
  size_t length = strlen(string);
  return !length || writer(context, string, length);
}

/* What stands for the code point at bytes; NULL: itself. *size is its length. */
static const char *replacement(const notation *n, const char *bytes, const char *end, uint32_t *size,
                               char room[7]) {
  unsigned char c = (unsigned char)*bytes;
  *size = 1;
  if (c >= 0x80) {
    uint32_t code = q_decode(bytes, end, size);
    bool written = *size == 3 && !memcmp(bytes, REPLACEMENT, 3);
    return (code == 0xFFFD && !written) || (n->characters_only && (code & 0xFFFE) == 0xFFFE) ? REPLACEMENT
                                                                                             : NULL;
  }
  if (n->replacements[c] || c >= 0x20) return n->replacements[c];
  if (!n->numbers) return REPLACEMENT;
  snprintf(room, 7, "\\u%04x", c);
  return room;
}

uint32_t q_json_character(const char *bytes, const char *end, char *to, uint32_t *size) {
  char room[7];
  const char *new = replacement(&NOTATIONS[QUOTH_NOTATION_JSON], bytes, end, size, room);
  uint32_t length = new ? (uint32_t)strlen(new) : *size;
  memcpy(to, new ? new : bytes, length);
  return length;
}

static bool has_any(const char *bytes, size_t length, const char *set) {
  for (size_t i = 0; i < length; i++)
    if (bytes[i] && strchr(set, bytes[i])) return true;
  return false;
}

/* A line of Markdown that begins like a list or a rule is none: the length of what
 * goes before the sign that a backslash takes its meaning from, or SIZE_MAX. */
static size_t list_sign(const char *bytes, size_t length) {
  if (length && strchr("-+=:", bytes[0]) && bytes[0]) return 0;
  size_t digits = 0;
  while (digits < length && bytes[digits] >= '0' && bytes[digits] <= '9') digits++;
  return digits && digits < length && (bytes[digits] == '.' || bytes[digits] == ')') ? digits : SIZE_MAX;
}

static bool escape_run(const notation *n, const char *bytes, size_t length, quoth_writer writer,
                       void *context) {
  const char *at = bytes, *end = bytes + length, *run = at;
  while (at < end) {
    unsigned char c = (unsigned char)*at;
    if (c >= 0x20 && c < 0x80 && !n->replacements[c]) {
      at++;
      continue;
    }
    uint32_t size;
    char room[7];
    const char *new = replacement(n, at, end, &size, room);
    if (new) {
      if (at > run && !writer(context, run, (size_t)(at - run))) return false;
      if (!put(writer, context, new)) return false;
      run = at + size;
    }
    at += size;
  }
  return at == run || writer(context, run, (size_t)(at - run));
}

bool quoth_escape(quoth_notation which, const char *bytes, size_t length, quoth_writer writer,
                  void *context) {
  const notation *n = &NOTATIONS[which];
  bool marked = *n->mark && (!n->marked_for || has_any(bytes, length, n->marked_for));
  if (marked && !put(writer, context, n->mark)) return false;
  size_t sign = which == QUOTH_NOTATION_MARKDOWN ? list_sign(bytes, length) : SIZE_MAX;
  if (sign != SIZE_MAX) {
    if (sign && !writer(context, bytes, sign)) return false;
    if (!writer(context, "\\", 1)) return false;
    bytes += sign, length -= sign;
  }
  if (length && !escape_run(n, bytes, length, writer, context)) return false;
  return !marked || put(writer, context, n->mark);
}
