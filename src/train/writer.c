/* Model files, in the form of core/model.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

enum { MOST_PARTS = 64 };

struct writer {
  q_part_entry entries[MOST_PARTS];
  void *cells[MOST_PARTS];
  uint32_t count;
};

writer *writer_new(void) { return get(sizeof(writer)); }

void writer_free(writer *from) {
  for (uint32_t i = 0; i < from->count; i++) free(from->cells[i]);
  free(from);
}

static uint64_t size_of(const q_part_entry *entry) {
  return (uint64_t)entry->rows * entry->columns * entry->cell;
}

void writer_add(writer *to, const char *name, const void *cells, uint32_t rows, uint32_t columns,
                uint32_t cell, float scale) {
  if (to->count == MOST_PARTS) fail("too many parts for one model file");
  q_part_entry *entry = &to->entries[to->count];
  *entry = (q_part_entry){.rows = rows, .columns = columns, .cell = cell, .scale = scale};
  snprintf(entry->name, sizeof entry->name, "%s", name);
  to->cells[to->count] = get(size_of(entry));
  memcpy(to->cells[to->count++], cells, size_of(entry));
}

void writer_join(writer *to, const writer *from) {
  for (uint32_t i = 0; i < from->count; i++) {
    const q_part_entry *entry = &from->entries[i];
    writer_add(to, entry->name, from->cells[i], entry->rows, entry->columns, entry->cell, entry->scale);
  }
}

static uint64_t aligned(uint64_t at) { return (at + Q_PART_ALIGN - 1) / Q_PART_ALIGN * Q_PART_ALIGN; }

char *writer_bytes(writer *from, size_t *size) {
  uint64_t length = sizeof(q_model_header) + from->count * sizeof(q_part_entry);
  for (uint32_t i = 0; i < from->count; i++) {
    from->entries[i].offset = aligned(length);
    length = from->entries[i].offset + size_of(&from->entries[i]);
  }
  char *bytes = get(length);
  q_model_header header = {.version = Q_MODEL_VERSION, .parts = from->count, .length = length};
  memcpy(header.magic, Q_MODEL_MAGIC, sizeof header.magic);
  memcpy(bytes + sizeof header, from->entries, from->count * sizeof(q_part_entry));
  for (uint32_t i = 0; i < from->count; i++)
    memcpy(bytes + from->entries[i].offset, from->cells[i], size_of(&from->entries[i]));
  header.sum = q_hash(bytes + sizeof header, length - sizeof header);
  memcpy(bytes, &header, sizeof header);
  *size = length;
  return bytes;
}

void writer_save(writer *from, const char *path) {
  size_t length;
  char *bytes = writer_bytes(from, &length);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(bytes, 1, length, file) != length || fclose(file)) fail("cannot write %s", path);
  free(bytes);
}
