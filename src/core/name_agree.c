/* One word has one sense in an article: the names of the same words vote on their
 * type, each with its confidence. */
#include "core/tagger.h"

#define SHARE 0.5F /* of a vote for a person that counts for the last word alone */

enum { TABLE_LEAST = 64 };

static uint64_t key_of(const q_agreement *all, q_range tokens) {
  uint64_t key = Q_KEY_EXACT;
  for (uint32_t i = tokens.first; i < tokens.last; i++)
    key = q_lexicon_step(key, q_word_of(all->namer->doc, i)->hash);
  return key;
}

static q_votes *votes_of(const q_agreement *all, q_range tokens) {
  uint64_t key = key_of(all, tokens), i = key >> 32 & all->mask;
  while (all->table[i].key && all->table[i].key != key) i = (i + 1) & all->mask;
  return &all->table[i];
}

static void vote(q_agreement *all, q_range tokens, int type, float weight) {
  q_votes *votes = votes_of(all, tokens);
  votes->key = key_of(all, tokens);
  votes->votes[type] += weight;
}

static int winner(const q_votes *votes, int type) {
  for (int t = 0; t <= Q_NAME_NATIONALITY; t++)
    if (votes->votes[t] > votes->votes[type]) type = t;
  return type;
}

bool q_names_agree(q_agreement *all) {
  uint64_t size = TABLE_LEAST;
  while (size < 4 * (uint64_t)all->names.count) size *= 2; /* two keys a name at most */
  all->table = q_alloc_zero(&all->namer->doc->arena, size * sizeof *all->table);
  all->mask = size - 1;
  if (!all->table) return false;
  for (uint32_t i = 0; i < all->names.count; i++) {
    const q_tagged *name = &all->names.items[i];
    q_range last = {name->tokens.last - 1, name->tokens.last};
    vote(all, name->tokens, name->type, name->confidence);
    if (name->type == Q_NAME_PERSON && last.first > name->tokens.first)
      vote(all, last, Q_NAME_PERSON, SHARE * name->confidence);
  }
  for (uint32_t i = 0; i < all->names.count; i++) {
    q_tagged *name = &all->names.items[i];
    name->type = winner(votes_of(all, name->tokens), name->type);
  }
  return true;
}
