#include "core/word.h"

#include "core/engine.h"
#include "core/gazetteer.h"
#include "core/token.h"
#include "core/utf8.h"

/* Slots are many, since a search that goes on behind its first slot cannot be foretold: of twice as many
 * as words, reading tokens took 6% longer. A word takes about 130 bytes, slots included, and a row about a
 * kilobyte: MOST_KEPT words are those of some ten million bytes of news, MOST_ROWS those of some hundred
 * thousand. */
enum {
  FIRST_RECORDS = 4096,
  SLOTS_A_RECORD = 4,
  MOST_KEPT = 48 * 1024,
  KEPT_BY_TRIM = 32 * 1024,
  TRIMS_TO_EMPTY = 16,
  MOST_ROWS = 9 * 1024,
  ROWS_KEPT = 6 * 1024
};

uint64_t q_hash(const char *bytes, size_t length) {
  uint64_t h = q_hash_seed(length);
  size_t left = length;
  for (; left > 8; bytes += 8, left -= 8) h = q_hash_step(h, q_load(bytes));
  return q_hash_step(h, q_load_end(bytes + left, left, length)) | 1;
}

/* Lower case for 8 bytes of ASCII. */
static uint64_t lower_ascii(uint64_t x) {
  const uint64_t each = UINT64_C(0x0101010101010101);
  uint64_t from_a = x + each * (0x80 - 'A'), behind_z = x + each * (0x80 - 'Z' - 1);
  return x | (from_a & ~behind_z & each * 0x80) >> 2;
}

/* Are all of them lower-case letters of ASCII, as of most words? These are their own folded form. */
static bool is_lower_ascii(const char *bytes, uint32_t length) {
  enum { MOST = 64 };
  const uint64_t each = UINT64_C(0x0101010101010101), top = each * 0x80;
  uint64_t inside = length <= MOST ? top : 0;
  for (uint32_t left = length; inside == top && left; left -= left < 8 ? left : 8) {
    uint32_t size = left < 8 ? left : 8;
    uint64_t x = q_load_end(bytes + length - left + size, size, length);
    if (size < 8) x |= each * 'a' << 8 * size;
    uint64_t low = x & ~top;
    inside &= (low + each * (0x80 - 'a')) & ~(low + each * (0x7F - 'z')) & ~x;
  }
  return inside == top;
}

/* Whatever is not ASCII takes the long way; else it is the same without a copy. */
uint64_t q_hash_folded(const char *bytes, size_t length) {
  enum { MOST = 252 };
  char folded[MOST];
  uint64_t h = q_hash_seed(length), all = 0, x;
  const char *at = bytes;
  size_t left = length < MOST ? length : 0;
  for (; left > 8; at += 8, left -= 8) {
    all |= x = q_load(at);
    h = q_hash_step(h, lower_ascii(x));
  }
  all |= x = q_load_end(at + left, left, length);
  if (length < MOST && !(all & UINT64_C(0x8080808080808080))) return q_hash_step(h, lower_ascii(x)) | 1;
  return q_hash(folded, q_fold(bytes, length, folded, MOST));
}

/* ---- what a new word's record holds ---- */

/* How many letters there are of each kind, and digits. */
typedef struct letters {
  uint32_t upper, lower, digits;
  bool upper_first;
} letters;

static letters count_letters(const char *bytes, uint32_t length) {
  letters all = {0};
  uint32_t size = 1, c;
  for (uint32_t at = 0; at < length; at += size) {
    bool upper, lower;
    c = (unsigned char)bytes[at];
    if (c < 0x80) {
      upper = c - 'A' < 26, lower = c - 'a' < 26, size = 1;
      all.digits += c - '0' < 10;
    } else {
      c = q_decode(bytes + at, bytes + length, &size);
      upper = q_is_upper(c), lower = !upper && q_is_letter(c);
    }
    all.upper += upper, all.lower += lower;
    all.upper_first |= upper && !at;
  }
  return all;
}

