#include "core/token.h"

#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"

typedef struct scanner {
  q_arena *arena;
  const char *text;
  uint32_t end;
  q_is_abbreviation abbreviation;
  void *context;
  q_spans *spans;
} scanner;

static uint32_t code_at(const scanner *s, uint32_t at, uint32_t *size) {
  *size = 1;
  return at < s->end ? q_decode(s->text + at, s->text + s->end, size) : 0;
}

static char byte_at(const scanner *s, uint32_t at) { return at < s->end ? s->text[at] : 0; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A NUL is text too, but none of the set, where strchr would find it. */
static bool is_one_of(char c, const char *set) { return c && strchr(set, c); }

static bool is_alnum(const scanner *s, uint32_t at) {
  uint32_t size, c = code_at(s, at, &size);
  return q_is_letter(c) || is_digit((char)c);
}

static bool push(scanner *s, uint32_t start, uint32_t end) {
  quoth_span *span = q_push(s->arena, s->spans);
  if (!span) return false;
  *span = (quoth_span){start, end};
  return true;
}

/* ---- the parts of words ---- */

/* The length of an apostrophe, straight or curly, or 0. */
static uint32_t apostrophe(const scanner *s, uint32_t at) {
  if (byte_at(s, at) == '\'') return 1;
  return s->end - at >= 3 && !memcmp(s->text + at, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* Behind the run of letters and digits at a place. */
static uint32_t skip_alnum(const scanner *s, uint32_t at) {
  uint32_t size;
  while (is_alnum(s, at)) code_at(s, at, &size), at += size;
  return at;
}

/* What may join two runs into one word: - & . , ' between the right neighbours. */
static uint32_t joiner(const scanner *s, uint32_t at, bool digits_before) {
  char c = byte_at(s, at);
  if ((c == '-' || c == '&' || c == '_') && is_alnum(s, at + 1)) return 1;
  if ((c == '.' || c == ',' || c == ':') && digits_before && is_digit(byte_at(s, at + 1))) return 1;
  uint32_t size = apostrophe(s, at);
  return size && is_alnum(s, at + size) ? size : 0;
}

/* U.S. and p.m.: single letters, a full stop behind each. */
static uint32_t dotted(const scanner *s, uint32_t at) {
  uint32_t count = 0, size;
  while (q_is_letter(code_at(s, at, &size)) && byte_at(s, at + size) == '.') at += size + 1, count++;
  return count >= 2 && !is_alnum(s, at) ? at : 0;
}

/* Where a clitic starts in a word: didn't → did|n't, Putin's → Putin|'s. */
static uint32_t clitic(const scanner *s, uint32_t start, uint32_t end) {
  static const char *const CLITICS[] = {"s", "re", "ve", "ll", "d", "m", "t"};
  uint32_t at = end;
  while (at > start && !apostrophe(s, at)) at--;
  uint32_t size = at > start ? apostrophe(s, at) : 0;
  if (!size) return end;
  char tail[3] = {0};
  if (end - at - size > 2) return end;
  for (uint32_t i = 0; i < end - at - size; i++) tail[i] = (char)(s->text[at + size + i] | 32);
  for (size_t i = 0; i < sizeof CLITICS / sizeof *CLITICS; i++)
    if (!strcmp(tail, CLITICS[i])) {
      if (*tail != 't') return at;
      return (s->text[at - 1] | 32) == 'n' && at - 1 > start ? at - 1 : end;
    }
  return end;
}

/* An address: http://…, www.…, name@host, @name, #tag. Its end, or 0. */
static uint32_t address(const scanner *s, uint32_t at) {
  const char *p = s->text + at;
  uint32_t left = s->end - at, end = at;
  bool url = (left > 8 && (!memcmp(p, "http://", 7) || !memcmp(p, "https://", 8))) ||
             (left > 4 && !memcmp(p, "www.", 4));
  if (url) {
    while (end < s->end && (unsigned char)s->text[end] > ' ' && !is_one_of(s->text[end], "<>\"")) end++;
    while (end > at && is_one_of(s->text[end - 1], ".,;:!?)'")) end--;
    return end;
  }
  if ((*p == '@' || *p == '#') && is_alnum(s, at + 1)) {
    end = at + 1;
    while (is_alnum(s, end) || byte_at(s, end) == '_') end = is_alnum(s, end) ? skip_alnum(s, end) : end + 1;
    return end;
  }
  end = at;
  while (end < s->end && (is_alnum(s, end) || is_one_of(s->text[end], "._-+")))
    end = is_alnum(s, end) ? skip_alnum(s, end) : end + 1;
  if (end == at || byte_at(s, end) != '@' || !is_alnum(s, end + 1)) return 0;
  end++;
  while (is_alnum(s, end) || (is_one_of(byte_at(s, end), ".-") && is_alnum(s, end + 1)))
    end = is_alnum(s, end) ? skip_alnum(s, end) : end + 1;
  return end;
}

/* Behind the word that starts here, full stop of an abbreviation included. */
static uint32_t word_end(const scanner *s, uint32_t start) {
  uint32_t at = dotted(s, start);
  if (at) return at;
  at = skip_alnum(s, start);
  for (uint32_t size; (size = joiner(s, at, is_digit(byte_at(s, at - 1)))) != 0;)
    at = skip_alnum(s, at + size);
  return at;
}

static bool scan_word(scanner *s, uint32_t *at) {
  uint32_t start = *at, end = word_end(s, start), cut = clitic(s, start, end);
  if (cut == end && byte_at(s, end) == '.' && s->abbreviation &&
      s->abbreviation(s->context, s->text + start, end + 1 - start))
    cut = ++end;
  *at = end;
  return push(s, start, cut) && (cut == end || push(s, cut, end));
}

/* Runs of the same mark that are one token: ... -- `` '' */
static uint32_t punctuation_end(const scanner *s, uint32_t at) {
  char c = byte_at(s, at);
  uint32_t size, end = at;
  code_at(s, at, &size);
  if (!is_one_of(c, ".-`'")) return at + size;
  while (byte_at(s, end) == c) end++;
  if (c == '.' || c == '-') return end;
  return end - at >= 2 ? at + 2 : end;
}

bool q_scan(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_is_abbreviation abbreviation,
            void *context, q_spans *spans) {
  scanner s = {arena, text, to, abbreviation, context, spans};
  while (from < to) {
    uint32_t size, c = code_at(&s, from, &size), end = 0;
    if (q_is_space(c)) {
      from += size;
      continue;
    }
    bool starts_word = q_is_letter(c) || is_digit((char)c);
    if (starts_word || c == '@' || c == '#') end = address(&s, from);
    if (!end && starts_word) {
      if (!scan_word(&s, &from)) return false;
      continue;
    }
    if (!end && c == '\'' && (byte_at(&s, from + 1) | 32) == 's' && !is_alnum(&s, from + 2) && from &&
        is_alnum(&s, from - 1))
      end = from + 2;
    if (!end) end = punctuation_end(&s, from);
    if (!push(&s, from, end)) return false;
    from = end;
  }
  return true;
}

quoth_token_kind q_token_kind_of(const char *bytes, uint32_t length) {
  uint32_t size, c = q_decode(bytes, bytes + length, &size);
  if (is_digit((char)c) && c < 0x80) return QUOTH_TOKEN_NUMBER;
  if (length > 4 && (!memcmp(bytes, "http", 4) || !memcmp(bytes, "www.", 4)) && memchr(bytes, '.', length))
    return QUOTH_TOKEN_URL;
  if (length > 1 && (c == '@' || c == '#')) return QUOTH_TOKEN_URL;
  if (q_is_letter(c)) return memchr(bytes, '@', length) ? QUOTH_TOKEN_URL : QUOTH_TOKEN_WORD;
  if (c == '\'' || c == 0x2019) {
    if (length > size && q_is_letter((unsigned char)bytes[size])) return QUOTH_TOKEN_WORD;
    return QUOTH_TOKEN_MARK;
  }
  if (c == '"' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 ||
      c == 0x203A)
    return QUOTH_TOKEN_MARK;
  if (c < 0x80) return is_one_of((char)c, "$+<=>^|~%&*#@") ? QUOTH_TOKEN_SYMBOL : QUOTH_TOKEN_PUNCTUATION;
  return c >= 0x2010 && c <= 0x2027 ? QUOTH_TOKEN_PUNCTUATION : QUOTH_TOKEN_SYMBOL;
}

/* ---- the stage ---- */

/* Is it in the lexicon's abbreviations, or an initial (J.)? */
static bool is_abbreviation(void *context, const char *bytes, uint32_t length) {
  quoth_doc *doc = context;
  if (length == 2 && q_is_upper((unsigned char)bytes[0])) return bytes[0] != 'I';
  uint32_t word = q_words_find(&doc->words, bytes, length);
  return (doc->words.items[word].classes & Q_BIT(Q_ABBREVIATION)) != 0;
}

static bool add_tokens(quoth_doc *doc, const q_spans *spans) {
  if (!q_list_reserve(&doc->arena, &doc->tokens, sizeof(q_token), spans->count)) return false;
  for (uint32_t i = 0; i < spans->count; i++) {
    quoth_span span = spans->items[i];
    uint32_t word = q_words_find(&doc->words, doc->text + span.start, span.end - span.start);
    if (!word) return false;
    doc->tokens.items[doc->tokens.count++] = (q_token){span.start, span.end, word};
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
    if (!q_scan(&doc->arena, doc->text, span.start, dropped.start, is_abbreviation, doc, spans)) return false;
    span.start = dropped.end;
  }
  return q_scan(&doc->arena, doc->text, span.start, span.end, is_abbreviation, doc, spans);
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
