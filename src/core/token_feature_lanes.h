/* The features of a token among its neighbours, for the two taggers of attributions. A file that
 * includes this sets NAME. */
#include "core/hashes.h"

/* Templates keep the two lists apart. */
enum { CUE_LIST = 0, PART_LIST = 100 };

/* Small numbers of a token. Gaps are steps to what is next on a side in its sentence. */
enum { TAG = 31, LEFT_TAG = 31 << 5, RIGHT_TAG = 31 << 10, LEFT2_TAG = 31 << 15, RIGHT2_TAG = 31 << 20 };
enum {
  RATE = 15,
  LEFT_RATE = 15 << 4, /* of the token before */
  RIGHT_RATE = 15 << 8,
  CUE_LEFT_RATE = 15 << 12, /* of the next lexical token on the left */
  CUE_RIGHT_RATE = 15 << 16,
  CUE_LEFT_GAP = 15 << 20,
  CUE_RIGHT_GAP = 15 << 24
};
enum {
  PLACE = 3,
  PLACES = 1023,     /* of the token and two on either side */
  AROUND = 15 << 10, /* see quotations_around() */
  VERB_LEFT_TAG = 31 << 14,
  VERB_RIGHT_TAG = 31 << 19
};
enum {
  QUOTATION_LEFT = 15, /* gaps to the nearest quotations of the paragraph */
  QUOTATION_RIGHT = 15 << 4,
  COMMA_LEFT = 15 << 8,
  VERB_LEFT = 15 << 12,
  START = 15 << 16, /* of the sentence */
  END = 15 << 20,
  NEAR_START = 3 << 24, /* the same, three at most */
  NEAR_END = 3 << 26
};

/* Each feature: two words, and the numbers of each kind: tags, rates, places, gaps. */
#define CUE_FEATURES(F)                                     \
  F(NONE, NONE, TAG | LEFT_TAG, 0, 0, 0)                    \
  F(NONE, NONE, TAG | LEFT_TAG | RIGHT_TAG, 0, 0, 0)        \
  F(NONE, NONE, TAG | LEFT_TAG | LEFT2_TAG, 0, 0, 0)        \
  F(NONE, NONE, TAG | RIGHT_TAG | RIGHT2_TAG, 0, 0, 0)      \
  F(LEMMA, LEFT_LEMMA, 0, 0, 0, 0)                          \
  F(LEMMA, RIGHT_LEMMA, 0, 0, 0, 0)                         \
  F(RIGHT_WORD, RIGHT2_WORD, 0, 0, 0, 0)                    \
  F(NONE, NONE, TAG, 0, 0, QUOTATION_LEFT)                  \
  F(NONE, NONE, TAG, 0, 0, QUOTATION_RIGHT)                 \
  F(NONE, NONE, 0, 0, AROUND, 0)                            \
  F(LEMMA, NONE, 0, 0, 0, QUOTATION_LEFT | QUOTATION_RIGHT) \
  F(NONE, NONE, 0, RATE | LEFT_RATE | RIGHT_RATE, 0, 0)     \
  F(NONE, NONE, TAG | RIGHT_TAG, RATE, 0, 0)                \
  F(NONE, NONE, 0, CUE_LEFT_RATE | CUE_LEFT_GAP, 0, 0)      \
  F(NONE, NONE, 0, CUE_RIGHT_RATE | CUE_RIGHT_GAP, 0, 0)    \
  F(RIGHT_WORD, NONE, 0, RATE, 0, 0)                        \
  F(CUE_LEFT_LEMMA, NONE, TAG, 0, 0, 0)                     \
  F(CUE_RIGHT_LEMMA, NONE, TAG, 0, 0, 0)                    \
  F(NONE, NONE, TAG, 0, 0, NEAR_START)                      \
  F(NONE, NONE, TAG, 0, 0, NEAR_END)                        \
  F(NONE, NONE, 0, 0, VERB_LEFT_TAG, VERB_LEFT)             \
  F(OPENER_WORD, NONE, TAG, 0, 0, 0)                        \
  F(VERB_LEFT_LEMMA, NONE, 0, 0, 0, 0)                      \
  F(NONE, NONE, TAG, 0, VERB_LEFT_TAG | VERB_RIGHT_TAG, 0)  \
  F(NONE, NONE, TAG | RIGHT_TAG, 0, 0, 0)                   \
  F(CUE_LEFT_LEMMA, NONE, 0, CUE_LEFT_GAP, 0, 0)            \
  F(NONE, NONE, 0, CUE_LEFT_GAP, 0, 0)                      \
  F(NONE, NONE, 0, CUE_RIGHT_GAP, 0, 0)                     \
  F(NONE, NONE, 0, CUE_LEFT_RATE | CUE_RIGHT_RATE, 0, 0)    \
  F(NONE, NONE, 0, 0, PLACES, 0)                            \
  F(NONE, NONE, 0, 0, 0, QUOTATION_LEFT)                    \
  F(NONE, NONE, 0, 0, 0, QUOTATION_RIGHT)                   \
  F(LEMMA, NONE, LEFT_TAG | RIGHT_TAG, 0, 0, 0)             \
  F(LEMMA, NONE, RIGHT_TAG, 0, 0, 0)                        \
  F(LEMMA, NONE, LEFT_TAG, 0, 0, 0)                         \
  F(NONE, NONE, 0, 0, 0, START)                             \
  F(NONE, NONE, 0, 0, 0, END)                               \
  F(NONE, NONE, 0, 0, 0, COMMA_LEFT)                        \
  F(RIGHT_LEMMA, NONE, TAG, 0, 0, 0)                        \
  F(LEFT_LEMMA, NONE, TAG, 0, 0, 0)

