#include "html/align.h"

#include <string.h>
#include <strings.h>

#include "core/utf8.h"

/* How far two readings of a reference are compared to tell which is right. */
enum { LOOK_AHEAD = 16, REPLACEMENT = 0xFFFD };

static bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

q_aligner q_align(const q_dom *dom, const q_node *text) {
  const char *page = dom->page.bytes;
  return (q_aligner){.text = text->text,
                     .text_end = text->text + text->text_length,
                     .page = page,
                     .at = page + text->source.start,
                     .end = page + text->source.end,
                     .spelling = text->spelling};
}

/* ---- markup within a text: tags that the parser ignored, comments ---- */

static const char *comment_end(const char *at, const char *end) {
  for (at += 4; at + 3 <= end; at++)
    if (!memcmp(at, "-->", 3)) return at + 3;
  return end;
}

/* Behind a tag's ">", which within quotes is none. */
static const char *tag_end(const char *at, const char *end) {
  char quote = 0;
  for (; at < end; at++) {
    if (quote) {
      if (*at == quote) quote = 0;
    } else if (*at == '>') {
      return at + 1;
    } else if ((*at == '"' || *at == '\'') && at[-1] == '=') {
      quote = *at;
    }
  }
  return end;
}

static bool is_markup(const q_aligner *a) {
  if (a->spelling != Q_SPELLED_AS_MARKUP || a->end - a->at < 2 || *a->at != '<') return false;
  return is_ascii_letter(a->at[1]) || a->at[1] == '/' || a->at[1] == '!' || a->at[1] == '?';
}

/* Skips what gives no text: markup, and NUL, which the parser drops. */
static void skip_silent(q_aligner *a, uint32_t code_point) {
  while (a->at < a->end) {
    if (*a->at == 0 && code_point != REPLACEMENT) a->at++;
    else if (!is_markup(a)) return;
    else if (a->end - a->at >= 4 && !memcmp(a->at, "<!--", 4)) a->at = comment_end(a->at, a->end);
    else a->at = tag_end(a->at, a->end);
  }
}

/* ---- references ---- */

/* Behind "&#8217;", or NULL where it is no such reference. */
static const char *numeric_end(const char *at, const char *end) {
  if (end - at < 3 || at[1] != '#') return NULL;
  const char *digits = at + 2;
  bool hex = *digits == 'x' || *digits == 'X';
  const char *stop = digits += hex;
  while (stop < end && (hex ? is_hex_digit(*stop) : is_digit(*stop))) stop++;
  if (stop == digits) return NULL;
  return stop < end && *stop == ';' ? stop + 1 : stop;
}

/* Do the page from `at` and the text from `text` go on alike? */
static bool goes_on(const q_aligner *a, const char *at, const char *text) {
  for (int i = 0; i < LOOK_AHEAD; i++, at++, text++) {
    if (at >= a->end || (at < a->end && strchr("&<\r", *at))) return true;
    if (text >= a->text_end || *at != *text) return false;
  }
  return true;
}

/* A named reference: how long its name is, the text that follows tells. It may stand
 * for two code points, and may lack its semicolon. */
static const char *named_end(const q_aligner *a, uint32_t *length) {
  const char *stop = a->at + 1;
  while (stop < a->end && (is_ascii_letter(*stop) || is_digit(*stop))) stop++;
  uint32_t one = *length, two = 0;
  if (a->text + one < a->text_end) q_decode(a->text + one, a->text_end, &two);
  if (stop < a->end && *stop == ';') stop++;
  for (; stop > a->at + 2; stop--) {
    if (goes_on(a, stop, a->text + one)) return stop;
    if (two && goes_on(a, stop, a->text + one + two)) {
      *length = one + two;
      return stop;
    }
  }
  return NULL;
}

/* Behind the spelling of an ampersand, of which the text has one. */
static const char *ampersand_end(const q_aligner *a) {
  const char *numeric = numeric_end(a->at, a->end);
  if (numeric) return numeric;
  if (a->end - a->at < 4 || strncasecmp(a->at, "&amp", 4)) return a->at + 1;
  return a->end - a->at > 4 && a->at[4] == ';' ? a->at + 5 : a->at + 4;
}

/* ---- the walk ---- */

/* Behind the spelling of the character under way, or NULL where none fits. */
static const char *spelling_end(const q_aligner *a, uint32_t code_point, uint32_t *length) {
  if (a->at >= a->end) return NULL;
  if (*a->at == '&' && a->spelling != Q_SPELLED_AS_SCRIPT) {
    if (code_point == '&') return ampersand_end(a);
    const char *numeric = numeric_end(a->at, a->end);
    return numeric ? numeric : named_end(a, length);
  }
  if (*a->at == '\r' && code_point == '\n') return a->at + 1 + (a->at + 1 < a->end && a->at[1] == '\n');
  uint32_t size, found = q_decode(a->at, a->end, &size);
  return found == code_point || code_point == REPLACEMENT ? a->at + size : NULL;
}

bool q_align_next(q_aligner *a, q_spelled *out) {
  if (a->text >= a->text_end) return false;
  out->bytes = a->text;
  out->code_point = q_decode(a->text, a->text_end, &out->length);
  skip_silent(a, out->code_point);
  const char *stop = a->lost ? NULL : spelling_end(a, out->code_point, &out->length);
  a->lost = !stop;
  out->source = (quoth_span){(uint32_t)(a->at - a->page), (uint32_t)((stop ? stop : a->end) - a->page)};
  if (stop) a->at = stop;
  a->text += out->length;
  return true;
}
