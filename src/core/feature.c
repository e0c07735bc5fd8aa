#include "core/feature.h"

/* Templates of words, kept apart from those of tokens, which begin at 0. */
enum { WORD_TEMPLATES = 400, HEAD_TEMPLATES = 300 };

/* ---- of words alone ---- */

void q_tag_word_features(const q_lexeme *lexeme, uint32_t role, q_features *to) {
  to->template = WORD_TEMPLATES + 16 * role;
  q_feature(to, lexeme->word, 0, 0);
  if (role >= Q_TAG_REACH) q_feature(to, lexeme->may, 0, 0);
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
  q_cross(to, lexeme->word, 0);
  q_cross(to, lexeme->sole, 0);
  if (distance > 2) return;
  q_cross(to, lemma_alone(lexeme), 0);
  q_cross(to, lexeme->classes, 0);
  for (uint32_t i = 0; i < 2; i++) q_cross(to, lexeme->suffix[i], 0);
  if (distance > 1) return;
  q_cross(to, lexeme->shape, 0);
  for (uint32_t i = 0; i < 2 && !distance; i++) q_cross(to, lexeme->prefix[i], 0);
}

/* ---- neighbours ---- */

/* Tags fit in 5 bits. */
static const q_lexeme LEXEME_BEFORE = {.word = Q_WORD_BEFORE, .shape = Q_WORD_BEFORE};
static const q_lexeme LEXEME_AFTER = {.word = Q_WORD_AFTER, .shape = Q_WORD_AFTER};
const q_reading q_reading_before = {.lexeme = &LEXEME_BEFORE, .lemma = Q_WORD_BEFORE, .tag = 30};
const q_reading q_reading_after = {.lexeme = &LEXEME_AFTER, .lemma = Q_WORD_AFTER, .tag = 31};

const uint8_t q_steps[64] = {0,  1,  2,  3,  4,  5,  5,  6,  6,  6,  7,  7,  7,  7,  7,  8,
                             8,  8,  8,  8,  8,  8,  8,  9,  9,  9,  9,  9,  9,  9,  9,  9,
                             9,  9,  9,  9,  10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
                             10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11};

static uint32_t tag_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].tag;
}
static uint32_t rate_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].rate;
}

/* ---- parts of speech ---- */

void q_tag_features(const q_reading *all, uint32_t token, uint32_t before, uint32_t second, q_features *to) {
  const q_lexeme *left = q_near(all, token, -1)->lexeme, *right = q_near(all, token, 1)->lexeme;
  q_features_begin(to, 0);
  q_tag_rows(left, all[token].lexeme, right, before, second, to->rows);
  to->count = Q_TAG_FEATURES;
}

/* ---- whether a cue may be here ---- */

enum { NEAR_FEATURES = 3, HEAD_FEATURES = NEAR_FEATURES + 4, TAGS = 1 << 10, RATES = 1 << 8 };

static inline void near_rows(const q_reading *left, const q_reading *me, const q_reading *right,
                             uint32_t rows[NEAR_FEATURES]) {
  rows[0] = (uint32_t)me->rate << 5 | me->tag;
  rows[1] = RATES + ((uint32_t)left->tag << 5 | right->tag);
  rows[2] = RATES + TAGS + ((uint32_t)left->rate << 4 | right->rate);
}

void q_near_features(const q_reading *all, uint32_t token, q_features *to) {
  q_features_begin(to, 0);
  near_rows(q_near(all, token, -1), &all[token], q_near(all, token, 1), to->rows);
  to->count = NEAR_FEATURES;
}

static inline void add_near(const q_part *part, const q_reading *left, const q_reading *me,
                            const q_reading *right, int16_t *sum) {
  const int8_t *cells = part->cells;
  uint32_t rows[NEAR_FEATURES], mask = part->rows - 1;
  near_rows(left, me, right, rows);
  *sum = (int16_t)(*sum + cells[rows[0] & mask] + cells[rows[1] & mask] + cells[rows[2] & mask]);
}

void q_near_sums(const q_part *part, const q_reading *all, q_range paragraph, int16_t *sums) {
  const q_reading *left = &q_reading_before, *me = &all[paragraph.first], *end = &all[paragraph.last];
  for (; me + 1 < end; left = me++) add_near(part, left, me, me + 1, sums++);
  add_near(part, left, me, &q_reading_after, sums);
}

