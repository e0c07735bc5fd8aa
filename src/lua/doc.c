/* Documents in Lua. lua/quoth/doc.lua adds what is written in Lua.
 *
 *   doc:count(layer)           "tokens", "sentences", "mentions", "entities", "quotes", "warnings"
 *   doc:item(layer, i)         a view of item i, from 1; for tokens: start, end, kind;
 *                              for sentences: start, end; for warnings: the string; nil past the last
 *   doc:columns(layer, …)      lists of fields of all items: columns.c
 *   doc:marks(default, …)      a column of strings, one for each token: marks.c
 *   doc:text()                 the text that was read
 *   doc:offset(byte [, unit])  a byte offset in "byte", "codepoint" or "utf16"; a list of them: a new list
 *   doc:line(byte)             line and column, from 1
 *   doc:json([options])        see quoth_json_options
 *   doc:close()                gives the memory back; later use raises
 *
 * Offsets are half-open and count from 0.
 */
#include <string.h>

#include "lua/marks.h"

static const char *const LAYERS[] = {"tokens", "sentences", "mentions", "entities",
                                     "quotes", "warnings",  NULL};
static const char *const UNITS[] = {"byte", "codepoint", "utf16", NULL};

quoth_lua_doc *quoth_lua_todoc(lua_State *L, int index) {
  quoth_lua_doc *handle = quoth_lua_check(L, index, QUOTH_DOC);
  luaL_argcheck(L, handle->doc, index, "the document is closed");
  return handle;
}

/* ---- reading ---- */

static uint32_t block_field(lua_State *L, const char *name) {
  lua_getfield(L, -1, name);
  lua_Integer value = luaL_checkinteger(L, -1);
  lua_pop(L, 1);
  luaL_argcheck(L, value >= 0 && (size_t)value <= QUOTH_TEXT_MAX, 3, "a block ends outside the text");
  return (uint32_t)value;
}

static const char *const BLOCK_KINDS[] = {"paragraph", "headline", "deck",       "byline", "blockquote",
                                          "list",      "caption",  "pull_quote", NULL};

/* options.blocks as an array of the core's, in a userdata left on the stack. */
static void read_blocks(lua_State *L, quoth_input *input) {
  lua_getfield(L, 3, "blocks");
  if (lua_isnil(L, -1)) return;
  luaL_checktype(L, -1, LUA_TTABLE);
  input->block_count = lua_rawlen(L, -1);
  quoth_block *blocks = quoth_newuserdata(L, (input->block_count + 1) * sizeof *blocks);
  for (size_t i = 0; i < input->block_count; i++) {
    lua_rawgeti(L, -2, (int)i + 1);
    luaL_checktype(L, -1, LUA_TTABLE);
    blocks[i].span = (quoth_span){block_field(L, "start"), block_field(L, "end")};
    luaL_argcheck(L, blocks[i].span.start <= blocks[i].span.end && blocks[i].span.end <= input->length, 3,
                  "a block ends outside the text");
    lua_getfield(L, -1, "kind");
    blocks[i].kind = (quoth_block_kind)luaL_checkoption(L, -1, "paragraph", BLOCK_KINDS);
    lua_pop(L, 2);
  }
  input->blocks = blocks;
}

static quoth_stage read_stage(lua_State *L) {
  static const char *const STAGES[] = {"tokens", "sentences",    "lexicon",  "mentions", "quotations",
                                       "cues",   "attributions", "entities", "all",      NULL};
  lua_getfield(L, 3, "upto");
  return (quoth_stage)luaL_checkoption(L, -1, "all", STAGES);
}

/* The handle, closed as yet, on top of the stack; keeps engine, text and itself. */
static quoth_lua_doc *new_handle(lua_State *L) {
  quoth_lua_doc *handle = quoth_newuserdata(L, sizeof *handle);
  *handle = (quoth_lua_doc){NULL, NULL};
  luaL_setmetatable(L, QUOTH_DOC);
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_setfield(L, -2, "engine");
  lua_pushvalue(L, 2);
  lua_setfield(L, -2, "text");
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "doc");
  quoth_setkept(L, -2);
  return handle;
}

