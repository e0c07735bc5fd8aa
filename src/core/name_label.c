/* Labels of names: their grammar and the best sequence. */
#include <string.h>

#include "core/tagger.h"

/* Labels in an order that lets vectors hold what moves alike: those that start
 * anew in front (OUT to RARE_BEGIN), those that go on behind. */
enum {
  OUT = 0,
  BEGIN = 1,
  UNIT = 5,
  RARE_BEGIN = 9,
  STARTS = 12, /* how many labels start anew */
  ANEW = 16,   /* the same, made up to whole vectors; what is more is set over */
  INNER = 12,
  LAST = 16,
  RARE_INNER = 20
};
enum { FULL_TYPES = 4, RARE_TYPES = 3 };

static const int8_t TYPE_OF[Q_NAME_LANES] = {-1, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6,
                                             0,  1, 2, 3, 0, 1, 2, 3, 4, 5, 6, -1};

static bool goes_on(uint8_t label) { return label >= STARTS; }

uint8_t q_name_label(int type, int place) {
  static const uint8_t FIRST[4] = {BEGIN, INNER, LAST, UNIT},
                       RARE[4] = {RARE_BEGIN, RARE_INNER, RARE_INNER, RARE_BEGIN};
  return (uint8_t)(type < FULL_TYPES ? FIRST[place] + type : RARE[place] + type - FULL_TYPES);
}

bool q_name_label_ends(uint8_t label) {
  return !(label >= BEGIN && label < BEGIN + FULL_TYPES) && !(label >= INNER && label < INNER + FULL_TYPES);
}

/* Only what was begun goes on, and names with a last label end with it. */
bool q_name_may_follow(uint8_t before, uint8_t label) {
  if (label >= Q_NAME_LABELS || before == Q_NAME_LABELS) return false;
  if (before == Q_NAME_START) before = OUT;
  if (!goes_on(label)) return q_name_label_ends(before);
  if (TYPE_OF[before] != TYPE_OF[label]) return false;
  return TYPE_OF[label] >= FULL_TYPES || !q_name_label_ends(before);
}

/* ---- Viterbi ----
 *
 * In whole numbers of 16 bits, which all machines have vectors for. Sums stay in
 * range: a token's scores are cut at ±SCORE_MOST, a way's score is counted from that
 * of the best and cut at LOWEST. */
enum { SCORE_MOST = 6000, LOWEST = -12000, LOWEST_SUM = -20000 };

static inline int16_t larger(int16_t a, int16_t b) { return a > b ? a : b; }
static inline int16_t smaller(int16_t a, int16_t b) { return a < b ? a : b; }
static inline int16_t plus(int16_t a, int16_t b) { return (int16_t)(a + b); }

/* Moves from one label to those that start anew; all loops become vectors. */
static inline void start_from(const q_name_moves *moves, const q_name_scores before, uint32_t from,
                              int16_t *restrict best) {
  int16_t score = before[from];
  const int16_t *row = moves->from[from];
  for (uint32_t l = 0; l < ANEW; l++) best[l] = larger(plus(score, row[l]), best[l]);
}

/* Moves of `count` types from their labels begin and inner to one that goes on. */
static inline void go_on(const q_name_moves *moves, const q_name_scores before, uint32_t begin,
                         uint32_t inner, uint32_t to, uint32_t count, int16_t *restrict best) {
  for (uint32_t t = 0; t < count; t++)
    best[to + t] = larger(plus(before[begin + t], moves->from[begin + t][to + t]),
                          plus(before[inner + t], moves->from[inner + t][to + t]));
}

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

static void advance(const q_name_moves *moves, const int16_t *restrict before, int16_t *restrict to) {
  q_name_scores best;
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) best[l] = LOWEST_SUM;
  start_from(moves, before, OUT, best);
  for (uint32_t from = UNIT; from < STARTS; from++) start_from(moves, before, from, best);
  for (uint32_t from = LAST; from < Q_NAME_LABELS; from++) start_from(moves, before, from, best);
  go_on(moves, before, BEGIN, INNER, INNER, FULL_TYPES, best);
  go_on(moves, before, BEGIN, INNER, LAST, FULL_TYPES, best);
  go_on(moves, before, RARE_BEGIN, RARE_INNER, RARE_INNER, RARE_TYPES, best);
  memcpy(to, best, sizeof best);
}

