#include "core/feature.h"

enum { BEFORE = 1, AFTER = 2, NOWHERE = 3 }; /* stand for words that are not there */

/* Templates of the lists that are summed into one score are kept apart by these. */
enum { WORD_TEMPLATES = 400, TOKEN_TEMPLATES = 0, CUE_TEMPLATES = 200 };

/* ---- sums ---- */

#define DEFINE_SUM(name, lanes)                                                       \
  void name(const q_part *part, const q_features *features, int16_t sums[lanes]) {    \
    const int8_t *cells = part->cells;                                                \
    uint32_t mask = part->rows - 1;                                                   \
    int16_t total[lanes] = {0};                                                       \
    for (uint32_t f = 0; f < features->count; f++) {                                  \
      const int8_t *row = cells + (size_t)(features->rows[f] & mask) * (lanes);       \
      for (uint32_t i = 0; i < (lanes); i++) total[i] = (int16_t)(total[i] + row[i]); \
    }                                                                                 \
    for (uint32_t i = 0; i < (lanes); i++) sums[i] = total[i];                        \
  }
DEFINE_SUM(q_sum_tags, Q_TAG_LANES)
DEFINE_SUM(q_sum_cues, Q_CUE_LANES)
DEFINE_SUM(q_sum_parts, Q_PART_LANES)

/* ---- of words alone ---- */

void q_tag_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to) {
  to->template = WORD_TEMPLATES + 16 * role;
  q_feature(to, lexeme->word, 0, 0);
  if (role == Q_TAG_REACH + 1) q_feature(to, lexeme->shape, 0, 0);
  if (role != Q_TAG_REACH) return;
  q_feature(to, lexeme->shape, 0, 0);
  for (uint32_t i = 0; i < 2; i++) {
    q_feature(to, lexeme->prefix[i], 0, 0);
    q_feature(to, lexeme->suffix[i], 0, 0);
  }
}

/* A verb's lemma where the word can be one, else a noun's, else the word. */
static uint32_t lemma_alone(const q_lexeme *lexeme) {
  return lexeme->lemma[Q_AS_VERB] != lexeme->word ? lexeme->lemma[Q_AS_VERB] : lexeme->lemma[Q_AS_NOUN];
}

void q_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to) {
  uint32_t distance = role < Q_REACH ? Q_REACH - role : role - Q_REACH;
  to->template = WORD_TEMPLATES + 16 * role;
  q_feature(to, lexeme->word, 0, 0);
  if (distance > 2) return;
  q_feature(to, lemma_alone(lexeme), 0, 0);
  q_feature(to, lexeme->classes, 0, 0);
  if (distance > 1) return;
  q_feature(to, lexeme->shape, 0, 0);
  if (distance) return;
  for (uint32_t i = 0; i < 2; i++) {
    q_feature(to, lexeme->prefix[i], 0, 0);
    q_feature(to, lexeme->suffix[i], 0, 0);
  }
}

/* ---- neighbours ---- */

static const q_lexeme LEXEME_BEFORE = {.word = BEFORE, .shape = BEFORE},
                      LEXEME_AFTER = {.word = AFTER, .shape = AFTER};
static const q_reading READING_BEFORE = {
    .lexeme = &LEXEME_BEFORE, .lemma = BEFORE, .tag = 100, .rate = 100, .place = 100};
static const q_reading READING_AFTER = {
    .lexeme = &LEXEME_AFTER, .lemma = AFTER, .tag = 101, .rate = 101, .place = 101};

/* The reading at a distance, or one that stands for what is outside of the paragraph. */
static const q_reading *near(const q_reading *all, uint32_t token, int distance) {
  int64_t at = (int64_t)token + distance;
  if (at < all[token].paragraph.first) return &READING_BEFORE;
  return at >= all[token].paragraph.last ? &READING_AFTER : &all[at];
}

