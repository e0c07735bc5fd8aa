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

/* Finds count words, the same for the same numbers; their indices are given when asked for. */
static bool find(q_word_table *table, uint32_t first, uint32_t count, uint32_t *indices) {
  for (uint32_t i = 0; i < count; i++) {
    char word[16];
    int length = snprintf(word, sizeof word, "w%u", first + i);
    uint32_t index = q_words_find(table, word, (uint32_t)length);
    if (!index) return false;
    if (indices) indices[i] = index;
  }
  return true;
}

static void a_column_is_zero_until_written_and_keeps_what_was(void) {
  fixture f;
  uint32_t words[6000];
  set_up(&f);
  CHECK(find(&f.table, 0, 100, words));
  note *notes = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < 100; i++) {
    CHECK_INT(notes[words[i]].filled, 0);
    notes[words[i]] = (note){1, i};
  }
  CHECK(find(&f.table, 0, 6000, words)); /* the table grows, more than once */
  q_words_trim(&f.table);                /* but not past its bound: nothing is lost */
  notes = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *notes);
  uint32_t kept = 0, zero = 0;
  for (uint32_t i = 0; i < 100; i++) kept += notes[words[i]].filled == 1 && notes[words[i]].word == i;
  for (uint32_t i = 100; i < 6000; i++) zero += !notes[words[i]].filled;
  CHECK_INT(kept, 100);
  CHECK_INT(zero, 5900);
  tear_down(&f);
}

static void columns_do_not_share_records(void) {
  fixture f;
  uint32_t word;
  set_up(&f);
  find(&f.table, 0, 1, &word);
  note *names = q_words_column(&f.table, Q_COLUMN_NAMES, sizeof *names);
  char(*cues)[64] = q_words_column(&f.table, Q_COLUMN_CUES, sizeof *cues);
  if (!CHECK(names && cues)) return;
  names[word].word = 7;
  cues[word][0] = 9;
  CHECK_INT(names[word].word, 7);
  CHECK_INT(names[0].word, 0);
  tear_down(&f);
}

static void a_trim_empties_words_and_columns_together(void) {
  fixture f;
  set_up(&f);
  CHECK(find(&f.table, 0, 100000, NULL));
  note *notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < f.table.count; i++) notes[i].filled = 1;
  q_words_trim(&f.table);
  CHECK_INT(f.table.count, 1);
  CHECK(find(&f.table, 500, 1000, NULL));
  notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  uint32_t stale = 0;
  for (uint32_t i = 0; i < f.table.count; i++) stale += notes[i].filled;
  CHECK_INT(stale, 0);
  tear_down(&f);
}

static void a_trim_keeps_the_words_met_first(void) {
  fixture f;
  uint32_t words[8000], again[8000];
  set_up(&f);
  CHECK(find(&f.table, 0, 8000, words));
  note *notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  if (!CHECK(notes)) return;
  for (uint32_t i = 0; i < 8000; i++) notes[words[i]] = (note){1, i};
  q_words_trim(&f.table);
  uint32_t kept = f.table.count - 1, right = 0, zero = 0;
  CHECK(kept > 2000 && kept < 6000);
  CHECK(find(&f.table, 0, 8000, again));
  notes = q_words_column(&f.table, Q_COLUMN_TAGS, sizeof *notes);
  for (uint32_t i = 0; i < kept; i++)
    right += again[i] == words[i] && notes[again[i]].filled && notes[again[i]].word == i;
  for (uint32_t i = kept; i < 8000; i++) zero += !notes[again[i]].filled;
  CHECK_INT(right, kept);
  CHECK_INT(zero, 8000 - kept);
  tear_down(&f);
}

static void a_column_without_memory_is_as_before(void) {
  fixture f;
  uint32_t words[9000];
  set_up(&f);
  CHECK(find(&f.table, 0, 100, words));
  note *notes = q_words_column(&f.table, Q_COLUMN_PARTS, sizeof *notes);
  if (!CHECK(notes)) return;
  notes[words[99]].word = 5;
  CHECK(find(&f.table, 0, 9000, words));
  f.memory.fail_at = f.memory.calls + 1;
  CHECK(!q_words_column(&f.table, Q_COLUMN_PARTS, sizeof *notes));
  CHECK_INT(f.memory.failures, 1);
  notes = q_words_column(&f.table, Q_COLUMN_PARTS, sizeof *notes);
  CHECK(notes && notes[words[99]].word == 5 && !notes[words[8999]].filled);
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

int main(void) {
  CASE(a_column_is_zero_until_written_and_keeps_what_was);
  CASE(columns_do_not_share_records);
  CASE(a_trim_empties_words_and_columns_together);
  CASE(a_trim_keeps_the_words_met_first);
  CASE(a_column_without_memory_is_as_before);
  CASE(ever_new_words_cost_a_bounded_memory);
  return check_done();
}
