/* What the fuzz targets share. */
#ifndef QUOTH_TESTS_FUZZ_H
#define QUOTH_TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quoth.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with the place and what did not hold. */
#define MUST(condition)                                                                        \
  do {                                                                                         \
    if (!(condition)) fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), abort(); \
  } while (0)

/* A sealed engine with what is built in and some patterns; made once. */
static inline const quoth_engine *fuzz_engine(void) {
  static quoth_engine *engine;
  if (engine) return engine;
  engine = quoth_engine_new(NULL, NULL, NULL);
  static const quoth_pattern PATTERNS[] = {
      {"\\((?:Reporting|Editing) by [^)]*\\)", NULL, "fuzz", QUOTH_PATTERN_DROP},
      {"(?<=x)\\w+?\\K[^a]|REF(.)", "file", "fuzz", QUOTH_PATTERN_MARK},
      {"(?:a|aa)+$", NULL, "fuzz", QUOTH_PATTERN_DROP},
  };
  MUST(engine && !quoth_engine_load(engine, "en", NULL));
  for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
    MUST(!quoth_engine_add_pattern(engine, &PATTERNS[i], NULL));
  MUST(!quoth_engine_seal(engine, NULL));
  return engine;
}

#endif
