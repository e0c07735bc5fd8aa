/* Spans of a text as bits: where they start and where they end. What the scanner finds and
 * the tokenizer walks, many bytes of text at a time; no span is written out in between. */
#ifndef QUOTH_CORE_CUTS_H
#define QUOTH_CORE_CUTS_H

#include <string.h>

#include "core/arena.h"

/* Bit i of starts: a span starts at byte from + i; of ends: one ends before it. Spans follow
 * each other and are not empty, so the n-th end is that of the n-th start. */
typedef struct q_cuts {
  uint64_t *starts, *ends; /* two clear words behind the last bit */
  uint32_t from, to;
  uint32_t capacity; /* in words, of both together */
} q_cuts;

/* Makes room for spans of bytes from..to of a text, and clears it. False when memory ran out. */
bool q_cuts_clear(q_arena *arena, q_cuts *cuts, uint32_t from, uint32_t to);

/* Adds the spans of bytes from..to, which lie in what q_cuts_clear made room for; none when to is not
 * behind from. */
typedef bool q_scanner(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts);

/* The fastest that this machine runs. Linear. */
q_scanner q_scan_cuts;

/* Finds the first span that starts at a byte of the cuts or behind it; false when there is none.
 * O(1), but for the bytes up to its end. */
bool q_cuts_next(const q_cuts *cuts, uint32_t at, quoth_span *span);

/* Does a span start at a byte of the cuts, or end before it? */
static inline bool q_cuts_start(const q_cuts *cuts, uint32_t at) {
  return cuts->starts[(at - cuts->from) / 64] >> (at - cuts->from) % 64 & 1;
}
static inline bool q_cuts_end(const q_cuts *cuts, uint32_t at) {
  return cuts->ends[(at - cuts->from) / 64] >> (at - cuts->from) % 64 & 1;
}

/* 64 bits of a bitmap from bit 8 * eighth on. */
static inline uint64_t q_bits_from(const uint64_t *bits, size_t eighth) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  uint64_t found;
  memcpy(&found, (const char *)bits + eighth, sizeof found);
  return found;
#else
  size_t word = eighth / 8, bit = eighth % 8 * 8;
  return bits[word] >> bit | bits[word + 1] << 1 << (63 - bit);
#endif
}

#endif
