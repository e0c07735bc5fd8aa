#include "core/decode.h"

#include <math.h>
#include <string.h>

enum { BEGIN, INNER, LAST, UNIT };
enum { BEFORE_MOST = 160, AFTER_MOST = 260, SHORT_REGION = 8 };

/* ---- grammars ---- */

static int place_of(uint8_t label) { return label ? (label - 1) % 4 : -1; }
static int kind_of(uint8_t label) { return label ? (label - 1) / 4 : -1; }
static bool is_open(uint8_t label) { return place_of(label) == BEGIN || place_of(label) == INNER; }

/* Only what was begun goes on, and it ends as what it began as. */
static bool may_follow(uint8_t before, uint8_t label) {
  int place = place_of(label);
  if (is_open(before)) return (place == INNER || place == LAST) && kind_of(before) == kind_of(label);
  return place == -1 || place == BEGIN || place == UNIT;
}

static void add_move(q_grammar *grammar, uint32_t from, uint32_t to) {
  grammar->moves[grammar->move_count].from = (uint8_t)from;
  grammar->moves[grammar->move_count++].to = (uint8_t)to;
}

static void add_state(q_grammar *grammar, uint32_t state, uint8_t label, bool first) {
  grammar->label_of[state] = label;
  grammar->starts[state] = first && may_follow(Q_LABEL_OUT, label);
  grammar->ends[state] = !is_open(label);
}

void q_grammar_cue(q_grammar *grammar) {
  *grammar = (q_grammar){.labels = Q_CUE_LABELS, .states = Q_CUE_LABELS};
  for (uint8_t a = 0; a < Q_CUE_LABELS; a++) {
    add_state(grammar, a, a, true);
    for (uint8_t b = 0; b < Q_CUE_LABELS; b++)
      if (may_follow(a, b)) add_move(grammar, a, b);
  }
}

static uint32_t part_state(uint8_t label, uint32_t seen, uint32_t pieces) {
  return label + Q_PART_LABELS * (seen + 2 * pieces);
}

/* What is remembered behind a label. */
static void remember(uint8_t label, uint32_t *seen, uint32_t *pieces) {
  int place = place_of(label);
  if (place != LAST && place != UNIT) return;
  if (kind_of(label) == 0) *seen = 1;
  else if (*pieces < Q_PIECES_MOST) ++*pieces;
}

static bool is_allowed(uint8_t before, uint8_t label, uint32_t seen, uint32_t pieces) {
  if (!may_follow(before, label)) return false;
  if (kind_of(label) == 0 && seen) return false;
  return kind_of(label) != 1 || pieces < Q_PIECES_MOST;
}

void q_grammar_parts(q_grammar *grammar) {
  *grammar = (q_grammar){.labels = Q_PART_LABELS, .states = Q_STATES_MOST};
  for (uint32_t seen = 0; seen < 2; seen++)
    for (uint32_t pieces = 0; pieces <= Q_PIECES_MOST; pieces++)
      for (uint8_t a = 0; a < Q_PART_LABELS; a++) {
        uint32_t next_seen = seen, next_pieces = pieces, from = part_state(a, seen, pieces);
        add_state(grammar, from, a, !seen && !pieces);
        remember(a, &next_seen, &next_pieces);
        for (uint8_t b = 0; b < Q_PART_LABELS; b++)
          if (is_allowed(a, b, next_seen, next_pieces))
            add_move(grammar, from, part_state(b, next_seen, next_pieces));
      }
}

void q_states_of(const q_grammar *grammar, const uint8_t *labels, uint32_t count, uint8_t *states) {
  uint32_t seen = 0, pieces = 0;
  for (uint32_t i = 0; i < count; i++) {
    states[i] = grammar->labels == Q_CUE_LABELS ? labels[i] : (uint8_t)part_state(labels[i], seen, pieces);
    remember(labels[i], &seen, &pieces);
  }
}

/* ---- Viterbi ---- */

size_t q_sequence_work(uint32_t count) {
  return (size_t)count * Q_STATES_MOST + 2 * Q_STATES_MOST * sizeof(float);
}

static void mask_states(const q_grammar *grammar, const float *scores, uint16_t allowed, float *best) {
  for (uint32_t s = 0; s < grammar->states; s++) {
    uint8_t label = grammar->label_of[s];
    best[s] = allowed >> label & 1 ? best[s] + scores[label] : -INFINITY;
  }
}

