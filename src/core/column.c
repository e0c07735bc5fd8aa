/* Columns of the word table: what stages keep about words. */
#include "core/doc.h"

static void *resize(const q_word_table *table, void *block, size_t old_size, size_t size) {
  return table->allocator.call(table->allocator.context, block, old_size, size);
}

/* Room for all rows. What outgrows its room gets twice as much. */
static bool make_room(const q_word_table *table, q_records *records, size_t size) {
  enum { FEWEST = 1024 };
  uint32_t capacity = records->capacity ? records->capacity : FEWEST;
  while (capacity < table->rows) capacity *= 2;
  if (capacity == records->capacity) return true;
  char *bytes = resize(table, records->bytes, records->capacity * size, capacity * size);
  if (bytes) *records = (q_records){bytes, size, records->used, capacity};
  return bytes != NULL;
}

void *q_words_column(q_word_table *table, q_column_owner owner, size_t size) {
  q_records *records = &table->columns[owner];
  if (!make_room(table, records, size)) return NULL;
  memset(records->bytes + records->used * size, 0, (table->rows - records->used) * size);
  records->used = table->rows;
  return records->bytes;
}

void q_words_forget_rows(q_word_table *table, uint32_t first) {
  if (table->rows <= first) return;
  table->rows = first;
  for (uint32_t i = 1; i < table->count; i++)
    if (table->items[i].row >= first) table->items[i].row = 0;
  for (int i = 0; i < Q_COLUMN_COUNT; i++)
    if (table->columns[i].used > first) table->columns[i].used = first;
}

void q_words_free_columns(q_word_table *table) {
  for (int i = 0; i < Q_COLUMN_COUNT; i++) {
    q_records *records = &table->columns[i];
    if (records->bytes) resize(table, records->bytes, records->capacity * records->size, 0);
    *records = (q_records){0};
  }
}

void *q_column(quoth_doc *doc, q_column_owner owner, size_t size) {
  for (; doc->tokens_with_rows < doc->tokens.count; doc->tokens_with_rows++)
    q_words_give_row(&doc->words, doc->tokens.items[doc->tokens_with_rows].word);
  return q_words_column(&doc->words, owner, size);
}
