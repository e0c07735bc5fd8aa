/* How likely labels are: sums over all sequences that decode.h allows, by forward and backward. */
#ifndef QUOTH_TRAIN_EXPECT_H
#define QUOTH_TRAIN_EXPECT_H

#include "core/decode.h"

/* Subtracts from each gradient how likely its label is, and returns the logarithm of the sum
 * over all sequences of exp(score). Tokens that are not allowed have no label but O. O(count). */
double expect_cues(const float (*scores)[Q_CUE_LANES], const bool *allowed, uint32_t count,
                   float (*gradient)[Q_CUE_LANES]);

/* Likewise for source and content: the sequences that hold a content, and the one without any
 * span. begun is the gradient of the beginnings. Where no content is possible, it changes
 * nothing and returns 0. */
double expect_parts(const float (*scores)[Q_PART_LANES], const uint16_t *allowed,
                    const q_beginnings beginnings, uint32_t count, float (*gradient)[Q_PART_LANES],
                    q_beginnings begun);

#endif