#define PART_FEATURES(F)                                     \
  F(NONE, NONE, TAG | LEFT_TAG, 0, 0, 0)                     \
  F(NONE, NONE, TAG | RIGHT_TAG, 0, 0, 0)                    \
  F(NONE, NONE, TAG | RIGHT_TAG | RIGHT2_TAG, 0, 0, 0)       \
  F(NONE, NONE, 0, 0, PLACES, 0)                             \
  F(NONE, NONE, 0, 0, PLACE, QUOTATION_RIGHT)                \
  F(NONE, NONE, 0, 0, PLACE | AROUND, 0)                     \
  F(NONE, NONE, 0, 0, 0, COMMA_LEFT)                         \
  F(NONE, NONE, 0, 0, 0, START)                              \
  F(NONE, NONE, 0, 0, 0, END)                                \
  F(NONE, NONE, TAG, 0, 0, NEAR_END)                         \
  F(NONE, NONE, 0, 0, VERB_LEFT_TAG, VERB_LEFT)              \
  F(NONE, NONE, 0, RATE | LEFT_RATE | RIGHT_RATE, 0, 0)      \
  F(NONE, NONE, TAG | RIGHT_TAG, RATE, 0, 0)                 \
  F(NONE, NONE, 0, CUE_LEFT_GAP, 0, 0)                       \
  F(NONE, NONE, 0, CUE_RIGHT_GAP, 0, 0)                      \
  F(NONE, NONE, 0, CUE_LEFT_RATE | CUE_RIGHT_RATE, PLACE, 0) \
  F(RIGHT_WORD, NONE, 0, RATE, 0, 0)                         \
  F(CUE_LEFT_LEMMA, NONE, TAG, 0, 0, 0)                      \
  F(CUE_RIGHT_LEMMA, NONE, TAG, 0, 0, 0)                     \
  F(CUE_LEFT_LEMMA, NONE, 0, CUE_LEFT_GAP, 0, 0)             \
  F(LAST_QUOTED_WORD, NONE, 0, 0, PLACE, 0)                  \
  F(NONE, NONE, TAG | LEFT_TAG | RIGHT_TAG, 0, 0, 0)         \
  F(NONE, NONE, TAG | LEFT_TAG | LEFT2_TAG, 0, 0, 0)         \
  F(NONE, NONE, TAG, 0, VERB_LEFT_TAG | VERB_RIGHT_TAG, 0)

enum {
  NONE,
  LEMMA,
  LEFT_LEMMA,
  RIGHT_LEMMA,
  RIGHT_WORD,
  RIGHT2_WORD,
  CUE_LEFT_LEMMA,
  CUE_RIGHT_LEMMA,
  OPENER_WORD,
  VERB_LEFT_LEMMA,
  LAST_QUOTED_WORD,
  WORDS
};
#define WORDS_OF(a, b, tags, rates, places, gaps) words[a] + words[b] * Q_FACTOR_5,
#define TAGS_OF(a, b, tags, rates, places, gaps) tags,
#define RATES_OF(a, b, tags, rates, places, gaps) rates,
#define PLACES_OF(a, b, tags, rates, places, gaps) places,
#define GAPS_OF(a, b, tags, rates, places, gaps) gaps,

