#include "core/literal.h"

#include <stdlib.h>
#include <string.h>

typedef struct parser {
  const char *at;
  bool failed;   /* something that may change what the rest means */
  bool caseless; /* (?i) is in force */
} parser;

/* One branch while it is read. */
typedef struct branch {
  q_literal run;   /* literal characters, one behind the other */
  q_literals best; /* the longest found so far */
} branch;

static uint32_t shortest(const q_literals *literals) {
  uint32_t length = literals->count ? Q_LITERAL_SIZE : 0;
  for (uint32_t i = 0; i < literals->count; i++)
    if (literals->items[i].length < length) length = literals->items[i].length;
  return length;
}

static void keep_better(branch *b, const q_literals *other) {
  if (shortest(other) > shortest(&b->best)) b->best = *other;
}

static void end_run(branch *b) {
  q_literals one = {.items = {b->run}, .count = b->run.length > 0};
  keep_better(b, &one);
  b->run.length = 0;
}

/* K, S and letters beyond ASCII have cases that differ in more than one bit. */
static bool is_certain(const parser *p, const char *bytes, uint32_t size) {
  return !p->caseless || (size == 1 && !strchr("kKsS", *bytes));
}

static void add_to_run(branch *b, const char *bytes, uint32_t size) {
  if (b->run.length + size > Q_LITERAL_SIZE) end_run(b);
  for (uint32_t i = 0; i < size; i++) b->run.bytes[b->run.length++] = q_literal_fold(bytes[i]);
}

/* ---- the parts of a pattern ---- */

/* Reads a quantifier, if one stands here: must its atom occur? *any is set when there is one. */
static bool quantifier(parser *p, bool *any) {
  bool needed = *p->at != '*' && *p->at != '?';
  *any = *p->at && strchr("*+?{", *p->at);
  if (!*any) return true;
  if (*p->at == '{') {
    size_t size = 1 + strspn(p->at + 1, "0123456789,");
    needed = atoi(p->at + 1) > 0;
    p->failed |= p->at[size] != '}';
    p->at += size;
  }
  if (*p->at) p->at++;
  if (*p->at == '?' || *p->at == '+') p->at++;
  return needed;
}

static void skip_quantifier(parser *p) {
  bool any;
  quantifier(p, &any);
}

/* Behind [:digit:] in a class, or behind its bracket. */
static void skip_posix(parser *p) {
  size_t letters = strspn(p->at + 2, "^abcdefghijklmnopqrstuvwxyz");
  bool whole = !strncmp(p->at + 2 + letters, ":]", 2);
  p->failed |= !whole;
  p->at += whole ? letters + 4 : 1;
}

/* [^a-z[:digit:]\]] */
static void skip_class(parser *p) {
  p->at++;
  if (*p->at == '^') p->at++;
  if (*p->at == ']') p->at++;
  while (*p->at && *p->at != ']') {
    if (*p->at == '[' && p->at[1] && strchr(":.=", p->at[1])) skip_posix(p);
    else if (*p->at == '\\' && p->at[1] && p->at[1] != 'Q') p->at += 2;
    else p->failed |= *p->at == '\\', p->at++;
  }
  if (*p->at) p->at++;
  else p->failed = true;
}

/* A character that stands for itself, and its quantifier. */
static void character(parser *p, branch *b) {
  const char *bytes = p->at++;
  while (((unsigned char)*p->at & 0xC0) == 0x80) p->at++;
  uint32_t size = (uint32_t)(p->at - bytes);
  bool any, certain = is_certain(p, bytes, size), needed = quantifier(p, &any);
  if (certain && needed) add_to_run(b, bytes, size);
  if (!certain || any) end_run(b);
}

static bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* \. stands for the full stop, \d and \b and \p{L} for no character known. */
static void escape(parser *p, branch *b) {
  char c = p->at[1];
  p->at++;
  if (c && !is_alnum(c)) {
    character(p, b);
    return;
  }
  end_run(b);
  p->failed |= !c || !strchr("dDwWsSbBAzZGKRhHvVnrtfeaXpP", c);
  p->at += c != 0;
  if ((c | 32) == 'p') {
    p->at += *p->at == '{' ? strcspn(p->at, "}") : 0;
    if (*p->at) p->at++;
  }
  skip_quantifier(p);
}

static void alternatives(parser *p, q_literals *literals);

/* (?i), (?i:…), (?<name>…), (?=…): what opens a group. Whether what lies in it must
 * occur; for options that hold from here on, *options is set. */
static bool group_opening(parser *p, bool *options) {
  p->at++;
  if (*p->at == '*') return p->failed = true, false;
  if (*p->at != '?') return true;
  p->at++;
  if (*p->at == ':' || *p->at == '>' || *p->at == '|') return p->at++, true;
  bool behind = *p->at == '<' && (p->at[1] == '=' || p->at[1] == '!');
  if (behind || *p->at == '=' || *p->at == '!') return p->at += 1 + behind, false;
  if (*p->at == '<' || *p->at == '\'' || (*p->at == 'P' && p->at[1] == '<')) {
    const char *end = strchr(p->at + 1 + (*p->at == 'P'), *p->at == '\'' ? '\'' : '>');
    if (!end) return p->failed = true, false;
    return p->at = end + 1, true;
  }
  bool off = false;
  for (; *p->at && strchr("imsn-", *p->at); p->at++) {
    off |= *p->at == '-';
    if (*p->at == 'i') p->caseless = !off;
  }
  *options = *p->at == ')';
  p->failed |= *p->at != ')' && *p->at != ':';
  p->at += *p->at != 0;
  return true;
}

static void group(parser *p, branch *b) {
  bool before = p->caseless, options = false, any;
  q_literals inside = {.count = 0};
  end_run(b);
  bool needed = group_opening(p, &options);
  if (options || p->failed) return;
  alternatives(p, &inside);
  p->failed |= *p->at != ')';
  p->at += *p->at != 0;
  p->caseless = before;
  if (quantifier(p, &any) && needed) keep_better(b, &inside);
}

static void atom(parser *p, branch *b) {
  switch (*p->at) {
    case '(': group(p, b); return;
    case '\\': escape(p, b); return;
    case '[': skip_class(p); break;
    case '.':
    case '^':
    case '$': p->at++; break;
    default: character(p, b); return;
  }
  end_run(b);
  skip_quantifier(p);
}

static void add_all(q_literals *to, const q_literals *from, bool *open) {
  if (!from->count || to->count + from->count > Q_LITERALS_MOST) *open = true;
  for (uint32_t i = 0; i < from->count && !*open; i++) to->items[to->count++] = from->items[i];
}

/* Up to the end or to the bracket that closes the group. */
static void alternatives(parser *p, q_literals *literals) {
  bool open = false; /* some branch needs no literal */
  literals->count = 0;
  for (;;) {
    branch b = {.run = {.length = 0}, .best = {.count = 0}};
    while (!p->failed && *p->at && *p->at != '|' && *p->at != ')') atom(p, &b);
    end_run(&b);
    add_all(literals, &b.best, &open);
    if (p->failed || *p->at != '|') break;
    p->at++;
  }
  if (open || p->failed) literals->count = 0;
}

void q_literals_find(const char *regex, q_literals *literals) {
  parser p = {.at = regex};
  alternatives(&p, literals);
  if (p.failed || *p.at) literals->count = 0;
}
