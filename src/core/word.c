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
  char folded[252];
  return q_hash(folded, q_fold(bytes, length, folded, sizeof folded));
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

/* The name that the newest term of a class gives to a word, or NULL. */
static const char *canonical_of(const quoth_engine *top, q_class class, const char *bytes, uint32_t length) {
  const uint64_t keys[] = {q_lexicon_step(Q_KEY_EXACT, q_hash(bytes, length)),
                           q_lexicon_step(Q_KEY_FOLDED, q_hash_folded(bytes, length))};
  for (const quoth_engine *engine = top; engine; engine = engine->base)
    for (int k = 0; k < 2; k++) {
      const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, keys[k]);
      for (uint32_t t = slot ? slot->terms : 0; t; t = engine->lexicon.terms.items[t - 1].next) {
        const q_term *term = &engine->lexicon.terms.items[t - 1];
        if (term->class == class && !removed(top, keys[k], (uint8_t) class)) return term->canonical;
      }
    }
  return NULL;
}

/* ---- forms ---- */

static bool is_digit(char b) { return b >= '0' && b <= '9'; }

/* 20km and 5pm are two; 20th, 1970s and 4G are one: where a unit starts, or 0. */
static uint8_t unit_in(const char *bytes, uint32_t length) {
  static const char *const ENDINGS[] = {"st", "nd", "rd", "th", "s", "d", "x"};
  enum { LONGEST_UNIT = 3 };
  uint32_t at = 0;
  while (at < length && (is_digit(bytes[at]) || bytes[at] == '.' || bytes[at] == ',' || bytes[at] == ':'))
    at++;
  if (at == length || length - at > LONGEST_UNIT || at > UINT8_MAX) return 0;
  for (uint32_t i = at; i < length; i++)
    if (bytes[i] < 'a' || bytes[i] > 'z') return 0;
  for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
    if (strlen(ENDINGS[i]) == length - at && !memcmp(ENDINGS[i], bytes + at, length - at)) return 0;
  return (uint8_t)at;
}

/* What a full stop behind a word is; the lexicon lists words with theirs. */
static q_stop stop_of(const quoth_engine *engine, const char *bytes, uint32_t length) {
  enum { LONGEST = 12 };
  char stopped[LONGEST + 1];
  uint32_t size, first = q_decode(bytes, bytes + length, &size);
  if (size == length && q_is_upper(first)) return Q_STOP_INITIAL;
  if (length > LONGEST) return Q_STOP_ENDS;
  memcpy(stopped, bytes, length);
  stopped[length] = '.';
  const char *kind = canonical_of(engine, Q_ABBREVIATION, stopped, length + 1);
  if (!kind) return Q_STOP_ENDS;
  return !strcmp(kind, "end") ? Q_STOP_MAY_END : !strcmp(kind, "number") ? Q_STOP_NUMBER : Q_STOP_NAME;
}

/* What the list of spellings says: "can not: cannot", "non-: non", "'em: em". */
static void add_spelling(q_form *form, const char *canonical) {
  size_t length = strlen(canonical);
  const char *blank = strchr(canonical, ' ');
  if (blank) form->cut = (uint8_t)(blank - canonical);
  form->prefix = length && canonical[length - 1] == '-';
  form->elided = canonical[0] == '\'';
}

static q_form form_of(const quoth_engine *engine, uint64_t classes, const char *bytes, uint32_t length) {
  q_form form = {.apostrophe =
                     (length == 1 && *bytes == '\'') || (length == 3 && !memcmp(bytes, "\xE2\x80\x99", 3))};
  uint32_t size;
  if (is_digit(*bytes)) {
    form.word = true;
    form.cut = unit_in(bytes, length);
    if (length <= 2) form.stop = Q_STOP_ITEM;
  } else if (q_is_letter(q_decode(bytes, bytes + length, &size))) {
    form.word = true;
    form.function = (classes & Q_FUNCTION_WORD) != 0;
    form.stop = (uint8_t)stop_of(engine, bytes, length);
    const char *spelling =
        classes & Q_BIT(Q_SPELLING) ? canonical_of(engine, Q_SPELLING, bytes, length) : NULL;
    if (spelling) add_spelling(&form, spelling);
    form.elided &= *bytes >= 'a' && *bytes <= 'z'; /* 'Em' is quoted */
  }
  return form;
}

static uint64_t classes_of(q_word *word, const quoth_engine *engine) {
  for (const quoth_engine *e = engine; e; e = e->base) {
    learn(word, e, engine, q_lexicon_step(Q_KEY_EXACT, word->hash));
    learn(word, e, engine, q_lexicon_step(Q_KEY_FOLDED, word->fold));
  }
  return word->classes;
}

q_form q_form_of(const quoth_engine *engine, const char *bytes, uint32_t length) {
  q_word word = {.hash = q_hash(bytes, length), .fold = q_hash_folded(bytes, length)};
  return form_of(engine, classes_of(&word, engine), bytes, length);
}

/* . ! ? and runs of them, … and the full stop of Chinese and Japanese. */
static bool is_final(const char *bytes, uint32_t length) {
  if (length == 3 && (!memcmp(bytes, "\xE2\x80\xA6", 3) || !memcmp(bytes, "\xE3\x80\x82", 3))) return true;
  for (uint32_t i = 0; i < length; i++)
    if (bytes[i] != '.' && bytes[i] != '!' && bytes[i] != '?') return false;
  return true;
}

/* Inc. and U.S. and p.m., but not Mr. and J. */
static bool may_end(const quoth_engine *engine, const char *bytes, uint32_t length) {
  if (length < 3 || bytes[length - 1] != '.') return false;
  const char *kind = canonical_of(engine, Q_ABBREVIATION, bytes, length);
  return kind ? !strcmp(kind, "end") : memchr(bytes, '.', length - 1) != NULL;
}

static void fill(q_word *word, const quoth_engine *engine, const char *bytes, uint32_t length,
                 uint64_t hash) {
  *word = (q_word){.hash = hash, .fold = q_hash_folded(bytes, length)};
  word->kind = (uint8_t)q_token_kind_of(bytes, length);
  word->shape = (uint8_t)shape_of(bytes, length);
  word->length = (uint8_t)(length < 255 ? length : 255);
  word->first = (uint8_t)q_to_lower((unsigned char)bytes[0]);
  word->final = is_final(bytes, length);
  word->bullet = length == 3 && !memcmp(bytes, "\xE2\x80\xA2", 3);
  word->may_end = word->kind == QUOTH_TOKEN_WORD && may_end(engine, bytes, length);
  for (uint32_t i = 0; i < length; i++) word->has_digit |= is_digit(bytes[i]);
  word->form = form_of(engine, classes_of(word, engine), bytes, length);
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
