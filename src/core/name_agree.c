/* One word has one sense in an article: the names of the same words vote on their
 * type, each with its confidence. */
#include "core/tagger.h"

#define SHARE 0.5F /* of a vote for a person that counts for the last word alone */

enum { TABLE_LEAST = 64, VOTED = Q_NAME_NATIONALITY + 1 /* types that names change to */ };

/* What the names of a document say about their words. */
typedef struct votes {
  uint64_t key; /* of the words as written */
  float of[Q_NAME_TYPES];
} votes;

typedef struct ballot {
  const quoth_doc *doc;
  votes *items;
  uint32_t count;
  uint32_t *slots, mask; /* an open hash: 1 + the number of an item; 0 is free */
} ballot;

static uint32_t votes_of(ballot *b, q_range tokens) {
  uint64_t key = Q_KEY_EXACT;
  for (uint32_t i = tokens.first; i < tokens.last; i++) key = q_lexicon_step(key, q_word_of(b->doc, i)->hash);
  uint32_t at = (uint32_t)(key >> 32) & b->mask;
  while (b->slots[at] && b->items[b->slots[at] - 1].key != key) at = (at + 1) & b->mask;
  if (!b->slots[at]) {
    b->items[b->count] = (votes){.key = key};
    b->slots[at] = ++b->count;
  }
  return b->slots[at] - 1;
}

/* Votes for a name's type; returns the number of the votes on its words. */
static uint32_t vote(ballot *b, const q_tagged *name) {
  q_range last = {name->tokens.last - 1, name->tokens.last};
  uint32_t own = votes_of(b, name->tokens);
  b->items[own].of[name->type] += name->confidence;
  if (name->type == Q_NAME_PERSON && last.first > name->tokens.first)
    b->items[votes_of(b, last)].of[Q_NAME_PERSON] += SHARE * name->confidence;
  return own;
}

static int winner(const votes *all, int type) {
  for (int t = 0; t < VOTED; t++)
    if (all->of[t] > all->of[type]) type = t;
  return type;
}

/* Makes room for two keys a name. */
static bool open_ballot(ballot *b, q_arena *arena, size_t names) {
  size_t size = TABLE_LEAST;
  while (size < 4 * names) size *= 2;
  b->mask = (uint32_t)size - 1;
  b->slots = q_alloc_zero(arena, size * sizeof *b->slots);
  b->items = q_alloc(arena, 2 * names * sizeof *b->items);
  return b->slots && b->items;
}

bool q_names_agree(q_agreement *all) {
  ballot b = {.doc = all->doc};
  uint32_t count = all->names.count, *voted;
  if (!count) return true;
  voted = q_alloc(&all->doc->arena, count * sizeof *voted);
  if (!voted || !open_ballot(&b, &all->doc->arena, count)) return false;
  for (uint32_t i = 0; i < count; i++) voted[i] = vote(&b, &all->names.items[i]);
  for (uint32_t i = 0; i < count; i++)
    all->names.items[i].type = winner(&b.items[voted[i]], all->names.items[i].type);
  return true;
}
