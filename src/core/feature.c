/* The features of the cue tagger and of the source and content tagger. */
#include "core/reading.h"

enum { BEFORE = 1, AFTER = 2, NOWHERE = 3 }; /* stand for words that are not there */

#define DEFINE_AT(field)                                                           \
  static uint32_t field##_at(const q_reading *all, uint32_t token, int distance) { \
    q_range range = all[token].paragraph;                                          \
    int64_t at = (int64_t)token + distance;                                        \
    return at < range.first ? BEFORE : at >= range.last ? AFTER : all[at].field;   \
  }
DEFINE_AT(word)
DEFINE_AT(lemma)
DEFINE_AT(shape)

/* Small numbers keep clear of the constants for places outside. */
#define DEFINE_SMALL_AT(field)                                                     \
  static uint32_t field##_at(const q_reading *all, uint32_t token, int distance) { \
    q_range range = all[token].paragraph;                                          \
    int64_t at = (int64_t)token + distance;                                        \
    return at < range.first ? 100 : at >= range.last ? 101 : all[at].field;        \
  }
DEFINE_SMALL_AT(tag)
DEFINE_SMALL_AT(rate)
DEFINE_SMALL_AT(place)

/* A signed distance in steps that widen. */
static uint32_t step_of(int64_t distance) {
  int64_t size = distance < 0 ? -distance : distance;
  uint32_t step = size <= 4    ? (uint32_t)size
                  : size <= 6  ? 5
                  : size <= 9  ? 6
                  : size <= 14 ? 7
                  : size <= 22 ? 8
                  : size <= 35 ? 9
                  : size <= 60 ? 10
                               : 11;
  return distance < 0 ? 32 + step : step;
}

static uint32_t gap(uint32_t from, uint32_t to) {
  return from == QUOTH_NONE || to == QUOTH_NONE ? 99 : step_of((int64_t)to - from);
}

static uint32_t word_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? NOWHERE : all[token].word;
}
static uint32_t lemma_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? NOWHERE : all[token].lemma;
}
static uint32_t tag_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].tag;
}
static uint32_t rate_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].rate;
}

/* ---- of the token alone ---- */

static void words(const q_reading *all, uint32_t token, q_features *to) {
  const q_reading *me = &all[token];
  q_feature(to, 0, 0, 0);
  for (int d = -3; d <= 3; d++) q_feature(to, word_at(all, token, d), 0, 0);
  for (int d = -2; d <= 2; d++) q_feature(to, lemma_at(all, token, d), 0, 0);
  for (int d = -1; d <= 1; d++) q_feature(to, shape_at(all, token, d), 0, 0);
  for (int i = 0; i < 2; i++) {
    q_feature(to, me->prefix[i], 0, 0);
    q_feature(to, me->suffix[i], 0, 0);
  }
  q_feature(to, word_at(all, token, -1), me->word, 0);
  q_feature(to, me->word, word_at(all, token, 1), 0);
  q_feature(to, lemma_at(all, token, -1), me->lemma, 0);
  q_feature(to, me->lemma, lemma_at(all, token, 1), 0);
  q_feature(to, me->lemma, lemma_at(all, token, 2), 0);
  q_feature(to, lemma_at(all, token, -2), me->lemma, 0);
  q_feature(to, word_at(all, token, -2), word_at(all, token, -1), 0);
  q_feature(to, word_at(all, token, 1), word_at(all, token, 2), 0);
}

static void tags(const q_reading *all, uint32_t token, q_features *to) {
  const q_reading *me = &all[token];
  for (int d = -3; d <= 3; d++) q_feature(to, tag_at(all, token, d), 0, 0);
  for (int d = -2; d < 2; d++) q_feature(to, tag_at(all, token, d), tag_at(all, token, d + 1), 0);
  q_feature(to, tag_at(all, token, -1), me->tag, tag_at(all, token, 1));
  q_feature(to, tag_at(all, token, -2), tag_at(all, token, -1), me->tag);
  q_feature(to, me->tag, tag_at(all, token, 1), tag_at(all, token, 2));
  q_feature(to, me->lemma, tag_at(all, token, 1), 0);
  q_feature(to, me->lemma, tag_at(all, token, -1), 0);
}

