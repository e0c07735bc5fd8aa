/* The names of gazetteers in a text. Whether any name begins with a word stands in the
 * word's record: the text's other tokens are not looked at. */
#include "core/gazetteer.h"
#include "core/match.h"

static bool any_begins(const quoth_engine *engine, unsigned folding, uint64_t hash) {
  uint64_t key = q_lexicon_step(q_gazetteer_key(folding), hash);
  q_name_slot slot;
  for (uint32_t i = 0; i < engine->gazetteers.count; i++)
    if (q_gazetteer_find(engine->gazetteers.items[i], key, &slot)) return true;
  return false;
}

uint8_t q_gazetteers_begin(const quoth_engine *engine, const char *bytes, size_t length) {
  uint8_t starts = 0;
  for (; engine; engine = engine->base)
    for (unsigned folding = 0; engine->gazetteers.count && folding < Q_FOLDINGS; folding++)
      if (any_begins(engine, folding, q_gazetteer_hash(folding, bytes, length)))
        starts |= (uint8_t)(1 << folding);
  return starts;
}

static uint64_t hash_of(const quoth_doc *doc, uint32_t token, unsigned folding) {
  if (folding & Q_FOLD_MARKS) return q_gazetteer_hash(folding, q_bytes(doc, token), q_size(doc, token));
  return folding & Q_FOLD_CASE ? q_word_of(doc, token)->fold : q_word_of(doc, token)->hash;
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
    key = q_lexicon_step(key, hash_of(doc, i, folding));
    uint32_t words = i + 1 - tokens.first;
    if (words > Q_NAME_WORDS || !q_gazetteer_find(gazetteer, key, &slot)) return;
    if (slot.name && words > best->words && is_kept(doc->engine, gazetteer, key, slot.name - 1))
      *best = (search){gazetteer, slot.name - 1, words};
  }
}

bool q_gazetteers_longest(quoth_doc *doc, q_range tokens, q_found *best) {
  uint8_t starts = q_word_of(doc, tokens.first)->starts_name;
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
