#include "core/gazetteer.h"

#include <string.h>

#include "core/engine.h"
#include "core/utf8.h"
#include "core/word.h"

enum { MOST_REACH = 4096, MOST_SECTIONS = 1 << 16 };

bool q_gazetteer_is(const void *bytes, size_t length) {
  return length >= sizeof(q_gazetteer_header) && !memcmp(bytes, Q_GAZETTEER_MAGIC, 8);
}

static quoth_status damaged(quoth_error *error, const char *why) {
  return q_fail(error, QUOTH_ERROR_MODEL, "the gazetteer is damaged: %s; compile its lists again", why);
}

uint64_t q_gazetteer_length(const q_gazetteer_header *header) {
  return sizeof *header + (uint64_t)header->slots * (sizeof(q_name_slot) + 1) +
         (uint64_t)header->names * sizeof(q_name_entry) +
         (uint64_t)header->sections * sizeof(q_name_section) + header->strings;
}

static quoth_status check(const q_gazetteer_header *header, size_t length, quoth_error *error) {
  q_gazetteer_header blank = *header;
  blank.sum = 0;
  if (header->version != Q_GAZETTEER_VERSION)
    return q_fail(error, QUOTH_ERROR_MODEL,
                  "the gazetteer has version %u; this library reads %d: compile its lists again",
                  header->version, Q_GAZETTEER_VERSION);
  if (q_hash((const char *)&blank, sizeof blank) != header->sum) return damaged(error, "its sum is wrong");
  if (header->length != length || q_gazetteer_length(header) != length)
    return damaged(error, "its length is not what it says");
  if (!header->slots || header->slots & (header->slots - 1) || header->reach > MOST_REACH ||
      header->sections > MOST_SECTIONS || !header->strings)
    return damaged(error, "its parts are not as they must be");
  return QUOTH_OK;
}

/* The string at an offset; the empty one where there is none. */
static const char *string_at(const q_gazetteer *g, uint32_t offset) {
  return g->strings + (offset < g->header.strings ? offset : 0);
}

static bool read_classes(quoth_engine *engine, q_gazetteer *g, const char *sections) {
  q_name_class *classes = q_alloc(&engine->arena, (g->header.sections + 1) * sizeof *classes);
  g->classes = classes;
  if (!classes) return false;
  for (uint32_t i = 0; i < g->header.sections; i++) {
    q_name_section section;
    memcpy(&section, sections + i * sizeof section, sizeof section);
    const char *name = string_at(g, section.section);
    q_class class = q_class_of(name, strlen(name));
    if (!q_class_among(class, Q_CLASS_NAME)) class = Q_CLASS_COUNT;
    classes[i] = (q_name_class){class, class == Q_TYPED ? name + strlen("entity.") : NULL,
                                q_join(&engine->arena, "gazetteer: ", string_at(g, section.list))};
    if (!classes[i].reason) return false;
  }
  return true;
}

quoth_status q_gazetteer_add(quoth_engine *engine, const void *bytes, size_t length, quoth_error *error) {
  q_gazetteer_header header;
  memcpy(&header, bytes, sizeof header);
  quoth_status status = check(&header, length, error);
  if (status) return status;
  const char *slots = (const char *)bytes + sizeof header;
  const char *filter = slots + (size_t)header.slots * sizeof(q_name_slot);
  const char *names = filter + header.slots;
  const char *sections = names + (size_t)header.names * sizeof(q_name_entry);
  const char *strings = sections + (size_t)header.sections * sizeof(q_name_section);
  if (*strings || strings[header.strings - 1]) return damaged(error, "its strings do not end");
  q_gazetteer *g = q_alloc(&engine->arena, sizeof *g);
  if (!g) return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  *g = (q_gazetteer){header, slots, filter, names, strings, NULL};
  const q_gazetteer **place =
      read_classes(engine, g, sections) ? q_push(&engine->arena, &engine->gazetteers) : NULL;
  if (!place) return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  *place = g;
  return QUOTH_OK;
}

bool q_gazetteer_find(const q_gazetteer *g, uint64_t key, q_name_slot *slot) {
  uint32_t bit = q_filter_bit(key, g->header.slots);
  if (!(g->filter[bit / 8] & 1 << bit % 8)) return false;
  uint32_t mask = g->header.slots - 1, at = (uint32_t)(key >> 32);
  for (uint32_t i = 0; i <= g->header.reach; i++, at++) {
    memcpy(slot, g->slots + (size_t)(at & mask) * sizeof *slot, sizeof *slot);
    if (slot->key == key) return true;
    if (!slot->key) return false;
  }
  return false;
}

/* False where there is no name i, or it has no section. */
static bool read_entry(const q_gazetteer *g, uint32_t i, q_name_entry *entry) {
  if (i >= g->header.names) return false;
  memcpy(entry, g->names + (size_t)i * sizeof *entry, sizeof *entry);
  return entry->section < g->header.sections;
}

q_class q_gazetteer_class(const q_gazetteer *g, uint32_t i) {
  q_name_entry entry;
  return read_entry(g, i, &entry) ? g->classes[entry.section].class : Q_CLASS_COUNT;
}

bool q_gazetteer_term(const q_gazetteer *g, uint32_t i, q_term *term) {
  q_name_entry entry;
  if (!read_entry(g, i, &entry)) return false;
  const q_name_class *class = &g->classes[entry.section];
  const char *id = string_at(g, entry.id);
  *term = (q_term){.canonical = string_at(g, entry.canonical),
                   .type = class->type,
                   .reason = class->reason,
                   .id = *id ? id : NULL,
                   .class = (uint8_t) class->class,
                   .user = true};
  return class->class < Q_CLASS_COUNT && *term->canonical;
}

/* ---- foldings ---- */

uint64_t q_gazetteer_key(unsigned folding) {
  static const uint64_t KEYS[Q_FOLDINGS] = {Q_KEY_EXACT, Q_KEY_FOLDED, UINT64_C(0x8EBC6AF09C88C6E3),
                                            UINT64_C(0x589965CC75374CC3)};
  return KEYS[folding];
}

uint64_t q_gazetteer_hash(unsigned folding, const char *bytes, size_t length) {
  char folded[252], bare[252];
  if (folding & Q_FOLD_CASE) length = q_fold(bytes, length, folded, sizeof folded), bytes = folded;
  if (folding & Q_FOLD_MARKS) length = q_strip_marks(bytes, length, bare, sizeof bare), bytes = bare;
  return q_hash(bytes, length);
}
