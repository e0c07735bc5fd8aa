#include "html/dom.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/cost.h"

enum { DEPTH_MOST = 1000, MEMORY_BASE = 64 << 20, MEMORY_FACTOR = 100 };

/* ---- the parser's memory ----
 * The parser checks no allocation, and frees its tree by recursion. So each block
 * is on a list: all are freed at once, and want of memory jumps out of the parser,
 * which holds nothing else. */

typedef struct block {
  struct block *previous, *next;
  size_t size;
  size_t unused; /* keeps what follows aligned to 16 */
} block;

typedef struct parser_memory {
  quoth_allocator allocator;
  block blocks; /* the list's head and tail */
  size_t used, most;
  bool too_much; /* the limit was reached, not the allocator's end */
  jmp_buf out;
} parser_memory;

static void *parser_alloc(void *context, size_t size) {
  parser_memory *memory = context;
  size += sizeof(block);
  memory->too_much = size > memory->most - memory->used;
  block *new = memory->too_much ? NULL : memory->allocator.call(memory->allocator.context, NULL, 0, size);
  if (!new) longjmp(memory->out, 1);
  *new = (block){&memory->blocks, memory->blocks.next, size, 0};
  new->next->previous = memory->blocks.next = new;
  memory->used += size;
  return new + 1;
}

static void parser_free(void *context, void *bytes) {
  parser_memory *memory = context;
  if (!bytes) return;
  block *old = (block *)bytes - 1;
  old->previous->next = old->next;
  old->next->previous = old->previous;
  memory->used -= old->size;
  memory->allocator.call(memory->allocator.context, old, old->size, 0);
}

static void parser_free_all(parser_memory *memory) {
  while (memory->blocks.next != &memory->blocks) parser_free(memory, memory->blocks.next + 1);
}

/* ---- copying the tree ---- */

typedef struct copier {
  q_dom *dom;
  Q_LIST(q_node) nodes;
  bool too_deep;
} copier;

static const char *copy_string(copier *c, const char *text) {
  return q_copy(&c->dom->arena, text, strlen(text));
}

/* The name of an element that HTML does not know: <my-ad>. */
static const char *unknown_name(copier *c, GumboStringPiece tag) {
  gumbo_tag_from_original_text(&tag);
  char *name = q_copy(&c->dom->arena, tag.data, tag.length);
  for (char *at = name; at && *at; at++)
    if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 'a' - 'A');
  return name;
}

static uint64_t signature_of_words(const char *words) {
  uint64_t signature = 0;
  while (*words) {
    size_t length = strcspn(words, Q_HTML_SPACE);
    if (length) signature |= q_signature(words, length);
    words += length + (words[length] != 0);
  }
  return signature;
}

static void sign(q_node *node) {
  node->signature = q_signature(node->name, strlen(node->name));
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    const q_attribute *attribute = &node->attributes[i];
    node->signature |= q_signature(attribute->name, strlen(attribute->name));
    if (!strcmp(attribute->name, "class") || !strcmp(attribute->name, "id"))
      node->signature |= signature_of_words(attribute->value);
  }
}

static bool copy_element(copier *c, q_node *node, const GumboElement *element) {
  q_arena *arena = &c->dom->arena;
  bool known = element->tag != GUMBO_TAG_UNKNOWN;
  node->name = known ? gumbo_normalized_tagname(element->tag) : unknown_name(c, element->original_tag);
  node->attribute_count = element->attributes.length;
  q_attribute *attributes = q_alloc(arena, (node->attribute_count + 1) * sizeof *attributes);
  node->attributes = attributes;
  if (!node->name || !attributes) return false;
  for (uint32_t i = 0; i < node->attribute_count; i++) {
    const GumboAttribute *from = element->attributes.data[i];
    attributes[i] = (q_attribute){copy_string(c, from->name), copy_string(c, from->value)};
    if (!attributes[i].name || !attributes[i].value) return false;
  }
  sign(node);
  return true;
}

static q_spelling spelling_of(const GumboNode *parent) {
  if (parent->type != GUMBO_NODE_ELEMENT) return Q_SPELLED_AS_MARKUP;
  GumboTag tag = parent->v.element.tag;
  if (tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_TEXTAREA) return Q_SPELLED_AS_TITLE;
  bool raw = tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_XMP ||
             tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES;
  return raw ? Q_SPELLED_AS_SCRIPT : Q_SPELLED_AS_MARKUP;
}

