/* The features of a token towards a cue. A file that includes this sets NAME. */
#include "core/hashes.h"

/* Templates are kept apart by this from those of tokens alone. */
enum { CUE_TEMPLATES = 200 };

/* Small numbers, as bits of one: what a token has, */
enum {
  TAG = 31,
  LEFT_TAG = 31 << 5, /* of the token before */
  RIGHT_TAG = 31 << 10,
  PLACE = 3 << 15,
  FIRST = 1 << 17, /* of its sentence */
  LAST = 1 << 18,
  LENGTH = 15 << 19, /* of its region, in steps */
  CLOSES = 3 << 23
};
/* a cue, */
enum {
  HEAD_TAG = 31,
  AFTER_TAG = 31 << 5, /* of the token behind the cue */
  BEFORE_TAG = 31 << 10,
  RATE = 15 << 15,
  SAME = 3 << 19, /* whether the nearest regions are in its sentence, */
  NEAR = 3 << 21, /* or next to it */
  CUES = 7 << 23  /* of the paragraph, four at most */
};
/* and both. */
enum {
  SIDE = 3 << 3, /* 0 left of the cue, 1 right, 2 in it */
  WHERE = 31,    /* side and sentence: 3 in the cue's, 2 and 4 in the next on either side, 1 and 5 beyond */
  DISTANCE = 63 << 5,
  CLOSE = 15 << 11, /* the same, but for those further than three */
  COMMAS = 3 << 15, /* between them, three at most */
  NOUNS = 3 << 17,
  VERBS = 3 << 19,
  TOWARDS = 7 << 21, /* see region_towards() */
  STARTS = 7 << 24,  /* see starts() */
  OTHERS = 3 << 27,  /* the cues between them, three at most */
  IN_OTHER = 1 << 29 /* the token is in another cue */
};

/* The features: a word of the token's, a word of the cue's, and the numbers of either and of both. */
#define FEATURES(F)                                      \
  F(WORD, NONE, 0, 0, WHERE)                             \
  F(LEFT_WORD, NONE, 0, 0, WHERE)                        \
  F(RIGHT_WORD, NONE, 0, 0, WHERE)                       \
  F(NONE, NONE, TAG | LEFT_TAG, 0, WHERE)                \
  F(NONE, NONE, TAG | RIGHT_TAG, 0, WHERE)               \
  F(NONE, NONE, PLACE | FIRST | LAST, 0, WHERE)          \
  F(NONE, LEMMA, TAG, 0, WHERE)                          \
  F(NONE, LEMMA, PLACE, 0, WHERE)                        \
  F(NONE, NONE, TAG, AFTER_TAG | BEFORE_TAG, WHERE)      \
  F(NONE, NONE, PLACE, RATE, WHERE)                      \
  F(NONE, NONE, 0, SAME | NEAR, WHERE | STARTS)          \
  F(NONE, NONE, TAG, 0, WHERE | OTHERS | IN_OTHER)       \
  F(NONE, NONE, TAG, HEAD_TAG, DISTANCE)                 \
  F(NONE, LEMMA, 0, 0, DISTANCE)                         \
  F(NONE, AFTER_WORD, 0, 0, DISTANCE)                    \
  F(NONE, NONE, LEFT_TAG | RIGHT_TAG, 0, CLOSE)          \
  F(WORD, NONE, 0, 0, CLOSE)                             \
  F(NONE, NONE, TAG, 0, SIDE | COMMAS | VERBS)           \
  F(NONE, NONE, TAG, 0, SIDE | NOUNS | VERBS)            \
  F(RIGHT_WORD, NONE, 0, 0, SIDE | COMMAS | VERBS)       \
  F(NONE, NONE, PLACE, NEAR, TOWARDS)                    \
  F(NONE, NONE, LENGTH | CLOSES, 0, TOWARDS)             \
  F(NONE, LEFT_END, 0, 0, SIDE | TOWARDS)                \
  F(NONE, NONE, 0, CUES, SIDE | OTHERS)                  \
  F(NONE, NONE, TAG, 0, IN_OTHER)                        \
  F(NONE, NONE, 0, SAME | NEAR, WHERE)                   \
  F(NONE, NONE, 0, HEAD_TAG, DISTANCE)                   \
  F(NONE, NONE, TAG, 0, DISTANCE)                        \
  F(NONE, NONE, 0, SAME | NEAR, STARTS)                  \
  F(NONE, NONE, TAG, 0, WHERE | OTHERS)                  \
  F(NONE, LEMMA, 0, 0, SIDE | COMMAS | VERBS)            \
  F(NONE, LEMMA, 0, 0, SIDE | TOWARDS)                   \
  F(LEFT_WORD, NONE, 0, 0, CLOSE)                        \
  F(RIGHT_WORD, NONE, 0, 0, CLOSE)                       \
  F(WORD, NONE, 0, 0, SIDE | COMMAS | VERBS)             \
  F(LEFT_WORD, NONE, 0, 0, SIDE | COMMAS | VERBS)        \
  F(NONE, NONE, TAG | LEFT_TAG | RIGHT_TAG, 0, SIDE)     \
  F(NONE, NONE, TAG, AFTER_TAG | HEAD_TAG, SIDE | VERBS) \
  F(NONE, LEMMA, TAG, 0, SIDE | VERBS)                   \
  F(NONE, NONE, PLACE | TAG, RATE, SIDE | COMMAS)

