/* What the files of the module quoth.dom share. */
#ifndef QUOTH_LUA_PAGE_H
#define QUOTH_LUA_PAGE_H

#include "lua/binding.h"

/* Adds dom.matcher to the module table at the top. */
void quoth_lua_open_matcher(lua_State *L);

#endif
