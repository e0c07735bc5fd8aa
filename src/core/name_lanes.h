/* The order of labels, how sure names are, and the features of a token among its neighbours: what
 * is compiled for any machine, and for those that q_has_avx2. */
#ifndef QUOTH_CORE_NAME_LANES_H
#define QUOTH_CORE_NAME_LANES_H

#include "core/sum.h"
#include "core/tagger.h"

/* Labels in an order that lets vectors hold what moves alike: those of a token alone in
 * front, then the others that start anew, then those that go on. The label that ends a name
 * of several words stands LAST_TO_UNIT behind that of one word. */
enum {
  OUT = 0,
  UNIT = 1,
  RARE_BEGIN = 5,
  BEGIN = 8,
  STARTS = 12, /* how many labels start anew */
  INNER = 12,
  LAST = 16,
  RARE_INNER = 20,
  LAST_TO_UNIT = LAST - UNIT
};
enum { FULL_TYPES = 4, RARE_TYPES = 3 };

static const int8_t TYPE_OF[Q_NAME_LANES] = {-1, 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3,
                                             0,  1, 2, 3, 0, 1, 2, 3, 4, 5, 6, -1};

static inline bool goes_on(uint8_t label) { return label >= STARTS; }

/* Viterbi: a token's scores are cut at ±SCORE_MOST, a way's score is counted from that of the
 * best and cut at LOWEST, so that sums stay in the range of 16 bits. */
enum { SCORE_MOST = 6000, LOWEST = -12000, LOWEST_SUM = -20000 };

/* Whence the best way to a label that goes on came. */
static inline uint8_t whence_on(const q_name_moves *moves, const int16_t *before, uint8_t label) {
  uint8_t begin = q_name_label(TYPE_OF[label], 0), inner = q_name_label(TYPE_OF[label], 1);
  int from_begin = before[begin] + moves->from[Q_MOVE_BEGUN][label];
  return before[inner] + moves->from[Q_MOVE_INNER][label] > from_begin ? inner : begin;
}

/* ---- how sure a name is ---- */

typedef int32_t four __attribute__((vector_size(4 * sizeof(int32_t))));

static inline four load_four(const int16_t *from) {
  return __builtin_convertvector(q_load_lanes4(from), four);
}

/* Sums of scores for no name and for each type; the last of the rare is none. */
typedef struct totals {
  int out;
  four full, rare;
} totals;

/* Adds a token's scores, or moves to it; where the labels of its place in a name begin. */
static inline void add_token(const q_name_scores scores, uint32_t full, uint32_t rare, totals *to) {
  to->out += scores[OUT];
  to->full += load_four(scores + full);
  to->rare += load_four(scores + rare);
}

/* Where the labels of a token in a name begin: of the full types, and of the rare. */
static inline uint32_t full_at(const q_labelled *name, uint32_t token) {
  bool first = token == name->first, last = token + 1 == name->last;
  return first && last ? UNIT : first ? BEGIN : last ? LAST : INNER;
}
static inline uint32_t rare_at(const q_labelled *name, uint32_t token) {
  return token == name->first ? RARE_BEGIN : RARE_INNER;
}

/* The row of the moves to a token of a name. */
static inline uint32_t row_before(const uint8_t *labels, const q_labelled *name, uint32_t token) {
  if (token > name->first) return token > name->first + 1 ? Q_MOVE_INNER : Q_MOVE_BEGUN;
  return token ? q_name_move_row(labels[token - 1], OUT) : Q_MOVE_START;
}

/* By how much the sum of one's own is above the most of the others. */
static inline int above_others(const totals *all, int own) {
  int sums[UNIT + FULL_TYPES + 4] = {all->out}, most = INT32_MIN;
  memcpy(sums + UNIT, &all->full, sizeof all->full);
  memcpy(sums + RARE_BEGIN, &all->rare, sizeof all->rare);
  int score = sums[own];
  sums[own] = INT32_MIN;
  for (int c = 0; c < Q_NAME_ALONE; c++) most = sums[c] > most ? sums[c] : most;
  return score - most;
}

/* What follows the name. */
static inline void add_next(const q_name_moves *moves, uint8_t label, totals *to) {
  to->out += moves->from[OUT][label];
  for (uint32_t t = 0; t < FULL_TYPES; t++) to->full[t] += moves->from[UNIT + t][label];
  for (uint32_t t = 0; t < RARE_TYPES; t++) to->rare[t] += moves->from[RARE_BEGIN + t][label];
}

static inline int margin_of(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                            uint32_t count, const q_labelled *name) {
  totals all = {0};
  for (uint32_t i = name->first; i < name->last; i++) {
    uint32_t full = full_at(name, i), rare = rare_at(name, i), row = row_before(labels, name, i);
    add_token(scores[i], full, rare, &all);
    add_token(moves->from[row], full, rare, &all);
    if (i > name->first) all.out += moves->from[OUT][OUT] - moves->from[row][OUT];
  }
  if (name->last < count) add_next(moves, labels[name->last], &all);
  int least = above_others(&all, UNIT + name->type);
  return least < 0 ? 0 : least < INT16_MAX ? least : INT16_MAX;
}

/* ---- features of a token among others ---- */

/* Their kinds are numbers from FIRST_KIND on. ENDS of them are of words in islands of several. */
enum { KINDS = 16, FIRST_KIND = 100, ENDS = 2 };

/* Two values in one. */
static inline uint32_t spread(uint32_t value) { return value * Q_NAME_SPREAD; }

/* What each feature is about, as q_name_key makes it; returns how many there are. */
static inline uint32_t token_keys(const q_namer *namer, const q_island *island, q_name_words words,
                                  uint32_t token, uint32_t *keys) {
  uint32_t left = token - island->tokens.first, right = island->tokens.last - 1 - token;
  const q_name_word *before = words[left + 1], *self = words[left + 2], *after = words[left + 3];
  uint32_t shape = self->shape + (uint32_t)island->mode, first = token == island->sentence.first,
           evidence = self->evidence;
  uint32_t place = (left < 3 ? left : 3) * 4 + (right < 3 ? right : 3);
  *keys++ = q_name_key(shape, first + 2 * q_spaced(namer->doc, token));
  *keys++ = q_name_key(before->shape, shape + spread(after->shape));
  *keys++ = q_name_key(before->word, shape);
  *keys++ = q_name_key(after->word, shape);
  *keys++ = q_name_key(before->group, self->group);
  *keys++ = q_name_key(self->group, after->group);
  *keys++ = q_name_key(before->kinds, self->kinds);
  *keys++ = q_name_key(self->kinds, after->kinds);
  *keys++ = q_name_key(self->kinds, shape + spread(place));
  *keys++ = q_name_key(namer->terms[token], shape);
  *keys++ = q_name_key(evidence & Q_SEEN, shape + first);
  *keys++ = q_name_key(evidence & Q_COMPANY, shape);
  *keys++ = q_name_key(evidence & Q_RUN, shape);
  *keys++ = q_name_key(evidence, place);
  *keys++ = q_name_key(words[Q_AROUND]->word, left < 6 ? left : 6);
  *keys++ = q_name_key(words[Q_AROUND + left + right]->word, right < 6 ? right : 6);
  return left + right ? KINDS : KINDS - ENDS;
}

#endif
