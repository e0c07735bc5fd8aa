/* Terms of several words, and names of gazetteers, level by level: what a user's rules
 * added, then gazetteers, then the rest. */
#include "core/match.h"

/* What a level finds at a token, before another: *best stays as it is where that is
 * nothing. False when memory ran out. */
typedef bool finder(quoth_doc *doc, uint32_t token, uint32_t last, q_found *best);

bool q_is_removed(const quoth_engine *engine, uint64_t key, uint8_t class) {
  for (uint32_t i = 0; i < engine->removals.count; i++)
    if (engine->removals.items[i].key == key && engine->removals.items[i].class == class) return true;
  return false;
}

/* Words that users list are found as words of a class, but names go before gazetteers. */
static bool counts(const q_term *term, uint32_t words, bool user) {
  if (user && !term->user) return false;
  return q_class_among(term->class, words > 1 ? ~Q_CLASS_ABOUT : Q_CLASS_NAME | Q_BIT(Q_NEVER));
}

static const q_term *first_kept(const quoth_engine *top, const quoth_engine *engine,
                                const q_lexicon_slot *slot, uint32_t words, bool user) {
  for (uint32_t t = slot->terms; t; t = engine->lexicon.terms.items[t - 1].next) {
    const q_term *term = &engine->lexicon.terms.items[t - 1];
    if (counts(term, words, user) && !q_is_removed(top, slot->key, term->class)) return term;
  }
  return NULL;
}

/* The longest term at a token, by words as written or in any case; longer than *best. Where
 * that has words already, the first of them is not looked up by itself. */
static void longest(const quoth_doc *doc, const quoth_engine *engine, q_range at, uint8_t identity, bool user,
                    q_found *best) {
  uint64_t key = identity == Q_AS_WRITTEN ? Q_KEY_EXACT : Q_KEY_FOLDED;
  for (uint32_t i = at.first; i < at.last; i++) {
    const q_word *word = q_word_of(doc, i);
    key = q_lexicon_step(key, identity == Q_AS_WRITTEN ? word->hash : word->fold);
    uint32_t words = i + 1 - at.first;
    if (words == 1 && best->words) continue;
    const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
    if (!slot) return;
    const q_term *term = words > best->words ? first_kept(doc->engine, engine, slot, words, user) : NULL;
    if (term) *best = (q_found){term, words};
    if (!slot->prefix) return;
  }
}

/* ---- the levels ---- */

static bool find_user_term(quoth_doc *doc, uint32_t token, uint32_t last, q_found *best) {
  const q_word *word = q_word_of(doc, token);
  if (!word->starts_phrase && !(word->classes & (Q_CLASS_NAME | Q_BIT(Q_NEVER)))) return true;
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    if (!engine->lexicon.has_user) continue;
    longest(doc, engine, (q_range){token, last}, Q_AS_WRITTEN, true, best);
    longest(doc, engine, (q_range){token, last}, Q_IN_ANY_CASE, true, best);
  }
  return true;
}

static bool find_name(quoth_doc *doc, uint32_t token, uint32_t last, q_found *best) {
  return q_gazetteers_longest(doc, (q_range){token, last}, best);
}

/* Of the built-in words, only terms of several: the others are classes of their words. */
static bool find_term(quoth_doc *doc, uint32_t token, uint32_t last, q_found *best) {
  uint8_t starts = q_word_of(doc, token)->starts_phrase;
  if (!starts) return true;
  q_found longer = {NULL, 1};
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    if (starts & Q_AS_WRITTEN) longest(doc, engine, (q_range){token, last}, Q_AS_WRITTEN, false, &longer);
    if (starts & Q_IN_ANY_CASE) longest(doc, engine, (q_range){token, last}, Q_IN_ANY_CASE, false, &longer);
  }
  if (longer.term) *best = longer;
  return true;
}

static bool add(quoth_doc *doc, q_match new) {
  q_match *match = q_push(&doc->arena, &doc->matches);
  if (match) *match = new;
  return match != NULL;
}

/* A level: how it finds, and the tokens where that may be. */
typedef struct level {
  finder *find;
  const uint64_t *starts;
} level;

/* Adds what a level finds from token i on, before another. */
static bool fill_gap(quoth_doc *doc, uint32_t i, uint32_t last, const level *l) {
  while ((i = q_next(l->starts, i, last)) < last) {
    q_found best = {NULL, 0};
    if (!l->find(doc, i, last, &best)) return false;
    if (best.term && !add(doc, (q_match){{i, i + best.words}, best.term})) return false;
    i += best.term ? best.words : 1;
  }
  return true;
}

