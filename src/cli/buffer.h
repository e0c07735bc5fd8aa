/* Bytes that grow. All zero is an empty buffer; free with q_buffer_free. */
#ifndef QUOTH_CLI_BUFFER_H
#define QUOTH_CLI_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct q_buffer {
  char *bytes;
  size_t length, capacity;
} q_buffer;

/* Room for `more` further bytes behind length. False when memory ran out. */
bool q_buffer_reserve(q_buffer *buffer, size_t more);

/* Appends; false when memory ran out. */
bool q_buffer_add(q_buffer *buffer, const char *bytes, size_t length);

/* A quoth_writer whose context is a q_buffer. */
bool q_buffer_write(void *buffer, const char *bytes, size_t length);

void q_buffer_free(q_buffer *buffer);

#endif
