#include "core/keys.h"

enum { FIRST_SLOTS = 64 };

/* The slot of a key, or the free one where it belongs. */
static uint32_t *slot_of(const q_keys *keys, uint32_t *slots, uint32_t mask, uint64_t key) {
  uint32_t i = (uint32_t)(key >> 32) & mask;
  while (slots[i] && keys->entries.items[slots[i] - 1].key != key) i = (i + 1) & mask;
  return &slots[i];
}

static bool resize(q_keys *keys, uint32_t count) {
  uint32_t *slots = q_alloc_zero(keys->arena, count * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; i < keys->entries.count; i++)
    *slot_of(keys, slots, count - 1, keys->entries.items[i].key) = i + 1;
  keys->slots = slots;
  keys->mask = count - 1;
  return true;
}

bool q_keys_reserve(q_keys *keys, uint32_t count) {
  uint32_t slots = keys->slots ? keys->mask + 1 : FIRST_SLOTS;
  while (slots / 2 < count) slots *= 2;
  if (!q_list_reserve(keys->arena, &keys->entries, sizeof *keys->entries.items, count)) return false;
  return (keys->slots && slots == keys->mask + 1) || resize(keys, slots);
}

static bool holds(const q_keys *keys, const q_key_entry *entry, uint32_t entity) {
  const q_key_link *link = &entry->first;
  while (link && link->entity != entity) link = q_keys_next(keys, link);
  return link != NULL;
}

/* The entry of a key, a new one that leads nowhere where it has none; NULL when memory ran out. */
static q_key_entry *entry_of(q_keys *keys, uint64_t key) {
  if (!keys->slots || keys->entries.count * 2 > keys->mask)
    if (!resize(keys, keys->slots ? (keys->mask + 1) * 2 : FIRST_SLOTS)) return NULL;
  uint32_t *slot = slot_of(keys, keys->slots, keys->mask, key);
  if (*slot) return &keys->entries.items[*slot - 1];
  q_key_entry *entry = q_push(keys->arena, &keys->entries);
  if (!entry) return NULL;
  *entry = (q_key_entry){.key = key};
  *slot = keys->entries.count;
  return entry;
}

static bool add_link(q_keys *keys, q_key_entry *entry, uint32_t entity) {
  q_key_link *link = q_push(keys->arena, &keys->links);
  if (!link) return false;
  *link = (q_key_link){entity, 0};
  if (entry->last) keys->links.items[entry->last - 1].next = keys->links.count;
  else entry->first.next = keys->links.count;
  entry->last = keys->links.count;
  entry->count++;
  return true;
}

bool q_keys_add(q_keys *keys, uint64_t key, uint32_t entity) {
  q_key_entry *entry = entry_of(keys, key);
  if (!entry) return false;
  if (entry->count)
    return entry->count == Q_KEY_MOST || holds(keys, entry, entity) || add_link(keys, entry, entity);
  entry->first.entity = entity;
  entry->count = 1;
  return true;
}

const q_key_link *q_keys_find(const q_keys *keys, uint64_t key) {
  if (!keys->slots) return NULL;
  uint32_t slot = *slot_of(keys, keys->slots, keys->mask, key);
  return slot ? &keys->entries.items[slot - 1].first : NULL;
}
