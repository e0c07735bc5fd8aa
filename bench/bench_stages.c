/* Reads a text, cut into documents, up to a stage; says how long that took.
 *
 *   bench_stages FILE PASSES [STAGE [GAZETTEER]]
 *
 * For each stage, or the one given by its number in quoth_stage, a line: its number,
 * the seconds (of this process's time) of the first pass, with a new document that knows no word yet, and
 * those of the fastest of the others. The last stage also writes JSON, to nowhere. With
 * a gazetteer, one more line first: "load" and the seconds that took.
 */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "quoth.h"

enum { DOCUMENT_SIZE = 4096 };

typedef struct text {
  char *bytes;
  size_t length;
} text;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *message) {
  fprintf(stderr, "bench_stages: %s\n", message);
  exit(1);
}

static text read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) fail("the file cannot be read");
  text whole = {0};
  whole.length = (size_t)ftell(file);
  rewind(file);
  whole.bytes = malloc(whole.length + 1);
  if (!whole.bytes || fread(whole.bytes, 1, whole.length, file) != whole.length)
    fail("the file cannot be read");
  fclose(file);
  return whole;
}

/* Where the document ends that begins at `at`: as bench/corpus.lua cuts, behind the
 * first end of a line at which it is long enough. */
static size_t document_end(text whole, size_t at) {
  if (whole.length - at <= DOCUMENT_SIZE) return whole.length;
  const char *end = memchr(whole.bytes + at + DOCUMENT_SIZE, '\n', whole.length - at - DOCUMENT_SIZE);
  return end ? (size_t)(end + 1 - whole.bytes) : whole.length;
}

static bool drop(void *context, const char *bytes, size_t length) {
  (void)context, (void)bytes, (void)length;
  return true;
}

/* One pass over the text; returns its seconds. */
static double pass(quoth_doc *doc, text whole, quoth_stage stage) {
  static const quoth_json_options OPTIONS = {.id = "bench"};
  quoth_error error;
  double begin = now();
  for (size_t at = 0, end; at < whole.length; at = end) {
    end = document_end(whole, at);
    quoth_input input = {.text = whole.bytes + at, .length = end - at};
    if (quoth_doc_read(doc, &input, stage, &error)) fail(error.message);
    if (stage == QUOTH_STAGE_ALL && quoth_doc_write_json(doc, &OPTIONS, drop, NULL, &error))
      fail(error.message);
  }
  return now() - begin;
}

static void measure(const quoth_engine *engine, text whole, quoth_stage stage, int passes) {
  quoth_error error;
  quoth_doc *doc = quoth_doc_new(engine, &error);
  if (!doc) fail(error.message);
  double first = pass(doc, whole, stage), best = first;
  for (int i = 1; i < passes; i++) {
    double seconds = pass(doc, whole, stage);
    if (i == 1 || seconds < best) best = seconds;
  }
  printf("%d %.6f %.6f\n", (int)stage, first, best);
  quoth_doc_free(doc);
}

static quoth_engine *make_engine(const quoth_engine *base, text gazetteer) {
  quoth_error error;
  quoth_engine *engine = quoth_engine_new(base, NULL, &error);
  if (!engine) fail(error.message);
  double begin = now();
  quoth_status status = base ? quoth_engine_add_data(engine, gazetteer.bytes, gazetteer.length, &error)
                             : quoth_engine_load(engine, "en", &error);
  if (base) printf("load %.9f\n", now() - begin);
  if (status || quoth_engine_seal(engine, &error)) fail(error.message);
  return engine;
}

int main(int count, char **arguments) {
  if (count < 3) return fputs("usage: bench_stages FILE PASSES [STAGE [GAZETTEER]]\n", stderr), 2;
  text whole = read_file(arguments[1]), gazetteer = {0};
  int passes = atoi(arguments[2]), only = count > 3 ? atoi(arguments[3]) : -1;
  quoth_engine *base = make_engine(NULL, gazetteer), *derived = NULL;
  if (count > 4) {
    gazetteer = read_file(arguments[4]);
    derived = make_engine(base, gazetteer);
  }
  for (int stage = 0; stage <= QUOTH_STAGE_ALL; stage++)
    if (only < 0 || only == stage) measure(derived ? derived : base, whole, (quoth_stage)stage, passes);
  quoth_engine_free(derived);
  quoth_engine_free(base);
  free(gazetteer.bytes);
  free(whole.bytes);
}