static q_shape shape_of(letters all) {
  if (!all.upper) return all.lower ? Q_SHAPE_LOWER : Q_SHAPE_OTHER;
  if (!all.lower) return Q_SHAPE_UPPER;
  return all.upper_first && all.upper == 1 ? Q_SHAPE_CAPITAL : Q_SHAPE_MIXED;
}

static bool removed(const quoth_engine *engine, uint64_t key, uint8_t class) {
  for (uint32_t i = 0; i < engine->removals.count; i++)
    if (engine->removals.items[i].key == key && engine->removals.items[i].class == class) return true;
  return false;
}

static void add_class(q_word *word, q_class class) {
  if (class < Q_FIRST_SET) word->classes |= Q_BIT(class);
  else word->sets |= UINT64_C(1) << (class - Q_FIRST_SET);
}

/* Adds what one lexicon knows under one identity. */
static void learn(q_word *word, const quoth_engine *engine, const quoth_engine *top, uint8_t identity) {
  uint64_t key = identity == Q_AS_WRITTEN ? q_lexicon_step(Q_KEY_EXACT, word->hash)
                                          : q_lexicon_step(Q_KEY_FOLDED, word->fold);
  const q_lexicon_slot *slot = q_lexicon_find(&engine->lexicon, key);
  if (!slot) return;
  if (slot->prefix) word->starts_phrase |= identity;
  word->second |= slot->second;
  if (!engine->base) word->terms[identity - Q_AS_WRITTEN] = slot->terms;
  for (uint32_t t = slot->terms; t; t = engine->lexicon.terms.items[t - 1].next) {
    q_class class = engine->lexicon.terms.items[t - 1].class;
    if (!removed(top, key, (uint8_t) class)) add_class(word, class);
    else word->not_a_cue |= q_class_among(class, Q_CUE_VERB | Q_BIT(Q_CUE_NOUN) | Q_BIT(Q_CUE_PHRASE));
  }
}

