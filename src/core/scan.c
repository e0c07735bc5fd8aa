/* The rules of the scanner, byte by byte. Only what stands between two white spaces
 * decides where it is cut, so a piece of text between them, a chunk, is all that
 * they look at. Each chunk is read once: linear. */
#include <string.h>

#include "core/scan_masks.h"
#include "core/utf8.h"

typedef struct chunk {
  const char *text;
  uint32_t start, end;
  uint32_t sign;       /* the next @ at or behind the place of the scanner, or end */
  uint32_t mail_start; /* from where only bytes of a name lead to it */
} chunk;

static uint32_t code_at(const chunk *c, uint32_t at, uint32_t *size) {
  *size = 1;
  return at < c->end ? q_decode(c->text + at, c->text + c->end, size) : 0;
}

static char byte_at(const chunk *c, uint32_t at) { return at < c->end ? c->text[at] : 0; }

/* The byte before a place; a blank before the chunk. */
static char byte_before(const chunk *c, uint32_t at) { return at > c->start ? c->text[at - 1] : ' '; }

static bool is_digit(char b) { return b >= '0' && b <= '9'; }
static bool is_upper(char b) { return b >= 'A' && b <= 'Z'; }
static bool is_lower(char b) { return b >= 'a' && b <= 'z'; }

/* The compiler unrolls it for the sets below. */
static inline bool is_one_of(char b, const char *set) {
  for (; *set; set++)
    if (*set == b) return true;
  return false;
}

static bool is_ascii_alnum(char b) { return is_digit(b) || is_lower(b) || is_upper(b); }
static bool is_mail_byte(char b) { return is_ascii_alnum(b) || is_one_of(b, "._-+"); }

static bool is_ascii(char b) { return (unsigned char)b < 0x80; }

static bool is_alnum(const chunk *c, uint32_t at) {
  uint32_t size;
  if (at >= c->end) return false;
  return is_ascii(c->text[at]) ? is_ascii_alnum(c->text[at]) : q_is_letter(code_at(c, at, &size));
}

/* Behind the run of letters and digits at a place. */
static uint32_t skip_alnum(const chunk *c, uint32_t at) {
  for (uint32_t size; is_alnum(c, at); at += size) {
    size = 1;
    if (!is_ascii(c->text[at])) code_at(c, at, &size);
  }
  return at;
}

static uint32_t skip_digits(const chunk *c, uint32_t at) {
  while (is_digit(byte_at(c, at))) at++;
  return at;
}

/* Behind the run of one and the same byte. */
static uint32_t skip_same(const chunk *c, uint32_t at) {
  char b = byte_at(c, at);
  while (at < c->end && c->text[at] == b) at++;
  return at;
}

