#include "core/sum.h"

#include <string.h>

typedef uint8_t bytes8 __attribute__((vector_size(8)));
typedef uint16_t shorts8 __attribute__((vector_size(16)));

/* Signed bytes are summed as unsigned ones, each 128 too large: that saves the extension
 * of their signs. settle takes what is too much away again. */
enum { TOO_MUCH = 128 };

static inline shorts8 widen(const int8_t *row) {
  bytes8 bytes;
  memcpy(&bytes, row, sizeof bytes);
  return __builtin_convertvector(bytes ^ 0x80, shorts8);
}

static inline shorts8 settle(shorts8 total, uint32_t count) { return total - (uint16_t)(TOO_MUCH * count); }

void q_sum_tags(const q_part *part, const q_features *features, int16_t sums[Q_TAG_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count;
  shorts8 total[Q_TAG_LANES / 8] = {{0}};
  for (uint32_t f = 0; f < count; f++) {
    const int8_t *row = cells + (size_t)(features->rows[f] & mask) * Q_TAG_LANES;
    total[0] += widen(row);
    total[1] += widen(row + 8);
    total[2] += widen(row + 16);
  }
  for (uint32_t i = 0; i < Q_TAG_LANES / 8; i++) total[i] = settle(total[i], count);
  memcpy(sums, total, sizeof total);
}

void q_sum_parts(const q_part *part, const q_features *features, int16_t sums[Q_PART_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count;
  shorts8 total = {0};
#pragma GCC unroll 4
  for (uint32_t f = 0; f < count; f++)
    total += widen(cells + (size_t)(features->rows[f] & mask) * Q_PART_LANES);
  total = settle(total, count);
  memcpy(sums, &total, sizeof total);
}

void q_sum_cues(const q_part *part, const q_features *features, int16_t sums[Q_CUE_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, f = 0;
  shorts8 total = {0};
  int8_t two[8] = {0}; /* rows side by side */
  for (; f + 1 < count; f += 2) {
    memcpy(two, cells + (size_t)(features->rows[f] & mask) * Q_CUE_LANES, Q_CUE_LANES);
    memcpy(two + 4, cells + (size_t)(features->rows[f + 1] & mask) * Q_CUE_LANES, Q_CUE_LANES);
    total += widen(two);
  }
  total = settle(total, f / 2);
  for (uint32_t i = 0; i < Q_CUE_LANES; i++) {
    sums[i] = (int16_t)(total[i] + total[i + 4]);
    if (f < count) sums[i] = (int16_t)(sums[i] + cells[(size_t)(features->rows[f] & mask) * Q_CUE_LANES + i]);
  }
}

int16_t q_sum_near(const q_part *part, const q_features *features) {
  int32_t total = 0;
  for (uint32_t f = 0; f < features->count; f++)
    total += ((const int8_t *)part->cells)[features->rows[f] & (part->rows - 1)];
  return (int16_t)total;
}
