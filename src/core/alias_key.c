/* The keys under which a name's entity is found: all of its words, the last, the first, letters. */
#include "core/alias.h"

#include <string.h>

uint64_t q_key_typed(uint64_t key, const q_mention *mention) {
  uint32_t label = mention->label ? mention->label : (uint32_t)q_hash(mention->type, strlen(mention->type));
  return q_key_labelled(key, label);
}

bool q_is_firm(const quoth_doc *doc, const q_mention *mention) {
  q_range name = mention->tokens;
  if (name.last <= name.first + 1 || mention->label != Q_LABEL_ORGANIZATION) return false;
  return q_is(doc, name.last - 1, Q_BIT(Q_ORG_SUFFIX)) || q_is_a(doc, name.last - 1, Q_NAME_FIRM);
}

static bool add_key(q_linker *l, uint64_t key, uint32_t entity) { return q_keys_add(&l->keys, key, entity); }

/* May another name ask for a key of these words, as none does for words that it has not? */
static bool is_shared(const q_wording *w, uint32_t first, uint32_t last) {
  uint32_t words = (UINT32_C(1) << last) - (UINT32_C(1) << first);
  return (w->shared & words) == words;
}

static bool add_words(q_linker *l, q_key_kind kind, const q_wording *w, q_range words, uint32_t entity) {
  if (!is_shared(w, words.first, words.last)) return true;
  return add_key(l, q_wording_key(kind, w, words.first, words.last), entity);
}

static bool add_person_keys(q_linker *l, const q_wording *w, uint32_t entity) {
  if (w->variant && !add_key(l, w->variant, entity)) return false;
  for (uint32_t i = 0; i < w->count; i++)
    if (!add_words(l, Q_KEY_TAIL, w, (q_range){i, w->count}, entity)) return false;
  if (w->count > 1 && w->shared && !add_key(l, q_key_labelled(w->bag, Q_LABEL_PERSON), entity)) return false;
  if (w->nickname && !add_key(l, q_lexicon_step(q_key_start(Q_KEY_TAIL), w->nickname), entity)) return false;
  for (uint32_t i = 1; i + 1 < w->count; i++)
    if (!add_words(l, Q_KEY_MIDDLE, w, (q_range){i, i + 1}, entity)) return false;
  for (uint32_t i = 1; i < w->count || i == 1; i++)
    if (w->count && !add_words(l, Q_KEY_GIVEN, w, (q_range){0, i}, entity)) return false;
  return true;
}

/* Does a name of the document begin with the letter that an acronym of this one would? */
static bool is_shortened(const q_linker *l, const q_wording *w) {
  uint32_t large = 0; /* an acronym leaves small words out, or does not */
  while (large + 1 < w->count && q_word_of(l->doc, w->token[large])->shape == Q_SHAPE_LOWER) large++;
  return l->letters & (q_letter_bit(l->doc, w->token[0]) | q_letter_bit(l->doc, w->token[large]));
}

static bool add_letters(q_linker *l, const q_wording *w, uint32_t entity) {
  if (w->count < 2 || !l->letters || !is_shortened(l, w)) return true;
  uint64_t with = q_letters_key(l->doc, w, true), without = q_letters_key(l->doc, w, false);
  return (!with || add_key(l, with, entity)) && (!without || add_key(l, without, entity));
}

/* May the last word, which says what kind of body it is, stand for all of the name: United, the Times? Not
 * the House for the White House, which is a seat, nor the Senate for House and Senate. */
static bool stands_for_all(const quoth_doc *doc, const q_mention *mention, const q_wording *w) {
  if (mention->label != Q_LABEL_ORGANIZATION || mention->seat) return false;
  for (uint32_t i = 0; i + 1 < w->count; i++)
    if (q_is(doc, w->token[i], Q_BIT(Q_CONJUNCTION))) return false;
  uint32_t last = mention->tokens.last; /* the Obama White House */
  if (q_classes_over(doc, (q_range){last - 2, last}) & Q_BIT(Q_SEAT)) return false;
  return q_is(doc, w->token[w->count - 1], Q_BIT(Q_ORG_WORD));
}

static bool add_body_keys(q_linker *l, const q_mention *mention, const q_wording *w, uint32_t entity) {
  const quoth_doc *doc = l->doc;
  if (!w->count) return true;
  if (is_shared(w, 0, w->count) &&
      !add_key(l, q_key_typed(q_wording_key(Q_KEY_NAME, w, 0, w->count), mention), entity))
    return false;
  if (w->count < 2) return true;
  if (!add_letters(l, w, entity)) return false;
  if (w->shared && !add_key(l, q_key_typed(w->bag, mention), entity)) return false;
  for (uint32_t i = 1; i < w->count; i++) {
    if (!is_shared(w, i, w->count)) continue;
    bool kind = i + 1 == w->count && q_is_generic(doc, w->token[i]);
    if ((!kind || stands_for_all(doc, mention, w)) && !q_is(doc, w->token[i], Q_BIT(Q_PREPOSITION)) &&
        !add_key(l, q_key_typed(q_wording_key(Q_KEY_TAIL, w, i, w->count), mention), entity))
      return false;
  }
  if (!is_shared(w, 0, 1) || q_is_generic(doc, w->token[0])) return true;
  uint64_t first = q_wording_key(Q_KEY_GIVEN, w, 0, 1);
  bool firm = q_is_firm(doc, mention) && !q_is(doc, w->token[0], Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE));
  return add_key(l, q_key_typed(first, mention), entity) &&
         (!firm || add_key(l, q_key_labelled(first, Q_LABEL_FIRM), entity));
}

uint64_t q_key_canonical(const q_mention *mention, const q_wording *w) {
  return q_key_typed(q_lexicon_step(q_key_start(Q_KEY_CANONICAL), w->canonical), mention);
}

bool q_name_add_keys(q_linker *l, const q_mention *mention, const q_wording *w) {
  uint32_t id = mention->entity;
  if (w->alone) return mention->label == Q_LABEL_PERSON || add_letters(l, w, id);
  if (w->canonical && !add_key(l, q_key_canonical(mention, w), id)) return false;
  if (q_is_mistakable(mention->label) && w->count && !add_words(l, Q_KEY_SAME, w, (q_range){0, w->count}, id))
    return false;
  return mention->label == Q_LABEL_PERSON ? add_person_keys(l, w, id) : add_body_keys(l, mention, w, id);
}
