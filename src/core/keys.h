/* A map from keys (hashes of words) to entities: what a name, a part of it or a
 * description may stand for. A key leads to a bounded number of entities, so that
 * a text in which thousands share a surname still costs linear time. */
#ifndef QUOTH_CORE_KEYS_H
#define QUOTH_CORE_KEYS_H

#include "core/arena.h"

/* The most entities that one key leads to; later ones are not entered. */
enum { Q_KEY_MOST = 12 };

typedef struct q_key_link {
  uint32_t entity;
  uint32_t next; /* 1 + index of the next link of the key, or 0 */
} q_key_link;

typedef struct q_key_entry {
  uint64_t key;
  q_key_link first;
  uint32_t last;  /* 1 + index of the key's last link, or 0 where that is the first */
  uint32_t count; /* of links */
} q_key_entry;

/* Empty: {.arena = …}. */
typedef struct q_keys {
  q_arena *arena;
  uint32_t *slots; /* 1 + index of an entry, or 0: clearing them is cheap */
  uint32_t mask;
  Q_LIST(q_key_entry) entries;
  Q_LIST(q_key_link) links; /* all but the first of each key */
} q_keys;

/* Makes room for about so many keys. False when memory ran out. */
bool q_keys_reserve(q_keys *keys, uint32_t count);

/* Lets a key lead to an entity, once. False when memory ran out. */
bool q_keys_add(q_keys *keys, uint64_t key, uint32_t entity);

/* The first link of a key, in the order of adding; NULL where there is none. */
const q_key_link *q_keys_find(const q_keys *keys, uint64_t key);

/* The link behind one, or NULL. */
static inline const q_key_link *q_keys_next(const q_keys *keys, const q_key_link *link) {
  return link->next ? &keys->links.items[link->next - 1] : NULL;
}

#endif
