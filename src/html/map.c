#include "html/map.h"

static bool is_exact(const q_map_piece *piece, uint32_t length) {
  return piece->end - piece->start == length;
}

bool q_map_add(q_arena *arena, q_map *map, uint32_t length, quoth_span source) {
  if (!length) return true;
  q_map_piece *last = map->pieces.count ? &map->pieces.items[map->pieces.count - 1] : NULL;
  bool exact = source.end - source.start == length;
  if (last && exact && last->end == source.start && is_exact(last, map->length - last->at)) {
    last->end = source.end;
  } else {
    q_map_piece *piece = q_push(arena, &map->pieces);
    if (!piece) return false;
    *piece = (q_map_piece){map->length, source.start, source.end};
  }
  map->length += length;
  return true;
}

/* The index of the piece that holds a byte of the text. */
static uint32_t find(const q_map *map, uint32_t at) {
  uint32_t low = 0, high = map->pieces.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (map->pieces.items[middle].at <= at) low = middle;
    else high = middle;
  }
  return low;
}

static uint32_t piece_end(const q_map *map, uint32_t i) {
  return i + 1 < map->pieces.count ? map->pieces.items[i + 1].at : map->length;
}

bool q_map_append(q_arena *arena, q_map *map, const q_map *from, quoth_span span) {
  if (span.start >= span.end || !from->pieces.count) return true;
  for (uint32_t i = find(from, span.start); i < from->pieces.count; i++) {
    const q_map_piece *piece = &from->pieces.items[i];
    if (piece->at >= span.end) break;
    uint32_t end = piece_end(from, i);
    quoth_span part = {piece->at > span.start ? piece->at : span.start, end < span.end ? end : span.end};
    quoth_span source = {piece->start, piece->end};
    if (is_exact(piece, end - piece->at))
      source = (quoth_span){piece->start + (part.start - piece->at), piece->start + (part.end - piece->at)};
    if (!q_map_add(arena, map, part.end - part.start, source)) return false;
  }
  return true;
}

quoth_span q_map_source(const q_map *map, quoth_span span) {
  if (!map->pieces.count) return (quoth_span){0, 0};
  uint32_t i = find(map, span.start);
  const q_map_piece *piece = &map->pieces.items[i];
  uint32_t start =
      is_exact(piece, piece_end(map, i) - piece->at) ? piece->start + (span.start - piece->at) : piece->start;
  if (span.start >= span.end) return (quoth_span){start, start};
  i = find(map, span.end - 1);
  piece = &map->pieces.items[i];
  uint32_t end =
      is_exact(piece, piece_end(map, i) - piece->at) ? piece->start + (span.end - piece->at) : piece->end;
  return (quoth_span){start, end};
}
