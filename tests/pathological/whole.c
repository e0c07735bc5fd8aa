/* Reads each file as one document and writes its JSON to nowhere; what that takes,
 * callgrind puts into a file of its own: run.lua reads them.
 *
 *   valgrind --tool=callgrind --callgrind-out-file=OUT pathological_whole FILE …
 */
#include <stdio.h>
#include <stdlib.h>
#include <valgrind/callgrind.h>

#include "quoth.h"

static void fail(const char *message) {
  fprintf(stderr, "pathological_whole: %s\n", message);
  exit(1);
}

static bool drop(void *context, const char *bytes, size_t length) {
  (void)context, (void)bytes, (void)length;
  return true;
}

/* The bytes of a file; free them. */
static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) fail(path);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  if (!bytes || fread(bytes, 1, *length, file) != *length) fail(path);
  fclose(file);
  return bytes;
}

/* A new document each time: what one text leaves behind must not help the next. */
static void measure(const quoth_engine *engine, const char *path) {
  quoth_error error = {0};
  quoth_input input = {0};
  quoth_json_options options = {0};
  char *bytes = read_file(path, &input.length);
  input.text = bytes;
  quoth_doc *doc = quoth_doc_new(engine, &error);
  if (!doc) fail(error.message);
  CALLGRIND_ZERO_STATS;
  if (quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, &error) ||
      quoth_doc_write_json(doc, &options, drop, NULL, &error))
    fail(error.message);
  CALLGRIND_DUMP_STATS_AT(path);
  quoth_doc_free(doc);
  free(bytes);
}

int main(int count, char **arguments) {
  quoth_error error = {0};
  quoth_engine *engine = quoth_engine_new(NULL, NULL, &error);
  if (!engine || quoth_engine_load(engine, "en", &error) || quoth_engine_seal(engine, &error))
    fail(error.message);
  for (int i = 1; i < count; i++) measure(engine, arguments[i]);
  quoth_engine_free(engine);
}