static void advance(const q_grammar *grammar, const float *moves, const float *before, float *best,
                    uint8_t *back) {
  for (uint32_t s = 0; s < grammar->states; s++) best[s] = -INFINITY;
  for (uint32_t m = 0; m < grammar->move_count; m++) {
    uint8_t from = grammar->moves[m].from, to = grammar->moves[m].to;
    float score = before[from] + moves[from * grammar->states + to];
    if (score > best[to]) best[to] = score, back[to] = from;
  }
}

float q_best_sequence(const q_grammar *grammar, const float *moves, const float *scores,
                      const uint16_t *allowed, uint32_t count, void *work, uint8_t *states) {
  float *now = work, *next = now + Q_STATES_MOST, *swap;
  uint8_t *back = (uint8_t *)(next + Q_STATES_MOST);
  for (uint32_t s = 0; s < grammar->states; s++)
    now[s] = grammar->starts[s] ? moves[grammar->states * grammar->states + s] : -INFINITY;
  mask_states(grammar, scores, allowed[0], now);
  for (uint32_t i = 1; i < count; i++) {
    advance(grammar, moves, now, next, back + (size_t)i * Q_STATES_MOST);
    mask_states(grammar, scores + (size_t)i * grammar->labels, allowed[i], next);
    swap = now, now = next, next = swap;
  }
  uint32_t best = grammar->states;
  for (uint32_t s = 0; s < grammar->states; s++)
    if (grammar->ends[s] && now[s] > -INFINITY && (best == grammar->states || now[s] > now[best])) best = s;
  if (best == grammar->states) return -INFINITY;
  float score = now[best];
  for (uint32_t i = count; i--;) {
    states[i] = (uint8_t)best;
    if (i) best = back[(size_t)i * Q_STATES_MOST + best];
  }
  return score;
}

float q_score_empty(const q_grammar *grammar, const float *moves, const float *scores, uint32_t count) {
  float score = moves[grammar->states * grammar->states];
  for (uint32_t i = 0; i < count; i++) score += scores[(size_t)i * grammar->labels];
  return score + (float)(count - 1) * moves[0];
}

uint32_t q_spans_of(const q_grammar *grammar, const uint8_t *states, q_range window, uint8_t kind,
                    q_range *spans, uint32_t most) {
  uint32_t found = 0;
  for (uint32_t i = window.first; i < window.last && found < most; i++) {
    uint8_t label = grammar->label_of[states[i - window.first]];
    if (label != kind + BEGIN && label != kind + UNIT) continue;
    uint32_t last = i;
    if (label == kind + BEGIN)
      while (last + 1 < window.last && grammar->label_of[states[last - window.first]] != kind + LAST) last++;
    spans[found++] = (q_range){i, last + 1};
    i = last;
  }
  return found;
}

/* ---- what is allowed ---- */

q_range q_window(const q_reading *all, q_range cue) {
  q_range window = all[cue.first].paragraph;
  if (cue.first - window.first > BEFORE_MOST) window.first = cue.first - BEFORE_MOST;
  if (window.last > cue.last && window.last - cue.last > AFTER_MOST) window.last = cue.last + AFTER_MOST;
  return window;
}

void q_allow_cues(const q_reading *all, q_range window, uint16_t *allowed) {
  for (uint32_t i = window.first; i < window.last; i++)
    allowed[i - window.first] = all[i].region.last ? 1 : (1 << Q_CUE_LABELS) - 1;
}

static uint16_t in_region(const q_reading *me, uint32_t token) {
  q_range region = me->region;
  uint16_t allowed = 1 | 15u << Q_LABEL_CONTENT;
  if (region.last - region.first <= SHORT_REGION) allowed |= 15u << Q_LABEL_SOURCE;
  if (token != region.first) allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + BEGIN));
  if (token + 1 != region.last) allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + LAST));
  if (token != region.first || token + 1 != region.last)
    allowed &= (uint16_t) ~(1u << (Q_LABEL_CONTENT + UNIT));
  return allowed;
}

void q_allow_parts(const q_reading *all, q_range window, q_range cue, const bool *taken, uint16_t *allowed) {
  for (uint32_t i = window.first; i < window.last; i++) {
    uint16_t mask = (1 << Q_PART_LABELS) - 1;
    if (i >= cue.first && i < cue.last) mask = 1;
    else if (taken && taken[i]) mask = 1 | 15u << Q_LABEL_SOURCE;
    q_range region = all[i].region;
    if (region.last && region.first >= window.first && region.last <= window.last)
      mask &= in_region(&all[i], i);
    allowed[i - window.first] = mask;
  }
}
