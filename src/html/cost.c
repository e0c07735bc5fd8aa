#include "html/cost.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

/* About half a second, and that long again for each megabyte. */
enum { WORK_BASE = 100000000, WORK_PER_BYTE = 100 };

/* Elements that no end tag follows, or that the next of their kind ends. */
static const char *const UNNESTED[] = {"p",    "li",  "dd",   "dt",    "tr",     "td",    "th",   "tbody",
                                       "img",  "br",  "hr",   "input", "meta",   "link",  "col",  "option",
                                       "base", "wbr", "area", "embed", "source", "track", "param"};

typedef struct scan {
  const char *at, *end;
  uint64_t depth, work;
} scan;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static size_t name_length(const scan *s) {
  size_t length = 0;
  while (s->at + length < s->end && !is_space(s->at[length]) && !memchr("/>", s->at[length], 2)) length++;
  return length;
}

static bool is_named(const char *name, size_t length, const char *wanted) {
  return strlen(wanted) == length && !strncasecmp(name, wanted, length);
}

static bool nests(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof UNNESTED / sizeof *UNNESTED; i++)
    if (is_named(name, length, UNNESTED[i])) return false;
  return true;
}

/* Goes behind the attributes of a tag; returns how many there are. */
static uint64_t skip_attributes(scan *s) {
  uint64_t count = 0;
  for (; s->at < s->end && *s->at != '>'; s->at++) {
    if (*s->at == '=' && s->at + 1 < s->end && memchr("\"'", s->at[1], 2)) {
      const char *close = memchr(s->at + 2, s->at[1], (size_t)(s->end - s->at - 2));
      s->at = close ? close : s->end - 1;
    } else if (is_space(s->at[0]) && s->at + 1 < s->end && !is_space(s->at[1])) {
      count++;
    }
  }
  return count;
}

/* Goes to the end tag of a script or style, whose text has no tags. */
static void skip_raw(scan *s, const char *name, size_t length) {
  for (; s->at < s->end; s->at++) {
    s->at = memchr(s->at, '<', (size_t)(s->end - s->at));
    if (!s->at) s->at = s->end;
    if ((size_t)(s->end - s->at) < length + 2) return;
    if (s->at[1] == '/' && !strncasecmp(s->at + 2, name, length)) return;
  }
}

static void scan_tag(scan *s) {
  bool is_end = s->at < s->end && *s->at == '/';
  if (is_end) s->at++;
  const char *name = s->at;
  size_t length = name_length(s);
  s->at += length;
  uint64_t attributes = skip_attributes(s);
  s->work += 1 + s->depth + attributes * attributes / 2;
  if (is_end) s->depth -= s->depth > 0 && nests(name, length);
  else s->depth += nests(name, length);
  if (!is_end && (is_named(name, length, "script") || is_named(name, length, "style")))
    skip_raw(s, name, length);
}

bool q_is_cheap_to_parse(const char *page, size_t length) {
  scan s = {page, page + length, 0, 0};
  uint64_t most = WORK_BASE + (uint64_t)length * WORK_PER_BYTE;
  while (s.at < s.end && (s.at = memchr(s.at, '<', (size_t)(s.end - s.at))) != NULL && s.work <= most) {
    s.at++;
    if (s.at < s.end && *s.at != '!') scan_tag(&s);
  }
  return s.work <= most;
}
