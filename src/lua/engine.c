/* Engines in Lua.
 *
 *   core.engine([base])                 a new engine that knows what base knows
 *   engine:load(language)               the built-in words and models
 *   engine:add_lexicon(name, text)      a lexicon file
 *   engine:add_term(section, term [, canonical])
 *   engine:remove_term(section, term)
 *   engine:add_pattern{regex=, action="drop"|"mark", label=, rule=}
 *   engine:add_marks(open, close [, clear_first])
 *   engine:add_data(bytes)              a gazetteer or model file, kept
 *   engine:add_file(path)               likewise, mapped from a file; code "file" where
 *                                       it cannot be opened
 *   engine:compile_gazetteer({{name=, text=} …}, file)   lists of names, written to an
 *                                       open Lua file
 *   engine:set_name(name)
 *   engine:seal()
 *   engine:read(text [, {upto=, date=, blocks=}])   a document
 *
 * All but read return the engine, or nil, message, code, and where there is one
 * the line of the lexicon file, or the byte of the pattern, as a fourth value.
 */
#include <string.h>

#include "lua/binding.h"

static quoth_lua_engine *check_engine(lua_State *L) {
  quoth_lua_engine *handle = luaL_checkudata(L, 1, QUOTH_ENGINE);
  luaL_argcheck(L, handle->engine, 1, "the engine is closed");
  return handle;
}

quoth_lua_engine *quoth_lua_toengine(lua_State *L, int index) {
  quoth_lua_engine *handle = luaL_checkudata(L, index, QUOTH_ENGINE);
  luaL_argcheck(L, handle->engine, index, "the engine is closed");
  return handle;
}

/* The engine itself, or the error with its place. */
static int answer(lua_State *L, quoth_status status, const quoth_error *error) {
  if (status == QUOTH_OK) {
    lua_settop(L, 1);
    return 1;
  }
  quoth_lua_fail(L, error);
  if (!error->line && !error->position) return 3;
  lua_pushinteger(L, (lua_Integer)(error->line ? error->line : error->position));
  return 4;
}

static int engine_new(lua_State *L) {
  const quoth_engine *base = lua_isnoneornil(L, 1) ? NULL : quoth_lua_toengine(L, 1)->engine;
  quoth_error error;
  lua_settop(L, 1);
  quoth_lua_engine *handle = quoth_newuserdata(L, sizeof *handle);
  *handle = (quoth_lua_engine){NULL, NULL};
  luaL_setmetatable(L, QUOTH_ENGINE);
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "base");
  quoth_setkept(L, 2);
  handle->engine = quoth_engine_new(base, NULL, &error);
  return handle->engine ? 1 : quoth_lua_fail(L, &error);
}

static int engine_load(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  return answer(L, quoth_engine_load(handle->engine, luaL_checkstring(L, 2), &error), &error);
}

static int engine_add_lexicon(lua_State *L) {
  quoth_error error;
  size_t length;
  quoth_lua_engine *handle = check_engine(L);
  const char *name = luaL_checkstring(L, 2), *text = luaL_checklstring(L, 3, &length);
  return answer(L, quoth_engine_add_lexicon(handle->engine, name, text, length, &error), &error);
}

static int engine_add_term(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  const char *section = luaL_checkstring(L, 2), *term = luaL_checkstring(L, 3);
  const char *canonical = luaL_optstring(L, 4, NULL);
  return answer(L, quoth_engine_add_term(handle->engine, section, term, canonical, &error), &error);
}

static int engine_remove_term(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  const char *section = luaL_checkstring(L, 2), *term = luaL_checkstring(L, 3);
  return answer(L, quoth_engine_remove_term(handle->engine, section, term, &error), &error);
}

/* A string member of the table at 2, or NULL. */
static const char *member(lua_State *L, const char *name) {
  lua_getfield(L, 2, name);
  return luaL_optstring(L, -1, NULL);
}

static int engine_add_pattern(lua_State *L) {
  static const char *const ACTIONS[] = {"drop", "mark", NULL};
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  quoth_pattern pattern = {
      .regex = member(L, "regex"), .label = member(L, "label"), .rule = member(L, "rule")};
  luaL_argcheck(L, pattern.regex, 2, "the pattern has no regex");
  lua_getfield(L, 2, "action");
  pattern.action = luaL_checkoption(L, -1, NULL, ACTIONS) ? QUOTH_PATTERN_MARK : QUOTH_PATTERN_DROP;
  return answer(L, quoth_engine_add_pattern(handle->engine, &pattern, &error), &error);
}

static int engine_add_marks(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  const char *open = luaL_checkstring(L, 2), *close = luaL_checkstring(L, 3);
  return answer(L, quoth_engine_add_marks(handle->engine, open, close, lua_toboolean(L, 4), &error), &error);
}

static int engine_add_data(lua_State *L) {
  quoth_error error;
  size_t length;
  quoth_lua_engine *handle = check_engine(L);
  const char *bytes = luaL_checklstring(L, 2, &length);
  quoth_getkept(L, 1);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, (int)lua_rawlen(L, -2) + 1);
  return answer(L, quoth_engine_add_data(handle->engine, bytes, length, &error), &error);
}

static int engine_set_name(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  return answer(L, quoth_engine_set_name(handle->engine, luaL_checkstring(L, 2), &error), &error);
}

static int engine_seal(lua_State *L) {
  quoth_error error;
  quoth_lua_engine *handle = check_engine(L);
  return answer(L, quoth_engine_seal(handle->engine, &error), &error);
}

static int engine_gc(lua_State *L) {
  quoth_lua_engine *handle = luaL_checkudata(L, 1, QUOTH_ENGINE);
  quoth_doc_free(handle->spare);
  quoth_engine_free(handle->engine);
  *handle = (quoth_lua_engine){NULL, NULL};
  return 0;
}

static int engine_tostring(lua_State *L) {
  quoth_lua_engine *handle = luaL_checkudata(L, 1, QUOTH_ENGINE);
  lua_pushfstring(L, "quoth.engine (%p)", (void *)handle);
  return 1;
}

void quoth_lua_open_engine(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"load", engine_load},
                                     {"add_lexicon", engine_add_lexicon},
                                     {"add_term", engine_add_term},
                                     {"remove_term", engine_remove_term},
                                     {"add_pattern", engine_add_pattern},
                                     {"add_marks", engine_add_marks},
                                     {"add_data", engine_add_data},
                                     {"add_file", quoth_lua_add_file},
                                     {"compile_gazetteer", quoth_lua_compile},
                                     {"set_name", engine_set_name},
                                     {"seal", engine_seal},
                                     {"read", quoth_lua_read},
                                     {NULL, NULL}};
  static const luaL_Reg META[] = {{"__gc", engine_gc}, {"__tostring", engine_tostring}, {NULL, NULL}};
  quoth_lua_type(L, QUOTH_ENGINE, METHODS, META);
  lua_pushcfunction(L, engine_new);
  lua_setfield(L, -2, "engine");
}
