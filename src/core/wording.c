#include "core/wording.h"

#include <string.h>

#include "core/sense.h"
#include "core/utf8.h"

char q_generation(const quoth_doc *doc, uint32_t token) {
  return q_word_of(doc, token)->shape < Q_SHAPE_CAPITAL ? 0 : q_sense_of(doc, token)->generation;
}

static bool counts(const quoth_doc *doc, q_range name, uint32_t token, bool person) {
  const q_word *word = q_word_of(doc, token);
  if (word->kind != QUOTH_TOKEN_WORD && word->kind != QUOTH_TOKEN_NUMBER) return false;
  bool more = token + 1 < name.last;
  if (q_is_a(doc, token, Q_POSSESSIVE_MARKER)) return false;
  if (person) return !(more && word->classes & Q_BIT(Q_TITLE));
  if (token == name.first && more && q_is_a(doc, token, Q_ARTICLE_DEFINITE)) return false;
  return !(token > name.first && word->classes & Q_BIT(Q_ORG_SUFFIX) && token + 2 >= name.last);
}

/* The words in any order, without small ones; all of them where all are small. */
static uint64_t bag_of(const quoth_doc *doc, const q_wording *w) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < w->count; i++)
    if (q_word_of(doc, w->token[i])->shape != Q_SHAPE_LOWER) sum += q_lexicon_step(1, w->fold[i]);
  return sum ? q_lexicon_step(q_key_start(Q_KEY_BAG), sum) : q_wording_key(Q_KEY_NAME, w, 0, w->count);
}

/* New York City is New York, but New York Bridge is not. */
static bool is_dropped(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token, Q_BIT(Q_NOUN_THING)) && q_sense_of(doc, token)->fits != Q_FIT_SITE;
}

static void read_words(q_wording *w, const quoth_doc *doc, q_range name, q_label label) {
  bool person = label == Q_LABEL_PERSON, nickname = false;
  bool place = label == Q_LABEL_PLACE; /* Mexico City is not Mexico */
  for (uint32_t t = name.first; t < name.last && w->count < Q_WORDING_MOST; t++) {
    if (q_word_of(doc, t)->kind == QUOTH_TOKEN_MARK) nickname = person && !nickname;
    if (nickname && q_word_of(doc, t)->kind == QUOTH_TOKEN_WORD) w->nickname = q_sense_of(doc, t)->identity;
    if (nickname || !counts(doc, name, t, person)) continue;
    if (place && w->count > 1 && t + 1 == name.last && is_dropped(doc, t)) continue;
    char generation = person && w->count ? q_generation(doc, t) : 0;
    if (generation) {
      w->generation = generation;
      continue;
    }
    w->token[w->count] = t;
    w->fold[w->count++] = q_sense_of(doc, t)->identity;
  }
}

void q_wording_read(q_wording *w, const quoth_doc *doc, const q_mention *mention) {
  w->count = 0;
  w->generation = 0;
  w->nickname = w->canonical = w->variant = w->bag = 0;
  if (mention->canonical) w->canonical = q_hash_folded(mention->canonical, strlen(mention->canonical));
  if (mention->value) return; /* $5 and £5 are two, though their words are one */
  read_words(w, doc, mention->tokens, mention->label);
  if (w->count > 1) w->bag = bag_of(doc, w);
  if (w->count && mention->label == Q_LABEL_PERSON)
    w->variant = q_lexicon_step(q_key_start(Q_KEY_VARIANT), q_skeleton_of(doc, w->token[w->count - 1]));
}

uint64_t q_wording_key(q_key_kind kind, const q_wording *w, uint32_t first, uint32_t last) {
  uint64_t key = q_key_start(kind);
  for (uint32_t i = first; i < last; i++) key = q_lexicon_step(key, w->fold[i]);
  return key;
}

/* ---- same person? ---- */

static bool is_initial(const quoth_doc *doc, uint32_t token) {
  uint32_t size = q_size(doc, token);
  return size == 1 || (size == 2 && q_bytes(doc, token)[1] == '.');
}

static uint64_t full_name(const quoth_doc *doc, uint32_t token) {
  const q_sense *sense = q_sense_of(doc, token);
  return sense->full ? sense->full : sense->identity;
}

/* Is a word the other but for one letter, behind the first two? */
static bool is_variant(const quoth_doc *doc, uint32_t a, uint32_t b) {
  const char *x = q_bytes(doc, a), *y = q_bytes(doc, b);
  uint32_t m = q_size(doc, a), n = q_size(doc, b), head = 0, tail = 0;
  if (m < 5 || n < 5 || m > n + 1 || n > m + 1) return false;
  uint32_t least = m < n ? m : n;
  while (head < least && (x[head] | 32) == (y[head] | 32)) head++;
  while (tail < least - head && (x[m - 1 - tail] | 32) == (y[n - 1 - tail] | 32)) tail++;
  return head >= 2 && head + tail + 1 >= (m > n ? m : n);
}

/* Kristin and Kristen; not Carl and Carla. */
static bool ends_alike(const quoth_doc *doc, uint32_t a, uint32_t b) {
  return (q_bytes(doc, a)[q_size(doc, a) - 1] | 32) == (q_bytes(doc, b)[q_size(doc, b) - 1] | 32);
}

