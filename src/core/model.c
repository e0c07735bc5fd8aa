#include "core/model.h"

#include <string.h>

#include "core/word.h"

/* The parts that are learned together: a file that has one of a line has all of it. Names can be
 * found without their lists, clusters and groups. */
static const char *const LEARNED[][13] = {
    {"pos.words", "pos.weights", "pos.lemmas"},
    {"cue.rates", "cue.weights", "cue.bias", "cue.head", "near.weights", "near.least", "head.weights",
     "head.least", "border.weights", "border.least", "parts.weights", "parts.beginnings"},
    {"confidence.weights", "confidence.least"},
    {"names.weights", "names.moves", "names.confidence"},
};

bool q_model_is(const void *bytes, size_t length) {
  return length >= sizeof(q_model_header) && !memcmp(bytes, Q_MODEL_MAGIC, 8);
}

static quoth_status corrupt(quoth_error *error, const char *why) {
  return q_fail(error, QUOTH_ERROR_MODEL, "the model file is damaged: %s", why);
}

/* Does the part lie wholly within the file, with a name that ends? */
static bool fits(const q_part_entry *entry, size_t directory_end, size_t length) {
  if (!memchr(entry->name, 0, sizeof entry->name) || entry->offset < directory_end) return false;
  if (entry->offset > length || entry->columns > 4096 || entry->cell > 64) return false;
  return (uint64_t)entry->rows * entry->columns * entry->cell <= length - entry->offset;
}

/* The first part is right behind the directory, else the number of parts is wrong. */
static bool all_fit(const q_part_entry *entries, uint32_t parts, size_t directory_end, size_t length) {
  uint64_t first = (directory_end + Q_PART_ALIGN - 1) / Q_PART_ALIGN * Q_PART_ALIGN;
  if (!parts || entries[0].offset != first) return false;
  for (uint32_t i = 0; i < parts; i++)
    if (!fits(&entries[i], directory_end, length)) return false;
  return true;
}

static uint64_t hash_of(const char *name) { return q_hash(name, strlen(name)); }

static bool has(const q_model *model, const char *name) {
  for (uint32_t i = 0; i < model->count; i++)
    if (!strcmp(model->entries[i].name, name)) return true;
  return false;
}

/* Without a part the whole model would be passed over, and nobody would know. */
static quoth_status check_learned(const q_model *model, const char *const *names, quoth_error *error) {
  const char *found = NULL, *lacking = NULL;
  for (; *names; names++) {
    if (has(model, *names)) found = *names;
    else lacking = *names;
  }
  if (!found || !lacking) return QUOTH_OK;
  return q_fail(error, QUOTH_ERROR_MODEL,
                "the model file has the part '%s' but lacks '%s': make it anew with quoth-train", found,
                lacking);
}

static quoth_status check_parts(const q_model *model, quoth_error *error) {
  quoth_status status = QUOTH_OK;
  for (size_t i = 0; i < sizeof LEARNED / sizeof *LEARNED && !status; i++)
    status = check_learned(model, LEARNED[i], error);
  return status;
}

quoth_status q_model_add(quoth_engine *engine, const void *bytes, size_t length, bool trusted,
                         quoth_error *error) {
  q_model_header header;
  if (!q_model_is(bytes, length)) return corrupt(error, "no header");
  memcpy(&header, bytes, sizeof header);
  if (header.version != Q_MODEL_VERSION)
    return q_fail(error, QUOTH_ERROR_MODEL, "the model file has version %u; this library reads %d",
                  header.version, Q_MODEL_VERSION);
  size_t room = length - sizeof header;
  if (header.length != length || header.parts > room / sizeof(q_part_entry))
    return corrupt(error, "its length is not what it says");
  const char *body = (const char *)bytes + sizeof header;
  if (!trusted && q_hash(body, room) != header.sum) return corrupt(error, "its sum is wrong");
  size_t directory = header.parts * sizeof(q_part_entry);
  q_part_entry *entries = q_alloc(&engine->arena, directory + 1);
  uint64_t *names = q_alloc(&engine->arena, header.parts * sizeof *names + 1);
  q_model *model = names ? q_alloc(&engine->arena, sizeof *model) : NULL;
  const q_model **slot = entries && model ? q_push(&engine->arena, &engine->models) : NULL;
  if (!slot) return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  memcpy(entries, body, directory);
  if (!all_fit(entries, header.parts, sizeof header + directory, length))
    return engine->models.count--, corrupt(error, "its parts are not where they must be");
  for (uint32_t i = 0; i < header.parts; i++) names[i] = hash_of(entries[i].name);
  *model = (q_model){bytes, entries, names, header.parts};
  *slot = model;
  quoth_status whole = check_parts(model, error);
  if (whole) engine->models.count--;
  return whole;
}

static bool part_of(const q_model *model, uint64_t name, uint32_t columns, uint32_t cell, q_part *part) {
  for (uint32_t i = 0; i < model->count; i++) {
    const q_part_entry *entry = &model->entries[i];
    if (model->names[i] != name || entry->columns != columns || entry->cell != cell) continue;
    *part = (q_part){model->bytes + entry->offset, entry->rows, columns, cell, entry->scale};
    return true;
  }
  return false;
}

bool q_model_part(const quoth_engine *engine, const char *name, uint32_t columns, uint32_t cell,
                  q_part *part) {
  uint64_t hash = hash_of(name);
  for (; engine; engine = engine->base)
    for (uint32_t m = engine->models.count; m--;)
      if (part_of(engine->models.items[m], hash, columns, cell, part)) return true;
  return false;
}
