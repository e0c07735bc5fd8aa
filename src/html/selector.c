#include "html/selector.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  COMPOUNDS_MOST = 32,
  SIMPLES_MOST = 256,
  CHAINS_MOST = 256,
  DEPTH_MOST = 1024,
  SIBLINGS_MOST = 50000000
};

typedef enum simple_kind {
  NAME,
  HAS,
  EQUAL,
  WORD,
  DASH,
  PREFIX,
  SUFFIX,
  PART,
  NOT,
  FIRST_OF_TYPE
} simple_kind;

/* One condition. That of :not holds where not all of the next `inner` conditions do. */
typedef struct simple {
  simple_kind kind;
  bool ignore_case;
  uint32_t inner;
  const char *name, *value; /* of an attribute; of an element in NAME */
} simple;

/* Conditions on one element. */
typedef struct compound {
  bool is_child; /* of what the compound before matches, not just a descendant */
  uint32_t first, end;
  uint64_t signature; /* bits that an element must have */
} compound;

/* "a b > c": compounds in the order written. */
typedef struct chain {
  compound compounds[COMPOUNDS_MOST];
  uint32_t count;
} chain;

struct q_selector {
  Q_LIST(chain) chains;
  Q_LIST(simple) simples;
};

/* ---- reading ---- */

typedef struct reader {
  q_arena *arena;
  q_selector *into;
  const char *text, *at, *end;
  const char *wrong; /* the first mistake */
} reader;

static bool wrong(reader *r, const char *message) {
  if (!r->wrong) r->wrong = message;
  return false;
}

static bool at_char(const reader *r, const char *set) {
  return r->at < r->end && *r->at && strchr(set, *r->at) != NULL;
}

static bool skip_space(reader *r) {
  const char *start = r->at;
  while (at_char(r, Q_HTML_SPACE)) r->at++;
  return r->at > start;
}

static bool is_name_char(char c) {
  unsigned char u = (unsigned char)c;
  return u >= 0x80 || isalnum(u) || c == '-' || c == '_' || c == '\\';
}

/* A name; a backslash takes the next byte as it is: ".a\:b". */
static const char *read_name(reader *r) {
  char *name = q_alloc(r->arena, (size_t)(r->end - r->at) + 1), *to = name;
  if (!name) return wrong(r, "out of memory"), NULL;
  while (r->at < r->end && is_name_char(*r->at)) {
    if (*r->at == '\\' && r->at + 1 < r->end) r->at++;
    *to++ = *r->at++;
  }
  *to = 0;
  return to > name ? name : (wrong(r, "a name is expected"), NULL);
}

static const char *read_value(reader *r) {
  if (!at_char(r, "\"'")) return read_name(r);
  char quote = *r->at++;
  const char *start = r->at;
  while (r->at < r->end && *r->at != quote) r->at++;
  if (r->at == r->end) return wrong(r, "the string does not end"), NULL;
  const char *value = q_copy(r->arena, start, (size_t)(r->at++ - start));
  return value ? value : (wrong(r, "out of memory"), NULL);
}

static simple *add_simple(reader *r, simple_kind kind, const char *name, const char *value) {
  if (r->into->simples.count >= SIMPLES_MOST) return wrong(r, "the selector is too long"), NULL;
  simple *new = q_push(r->arena, &r->into->simples);
  if (!new) return wrong(r, "out of memory"), NULL;
  *new = (simple){.kind = kind, .name = name, .value = value};
  return new;
}

static bool read_attribute(reader *r) {
  static const struct {
    char sign;
    simple_kind kind;
  } OPERATORS[] = {{'~', WORD}, {'|', DASH}, {'^', PREFIX}, {'$', SUFFIX}, {'*', PART}};
  r->at++;
  skip_space(r);
  const char *name = read_name(r), *value = "";
  simple_kind kind = HAS;
  if (!name) return false;
  skip_space(r);
  for (size_t i = 0; kind == HAS && i < sizeof OPERATORS / sizeof *OPERATORS; i++)
    if (r->at < r->end && *r->at == OPERATORS[i].sign) kind = OPERATORS[i].kind, r->at++;
  if (at_char(r, "=")) {
    r->at++;
    if (kind == HAS) kind = EQUAL;
    skip_space(r);
    if (!(value = read_value(r))) return false;
    skip_space(r);
  } else if (kind != HAS) {
    return wrong(r, "'=' is expected");
  }
  simple *new = add_simple(r, kind, name, value);
  if (new &&at_char(r, "iI")) new->ignore_case = true, r->at++, skip_space(r);
  if (!at_char(r, "]")) return wrong(r, "']' is expected");
  r->at++;
  return new != NULL;
}

static bool read_simples(reader *r, bool within_not);