/* Puts between the matches of the levels before what a level finds in the gaps. */
static bool run_level(quoth_doc *doc, finder *find, const uint64_t *starts) {
  const level l = {find, starts};
  q_match *taken = doc->matches.items, *end = taken;
  if (taken) end += doc->matches.count; /* nothing may be added to NULL */
  doc->matches.items = NULL;
  doc->matches.count = doc->matches.capacity = 0;
  for (uint32_t p = 0; p < doc->paragraphs.count; p++) {
    q_range gap = doc->paragraphs.items[p].tokens;
    for (; taken < end && taken->tokens.first < gap.last; taken++) {
      if (!fill_gap(doc, gap.first, taken->tokens.first, &l) || !add(doc, *taken)) return false;
      gap.first = taken->tokens.last;
    }
    if (!fill_gap(doc, gap.first, gap.last, &l)) return false;
  }
  return true;
}

static bool has_gazetteers(const quoth_engine *engine) {
  while (engine && !engine->gazetteers.count) engine = engine->base;
  return engine != NULL;
}

/* The tokens that begin a term of several words by their own and by the next word, as far as a
 * word by itself can tell; NULL when memory ran out. */
static const uint64_t *find_pairs(quoth_doc *doc) {
  const uint64_t *first = doc->flags[Q_FLAG_PHRASE], *second = doc->flags[Q_FLAG_SECOND];
  uint32_t words = doc->tokens.count / 64 + 1;
  uint64_t *pairs = q_alloc(&doc->arena, words * sizeof *pairs);
  for (uint32_t w = 0; pairs && w < words; w++) pairs[w] = first[w] & (second[w] >> 1 | second[w + 1] << 63);
  return pairs;
}

bool q_matches_run(quoth_doc *doc) {
  const uint64_t *words = doc->flags[Q_FLAG_PHRASE], *pairs = find_pairs(doc);
  if (q_has_user_terms(doc->engine) && !run_level(doc, find_user_term, words)) return false;
  if (has_gazetteers(doc->engine) && !run_level(doc, find_name, words)) return false;
  return pairs && run_level(doc, find_term, pairs);
}

/* ---- look-ups for later stages ---- */

uint32_t q_first_from(const void *items, uint32_t count, size_t item_size, uint32_t token) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const q_range *range = (const void *)((const char *)items + middle * item_size);
    if (range->first < token) low = middle + 1;
    else high = middle;
  }
  return low;
}

static uint64_t key_over(const quoth_doc *doc, q_range range) {
  uint64_t key = Q_KEY_EXACT;
  for (uint32_t i = range.first; i < range.last; i++) key = q_lexicon_step(key, q_word_of(doc, i)->hash);
  return key;
}

uint64_t q_classes_over(const quoth_doc *doc, q_range range) {
  if (range.first == range.last) return 0;
  const q_word *word = q_word_of(doc, range.first);
  if (range.last == range.first + 1 ? !word->classes : !word->starts_phrase) return 0;
  uint64_t key = key_over(doc, range), classes = 0;
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
    for (uint32_t t = slot ? slot->terms : 0; t; t = engine->lexicon.terms.items[t - 1].next) {
      q_class class = engine->lexicon.terms.items[t - 1].class;
      if (class < Q_FIRST_SET) classes |= Q_BIT(class);
    }
  }
  return range.last == range.first + 1 ? classes & word->classes : classes;
}

const q_term *q_term_over(const quoth_doc *doc, q_range range, q_class class) {
  const q_word *word = q_word_of(doc, range.first);
  if (range.last == range.first + 1 ? !q_word_is(word, class) : !word->starts_phrase) return NULL;
  uint64_t key = key_over(doc, range);
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
    for (uint32_t t = slot ? slot->terms : 0; t; t = engine->lexicon.terms.items[t - 1].next)
      if (engine->lexicon.terms.items[t - 1].class == class) return &engine->lexicon.terms.items[t - 1];
  }
  return NULL;
}

/* The newest of the terms that are just a word in one of its identities, or 0: q_lexicon_slot.terms. */
static inline uint32_t terms_of(const quoth_engine *engine, const q_word *word, uint8_t identity) {
  if (!engine->base) return q_word_terms(word, identity);
  uint64_t key = identity == Q_AS_WRITTEN ? q_lexicon_step(Q_KEY_EXACT, word->hash)
                                          : q_lexicon_step(Q_KEY_FOLDED, word->fold);
  const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
  return slot ? slot->terms : 0;
}

/* The first term of a class from `term` on, or NULL. */
static inline const q_term *first_of(const q_lexicon *lexicon, uint32_t term, q_class class) {
  for (; term; term = lexicon->terms.items[term - 1].next)
    if (lexicon->terms.items[term - 1].class == class) return &lexicon->terms.items[term - 1];
  return NULL;
}

const q_term *q_term_of_word(const quoth_doc *doc, uint32_t index, q_class class) {
  const q_word *word = &doc->words.items[index];
  if (!q_word_is(word, class)) return NULL;
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base) {
    const q_term *term = first_of(&engine->lexicon, terms_of(engine, word, Q_AS_WRITTEN), class);
    if (!term) term = first_of(&engine->lexicon, terms_of(engine, word, Q_IN_ANY_CASE), class);
    if (term) return term;
  }
  return NULL;
}
