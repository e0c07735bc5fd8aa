#include "cli/buffer.h"

#include <stdlib.h>
#include <string.h>

bool q_buffer_reserve(q_buffer *buffer, size_t more) {
  if (buffer->capacity - buffer->length >= more) return true;
  size_t capacity = buffer->capacity ? buffer->capacity : 4096;
  while (capacity - buffer->length < more) {
    if (capacity > (size_t)-1 / 4) return false;
    capacity *= 2;
  }
  char *bytes = realloc(buffer->bytes, capacity);
  if (!bytes) return false;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

bool q_buffer_add(q_buffer *buffer, const char *bytes, size_t length) {
  if (!q_buffer_reserve(buffer, length)) return false;
  if (length) memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  return true;
}

bool q_buffer_write(void *buffer, const char *bytes, size_t length) {
  return q_buffer_add(buffer, bytes, length);
}

void q_buffer_free(q_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (q_buffer){0};
}
