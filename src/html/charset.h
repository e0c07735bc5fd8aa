/* The encoding of a page: found out as browsers do, then undone. */
#ifndef QUOTH_HTML_CHARSET_H
#define QUOTH_HTML_CHARSET_H

#include "html/map.h"

/* A page as UTF-8, always well-formed. */
typedef struct q_decoded {
  const char *bytes; /* the page's own where it is UTF-8 already, else in the arena */
  uint32_t length;
  q_map map;        /* to the bytes of the page */
  char charset[41]; /* iconv's name of the encoding */
  bool has_mark;    /* a byte order mark stood before; it is not among the bytes */
} q_decoded;

/* Decodes a page. The encoding is that of its byte order mark; else the label that
 * the caller knows from a header (or NULL); else the one of a <meta> or an XML
 * declaration; else UTF-8 where all of it is well-formed, and windows-1252 where
 * not. What cannot be decoded becomes U+FFFD. False when memory ran out. */
bool q_decode_page(q_arena *arena, const char *page, uint32_t length, const char *label, q_decoded *out);

#endif
