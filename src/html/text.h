/* The text of a page, block by block, with a map back to the page.
 *
 * Space is folded as browsers show it: a run of it, NBSP included, is one space, and
 * none stands at either end of a block. Zero-width space, word joiner, byte order mark
 * and soft hyphen are dropped. "&amp;#8217;", escaped once too often, is read as the
 * mark that was meant.
 */
#ifndef QUOTH_HTML_TEXT_H
#define QUOTH_HTML_TEXT_H

#include "html/dom.h"

typedef struct q_text_block {
  quoth_span span;
  uint32_t node;   /* the block-level element it stands in */
  uint32_t linked; /* how many of its bytes stand in links */
} q_text_block;

typedef struct q_page_text {
  q_arena *arena;
  Q_LIST(char) bytes;
  Q_LIST(q_text_block) blocks;
  q_map map; /* to the decoded page */
} q_page_text;

/* Adds the blocks of the page, in page order, a newline between them. Scripts,
 * controls and the like are no text, nor are inline elements that are left out. False
 * when memory ran out. */
bool q_text_blocks(q_page_text *text, const q_dom *dom);

/* Adds the text of one subtree as one block. */
bool q_text_of(q_page_text *text, const q_dom *dom, uint32_t node);

/* Adds block i of another text, behind an empty line if one stands before it. */
bool q_text_add_block(q_page_text *text, const q_page_text *from, uint32_t i);

#endif