int quoth_lua_read(lua_State *L) {
  quoth_error error;
  quoth_input input = {0};
  quoth_lua_engine *owner = quoth_lua_toengine(L, 1);
  input.text = luaL_checklstring(L, 2, &input.length);
  if (lua_isnoneornil(L, 3)) lua_settop(L, 2), lua_newtable(L);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  quoth_stage upto = read_stage(L);
  lua_getfield(L, 3, "date");
  input.date = luaL_optstring(L, -1, NULL);
  read_blocks(L, &input);
  quoth_lua_doc *handle = new_handle(L);
  handle->owner = owner;
  handle->doc = owner->spare;
  owner->spare = NULL;
  if (!handle->doc && !(handle->doc = quoth_doc_new(owner->engine, &error))) return quoth_lua_fail(L, &error);
  if (quoth_doc_read(handle->doc, &input, upto, &error)) return quoth_lua_fail(L, &error);
  return 1;
}

/* ---- asking ---- */

static int doc_count(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, 1);
  quoth_layer layer = (quoth_layer)luaL_checkoption(L, 2, NULL, LAYERS);
  lua_pushinteger(L, (lua_Integer)quoth_doc_count(handle->doc, layer));
  return 1;
}

static int push_span(lua_State *L, quoth_span span) {
  lua_pushinteger(L, span.start);
  lua_pushinteger(L, span.end);
  return 2;
}

static int push_token(lua_State *L, const quoth_doc *doc, size_t i) {
  static const char *const KINDS[] = {"word", "number", "punctuation", "mark", "symbol", "url"};
  quoth_token token;
  if (!quoth_doc_token(doc, i, &token)) return 0;
  push_span(L, token.span);
  lua_pushstring(L, KINDS[token.kind]);
  return 3;
}

static int doc_item(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, 1);
  quoth_layer layer = (quoth_layer)luaL_checkoption(L, 2, NULL, LAYERS);
  lua_Integer i = luaL_checkinteger(L, 3);
  if (i < 1 || (size_t)i > quoth_doc_count(handle->doc, layer)) return 0;
  quoth_span sentence;
  switch (layer) {
    case QUOTH_LAYER_TOKENS: return push_token(L, handle->doc, (size_t)i - 1);
    case QUOTH_LAYER_SENTENCES:
      return quoth_doc_sentence(handle->doc, (size_t)i - 1, &sentence) ? push_span(L, sentence) : 0;
    case QUOTH_LAYER_WARNINGS: lua_pushstring(L, quoth_doc_warning(handle->doc, (size_t)i - 1)); return 1;
    default: quoth_lua_push_view(L, 1, layer, (uint32_t)i - 1); return 1;
  }
}

static int doc_text(lua_State *L) {
  quoth_lua_todoc(L, 1);
  quoth_getkept(L, 1);
  lua_getfield(L, -1, "text");
  return 1;
}

static uint32_t check_byte(lua_State *L, int index) {
  lua_Integer byte = luaL_checkinteger(L, index);
  luaL_argcheck(L, byte >= 0 && (size_t)byte <= QUOTH_TEXT_MAX, index, "not an offset");
  return (uint32_t)byte;
}

/* A list of offsets as a new list. */
static int list_of_offsets(lua_State *L, const quoth_doc *doc, quoth_unit unit) {
  int count = (int)lua_rawlen(L, 2);
  lua_createtable(L, count, 0);
  for (int i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    lua_Integer byte = lua_isnumber(L, -1) ? lua_tointeger(L, -1) : -1;
    lua_pop(L, 1);
    luaL_argcheck(L, byte >= 0 && (size_t)byte <= QUOTH_TEXT_MAX, 2, "not a list of offsets");
    lua_pushinteger(L, quoth_doc_offset(doc, (uint32_t)byte, unit));
    lua_rawseti(L, -2, i);
  }
  return 1;
}

static int doc_offset(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, 1);
  if (lua_type(L, 2) == LUA_TTABLE)
    return list_of_offsets(L, handle->doc, (quoth_unit)luaL_checkoption(L, 3, "byte", UNITS));
  uint32_t byte = check_byte(L, 2);
  quoth_unit unit = (quoth_unit)luaL_checkoption(L, 3, "byte", UNITS);
  lua_pushinteger(L, quoth_doc_offset(handle->doc, byte, unit));
  return 1;
}

static int doc_line(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, 1);
  uint32_t line, column;
  quoth_doc_line(handle->doc, check_byte(L, 2), &line, &column);
  lua_pushinteger(L, line);
  lua_pushinteger(L, column);
  return 2;
}

/* ---- JSON ---- */

static bool option_flag(lua_State *L, const char *name) {
  lua_getfield(L, 2, name);
  bool flag = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return flag;
}