static bool same_given(const quoth_doc *doc, const q_wording *a, uint32_t i, const q_wording *b, uint32_t j) {
  uint32_t s = a->token[i], t = b->token[j];
  if (a->fold[i] == b->fold[j]) return true;
  if (is_initial(doc, s) || is_initial(doc, t))
    return q_sense_of(doc, s)->letter == q_sense_of(doc, t)->letter;
  return full_name(doc, s) == full_name(doc, t) || (is_variant(doc, s, t) && ends_alike(doc, s, t));
}

/* Have both middle names, and none of the shorter fits one of the longer? */
static bool middles_clash(const quoth_doc *doc, const q_wording *a, const q_wording *b) {
  if (a->count < 3 || b->count < 3) return false;
  if (a->count > b->count) return middles_clash(doc, b, a);
  for (uint32_t i = 1, j = 1; i + 1 < a->count; i++) {
    while (j + 1 < b->count && !same_given(doc, a, i, b, j)) j++;
    if (j + 1 == b->count) return true;
  }
  return false;
}

bool q_same_person(const quoth_doc *doc, const q_wording *a, const q_wording *b) {
  if (a->fold[a->count - 1] != b->fold[b->count - 1]) return false;
  return same_given(doc, a, 0, b, 0) && !middles_clash(doc, a, b);
}

bool q_is_respelt(const quoth_doc *doc, const q_wording *a, const q_wording *b) {
  if (a->variant != b->variant || a->fold[a->count - 1] == b->fold[b->count - 1]) return false;
  if (q_generations_clash(a, b) || !is_variant(doc, a->token[a->count - 1], b->token[b->count - 1]))
    return false;
  return a->count == 1 || b->count == 1 || (same_given(doc, a, 0, b, 0) && !middles_clash(doc, a, b));
}

bool q_generations_clash(const q_wording *a, const q_wording *b) {
  return a->generation && b->generation && a->generation != b->generation;
}

/* ---- keys ---- */

uint64_t q_letters_key(const quoth_doc *doc, const q_wording *w, bool small) {
  char letters[Q_WORDING_MOST * 4];
  uint32_t used = 0, taken = 0;
  for (uint32_t i = 0; i < w->count; i++) {
    if (!small && q_word_of(doc, w->token[i])->shape == Q_SHAPE_LOWER) continue;
    used += q_encode(q_sense_of(doc, w->token[i])->letter, letters + used);
    taken++;
  }
  return taken < 2 ? 0 : q_lexicon_step(q_key_start(Q_KEY_LETTERS), q_hash_folded(letters, used));
}

/* ---- names alone ---- */

/* Which words names have: a bit for each word met, and for each met once more. Where two
 * words share a bit, neither is told to be alone. */
typedef struct crowd {
  uint64_t *once, *again;
  uint32_t mask; /* of bits */
} crowd;

enum { BITS_LEAST = 256, BITS_PER_NAME = 32 };

static bool make_crowd(crowd *c, q_arena *arena, uint32_t names) {
  uint32_t bits = BITS_LEAST;
  while (bits / BITS_PER_NAME < names && bits < UINT32_MAX / 2) bits *= 2;
  c->once = q_alloc_zero(arena, bits / 64 * 2 * sizeof *c->once);
  c->again = c->once + bits / 64;
  c->mask = bits - 1;
  return c->once != NULL;
}

static void meet(crowd *c, uint64_t word) {
  uint32_t i = (uint32_t)(word >> 32) & c->mask;
  uint64_t bit = UINT64_C(1) << (i & 63);
  c->again[i >> 6] |= c->once[i >> 6] & bit;
  c->once[i >> 6] |= bit;
}

static uint64_t met_again(const crowd *c, uint64_t word) {
  uint32_t i = (uint32_t)(word >> 32) & c->mask;
  return c->again[i >> 6] >> (i & 63) & 1;
}

static void meet_words(crowd *c, const q_wording *w) {
  for (uint32_t k = 0; k < w->count; k++) meet(c, w->fold[k]);
  if (w->nickname) meet(c, w->nickname);
  if (w->variant) meet(c, w->variant);
  if (w->canonical) meet(c, w->canonical);
}

/* A bit for each word that another name has as well. */
static uint32_t shared_words(const crowd *c, const q_wording *w) {
  uint32_t shared = 0;
  for (uint32_t k = 0; k < w->count; k++) shared |= (uint32_t)met_again(c, w->fold[k]) << k;
  return shared;
}

_Static_assert(Q_WORDING_MOST <= 8, "words are the bits of q_wording.shared");

static bool is_alone(const crowd *c, const q_wording *w) {
  uint64_t again = (w->nickname && met_again(c, w->nickname)) || (w->canonical && met_again(c, w->canonical));
  return !again && !w->shared && !(w->variant && met_again(c, w->variant));
}

bool q_wordings_part(q_wording *all, uint32_t count, q_arena *arena) {
  crowd c;
  if (!make_crowd(&c, arena, count)) return false;
  for (uint32_t i = 0; i < count; i++) meet_words(&c, &all[i]);
  for (uint32_t i = 0; i < count; i++) {
    all[i].shared = (uint8_t)shared_words(&c, &all[i]);
    all[i].alone = is_alone(&c, &all[i]);
  }
  return true;
}
