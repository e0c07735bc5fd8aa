/* The names of gazetteers in a text. What a word alone says about them, whether any
 * name begins with it, stands in a column of the word table: the text's other tokens
 * cost one look at their record. */
#include "core/gazetteer.h"
#include "core/match.h"

typedef struct q_name_word {
  uint64_t bare[2]; /* hashes without marks: as written, and in any case */
  uint8_t starts;   /* a bit for each folding in which some name begins so */
  bool filled;
} q_name_word;

static uint64_t hash_of(const q_word *word, const q_name_word *more, unsigned folding) {
  if (folding & Q_FOLD_MARKS) return more->bare[folding & Q_FOLD_CASE];
  return folding & Q_FOLD_CASE ? word->fold : word->hash;
}

static bool any_begins(const quoth_engine *engine, unsigned folding, uint64_t hash) {
  uint64_t key = q_lexicon_step(q_gazetteer_key(folding), hash);
  q_name_slot slot;
  for (; engine; engine = engine->base)
    for (uint32_t i = 0; i < engine->gazetteers.count; i++)
      if (q_gazetteer_find(engine->gazetteers.items[i], key, &slot)) return true;
  return false;
}

static void fill(const quoth_doc *doc, uint32_t token, q_name_word *record) {
  const char *bytes = q_bytes(doc, token);
  uint32_t size = q_size(doc, token);
  record->filled = true;
  record->bare[0] = q_gazetteer_hash(Q_FOLD_MARKS, bytes, size);
  record->bare[1] = q_gazetteer_hash(Q_FOLD_MARKS | Q_FOLD_CASE, bytes, size);
  for (unsigned folding = 0; folding < Q_FOLDINGS; folding++)
    if (any_begins(doc->engine, folding, hash_of(q_word_of(doc, token), record, folding)))
      record->starts |= (uint8_t)(1 << folding);
}

/* The record of a token's word; filled when the word is first met. */
static inline const q_name_word *record_of(const quoth_doc *doc, uint32_t token) {
  q_name_word *record = &doc->name_words[q_row(doc, token)];
  if (!record->filled) fill(doc, token, record);
  return record;
}

bool q_gazetteers_begin(quoth_doc *doc) {
  const quoth_engine *engine = doc->engine;
  while (engine && !engine->gazetteers.count) engine = engine->base;
  if (!engine) return true;
  doc->name_words = q_column(doc, Q_COLUMN_GAZETTEERS, sizeof *doc->name_words);
  return doc->name_words != NULL;
}

/* A name under way. */
typedef struct search {
  const q_gazetteer *gazetteer;
  uint32_t name; /* its index */
  uint32_t words;
} search;

/* Most engines take nothing away; then the entry of the name need not be looked at. */
static bool is_kept(const quoth_engine *engine, const q_gazetteer *gazetteer, uint64_t key, uint32_t name) {
  return !engine->removals.count || !q_is_removed(engine, key, (uint8_t)q_gazetteer_class(gazetteer, name));
}

static void walk(const quoth_doc *doc, q_range tokens, const q_gazetteer *gazetteer, unsigned folding,
                 search *best) {
  uint64_t key = q_gazetteer_key(folding);
  q_name_slot slot = {.longer = 1};
  for (uint32_t i = tokens.first; i < tokens.last && slot.longer; i++) {
    key = q_lexicon_step(key, hash_of(q_word_of(doc, i), record_of(doc, i), folding));
    uint32_t words = i + 1 - tokens.first;
    if (words > Q_NAME_WORDS || !q_gazetteer_find(gazetteer, key, &slot)) return;
    if (slot.name && words > best->words && is_kept(doc->engine, gazetteer, key, slot.name - 1))
      *best = (search){gazetteer, slot.name - 1, words};
  }
}

bool q_gazetteers_longest(quoth_doc *doc, q_range tokens, q_found *best) {
  uint8_t starts = record_of(doc, tokens.first)->starts;
  if (!starts) return true;
  search found = {0};
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base)
    for (uint32_t i = 0; i < engine->gazetteers.count; i++)
      for (unsigned folding = 0; folding < Q_FOLDINGS; folding++)
        if (starts & engine->gazetteers.items[i]->header.foldings & 1 << folding)
          walk(doc, tokens, engine->gazetteers.items[i], folding, &found);
  q_term term;
  if (!found.words || !q_gazetteer_term(found.gazetteer, found.name, &term)) return true;
  term.words = (uint8_t)found.words;
  q_term *kept = q_alloc(&doc->arena, sizeof *kept);
  if (!kept) return false;
  *kept = term;
  *best = (q_found){kept, found.words};
  return true;
}
