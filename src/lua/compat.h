/* One source for Lua 5.1 to 5.4 and LuaJIT: what the older ones lack. */
#ifndef QUOTH_LUA_COMPAT_H
#define QUOTH_LUA_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM < 502
#undef lua_rawlen
#define lua_rawlen(L, i) lua_objlen(L, i)
#undef luaL_setfuncs
#define luaL_setfuncs(L, functions, upvalues) luaL_register(L, NULL, functions)
#undef luaL_newlib
#define luaL_newlib(L, functions) (lua_newtable(L), luaL_register(L, NULL, functions))
#undef luaL_setmetatable
#define luaL_setmetatable(L, name) (luaL_getmetatable(L, name), lua_setmetatable(L, -2))
#undef lua_absindex
#define lua_absindex(L, i) ((i) > 0 || (i) <= LUA_REGISTRYINDEX ? (i) : lua_gettop(L) + (i) + 1)
#endif

/* A userdata with one value of Lua kept beside it. */
#if LUA_VERSION_NUM >= 504
#define quoth_newuserdata(L, size) lua_newuserdatauv(L, size, 1)
#define quoth_setkept(L, i) ((void)lua_setiuservalue(L, i, 1))
#define quoth_getkept(L, i) ((void)lua_getiuservalue(L, i, 1))
#elif LUA_VERSION_NUM >= 502
#define quoth_newuserdata(L, size) lua_newuserdata(L, size)
#define quoth_setkept(L, i) lua_setuservalue(L, i)
#define quoth_getkept(L, i) ((void)lua_getuservalue(L, i))
#else
/* 5.1 keeps only tables, so what is kept there is always one. */
#define quoth_newuserdata(L, size) lua_newuserdata(L, size)
#define quoth_setkept(L, i) ((void)lua_setfenv(L, i))
#define quoth_getkept(L, i) lua_getfenv(L, i)
#endif

#endif
