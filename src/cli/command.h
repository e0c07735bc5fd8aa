/* What the files of the command share. */
#ifndef QUOTH_CLI_COMMAND_H
#define QUOTH_CLI_COMMAND_H

#include <lua.h>

/* A Lua state with the standard libraries, quoth.core and quoth.batch ready to be
 * required, and a package.path. NULL when memory ran out. */
lua_State *quoth_command_state(const char *package_path);

int luaopen_quoth_batch(lua_State *L);
int luaopen_quoth_core(lua_State *L);
int luaopen_quoth_database(lua_State *L);
int luaopen_quoth_dom(lua_State *L);

#endif
