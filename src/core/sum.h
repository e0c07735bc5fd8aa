/* Sums of rows of weights, in vector registers. */
#ifndef QUOTH_CORE_SUM_H
#define QUOTH_CORE_SUM_H

#include <string.h>

#include "core/feature.h"

/* Adds up the features' rows of signed bytes, to a sum for each lane; part.rows is a power of 2. */
typedef void q_sum(const q_part *part, const q_features *features, int16_t *sums);
q_sum q_sum_tags, q_sum_cues, q_sum_parts;
int16_t q_sum_near(const q_part *part, const q_features *features);

/* The same for machines that q_has_avx2. */
q_sum q_sum_cues_avx2, q_sum_parts_avx2;

/* Those that suit the machine best. */
typedef struct q_sums {
  q_sum *cues, *parts;
} q_sums;
q_sums q_sums_here(void);

/* Lanes in a register. */
typedef int16_t q_lanes4 __attribute__((vector_size(4 * sizeof(int16_t))));
typedef int16_t q_lanes8 __attribute__((vector_size(8 * sizeof(int16_t))));

static inline q_lanes4 q_load_lanes4(const int16_t *from) {
  q_lanes4 lanes;
  memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

static inline q_lanes8 q_load_lanes8(const int16_t *from) {
  q_lanes8 lanes;
  memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

#endif
