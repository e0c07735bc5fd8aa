/* The walk of tags.h. A file that includes this defines best_tag. */
#include "core/tags.h"

/* The best tag of a token towards the two tags before it. Readings stand next to it for Q_TAG_REACH
 * tokens on either side; of these only the lexeme is asked. */
static inline uint32_t best_tag(const q_part *weights, const q_reading *me, uint32_t before, uint32_t second);

/* Lexemes of what is outside of the paragraph have shares of zeros. */
static uint32_t best_at_border(const q_part *weights, const q_reading *all, uint32_t token, uint32_t before,
                               uint32_t second) {
  q_reading around[Q_TAG_ROLES];
  for (int r = 0; r < Q_TAG_ROLES; r++) around[r].lexeme = q_near(all, token, r - Q_TAG_REACH)->lexeme;
  return best_tag(weights, &around[Q_TAG_REACH], before, second);
}

static inline void set_tag(q_reading *me, const q_lexeme *lexeme, uint32_t tag) {
  q_lemma_kind kind = q_kind_of_tag((uint8_t)tag);
  me->tag = (uint8_t)tag;
  me->lemma = lexeme->lemma[kind];
  me->rate = lexeme->rate[kind] & (Q_RATE_BELIEF - 1);
  me->belief = (lexeme->rate[kind] & Q_RATE_BELIEF) != 0;
}

static inline void tag_sentence(q_reading *all, q_range sentence, const q_part *weights) {
  uint32_t before = Q_TAG_NONE, second = Q_TAG_NONE;
  q_range in = sentence.first < sentence.last ? all[sentence.first].paragraph : sentence;
  uint32_t inner = in.first + Q_TAG_REACH;
  uint32_t count = in.last - in.first > 2 * Q_TAG_REACH ? in.last - in.first - 2 * Q_TAG_REACH : 0;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    const q_lexeme *lexeme = all[i].lexeme;
    uint32_t tag = lexeme->punctuation ? Q_TAG_PUNCTUATION : lexeme->sole;
    if (!tag)
      tag = i - inner < count ? best_tag(weights, &all[i], before, second)
                              : best_at_border(weights, all, i, before, second);
    set_tag(&all[i], lexeme, lexeme->punctuation ? lexeme->punctuation : tag);
    second = before;
    before = tag;
  }
}

static inline void tag_all(const quoth_doc *doc, q_reading *all, const q_part *weights) {
  for (uint32_t s = 0; s < doc->sentences.count; s++) tag_sentence(all, doc->sentences.items[s], weights);
}
