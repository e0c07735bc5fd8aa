#include "html/text.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "html/align.h"

enum {
  NBSP = 0xA0,
  SOFT_HYPHEN = 0xAD,
  ZERO_WIDTH_SPACE = 0x200B,
  WORD_JOINER = 0x2060,
  BYTE_ORDER_MARK = 0xFEFF,
  DEPTH_MOST = 1024,
  REFERENCE_MOST = 10 /* characters of a reference that was escaped twice */
};

/* Sorted, for bsearch. */
static const char *const BLOCKS[] = {
    "address", "article", "aside", "blockquote", "body",    "center",   "dd",         "details",
    "dialog",  "dir",     "div",   "dl",         "dt",      "fieldset", "figcaption", "figure",
    "footer",  "form",    "h1",    "h2",         "h3",      "h4",       "h5",         "h6",
    "header",  "hgroup",  "hr",    "html",       "legend",  "li",       "main",       "menu",
    "nav",     "ol",      "p",     "pre",        "section", "summary",  "table",      "tbody",
    "td",      "tfoot",   "th",    "thead",      "tr",      "ul"};
static const char *const SILENT[] = {"audio", "button",   "canvas",   "embed",    "head",   "iframe",
                                     "math",  "noscript", "object",   "option",   "script", "select",
                                     "style", "svg",      "template", "textarea", "video"};

static int compare(const void *name, const void *item) { return strcmp(name, *(const char *const *)item); }

#define IS_IN(list, name) \
  (bsearch(name, list, sizeof(list) / sizeof *(list), sizeof *(list), compare) != NULL)

/* Elements that a site made up hold parts of a page far more often than words. */
static bool is_block(const char *name) { return IS_IN(BLOCKS, name) || strchr(name, '-'); }

/* ---- one block ---- */

typedef struct builder {
  q_page_text *text;
  q_text_block block; /* under way; span.end is set when it ends */
  bool spaced;        /* a space comes before the next word, from: */
  quoth_span space;
  uint32_t breaks; /* <br> since the last word */
  bool in_link;
} builder;

static bool put(builder *b, const char *bytes, uint32_t length, quoth_span source) {
  q_page_text *text = b->text;
  if (!q_list_reserve(text->arena, &text->bytes, 1, length)) return false;
  memcpy(text->bytes.items + text->bytes.count, bytes, length);
  text->bytes.count += length;
  return q_map_add(text->arena, &text->map, length, source);
}

/* A newline that the page does not have stands where the text before it ended. */
static bool put_newline(builder *b) {
  const q_page_text *text = b->text;
  uint32_t length = text->bytes.count;
  uint32_t at = length ? q_map_source(&text->map, (quoth_span){length - 1, length}).end : 0;
  return put(b, "\n", 1, (quoth_span){at, at});
}

static void begin(builder *b, uint32_t node) {
  uint32_t at = b->text->bytes.count;
  b->spaced = false;
  b->breaks = 0;
  b->block = (q_text_block){{at, at}, node, 0};
}

/* Ends the block under way, if it has text, and begins another. */
static bool end_block(builder *b, uint32_t node) {
  q_page_text *text = b->text;
  b->block.span.end = text->bytes.count;
  if (b->block.span.end > b->block.span.start) {
    q_text_block *block = q_push(text->arena, &text->blocks);
    if (!block) return false;
    *block = b->block;
    if (!put_newline(b)) return false;
  }
  begin(b, node);
  return true;
}

static bool is_empty(const builder *b) { return b->text->bytes.count == b->block.span.start; }

/* Does what stands before a single <br> read like the end of a paragraph? */
static bool ends_sentence(const builder *b) {
  const q_page_text *text = b->text;
  const char *last = text->bytes.items + text->bytes.count;
  uint32_t length = text->bytes.count - b->block.span.start;
  if (length && strchr(".!?:\"')", last[-1])) return true;
  return length >= 3 && (!memcmp(last - 3, "\xE2\x80\x9D", 3) || !memcmp(last - 3, "\xE2\x80\x99", 3));
}

/* ---- characters ---- */

static bool is_dropped(uint32_t c) {
  return c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE || c == WORD_JOINER || c == BYTE_ORDER_MARK;
}

static bool is_folded(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == NBSP || c == 0x2028 || c == 0x2029;
}

/* The code point of a reference's name and digits, or 0. Those of < and > are left as
 * they are: a page on HTML means them. */
