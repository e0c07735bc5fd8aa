/* The features of a token towards a cue. */
#include "core/feature.h"

/* Templates and small rows are kept apart by these from those of tokens alone. */
enum { CUE_TEMPLATES = 200, CUE_SMALL = 1 << 15 };

/* A token seen from the cue. side: 0 left of it, 1 right, 2 in it. */
typedef struct view {
  const q_cue_view *cue;
  const q_reading *all, *me, *left, *right; /* left and right of the token */
  uint32_t token, side, where, distance, here;
} view;

/* 3 in the cue's sentence, 2 and 4 in the next on either side, 1 and 5 beyond. */
static uint32_t sentence_of(const q_cue_view *cue, const q_reading *me) {
  q_range mine = me->sentence, its = cue->head->sentence;
  if (mine.first == its.first) return 3;
  if (mine.first < its.first) return mine.last == its.first ? 4 : 5;
  return mine.first == its.last ? 2 : 1;
}

static void position(const view *v, q_features *to) {
  const q_reading *me = v->me;
  bool first = v->token == me->sentence.first, last = v->token + 1 == me->sentence.last;
  uint32_t left = v->left->tag, right = v->right->tag;
  q_feature_small(to, v->distance << 5 | me->tag, 11);
  q_feature_small(to, v->where << 4 | first * 8u | last * 4u | me->place, 9);
  q_cross(to, me->lexeme->word, v->where);
  q_cross(to, v->left->lexeme->word, v->where);
  q_cross(to, v->right->lexeme->word, v->where);
  q_cross(to, v->here << 5 | left, 0);
  q_cross(to, v->here << 5 | right, 0);
  if (v->distance < 4 || (v->distance >= 32 && v->distance < 36)) {
    q_cross(to, v->distance << 10 | left << 5 | right, 0);
    q_cross(to, me->lexeme->word, v->distance);
  } else {
    q_feature_skip(to, 2);
  }
}

static void cue_words(const view *v, q_features *to) {
  const q_cue_view *cue = v->cue;
  q_cross(to, cue->head->lemma, v->here);
  q_cross(to, cue->head->lemma, v->where << 2 | v->me->place);
  q_cross(to, cue->head->lemma, v->distance);
  q_cross(to, cue->after_word, v->distance);
  q_cross(to, cue->tags_around, v->here);
  q_feature_small(to, v->distance << 5 | cue->head->tag, 11);
  q_feature_small(to, v->where << 6 | (uint32_t)cue->head->rate << 2 | v->me->place, 11);
}

static uint32_t most(uint32_t count, uint32_t limit) { return count < limit ? count : limit; }

/* How much of a kind stands between the token and the cue, three at most. */
#define COUNT(kind) most(stands[kind], 3)

static void between(const view *v, q_features *to) {
  const q_reading *all = v->all, *me = v->me;
  uint32_t first = v->token < v->cue->cue.first ? v->token + 1 : v->cue->cue.last;
  uint32_t last = v->token < v->cue->cue.first ? v->cue->cue.first : v->token;
  if (v->side == 2) first = last = v->token;
  if (first == me->paragraph.last) first = last = v->token;
  const q_tally stands = all[last].before - all[first].before;
  uint32_t c = v->side * 4 + COUNT(Q_COMMAS), n = v->side * 4 + COUNT(Q_NOUNS);
  uint32_t b = v->side * 4 + COUNT(Q_VERBS);
  q_cross(to, c << 10 | b << 5 | me->tag, 0);
  q_cross(to, n << 10 | b << 5 | me->tag, 0);
  q_cross(to, v->right->lexeme->word, b << 5 | c);
  if (last - first == 1) q_cross(to, all[first].lexeme->word, v->side << 5 | me->tag);
  else q_feature_skip(to, 1);
}

/* Which region the token lies in, seen from the cue: 0 none, 1 the one before
 * the cue, 2 the one behind, 3 further left, 4 further right. */
static uint32_t region_towards(const view *v) {
  q_range in = v->me->region;
  uint32_t left = v->cue->left, right = v->cue->right;
  if (!in.last) return 0;
  if (left != QUOTH_NONE && in.first <= left && left < in.last) return 1;
  if (right != QUOTH_NONE && in.first == right) return 2;
  return v->token < v->cue->cue.first ? 3 : 4;
}

/* How often sentences begin between the cue and a region behind it. */
static void starts(const view *v, uint32_t at, q_features *to) {
  const q_reading *all = v->all;
  q_range in = v->me->region;
  uint32_t same_near = v->cue->same << 2 | v->cue->near;
  if (at != 2 && at != 4) {
    q_feature_small(to, same_near, 7);
    return;
  }
  bool fresh = in.first == all[in.first].sentence.first;
  uint32_t between = (uint16_t)(all[in.first].before[Q_ENDS] - all[v->cue->cue.last - 1].before[Q_ENDS]);
  q_feature_small(to, (1 + most(between, 2)) << 5 | (uint32_t)fresh << 4 | same_near, 7);
}

