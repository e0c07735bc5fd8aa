#include "core/keys.h"

enum { FIRST_SLOTS = 64 };

/* The slot of a key, or the free one where it belongs. */
static uint32_t *slot_of(const q_keys *keys, uint32_t *slots, uint32_t mask, uint64_t key) {
  uint32_t i = (uint32_t)(key >> 32) & mask;
  while (slots[i] && keys->entries.items[slots[i] - 1].key != key) i = (i + 1) & mask;
  return &slots[i];
}

static bool grow(q_keys *keys) {
  uint32_t count = keys->slots ? (keys->mask + 1) * 2 : FIRST_SLOTS;
  uint32_t *slots = q_alloc_zero(keys->arena, count * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < keys->entries.count; i++)
    *slot_of(keys, slots, count - 1, keys->entries.items[i].key) = i + 1;
  keys->slots = slots;
  keys->mask = count - 1;
  return true;
}

static bool holds(const q_keys *keys, const q_key_entry *entry, uint32_t entity) {
  for (uint32_t l = entry->first; l; l = keys->links.items[l - 1].next)
    if (keys->links.items[l - 1].entity == entity) return true;
  return false;
}

/* The entry of a key, a new one where it has none; NULL when memory ran out. */
static q_key_entry *entry_of(q_keys *keys, uint64_t key) {
  if (!keys->slots || keys->entries.count * 2 > keys->mask)
    if (!grow(keys)) return NULL;
  uint32_t *slot = slot_of(keys, keys->slots, keys->mask, key);
  if (*slot) return &keys->entries.items[*slot - 1];
  q_key_entry *entry = q_push(keys->arena, &keys->entries);
  if (!entry) return NULL;
  *entry = (q_key_entry){.key = key};
  *slot = keys->entries.count;
  return entry;
}

bool q_keys_add(q_keys *keys, uint64_t key, uint32_t entity) {
  q_key_entry *entry = entry_of(keys, key);
  if (!entry) return false;
  if (entry->count == Q_KEY_MOST || holds(keys, entry, entity)) return true;
  q_key_link *link = q_push(keys->arena, &keys->links);
  if (!link) return false;
  *link = (q_key_link){entity, 0};
  if (entry->last) keys->links.items[entry->last - 1].next = keys->links.count;
  else entry->first = keys->links.count;
  entry->last = keys->links.count;
  entry->count++;
  return true;
}

const q_key_link *q_keys_find(const q_keys *keys, uint64_t key) {
  if (!keys->slots) return NULL;
  uint32_t slot = *slot_of(keys, keys->slots, keys->mask, key);
  uint32_t first = slot ? keys->entries.items[slot - 1].first : 0;
  return first ? &keys->links.items[first - 1] : NULL;
}