/* Adds the sets whose words end as this one does; two letters or more stand before an ending. */
static void learn_endings(q_word *word, const quoth_engine *engine, const quoth_engine *top,
                          const char *bytes, uint32_t length) {
  enum { SHORTEST_STEM = 2 };
  for (uint32_t i = 0; i < engine->lexicon.endings.count; i++) {
    const q_ending *ending = &engine->lexicon.endings.items[i];
    quoth_string end = ending->text;
    if (length < end.length + SHORTEST_STEM || bytes[length - 1] != end.bytes[end.length - 1]) continue;
    if (memcmp(bytes + length - end.length, end.bytes, end.length) != 0) continue;
    if (!removed(top, ending->key, ending->class)) add_class(word, ending->class);
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
static uint8_t unit_in(const quoth_engine *engine, const char *bytes, uint32_t length) {
  enum { LONGEST_UNIT = 3 };
  uint32_t at = 0;
  while (at < length && (is_digit(bytes[at]) || bytes[at] == '.' || bytes[at] == ',' || bytes[at] == ':'))
    at++;
  if (at == length || length - at > LONGEST_UNIT || at > UINT8_MAX) return 0;
  for (uint32_t i = at; i < length; i++)
    if (bytes[i] < 'a' || bytes[i] > 'z') return 0;
  return canonical_of(engine, Q_NUMBER_SUFFIX, bytes + at, length - at) ? 0 : (uint8_t)at;
}

/* What a full stop behind a word is; the lexicon lists words with theirs. */
static q_stop stop_of(const quoth_engine *engine, uint64_t fold, const char *bytes, uint32_t length) {
  enum { LONGEST = 12 };
  char stopped[LONGEST + 1];
  uint32_t size, first = q_decode(bytes, bytes + length, &size);
  if (size == length && q_is_upper(first)) return Q_STOP_INITIAL;
  const quoth_engine *knows = engine;
  while (knows && !q_lexicon_may_stop(&knows->lexicon, fold)) knows = knows->base;
  if (!knows || length > LONGEST) return Q_STOP_ENDS;
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

static q_form form_of(const quoth_engine *engine, const q_word *word, const char *bytes, uint32_t length) {
  q_form form = {.apostrophe =
                     (length == 1 && *bytes == '\'') || (length == 3 && !memcmp(bytes, "\xE2\x80\x99", 3))};
  uint32_t size;
  if (is_digit(*bytes)) {
    form.word = true;
    form.cut = unit_in(engine, bytes, length);
    if (length <= 2) form.stop = Q_STOP_ITEM;
  } else if (q_is_letter(q_decode(bytes, bytes + length, &size))) {
    form.word = true;
    form.function = (word->classes & Q_FUNCTION_WORD) != 0;
    form.stop = (uint8_t)stop_of(engine, word->fold, bytes, length);
    const char *spelling =
        word->classes & Q_BIT(Q_SPELLING) ? canonical_of(engine, Q_SPELLING, bytes, length) : NULL;
    if (spelling) add_spelling(&form, spelling);
    form.elided &= *bytes >= 'a' && *bytes <= 'z'; /* 'Em' is quoted */
  }
  return form;
}

static void classes_of(q_word *word, const quoth_engine *engine) {
  for (const quoth_engine *e = engine; e; e = e->base) {
    learn(word, e, engine, Q_AS_WRITTEN);
    learn(word, e, engine, Q_IN_ANY_CASE);
  }
}

q_form q_form_of(const quoth_engine *engine, const char *bytes, uint32_t length) {
  q_word word = {.hash = q_hash(bytes, length), .fold = q_hash_folded(bytes, length)};
  classes_of(&word, engine);
  return form_of(engine, &word, bytes, length);
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
  bool lower = is_lower_ascii(bytes, length);
  letters all = lower ? (letters){.lower = length} : count_letters(bytes, length);
  *word = (q_word){.hash = hash, .fold = lower ? hash : q_hash_folded(bytes, length)};
  word->kind = (uint8_t)(lower ? QUOTH_TOKEN_WORD : q_token_kind_of(bytes, length));
  word->shape = (uint8_t)shape_of(all);
  word->has_digit = all.digits > 0;
  word->length = (uint8_t)(length < 255 ? length : 255);
  word->first = (uint8_t)q_to_lower((unsigned char)bytes[0]);
  word->final = !lower && is_final(bytes, length);
  word->bullet = length == 3 && !memcmp(bytes, "\xE2\x80\xA2", 3);
  word->may_end = word->kind == QUOTH_TOKEN_WORD && may_end(engine, bytes, length);
  classes_of(word, engine);
  for (const quoth_engine *e = engine; e; e = e->base) learn_endings(word, e, engine, bytes, length);
  word->starts_name = q_gazetteers_begin(engine, bytes, length);
  word->form = form_of(engine, word, bytes, length);
}

static bool may_match(const quoth_engine *engine, const q_word *word) {
  return word->starts_phrase || word->starts_name ||
         (word->classes & (Q_CLASS_NAME | Q_BIT(Q_NEVER)) && q_has_user_terms(engine));
}

static bool may_be_name(const q_word *word) {
  if (word->kind != QUOTH_TOKEN_WORD && word->kind != QUOTH_TOKEN_NUMBER) return false;
  if (word->shape < Q_SHAPE_CAPITAL) return false;
  return !q_is_small(word) || (word->shape == Q_SHAPE_UPPER && word->length > 1);
}

static uint32_t flags_of(const quoth_engine *engine, const q_word *word) {
  bool flags[] = {
      [Q_FLAG_BREAK] = word->final || word->may_end || word->bullet,
      [Q_FLAG_MARK] = word->kind == QUOTH_TOKEN_MARK,
      [Q_FLAG_CAPITAL] = word->shape >= Q_SHAPE_CAPITAL,
      [Q_FLAG_NAME] = may_be_name(word),
      [Q_FLAG_VALUE] = word->has_digit || word->classes & Q_VALUE_WORD,
      [Q_FLAG_CUE] = (word->classes & (Q_CUE_VERB | Q_BIT(Q_CUE_NOUN))) != 0,
      [Q_FLAG_PRONOUN] = (word->classes & (Q_PRONOUN | Q_BIT(Q_POSSESSIVE))) != 0,
      [Q_FLAG_PHRASE] = may_match(engine, word),
      [Q_FLAG_NOUN] = (word->classes & Q_REFERRING_NOUN) != 0,
      [Q_FLAG_SECOND] = word->second,
      [Q_FLAG_LISTED] = (word->classes & (Q_CLASS_NAME | Q_BIT(Q_NEVER))) != 0,
      [Q_FLAG_AMOUNT] = word->has_digit || word->classes & Q_BIT(Q_CURRENCY),
      [Q_FLAG_NUMBER] = word->kind == QUOTH_TOKEN_NUMBER && word->has_digit,
      [Q_FLAG_HEAD] = q_word_is(word, Q_THING_HEAD),
      [Q_FLAG_CUT] = word->form.cut || word->form.apostrophe,
      [Q_FLAG_JOINS] = word->form.stop || word->form.prefix,
  };
  uint32_t bits = 0;
  for (uint32_t i = 0; i < sizeof flags / sizeof *flags; i++) bits |= (uint32_t)flags[i] << i;
  return bits;
}

/* ---- the table ---- */

static void *resize(q_word_table *table, void *block, size_t old_size, size_t size) {
  return table->allocator.call(table->allocator.context, block, old_size, size);
}

/* Of so many slots and the free one behind them. */
static size_t slots_size(size_t count) { return (count + 1) * sizeof(q_word_slot); }

static void set_slots(q_word_table *table, q_word_slot *slots, size_t count) {
  table->slots = slots;
  table->slot_mask = (uint32_t)(count - 1);
  table->slot_shift = 64 - (uint32_t)__builtin_ctzll(count * sizeof *slots);
  for (size_t i = 0; i <= count; i++) slots[i] = (q_word_slot){.flags = UINT32_MAX};
}

const q_word_slot *q_words_probe(const q_word_table *table, uint64_t key) {
  const q_word_slot *home = q_word_home(table->slots, key, table->slot_shift);
  uint32_t s = (uint32_t)(home - table->slots);
  while (table->slots[s].key && table->slots[s].key != key) s = (s + 1) & table->slot_mask;
  return &table->slots[s];
}

static q_word_slot *slot_of(const q_word_table *table, uint64_t key) {
  return table->slots + (q_words_probe(table, key) - table->slots);
}

static void empty(q_word_table *table) {
  set_slots(table, table->slots, (size_t)table->slot_mask + 1);
  memset(&table->items[0], 0, sizeof table->items[0]);
  table->count = table->rows = 1;
}

bool q_words_init(q_word_table *table, const quoth_engine *engine) {
  *table = (q_word_table){.allocator = engine->allocator, .engine = engine};
  table->items = resize(table, NULL, 0, FIRST_RECORDS * sizeof *table->items);
  if (!table->items) return false;
  table->capacity = FIRST_RECORDS;
  q_word_slot *slots = resize(table, NULL, 0, slots_size(SLOTS_A_RECORD * FIRST_RECORDS));
  if (!slots) return false;
  table->slots = slots;
  table->slot_mask = SLOTS_A_RECORD * FIRST_RECORDS - 1;
  empty(table);
  return true;
}

void q_words_free(q_word_table *table) {
  q_words_free_columns(table);
  if (table->items) resize(table, table->items, table->capacity * sizeof *table->items, 0);
  if (table->slots) resize(table, table->slots, slots_size((size_t)table->slot_mask + 1), 0);
  *table = (q_word_table){0};
}

/* Forgets the words from KEPT_BY_TRIM on. There is room for slots behind the items kept. */
static void keep_first(q_word_table *table) {
  q_word_slot *kept = (q_word_slot *)(void *)(table->items + KEPT_BY_TRIM);
  uint32_t count = 0;
  for (uint32_t i = 0; i <= table->slot_mask; i++)
    if (table->slots[i].key && table->slots[i].word < KEPT_BY_TRIM) kept[count++] = table->slots[i];
  set_slots(table, table->slots, (size_t)table->slot_mask + 1);
  for (uint32_t i = 0; i < count; i++) *slot_of(table, kept[i].key) = kept[i];
  table->count = KEPT_BY_TRIM;
  q_words_forget_rows(table, 1);
}

/* The words met first are mostly the frequent ones, and are kept; but not for ever, as the
 * first text may have been an odd one. */
void q_words_trim(q_word_table *table) {
  if (table->rows > MOST_ROWS) q_words_forget_rows(table, ROWS_KEPT);
  if (table->count <= MOST_KEPT) return;
  if (table->capacity > 2 * MOST_KEPT) { /* one huge text must not cost every trim after it */
    q_word_table fresh;
    if (q_words_init(&fresh, table->engine)) {
      q_words_free(table);
      *table = fresh;
      return;
    }
    q_words_free(&fresh);
  }
  if (++table->trims % TRIMS_TO_EMPTY) {
    keep_first(table);
    return;
  }
  q_words_free_columns(table);
  empty(table);
}

#define FIRST(count) (UINT64_MAX >> (64 - 8 * (count)))
const uint64_t q_word_bytes[2][65] = {
    {0, FIRST(1), FIRST(2), FIRST(3), FIRST(4), FIRST(5), FIRST(6), FIRST(7), FIRST(8), FIRST(8), FIRST(8),
     FIRST(8), FIRST(8), FIRST(8), FIRST(8), FIRST(8), FIRST(8)},
    {[9] = FIRST(1), FIRST(2), FIRST(3), FIRST(4), FIRST(5), FIRST(6), FIRST(7), FIRST(8)}};
#undef FIRST

uint64_t q_word_key(const char *bytes, uint32_t length) {
  char padded[16] = {0};
  if (length > sizeof padded) return q_hash(bytes, length);
  memcpy(padded, bytes, length);
  uint64_t key = q_word_key_short(padded, length);
  return key ? key : UINT64_MAX;
}

/* Both or neither: records that outgrow their slots would fill these up, and the
 * search in full slots does not end. */
static bool grow(q_word_table *table) {
  q_word_table old = *table;
  size_t count = (size_t)table->capacity * 2;
  q_word_slot *slots = resize(table, NULL, 0, slots_size(SLOTS_A_RECORD * count));
  if (!slots) return false;
  q_word *items = resize(table, table->items, table->capacity * sizeof *items, count * sizeof *items);
  if (!items) {
    resize(table, slots, slots_size(SLOTS_A_RECORD * count), 0);
    return false;
  }
  table->items = items;
  table->capacity = (uint32_t)count;
  set_slots(table, slots, SLOTS_A_RECORD * count);
  for (uint32_t i = 0; i <= old.slot_mask; i++)
    if (old.slots[i].key) *slot_of(table, old.slots[i].key) = old.slots[i];
  resize(table, old.slots, slots_size((size_t)old.slot_mask + 1), 0);
  return true;
}

const q_word_slot *q_words_slot(q_word_table *table, const char *bytes, uint32_t length, uint64_t key) {
  q_word_slot *slot = slot_of(table, key);
  if (slot->key) return slot;
  if (table->count == table->capacity) {
    if (!grow(table)) return NULL;
    slot = slot_of(table, key);
  }
  q_word *word = &table->items[table->count];
  fill(word, table->engine, bytes, length, q_hash(bytes, length));
  *slot = (q_word_slot){key, table->count++, flags_of(table->engine, word)};
  return slot;
}

uint32_t q_words_find(q_word_table *table, const char *bytes, uint32_t length) {
  const q_word_slot *slot = q_words_slot(table, bytes, length, q_word_key(bytes, length));
  return slot ? slot->word : 0;
}