/* The string stays on the stack, and so alive. */
static const char *option_string(lua_State *L, const char *name) {
  lua_getfield(L, 2, name);
  return luaL_optstring(L, -1, NULL);
}

/* The page at `place`, whose offsets are wanted; it stays on the stack. */
static void option_place(lua_State *L, quoth_json_options *options) {
  lua_getfield(L, 2, "place");
  if (lua_isnil(L, -1)) return;
  quoth_lua_place *page = luaL_checkudata(L, -1, QUOTH_PAGE);
  options->place = page->call;
  options->place_context = page;
}

/* options.warnings as an array in a userdata; it and the strings stay alive by the table. */
static void option_warnings(lua_State *L, quoth_json_options *options) {
  lua_getfield(L, 2, "warnings");
  if (lua_isnil(L, -1)) return;
  luaL_checktype(L, -1, LUA_TTABLE);
  uint32_t count = (uint32_t)lua_rawlen(L, -1);
  const char **warnings = quoth_newuserdata(L, (count + 1) * sizeof *warnings);
  for (uint32_t i = 0; i < count; i++) {
    lua_rawgeti(L, -2, (int)i + 1);
    warnings[i] = luaL_checkstring(L, -1);
    lua_pop(L, 1);
  }
  options->warnings = warnings;
  options->warning_count = count;
}

/* Grows a userdata on the Lua stack: what raises in between leaks nothing. */
static bool write_to_buffer(void *context, const char *bytes, size_t length) {
  luaL_addlstring(context, bytes, length);
  return true;
}

static int doc_json(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, 1);
  if (lua_isnoneornil(L, 2)) lua_settop(L, 1), lua_newtable(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  quoth_json_options options = {.pretty = option_flag(L, "pretty"),
                                .with_text = option_flag(L, "with_text"),
                                .explain = option_flag(L, "explain")};
  lua_getfield(L, 2, "offsets");
  options.unit = (quoth_unit)luaL_checkoption(L, -1, "byte", UNITS);
  options.id = option_string(L, "id");
  options.id_json = option_string(L, "id_json");
  options.title = option_string(L, "title");
  options.byline = option_string(L, "byline");
  options.date = option_string(L, "date");
  options.url = option_string(L, "url");
  options.site = option_string(L, "site");
  options.members = option_string(L, "members");
  option_place(L, &options);
  option_warnings(L, &options);
  quoth_error error;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  if (quoth_doc_write_json(handle->doc, &options, write_to_buffer, &buffer, &error))
    return quoth_lua_fail(L, &error);
  luaL_pushresult(&buffer);
  return 1;
}

/* ---- the end ---- */

static int doc_close(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_check(L, 1, QUOTH_DOC);
  if (!handle->doc) return 0;
  if (handle->owner->engine && !handle->owner->spare) handle->owner->spare = handle->doc;
  else quoth_doc_free(handle->doc);
  handle->doc = NULL;
  return 0;
}

static int doc_tostring(lua_State *L) {
  quoth_lua_doc *handle = quoth_lua_check(L, 1, QUOTH_DOC);
  if (!handle->doc) {
    lua_pushliteral(L, "quoth.doc (closed)");
    return 1;
  }
  lua_pushfstring(L, "quoth.doc (%d entities, %d quotes)",
                  (int)quoth_doc_count(handle->doc, QUOTH_LAYER_ENTITIES),
                  (int)quoth_doc_count(handle->doc, QUOTH_LAYER_QUOTES));
  return 1;
}

void quoth_lua_open_doc(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"count", doc_count},
                                     {"item", doc_item},
                                     {"text", doc_text},
                                     {"offset", doc_offset},
                                     {"line", doc_line},
                                     {"json", doc_json},
                                     {"columns", quoth_lua_columns},
                                     {"marks", quoth_lua_marks},
                                     {"close", doc_close},
                                     {NULL, NULL}};
  static const luaL_Reg META[] = {
      {"__gc", doc_close}, {"__close", doc_close}, {"__tostring", doc_tostring}, {NULL, NULL}};
  static const luaL_Reg NO_META[] = {{NULL, NULL}};
  quoth_lua_type(L, QUOTH_DOC, METHODS, META);
  quoth_lua_type(L, QUOTH_COLUMN, NULL, NO_META);
  luaL_getmetatable(L, QUOTH_DOC);
  lua_getfield(L, -1, "__index");
  lua_setfield(L, -3, "doc_methods");
  lua_pop(L, 1);
}
