/* What the trainer's main.c gives its other parts, for a test that links some of these: memory, and an end
 * with a message. A test program includes it once. */
#ifndef QUOTH_TESTS_STAND_IN_H
#define QUOTH_TESTS_STAND_IN_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "train/train.h"

void *get(size_t size) {
  void *block = calloc(size ? size : 1, 1);
  if (!block) exit(2);
  return block;
}

void *get_more(void *block, size_t size) {
  block = realloc(block, size);
  if (!block) exit(2);
  return block;
}

void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vprintf(format, values);
  va_end(values);
  exit(2);
}

#endif