#define ONE(a, b, tags, rates, places, gaps) +1

enum { CUE_COUNT = 0 CUE_FEATURES(ONE), PART_COUNT = 0 PART_FEATURES(ONE) };
_Static_assert(CUE_COUNT % 8 == 0 && PART_COUNT % 8 == 0, "lists fill vector registers");

/* The masks of a list. */
typedef struct masks {
  uint32_t tags[CUE_COUNT], rates[CUE_COUNT], places[CUE_COUNT], gaps[CUE_COUNT];
} masks;
static const masks CUE_MASKS = {
    {CUE_FEATURES(TAGS_OF)}, {CUE_FEATURES(RATES_OF)}, {CUE_FEATURES(PLACES_OF)}, {CUE_FEATURES(GAPS_OF)}};
static const masks PART_MASKS = {{PART_FEATURES(TAGS_OF)},
                                 {PART_FEATURES(RATES_OF)},
                                 {PART_FEATURES(PLACES_OF)},
                                 {PART_FEATURES(GAPS_OF)}};

/* A token and what stands around it. */
typedef struct context {
  const q_reading *all, *me;
  const q_reading *at[5];
} context;
#define AT(distance) (c->at[(distance) + 2])

static inline context context_of(const q_reading *all, uint32_t token) {
  context c = {.all = all, .me = &all[token]};
  bool inner = token - c.me->paragraph.first >= 2 && c.me->paragraph.last - token > 2;
  for (int d = -2; d <= 2; d++) c.at[d + 2] = inner ? c.me + d : q_near(all, token, d);
  return c;
}

static inline uint32_t most(uint32_t count, uint32_t limit) { return count < limit ? count : limit; }

/* Steps fit in four bits, and so does what stands for none. */
static inline uint32_t gap(uint32_t steps) { return steps & 15; }

static inline uint32_t tag_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].tag;
}
static inline uint32_t rate_of(const q_reading *all, uint32_t token) {
  return token == QUOTH_NONE ? 0 : all[token].rate;
}

static inline uint32_t tags_around(const context *c) {
  return c->me->tag | Q_FIELD(LEFT_TAG, AT(-1)->tag) | Q_FIELD(RIGHT_TAG, AT(1)->tag) |
         Q_FIELD(LEFT2_TAG, AT(-2)->tag) | Q_FIELD(RIGHT2_TAG, AT(2)->tag);
}

static inline uint32_t rates_around(const context *c, uint32_t token) {
  const q_reading *me = c->me;
  uint32_t left = me->lexical_before, right = me->lexical_after;
  return me->rate | Q_FIELD(LEFT_RATE, AT(-1)->rate) | Q_FIELD(RIGHT_RATE, AT(1)->rate) |
         Q_FIELD(CUE_LEFT_RATE, rate_of(c->all, left)) | Q_FIELD(CUE_RIGHT_RATE, rate_of(c->all, right)) |
         Q_FIELD(CUE_LEFT_GAP, gap(q_gap_before(token, left))) |
         Q_FIELD(CUE_RIGHT_GAP, gap(q_gap_after(token, right)));
}

/* Whether the paragraph begins in a quotation, and whether the nearest ones are in the sentence. */
static inline uint32_t quotations_around(const context *c) {
  const q_reading *me = c->me, *all = c->all;
  uint32_t first = me->paragraph.first;
  bool runs_on = first > 0 && all[first - 1].place == Q_INSIDE;
  bool left_same = me->region_before != QUOTH_NONE && me->region_before >= me->sentence.first;
  bool right_same = me->region_after != QUOTH_NONE && me->region_after < me->sentence.last;
  return (all[first].place != Q_OUTSIDE) * 8u | runs_on * 4u | left_same * 2u | right_same;
}

