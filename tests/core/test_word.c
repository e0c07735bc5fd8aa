/* The table of words and the columns that stages keep beside it. */
#include "check.h"
#include "memory.h"

#include "core/engine.h"
#include "core/word.h"

typedef struct note {
  uint32_t filled, word;
} note;

/* A table with an engine that knows nothing; memory is counted. */
typedef struct fixture {
  memory memory;
  quoth_engine *engine;
  q_word_table table;
} fixture;

static void set_up(fixture *f) {
  *f = (fixture){0};
  quoth_allocator allocator = memory_allocator(&f->memory);
  f->engine = quoth_engine_new(NULL, &allocator, NULL);
  CHECK(q_words_init(&f->table, f->engine));
}

static void tear_down(fixture *f) {
  q_words_free(&f->table);
  quoth_engine_free(f->engine);
  CHECK_INT(f->memory.live, 0);
  CHECK_INT(f->memory.misuses, 0);
}

/* Finds count words, the same for the same numbers. Where rows are asked for, words get them. */
static bool find(q_word_table *table, uint32_t first, uint32_t count, uint32_t *rows) {
  for (uint32_t i = 0; i < count; i++) {
    char word[16];
    int length = snprintf(word, sizeof word, "w%u", first + i);
    uint32_t index = q_words_find(table, word, (uint32_t)length);
    if (!index) return false;
    if (!rows) continue;
    q_words_give_row(table, index);
    rows[i] = table->items[index].row;
  }
  return true;
}

static void a_column_is_zero_until_written_and_keeps_what_was(void) {
  fixture f;
  uint32_t rows[6000];
  set_up(&f);
  CHECK(find(&f.table, 0, 100, rows));
  note *notes = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < 100; i++) {
    CHECK_INT(notes[rows[i]].filled, 0);
    notes[rows[i]] = (note){1, i};
  }
  CHECK(find(&f.table, 0, 6000, rows)); /* table and column grow */
  q_words_trim(&f.table);               /* but not past a bound: nothing is lost */
  notes = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *notes);
  uint32_t kept = 0, zero = 0;
  for (uint32_t i = 0; i < 100; i++) kept += notes[rows[i]].filled == 1 && notes[rows[i]].word == i;
  for (uint32_t i = 100; i < 6000; i++) zero += !notes[rows[i]].filled;
  CHECK_INT(kept, 100);
  CHECK_INT(zero, 5900);
  tear_down(&f);
}

static void a_word_keeps_its_row_and_others_have_none(void) {
  fixture f;
  uint32_t rows[2], again[2];
  set_up(&f);
  CHECK(find(&f.table, 0, 1000, NULL));
  CHECK(find(&f.table, 500, 2, rows));
  CHECK(find(&f.table, 500, 2, again));
  CHECK_INT(rows[0], 1);
  CHECK_INT(rows[1], 2);
  CHECK(again[0] == rows[0] && again[1] == rows[1]);
  tear_down(&f);
}

static void columns_do_not_share_records(void) {
  fixture f;
  uint32_t row;
  set_up(&f);
  find(&f.table, 0, 1, &row);
  note *names = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *names);
  char(*tags)[64] = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *tags);
  if (!CHECK(names && tags)) return;
  names[row].word = 7;
  tags[row][0] = 9;
  CHECK_INT(names[row].word, 7);
  CHECK_INT(names[0].word, 0);
  tear_down(&f);
}

static void a_huge_text_leaves_neither_words_nor_records(void) {
  fixture f;
  static uint32_t rows[200000];
  set_up(&f);
  CHECK(find(&f.table, 0, 200000, rows));
  note *notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < f.table.rows; i++) notes[i].filled = 1;
  q_words_trim(&f.table);
  CHECK_INT(f.table.count, 1);
  CHECK(find(&f.table, 500, 1000, rows));
  notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  uint32_t stale = 0;
  for (uint32_t i = 0; i < f.table.rows; i++) stale += notes[i].filled;
  CHECK_INT(stale, 0);
  CHECK_INT(f.table.rows, 1001);
  tear_down(&f);
}

static void a_trim_keeps_the_rows_given_first_and_all_words(void) {
  enum { COUNT = 20000 };
  fixture f;
  static uint32_t rows[COUNT], again[COUNT];
  set_up(&f);
  CHECK(find(&f.table, 0, COUNT, rows));
  note *notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < COUNT; i++) notes[rows[i]] = (note){1, i};
  q_words_trim(&f.table);
  uint32_t kept = f.table.rows - 1, right = 0, zero = 0;
  CHECK(kept > 4000 && kept < COUNT);
  CHECK_INT(f.table.count, COUNT + 1);
  CHECK(find(&f.table, 0, COUNT, again));
  notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  for (uint32_t i = 0; i < kept; i++)
    right += again[i] == rows[i] && notes[again[i]].filled && notes[again[i]].word == i;
  for (uint32_t i = kept; i < COUNT; i++) zero += !notes[again[i]].filled;
  CHECK_INT(right, kept);
  CHECK_INT(zero, COUNT - kept);
  tear_down(&f);
}