enum { NONE, WORD, LEFT_WORD, RIGHT_WORD, TOKEN_WORDS };
enum { LEMMA = 1, AFTER_WORD, LEFT_END, CUE_WORDS };
#define ONE(token_word, cue_word, token, cue, both) +1
_Static_assert((0 FEATURES(ONE)) == Q_CUE_HASHES, "each place of the list has its feature");

#define TOKEN_WORD(token_word, cue_word, token, cue, both) words[token_word],
#define CUE_WORD(token_word, cue_word, token, cue, both) words[cue_word],
#define TOKEN_MASK(token_word, cue_word, token, cue, both) token,
#define CUE_MASK(token_word, cue_word, token, cue, both) cue,
#define BOTH_MASK(token_word, cue_word, token, cue, both) both,
static const uint32_t TOKEN_MASKS[Q_CUE_HASHES] = {FEATURES(TOKEN_MASK)};
static const uint32_t CUE_MASKS[Q_CUE_HASHES] = {FEATURES(CUE_MASK)};
static const uint32_t BOTH_MASKS[Q_CUE_HASHES] = {FEATURES(BOTH_MASK)};

void NAME(q_own_hashes)(const q_reading *all, uint32_t token, q_hashes *to) {
  const q_reading *me = &all[token], *left = q_near(all, token, -1), *right = q_near(all, token, 1);
  q_range in = me->region;
  uint32_t closes = in.last ? all[in.last - 1].place == Q_CLOSES : 2;
  uint32_t bits = me->tag | Q_FIELD(LEFT_TAG, left->tag) | Q_FIELD(RIGHT_TAG, right->tag) |
                  Q_FIELD(PLACE, me->place) | Q_FIELD(FIRST, token == me->sentence.first) |
                  Q_FIELD(LAST, token + 1 == me->sentence.last) |
                  Q_FIELD(LENGTH, q_steps_to(in.last - in.first)) | Q_FIELD(CLOSES, closes);
  const uint32_t words[TOKEN_WORDS] = {
      [WORD] = me->lexeme->word, [LEFT_WORD] = left->lexeme->word, [RIGHT_WORD] = right->lexeme->word};
  *to = (q_hashes){{FEATURES(TOKEN_WORD)}};
  q_hashes_add(to->sums, Q_CUE_HASHES, bits, TOKEN_MASKS, Q_FACTOR_2);
}

/* ---- a cue ---- */

static uint32_t most(uint32_t count, uint32_t limit) { return count < limit ? count : limit; }

static void put_cue(q_cue_view *v) {
  const q_reading *all = v->all, *head = v->head, *after = q_near(all, v->cue.last - 1, 1);
  const q_reading *before = q_near(all, v->cue.first, -1);
  uint32_t left = v->left, right = v->right;
  bool left_same = left != QUOTH_NONE && left >= head->sentence.first;
  bool right_same = right != QUOTH_NONE && right < head->sentence.last;
  bool left_near = left != QUOTH_NONE && v->cue.first - left <= 6;
  bool right_near = right != QUOTH_NONE && right - v->cue.last <= 2;
  uint32_t bits = head->tag | Q_FIELD(AFTER_TAG, after->tag) | Q_FIELD(BEFORE_TAG, before->tag) |
                  Q_FIELD(RATE, head->rate) | Q_FIELD(SAME, left_same * 2u + right_same) |
                  Q_FIELD(NEAR, left_near * 2u + right_near) | Q_FIELD(CUES, most(v->count, 4));
  bool closed = left != QUOTH_NONE && left && all[left].place == Q_CLOSES;
  const uint32_t words[CUE_WORDS] = {
      [LEMMA] = head->lemma * Q_FACTOR_3,
      [AFTER_WORD] = after->lexeme->word * Q_FACTOR_3,
      [LEFT_END] = (left == QUOTH_NONE ? Q_WORD_NOWHERE : q_word_at(all, left - closed)) * Q_FACTOR_3};
  v->hashes = (q_hashes){{FEATURES(CUE_WORD)}};
  q_hashes_number(v->hashes.sums, Q_CUE_HASHES, CUE_TEMPLATES);
  q_hashes_add(v->hashes.sums, Q_CUE_HASHES, bits, CUE_MASKS, Q_FACTOR_4);
}

void NAME(q_cue_view_begin)(q_cue_view *v, const q_reading *all, const q_candidate *cues, uint32_t count,
                            uint32_t which, const uint8_t *rank) {
  const q_candidate *cue = &cues[which];
  const q_reading *head = &all[cue->head];
  *v = (q_cue_view){.all = all, .head = head, .cues = cues, .rank = rank, .count = count, .which = which};
  v->first = head->paragraph.first, v->cue = cue->tokens;
  v->left = all[cue->tokens.first].region_before, v->right = all[cue->tokens.last - 1].region_after;
  put_cue(v);
}

