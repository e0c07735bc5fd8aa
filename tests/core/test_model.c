/* Model files: what is whole is found, what is damaged is refused. */
#include "check.h"

#include "core/model.h"
#include "core/word.h"

enum {
  FIRST = 2 * Q_PART_ALIGN,
  BODY = FIRST - sizeof(q_model_header) + 64,
  LENGTH = sizeof(q_model_header) + BODY
};

/* A file with one part, "odd" or another name, of 2 rows by 3 columns of bytes: 1 … 6. */
static void make_named(char *file, const char *name) {
  memset(file, 0, LENGTH);
  q_part_entry entry = {.rows = 2, .columns = 3, .cell = 1, .scale = 0.5F, .offset = FIRST};
  strcpy(entry.name, name);
  memcpy(file + sizeof(q_model_header), &entry, sizeof entry);
  for (char i = 0; i < 6; i++) file[entry.offset + (size_t)i] = (char)(i + 1);
}

static void make(char *file) { make_named(file, "odd"); }

static void seal(char *file, uint32_t version) {
  q_model_header header = {.version = version, .parts = 1, .length = LENGTH};
  memcpy(header.magic, Q_MODEL_MAGIC, sizeof header.magic);
  header.sum = q_hash(file + sizeof header, LENGTH - sizeof header);
  memcpy(file, &header, sizeof header);
}

static quoth_status add(const char *file, size_t length) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  quoth_status status = quoth_engine_add_data(engine, file, length, NULL);
  q_part part;
  CHECK(q_model_part(engine, "odd", 3, 1, &part) == (status == QUOTH_OK));
  quoth_engine_free(engine);
  return status;
}

static void finds_parts_by_name_and_form(void) {
  char file[LENGTH];
  make(file), seal(file, Q_MODEL_VERSION);
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  q_part part;
  CHECK_INT(quoth_engine_add_data(engine, file, LENGTH, NULL), QUOTH_OK);
  CHECK(q_model_part(engine, "odd", 3, 1, &part));
  CHECK_INT(part.rows, 2);
  CHECK_INT(((const int8_t *)part.cells)[5], 6);
  CHECK(!q_model_part(engine, "even", 3, 1, &part));
  CHECK(!q_model_part(engine, "odd", 4, 1, &part));
  CHECK(!q_model_part(engine, "odd", 3, 4, &part));
  quoth_engine_free(engine);
}

static void refuses_every_shorter_file(void) {
  char file[LENGTH];
  make(file), seal(file, Q_MODEL_VERSION);
  for (size_t length = 0; length < LENGTH; length++) CHECK_INT(add(file, length), QUOTH_ERROR_MODEL);
}

static void refuses_every_flipped_bit(void) {
  char file[LENGTH];
  make(file), seal(file, Q_MODEL_VERSION);
  for (size_t bit = 0; bit < LENGTH * 8; bit++) {
    file[bit / 8] = (char)(file[bit / 8] ^ 1 << bit % 8);
    CHECK_INT(add(file, LENGTH), QUOTH_ERROR_MODEL);
    file[bit / 8] = (char)(file[bit / 8] ^ 1 << bit % 8);
  }
}

static void refuses_other_versions(void) {
  char file[LENGTH];
  make(file), seal(file, Q_MODEL_VERSION + 1);
  CHECK_INT(add(file, LENGTH), QUOTH_ERROR_MODEL);
}

static void refuses_parts_that_lie_outside(void) {
  char file[LENGTH];
  make(file);
  q_part_entry entry;
  memcpy(&entry, file + sizeof(q_model_header), sizeof entry);
  entry.rows = UINT32_MAX;
  memcpy(file + sizeof(q_model_header), &entry, sizeof entry);
  seal(file, Q_MODEL_VERSION);
  CHECK_INT(add(file, LENGTH), QUOTH_ERROR_MODEL);
}

static void refuses_a_part_of_what_was_learned_together(void) {
  static const char *const NAMES[] = {"pos.words", "parts.weights", "confidence.least", "names.confidence"};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    char file[LENGTH];
    quoth_error error = {0};
    quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
    q_part part;
    make_named(file, NAMES[i]), seal(file, Q_MODEL_VERSION);
    CHECK_INT(quoth_engine_add_data(engine, file, LENGTH, &error), QUOTH_ERROR_MODEL);
    CHECK(strstr(error.message, NAMES[i]) && strstr(error.message, "lacks '") &&
          strstr(error.message, "quoth-train"));
    CHECK(!q_model_part(engine, NAMES[i], 3, 1, &part));
    quoth_engine_free(engine);
  }
}

int main(void) {
  CASE(finds_parts_by_name_and_form);
  CASE(refuses_every_shorter_file);
  CASE(refuses_every_flipped_bit);
  CASE(refuses_other_versions);
  CASE(refuses_parts_that_lie_outside);
  CASE(refuses_a_part_of_what_was_learned_together);
  return check_done();
}
