/* The best labels of source and content, for machines that q_has_avx2: compiled for these. */
enum { HALVES = 1 };
#include "core/viterbi_lanes.h"

float q_best_parts_avx2(const int16_t (*scores)[Q_PART_LANES], const uint16_t *allowed,
                        const q_beginnings beginnings, uint32_t count, void *work, uint8_t *labels) {
  return best_parts(scores, allowed, beginnings, count, work, labels);
}