/* The length of an apostrophe, straight or curly, or 0. */
static uint32_t apostrophe(const chunk *c, uint32_t at) {
  if (byte_at(c, at) == '\'') return 1;
  return c->end - at >= 3 && !memcmp(c->text + at, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* ---- words ---- */

/* U.S. and p.m. and Ph.D.: letters, a full stop behind each; the last may lack it. */
static uint32_t dotted(const chunk *c, uint32_t at) {
  if (byte_at(c, at + 1) != '.' && byte_at(c, at + 2) != '.' && is_ascii(c->text[at])) return 0;
  for (uint32_t groups = 0;; groups++) {
    uint32_t size, letter = code_at(c, at, &size);
    if (!q_is_letter(letter)) return groups > 1 ? at : 0;
    uint32_t next = at + size;
    if (is_upper(byte_at(c, at)) && is_lower(byte_at(c, next))) next++;
    if (byte_at(c, next) != '.') {
      bool alone = next == at + size && groups && !is_alnum(c, next);
      return alone ? next : groups > 1 ? at : 0;
    }
    at = next + 1;
  }
}

/* 713-555-0142, 555-0142 and 2016-05-03; other digits with a hyphen are a range. */
static uint32_t dashed_number(const chunk *c, uint32_t start) {
  uint32_t at = skip_digits(c, start), first = at - start, last = first, groups = 1;
  for (; groups < 5 && byte_at(c, at) == '-' && is_digit(byte_at(c, at + 1)); groups++) {
    uint32_t end = skip_digits(c, at + 1);
    last = end - at - 1, at = end;
  }
  if (groups == 5 || is_alnum(c, at)) return 0;
  return groups > 2 || (groups == 2 && first == 3 && last == 4) ? at : 0;
}

/* What joins the run of letters and digits from..at with one behind it: its length, or 0. */
static uint32_t joiner(const chunk *c, uint32_t from, uint32_t at) {
  char b = byte_at(c, at), next = byte_at(c, at + 1);
  bool digits = is_digit(byte_before(c, at)) && is_digit(next);
  switch (b) {
    case '&':
    case '_': return is_alnum(c, at + 1);
    case ',':
    case ':': return digits;
    case '.': return digits || is_lower(next);
    case '/': return digits || (at - from == 1 && is_ascii_alnum(next) && !is_alnum(c, at + 2));
    default: break;
  }
  uint32_t size = apostrophe(c, at);
  return size && is_alnum(c, at + size) ? size : 0;
}

/* Behind the word that starts here. */
static uint32_t word_end(const chunk *c, uint32_t start) {
  uint32_t at = is_digit(byte_at(c, start)) ? dashed_number(c, start) : dotted(c, start);
  if (at) return at;
  at = skip_alnum(c, start);
  for (uint32_t from = start, size; (size = joiner(c, from, at)) != 0;) {
    from = at + size;
    at = skip_alnum(c, from);
  }
  bool currency = byte_at(c, at) == '$' && at - start <= 3;
  for (uint32_t i = start; i < at; i++) currency &= is_upper(c->text[i]);
  return at + currency; /* US$ */
}

/* Is it s, d, m, re, ve or ll, in any case? */
static bool is_clitic(const char *bytes, uint32_t letters) {
  char a = bytes[0] | 32, b = letters == 2 ? bytes[1] | 32 : 0;
  if (letters == 1) return a == 's' || a == 'd' || a == 'm';
  return (b == 'e' && (a == 'r' || a == 'v')) || (a == 'l' && b == 'l');
}

/* Where a clitic starts in a word: didn't → did|n't, Putin's → Putin|'s; or its end. */
static uint32_t clitic(const chunk *c, uint32_t start, uint32_t end) {
  for (uint32_t letters = 1; letters <= 2 && end - start > letters + 1; letters++) {
    uint32_t at = end - letters, size = byte_at(c, at - 1) == '\'' ? 1 : 3;
    if (at - start <= size || apostrophe(c, at - size) != size) continue;
    uint32_t mark = at - size;
    if (is_clitic(c->text + at, letters)) return mark;
    bool negation = letters == 1 && (c->text[at] | 32) == 't' && (c->text[mark - 1] | 32) == 'n';
    return negation && mark - 1 > start ? mark - 1 : end;
  }
  return end;
}

/* ---- addresses ---- */

/* In any case of the letters; heads are in lower case. */
static bool starts_with(const char *bytes, uint32_t length, const char *head) {
  size_t size = strlen(head);
  if (length <= size) return false;
  for (size_t i = 0; i < size; i++)
    if ((is_upper(bytes[i]) ? bytes[i] | 32 : bytes[i]) != head[i]) return false;
  return true;
}

bool q_is_web_address(const char *bytes, uint32_t length) {
  if ((*bytes | 32) != 'h' && (*bytes | 32) != 'w') return false;
  return starts_with(bytes, length, "http://") || starts_with(bytes, length, "https://") ||
         starts_with(bytes, length, "www.");
}

/* To the end of the chunk, without the marks of the sentence. */
static uint32_t web_address(const chunk *c, uint32_t start) {
  if (!q_is_web_address(c->text + start, c->end - start)) return 0;
  if ((byte_at(c, start) | 32) == 'w' && !is_alnum(c, start + 4)) return 0; /* www.! */
  uint32_t end = start, size, round = 0, square = 0;                        /* brackets that it opens */
  for (; end < c->end; end += size) {
    uint32_t code = code_at(c, end, &size);
    if (q_is_space(code) || is_one_of(c->text[end], "<>\"") || (code >= 0x2018 && code <= 0x201F)) break;
    round += code == '(', square += code == '[';
  }
  while (is_one_of(c->text[end - 1], ".,;:!?'") || (c->text[end - 1] == ')' && !round) ||
         (c->text[end - 1] == ']' && !square))
    end--;
  return end;
}

/* Finds the next @ at or behind a place. Once for each @, so linear. */
static void find_sign(chunk *c, uint32_t from) {
  const char *found = memchr(c->text + from, '@', c->end - from);
  c->sign = found ? (uint32_t)(found - c->text) : c->end;
  c->mail_start = c->sign;
  while (c->mail_start > from && is_mail_byte(c->text[c->mail_start - 1])) c->mail_start--;
}

/* name@host: its end, when one starts here. */
static uint32_t mail_address(chunk *c, uint32_t start) {
  if (c->sign < start) find_sign(c, start);
  if (c->mail_start > start || c->sign == c->end) return 0;
  uint32_t at = skip_alnum(c, c->sign + 1);
  if (at == c->sign + 1) return 0;
  while (is_one_of(byte_at(c, at), ".-") && is_alnum(c, at + 1)) at = skip_alnum(c, at + 1);
  return at;
}

/* @name and #tag. */
static uint32_t handle(const chunk *c, uint32_t at) {
  if (!is_alnum(c, at + 1) || (c->text[at] == '#' && is_digit(c->text[at + 1]))) return 0;
  for (at++; is_alnum(c, at) || byte_at(c, at) == '_';) at = c->text[at] == '_' ? at + 1 : skip_alnum(c, at);
  return at;
}

/* ---- all else ---- */

/* ’90s, and the 's that follows a closing mark or a stop. */
static uint32_t loose_apostrophe(const chunk *c, uint32_t at) {
  uint32_t size = apostrophe(c, at), digits = skip_digits(c, at + size);
  char before = byte_before(c, at);
  if (size && digits == at + size + 2 && is_one_of(before, " (\"")) {
    uint32_t end = digits + (byte_at(c, digits) == 's');
    if (!is_alnum(c, end)) return end;
  }
  bool possessive = size && (byte_at(c, at + size) | 32) == 's' && !is_alnum(c, at + size + 1);
  return possessive && !is_one_of(before, " ([{\"'`") ? at + size + 1 : 0;
}

/* :) and ;-( that are a chunk of their own. */
static uint32_t emoticon(const chunk *c, uint32_t at) {
  if (at != c->start || !is_one_of(c->text[at], ":;")) return 0;
  uint32_t mouth = at + 1 + (byte_at(c, at + 1) == '-');
  return mouth + 1 == c->end && is_one_of(c->text[mouth], "()DPp") ? c->end : 0;
}

/* Variation selectors, keycaps and skin tones belong to the symbol before them, and a
 * zero-width joiner binds the next one. */
static uint32_t symbol_end(const chunk *c, uint32_t at) {
  uint32_t size;
  code_at(c, at, &size);
  for (at += size;; at += size) {
    if (at >= c->end || is_ascii(c->text[at])) return at;
    uint32_t code = code_at(c, at, &size);
    if (code == 0x200D && at + size < c->end) {
      at += size;
      code_at(c, at, &size);
    } else if (code != 0xFE0F && code != 0x20E3 && (code < 0x1F3FB || code > 0x1F3FF)) {
      return at;
    }
  }
}

static uint32_t punctuation_end(const chunk *c, uint32_t at) {
  char b = c->text[at];
  uint32_t end = emoticon(c, at);
  if (!end) end = loose_apostrophe(c, at);
  if (end) return end;
  if (b == '.' && is_digit(byte_at(c, at + 1)) && is_one_of(byte_before(c, at), " ($"))
    return skip_digits(c, at + 1);
  if (is_one_of(b, ".!?")) {
    while (is_one_of(byte_at(c, at), ".!?")) at++;
    return at;
  }
  if (is_one_of(b, "-=_*~+<>#$")) return skip_same(c, at);
  if (is_one_of(b, "'`")) return at + (byte_at(c, at + 1) == b ? 2 : 1);
  return symbol_end(c, at);
}

static uint32_t address(chunk *c, uint32_t at) {
  char b = c->text[at];
  if (b == '@' || b == '#') return handle(c, at);
  if (!is_alnum(c, at)) return 0;
  uint32_t end = (b | 32) == 'h' || (b | 32) == 'w' ? web_address(c, at) : 0;
  return end ? end : mail_address(c, at);
}

static bool push(q_arena *arena, q_spans *spans, uint32_t start, uint32_t end) {
  quoth_span *span = q_push(arena, spans);
  if (span) *span = (quoth_span){start, end};
  return span != NULL;
}

bool q_scan_chunk(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_spans *spans) {
  chunk c = {.text = text, .start = from, .end = to};
  find_sign(&c, from);
  while (from < to) {
    uint32_t size, end;
    if (!is_ascii(text[from]) && q_is_space(code_at(&c, from, &size))) {
      c.start = from += size;
      continue;
    }
    uint32_t cut = end = address(&c, from);
    if (!end && is_alnum(&c, from)) {
      end = word_end(&c, from);
      cut = clitic(&c, from, end);
    }
    if (!end) cut = end = punctuation_end(&c, from);
    if (!push(arena, spans, from, cut)) return false;
    if (cut < end && !push(arena, spans, cut, end)) return false;
    from = end;
  }
  return true;
}

/* ---- the choice of instructions ---- */

#if defined __x86_64__
bool q_has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

bool q_scan_cuts(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  return (q_has_avx2() ? q_scan_avx2 : q_scan_sse2)(arena, text, from, to, cuts);
}
#else
bool q_scan_cuts(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  return q_scan_portable(arena, text, from, to, cuts);
}
#endif
