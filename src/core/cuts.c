#include "core/cuts.h"

bool q_cuts_clear(q_arena *arena, q_cuts *cuts, uint32_t from, uint32_t to) {
  uint32_t words = (to - from) / 64 + 3;
  if (cuts->capacity < 2 * words) {
    uint64_t *room = q_alloc(arena, 2 * (size_t)words * sizeof *room);
    if (!room) return false;
    *cuts = (q_cuts){.starts = room, .capacity = 2 * words};
  }
  cuts->ends = cuts->starts + words;
  cuts->from = from, cuts->to = to;
  memset(cuts->starts, 0, 2 * (size_t)words * sizeof *cuts->starts);
  return true;
}

/* The first bit from one on that is set, or `last` when there is none before it. */
static uint32_t next_bit(const uint64_t *bits, uint32_t from, uint32_t last) {
  uint64_t set = bits[from / 64] & ~UINT64_C(0) << from % 64;
  for (from /= 64; !set;) {
    if (++from > last / 64) return last;
    set = bits[from];
  }
  return from * 64 + (uint32_t)__builtin_ctzll(set);
}

bool q_cuts_next(const q_cuts *cuts, uint32_t at, quoth_span *span) {
  uint32_t last = cuts->to - cuts->from, start = next_bit(cuts->starts, at - cuts->from, last);
  if (start >= last) return false;
  span->start = cuts->from + start;
  span->end = cuts->from + next_bit(cuts->ends, start + 1, last);
  return true;
}
