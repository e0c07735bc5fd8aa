/* The conventions of scanning once more, as plainly as can be: code point by code point,
 * no care for speed, no line shared with src/core/scan*.c. What all scanners must agree with. */
#ifndef QUOTH_TESTS_PLAIN_SCAN_H
#define QUOTH_TESTS_PLAIN_SCAN_H

#include "core/utf8.h"

enum { PLAIN_MOST = 4096 };

typedef struct plain_text {
  uint32_t code[PLAIN_MOST + 8]; /* zeroes behind */
  uint32_t start[PLAIN_MOST + 8];
  int count;
} plain_text;

static void plain_decode(plain_text *t, const char *text, uint32_t length) {
  memset(t, 0, sizeof *t);
  for (uint32_t at = 0, size; at < length && t->count < PLAIN_MOST; at += size) {
    t->code[t->count] = q_decode(text + at, text + length, &size);
    t->start[t->count++] = at;
  }
  for (int i = t->count; i < PLAIN_MOST + 8; i++) t->start[i] = length;
}

static bool plain_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool plain_alnum(uint32_t c) { return plain_digit(c) || q_is_letter(c); }
static bool plain_upper(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static bool plain_lower(uint32_t c) { return c >= 'a' && c <= 'z'; }
static bool plain_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
static bool plain_one_of(uint32_t c, const char *set) { return c && c < 0x80 && strchr(set, (int)c); }
static bool plain_space(uint32_t c) { return q_is_space(c); }

/* Letters and digits from i; gives the index behind. */
static int plain_run(const plain_text *t, int i) {
  while (i < t->count && plain_alnum(t->code[i])) i++;
  return i;
}

static int plain_digits(const plain_text *t, int i) {
  while (plain_digit(t->code[i])) i++;
  return i;
}

static bool plain_says(const plain_text *t, int i, const char *word) {
  for (; *word; word++, i++)
    if ((plain_upper(t->code[i]) ? t->code[i] + 32 : t->code[i]) != (uint32_t)(unsigned char)*word)
      return false;
  return true;
}

static bool plain_ends_chunk(const plain_text *t, int i) {
  uint32_t c = t->code[i];
  return i >= t->count || c == ' ' || (c >= 9 && c <= 13);
}

/* Each of these gives the index behind what starts at i, or 0. */

static int plain_web(const plain_text *t, int i) {
  int head = plain_says(t, i, "http://")    ? 7
             : plain_says(t, i, "https://") ? 8
             : plain_says(t, i, "www.")     ? 4
                                            : 0;
  if (!head || plain_ends_chunk(t, i + head) || (head == 4 && !plain_alnum(t->code[i + 4]))) return 0;
  int end = i;
  bool round = false, square = false;
  while (!plain_ends_chunk(t, end) && !plain_space(t->code[end]) && !plain_one_of(t->code[end], "<>\"") &&
         !(t->code[end] >= 0x2018 && t->code[end] <= 0x201F)) {
    round |= t->code[end] == '(', square |= t->code[end] == '[';
    end++;
  }
  for (;; end--) {
    uint32_t last = t->code[end - 1];
    if (!plain_one_of(last, ".,;:!?'") && !(last == ')' && !round) && !(last == ']' && !square)) return end;
  }
}

static int plain_mail(const plain_text *t, int i) {
  int end = i;
  while (t->code[end] < 0x80 && (plain_alnum(t->code[end]) || plain_one_of(t->code[end], "._-+"))) end++;
  if (t->code[end] != '@' || !plain_alnum(t->code[end + 1])) return 0;
  end = plain_run(t, end + 1);
  while (plain_one_of(t->code[end], ".-") && plain_alnum(t->code[end + 1])) end = plain_run(t, end + 1);
  return end;
}

static int plain_handle(const plain_text *t, int i) {
  uint32_t next = t->code[i + 1];
  if (!plain_alnum(next) || (t->code[i] == '#' && plain_digit(next))) return 0;
  for (i++; t->code[i] == '_' || plain_alnum(t->code[i]);) i++;
  return i;
}

/* U.S., p.m., Ph.D., U.S */
static int plain_dotted(const plain_text *t, int i) {
  int groups = 0;
  while (q_is_letter(t->code[i])) {
    int letters = plain_upper(t->code[i]) && plain_lower(t->code[i + 1]) ? 2 : 1;
    if (t->code[i + letters] != '.') {
      if (groups && letters == 1 && !plain_alnum(t->code[i + 1])) return i + 1;
      break;
    }
    i += letters + 1, groups++;
  }
  return groups > 1 ? i : 0;
}

/* Groups of digits with hyphens: three or four, or three digits and four. */
static int plain_dashed(const plain_text *t, int i) {
  int end = plain_digits(t, i), first = end - i, last = 0, groups = 1;
  while (t->code[end] == '-' && plain_digit(t->code[end + 1])) {
    int next = plain_digits(t, end + 1);
    last = next - end - 1, end = next, groups++;
  }
  if (plain_alnum(t->code[end])) return 0;
  return groups == 3 || groups == 4 || (groups == 2 && first == 3 && last == 4) ? end : 0;
}

static int plain_word(const plain_text *t, int i) {
  int start = i, from = i, end = plain_digit(t->code[i]) ? plain_dashed(t, i) : plain_dotted(t, i);
  if (end) return end;
  for (end = plain_run(t, i);; end = plain_run(t, from)) {
    uint32_t mark = t->code[end], before = t->code[end - 1], next = t->code[end + 1];
    bool digits = plain_digit(before) && plain_digit(next), any = plain_alnum(next), joins = false;
    if (mark == '&' || mark == '_' || plain_apostrophe(mark)) joins = any;
    else if (mark == ',' || mark == ':') joins = digits;
    else if (mark == '.') joins = digits || plain_lower(next);
    else if (mark == '/')
      joins = digits ||
              (t->start[end] - t->start[from] == 1 && any && !plain_alnum(t->code[end + 2]) && next < 0x80);
    if (!joins) break;
    from = end + 1;
  }
  bool capitals = end - start <= 3;
  for (int k = start; k < end; k++) capitals &= plain_upper(t->code[k]);
  return end + (capitals && t->code[end] == '$');
}

/* Where the clitic of a word starts, or its end. */
static int plain_clitic(const plain_text *t, int start, int end) {
  static const char *const CLITICS[] = {"s", "d", "m", "re", "ve", "ll"};
  for (int k = 0; k < 6; k++) {
    int letters = (int)strlen(CLITICS[k]), mark = end - letters - 1;
    if (mark > start && plain_apostrophe(t->code[mark]) && plain_says(t, mark + 1, CLITICS[k])) return mark;
  }
  int n = end - 3;
  return n > start && plain_says(t, n, "n") && plain_apostrophe(t->code[n + 1]) && plain_says(t, n + 2, "t")
             ? n
             : end;
}

static int plain_symbol(const plain_text *t, int i) {
  for (i++; i < t->count;) {
    uint32_t c = t->code[i];
    if (c == 0x200D && !plain_ends_chunk(t, i + 1)) i += 2;
    else if (c == 0xFE0F || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF)) i++;
    else break;
  }
  return i;
}

