/* Every allocation fails once, in turn, through all that a program does with the
 * library: it must neither crash nor leak, and must say what happened. */
#include "check.h"
#include "memory.h"

static const char TEXT[] =
    "GENEVA, March 3 (Newswire) - \"We tried,\" Mara Lund said, \"and we failed.\"\n"
    "Reuters quoted Lund, the head of the Northern Relief Agency (NRA), as saying on Tuesday that the\n"
    "\xE2\x80\x9Clast road\xE2\x80\x9D to Port Arden was closed. She did not say when it would open.\n"
    "According to Dr. \xC3\x81gnes Kov\xC3\xA1"
    "cs, 41, it costs $3.5 million. REF-1234\n";

static bool count_bytes(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return true;
}

#define TRY(call)                  \
  do {                             \
    quoth_status status_ = (call); \
    if (status_) return status_;   \
  } while (0)

static quoth_status teach(quoth_engine *engine, quoth_error *error) {
  static const char FILE_TEXT[] = "[person]\nMara Lund\n";
  TRY(quoth_engine_set_name(engine, "a paper", error));
  TRY(quoth_engine_add_lexicon(engine, "names.txt", FILE_TEXT, sizeof FILE_TEXT - 1, error));
  TRY(quoth_engine_add_term(engine, "person", "Mara Lund", "Mara K. Lund", error));
  TRY(quoth_engine_add_term(engine, "cue.speech", "trumpeted", "trumpet", error));
  TRY(quoth_engine_remove_term(engine, "cue.speech", "added", error));
  TRY(quoth_engine_add_marks(engine, "<<", ">>", false, error));
  TRY(quoth_engine_add_pattern(engine, &(quoth_pattern){"REF-\\d+", "file", "a paper", QUOTH_PATTERN_MARK},
                               error));
  TRY(quoth_engine_add_pattern(engine, &(quoth_pattern){"\\(.*?\\)", NULL, NULL, QUOTH_PATTERN_DROP}, error));
  return quoth_engine_seal(engine, error);
}

/* Twice, since a document keeps its memory from one read to the next. */
static quoth_status read_and_write(const quoth_engine *engine, quoth_error *error) {
  quoth_doc *doc = quoth_doc_new(engine, error);
  if (!doc) return error->code;
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1, .date = "2024-03-05"};
  quoth_json_options options = {.unit = QUOTH_UNIT_UTF16, .explain = true, .with_text = true, .id = "a"};
  size_t bytes = 0;
  quoth_status status = QUOTH_OK;
  for (int i = 0; i < 2 && !status; i++) {
    status = quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, error);
    if (status) CHECK_INT(quoth_doc_count(doc, QUOTH_LAYER_TOKENS), 0);
    else status = quoth_doc_write_json(doc, &options, count_bytes, &bytes, error);
  }
  quoth_doc_free(doc);
  return status;
}

static quoth_status with_derived(const quoth_engine *base, const quoth_allocator *allocator,
                                 quoth_error *error) {
  quoth_engine *engine = quoth_engine_new(base, allocator, error);
  if (!engine) return error->code;
  quoth_status status = teach(engine, error);
  if (!status) status = read_and_write(engine, error);
  quoth_engine_free(engine);
  return status;
}

/* All that a program does, from the first engine to the last byte. */
static quoth_status everything(const quoth_allocator *allocator, quoth_error *error) {
  quoth_engine *base = quoth_engine_new(NULL, allocator, error);
  if (!base) return error->code;
  quoth_status status = quoth_engine_load(base, "en", error);
  if (!status) status = quoth_engine_seal(base, error);
  if (!status) status = with_derived(base, allocator, error);
  quoth_engine_free(base);
  return status;
}

