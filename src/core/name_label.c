/* Labels of names: their grammar and the best sequence. */
#include "core/name_lanes.h"

uint8_t q_name_label(int type, int place) {
  static const uint8_t FIRST[4] = {BEGIN, INNER, LAST, UNIT},
                       RARE[4] = {RARE_BEGIN, RARE_INNER, RARE_INNER, RARE_BEGIN};
  return (uint8_t)(type < FULL_TYPES ? FIRST[place] + type : RARE[place] + type - FULL_TYPES);
}

bool q_name_label_ends(uint8_t label) { return label < BEGIN || label >= LAST; }

/* Only what was begun goes on, and names with a last label end with it. */
bool q_name_may_follow(uint8_t before, uint8_t label) {
  if (label >= Q_NAME_LABELS || before == Q_NAME_LABELS) return false;
  if (before == Q_NAME_START) before = OUT;
  if (!goes_on(label)) return q_name_label_ends(before);
  if (TYPE_OF[before] != TYPE_OF[label]) return false;
  return TYPE_OF[label] >= FULL_TYPES || !q_name_label_ends(before);
}

uint32_t q_name_move_row(uint8_t before, uint8_t label) {
  if (before == Q_NAME_START) return Q_MOVE_START;
  if (goes_on(label)) return goes_on(before) ? Q_MOVE_INNER : Q_MOVE_BEGUN;
  return before < LAST ? before : before - LAST_TO_UNIT;
}

/* ---- Viterbi ----
 *
 * In whole numbers of 16 bits, which all machines have vectors for. Sums stay in
 * range: a token's scores are cut at ±SCORE_MOST, a way's score is counted from that
 * of the best and cut at LOWEST. */
enum { ANEW = 16 }; /* STARTS, made up to whole vectors */

static inline int16_t larger(int16_t a, int16_t b) { return a > b ? a : b; }
static inline int16_t smaller(int16_t a, int16_t b) { return a < b ? a : b; }
static inline int16_t plus(int16_t a, int16_t b) { return (int16_t)(a + b); }

static void add_scores(const int16_t *restrict scores, int16_t *restrict best) {
  int16_t most = INT16_MIN;
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) {
    int16_t score = larger(smaller(scores[l], SCORE_MOST), -SCORE_MOST);
    best[l] = larger(plus(best[l], score), LOWEST_SUM);
  }
  best[Q_NAME_LABELS] = LOWEST_SUM;
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) most = larger(best[l], most);
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) best[l] = larger((int16_t)(best[l] - most), LOWEST);
}

/* The best score of no name, and of each type's names that end here: what starts anew
 * does not ask how long they were. */
static inline void close_names(const int16_t *restrict before, int16_t *restrict closed) {
  closed[OUT] = before[OUT];
  for (uint32_t l = UNIT; l < Q_NAME_ALONE; l++) closed[l] = larger(before[l], before[l + LAST_TO_UNIT]);
}

/* All loops become vectors; what start_anew puts into INNER is set over by go_on. */
static inline void start_anew(const q_name_moves *moves, const int16_t *restrict closed,
                              int16_t *restrict best) {
  for (uint32_t l = 0; l < ANEW; l++) best[l] = LOWEST_SUM;
  for (uint32_t c = 0; c < Q_NAME_ALONE; c++)
    for (uint32_t l = 0; l < ANEW; l++) best[l] = larger(plus(closed[c], moves->from[c][l]), best[l]);
}

/* Moves of `count` types from their labels begin and inner to one that goes on. */
static inline void go_on(const q_name_moves *moves, const int16_t *restrict before, uint32_t begin,
                         uint32_t inner, uint32_t to, uint32_t count, int16_t *restrict best) {
  const int16_t *begun = &moves->from[Q_MOVE_BEGUN][to], *longer = &moves->from[Q_MOVE_INNER][to];
  for (uint32_t t = 0; t < count; t++)
    best[to + t] = larger(plus(before[begin + t], begun[t]), plus(before[inner + t], longer[t]));
}

static void advance(const q_name_moves *moves, const int16_t *restrict before, int16_t *restrict best) {
  int16_t closed[Q_NAME_ALONE];
  close_names(before, closed);
  start_anew(moves, closed, best);
  go_on(moves, before, BEGIN, INNER, INNER, FULL_TYPES, best);
  go_on(moves, before, BEGIN, INNER, LAST, FULL_TYPES, best);
  go_on(moves, before, RARE_BEGIN, RARE_INNER, RARE_INNER, RARE_TYPES, best);
  best[Q_NAME_LABELS] = LOWEST_SUM;
}

/* Whence the best way to a label came, to the end of the island if it is Q_NAME_LABELS: the
 * forward pass keeps scores only. */
static uint8_t whence(const q_name_moves *moves, const int16_t *before, uint8_t label) {
  if (goes_on(label) && label < Q_NAME_LABELS) return whence_on(moves, before, label);
  int16_t closed[Q_NAME_ALONE];
  int most = INT32_MIN;
  uint8_t best = OUT;
  close_names(before, closed);
  for (uint8_t c = OUT; c < Q_NAME_ALONE; c++) {
    int score = closed[c] + (label < Q_NAME_LABELS ? moves->from[c][label] : 0);
    if (score > most) most = score, best = c;
  }
  return best && before[best + LAST_TO_UNIT] > before[best] ? (uint8_t)(best + LAST_TO_UNIT) : best;
}

void q_name_decode(const q_name_moves *moves, const q_name_scores *scores, uint32_t count, uint8_t *labels) {
  q_name_scores forward[Q_ISLAND_MOST];
  memcpy(forward[0], moves->from[Q_MOVE_START], sizeof forward[0]);
  add_scores(scores[0], forward[0]);
  for (uint32_t i = 1; i < count; i++) {
    advance(moves, forward[i - 1], forward[i]);
    add_scores(scores[i], forward[i]);
  }
  uint8_t label = Q_NAME_LABELS;
  for (uint32_t i = count; i--;) labels[i] = label = whence(moves, forward[i], label);
}

uint8_t q_name_decode_alone(const q_name_moves *moves, const int16_t *scores, int *margin) {
  const int16_t *start = moves->from[Q_MOVE_START];
  int most = start[OUT] + scores[OUT], next = INT16_MIN;
  uint8_t best = OUT;
  for (uint8_t l = UNIT; l < Q_NAME_ALONE; l++) {
    int score = start[l] + scores[l];
    if (score > most) next = most, most = score, best = l;
    else if (score > next) next = score;
  }
  *margin = most - next;
  return best;
}

bool q_name_next(const uint8_t *labels, uint32_t count, uint32_t *at, q_labelled *name) {
  while (*at < count && !labels[*at]) ++*at;
  if (*at == count) return false;
  *name = (q_labelled){*at, *at + 1, TYPE_OF[labels[*at]]};
  while (name->last < count && goes_on(labels[name->last])) name->last++;
  *at = name->last;
  return true;
}

int q_name_margin(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                  uint32_t count, const q_labelled *name) {
  return margin_of(moves, scores, labels, count, name);
}