static inline void head_rows(const q_reading *all, uint32_t token, uint32_t rows[HEAD_FEATURES]) {
  const q_reading *me = &all[token], *left = q_near(all, token, -1), *right = q_near(all, token, 1);
  near_rows(left, me, right, rows);
  rows[3] = 2 * RATES + TAGS + ((uint32_t)me->rate << 4 | (uint32_t)left->place << 2 | right->place);
  rows[4] = q_cross_row(me->lemma, left->tag, HEAD_TEMPLATES);
  rows[5] = q_cross_row(me->lemma, right->tag, HEAD_TEMPLATES + 1);
  rows[6] = q_cross_row(me->lemma, right->lemma, HEAD_TEMPLATES + 2);
}

void q_head_features(const q_reading *all, uint32_t token, q_features *to) {
  q_features_begin(to, 0);
  head_rows(all, token, to->rows);
  to->count = HEAD_FEATURES;
}

int32_t q_head_sum(const q_part *part, const q_reading *all, uint32_t token) {
  const int8_t *cells = part->cells;
  uint32_t rows[HEAD_FEATURES], mask = part->rows - 1;
  int32_t sum = 0;
  head_rows(all, token, rows);
  for (uint32_t f = 0; f < HEAD_FEATURES; f++) sum += cells[rows[f] & mask];
  return sum;
}

/* ---- of a token among its neighbours ---- */

/* A token and what stands at distances -2 … 2 of it. */
typedef struct context {
  const q_reading *all, *me, *at[5];
  uint32_t token;
} context;

#define AT(distance) (c->at[(distance) + 2])

static void words_and_tags(const context *c, q_features *to) {
  const q_reading *me = c->me;
  uint32_t left = AT(-1)->tag, right = AT(1)->tag, tag = me->tag;
  q_feature_small(to, left << 5 | tag, 10);
  q_feature_small(to, tag << 5 | right, 10);
  q_cross(to, AT(-1)->lemma, me->lemma);
  q_cross(to, AT(1)->lemma, me->lemma);
  q_cross(to, AT(1)->lexeme->word, AT(2)->lexeme->word);
  q_cross(to, me->lemma, left << 5 | right);
  q_cross(to, left << 10 | tag << 5 | right, 0);
  q_cross(to, (uint32_t)AT(-2)->tag << 10 | left << 5 | tag, 0);
  q_cross(to, tag << 10 | right << 5 | AT(2)->tag, 0);
}

/* The last word of a quotation before its mark. */
static uint32_t last_word_of(const q_reading *all, q_range region) {
  bool closed = all[region.last - 1].place == Q_CLOSES && region.last - region.first > 1;
  return all[region.last - 1 - closed].lexeme->word;
}

/* Of a token in a quotation towards its borders. */
static void region(const q_reading *all, const q_reading *me, q_features *to) {
  q_range in = me->region, paragraph = me->paragraph;
  if (!in.last) {
    q_feature_skip(to, 3);
    to->small += (1 << 7) + (1 << 3);
    return;
  }
  uint32_t open = all[in.last - 1].place != Q_CLOSES, length = q_steps_to(in.last - in.first);
  uint32_t before = in.first > paragraph.first ? all[in.first - 1].lexeme->word : Q_WORD_BEFORE;
  uint32_t after = in.last < paragraph.last ? all[in.last].lexeme->word : Q_WORD_AFTER;
  q_feature_small(to, length << 1 | open, 7);
  q_feature_small(to, (in.first == paragraph.first) * 4u + (in.last + 1 >= paragraph.last) * 2u + open, 3);
  q_cross(to, before, me->place);
  q_cross(to, after, me->place);
  q_cross(to, last_word_of(all, in), me->place);
}

static uint32_t places_around(const context *c) {
  return (uint32_t)AT(-2)->place << 8 | (uint32_t)AT(-1)->place << 6 | (uint32_t)c->me->place << 4 |
         (uint32_t)AT(1)->place << 2 | AT(2)->place;
}

/* Whether the paragraph begins in a quotation, and whether the nearest ones are in the sentence. */
static uint32_t quotations_around(const context *c) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t first = me->paragraph.first;
  bool runs_on = first > 0 && all[first - 1].place == Q_INSIDE;
  bool left_same = me->region_before != QUOTH_NONE && me->region_before >= me->sentence.first;
  bool right_same = me->region_after != QUOTH_NONE && me->region_after < me->sentence.last;
  return ((all[first].place != Q_OUTSIDE) * 2u + runs_on) << 4 | left_same * 8u | right_same * 4u | me->place;
}

