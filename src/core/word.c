#include "core/word.h"

#include <string.h>

#include "core/engine.h"
#include "core/token.h"
#include "core/utf8.h"

enum { FIRST_RECORDS = 4096, MOST_KEPT = 1 << 16 };

/* Multiply and fold 8 bytes at a time; not made to withstand an enemy: whoever
 * forges collisions makes two odd words look alike in his own text. */
static uint64_t mix(uint64_t h, uint64_t x) {
  h = (h ^ x) * UINT64_C(0x9FB21C651E98DF25);
  return h ^ h >> 32;
}

uint64_t q_hash(const char *bytes, size_t length) {
  uint64_t h = length * UINT64_C(0x9E3779B97F4A7C15), x;
  for (; length > 8; bytes += 8, length -= 8) {
    memcpy(&x, bytes, 8);
    h = mix(h, x);
  }
  x = 0;
  memcpy(&x, bytes, length);
  return mix(h, x) | 1;
}

uint64_t q_hash_folded(const char *bytes, size_t length) {
  char buffer[256];
  uint32_t used = 0;
  const char *end = bytes + length;
  for (uint32_t size; bytes < end && used < sizeof buffer - 4; bytes += size) {
    uint32_t c = q_decode(bytes, end, &size);
    if (c == 0x2019) c = '\'';
    used += q_encode(q_to_lower(c), buffer + used);
  }
  return q_hash(buffer, used);
}

/* ---- what a new word's record holds ---- */

static q_shape shape_of(const char *bytes, uint32_t length) {
  uint32_t upper = 0, lower = 0, position = 0, first_upper = 0, size;
  for (const char *p = bytes, *end = bytes + length; p < end; p += size, position++) {
    uint32_t c = q_decode(p, end, &size);
    if (q_is_upper(c)) {
      upper++;
      if (!position) first_upper = 1;
    } else if (q_is_letter(c)) {
      lower++;
    }
  }
  if (!upper) return lower ? Q_SHAPE_LOWER : Q_SHAPE_OTHER;
  if (!lower) return Q_SHAPE_UPPER;
  return first_upper && upper == 1 ? Q_SHAPE_CAPITAL : Q_SHAPE_MIXED;
}

static bool removed(const quoth_engine *engine, uint64_t key, uint8_t class) {
  for (uint32_t i = 0; i < engine->removals.count; i++)
    if (engine->removals.items[i].key == key && engine->removals.items[i].class == class) return true;
  return false;
}

/* Adds what one lexicon knows under one key. */
static void learn(q_word *word, const quoth_engine *engine, const quoth_engine *top, uint64_t key) {
  const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
  if (!slot) return;
  word->starts_phrase |= slot->prefix;
  for (uint32_t t = slot->terms; t; t = engine->lexicon.terms.items[t - 1].next) {
    uint8_t class = engine->lexicon.terms.items[t - 1].class;
    if (!removed(top, key, class)) word->classes |= Q_BIT(class);
  }
}

static void fill(q_word *word, const quoth_engine *engine, const char *bytes, uint32_t length,
                 uint64_t hash) {
  *word = (q_word){.hash = hash, .fold = q_hash_folded(bytes, length)};
  word->kind = (uint8_t)q_token_kind_of(bytes, length);
  word->shape = (uint8_t)shape_of(bytes, length);
  word->length = (uint8_t)(length < 255 ? length : 255);
  word->first = (uint8_t)q_to_lower((unsigned char)bytes[0]);
  word->final =
      length == 1 ? *bytes && strchr(".!?", *bytes) : length == 3 && !memcmp(bytes, "\xE2\x80\xA6", 3);
  for (uint32_t i = 0; i < length; i++) word->has_digit |= (unsigned char)(bytes[i] - '0') < 10;
  for (const quoth_engine *e = engine; e; e = e->base) {
    learn(word, e, engine, q_lexicon_step(Q_KEY_EXACT, word->hash));
    learn(word, e, engine, q_lexicon_step(Q_KEY_FOLDED, word->fold));
  }
}

/* ---- the table ---- */

