/* quoth.core: the module that `require "quoth"` builds on. */
#include <string.h>

#include "lua/binding.h"

int quoth_lua_fail(lua_State *L, const quoth_error *error) {
  lua_pushnil(L);
  lua_pushstring(L, error->message);
  lua_pushstring(L, quoth_status_name(error->code));
  return 3;
}

void quoth_lua_type(lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta) {
  luaL_newmetatable(L, name);
  luaL_setfuncs(L, meta, 0);
  if (methods) {
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
  }
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_pop(L, 1);
}

QUOTH_API int luaopen_quoth_core(lua_State *L);

int luaopen_quoth_core(lua_State *L) {
  lua_newtable(L);
  quoth_lua_open_engine(L);
  quoth_lua_open_doc(L);
  quoth_lua_open_view(L);
  quoth_lua_open_writer(L);
  quoth_lua_open_sandbox(L);
  lua_pushstring(L, quoth_version());
  lua_setfield(L, -2, "version");
  return 1;
}
