/* Compiled files in Lua: mapped from the file, and made from lists of names. Methods of
 * engines; see engine.c. */
#include <errno.h>
#include <fcntl.h>
#include <lualib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lua/binding.h"

#define MAPPING "quoth.mapping"

/* A file in memory, shared with all who map it. */
typedef struct mapping {
  void *bytes; /* NULL where nothing is mapped */
  size_t length;
} mapping;

static int mapping_gc(lua_State *L) {
  mapping *self = luaL_checkudata(L, 1, MAPPING);
  if (self->bytes) munmap(self->bytes, self->length);
  *self = (mapping){0};
  return 0;
}

/* False with errno set where it fails. An empty file is no failure: nothing is mapped. */
static bool map(mapping *self, const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct stat about;
  bool good = fstat(file, &about) == 0;
  if (good && about.st_size > 0) {
    void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, file, 0);
    good = bytes != MAP_FAILED;
    if (good) *self = (mapping){bytes, (size_t)about.st_size};
  }
  int why = errno;
  close(file);
  errno = why;
  return good;
}

static int fail(lua_State *L, const char *path, const char *message, const char *code) {
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path, message);
  lua_pushstring(L, code);
  return 3;
}

int quoth_lua_add_file(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = quoth_lua_toengine(L, 1);
  const char *path = luaL_checkstring(L, 2);
  quoth_getkept(L, 1);
  mapping *file = quoth_newuserdata(L, sizeof *file);
  *file = (mapping){0};
  luaL_setmetatable(L, MAPPING);
  lua_rawseti(L, -2, (int)lua_rawlen(L, -2) + 1); /* kept as long as the engine */
  if (!map(file, path)) return fail(L, path, strerror(errno), "file");
  if (quoth_engine_add_data(handle->engine, file->bytes, file->length, &error))
    return fail(L, path, error.message, quoth_status_name(error.code));
  lua_settop(L, 1);
  return 1;
}

/* ---- compiling ---- */

static bool write_to(void *file, const char *bytes, size_t length) {
  return fwrite(bytes, 1, length, file) == length;
}

/* The lists of the table at 2, in a userdata that is left on the stack. */
static quoth_list *check_lists(lua_State *L, size_t *count) {
  luaL_checktype(L, 2, LUA_TTABLE);
  *count = lua_rawlen(L, 2);
  quoth_list *lists = quoth_newuserdata(L, (*count + 1) * sizeof *lists);
  for (size_t i = 0; i < *count; i++) {
    lua_rawgeti(L, 2, (int)i + 1);
    luaL_argcheck(L, lua_istable(L, -1), 2, "a list is a table with name and text");
    lua_getfield(L, -1, "name");
    lua_getfield(L, -2, "text");
    lists[i].name = lua_tostring(L, -2);
    lists[i].text = lua_tolstring(L, -1, &lists[i].length);
    luaL_argcheck(L, lists[i].name && lists[i].text, 2, "a list has a name and a text");
    lua_pop(L, 3);
  }
  return lists;
}

int quoth_lua_compile(lua_State *L) {
  quoth_error error;
  size_t count;
  quoth_lua_engine *handle = quoth_lua_toengine(L, 1);
  FILE **file = luaL_checkudata(L, 3, LUA_FILEHANDLE); /* every Lua has it first in there */
  luaL_argcheck(L, *file, 3, "the file is closed");
  const quoth_list *lists = check_lists(L, &count);
  if (quoth_gazetteer_compile(handle->engine, lists, count, write_to, *file, &error))
    return quoth_lua_fail(L, &error);
  lua_settop(L, 1);
  return 1;
}

void quoth_lua_open_mapping(lua_State *L) {
  static const luaL_Reg META[] = {{"__gc", mapping_gc}, {NULL, NULL}};
  quoth_lua_type(L, MAPPING, NULL, META);
}