/* A signed distance in steps that widen. */
static uint32_t step_of(int64_t distance) {
  static const uint8_t STEPS[64] = {0,  1,  2,  3,  4,  5,  5,  6,  6,  6,  7,  7,  7,  7,  7,  8,
                                    8,  8,  8,  8,  8,  8,  8,  9,  9,  9,  9,  9,  9,  9,  9,  9,
                                    9,  9,  9,  9,  10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
                                    10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11};
  int64_t size = distance < 0 ? -distance : distance;
  uint32_t step = size < 64 ? STEPS[size] : 11;
  return distance < 0 ? 32 + step : step;
}

static uint32_t gap(uint32_t from, uint32_t to) {
  return from == QUOTH_NONE || to == QUOTH_NONE ? 99 : step_of((int64_t)to - from);
}

static uint32_t word_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? NOWHERE : all[token].lexeme->word;
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

/* ---- parts of speech ---- */

void q_tag_features(const q_reading *all, uint32_t token, uint32_t before, uint32_t second, q_features *to) {
  const q_lexeme *me = all[token].lexeme;
  const q_lexeme *left = near(all, token, -1)->lexeme, *right = near(all, token, 1)->lexeme;
  q_feature(to, left->word, me->word, 0);
  q_feature(to, me->word, right->word, 0);
  for (uint32_t i = 0; i < 2; i++) q_feature(to, me->suffix[i], before, 0);
  q_feature(to, me->shape, token == all[token].sentence.first, 0);
  q_feature(to, right->shape, me->shape, 0);
  q_feature(to, before, 0, 0);
  q_feature(to, before, second, 0);
  q_feature(to, before, me->word, 0);
  q_feature(to, before, right->word, 0);
}

/* ---- of a token among its neighbours ---- */

/* A token and what stands at distances -3 … 3 of it. */
typedef struct context {
  const q_reading *all, *me, *at[2 * Q_REACH + 1];
  uint32_t token;
} context;

#define AT(distance) (c->at[(distance) + Q_REACH])

static void words_and_tags(const context *c, q_features *to) {
  const q_reading *me = c->me;
  uint32_t left = AT(-1)->tag, right = AT(1)->tag;
  q_feature(to, 0, 0, 0);
  q_feature(to, AT(-1)->lemma, me->lemma, 0);
  q_feature(to, me->lemma, AT(1)->lemma, 0);
  q_feature(to, me->lemma, AT(2)->lemma, 0);
  q_feature(to, AT(-2)->lemma, me->lemma, 0);
  q_feature(to, AT(-2)->lexeme->word, AT(-1)->lexeme->word, 0);
  q_feature(to, AT(1)->lexeme->word, AT(2)->lexeme->word, 0);
  for (int d = -3; d <= 3; d++) q_feature(to, AT(d)->tag, 0, 0);
  q_feature(to, left, me->tag, 0);
  q_feature(to, me->tag, right, 0);
  q_feature(to, AT(-2)->tag, left, 0);
  q_feature(to, right, AT(2)->tag, 0);
  q_feature(to, left, me->tag, right);
  q_feature(to, AT(-2)->tag, left, me->tag);
  q_feature(to, me->tag, right, AT(2)->tag);
  q_feature(to, me->lemma, right, 0);
  q_feature(to, me->lemma, left, 0);
  q_feature(to, me->lemma, left, right);
}

static void region(const q_reading *all, const q_reading *me, q_features *to) {
  q_range in = me->region, paragraph = me->paragraph;
  if (!in.last) {
    q_feature_skip(to, 6);
    return;
  }
  uint32_t open = all[in.last - 1].place != Q_CLOSES, length = step_of(in.last - in.first);
  uint32_t before = in.first > paragraph.first ? all[in.first - 1].lexeme->word : BEFORE;
  uint32_t after = in.last < paragraph.last ? all[in.last].lexeme->word : AFTER;
  uint32_t end = in.last - 1 - (!open && in.last - in.first > 1);
  q_feature(to, length, open, 0);
  q_feature(to, in.first == paragraph.first, in.last + 1 >= paragraph.last, open);
  q_feature(to, before, me->place, 0);
  q_feature(to, after, me->place, 0);
  q_feature(to, all[end].lexeme->word, me->place, 0);
  q_feature(to, length, before, 0);
}

