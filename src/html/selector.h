/* CSS selectors, a subset:
 *
 *   p  *  .class  #id  [name]  [name=v] [name~=v] [name|=v] [name^=v] [name$=v] [name*=v]
 *   [name=v i]  :not(…)  :first-of-type  and of these "a b", "a > b", "a, b"
 *
 * A page is walked once for a selector, with a set of how much of it is matched on
 * the way down: O(nodes times parts of the selector), whatever the selector. Only
 * :first-of-type looks at siblings, 50 million at most.
 */
#ifndef QUOTH_HTML_SELECTOR_H
#define QUOTH_HTML_SELECTOR_H

#include "html/dom.h"

typedef struct q_selector q_selector;

/* Reads a selector into the arena. NULL, with position and message in error, where it
 * is none of the above. */
q_selector *q_selector_read(q_arena *arena, const char *text, size_t length, quoth_error *error);

typedef Q_LIST(uint32_t) q_found;

/* Adds to `found`, in page order, the elements in the subtree of `root` (itself
 * included) that the selector matches; what is above root counts as well for the
 * parts before the last. False when memory ran out. */
bool q_select(const q_dom *dom, const q_selector *selector, uint32_t root, q_arena *arena, q_found *found);

#endif