static void regions(const view *v, q_features *to) {
  const q_reading *me = v->me;
  const q_cue_view *cue = v->cue;
  q_range in = me->region;
  uint32_t at = region_towards(v);
  uint32_t closes = in.last ? v->all[in.last - 1].place == Q_CLOSES : 2;
  q_feature_small(to, at << 4 | (uint32_t)me->place << 2 | cue->near, 7);
  q_feature_small(to, v->where << 4 | cue->same << 2 | cue->near, 9);
  q_feature_small(to, (in.last ? q_steps_to(in.last - in.first) : 0) << 5 | at << 2 | closes, 11);
  q_cross(to, cue->left_end, at << 2 | v->side);
  starts(v, at, to);
}

static void neighbour(const view *v, uint32_t other, q_features *to) {
  uint32_t head = v->cue->cues[other].head;
  q_cross(to, v->all[head].lemma, q_step_of((int32_t)(v->token - head)) << 2 | v->side);
}

/* The other cues: the nearest on either side, whether the token is in one, and how many are between. */
static void company(const view *v, q_features *to) {
  const q_cue_view *of = v->cue;
  uint32_t rank = of->rank[v->token - of->first], between_us = 0;
  uint32_t left = rank - (rank == of->which + 1); /* those up to the token, and those from it on; */
  uint32_t right = rank + (rank == of->which);    /* ours left out */
  bool in = left && v->token < of->cues[left - 1].tokens.last;
  if (v->side == 0) between_us = of->which - rank;
  else if (v->side == 1) between_us = rank - of->which - 1;
  between_us = most(between_us, 3);
  q_feature_small(to, (uint32_t)in << 5 | v->me->tag, 6);
  q_feature_small(to, v->side << 5 | between_us << 3 | most(of->count, 4), 7);
  q_cross(to, between_us << 10 | v->here, 0);
  if (left) neighbour(v, left - 1, to);
  else q_feature_skip(to, 1);
  if (right < of->count) neighbour(v, right, to);
  else q_feature_skip(to, 1);
}

void q_cue_view_begin(q_cue_view *v, const q_reading *all, const q_candidate *cues, uint32_t count,
                      uint32_t which, const uint8_t *rank) {
  const q_candidate *cue = &cues[which];
  const q_reading *head = &all[cue->head], *after = q_near(all, cue->tokens.last - 1, 1);
  const q_reading *before = q_near(all, cue->tokens.first, -1);
  uint32_t left = all[cue->tokens.first].region_before, right = all[cue->tokens.last - 1].region_after;
  uint32_t first = head->paragraph.first;
  *v = (q_cue_view){.all = all, .head = head, .cues = cues, .rank = rank, .count = count, .which = which};
  v->first = first, v->cue = cue->tokens, v->left = left, v->right = right;
  v->after_word = after->lexeme->word;
  v->tags_around = (uint32_t)after->tag << 5 | before->tag;
  bool left_same = left != QUOTH_NONE && left >= head->sentence.first;
  bool right_same = right != QUOTH_NONE && right < head->sentence.last;
  bool left_near = left != QUOTH_NONE && cue->tokens.first - left <= 6;
  bool right_near = right != QUOTH_NONE && right - cue->tokens.last <= 2;
  v->same = left_same * 2u + right_same, v->near = left_near * 2u + right_near;
  v->left_end =
      left == QUOTH_NONE ? Q_WORD_NOWHERE : q_word_at(all, left - (all[left].place == Q_CLOSES && left));
}

void q_cue_features(const q_cue_view *cue, uint32_t token, q_features *to) {
  const q_reading *all = cue->all;
  q_range range = cue->cue;
  view v = {.cue = cue, .all = all, .me = &all[token], .token = token};
  v.left = q_near(all, token, -1);
  v.right = q_near(all, token, 1);
  int32_t distance = token < range.first   ? (int32_t)(token - range.first)
                     : token >= range.last ? (int32_t)(token - range.last + 1)
                                           : 0;
  v.side = distance < 0 ? 0 : distance > 0 ? 1 : 2;
  v.distance = q_step_of(distance);
  v.where = v.side * 8 + sentence_of(cue, v.me);
  v.here = v.where << 5 | v.me->tag;
  q_features_begin(to, CUE_TEMPLATES);
  to->small = CUE_SMALL;
  position(&v, to);
  cue_words(&v, to);
  between(&v, to);
  regions(&v, to);
  company(&v, to);
}
