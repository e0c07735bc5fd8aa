/* Sums of rows of weights, in vector registers. */
#ifndef QUOTH_CORE_SUM_H
#define QUOTH_CORE_SUM_H

#include "core/feature.h"

/* Adds up the features' rows of signed bytes, to a sum for each lane; part.rows is a power of 2. */
typedef void q_sum(const q_part *part, const q_features *features, int16_t *sums);
q_sum q_sum_tags, q_sum_cues, q_sum_parts;
int16_t q_sum_near(const q_part *part, const q_features *features);

/* The same for machines that q_has_avx2, where features are many. */
q_sum q_sum_cues_avx2, q_sum_parts_avx2;

/* The sums of parts in a register. */
typedef int16_t q_lanes8 __attribute__((vector_size(Q_PART_LANES * sizeof(int16_t))));

/* Adds a word's share; lanes is a constant. */
static inline void q_add_share(int16_t *restrict sums, const int16_t *restrict share, uint32_t lanes) {
  for (uint32_t l = 0; l < lanes; l++) sums[l] = (int16_t)(sums[l] + share[l]);
}

#endif
