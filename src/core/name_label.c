/* Labels of names: their grammar and the best sequence. */
#include <math.h>
#include <string.h>

#include "core/tagger.h"

enum { FULL_TYPES = 4, BEGIN = 0, INNER, LAST, UNIT, NONE = -1 };

static int type_of(uint8_t label) {
  if (!label) return NONE;
  return label <= 4 * FULL_TYPES ? (label - 1) / 4 : FULL_TYPES + (label - 1 - 4 * FULL_TYPES) / 2;
}

static int place_of(uint8_t label) {
  if (!label) return NONE;
  return label <= 4 * FULL_TYPES ? (label - 1) % 4 : (label - 1) % 2;
}

uint8_t q_name_label(int type, int place) {
  if (type < FULL_TYPES) return (uint8_t)(1 + 4 * type + place);
  return (uint8_t)(1 + 4 * FULL_TYPES + 2 * (type - FULL_TYPES) + (place == INNER || place == LAST));
}

bool q_name_label_ends(uint8_t label) {
  return type_of(label) >= FULL_TYPES || (place_of(label) != BEGIN && place_of(label) != INNER);
}

/* Only what was begun goes on, and names with a last label end with it. */
static bool may_follow(uint8_t before, uint8_t label) {
  int place = place_of(label);
  bool goes_on = place == INNER || place == LAST;
  if (!q_name_label_ends(before)) return goes_on && type_of(before) == type_of(label);
  return !goes_on || (type_of(label) >= FULL_TYPES && type_of(before) == type_of(label));
}

void q_name_moves_clear(q_name_moves *moves) {
  for (uint8_t a = 0; a <= Q_NAME_START; a++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++) {
      bool allowed = b < Q_NAME_LABELS && may_follow(a < Q_NAME_LABELS ? a : 0, b);
      moves->scores[a][b] = allowed ? 0 : -INFINITY;
    }
}

/* ---- Viterbi; loops over all lanes, so that compilers make vectors of them ---- */

typedef float lanes[Q_NAME_LANES];

static void add_scores(const lanes scores, const uint32_t *allowed, lanes best) {
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) best[l] += scores[l];
  if (allowed)
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++)
      if (!(*allowed >> l & 1)) best[l] = -INFINITY;
}

static void advance(const q_name_moves *moves, const lanes before, lanes best) {
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) best[l] = -INFINITY;
  for (uint32_t from = 0; from < Q_NAME_LABELS; from++)
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) {
      float score = before[from] + moves->scores[from][l];
      best[l] = score > best[l] ? score : best[l];
    }
}

/* Whence the best way to a label came: the forward pass keeps scores only. */
static uint8_t whence(const q_name_moves *moves, const lanes before, uint8_t label) {
  uint8_t best = 0;
  float score = -INFINITY;
  for (uint8_t from = 0; from < Q_NAME_LABELS; from++)
    if (before[from] + moves->scores[from][label] > score)
      score = before[from] + moves->scores[from][label], best = from;
  return best;
}

/* The best ways from each label to the end, scores of the tokens behind included. */
static void retreat(const q_name_moves *moves, const lanes after, const lanes scores, lanes best) {
  for (uint32_t from = 0; from < Q_NAME_LABELS; from++) {
    best[from] = -INFINITY;
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) {
      float score = moves->scores[from][l] + scores[l] + after[l];
      if (score > best[from]) best[from] = score;
    }
  }
}

static void find_margins(const q_name_moves *moves, const lanes *scores, const lanes *forward, uint32_t count,
                         const uint8_t *labels, float *margins) {
  lanes after[2];
  for (uint8_t l = 0; l < Q_NAME_LABELS; l++) after[0][l] = q_name_label_ends(l) ? 0 : -INFINITY;
  for (uint32_t i = count, turn = 0; i--; turn ^= 1) {
    float best = forward[i][labels[i]] + after[turn][labels[i]], other = -INFINITY;
    for (uint8_t l = 0; l < Q_NAME_LABELS; l++)
      if (l != labels[i] && forward[i][l] + after[turn][l] > other) other = forward[i][l] + after[turn][l];
    margins[i] = best - other;
    if (i) retreat(moves, after[turn], scores[i], after[turn ^ 1]);
  }
}

bool q_name_decode(const q_name_moves *moves, const float (*scores)[Q_NAME_LANES], const uint32_t *allowed,
                   uint32_t count, uint8_t *labels, float *margins) {
  lanes forward[Q_ISLAND_MOST];
  memcpy(forward[0], moves->scores[Q_NAME_START], sizeof forward[0]);
  add_scores(scores[0], allowed, forward[0]);
  for (uint32_t i = 1; i < count; i++) {
    advance(moves, forward[i - 1], forward[i]);
    add_scores(scores[i], allowed ? &allowed[i] : NULL, forward[i]);
  }
  uint8_t best = Q_NAME_LABELS;
  for (uint8_t l = 0; l < Q_NAME_LABELS; l++)
    if (q_name_label_ends(l) && forward[count - 1][l] > -INFINITY &&
        (best == Q_NAME_LABELS || forward[count - 1][l] > forward[count - 1][best]))
      best = l;
  if (best == Q_NAME_LABELS) return false;
  for (uint32_t i = count; i--;) {
    labels[i] = best;
    if (i) best = whence(moves, forward[i - 1], best);
  }
  if (margins) find_margins(moves, scores, forward, count, labels, margins);
  return true;
}

bool q_name_next(const uint8_t *labels, uint32_t count, uint32_t *at, q_labelled *name) {
  while (*at < count && !labels[*at]) ++*at;
  if (*at == count) return false;
  *name = (q_labelled){*at, *at + 1, type_of(labels[*at])};
  while (name->last < count && type_of(labels[name->last]) == name->type &&
         (place_of(labels[name->last]) == INNER || place_of(labels[name->last]) == LAST))
    name->last++;
  *at = name->last;
  return true;
}