/* Labels after which a name may end; the first CLOSED_AT_ONCE can also begin an
 * island. */
static const uint8_t CLOSED[] = {OUT, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22};
enum { CLOSED_COUNT = sizeof CLOSED, CLOSED_AT_ONCE = 8 };

static uint8_t best_end(const q_name_scores forward, uint32_t closed) {
  uint8_t best = OUT;
  for (uint32_t c = 1; c < closed; c++)
    if (forward[CLOSED[c]] > forward[best]) best = CLOSED[c];
  return best;
}

/* Whence the best way to a label came: the forward pass keeps scores only. */
static uint8_t whence(const q_name_moves *moves, const q_name_scores before, uint8_t label) {
  if (goes_on(label)) {
    uint8_t begin = q_name_label(TYPE_OF[label], 0), inner = q_name_label(TYPE_OF[label], 1);
    int from_begin = before[begin] + moves->from[begin][label];
    return before[inner] + moves->from[inner][label] > from_begin ? inner : begin;
  }
  uint8_t best = OUT;
  int score = before[OUT] + moves->from[OUT][label];
  for (uint32_t c = 1; c < CLOSED_COUNT; c++) {
    int other = before[CLOSED[c]] + moves->from[CLOSED[c]][label];
    if (other > score) score = other, best = CLOSED[c];
  }
  return best;
}

void q_name_decode(const q_name_moves *moves, const q_name_scores *scores, uint32_t count, uint8_t *labels) {
  q_name_scores forward[Q_ISLAND_MOST];
  memcpy(forward[0], moves->from[Q_NAME_START], sizeof forward[0]);
  add_scores(scores[0], forward[0]);
  for (uint32_t i = 1; i < count; i++) {
    advance(moves, forward[i - 1], forward[i]);
    add_scores(scores[i], forward[i]);
  }
  uint8_t best = best_end(forward[count - 1], count == 1 ? CLOSED_AT_ONCE : CLOSED_COUNT);
  for (uint32_t i = count; i--;) {
    labels[i] = best;
    if (i) best = whence(moves, forward[i - 1], best);
  }
}

bool q_name_next(const uint8_t *labels, uint32_t count, uint32_t *at, q_labelled *name) {
  while (*at < count && !labels[*at]) ++*at;
  if (*at == count) return false;
  *name = (q_labelled){*at, *at + 1, TYPE_OF[labels[*at]]};
  while (name->last < count && goes_on(labels[name->last])) name->last++;
  *at = name->last;
  return true;
}

/* ---- how sure a name is ---- */

/* The score of the tokens of a name, moves to its neighbours included, if they were a
 * name of a type, or of none (-1). */
static int score_as(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                    uint32_t count, const q_labelled *name, int type) {
  uint8_t before = name->first ? labels[name->first - 1] : Q_NAME_START;
  int score = 0;
  for (uint32_t i = name->first; i < name->last; i++) {
    bool first = i == name->first, last = i + 1 == name->last;
    uint8_t label = type < 0 ? OUT : q_name_label(type, first && last ? 3 : first ? 0 : last ? 2 : 1);
    score += moves->from[before][label] + scores[i][label];
    before = label;
  }
  return name->last < count ? score + moves->from[before][labels[name->last]] : score;
}

int q_name_margin(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                  uint32_t count, const q_labelled *name) {
  int best = score_as(moves, scores, labels, count, name, name->type), least = INT16_MAX;
  for (int type = -1; type < Q_NAME_TYPES; type++) {
    if (type == name->type) continue;
    int margin = best - score_as(moves, scores, labels, count, name, type);
    if (margin < least) least = margin;
  }
  return least > 0 ? least : 0;
}
