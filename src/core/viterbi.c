/* The best labels of source and content, for any machine. */
enum { HALVES = 2 };
#include "core/viterbi_lanes.h"

size_t q_parts_work(uint32_t count) { return ((size_t)count + 1) * 3 * Q_LANES * sizeof(int32_t); }

float q_best_parts(const int16_t (*scores)[Q_PART_LANES], const uint16_t *allowed,
                   const q_beginnings beginnings, uint32_t count, void *work, uint8_t *labels) {
  return best_parts(scores, allowed, beginnings, count, work, labels);
}
