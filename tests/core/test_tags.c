/* The walk of tags, for each machine, against adding up the features number by number. */
#include "check.h"

#include "core/doc.h"
#include "core/scan_masks.h"
#include "core/tags.h"

enum { ROWS = 1 << 12, WORDS = 40, TOKENS = 60, ROUNDS = 200 };

static int8_t cells[ROWS * Q_TAG_LANES];
static const q_part WEIGHTS = {.cells = cells, .rows = ROWS, .columns = Q_TAG_LANES, .cell = 1};
static q_lexeme lexemes[WORDS];

static uint32_t draw(uint32_t *seed) {
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

/* Weights are few and small numbers, so that lanes are often as good as others. */
static void fill(uint32_t *seed) {
  for (uint32_t i = 0; i < sizeof cells; i++) cells[i] = (int8_t)((int)(draw(seed) % 5) - 2);
  for (uint32_t w = 0; w < WORDS; w++) {
    q_lexeme *lexeme = &lexemes[w];
    *lexeme = (q_lexeme){.word = draw(seed) * 5, .may = draw(seed) * 3};
    lexeme->punctuation = (uint8_t)(draw(seed) % 6 ? Q_TAG_NONE : Q_TAG_COMMA + draw(seed) % 4);
    lexeme->sole = (uint8_t)(draw(seed) % 6 ? Q_TAG_NONE : Q_TAG_NOUN + draw(seed) % Q_TAG_LANES);
    for (uint32_t kind = 0; kind < Q_AS_COUNT; kind++)
      lexeme->lemma[kind] = draw(seed), lexeme->rate[kind] = (uint8_t)draw(seed);
    for (uint32_t r = 0; r < Q_TAG_ROLES; r++)
      for (uint32_t l = 0; l < Q_TAG_LANES; l++)
        lexeme->tag_share[r][l] = (int16_t)((int)(draw(seed) % 7) - 3);
  }
}

/* A document of one paragraph of a few sentences. */
static void make(uint32_t count, q_range sentences[3], q_reading *all, uint32_t *seed) {
  uint32_t first = draw(seed) % (count + 1), second = first + draw(seed) % (count - first + 1);
  sentences[0] = (q_range){0, first};
  sentences[1] = (q_range){first, second};
  sentences[2] = (q_range){second, count};
  for (uint32_t i = 0; i < count; i++) {
    q_range in = sentences[(i >= first) + (i >= second)];
    all[i] = (q_reading){.lexeme = &lexemes[draw(seed) % WORDS], .paragraph = {0, count}, .sentence = in};
  }
}

static uint8_t tag_of(const q_reading *all, uint32_t token, const uint8_t *tags) {
  const q_reading *me = &all[token];
  if (me->lexeme->punctuation) return Q_TAG_PUNCTUATION;
  if (me->lexeme->sole) return me->lexeme->sole;
  q_features features;
  uint32_t start = me->sentence.first, best = 0;
  int sums[Q_TAG_LANES] = {0};
  q_tag_features(all, token, token > start ? tags[token - 1] : Q_TAG_NONE,
                 token > start + 1 ? tags[token - 2] : Q_TAG_NONE, &features);
  for (uint32_t l = 0; l < Q_TAG_LANES; l++) {
    for (uint32_t f = 0; f < features.count; f++) sums[l] += cells[features.rows[f] % ROWS * Q_TAG_LANES + l];
    for (uint32_t r = 0; r < Q_TAG_ROLES; r++)
      if (token + r >= Q_TAG_REACH && token + r - Q_TAG_REACH < me->paragraph.last)
        sums[l] += all[token + r - Q_TAG_REACH].lexeme->tag_share[r][l];
    if (sums[l] > sums[best]) best = l;
  }
  return (uint8_t)(best + Q_TAG_NOUN);
}

static void check_tags(q_tag_all *walk, const quoth_doc *doc, q_reading *all, uint32_t count) {
  uint8_t tags[TOKENS];
  for (uint32_t i = 0; i < count; i++) tags[i] = tag_of(all, i, tags);
  walk(doc, all, &WEIGHTS);
  for (uint32_t i = 0; i < count; i++) {
    const q_lexeme *lexeme = all[i].lexeme;
    CHECK_INT(all[i].tag, lexeme->punctuation ? lexeme->punctuation : tags[i]);
    q_lemma_kind kind = q_kind_of_tag(all[i].tag);
    CHECK_INT(all[i].lemma, lexeme->lemma[kind]);
    CHECK_INT(all[i].rate + all[i].belief * Q_RATE_BELIEF, lexeme->rate[kind]);
  }
}

static void walks_are_alike(void) {
  static quoth_doc doc;
  uint32_t seed = 3;
  q_range sentences[3];
  q_reading all[TOKENS];
  for (uint32_t round = 0; round < ROUNDS; round++) {
    uint32_t count = 1 + round % TOKENS;
    fill(&seed);
    make(count, sentences, all, &seed);
    doc.sentences.items = sentences, doc.sentences.count = 3;
    check_tags(q_tag_all_plain, &doc, all, count);
#if defined __x86_64__
    if (q_has_avx2()) check_tags(q_tag_all_avx2, &doc, all, count);
#endif
  }
}

int main(void) {
  CASE(walks_are_alike);
  return check_done();
}
