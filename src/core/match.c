#include "core/doc.h"

/* A term found, and how many tokens it covers. */
typedef struct found {
  const q_term *term;
  uint32_t words;
} found;

static bool removed(const quoth_engine *engine, uint64_t key, uint8_t class) {
  for (uint32_t i = 0; i < engine->removals.count; i++)
    if (engine->removals.items[i].key == key && engine->removals.items[i].class == class) return true;
  return false;
}

static const q_term *first_kept(const quoth_engine *top, const quoth_engine *engine,
                                const q_lexicon_slot *slot) {
  for (uint32_t t = slot->terms; t; t = engine->lexicon.terms.items[t - 1].next) {
    const q_term *term = &engine->lexicon.terms.items[t - 1];
    if (!(Q_BIT(term->class) & Q_CLASS_ABOUT) && !removed(top, slot->key, term->class)) return term;
  }
  return NULL;
}

/* The longest term of at least two words at a token, by exact or folded words. */
static void longest(const quoth_doc *doc, const quoth_engine *engine, uint32_t first, uint32_t last,
                    bool exact, found *best) {
  uint64_t key = exact ? Q_KEY_EXACT : Q_KEY_FOLDED;
  for (uint32_t i = first; i < last; i++) {
    const q_word *word = q_word_of(doc, i);
    key = q_lexicon_step(key, exact ? word->hash : word->fold);
    const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
    if (!slot) return;
    uint32_t words = i + 1 - first;
    const q_term *term = words > 1 && words > best->words ? first_kept(doc->engine, engine, slot) : NULL;
    if (term) *best = (found){term, words};
    if (!slot->prefix) return;
  }
}

static bool match_paragraph(quoth_doc *doc, q_range paragraph) {
  for (uint32_t i = paragraph.first; i < paragraph.last;) {
    found best = {NULL, 1};
    if (q_word_of(doc, i)->starts_phrase)
      for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
        longest(doc, engine, i, paragraph.last, true, &best);
        longest(doc, engine, i, paragraph.last, false, &best);
      }
    if (best.term) {
      q_match *match = q_push(&doc->arena, &doc->matches);
      if (!match) return false;
      *match = (q_match){{i, i + best.words}, best.term};
    }
    i += best.words;
  }
  return true;
}

bool q_matches_run(quoth_doc *doc) {
  for (uint32_t i = 0; i < doc->paragraphs.count; i++)
    if (!match_paragraph(doc, doc->paragraphs.items[i].tokens)) return false;
  return true;
}

/* ---- look-ups for later stages ---- */

const q_term *q_term_over(const quoth_doc *doc, q_range range, q_class class) {
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    uint64_t key = Q_KEY_EXACT;
    for (uint32_t i = range.first; i < range.last; i++) key = q_lexicon_step(key, q_word_of(doc, i)->hash);
    const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
    for (uint32_t t = slot ? slot->terms : 0; t; t = engine->lexicon.terms.items[t - 1].next)
      if (engine->lexicon.terms.items[t - 1].class == class) return &engine->lexicon.terms.items[t - 1];
  }
  return NULL;
}

const q_term *q_term_of(const quoth_doc *doc, uint32_t token, q_class class) {
  return q_term_of_word(doc, doc->tokens.items[token].word, class);
}

const q_term *q_term_of_word(const quoth_doc *doc, uint32_t index, q_class class) {
  const q_word *word = &doc->words.items[index];
  if (!(word->classes & Q_BIT(class))) return NULL;
  const uint64_t keys[] = {q_lexicon_step(Q_KEY_EXACT, word->hash), q_lexicon_step(Q_KEY_FOLDED, word->fold)};
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base)
    for (int k = 0; k < 2; k++) {
      const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, keys[k]);
      for (uint32_t t = slot ? slot->terms : 0; t; t = engine->lexicon.terms.items[t - 1].next)
        if (engine->lexicon.terms.items[t - 1].class == class) return &engine->lexicon.terms.items[t - 1];
    }
  return NULL;
}
