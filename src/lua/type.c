/* What all types of the binding need. */
#include "lua/binding.h"

int quoth_lua_fail(lua_State *L, const quoth_error *error) {
  lua_pushnil(L);
  lua_pushstring(L, error->message);
  lua_pushstring(L, quoth_status_name(error->code));
  return 3;
}

/* Each function carries the metatable, so that quoth_lua_check need not look it up. */
static void add_functions(lua_State *L, int metatable, int into, const luaL_Reg *list) {
  for (; list->name; list++) {
    lua_pushvalue(L, metatable);
    lua_pushcclosure(L, list->func, 1);
    lua_setfield(L, into, list->name);
  }
}

void quoth_lua_type(lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta) {
  luaL_newmetatable(L, name);
  int metatable = lua_gettop(L);
  add_functions(L, metatable, metatable, meta);
  if (methods) {
    lua_newtable(L);
    add_functions(L, metatable, metatable + 1, methods);
    lua_setfield(L, metatable, "__index");
  }
  lua_pushstring(L, name);
  lua_setfield(L, metatable, "__name");
  lua_pop(L, 1);
}

void *quoth_lua_check(lua_State *L, int index, const char *name) {
  if (lua_getmetatable(L, index)) {
    bool same = lua_rawequal(L, -1, lua_upvalueindex(1));
    lua_pop(L, 1);
    if (same) return lua_touserdata(L, index);
  }
  return luaL_checkudata(L, index, name);
}
