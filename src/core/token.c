#include "core/token.h"

#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"

/* ---- forms: spans put together or cut ---- */

typedef struct q_shaping {
  const q_forms *forms;
  const char *text;
  const q_spans *spans;
} q_shaping;

static bool is_text(const q_shaping *s, uint32_t i, const char *bytes) {
  quoth_span span = s->spans->items[i];
  size_t length = strlen(bytes);
  return span.end - span.start == length && !memcmp(s->text + span.start, bytes, length);
}

/* Is there a span i, and right behind the one before it? */
static bool touches(const q_shaping *s, uint32_t i) {
  return i < s->spans->count && s->spans->items[i].start == s->spans->items[i - 1].end;
}

/* Is there a span i in the same line as the one before it? */
static bool same_line(const q_shaping *s, uint32_t i) {
  if (!i || i >= s->spans->count) return false;
  quoth_span before = s->spans->items[i - 1], span = s->spans->items[i];
  return !memchr(s->text + before.end, '\n', span.start - before.end);
}

static q_form form_of(const q_shaping *s, uint32_t i) {
  quoth_span span = s->spans->items[i];
  return s->forms->of(s->forms->context, s->text + span.start, span.end - span.start);
}

static char first_byte(const q_shaping *s, uint32_t i) { return s->text[s->spans->items[i].start]; }

static bool is_upper_at(const q_shaping *s, uint32_t i) {
  quoth_span span = s->spans->items[i];
  uint32_t size;
  return q_is_upper(q_decode(s->text + span.start, s->text + span.end, &size));
}

/* Does the full stop at span `stop` belong to the word in front of it? */
static bool keeps_stop(const q_shaping *s, q_form form, uint32_t word, uint32_t stop) {
  if (!form.stop || !touches(s, stop) || !is_text(s, stop, ".")) return false;
  uint32_t next = stop + 1;
  bool more = same_line(s, next);
  switch ((q_stop)form.stop) {
    case Q_STOP_NUMBER: return more && (unsigned char)(first_byte(s, next) - '0') < 10;
    case Q_STOP_ITEM: return more && !touches(s, next) && !same_line(s, word);
    case Q_STOP_INITIAL:
      return more && (is_text(s, next, ",") || (is_upper_at(s, next) && !form_of(s, next).function));
    default: return true;
  }
}

q_pieces q_shape_token(const q_forms *forms, const char *text, const q_spans *spans, uint32_t i) {
  q_shaping s = {forms, text, spans};
  q_pieces pieces = {{spans->items[i]}, 1, 1};
  q_form form = form_of(&s, i);
  if (form.cut) {
    pieces.parts[1] = pieces.parts[0];
    pieces.parts[0].end = pieces.parts[1].start = pieces.parts[0].start + form.cut;
    pieces.count = 2;
    return pieces;
  }
  uint32_t last = i;
  if (form.apostrophe) {
    if (touches(&s, i + 1) && (!i || !touches(&s, i)) && form_of(&s, i + 1).elided) last++;
  } else {
    while (form.prefix && touches(&s, last + 1) && is_text(&s, last + 1, "-") && touches(&s, last + 2) &&
           form_of(&s, last + 2).word)
      form = form_of(&s, last += 2);
    if (keeps_stop(&s, form, last, last + 1)) last++;
  }
  pieces.parts[0].end = spans->items[last].end;
  pieces.used = last + 1 - i;
  return pieces;
}

/* ---- kinds ---- */

static bool is_digit(char b) { return b >= '0' && b <= '9'; }

/* Of what begins with a byte that is neither letter nor digit. */
static quoth_token_kind kind_of_mark(uint32_t c, const char *bytes, uint32_t length, uint32_t size) {
  static const char SYMBOLS[] = "$+<=>^|~%&*#@", MARKS[] = "\"`";
  if (c == '\'' || c == 0x2019) {
    if (length == size) return QUOTH_TOKEN_MARK;
    return is_digit(bytes[size]) ? QUOTH_TOKEN_NUMBER
                                 : (bytes[size] == '\'' ? QUOTH_TOKEN_MARK : QUOTH_TOKEN_WORD);
  }
  if (c == '.' && length > 1 && is_digit(bytes[1])) return QUOTH_TOKEN_NUMBER;
  if ((c == ':' || c == ';') && length > 1) return QUOTH_TOKEN_SYMBOL;
  if (c < 0x80)
    return c && strchr(MARKS, (int)c)     ? QUOTH_TOKEN_MARK
           : c && strchr(SYMBOLS, (int)c) ? QUOTH_TOKEN_SYMBOL
                                          : QUOTH_TOKEN_PUNCTUATION;
  if (c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A)
    return QUOTH_TOKEN_MARK;
  if (c == 0xA1 || c == 0xBF || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3003) ||
      (c >= 0x3008 && c <= 0x3011) || c == 0xFF01 || c == 0xFF0C || c == 0xFF0E || c == 0xFF1F)
    return QUOTH_TOKEN_PUNCTUATION;
  return QUOTH_TOKEN_SYMBOL;
}

