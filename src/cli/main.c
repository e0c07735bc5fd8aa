/* The command: Lua 5.4 with the core inside, running lua/quoth/cli.lua.
 *
 * The Lua files are found from where the program lies: beside it in lua/5.4 (a
 * build tree), or in ../share/lua/5.4 (an installation).
 */
#include <lauxlib.h>
#include <limits.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

enum { EXIT_USAGE = 2 };

/* The folder of the program itself, without a slash at the end. */
static bool own_folder(char *path, size_t size) {
  ssize_t length = readlink("/proc/self/exe", path, size - 1);
  if (length <= 0) return false;
  path[length] = 0;
  char *slash = strrchr(path, '/');
  if (slash) *slash = 0;
  return slash != NULL;
}

static bool make_package_path(char *path, size_t size) {
  static const char FORM[] =
      "%s/lua/5.4/?.lua;%s/lua/5.4/?/init.lua;%s/../share/lua/5.4/?.lua;%s/../share/lua/5.4/?/init.lua";
  char folder[PATH_MAX];
  if (!own_folder(folder, sizeof folder)) return false;
  return (size_t)snprintf(path, size, FORM, folder, folder, folder, folder) < size;
}

static void preload(lua_State *L, const char *name, lua_CFunction open) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  lua_pushcfunction(L, open);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

/* Protected, since each step may run out of memory. */
static int open_all(lua_State *L) {
  luaL_openlibs(L);
  preload(L, "quoth.core", luaopen_quoth_core);
  preload(L, "quoth.batch", luaopen_quoth_batch);
#ifdef QUOTH_WRITES_SQLITE
  preload(L, "quoth.database", luaopen_quoth_database);
#endif
#ifdef QUOTH_READS_HTML
  preload(L, "quoth.dom", luaopen_quoth_dom);
#endif
  lua_getglobal(L, "package");
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "path");
  return 0;
}

lua_State *quoth_command_state(const char *package_path) {
  lua_State *L = luaL_newstate();
  if (!L) return NULL;
  lua_pushcfunction(L, open_all);
  lua_pushstring(L, package_path);
  if (lua_pcall(L, 1, 0, 0) == LUA_OK) return L;
  lua_close(L);
  return NULL;
}

/* require "quoth.cli", called with the arguments; its value is the exit status. */
static int run(lua_State *L) {
  int count = (int)lua_tointeger(L, 1);
  char **arguments = lua_touserdata(L, 2);
  lua_getglobal(L, "require");
  lua_pushliteral(L, "quoth.cli");
  lua_call(L, 1, 1);
  lua_createtable(L, count, 0);
  for (int i = 1; i < count; i++) {
    lua_pushstring(L, arguments[i]);
    lua_rawseti(L, -2, i);
  }
  lua_call(L, 1, 1);
  return 1;
}

static int traceback(lua_State *L) {
  luaL_traceback(L, L, lua_tostring(L, 1), 1);
  return 1;
}

int main(int count, char **arguments) {
  char path[5 * PATH_MAX];
  lua_State *L = make_package_path(path, sizeof path) ? quoth_command_state(path) : NULL;
  if (!L) {
    fputs("quoth: cannot start: out of memory, or /proc is not there\n", stderr);
    return EXIT_USAGE;
  }
  lua_pushcfunction(L, traceback);
  lua_pushcfunction(L, run);
  lua_pushinteger(L, count);
  lua_pushlightuserdata(L, arguments);
  int status = EXIT_FAILURE;
  if (lua_pcall(L, 2, 1, 1) == LUA_OK) status = (int)lua_tointeger(L, -1);
  else fprintf(stderr, "quoth: internal error: %s\n", lua_tostring(L, -1));
  lua_close(L);
  return status;
}
