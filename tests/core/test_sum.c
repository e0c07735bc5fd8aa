/* Sums of rows of weights in vector registers, against adding up number by number. */
#include "check.h"

#include "core/scan_masks.h"
#include "core/sum.h"

enum { ROWS = 64 };

static int8_t cells[ROWS * Q_TAG_LANES];

/* All numbers that a byte can hold, the extreme ones often. */
static void fill_cells(uint32_t *seed) {
  for (uint32_t i = 0; i < sizeof cells; i++) {
    *seed = *seed * 1664525 + 1013904223;
    cells[i] = (int8_t)(*seed >> 30 == 0 ? -128 : *seed >> 30 == 1 ? 127 : (int8_t)(*seed >> 16));
  }
}

static void fill_features(q_features *features, uint32_t count, uint32_t *seed) {
  q_features_begin(features, 0);
  while (features->count < count) {
    *seed = *seed * 1664525 + 1013904223;
    features->rows[features->count++] = *seed >> 8;
  }
}

static int16_t sum_of(const q_features *features, uint32_t lanes, uint32_t lane) {
  int32_t sum = 0;
  for (uint32_t f = 0; f < features->count; f++) sum += cells[(features->rows[f] % ROWS) * lanes + lane];
  return (int16_t)sum;
}

static void check_sums(q_sum *sum, uint32_t lanes, const q_features *features) {
  q_part part = {.cells = cells, .rows = ROWS, .columns = lanes, .cell = 1};
  int16_t sums[Q_TAG_LANES];
  sum(&part, features, sums);
  for (uint32_t l = 0; l < lanes; l++) CHECK_INT(sums[l], sum_of(features, lanes, l));
}

static void sums_of_any_number_of_rows(void) {
  uint32_t seed = 7;
  q_features features;
  for (uint32_t count = 0; count <= Q_FEATURES_MOST; count++) {
    fill_cells(&seed);
    fill_features(&features, count, &seed);
    check_sums(q_sum_tags, Q_TAG_LANES, &features);
    check_sums(q_sum_cues, Q_CUE_LANES, &features);
    check_sums(q_sum_parts, Q_PART_LANES, &features);
#if defined __x86_64__
    if (!q_has_avx2()) continue;
    check_sums(q_sum_cues_avx2, Q_CUE_LANES, &features);
    check_sums(q_sum_parts_avx2, Q_PART_LANES, &features);
#endif
  }
}

int main(void) {
  CASE(sums_of_any_number_of_rows);
  return check_done();
}
