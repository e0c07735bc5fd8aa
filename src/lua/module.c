/* quoth.core: the module that `require "quoth"` builds on. */
#include "lua/binding.h"

QUOTH_API int luaopen_quoth_core(lua_State *L);

int luaopen_quoth_core(lua_State *L) {
  lua_newtable(L);
  quoth_lua_open_mapping(L);
  quoth_lua_open_engine(L);
  quoth_lua_open_doc(L);
  quoth_lua_open_view(L);
  quoth_lua_open_writer(L);
  quoth_lua_open_sandbox(L);
  lua_pushstring(L, quoth_version());
  lua_setfield(L, -2, "version");
  return 1;
}