static bool read_pseudo(reader *r, bool within_not) {
  r->at++;
  const char *name = read_name(r);
  if (!name) return false;
  if (!strcmp(name, "first-of-type")) return add_simple(r, FIRST_OF_TYPE, "", "") != NULL;
  if (strcmp(name, "not") || within_not || !at_char(r, "(")) {
    return wrong(r, "of pseudo-classes only :not(…) and :first-of-type are known");
  }
  r->at++;
  uint32_t at = r->into->simples.count;
  if (!add_simple(r, NOT, "", "")) return false;
  skip_space(r);
  if (!read_simples(r, true)) return false;
  skip_space(r);
  if (!at_char(r, ")")) return wrong(r, "')' is expected");
  r->at++;
  r->into->simples.items[at].inner = r->into->simples.count - at - 1;
  return true;
}

static bool read_element_name(reader *r) {
  if (at_char(r, "*")) return r->at++, true;
  char *name = (char *)(uintptr_t)read_name(r);
  for (char *at = name; at && *at; at++) *at = (char)tolower((unsigned char)*at);
  return name && add_simple(r, NAME, name, "");
}

/* All conditions on one element. */
static bool read_simples(reader *r, bool within_not) {
  const char *start = r->at;
  if (at_char(r, "*") || (r->at < r->end && is_name_char(*r->at)))
    if (!read_element_name(r)) return false;
  while (at_char(r, ".#[:")) {
    char sign = *r->at;
    if (sign == '[' ? !read_attribute(r) : sign == ':' && !read_pseudo(r, within_not)) return false;
    if (sign == '[' || sign == ':') continue;
    r->at++;
    const char *name = read_name(r);
    if (!name || !add_simple(r, sign == '.' ? WORD : EQUAL, sign == '.' ? "class" : "id", name)) return false;
  }
  return r->at > start || wrong(r, "an element, class, id or attribute is expected");
}

/* Bits of names, and of the whole words of classes and ids. */
static uint64_t signature_of(const q_selector *selector, const compound *part) {
  uint64_t signature = 0;
  for (uint32_t i = part->first; i < part->end; i++) {
    const simple *s = &selector->simples.items[i];
    if (s->kind == NOT) i += s->inner;
    if (s->kind == NOT || s->kind == FIRST_OF_TYPE) continue;
    signature |= q_signature(s->name, strlen(s->name));
    bool word = s->kind == WORD && !s->ignore_case && !strcmp(s->name, "class");
    bool id =
        s->kind == EQUAL && !s->ignore_case && !strcmp(s->name, "id") && !strpbrk(s->value, Q_HTML_SPACE);
    if ((word || id) && *s->value) signature |= q_signature(s->value, strlen(s->value));
  }
  return signature;
}

static bool read_chain(reader *r) {
  chain *new = q_push(r->arena, &r->into->chains);
  if (!new || r->into->chains.count > CHAINS_MOST) return wrong(r, "the selector is too long");
  new->count = 0;
  for (bool is_child = false;; is_child = false) {
    if (new->count == COMPOUNDS_MOST) return wrong(r, "the selector is too long");
    compound *part = &new->compounds[new->count++];
    skip_space(r);
    if (new->count > 1 && at_char(r, ">")) is_child = true, r->at++, skip_space(r);
    *part = (compound){.is_child = is_child, .first = r->into->simples.count};
    if (!read_simples(r, false)) return false;
    part->end = r->into->simples.count;
    part->signature = signature_of(r->into, part);
    skip_space(r);
    if (r->at == r->end || at_char(r, ",")) return true;
  }
}

q_selector *q_selector_read(q_arena *arena, const char *text, size_t length, quoth_error *error) {
  q_selector *selector = q_alloc_zero(arena, sizeof *selector);
  reader r = {arena, selector, text, text, text + length, NULL};
  bool good = selector && read_chain(&r);
  while (good && at_char(&r, ",")) r.at++, good = read_chain(&r);
  if (good) return selector;
  if (error) {
    *error = (quoth_error){.code = r.wrong ? QUOTH_ERROR_SYNTAX : QUOTH_ERROR_MEMORY,
                           .position = (uint32_t)(r.at - text)};
    snprintf(error->message, sizeof error->message, "%s (at byte %u of '%.*s')",
             r.wrong ? r.wrong : "out of memory", error->position, (int)(length < 80 ? length : 80), text);
  }
  return NULL;
}

/* ---- matching ---- */

static bool has_word(const char *value, const simple *s) {
  size_t length = strlen(s->value);
  while (*value && length) {
    size_t word = strcspn(value, Q_HTML_SPACE);
    if (word == length && !(s->ignore_case ? strncasecmp : strncmp)(value, s->value, length)) return true;
    value += word + (value[word] != 0);
  }
  return false;
}

