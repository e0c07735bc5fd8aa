#include "core/keys.h"

enum { FIRST_SLOTS = 64 };

static q_key_slot *slot_of(q_key_slot *slots, uint32_t mask, uint64_t key) {
  uint32_t i = (uint32_t)(key >> 32) & mask;
  while (slots[i].key && slots[i].key != key) i = (i + 1) & mask;
  return &slots[i];
}

static bool grow(q_keys *keys) {
  uint32_t count = keys->slots ? (keys->mask + 1) * 2 : FIRST_SLOTS;
  q_key_slot *slots = q_alloc_zero(keys->arena, count * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; keys->slots && i <= keys->mask; i++)
    if (keys->slots[i].key) *slot_of(slots, count - 1, keys->slots[i].key) = keys->slots[i];
  keys->slots = slots;
  keys->mask = count - 1;
  return true;
}

static bool holds(const q_keys *keys, const q_key_slot *slot, uint32_t entity) {
  for (uint32_t l = slot->first; l; l = keys->links.items[l - 1].next)
    if (keys->links.items[l - 1].entity == entity) return true;
  return false;
}

bool q_keys_add(q_keys *keys, uint64_t key, uint32_t entity) {
  if (!keys->slots || keys->used * 2 > keys->mask)
    if (!grow(keys)) return false;
  q_key_slot *slot = slot_of(keys->slots, keys->mask, key);
  if (slot->count == Q_KEY_MOST || holds(keys, slot, entity)) return true;
  q_key_link *link = q_push(keys->arena, &keys->links);
  if (!link) return false;
  *link = (q_key_link){entity, 0};
  keys->used += !slot->key;
  slot->key = key;
  if (slot->last) keys->links.items[slot->last - 1].next = keys->links.count;
  else slot->first = keys->links.count;
  slot->last = keys->links.count;
  slot->count++;
  return true;
}

const q_key_link *q_keys_find(const q_keys *keys, uint64_t key) {
  if (!keys->slots) return NULL;
  const q_key_slot *slot = slot_of(keys->slots, keys->mask, key);
  return slot->first ? &keys->links.items[slot->first - 1] : NULL;
}