static int plain_mark(const plain_text *t, int begin, int i) {
  uint32_t c = t->code[i], before = i > begin ? t->code[i - 1] : ' ', next = t->code[i + 1];
  if (i == begin && (c == ':' || c == ';')) {
    int mouth = next == '-' ? i + 2 : i + 1;
    if (plain_one_of(t->code[mouth], "()DPp") && plain_ends_chunk(t, mouth + 1)) return mouth + 1;
  }
  if (plain_apostrophe(c)) {
    int end = plain_digits(t, i + 1);
    if (end == i + 3 && plain_one_of(before, " (\"")) {
      if (t->code[end] == 's') end++;
      if (!plain_alnum(t->code[end])) return end;
    }
    if (plain_says(t, i + 1, "s") && !plain_alnum(t->code[i + 2]) && !plain_one_of(before, " ([{\"'`"))
      return i + 2;
  }
  if (c == '.' && plain_digit(next) && plain_one_of(before, " ($")) return plain_digits(t, i + 1);
  int end = i + 1;
  if (plain_one_of(c, ".!?")) {
    while (plain_one_of(t->code[end], ".!?")) end++;
    return end;
  }
  if (plain_one_of(c, "-=_*~+<>#$")) {
    while (t->code[end] == c) end++;
    return end;
  }
  if (c == '\'' || c == '`') return next == c ? i + 2 : i + 1;
  return plain_symbol(t, i);
}

/* The spans of a text of up to PLAIN_MOST code points; gives how many. */
static uint32_t plain_scan(const char *text, uint32_t length, quoth_span *spans) {
  static plain_text t;
  plain_decode(&t, text, length);
  uint32_t count = 0;
  int begin = 0;
  for (int i = 0; i < t.count;) {
    if (plain_space(t.code[i])) {
      begin = ++i;
      continue;
    }
    bool alnum = plain_alnum(t.code[i]);
    int end = t.code[i] == '@' || t.code[i] == '#' ? plain_handle(&t, i) : 0, cut;
    if (alnum) end = plain_web(&t, i);
    if (alnum && !end) end = plain_mail(&t, i);
    cut = end;
    if (alnum && !end) end = plain_word(&t, i), cut = plain_clitic(&t, i, end);
    if (!end) cut = end = plain_mark(&t, begin, i);
    spans[count++] = (quoth_span){t.start[i], t.start[cut]};
    if (cut < end) spans[count++] = (quoth_span){t.start[cut], t.start[end]};
    i = end;
  }
  return count;
}

#endif