static uint32_t referred(const char *name) {
  static const struct {
    const char *name;
    uint32_t code_point;
  } NAMED[] = {{"amp", '&'},      {"quot", '"'},     {"apos", '\''},    {"nbsp", NBSP},
               {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
               {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}};
  for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
    if (!strcmp(name, NAMED[i].name)) return NAMED[i].code_point;
  if (name[0] != '#') return 0;
  bool hex = name[1] == 'x' || name[1] == 'X';
  char *end;
  unsigned long number = strtoul(name + 1 + hex, &end, hex ? 16 : 10);
  bool good = !*end && end > name + 1 + hex && number >= 32 && number < 0x110000 && number >> 11 != 0x1B;
  return good ? (uint32_t)number : 0;
}

/* At an ampersand: reads the reference that it and what follows spell, if any. */
static void read_escaped_twice(q_aligner *a, q_spelled *ampersand, char *bytes) {
  q_aligner ahead = *a;
  q_spelled next;
  char name[REFERENCE_MOST + 1];
  for (int i = 0; i < REFERENCE_MOST && q_align_next(&ahead, &next); i++) {
    name[i] = 0;
    uint32_t code_point = next.code_point == ';' ? referred(name) : 0;
    if (code_point) {
      ampersand->code_point = code_point;
      ampersand->length = q_encode(code_point, bytes);
      ampersand->bytes = bytes;
      ampersand->source.end = next.source.end;
      *a = ahead;
    }
    if (next.code_point >= 0x80 || next.code_point == ';') return;
    name[i] = (char)next.code_point;
  }
}

/* Puts what stands between the last word and the next, which begins at `next` in the
 * page: nothing, a space, or the end of a paragraph. */
static bool put_gap(builder *b, uint32_t next) {
  uint32_t breaks = b->breaks;
  bool spaced = b->spaced && !is_empty(b);
  b->spaced = false;
  b->breaks = 0;
  if (is_empty(b)) return true;
  if (breaks > 1 || (breaks == 1 && ends_sentence(b))) return end_block(b, b->block.node);
  if (!spaced && !breaks) return true;
  if (b->in_link) b->block.linked++;
  return put(b, " ", 1, spaced ? b->space : (quoth_span){next, next});
}

static bool put_character(builder *b, const q_spelled *c) {
  if (!put_gap(b, c->source.start) || !put(b, c->bytes, c->length, c->source)) return false;
  if (b->in_link) b->block.linked += c->length;
  return true;
}

static bool add_text(builder *b, const q_dom *dom, const q_node *node) {
  q_aligner aligner = q_align(dom, node);
  q_spelled c;
  char bytes[4];
  while (q_align_next(&aligner, &c)) {
    if (c.code_point == '&') read_escaped_twice(&aligner, &c, bytes);
    if (is_dropped(c.code_point)) continue;
    if (!is_folded(c.code_point)) {
      if (!put_character(b, &c)) return false;
    } else if (!b->spaced) {
      b->spaced = true;
      b->space = c.source;
    }
  }
  return true;
}

/* ---- the page ---- */

typedef struct walk {
  builder builder;
  const q_dom *dom;
  uint32_t open[DEPTH_MOST]; /* the block-level elements around */
  uint32_t depth;
  uint32_t link_end;
} walk;

/* Ends the blocks that do not reach to node i. */
static bool leave(walk *w, uint32_t i) {
  while (w->depth > 1 && w->dom->nodes[w->open[w->depth - 1]].end <= i) {
    w->depth--;
    if (!end_block(&w->builder, w->open[w->depth - 1])) return false;
  }
  return true;
}

/* Enters an element; the index of the node to go on with, or 0 on failure. */
static uint32_t enter(walk *w, uint32_t i) {
  const q_node *node = &w->dom->nodes[i];
  if (IS_IN(SILENT, node->name)) return node->end;
  if (!strcmp(node->name, "br")) w->builder.breaks++;
  if (!strcmp(node->name, "a") && node->end > w->link_end) w->link_end = node->end;
  if (is_block(node->name)) {
    if (!end_block(&w->builder, i)) return 0;
    if (w->depth < DEPTH_MOST) w->open[w->depth++] = i;
  } else if (node->is_left_out) {
    return node->end;
  }
  return i + 1;
}

static bool walk_nodes(walk *w, uint32_t first, uint32_t end) {
  w->open[0] = first;
  w->depth = 1;
  begin(&w->builder, first);
  for (uint32_t i = first + 1; i < end;) {
    if (!leave(w, i)) return false;
    if (w->dom->nodes[i].name) {
      if (!(i = enter(w, i))) return false;
      continue;
    }
    w->builder.in_link = i < w->link_end;
    if (!add_text(&w->builder, w->dom, &w->dom->nodes[i++])) return false;
  }
  return end_block(&w->builder, first);
}

bool q_text_blocks(q_page_text *text, const q_dom *dom) {
  walk w = {.builder.text = text, .dom = dom};
  return walk_nodes(&w, 0, dom->nodes[0].end);
}

bool q_text_of(q_page_text *text, const q_dom *dom, uint32_t node) {
  builder b = {.text = text};
  const q_node *top = &dom->nodes[node];
  begin(&b, node);
  for (uint32_t i = node; i < top->end; i++) {
    const q_node *at = &dom->nodes[i];
    if (!at->name) {
      if (!add_text(&b, dom, at)) return false;
    } else if (i > node && IS_IN(SILENT, at->name)) {
      i = at->end - 1;
    } else if (i > node && (is_block(at->name) || !strcmp(at->name, "br"))) {
      b.spaced = true;
      b.space = (quoth_span){0, 0};
    }
  }
  return end_block(&b, node);
}

bool q_text_add_block(q_page_text *text, const q_page_text *from, uint32_t i) {
  builder b = {.text = text};
  const q_text_block *block = &from->blocks.items[i];
  uint32_t length = block->span.end - block->span.start;
  if (text->bytes.count && !(put_newline(&b) && put_newline(&b))) return false;
  uint32_t start = text->bytes.count;
  q_text_block *copy = q_push(text->arena, &text->blocks);
  if (!copy || !q_list_reserve(text->arena, &text->bytes, 1, length)) return false;
  *copy = (q_text_block){{start, start + length}, block->node, block->linked};
  memcpy(text->bytes.items + start, from->bytes.items + block->span.start, length);
  text->bytes.count += length;
  return q_map_append(text->arena, &text->map, &from->map, block->span);
}