static void *resize(q_word_table *table, void *block, size_t old_size, size_t size) {
  return table->allocator.call(table->allocator.context, block, old_size, size);
}

static void free_column(q_word_table *table, q_column *column) {
  if (column->records) resize(table, column->records, column->capacity * column->size, 0);
  *column = (q_column){0};
}

bool q_words_init(q_word_table *table, const quoth_engine *engine) {
  *table = (q_word_table){.allocator = engine->allocator, .engine = engine};
  table->items = resize(table, NULL, 0, FIRST_RECORDS * sizeof *table->items);
  if (!table->items) return false;
  table->capacity = FIRST_RECORDS;
  table->slots = resize(table, NULL, 0, 2 * FIRST_RECORDS * sizeof *table->slots);
  if (!table->slots) return false;
  table->slot_mask = 2 * FIRST_RECORDS - 1;
  table->count = MOST_KEPT + 1;
  q_words_trim(table);
  return true;
}

void q_words_free(q_word_table *table) {
  for (int i = 0; i < Q_COLUMN_COUNT; i++) free_column(table, &table->columns[i]);
  if (table->items) resize(table, table->items, table->capacity * sizeof *table->items, 0);
  if (table->slots) resize(table, table->slots, ((size_t)table->slot_mask + 1) * sizeof *table->slots, 0);
  *table = (q_word_table){0};
}

void q_words_trim(q_word_table *table) {
  if (table->count <= MOST_KEPT) return;
  memset(table->slots, 0, ((size_t)table->slot_mask + 1) * sizeof *table->slots);
  memset(&table->items[0], 0, sizeof table->items[0]);
  table->count = 1;
  for (int i = 0; i < Q_COLUMN_COUNT; i++) free_column(table, &table->columns[i]);
}

void *q_words_column(q_word_table *table, q_column_owner owner, size_t size) {
  q_column *column = &table->columns[owner];
  if (column->capacity >= table->count) return column->records;
  size_t used = column->capacity * size, wanted = table->capacity * size;
  char *records = resize(table, column->records, used, wanted);
  if (!records) return NULL;
  memset(records + used, 0, wanted - used);
  *column = (q_column){records, size, table->capacity};
  return records;
}

/* Both or neither: records that outgrow their slots would fill these up, and the
 * search in full slots does not end. */
static bool grow(q_word_table *table) {
  size_t count = (size_t)table->capacity * 2;
  uint32_t *slots = resize(table, NULL, 0, 2 * count * sizeof *slots);
  if (!slots) return false;
  q_word *items = resize(table, table->items, table->capacity * sizeof *items, count * sizeof *items);
  if (!items) {
    resize(table, slots, 2 * count * sizeof *slots, 0);
    return false;
  }
  table->items = items;
  table->capacity = (uint32_t)count;
  memset(slots, 0, 2 * count * sizeof *slots);
  uint32_t mask = (uint32_t)(2 * count - 1);
  for (uint32_t i = 1; i < table->count; i++) {
    uint32_t s = (uint32_t)(items[i].hash >> 32) & mask;
    while (slots[s]) s = (s + 1) & mask;
    slots[s] = i;
  }
  resize(table, table->slots, ((size_t)table->slot_mask + 1) * sizeof *slots, 0);
  table->slots = slots;
  table->slot_mask = mask;
  return true;
}

uint32_t q_words_find(q_word_table *table, const char *bytes, uint32_t length) {
  uint64_t hash = q_hash(bytes, length);
  uint32_t s = (uint32_t)(hash >> 32) & table->slot_mask;
  for (; table->slots[s]; s = (s + 1) & table->slot_mask)
    if (table->items[table->slots[s]].hash == hash) return table->slots[s];
  if (table->count == table->capacity) {
    if (!grow(table)) return 0;
    s = (uint32_t)(hash >> 32) & table->slot_mask;
    while (table->slots[s]) s = (s + 1) & table->slot_mask;
  }
  table->slots[s] = table->count;
  fill(&table->items[table->count], table->engine, bytes, length, hash);
  return table->count++;
}
