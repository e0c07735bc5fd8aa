/* An allocator that counts, checks what it is told, and fails where it shall. */
#ifndef QUOTH_TESTS_MEMORY_H
#define QUOTH_TESTS_MEMORY_H

#include <stdlib.h>
#include <string.h>

#include "quoth.h"

typedef struct memory {
  size_t calls;      /* that asked for memory */
  size_t fail_at;    /* the call that fails, from 1; 0: none */
  bool fail_onwards; /* and all calls after it */
  size_t failures;   /* calls that failed */
  size_t live;       /* bytes given out and not yet given back */
  size_t misuses;    /* calls that told a wrong old_size */
} memory;

/* The size in front of each block; as large as any alignment needs. */
enum { MEMORY_HEAD = 16 };

static inline void *memory_call(void *context, void *block, size_t old_size, size_t size) {
  memory *self = context;
  char *start = block ? (char *)block - MEMORY_HEAD : NULL;
  size_t known = 0;
  if (start) memcpy(&known, start, sizeof known);
  if (known != old_size) self->misuses++;
  if (size == 0) {
    self->live -= known;
    free(start);
    return NULL;
  }
  self->calls++;
  if (self->fail_at &&
      (self->calls == self->fail_at || (self->fail_onwards && self->calls > self->fail_at))) {
    self->failures++;
    return NULL;
  }
  char *fresh = realloc(start, size + MEMORY_HEAD);
  if (!fresh) abort(); /* the machine itself is out of memory: no test any more */
  memcpy(fresh, &size, sizeof size);
  self->live += size - known;
  return fresh + MEMORY_HEAD;
}

static inline quoth_allocator memory_allocator(memory *self) { return (quoth_allocator){memory_call, self}; }

#endif