static bool copy_text(copier *c, q_node *node, const GumboNode *from) {
  const GumboText *text = &from->v.text;
  node->text_length = (uint32_t)strlen(text->text);
  node->text = q_copy(&c->dom->arena, text->text, node->text_length);
  node->spelling = spelling_of(from->parent);
  uint32_t start = (uint32_t)(text->original_text.data - c->dom->page.bytes);
  node->source = (quoth_span){start, start + (uint32_t)text->original_text.length};
  return node->text != NULL;
}

/* Copies a node without its children; true for what is left out. */
static bool copy_node(copier *c, const GumboNode *from, uint32_t parent) {
  bool is_element = from->type == GUMBO_NODE_ELEMENT;
  bool is_text =
      from->type == GUMBO_NODE_TEXT || from->type == GUMBO_NODE_WHITESPACE || from->type == GUMBO_NODE_CDATA;
  if (!is_element && !is_text) return true;
  q_node *node = q_push(&c->dom->arena, &c->nodes);
  if (!node) return false;
  *node = (q_node){.parent = parent, .end = c->nodes.count};
  return is_element ? copy_element(c, node, &from->v.element) : copy_text(c, node, from);
}

/* Copies a tree without recursion: a page may nest as deep as it is long. */
static bool copy_tree(copier *c, const GumboNode *root) {
  struct {
    const GumboNode *node;
    uint32_t index, next;
  } path[DEPTH_MOST] = {{root, 0, 0}};
  uint32_t depth = 1;
  if (!copy_node(c, root, 0)) return false;
  while (depth) {
    const GumboVector *children = &path[depth - 1].node->v.element.children;
    uint32_t parent = path[depth - 1].index;
    if (path[depth - 1].next == children->length) {
      c->nodes.items[parent].end = c->nodes.count;
      depth--;
      continue;
    }
    const GumboNode *child = children->data[path[depth - 1].next++];
    uint32_t index = c->nodes.count;
    if (!copy_node(c, child, parent)) return false;
    if (child->type != GUMBO_NODE_ELEMENT) continue;
    if ((c->too_deep = depth == DEPTH_MOST)) return false;
    path[depth].node = child;
    path[depth].index = index;
    path[depth++].next = 0;
  }
  return true;
}

/* ---- reading ---- */

static quoth_status fail(quoth_error *error, quoth_status code, const char *message) {
  if (!error) return code;
  *error = (quoth_error){.code = code};
  snprintf(error->message, sizeof error->message, "%s", message);
  return code;
}

static quoth_status parse(q_dom *dom, parser_memory *memory, quoth_error *error) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = parser_alloc;
  options.deallocator = parser_free;
  options.userdata = memory;
  options.max_errors = 0;
  if (setjmp(memory->out)) {
    if (!memory->too_much) return fail(error, QUOTH_ERROR_MEMORY, "out of memory");
    return fail(error, QUOTH_ERROR_LIMIT, "the page nests so much that its tree grows without bound");
  }
  const GumboOutput *output = gumbo_parse_with_options(&options, dom->page.bytes, dom->page.length);
  copier c = {.dom = dom};
  if (!copy_tree(&c, output->root)) {
    if (!c.too_deep) return fail(error, QUOTH_ERROR_MEMORY, "out of memory");
    return fail(error, QUOTH_ERROR_LIMIT, "the page nests more than 1000 elements in each other");
  }
  dom->nodes = c.nodes.items;
  dom->count = c.nodes.count;
  return QUOTH_OK;
}

quoth_status q_dom_read(q_dom *dom, const char *page, size_t length, const char *charset,
                        quoth_error *error) {
  if (length > Q_PAGE_MAX) return fail(error, QUOTH_ERROR_LIMIT, "the page has more than 64 MiB");
  if (!q_decode_page(&dom->arena, page, (uint32_t)length, charset, &dom->page))
    return fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  if (dom->page.length == 0) dom->page.bytes = "";
  if (!q_is_cheap_to_parse(dom->page.bytes, dom->page.length))
    return fail(error, QUOTH_ERROR_LIMIT,
                "the page opens so many elements or attributes that it cannot be read in time");
  parser_memory memory = {.allocator = dom->arena.allocator,
                          .most = MEMORY_BASE + (size_t)dom->page.length * MEMORY_FACTOR};
  memory.blocks.previous = memory.blocks.next = &memory.blocks;
  quoth_status status = parse(dom, &memory, error);
  parser_free_all(&memory);
  return status;
}

uint64_t q_signature(const char *word, size_t length) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  return (uint64_t)1 << (hash >> 26);
}

const char *q_dom_attribute(const q_node *node, const char *name) {
  if (!node->name) return NULL;
  for (uint32_t i = 0; i < node->attribute_count; i++)
    if (!strcmp(node->attributes[i].name, name)) return node->attributes[i].value;
  return NULL;
}