quoth_token_kind q_token_kind_of(const char *bytes, uint32_t length) {
  uint32_t size, c = q_decode(bytes, bytes + length, &size);
  if (c < 0x80 && is_digit((char)c)) return QUOTH_TOKEN_NUMBER;
  if (length > 1 && (c == '@' || (c == '#' && bytes[1] != '#'))) return QUOTH_TOKEN_URL;
  if (!q_is_letter(c)) return kind_of_mark(c, bytes, length, size);
  if (q_is_web_address(bytes, length)) return QUOTH_TOKEN_URL;
  if (bytes[length - 1] == '$') return QUOTH_TOKEN_SYMBOL;
  return memchr(bytes, '@', length) ? QUOTH_TOKEN_URL : QUOTH_TOKEN_WORD;
}

/* ---- the stage ---- */

static q_form form_in_table(void *context, const char *bytes, uint32_t length) {
  q_word_table *words = context;
  uint32_t word = q_words_find(words, bytes, length); /* may move the items */
  return words->items[word].form;
}

static bool add_token(quoth_doc *doc, quoth_span span) {
  uint32_t word = q_words_find(&doc->words, doc->text + span.start, span.end - span.start);
  q_token *token = word ? q_push(&doc->arena, &doc->tokens) : NULL;
  if (token) *token = (q_token){span.start, span.end, word};
  return token != NULL;
}

static bool add_tokens(quoth_doc *doc, const q_spans *spans) {
  q_forms forms = {form_in_table, &doc->words};
  for (uint32_t i = 0, used; i < spans->count; i += used) {
    q_pieces pieces = q_shape_token(&forms, doc->text, spans, i);
    used = pieces.used;
    for (uint32_t k = 0; k < pieces.count; k++)
      if (!add_token(doc, pieces.parts[k])) return false;
  }
  return true;
}

/* The first of the dropped spans that ends behind a byte. */
static uint32_t dropped_after(const quoth_doc *doc, uint32_t byte) {
  uint32_t low = 0, high = doc->dropped.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->dropped.items[middle].end <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Cuts what patterns left of a paragraph. */
static bool scan_kept(quoth_doc *doc, quoth_span span, q_spans *spans) {
  for (uint32_t i = dropped_after(doc, span.start); i < doc->dropped.count; i++) {
    quoth_span dropped = doc->dropped.items[i];
    if (dropped.start >= span.end) break;
    if (!q_scan(&doc->arena, doc->text, span.start, dropped.start, spans)) return false;
    span.start = dropped.end;
  }
  return q_scan(&doc->arena, doc->text, span.start, span.end, spans);
}

/* Tokens of one paragraph; paragraphs without a token are left out. */
static bool add_paragraph(quoth_doc *doc, quoth_span span, quoth_block_kind kind, q_spans *spans) {
  uint32_t first = doc->tokens.count;
  spans->count = 0;
  if (!scan_kept(doc, span, spans) || !add_tokens(doc, spans)) return false;
  if (doc->tokens.count == first) return true;
  q_paragraph *paragraph = q_push(&doc->arena, &doc->paragraphs);
  if (!paragraph) return false;
  *paragraph = (q_paragraph){{first, doc->tokens.count}, kind};
  return true;
}

static bool add_lines(quoth_doc *doc, q_spans *spans) {
  for (uint32_t at = 0; at < doc->length;) {
    const char *stop = memchr(doc->text + at, '\n', doc->length - at);
    uint32_t end = stop ? (uint32_t)(stop - doc->text) : doc->length;
    if (!add_paragraph(doc, (quoth_span){at, end}, QUOTH_BLOCK_PARAGRAPH, spans)) return false;
    at = end + 1;
  }
  return true;
}

bool q_tokens_run(quoth_doc *doc) {
  q_spans spans = {0};
  if (!doc->blocks) return add_lines(doc, &spans);
  for (uint32_t i = 0; i < doc->block_count; i++)
    if (!add_paragraph(doc, doc->blocks[i].span, doc->blocks[i].kind, &spans)) return false;
  return true;
}
