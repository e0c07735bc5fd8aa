/* How much work a page will be for the parser. */
#ifndef QUOTH_HTML_COST_H
#define QUOTH_HTML_COST_H

#include <stdbool.h>
#include <stddef.h>

/* For each tag the parser looks through the open elements, and compares each attribute
 * with those before it. Is the sum of that within bounds? It is on pages that people
 * read; a page of a megabyte that is made to be slow would take hours. One pass. */
bool q_is_cheap_to_parse(const char *page, size_t length);

#endif
