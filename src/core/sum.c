#include "core/sum.h"

#include <string.h>

#include "core/scan_masks.h"

/* Bytes are added up two by two, in lanes of 16 bits: those at odd places by shifting, and
 * all as they stand, so that those at even places are what is left. For that they are taken
 * as unsigned, each 128 too large; Q_FEATURES_MOST of them fit. */
typedef uint16_t shorts __attribute__((vector_size(16)));
typedef uint32_t words __attribute__((vector_size(16)));
typedef uint64_t longs __attribute__((vector_size(16)));

enum { TOO_MUCH = 128 };

typedef struct sums16 {
  shorts all, odd;
} sums16;

static inline void add16(sums16 *to, shorts bytes) {
  bytes ^= 0x8080;
  to->all += bytes;
  to->odd += bytes >> 8;
}

/* The sums of the bytes at each place, after `added` calls. */
static inline void finish(const sums16 *from, uint32_t added, int16_t sums[16]) {
  shorts even = from->all - (from->odd << 8) - (uint16_t)(TOO_MUCH * added);
  shorts odd = from->odd - (uint16_t)(TOO_MUCH * added);
  for (uint32_t i = 0; i < 8; i++) {
    sums[2 * i] = (int16_t)even[i];
    sums[2 * i + 1] = (int16_t)odd[i];
  }
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

void q_sum_tags(const q_part *part, const q_features *features, int16_t *sums) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count;
  sums16 first = {{0}, {0}}, rest = {{0}, {0}};
  for (uint32_t f = 0; f < count; f++) {
    const int8_t *row = ROW(f, Q_TAG_LANES);
    add16(&first, load128(row));
    add16(&rest, (shorts)(longs){load64(row + 16), 0});
  }
  int16_t last[16];
  finish(&first, count, sums);
  finish(&rest, count, last);
  memcpy(sums + 16, last, (Q_TAG_LANES - 16) * sizeof *sums);
}

/* Two rows side by side; an odd one with a row of zeros. */
void q_sum_parts(const q_part *part, const q_features *features, int16_t *sums) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, added = (count + 1) / 2;
  sums16 total = {{0}, {0}};
  for (uint32_t f = 0; f + 1 < count; f += 2)
    add16(&total, (shorts)(longs){load64(ROW(f, Q_PART_LANES)), load64(ROW(f + 1, Q_PART_LANES))});
  if (count % 2) add16(&total, (shorts)(longs){load64(ROW(count - 1, Q_PART_LANES)), 0});
  int16_t both[16];
  finish(&total, added, both);
  for (uint32_t i = 0; i < Q_PART_LANES; i++) sums[i] = (int16_t)(both[i] + both[i + Q_PART_LANES]);
}

/* Four rows side by side; the last with rows of zeros. */
void q_sum_cues(const q_part *part, const q_features *features, int16_t *sums) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1, count = features->count, f = 0, added = (count + 3) / 4;
  sums16 total = {{0}, {0}};
  for (; f + 3 < count; f += 4)
    add16(&total, (shorts)(words){load32(ROW(f, Q_CUE_LANES)), load32(ROW(f + 1, Q_CUE_LANES)),
                                  load32(ROW(f + 2, Q_CUE_LANES)), load32(ROW(f + 3, Q_CUE_LANES))});
  words left = {0};
  for (uint32_t i = 0; f + i < count; i++) left[i] = load32(ROW(f + i, Q_CUE_LANES));
  if (f < count) add16(&total, (shorts)left);
  int16_t all[16];
  finish(&total, added, all);
  for (uint32_t i = 0; i < Q_CUE_LANES; i++)
    sums[i] = (int16_t)(all[i] + all[i + 4] + all[i + 8] + all[i + 12]);
}

int16_t q_sum_near(const q_part *part, const q_features *features) {
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1;
  int32_t total = 0;
  for (uint32_t f = 0; f < features->count; f++) total += *ROW(f, 1);
  return (int16_t)total;
}

q_sums q_sums_here(void) {
#if defined __x86_64__
  if (q_has_avx2()) return (q_sums){q_sum_cues_avx2, q_sum_parts_avx2};
#endif
  return (q_sums){q_sum_cues, q_sum_parts};
}
