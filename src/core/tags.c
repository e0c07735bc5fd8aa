/* Tags, for any machine. */
#include "core/sum.h"
#include "core/tags_walk.h"

/* The first of the largest: loops without branches, as which one is best cannot be foretold. */
static uint32_t best_lane(const int16_t sums[Q_TAG_LANES]) {
  int16_t most = INT16_MIN, to_end = 0; /* how many lanes there are from the best on */
  for (int16_t lane = 0; lane < Q_TAG_LANES; lane++) most = sums[lane] > most ? sums[lane] : most;
  for (int16_t lane = 0; lane < Q_TAG_LANES; lane++) {
    int16_t here = sums[lane] == most ? (int16_t)(Q_TAG_LANES - lane) : 0;
    to_end = here > to_end ? here : to_end;
  }
  return Q_TAG_LANES - (uint32_t)to_end;
}

/* Adds what the words around a token give. */
static inline void add_shares(const q_reading *me, int16_t sums[Q_TAG_LANES]) {
  q_lanes8 total[Q_TAG_LANES / 8] = {q_load_lanes8(sums), q_load_lanes8(sums + 8), q_load_lanes8(sums + 16)};
  for (uint32_t r = 0; r < Q_TAG_ROLES; r++) {
    const int16_t *share = (me + r - Q_TAG_REACH)->lexeme->tag_share[r];
    for (uint32_t i = 0; i < Q_TAG_LANES / 8; i++) total[i] += q_load_lanes8(share + 8 * i);
  }
  memcpy(sums, total, sizeof total);
}

static inline uint32_t best_tag(const q_part *weights, const q_reading *me, uint32_t before,
                                uint32_t second) {
  q_features features = {.count = Q_TAG_FEATURES};
  int16_t sums[Q_TAG_LANES];
  q_tag_rows(me[-1].lexeme, me->lexeme, me[1].lexeme, before, second, features.rows);
  q_sum_tags(weights, &features, sums);
  add_shares(me, sums);
  return best_lane(sums) + Q_TAG_NOUN;
}

void q_tag_all_plain(const quoth_doc *doc, q_reading *all, const q_part *weights) {
  tag_all(doc, all, weights);
}