static void region(const q_reading *all, const q_reading *me, q_features *to) {
  q_range in = me->region, paragraph = me->paragraph;
  if (!in.last) {
    to->template += 6;
    return;
  }
  uint32_t open = all[in.last - 1].place != Q_CLOSES, length = step_of(in.last - in.first);
  uint32_t before = in.first > paragraph.first ? all[in.first - 1].word : BEFORE;
  uint32_t after = in.last < paragraph.last ? all[in.last].word : AFTER;
  uint32_t end = in.last - 1 - (!open && in.last - in.first > 1);
  q_feature(to, length, open, 0);
  q_feature(to, in.first == paragraph.first, in.last + 1 >= paragraph.last, open);
  q_feature(to, before, me->place, 0);
  q_feature(to, after, me->place, 0);
  q_feature(to, all[end].word, me->place, 0);
  q_feature(to, length, before, 0);
}

static void quotations(const q_reading *all, uint32_t token, q_features *to) {
  const q_reading *me = &all[token];
  for (int d = -2; d <= 2; d++) q_feature(to, place_at(all, token, d), 0, 0);
  q_feature(to, me->place, place_at(all, token, -1), place_at(all, token, 1));
  q_feature(to, me->place, me->tag, 0);
  q_feature(to, me->place, me->lemma, 0);
  uint32_t left = gap(me->region_before, token), right = gap(token, me->region_after);
  q_feature(to, left, me->place, 0);
  q_feature(to, right, me->place, 0);
  uint32_t near_left = left < 6 ? left : 50, near_right = right < 6 ? right : 50;
  q_feature(to, near_left, me->tag, 0);
  q_feature(to, near_right, me->tag, 0);
  q_feature(to, near_left, me->lemma, 0);
  q_feature(to, near_right, me->lemma, 0);
  region(all, me, to);
  uint32_t first = me->paragraph.first;
  bool runs_on = first > 0 && all[first - 1].place == Q_INSIDE;
  q_feature(to, all[first].place != Q_OUTSIDE, me->place, runs_on);
  bool left_same = me->region_before != QUOTH_NONE && me->region_before >= me->sentence.first;
  bool right_same = me->region_after != QUOTH_NONE && me->region_after < me->sentence.last;
  q_feature(to, left_same, right_same, me->place);
}

static void rates(const q_reading *all, uint32_t token, q_features *to) {
  const q_reading *me = &all[token];
  uint32_t left = me->lexical_before, right = me->lexical_after;
  for (int d = -2; d <= 2; d++) q_feature(to, rate_at(all, token, d), 0, 0);
  q_feature(to, me->rate, me->tag, 0);
  q_feature(to, me->rate, tag_at(all, token, 1), 0);
  q_feature(to, me->rate, word_at(all, token, 1), 0);
  q_feature(to, me->rate, place_at(all, token, 1), place_at(all, token, -1));
  q_feature(to, gap(left, token), 0, 0);
  q_feature(to, gap(token, right), 0, 0);
  q_feature(to, lemma_of(all, left), me->tag, 0);
  q_feature(to, lemma_of(all, right), me->tag, 0);
  q_feature(to, rate_of(all, left), rate_of(all, right), me->place);
  q_feature(to, lemma_of(all, left), gap(left, token), 0);
  if (left != QUOTH_NONE && token - left <= 3) q_feature(to, all[left].rate, me->word, token - left);
  else q_feature_skip(to);
  if (right != QUOTH_NONE && right - token <= 3) q_feature(to, all[right].rate, me->word, right - token);
  else q_feature_skip(to);
}

