/* The bytes of a writer (writer.c), for functions that write many at once. */
#ifndef QUOTH_LUA_WRITER_H
#define QUOTH_LUA_WRITER_H

#include "lua/binding.h"

typedef struct quoth_lua_writer {
  char *bytes;
  size_t length, capacity;
} quoth_lua_writer;

/* Makes room for so many bytes more; false when memory ran out. */
bool quoth_lua_grow(quoth_lua_writer *out, size_t more);

/* A quoth_writer into a writer. */
bool quoth_lua_write(void *writer, const char *bytes, size_t length);

/* Where the next bytes go, with room for so many; raises when memory ran out. */
static inline char *quoth_lua_room(lua_State *L, quoth_lua_writer *out, size_t more) {
  if (more > out->capacity - out->length && !quoth_lua_grow(out, more)) luaL_error(L, "out of memory");
  return out->bytes + out->length;
}

#endif
