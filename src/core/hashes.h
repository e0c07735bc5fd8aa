/* Features, all of a list at once. Each hashes some words and small numbers: the sum of what each of
 * them gives, so that what stays the same, for a token or a cue, is added up once. Small numbers come
 * as fields of one, of which each feature takes those that its mask covers. The loops are over a fixed
 * number of features, for vector registers. */
#ifndef QUOTH_CORE_HASHES_H
#define QUOTH_CORE_HASHES_H

#include "core/feature.h"

/* A value in the field of a number that a mask covers; the value must fit. */
#define Q_FIELD(mask, value) ((uint32_t)(value) * ((uint32_t)(mask) & (0 - (uint32_t)(mask))))

/* They keep the same features of several lists, and the same words of one, apart: what is given is
 * multiplied by one of them, odd and large. */
#define Q_FACTOR_LIST 0x85EBCA6Bu
#define Q_FACTOR_1 0x9E3779B1u
#define Q_FACTOR_2 0xC2B2AE35u
#define Q_FACTOR_3 0x27D4EB2Fu
#define Q_FACTOR_4 0x165667B1u
#define Q_FACTOR_5 0xD3A2646Du

/* They are told how many features a list has, a constant and a multiple of eight. */

/* Features number from first on, each by itself. */
static inline void q_hashes_number(uint32_t *sums, uint32_t count, uint32_t first) {
  for (uint32_t i = 0; i < count; i++) sums[i] += (first + i) * Q_FACTOR_LIST;
}

static inline void q_hashes_add(uint32_t *sums, uint32_t count, uint32_t fields, const uint32_t *masks,
                                uint32_t factor) {
  for (uint32_t i = 0; i < count; i++) sums[i] += (fields & masks[i]) * factor;
}

static inline void q_hashes_join(uint32_t *sums, uint32_t count, const uint32_t *other) {
  for (uint32_t i = 0; i < count; i++) sums[i] += other[i];
}

/* The first rows of a list of features. */
static inline void q_hashes_rows(const uint32_t *sums, uint32_t count, q_features *to) {
  for (uint32_t i = 0; i < count; i++) to->rows[i] = sums[i] >> (32 - Q_CROSS_BITS);
}

#endif
