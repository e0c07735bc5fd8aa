/* Which bytes of a source each byte of a text came from.
 *
 * A map is a list of pieces in text order. A piece whose text and source have the
 * same length maps byte by byte; any other is one thing that is spelled otherwise
 * in the source: a character reference, a character of another encoding.
 */
#ifndef QUOTH_HTML_MAP_H
#define QUOTH_HTML_MAP_H

#include "core/arena.h"

/* The text from `at` to the next piece's `at` comes from source bytes start to end. */
typedef struct q_map_piece {
  uint32_t at, start, end;
} q_map_piece;

typedef struct q_map {
  Q_LIST(q_map_piece) pieces;
  uint32_t length; /* of the text */
} q_map;

/* Says that the next `length` bytes of text come from `source`. Joins what continues
 * the piece before. False when memory ran out. */
bool q_map_add(q_arena *arena, q_map *map, uint32_t length, quoth_span source);

/* Appends what `from` says of a span of its text. */
bool q_map_append(q_arena *arena, q_map *map, const q_map *from, quoth_span span);

/* The smallest part of the source that holds a span of the text: O(log pieces). An
 * empty span gives an empty one. */
quoth_span q_map_source(const q_map *map, quoth_span span);

#endif