static void quotations(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t place = me->place;
  uint32_t left = q_gap_before(c->token, me->region_before), right = q_gap_after(c->token, me->region_after);
  uint32_t near_left = left < 6 ? left : 7, near_right = right < 6 ? right : 7;
  q_feature_small(to, places_around(c), 10);
  q_feature_small(to, left << 2 | place, 8);
  q_feature_small(to, right << 2 | place, 8);
  q_feature_small(to, near_left << 5 | me->tag, 8);
  q_feature_small(to, near_right << 5 | me->tag, 8);
  q_feature_small(to, quotations_around(c), 6);
  if (place || near_left < 7 || near_right < 7)
    q_cross(to, me->lemma, near_left << 8 | near_right << 4 | place);
  else q_feature_skip(to, 1);
  region(all, me, to);
}

static void rates(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t left = me->lexical_before, right = me->lexical_after, token = c->token, rate = me->rate;
  uint32_t left_gap = q_gap_before(token, left);
  q_feature_small(to, (uint32_t)AT(-1)->rate << 8 | rate << 4 | AT(1)->rate, 12);
  q_feature_small(to, (uint32_t)AT(-2)->rate << 4 | AT(2)->rate, 8);
  q_feature_small(to, rate << 10 | (uint32_t)me->tag << 5 | AT(1)->tag, 14);
  q_feature_small(to, left_gap, 6);
  q_feature_small(to, q_gap_after(token, right), 6);
  q_feature_small(to, rate_of(all, left) << 6 | rate_of(all, right) << 2 | me->place, 10);
  q_cross(to, AT(1)->lexeme->word, rate);
  q_cross(to, q_lemma_at(all, left), me->tag);
  q_cross(to, q_lemma_at(all, right), me->tag);
  q_cross(to, q_lemma_at(all, left), left_gap);
}

static void clause(const context *c, q_features *to) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t token = c->token;
  q_feature_small(to, q_gap_before(token, me->comma_before), 6);
  q_feature_small(to, q_gap_after(token, me->comma_after), 6);
  uint32_t from_start = token - me->sentence.first, to_end = me->sentence.last - token;
  q_feature_small(to, q_steps_to(from_start), 6);
  q_feature_small(to, q_steps_to(to_end), 6);
  q_feature_small(to, (from_start < 3 ? from_start : 3) << 5 | me->tag, 7);
  q_feature_small(to, (to_end < 3 ? to_end : 3) << 5 | me->tag, 7);
  q_feature_small(to, tag_of(all, me->verb_before) << 6 | q_gap_before(token, me->verb_before), 11);
  q_cross(to, q_word_at(all, me->opener_before), me->tag);
  q_cross(to, q_word_at(all, me->opener_before), q_gap_before(token, me->opener_before));
  q_cross(to, q_lemma_at(all, me->verb_before), 0);
  q_cross(to, q_lemma_at(all, me->verb_after), q_gap_after(token, me->verb_after));
  q_cross(to, tag_of(all, me->verb_before) << 10 | tag_of(all, me->verb_after) << 5 | me->tag, 0);
}

static inline context context_of(const q_reading *all, uint32_t token) {
  context c = {.all = all, .me = &all[token], .token = token};
  bool inner = token - c.me->paragraph.first >= 2 && c.me->paragraph.last - token > 2;
  for (int d = -2; d <= 2; d++) c.at[d + 2] = inner ? c.me + d : q_near(all, token, d);
  return c;
}

void q_token_features(const q_reading *all, uint32_t token, q_features *to) {
  const context c = context_of(all, token);
  q_features_begin(to, 0);
  words_and_tags(&c, to);
  quotations(&c, to);
  rates(&c, to);
  clause(&c, to);
}

void q_part_features(const q_reading *all, uint32_t token, q_features *to) {
  const context around = context_of(all, token), *c = &around;
  const q_reading *me = c->me;
  uint32_t left = AT(-1)->tag, right = AT(1)->tag, tag = me->tag;
  q_features_begin(to, 0);
  q_feature_small(to, left << 5 | tag, 10);
  q_feature_small(to, tag << 5 | right, 10);
  q_feature_small(to, places_around(c), 10);
  q_feature_small(to, q_gap_after(token, me->region_after) << 2 | me->place, 8);
  q_feature_small(to, quotations_around(c), 6);
  q_feature_small(to, q_gap_before(token, me->comma_before), 6);
  q_feature_small(to, q_steps_to(token - me->sentence.first), 6);
  uint32_t to_end = me->sentence.last - token;
  q_feature_small(to, q_steps_to(to_end), 6);
  q_feature_small(to, (to_end < 3 ? to_end : 3) << 5 | tag, 7);
  q_feature_small(to, tag_of(all, me->verb_before) << 6 | q_gap_before(token, me->verb_before), 11);
  q_cross(to, tag << 10 | right << 5 | AT(2)->tag, 0);
  rates(c, to);
  if (me->region.last) q_cross(to, last_word_of(all, me->region), me->place);
  else q_feature_skip(to, 1);
}