static void clause(const q_reading *all, uint32_t token, q_features *to) {
  const q_reading *me = &all[token];
  uint32_t from_start = token - me->sentence.first, to_end = me->sentence.last - token;
  q_feature(to, gap(me->comma_before, token), 0, 0);
  q_feature(to, gap(token, me->comma_after), 0, 0);
  q_feature(to, step_of(from_start), 0, 0);
  q_feature(to, step_of(to_end), 0, 0);
  q_feature(to, step_of(token - me->paragraph.first), 0, 0);
  q_feature(to, from_start < 3 ? from_start : 9, me->tag, 0);
  q_feature(to, to_end < 3 ? to_end : 9, me->tag, 0);
  q_feature(to, all[me->sentence.first].word, 0, 0);
  q_feature(to, all[me->sentence.last - 1].word, 0, 0);
  uint32_t opener = word_of(all, me->opener_before);
  q_feature(to, opener, 0, 0);
  q_feature(to, opener, me->tag, 0);
  q_feature(to, opener, gap(me->opener_before, token), 0);
  q_feature(to, lemma_of(all, me->verb_before), 0, 0);
  q_feature(to, lemma_of(all, me->verb_after), 0, 0);
  q_feature(to, tag_of(all, me->verb_before), tag_of(all, me->verb_after), me->tag);
  q_feature(to, lemma_of(all, me->verb_after), gap(token, me->verb_after), 0);
  q_feature(to, tag_of(all, me->verb_before), gap(me->verb_before, token), 0);
}

void q_token_features(const q_reading *all, uint32_t token, q_features *to) {
  words(all, token, to);
  tags(all, token, to);
  quotations(all, token, to);
  rates(all, token, to);
  clause(all, token, to);
}

/* ---- of the token towards a cue ---- */

/* What a token's features towards one cue are made from. */
typedef struct view {
  const q_reading *all, *me, *head;
  uint32_t token, side, where, distance; /* side: 0 left of the cue, 1 right, 2 in it */
  q_range cue;
} view;

static int sentence_step(const q_reading *all, uint32_t token, uint32_t cue) {
  if (all[token].sentence.first == all[cue].sentence.first) return 0;
  bool left = token < cue;
  uint32_t next = left ? all[token].sentence.last : all[cue].sentence.last;
  uint32_t goal = left ? all[cue].sentence.first : all[token].sentence.first;
  int steps = next == goal ? 1 : 2;
  return left ? steps : -steps;
}

static void position(const view *v, q_features *to) {
  const q_reading *me = v->me, *all = v->all;
  uint32_t left_word = word_at(all, v->token, -1), right_word = word_at(all, v->token, 1);
  uint32_t left_tag = tag_at(all, v->token, -1), right_tag = tag_at(all, v->token, 1);
  bool near = v->distance < 4 || (v->distance >= 32 && v->distance < 36);
  q_feature(to, v->distance, 0, 0);
  q_feature(to, v->where, 0, 0);
  q_feature(to, v->where, me->tag, 0);
  q_feature(to, v->where, me->word, 0);
  q_feature(to, v->distance, me->tag, 0);
  q_feature(to, v->where, left_tag, me->tag);
  q_feature(to, v->where, right_tag, me->tag);
  if (near) q_feature(to, v->distance, me->word, 0);
  else q_feature_skip(to);
  if (near) q_feature(to, v->distance, left_tag, right_tag);
  else q_feature_skip(to);
  q_feature(to, v->where, me->place, 0);
  q_feature(to, v->where, left_word, 0);
  q_feature(to, v->where, right_word, 0);
  q_feature(to, v->where, v->token == me->sentence.first, v->token + 1 == me->sentence.last);
}

