/* Tables of pairs in model files. */
#include <stdlib.h>

#include "train/train.h"

pair_table pairs_new(uint32_t rows) {
  pair_table table = {.rows = rows};
  table.pairs = get(rows * sizeof *table.pairs);
  return table;
}

static uint32_t find(const pair_table *table, uint32_t key) {
  uint32_t slot = key >> 12 & (table->rows - 1);
  while (table->pairs[slot][0] && table->pairs[slot][0] != key) slot = (slot + 1) & (table->rows - 1);
  return slot;
}

uint32_t *pairs_slot(pair_table *table, uint32_t key) {
  uint32_t slot = find(table, key);
  if (!table->pairs[slot][0] && ++table->used == table->rows)
    fail("a table of %u pairs is full", table->rows);
  table->pairs[slot][0] = key;
  return &table->pairs[slot][1];
}

uint32_t pairs_get(const pair_table *table, uint32_t key) { return table->pairs[find(table, key)][1]; }

void pairs_write(pair_table *table, writer *to, const char *name) {
  writer_add(to, name, table->pairs, table->rows, 2, sizeof(uint32_t), 1);
  free(table->pairs);
}
