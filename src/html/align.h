/* Where in the page each character of a text node was spelled.
 *
 * The parser tells the text of a node and the part of the page it came from, not
 * which bytes became which. The two are read side by side: the parser has decided
 * already, so only the length of each spelling has to be found.
 */
#ifndef QUOTH_HTML_ALIGN_H
#define QUOTH_HTML_ALIGN_H

#include "html/dom.h"

typedef struct q_aligner {
  const char *text, *text_end;
  const char *page; /* offsets count from here */
  const char *at, *end;
  q_spelling spelling;
  bool lost; /* text and page do not fit: what is left comes from all that is left of the page's part */
} q_aligner;

/* One character (two for the few references that stand for two). */
typedef struct q_spelled {
  const char *bytes;
  uint32_t length;
  uint32_t code_point; /* the first */
  quoth_span source;
} q_spelled;

q_aligner q_align(const q_dom *dom, const q_node *text);

/* The next character; false at the end. Copy the aligner to look ahead. */
bool q_align_next(q_aligner *aligner, q_spelled *out);

#endif
