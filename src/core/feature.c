#include "core/feature.h"

/* Templates of words, kept apart from those of tokens, which begin at 0. */
enum { WORD_TEMPLATES = 400, HEAD_TEMPLATES = 300, BORDER_TEMPLATES = 320 };

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

/* ---- whether a source or content may begin or end here ---- */

enum { BORDER_FEATURES = 4, BORDER_RATES = 1 << 12 };

static inline void border_rows(const q_reading *all, uint32_t token, uint32_t rows[BORDER_FEATURES]) {
  const q_reading *me = &all[token], *left = q_near(all, token, -1), *right = q_near(all, token, 1);
  const q_reading *next = q_near(all, token, 2);
  uint32_t tag = me->tag, right_tag = right->tag;
  rows[0] = (uint32_t)left->rate << 8 | (uint32_t)me->rate << 4 | right->rate;
  rows[1] = BORDER_RATES + ((uint32_t)left->place << 6 | (uint32_t)me->place << 4 |
                            (uint32_t)right->place << 2 | next->place);
  rows[2] = q_cross_row((uint32_t)left->tag << 10 | tag << 5 | right_tag, 0, BORDER_TEMPLATES);
  rows[3] = q_cross_row(tag << 10 | right_tag << 5 | next->tag, 0, BORDER_TEMPLATES + 1);
}

void q_border_features(const q_reading *all, uint32_t token, q_features *to) {
  q_features_begin(to, 0);
  border_rows(all, token, to->rows);
  to->count = BORDER_FEATURES;
}

int32_t q_border_sum(const q_part *part, const q_reading *all, uint32_t token) {
  const int8_t *cells = part->cells;
  uint32_t rows[BORDER_FEATURES], mask = part->rows - 1;
  border_rows(all, token, rows);
  return cells[rows[0] & mask] + cells[rows[1] & mask] + cells[rows[2] & mask] + cells[rows[3] & mask];
}