/* ---- a token and a cue ---- */

static uint32_t sentence_of(const q_cue_view *cue, const q_reading *me) {
  q_range mine = me->sentence, its = cue->head->sentence;
  if (mine.first == its.first) return 3;
  if (mine.first < its.first) return mine.last == its.first ? 4 : 5;
  return mine.first == its.last ? 2 : 1;
}

/* Which region the token lies in, seen from the cue: 0 none, 1 the one before
 * the cue, 2 the one behind, 3 further left, 4 further right. */
static uint32_t region_towards(const q_cue_view *v, q_range in, uint32_t token) {
  if (!in.last) return 0;
  if (v->left != QUOTH_NONE && in.first <= v->left && v->left < in.last) return 1;
  if (v->right != QUOTH_NONE && in.first == v->right) return 2;
  return token < v->cue.first ? 3 : 4;
}

/* How often sentences begin between the cue and a region behind it, and whether one begins with it. */
static uint32_t starts(const q_cue_view *v, q_range in, uint32_t towards) {
  const q_reading *all = v->all;
  if (towards != 2 && towards != 4) return 0;
  uint32_t between = (uint16_t)(all[in.first].before[Q_ENDS] - all[v->cue.last - 1].before[Q_ENDS]);
  return (1 + most(between, 2)) << 1 | (in.first == all[in.first].sentence.first);
}

/* What stands between the token and the cue; a word that stands there alone is a feature. */
static uint32_t between(const q_cue_view *v, uint32_t token, uint32_t side, q_features *to) {
  const q_reading *all = v->all, *me = &all[token];
  uint32_t first = side ? v->cue.last : token + 1, last = side ? token : v->cue.first;
  if (side == 2 || first == me->paragraph.last) return 0;
  const q_tally stands = all[last].before - all[first].before;
  if (last - first == 1) q_cross(to, all[first].lexeme->word, side << 5 | me->tag);
  return Q_FIELD(COMMAS, most(stands[Q_COMMAS], 3)) | Q_FIELD(NOUNS, most(stands[Q_NOUNS], 3)) |
         Q_FIELD(VERBS, most(stands[Q_VERBS], 3));
}

static void neighbour(const q_cue_view *v, uint32_t other, uint32_t token, uint32_t side, q_features *to) {
  uint32_t head = v->cues[other].head;
  q_cross(to, v->all[head].lemma, q_step_of((int32_t)(token - head)) << 2 | side);
}

/* The other cues: the nearest on either side are features; whether the token is in one, and how many
 * are between. */
static uint32_t company(const q_cue_view *v, uint32_t token, uint32_t side, q_features *to) {
  uint32_t rank = v->rank[token - v->first], others = 0;
  uint32_t left = rank - (rank == v->which + 1); /* those up to the token, and those from it on; */
  uint32_t right = rank + (rank == v->which);    /* ours left out */
  bool in = left && token < v->cues[left - 1].tokens.last;
  if (side == 0) others = v->which - rank;
  else if (side == 1) others = rank - v->which - 1;
  to->template = CUE_TEMPLATES + Q_CUE_HASHES + 1;
  if (left) neighbour(v, left - 1, token, side, to);
  to->template = CUE_TEMPLATES + Q_CUE_HASHES + 2;
  if (right < v->count) neighbour(v, right, token, side, to);
  return Q_FIELD(OTHERS, most(others, 3)) | Q_FIELD(IN_OTHER, in);
}

void NAME(q_cue_features)(const q_cue_view *v, uint32_t token, const q_hashes *own, q_features *to) {
  const q_reading *me = &v->all[token];
  int32_t distance = token < v->cue.first   ? (int32_t)(token - v->cue.first)
                     : token >= v->cue.last ? (int32_t)(token - v->cue.last + 1)
                                            : 0;
  uint32_t side = distance < 0 ? 0 : distance > 0 ? 1 : 2, step = q_step_of(distance);
  uint32_t towards = region_towards(v, me->region, token);
  to->count = Q_CUE_HASHES,
  to->template = CUE_TEMPLATES + Q_CUE_HASHES; /* those of fixed number come first */
  uint32_t bits = Q_FIELD(SIDE, side) | sentence_of(v, me) | Q_FIELD(DISTANCE, step) |
                  Q_FIELD(CLOSE, most(step & 31, 4) | (step & 32) >> 2) | Q_FIELD(TOWARDS, towards) |
                  Q_FIELD(STARTS, starts(v, me->region, towards));
  bits |= between(v, token, side, to) | company(v, token, side, to);
  q_hashes both = v->hashes;
  q_hashes_add(both.sums, Q_CUE_HASHES, bits, BOTH_MASKS, Q_FACTOR_1);
  q_hashes_join(both.sums, Q_CUE_HASHES, own->sums);
  q_hashes_rows(both.sums, Q_CUE_HASHES, to);
}
