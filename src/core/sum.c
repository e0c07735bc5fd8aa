#include "core/sum.h"

#include <string.h>

/* Bytes are added up two by two, in lanes of 16 bits: those at even places by masking,
 * those at odd ones by shifting. For that they are taken as unsigned, each 128 too large. */
typedef uint16_t shorts __attribute__((vector_size(16)));
typedef uint32_t words __attribute__((vector_size(16)));
typedef uint64_t longs __attribute__((vector_size(16)));

enum { TOO_MUCH = 128 };

typedef struct sums16 {
  shorts even, odd;
} sums16;

static inline void add16(sums16 *to, shorts bytes) {
  bytes ^= 0x8080;
  to->even += bytes & 0xFF;
  to->odd += bytes >> 8;
}

/* The sums of the bytes that came at a place in `added` calls. */
static inline int16_t sum_at(const sums16 *from, uint32_t place, uint32_t added) {
  uint16_t sum = place % 2 ? from->odd[place / 2] : from->even[place / 2];
  return (int16_t)(sum - TOO_MUCH * added);
}

static inline uint64_t load64(const int8_t *row) {
  uint64_t bytes;
  memcpy(&bytes, row, sizeof bytes);
  return bytes;
}

static inline uint32_t load32(const int8_t *row) {
  uint32_t bytes;
  memcpy(&bytes, row, sizeof bytes);
  return bytes;
}

static inline shorts load128(const int8_t *row) {
  shorts bytes;
  memcpy(&bytes, row, sizeof bytes);
  return bytes;
}

#define ROW(f, lanes) (cells + (size_t)(features->rows[f] & mask) * (lanes))

void q_sum_tags(const q_part *part, const q_features *features, int16_t sums[Q_TAG_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count;
  sums16 first = {{0}, {0}}, rest = {{0}, {0}};
  for (uint32_t f = 0; f < count; f++) {
    const int8_t *row = ROW(f, Q_TAG_LANES);
    add16(&first, load128(row));
    add16(&rest, (shorts)(longs){load64(row + 16), 0});
  }
  for (uint32_t i = 0; i < 16; i++) sums[i] = sum_at(&first, i, count);
  for (uint32_t i = 16; i < Q_TAG_LANES; i++) sums[i] = sum_at(&rest, i - 16, count);
}

/* Two rows side by side; an odd one with a row of zeros. */
void q_sum_parts(const q_part *part, const q_features *features, int16_t sums[Q_PART_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, added = (count + 1) / 2;
  sums16 total = {{0}, {0}};
  for (uint32_t f = 0; f + 1 < count; f += 2)
    add16(&total, (shorts)(longs){load64(ROW(f, Q_PART_LANES)), load64(ROW(f + 1, Q_PART_LANES))});
  if (count % 2) add16(&total, (shorts)(longs){load64(ROW(count - 1, Q_PART_LANES)), 0});
  for (uint32_t i = 0; i < Q_PART_LANES; i++)
    sums[i] = (int16_t)(sum_at(&total, i, added) + sum_at(&total, i + Q_PART_LANES, added));
}

/* Four rows side by side; the last with rows of zeros. */
void q_sum_cues(const q_part *part, const q_features *features, int16_t sums[Q_CUE_LANES]) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, f = 0, added = (count + 3) / 4;
  sums16 total = {{0}, {0}};
  for (; f + 3 < count; f += 4)
    add16(&total, (shorts)(words){load32(ROW(f, Q_CUE_LANES)), load32(ROW(f + 1, Q_CUE_LANES)),
                                  load32(ROW(f + 2, Q_CUE_LANES)), load32(ROW(f + 3, Q_CUE_LANES))});
  words left = {0};
  for (uint32_t i = 0; f + i < count; i++) left[i] = load32(ROW(f + i, Q_CUE_LANES));
  if (f < count) add16(&total, (shorts)left);
  for (uint32_t i = 0; i < Q_CUE_LANES; i++) {
    sums[i] = 0;
    for (uint32_t k = i; k < 16; k += Q_CUE_LANES) sums[i] = (int16_t)(sums[i] + sum_at(&total, k, added));
  }
}

int16_t q_sum_near(const q_part *part, const q_features *features) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1;
  int32_t total = 0;
  for (uint32_t f = 0; f < features->count; f++) total += *ROW(f, 1);
  return (int16_t)total;
}
