/* What the files of the binding share. Only they see lua_State.
 *
 * Errors: misuse (a wrong argument) raises; what can fail with right use returns
 * nil, message, code, so that callers can `assert`. Handles are made first and
 * filled afterwards, so that a Lua error in between leaks nothing.
 */
#ifndef QUOTH_LUA_BINDING_H
#define QUOTH_LUA_BINDING_H

#include "lua/compat.h"
#include "quoth.h"

#define QUOTH_ENGINE "quoth.engine"
#define QUOTH_DOC "quoth.doc"
#define QUOTH_VIEW "quoth.view"
#define QUOTH_WRITER "quoth.writer"
#define QUOTH_PAGE "quoth.page"

/* Keeps a table with its base engine and the bytes that it borrows. */
typedef struct quoth_lua_engine {
  quoth_engine *engine; /* NULL once closed */
  quoth_doc *spare;     /* a document that was closed, for the next read */
} quoth_lua_engine;

/* Keeps the table {engine, text, doc, blocks}; views keep the same table. */
typedef struct quoth_lua_doc {
  quoth_doc *doc; /* NULL once closed */
  quoth_lua_engine *owner;
} quoth_lua_doc;

/* What a page (QUOTH_PAGE) begins with: all that the module quoth.core, which is built
 * without HTML, has to know of one. */
typedef struct quoth_lua_place {
  quoth_span (*call)(void *page, quoth_span span, quoth_unit unit); /* as quoth_json_options.place */
} quoth_lua_place;

/* Pushes nil, message, code for an error and returns 3. */
int quoth_lua_fail(lua_State *L, const quoth_error *error);

/* The sealed engine, or open document, at an index; raises otherwise. */
quoth_lua_engine *quoth_lua_toengine(lua_State *L, int index);
quoth_lua_doc *quoth_lua_todoc(lua_State *L, int index);

/* Reads the document's text again with what the kept table holds: engine:read. */
int quoth_lua_read(lua_State *L);

/* doc:columns, doc:marks and out:rows, in files of their own. */
int quoth_lua_columns(lua_State *L);
int quoth_lua_marks(lua_State *L);
int quoth_lua_rows(lua_State *L);

/* engine:add_file and engine:compile_gazetteer, in gazetteer.c. */
int quoth_lua_add_file(lua_State *L);
int quoth_lua_compile(lua_State *L);

/* Register the types; each leaves the stack as it was, but for what the module
 * table at the top gains. */
void quoth_lua_open_mapping(lua_State *L);
void quoth_lua_open_engine(lua_State *L);
void quoth_lua_open_doc(lua_State *L);
void quoth_lua_open_view(lua_State *L);
void quoth_lua_open_writer(lua_State *L);
void quoth_lua_open_sandbox(lua_State *L);

/* Pushes a view of item i of a layer of the document at an index. */
void quoth_lua_push_view(lua_State *L, int doc, quoth_layer layer, uint32_t i);

/* The text of the document, or of that of the view, at an index; it stays alive with it.
 * Its length, unless that is NULL. */
const char *quoth_lua_text(lua_State *L, int index, size_t *length);

/* A mention's kind in words, and a confidence as JSON has it: two digits behind the point. */
const char *quoth_lua_mention_kind(const quoth_mention *mention);
double quoth_lua_share(float share);

/* Makes a metatable with methods under __index and other metamethods. */
void quoth_lua_type(lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta);

/* luaL_checkudata, faster in the functions that quoth_lua_type was given. */
void *quoth_lua_check(lua_State *L, int index, const char *name);

#endif