/* Lets allocation n fail, and those after it if onwards; false when there is no n-th. */
static bool fails_well(size_t n, bool onwards) {
  memory state = {.fail_at = n, .fail_onwards = onwards};
  quoth_allocator allocator = memory_allocator(&state);
  quoth_error error = {0};
  quoth_status status = everything(&allocator, &error);
  CHECK_INT(state.live, 0);
  CHECK_INT(state.misuses, 0);
  if (!state.failures) {
    CHECK_INT(status, QUOTH_OK);
    return false;
  }
  /* One refusal may be survived; refusals without end may not. */
  CHECK(status == QUOTH_ERROR_MEMORY || (status == QUOTH_OK && !onwards));
  if (status) CHECK(error.code == QUOTH_ERROR_MEMORY && strstr(error.message, "memory"));
  return true;
}

static void each_allocation_may_fail(void) {
  size_t n = 1;
  while (fails_well(n, false)) n++;
  CHECK(n > 3);
  printf("%zu allocations failed, one at a time\n", n - 1);
}

static void all_later_allocations_may_fail(void) {
  for (size_t n = 1; fails_well(n, true);) n++;
}

/* Refuses each allocation of a read in turn, and the same one three times: what the
 * first refusal left behind is what the second one meets. */
static void read_against_refusals(quoth_doc *doc, memory *state, const quoth_input *input) {
  quoth_error error;
  for (size_t turn = 0;; turn++) {
    size_t failures = state->failures;
    state->fail_at = state->calls + 1 + turn / 3;
    quoth_status status = quoth_doc_read(doc, input, QUOTH_STAGE_ALL, &error);
    if (state->failures == failures) break;
    if (status) CHECK_INT(status, QUOTH_ERROR_MEMORY);
  }
  state->fail_at = 0;
  CHECK_INT(quoth_doc_read(doc, input, QUOTH_STAGE_ALL, &error), QUOTH_OK);
}

/* Thousands of different words, so that the table of words must grow, and fail. */
static size_t many_words(char *text, size_t size, int from) {
  size_t length = 0;
  for (int i = 0; i < 20000; i++)
    length += (size_t)snprintf(text + length, size - length, "word%dx ", from + i);
  return length;
}

/* Memory once refused, the same document reads again, as often as it likes. */
static void a_document_survives(void) {
  memory state = {0};
  quoth_allocator allocator = memory_allocator(&state);
  quoth_error error;
  static char text[20000 * 16];
  quoth_engine *engine = quoth_engine_new(NULL, &allocator, &error);
  if (!CHECK(engine && !quoth_engine_load(engine, "en", &error) && !quoth_engine_seal(engine, &error)))
    return;
  quoth_doc *doc = quoth_doc_new(engine, &error);
  for (int round = 0; round < 2; round++) {
    quoth_input input = {.text = text, .length = many_words(text, sizeof text, round * 20000)};
    read_against_refusals(doc, &state, &input);
    CHECK_INT(quoth_doc_count(doc, QUOTH_LAYER_TOKENS), 20000);
  }
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  CHECK_INT(state.live, 0);
  CHECK_INT(state.misuses, 0);
}

typedef struct stopping_writer {
  size_t calls, stop_at;
} stopping_writer;

static bool stop(void *context, const char *bytes, size_t length) {
  stopping_writer *self = context;
  (void)bytes, (void)length;
  return ++self->calls != self->stop_at;
}

static void a_writer_may_stop(void) {
  quoth_error error;
  quoth_engine *engine = quoth_engine_new(NULL, NULL, &error);
  if (!CHECK(engine && !quoth_engine_load(engine, "en", &error) && !quoth_engine_seal(engine, &error)))
    return;
  quoth_doc *doc = quoth_doc_new(engine, &error);
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  quoth_json_options options = {.with_text = true};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, &error), QUOTH_OK);
  stopping_writer whole = {0, 0};
  CHECK_INT(quoth_doc_write_json(doc, &options, stop, &whole, &error), QUOTH_OK);
  for (size_t n = 1; n <= whole.calls; n++) {
    stopping_writer writer = {0, n};
    CHECK_INT(quoth_doc_write_json(doc, &options, stop, &writer, &error), QUOTH_ERROR_WRITE);
    CHECK_INT(writer.calls, n);
  }
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

int main(void) {
  CASE(each_allocation_may_fail);
  CASE(all_later_allocations_may_fail);
  CASE(a_document_survives);
  CASE(a_writer_may_stop);
  return check_done();
}