static void cue_words(const view *v, q_features *to) {
  const q_reading *me = v->me, *all = v->all, *head = v->head;
  uint32_t last = all[v->cue.last - 1].word, first = all[v->cue.first].word;
  uint32_t after = word_at(all, v->cue.last - 1, 1), before = word_at(all, v->cue.first, -1);
  uint32_t after_tag = tag_at(all, v->cue.last - 1, 1), before_tag = tag_at(all, v->cue.first, -1);
  q_feature(to, head->lemma, v->where, 0);
  q_feature(to, head->lemma, v->where, me->tag);
  q_feature(to, head->lemma, v->distance, 0);
  q_feature(to, head->tag, v->where, me->tag);
  q_feature(to, head->tag, v->distance, 0);
  q_feature(to, last, v->distance, 0);
  q_feature(to, last, v->where, me->tag);
  q_feature(to, head->lemma, v->where, me->word);
  q_feature(to, after, v->where, me->tag);
  q_feature(to, after, v->distance, 0);
  q_feature(to, before_tag, v->where, me->tag);
  q_feature(to, before, v->distance, 0);
  q_feature(to, head->tag, last, v->where);
  q_feature(to, head->rate, v->where, me->place);
  q_feature(to, head->lemma, v->where, me->place);
  q_feature(to, first, v->distance, 0);
  q_feature(to, after_tag | before_tag << 8, v->where, me->tag);
}

static uint32_t most(uint32_t count, uint32_t limit) { return count < limit ? count : limit; }

/* What lies between the token and the cue. */
static void between(const view *v, q_features *to) {
  const q_reading *all = v->all, *me = v->me;
  uint32_t first = v->token < v->cue.first ? v->token + 1 : v->cue.last;
  uint32_t last = v->token < v->cue.first ? v->cue.first : v->token;
  uint32_t commas = 0, verbs = 0, marks = 0, openers = 0, starts = 0, nouns = 0;
  for (uint32_t i = first; v->side < 2 && i < last && i < first + 200; i++) {
    commas += all[i].comma;
    verbs += q_tag_is_verb(all[i].tag);
    nouns += q_tag_is_noun(all[i].tag) || all[i].tag == Q_TAG_PRONOUN;
    marks += all[i].place == Q_OPENS || all[i].place == Q_CLOSES;
    openers += all[i].tag == Q_TAG_SUBORDINATOR;
    starts += i == all[i].sentence.first;
  }
  uint32_t c = v->side * 4 + most(commas, 3), n = v->side * 4 + most(nouns, 3);
  uint32_t b = v->side * 4 + most(verbs, 3), o = most(openers, 3);
  q_feature(to, c, b, 0);
  q_feature(to, v->side, most(marks, 3), most(starts, 3));
  q_feature(to, v->side, o, me->tag);
  q_feature(to, c, b, me->tag);
  q_feature(to, n, b, me->tag);
  q_feature(to, c, me->word, 0);
  q_feature(to, b, c, word_at(all, v->token, 1));
  q_feature(to, b, tag_at(all, v->token, 1), tag_at(all, v->token, -1));
  q_feature(to, b, v->head->lemma, c * 16 + n);
  if (v->side < 2 && last - first == 1) q_feature(to, v->side, all[first].word, me->tag);
  else q_feature_skip(to);
  if (v->side < 2 && last - first == 2) q_feature(to, v->side, all[first].word, all[first + 1].word);
  else q_feature_skip(to);
}

/* Which region the token lies in, seen from the cue: 0 none, 1 the one before
 * the cue, 2 the one behind, 3 further left, 4 further right. */
static uint32_t region_towards(const view *v, uint32_t left, uint32_t right) {
  q_range in = v->me->region;
  if (!in.last) return 0;
  if (left != QUOTH_NONE && in.first <= left && left < in.last) return 1;
  if (right != QUOTH_NONE && in.first == right) return 2;
  return v->token < v->cue.first ? 3 : 4;
}