static bool has_part(const char *value, const simple *s) {
  size_t length = strlen(s->value);
  if (!s->ignore_case) return strstr(value, s->value) != NULL;
  for (; *value; value++)
    if (!strncasecmp(value, s->value, length)) return true;
  return false;
}

static bool value_fits(const char *value, const simple *s) {
  size_t length = strlen(s->value), all = strlen(value);
  int (*compare)(const char *, const char *, size_t) = s->ignore_case ? strncasecmp : strncmp;
  switch (s->kind) {
    case HAS: return true;
    case EQUAL: return all == length && !compare(value, s->value, length);
    case WORD: return has_word(value, s);
    case DASH: return !compare(value, s->value, length) && (!value[length] || value[length] == '-');
    case PREFIX: return length && !compare(value, s->value, length);
    case SUFFIX: return length && all >= length && !compare(value + all - length, s->value, length);
    default: return length && has_part(value, s);
  }
}

/* What is looked up while a page is walked. */
typedef struct matching {
  const q_dom *dom;
  const q_selector *selector;
  uint64_t siblings; /* looked at for :first-of-type; beyond a limit nothing is the first */
} matching;

static bool is_first_of_type(matching *m, uint32_t node) {
  const q_node *nodes = m->dom->nodes;
  for (uint32_t i = nodes[node].parent + 1; i < node; i = nodes[i].end) {
    if (++m->siblings > SIBLINGS_MOST) return false;
    if (nodes[i].name && !strcmp(nodes[i].name, nodes[node].name)) return false;
  }
  return true;
}

static bool fits_all(matching *m, const simple *from, const simple *end, uint32_t node);

static bool fits(matching *m, const simple *s, uint32_t node) {
  const q_node *self = &m->dom->nodes[node];
  if (s->kind == NAME) return !strcmp(self->name, s->name);
  if (s->kind == NOT) return !fits_all(m, s + 1, s + 1 + s->inner, node);
  if (s->kind == FIRST_OF_TYPE) return is_first_of_type(m, node);
  const char *value = q_dom_attribute(self, s->name);
  return value && value_fits(value, s);
}

static bool fits_all(matching *m, const simple *from, const simple *end, uint32_t node) {
  for (; from < end; from += 1 + from->inner)
    if (!fits(m, from, node)) return false;
  return true;
}

/* Sets of compounds, by index: which an element matches with all before them. */
typedef struct level {
  uint32_t end;    /* of the element's subtree */
  uint32_t own;    /* matched by the element */
  uint32_t within; /* matched by it or by one around it */
} level;

static uint32_t matched(matching *m, const chain *c, const level *around, uint32_t node) {
  const simple *simples = m->selector->simples.items;
  uint32_t own = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    const compound *part = &c->compounds[i];
    uint32_t before = part->is_child ? around->own : around->within;
    if (i && !(before >> (i - 1) & 1)) continue;
    if ((m->dom->nodes[node].signature & part->signature) != part->signature) continue;
    bool any = part->first < part->end; /* of an asterisk none, and then there may be no list */
    if (!any || fits_all(m, simples + part->first, simples + part->end, node)) own |= (uint32_t)1 << i;
  }
  return own;
}

static bool select_chain(matching *m, const chain *c, uint32_t root, q_arena *arena, q_found *found) {
  const q_dom *dom = m->dom;
  level path[DEPTH_MOST] = {{dom->count, 0, 0}};
  uint32_t depth = 1;
  for (uint32_t i = 0; i < dom->nodes[root].end; i++) {
    while (depth > 1 && path[depth - 1].end <= i) depth--;
    if (!dom->nodes[i].name) continue;
    uint32_t own = matched(m, c, &path[depth - 1], i);
    if (i >= root && own >> (c->count - 1) & 1) {
      uint32_t *place = q_push(arena, found);
      if (!place) return false;
      *place = i;
    }
    if (depth == DEPTH_MOST) continue;
    path[depth] = (level){dom->nodes[i].end, own, own | path[depth - 1].within};
    depth++;
  }
  return true;
}

static int by_number(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void remove_doubles(q_found *found, uint32_t first) {
  uint32_t kept = first;
  for (uint32_t i = first; i < found->count; i++)
    if (i == first || found->items[i] != found->items[kept - 1]) found->items[kept++] = found->items[i];
  found->count = kept;
}

bool q_select(const q_dom *dom, const q_selector *selector, uint32_t root, q_arena *arena, q_found *found) {
  uint32_t first = found->count;
  matching m = {.dom = dom, .selector = selector};
  for (uint32_t i = 0; i < selector->chains.count; i++)
    if (!select_chain(&m, &selector->chains.items[i], root, arena, found)) return false;
  if (selector->chains.count > 1 && found->count > first) {
    qsort(found->items + first, found->count - first, sizeof *found->items, by_number);
    remove_doubles(found, first);
  }
  return true;
}
