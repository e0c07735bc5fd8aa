/* JSON-LD: what a page tells machines of itself in its scripts. */
#ifndef QUOTH_HTML_JSONLD_H
#define QUOTH_HTML_JSONLD_H

#include "html/dom.h"

typedef enum q_json_kind {
  Q_JSON_NULL,
  Q_JSON_BOOLEAN,
  Q_JSON_NUMBER,
  Q_JSON_STRING,
  Q_JSON_LIST,
  Q_JSON_OBJECT
} q_json_kind;

/* A value; those within it follow it. */
typedef struct q_json_value {
  q_json_kind kind;
  bool truth;
  uint32_t end;     /* index behind the last value within */
  const char *key;  /* in an object, else NULL; ended by a NUL */
  const char *text; /* of strings and numbers; ended by a NUL, or NULL */
  uint32_t length;
} q_json_value;

typedef Q_LIST(q_json_value) q_json_values;

/* Adds the value that each <script type="application/ld+json"> of the page holds.
 * Raw line ends in strings, comments around and semicolons behind are borne with; a
 * script that is worse, or deeper than 64 levels, is passed over. False when memory
 * ran out. */
bool q_jsonld_read(q_arena *arena, const q_dom *dom, q_json_values *values);

#endif