static inline uint32_t places_around(const context *c) {
  const q_reading *me = c->me;
  uint32_t places = (uint32_t)AT(-2)->place << 8 | (uint32_t)AT(-1)->place << 6 |
                    (uint32_t)AT(1)->place << 4 | (uint32_t)AT(2)->place << 2 | me->place;
  return places | Q_FIELD(AROUND, quotations_around(c)) |
         Q_FIELD(VERB_LEFT_TAG, tag_of(c->all, me->verb_before)) |
         Q_FIELD(VERB_RIGHT_TAG, tag_of(c->all, me->verb_after));
}

static inline uint32_t gaps_around(const context *c, uint32_t token) {
  const q_reading *me = c->me;
  uint32_t start = token - me->sentence.first, end = me->sentence.last - token;
  return gap(q_gap_before(token, me->region_before)) |
         Q_FIELD(QUOTATION_RIGHT, gap(q_gap_after(token, me->region_after))) |
         Q_FIELD(COMMA_LEFT, gap(q_gap_before(token, me->comma_before))) |
         Q_FIELD(VERB_LEFT, gap(q_gap_before(token, me->verb_before))) | Q_FIELD(START, q_steps_to(start)) |
         Q_FIELD(END, q_steps_to(end)) | Q_FIELD(NEAR_START, most(start, 3)) |
         Q_FIELD(NEAR_END, most(end, 3));
}

/* The last word of the quotation that a token lies in before its mark. */
static inline uint32_t last_quoted_word(const q_reading *all, q_range region) {
  if (!region.last) return Q_WORD_NOWHERE;
  bool closed = all[region.last - 1].place == Q_CLOSES && region.last - region.first > 1;
  return all[region.last - 1 - closed].lexeme->word;
}

static inline void add_fields(const context *c, uint32_t token, const masks *of, uint32_t count,
                              uint32_t *sums) {
  q_hashes_add(sums, count, tags_around(c), of->tags, Q_FACTOR_1);
  q_hashes_add(sums, count, rates_around(c, token), of->rates, Q_FACTOR_2);
  q_hashes_add(sums, count, places_around(c), of->places, Q_FACTOR_3);
  q_hashes_add(sums, count, gaps_around(c, token), of->gaps, Q_FACTOR_4);
}

void NAME(q_token_features)(const q_reading *all, uint32_t token, q_features *to) {
  const context around = context_of(all, token), *c = &around;
  const q_reading *me = c->me;
  const uint32_t words[WORDS] = {[LEMMA] = me->lemma,
                                 [LEFT_LEMMA] = AT(-1)->lemma,
                                 [RIGHT_LEMMA] = AT(1)->lemma,
                                 [RIGHT_WORD] = AT(1)->lexeme->word,
                                 [RIGHT2_WORD] = AT(2)->lexeme->word,
                                 [CUE_LEFT_LEMMA] = q_lemma_at(all, me->lexical_before),
                                 [CUE_RIGHT_LEMMA] = q_lemma_at(all, me->lexical_after),
                                 [OPENER_WORD] = q_word_at(all, me->opener_before),
                                 [VERB_LEFT_LEMMA] = q_lemma_at(all, me->verb_before)};
  uint32_t sums[] = {CUE_FEATURES(WORDS_OF)};
  q_hashes_number(sums, CUE_COUNT, CUE_LIST);
  add_fields(c, token, &CUE_MASKS, CUE_COUNT, sums);
  q_hashes_rows(sums, CUE_COUNT, to);
  to->count = CUE_COUNT;
}

void NAME(q_part_features)(const q_reading *all, uint32_t token, q_features *to) {
  const context around = context_of(all, token), *c = &around;
  const q_reading *me = c->me;
  const uint32_t words[WORDS] = {[RIGHT_WORD] = AT(1)->lexeme->word,
                                 [CUE_LEFT_LEMMA] = q_lemma_at(all, me->lexical_before),
                                 [CUE_RIGHT_LEMMA] = q_lemma_at(all, me->lexical_after),
                                 [LAST_QUOTED_WORD] = last_quoted_word(all, me->region)};
  uint32_t sums[] = {PART_FEATURES(WORDS_OF)};
  q_hashes_number(sums, PART_COUNT, PART_LIST);
  add_fields(c, token, &PART_MASKS, PART_COUNT, sums);
  q_hashes_rows(sums, PART_COUNT, to);
  to->count = PART_COUNT;
}
