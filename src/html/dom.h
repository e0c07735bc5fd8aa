/* A page as a tree, flat in an array in document order.
 *
 * The HTML5 parser (libgumbo) reads the page; its tree is copied to this form, in
 * which a subtree is a range of indices, and given back.
 */
#ifndef QUOTH_HTML_DOM_H
#define QUOTH_HTML_DOM_H

#include "html/charset.h"

/* The longest page, in bytes of UTF-8. */
#define Q_PAGE_MAX ((uint32_t)1 << 26)

/* What HTML takes for space between words. */
#define Q_HTML_SPACE " \t\n\f\r"

typedef struct q_attribute {
  const char *name, *value; /* lower-cased name; value with references resolved */
} q_attribute;

/* How the parser reads the text of an element, and so how its source is spelled. */
typedef enum q_spelling {
  Q_SPELLED_AS_MARKUP, /* tags, comments and references */
  Q_SPELLED_AS_TITLE,  /* references, no tags: <title>, <textarea> */
  Q_SPELLED_AS_SCRIPT  /* neither: <script>, <style> */
} q_spelling;

typedef struct q_node {
  uint32_t parent;  /* of the root: its own index, 0 */
  uint32_t end;     /* behind the last descendant */
  const char *name; /* of an element, lower-cased; NULL for text */
  union {
    struct {
      const q_attribute *attributes;
      uint32_t attribute_count;
    };
    struct {
      const char *text; /* references resolved */
      uint32_t text_length;
      q_spelling spelling;
      quoth_span source; /* of the text, in the decoded page */
    };
  };
  uint64_t signature; /* bits of its name, id, classes and attributes: see q_signature */
  bool is_left_out;   /* set by the caller: an inline element whose text is left out of its block */
} q_node;

typedef struct q_dom {
  q_arena arena;
  q_decoded page;
  q_node *nodes; /* [0] is <html> */
  uint32_t count;
} q_dom;

/* Reads a page. dom is all zero but for its arena, which is ready. The bytes must
 * outlive the dom. Cost is linear but for pages made to be slow, which are refused: see
 * cost.h; memory is limited to 64 MB and 100 times the page, depth to 1,000 elements. */
quoth_status q_dom_read(q_dom *dom, const char *page, size_t length, const char *charset, quoth_error *error);

/* The bit of a word in a signature. An element can only have what all bits are set for. */
uint64_t q_signature(const char *word, size_t length);

/* The value of an attribute of an element, or NULL. */
const char *q_dom_attribute(const q_node *node, const char *name);

#endif