static void quotations(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  for (int d = -2; d <= 2; d++) q_feature(to, AT(d)->place, 0, 0);
  q_feature(to, me->place, AT(-1)->place, AT(1)->place);
  q_feature(to, me->place, me->tag, 0);
  q_feature(to, me->place, me->lemma, 0);
  uint32_t left = gap(me->region_before, c->token), right = gap(c->token, me->region_after);
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

static void rates(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t left = me->lexical_before, right = me->lexical_after, token = c->token;
  for (int d = -2; d <= 2; d++) q_feature(to, AT(d)->rate, 0, 0);
  q_feature(to, me->rate, me->tag, 0);
  q_feature(to, me->rate, AT(1)->tag, 0);
  q_feature(to, me->rate, AT(1)->lexeme->word, 0);
  q_feature(to, me->rate, AT(1)->place, AT(-1)->place);
  q_feature(to, gap(left, token), 0, 0);
  q_feature(to, gap(token, right), 0, 0);
  q_feature(to, lemma_of(all, left), me->tag, 0);
  q_feature(to, lemma_of(all, right), me->tag, 0);
  q_feature(to, rate_of(all, left), rate_of(all, right), me->place);
  q_feature(to, lemma_of(all, left), gap(left, token), 0);
  if (left != QUOTH_NONE && token - left <= 3) q_feature(to, all[left].rate, me->lexeme->word, token - left);
  else q_feature_skip(to, 1);
  if (right != QUOTH_NONE && right - token <= 3)
    q_feature(to, all[right].rate, me->lexeme->word, right - token);
  else q_feature_skip(to, 1);
}

static void clause(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t token = c->token, from_start = token - me->sentence.first, to_end = me->sentence.last - token;
  q_feature(to, gap(me->comma_before, token), 0, 0);
  q_feature(to, gap(token, me->comma_after), 0, 0);
  q_feature(to, step_of(from_start), 0, 0);
  q_feature(to, step_of(to_end), 0, 0);
  q_feature(to, step_of(token - me->paragraph.first), 0, 0);
  q_feature(to, from_start < 3 ? from_start : 9, me->tag, 0);
  q_feature(to, to_end < 3 ? to_end : 9, me->tag, 0);
  q_feature(to, word_of(all, me->sentence.first), 0, 0);
  q_feature(to, word_of(all, me->sentence.last - 1), 0, 0);
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
  context c = {.all = all, .me = &all[token], .token = token};
  for (int d = -Q_REACH; d <= Q_REACH; d++) c.at[d + Q_REACH] = near(all, token, d);
  to->template = TOKEN_TEMPLATES;
  words_and_tags(&c, to);
  quotations(&c, to);
  rates(&c, to);
  clause(&c, to);
}

/* ---- of a token towards a cue ---- */

/* What a token's features towards one cue are made from. */
typedef struct view {
  const q_cue_view *of;
  const q_reading *all, *me, *head, *left, *right; /* left and right of the token */
  uint32_t token, side, where, distance;           /* side: 0 left of the cue, 1 right, 2 in it */
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
  const q_reading *me = v->me;
  bool near = v->distance < 4 || (v->distance >= 32 && v->distance < 36);
  q_feature(to, v->distance, 0, 0);
  q_feature(to, v->where, me->tag, 0);
  q_feature(to, v->where, me->lexeme->word, 0);
  q_feature(to, v->distance, me->tag, 0);
  q_feature(to, v->where, v->left->tag, me->tag);
  q_feature(to, v->where, v->right->tag, me->tag);
  if (near) {
    q_feature(to, v->distance, me->lexeme->word, 0);
    q_feature(to, v->distance, v->left->tag, v->right->tag);
  } else {
    q_feature_skip(to, 2);
  }
  q_feature(to, v->where, me->place, 0);
  q_feature(to, v->where, v->left->lexeme->word, 0);
  q_feature(to, v->where, v->right->lexeme->word, 0);
  q_feature(to, v->where, v->token == me->sentence.first, v->token + 1 == me->sentence.last);
}

static void cue_words(const view *v, q_features *to) {
  const q_reading *me = v->me, *all = v->all, *head = v->head;
  const q_reading *after = near(all, v->cue.last - 1, 1), *before = near(all, v->cue.first, -1);
  uint32_t last = all[v->cue.last - 1].lexeme->word, first = all[v->cue.first].lexeme->word;
  q_feature(to, head->lemma, v->where, 0);
  q_feature(to, head->lemma, v->where, me->tag);
  q_feature(to, head->lemma, v->distance, 0);
  q_feature(to, head->tag, v->where, me->tag);
  q_feature(to, head->tag, v->distance, 0);
  q_feature(to, last, v->distance, 0);
  q_feature(to, last, v->where, me->tag);
  q_feature(to, head->lemma, v->where, me->lexeme->word);
  q_feature(to, after->lexeme->word, v->where, me->tag);
  q_feature(to, after->lexeme->word, v->distance, 0);
  q_feature(to, before->tag, v->where, me->tag);
  q_feature(to, before->lexeme->word, v->distance, 0);
  q_feature(to, head->tag, last, v->where);
  q_feature(to, head->rate, v->where, me->place);
  q_feature(to, head->lemma, v->where, me->place);
  q_feature(to, first, v->distance, 0);
  q_feature(to, after->tag | (uint32_t)before->tag << 8, v->where, me->tag);
}

static uint32_t most(uint32_t count, uint32_t limit) { return count < limit ? count : limit; }

/* How much of a kind stands between the token and the cue, three at most. */
#define COUNT(kind) most((uint16_t)(to_tally->kind - from_tally->kind), 3)

static void between(const view *v, q_features *to) {
  const q_reading *all = v->all, *me = v->me;
  uint32_t first = v->token < v->cue.first ? v->token + 1 : v->cue.last;
  uint32_t last = v->token < v->cue.first ? v->cue.first : v->token;
  if (v->side == 2) first = last = v->token;
  if (first == me->paragraph.last) first = last = v->token;
  const q_tally *from_tally = &all[first].before, *to_tally = &all[last].before;
  uint32_t c = v->side * 4 + COUNT(commas), n = v->side * 4 + COUNT(nouns);
  uint32_t b = v->side * 4 + COUNT(verbs);
  q_feature(to, c, b, 0);
  q_feature(to, v->side, COUNT(marks), COUNT(sentences));
  q_feature(to, v->side, COUNT(openers), me->tag);
  q_feature(to, c, b, me->tag);
  q_feature(to, n, b, me->tag);
  q_feature(to, c, me->lexeme->word, 0);
  q_feature(to, b, c, v->right->lexeme->word);
  q_feature(to, b, v->right->tag, v->left->tag);
  q_feature(to, b, v->head->lemma, c * 16 + n);
  if (last - first == 1) q_feature(to, v->side, all[first].lexeme->word, me->tag);
  else q_feature_skip(to, 1);
  if (last - first == 2) q_feature(to, v->side, all[first].lexeme->word, all[first + 1].lexeme->word);
  else q_feature_skip(to, 1);
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
  q_range sentence = v->head->sentence, in = me->region;
  uint32_t left = all[v->cue.first].region_before, right = all[v->cue.last - 1].region_after;
  bool left_same = left != QUOTH_NONE && left >= sentence.first;
  bool right_same = right != QUOTH_NONE && right < sentence.last;
  bool left_near = left != QUOTH_NONE && v->cue.first - left <= 6;
  bool right_near = right != QUOTH_NONE && right - v->cue.last <= 2;
  uint32_t same = left_same * 2u + right_same, near = left_near * 2u + right_near;
  uint32_t at = region_towards(v, left, right);
  q_feature(to, at, me->place, near);
  q_feature(to, at, same, 0);
  q_feature(to, at, v->head->lemma, me->place);
  q_feature(to, same, near, v->where);
  q_feature(to, same * 4 + near, v->where, me->tag);
  uint32_t end = left == QUOTH_NONE ? NOWHERE : word_of(all, left - (all[left].place == Q_CLOSES && left));
  q_feature(to, end, at, v->side);
  uint32_t closes = in.last ? all[in.last - 1].place == Q_CLOSES : 2;
  q_feature(to, at, closes, in.last ? step_of(in.last - in.first) : 0);
  bool fresh = in.last && in.first == all[in.first].sentence.first;
  uint32_t starts = 0;
  if (at == 2 || at == 4)
    starts = 1 + most((uint16_t)(all[in.first].before.sentences - all[v->cue.last - 1].before.sentences), 2);
  q_feature(to, starts, fresh, same * 4 + near);
  q_feature(to, starts, fresh,
            in.last && in.first > me->paragraph.first ? word_of(all, in.first - 1) : NOWHERE);
  uint32_t first = me->paragraph.first;
  q_feature(to, all[first].place != Q_OUTSIDE, at, v->where);
  q_feature(to, first > 0 && all[first - 1].place != Q_OUTSIDE, at, v->side);
}

/* The other cues. */
static void company(const view *v, q_features *to) {
  const q_cue_view *of = v->of;
  const q_candidate *cues = of->cues;
  uint32_t rank = of->rank[v->token - of->first], left = rank ? rank - 1 : QUOTH_NONE;
  uint32_t right = rank < of->count ? rank : QUOTH_NONE, between_us = 0, in = 0;
  if (left == of->which) left = left ? left - 1 : QUOTH_NONE;
  if (right == of->which) right = right + 1 < of->count ? right + 1 : QUOTH_NONE;
  if (left != QUOTH_NONE) in = v->token < cues[left].tokens.last;
  if (v->side == 0) between_us = of->which - rank;
  else if (v->side == 1) between_us = rank - of->which - 1;
  between_us = most(between_us, 3);
  q_feature(to, in, v->me->tag, 0);
  q_feature(to, v->side, between_us, most(of->count, 4));
  q_feature(to, v->where, between_us, v->me->tag);
  q_feature(to, v->where, between_us, v->me->place);
  q_feature(to, left == QUOTH_NONE ? NOWHERE : v->all[cues[left].head].lemma,
            left == QUOTH_NONE ? 99 : step_of((int64_t)v->token - cues[left].head), v->side);
  q_feature(to, right == QUOTH_NONE ? NOWHERE : v->all[cues[right].head].lemma,
            right == QUOTH_NONE ? 99 : step_of((int64_t)v->token - cues[right].head), v->side);
  q_feature(to, v->head->lemma, between_us, v->side);
}

void q_cue_features(const q_cue_view *of, uint32_t token, q_features *to) {
  const q_reading *all = of->all;
  const q_candidate *cue = &of->cues[of->which];
  q_range range = cue->tokens;
  view v = {.of = of, .all = all, .me = &all[token], .head = &all[cue->head], .token = token, .cue = range};
  v.left = near(all, token, -1);
  v.right = near(all, token, 1);
  int64_t distance = token < range.first   ? (int64_t)token - range.first
                     : token >= range.last ? (int64_t)token - range.last + 1
                                           : 0;
  v.side = distance < 0 ? 0 : distance > 0 ? 1 : 2;
  v.distance = step_of(distance);
  v.where = v.side * 8 + (uint32_t)(sentence_step(all, token, range.first) + 3);
  to->template = CUE_TEMPLATES;
  position(&v, to);
  cue_words(&v, to);
  between(&v, to);
  regions(&v, to);
  company(&v, to);
}