static void a_trim_keeps_the_words_met_first(void) {
  fixture f;
  set_up(&f);
  CHECK(find(&f.table, 0, 65000, NULL));
  uint32_t first = q_words_find(&f.table, "w100", 4);
  q_words_trim(&f.table);
  CHECK(f.table.count > 10000 && f.table.count < 60000);
  CHECK_INT(q_words_find(&f.table, "w100", 4), first);
  uint32_t count = f.table.count;
  CHECK_INT(q_words_find(&f.table, "w64999", 6), count);
  tear_down(&f);
}

static void a_column_without_memory_is_as_before(void) {
  fixture f;
  uint32_t rows[9000];
  set_up(&f);
  CHECK(find(&f.table, 0, 100, rows));
  note *notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  if (!CHECK(notes)) return;
  notes[rows[99]].word = 5;
  CHECK(find(&f.table, 0, 9000, rows));
  f.memory.fail_at = f.memory.calls + 1;
  CHECK(!q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes));
  CHECK_INT(f.memory.failures, 1);
  notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  CHECK(notes && notes[rows[99]].word == 5 && !notes[rows[8999]].filled);
  tear_down(&f);
}

/* Reads a text of 2,000 words, which are new for each number. */
static void read_new_words(quoth_doc *doc, uint32_t number) {
  static char text[40000];
  size_t length = 0;
  for (uint32_t i = 0; i < 2000; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, "Word%ux ", number * 2000 + i);
  quoth_input input = {.text = text, .length = length};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_SENTENCES, NULL), QUOTH_OK);
}

static void ever_new_words_cost_a_bounded_memory(void) {
  fixture f;
  set_up(&f);
  quoth_engine_seal(f.engine, NULL);
  quoth_doc *doc = quoth_doc_new(f.engine, NULL);
  uint32_t number = 0;
  size_t most = 0;
  for (; number < 60; number++) {
    read_new_words(doc, number);
    if (f.memory.live > most) most = f.memory.live;
  }
  for (; number < 200; number++) {
    read_new_words(doc, number);
    CHECK(f.memory.live <= most);
  }
  CHECK(most < (size_t)12 << 20);
  quoth_doc_free(doc);
  tear_down(&f);
}

/* Words of lower-case letters have a short way to their record: at every length and place, what
 * is next to these letters among bytes must not take it. */
static void a_record_says_what_the_bytes_do(void) {
  static const char BYTES[] = {'a', 'z', '`', '{', 'A', 'Z', '0', '@', '\'', '\x7F', '\xE1', '\xFA'};
  enum { LONGEST = 70 };
  fixture f;
  set_up(&f);
  for (uint32_t length = 1; length <= LONGEST; length++)
    for (uint32_t i = 0; i < length * sizeof BYTES; i++) {
      char word[LONGEST + 1];
      memset(word, i % 2 ? 'a' : 'z', length);
      word[i / sizeof BYTES] = BYTES[i % sizeof BYTES];
      uint32_t index = q_words_find(&f.table, word, length); /* may move the items */
      const q_word *record = &f.table.items[index];
      CHECK(record->hash == q_hash(word, length));
      CHECK(record->fold == q_hash_folded(word, length));
      CHECK_INT(record->kind, q_token_kind_of(word, length));
      if (i % sizeof BYTES < 2) CHECK_INT(record->shape, Q_SHAPE_LOWER);
      if (BYTES[i % sizeof BYTES] == 'A') CHECK(record->shape >= Q_SHAPE_CAPITAL);
      CHECK_INT(record->has_digit, BYTES[i % sizeof BYTES] == '0');
    }
  tear_down(&f);
}

int main(void) {
  CASE(a_column_is_zero_until_written_and_keeps_what_was);
  CASE(a_word_keeps_its_row_and_others_have_none);
  CASE(columns_do_not_share_records);
  CASE(a_huge_text_leaves_neither_words_nor_records);
  CASE(a_trim_keeps_the_rows_given_first_and_all_words);
  CASE(a_trim_keeps_the_words_met_first);
  CASE(a_column_without_memory_is_as_before);
  CASE(ever_new_words_cost_a_bounded_memory);
  CASE(a_record_says_what_the_bytes_do);
  return check_done();
}