static void regions(const view *v, q_features *to) {
  const q_reading *all = v->all, *me = v->me;
  q_range sentence = v->head->sentence;
  uint32_t left = all[v->cue.first].region_before, right = all[v->cue.last - 1].region_after;
  bool left_same = left != QUOTH_NONE && left >= sentence.first;
  bool right_same = right != QUOTH_NONE && right < sentence.last;
  bool left_near = left != QUOTH_NONE && v->cue.first - left <= 6;
  bool right_near = right != QUOTH_NONE && right - v->cue.last <= 2;
  uint32_t same = left_same * 2u + right_same, near = left_near * 2u + right_near;
  uint32_t at = region_towards(v, left, right), head = v->head->lemma;
  q_range in = me->region;
  q_feature(to, at, me->place, near);
  q_feature(to, at, same, 0);
  q_feature(to, at, head, me->place);
  q_feature(to, same, near, v->where);
  q_feature(to, same * 4 + near, v->where, me->tag);
  uint32_t end = left == QUOTH_NONE                    ? NOWHERE
                 : all[left].place == Q_CLOSES && left ? all[left - 1].word
                                                       : all[left].word;
  q_feature(to, end, at, v->side);
  uint32_t closes = in.last ? all[in.last - 1].place == Q_CLOSES : 2;
  q_feature(to, at, closes, in.last ? step_of(in.last - in.first) : 0);
  uint32_t starts = 0;
  bool fresh = in.last && in.first == all[in.first].sentence.first;
  if (at == 2 || at == 4) {
    for (uint32_t i = v->cue.last; i < in.first; i++) starts += i == all[i].sentence.first;
    starts = 1 + most(starts, 2);
  }
  q_feature(to, starts, fresh, same * 4 + near);
  q_feature(to, starts, fresh, in.last && in.first > me->paragraph.first ? all[in.first - 1].word : NOWHERE);
  bool opens = all[me->paragraph.first].place != Q_OUTSIDE;
  q_feature(to, opens, at, v->where);
  uint32_t first = me->paragraph.first;
  q_feature(to, first > 0 && all[first - 1].place != Q_OUTSIDE, at, v->side);
}

/* The other cues. */
static void company(const view *v, const q_candidate *cues, uint32_t count, uint32_t which, q_features *to) {
  uint32_t in = 0, between_us = 0, same = 0, left = QUOTH_NONE, right = QUOTH_NONE;
  for (uint32_t k = 0; k < count; k++) {
    if (k == which) continue;
    q_range other = cues[k].tokens;
    if (v->token >= other.first && v->token < other.last) in = 1;
    if (other.first <= v->token) left = k;
    else if (right == QUOTH_NONE) right = k;
    between_us += (other.first > v->token && other.first < v->cue.first) ||
                  (other.first < v->token && other.first >= v->cue.last);
    same += v->all[other.first].sentence.first == v->me->sentence.first;
  }
  q_feature(to, in, v->me->tag, 0);
  q_feature(to, v->side, most(between_us, 3), most(same, 3));
  q_feature(to, v->where, most(between_us, 3), v->me->tag);
  q_feature(to, v->where, most(between_us, 3), v->me->place);
  q_feature(to, left == QUOTH_NONE ? NOWHERE : v->all[cues[left].head].lemma,
            left == QUOTH_NONE ? 99 : step_of((int64_t)v->token - cues[left].head), v->side);
  q_feature(to, right == QUOTH_NONE ? NOWHERE : v->all[cues[right].head].lemma,
            right == QUOTH_NONE ? 99 : step_of((int64_t)v->token - cues[right].head), v->side);
  q_feature(to, v->head->lemma, most(between_us, 3), v->side);
}

void q_cue_features(const q_reading *all, uint32_t token, const q_candidate *cues, uint32_t count,
                    uint32_t which, q_features *to) {
  const q_candidate *cue = &cues[which];
  q_range range = cue->tokens;
  view v = {.all = all, .me = &all[token], .head = &all[cue->head], .token = token, .cue = range};
  int64_t distance = token < range.first   ? (int64_t)token - range.first
                     : token >= range.last ? (int64_t)token - range.last + 1
                                           : 0;
  v.side = distance < 0 ? 0 : distance > 0 ? 1 : 2;
  v.distance = step_of(distance);
  v.where = v.side * 8 + (uint32_t)(sentence_step(all, token, range.first) + 3);
  to->template = 1000;
  position(&v, to);
  cue_words(&v, to);
  between(&v, to);
  regions(&v, to);
  company(&v, cues, count, which, to);
}
