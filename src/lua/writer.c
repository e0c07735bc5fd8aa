/* What formats write to: a buffer that knows how each notation escapes.
 *
 *   core.writer()            a new one, empty
 *   out:write(...)           strings and numbers as they are
 *   out:text(...)            strings made well-formed UTF-8, else as they are
 *   out:xml(...) html markdown turtle dot    escaped, one behind the other
 *   out:csv(...) tsv sql     escaped, as the fields of a row: parted by "," "\t" ", "
 *   out:json(value)          any value: see json_value
 *   out:number(n [, digits]) with so many digits behind the point, or as few as tell it
 *   out:rows(doc, first, last, template, …)  tokens by a template: rows.c
 *   out:take([length])       what was written, or only what lies behind so many bytes; forgets it
 *   out:cut(length)          forgets what was written behind so many bytes
 *   #out, tostring(out)      bytes and text of what was not taken
 *   out.state                a table, the format's own
 *
 * All but take return the writer, so that calls chain. Values are strings, numbers
 * and booleans; nil is an empty field of csv and tsv, and NULL in sql.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lua/writer.h"

enum { DEPTH_MOST = 64, NUMBER_SIZE = 48, FEW_KEYS = 16 };

typedef quoth_lua_writer writer;

static writer *check_writer(lua_State *L) { return quoth_lua_check(L, 1, QUOTH_WRITER); }

/* ---- bytes ---- */

bool quoth_lua_grow(quoth_lua_writer *out, size_t more) {
  size_t capacity = out->capacity ? out->capacity : 4096;
  while (capacity - out->length < more) capacity *= 2;
  char *grown = realloc(out->bytes, capacity);
  if (!grown) return false;
  out->bytes = grown, out->capacity = capacity;
  return true;
}

bool quoth_lua_write(void *context, const char *bytes, size_t length) {
  writer *out = context;
  if (length > out->capacity - out->length && !quoth_lua_grow(out, length)) return false;
  if (length) memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
  return true;
}

static void put(lua_State *L, writer *out, const char *bytes, size_t length) {
  if (!quoth_lua_write(out, bytes, length)) luaL_error(L, "out of memory");
}

static void escape(lua_State *L, writer *out, quoth_notation notation, int index) {
  size_t length;
  const char *bytes = lua_tolstring(L, index, &length);
  if (!quoth_escape(notation, bytes, length, quoth_lua_write, out)) luaL_error(L, "out of memory");
}

/* ---- numbers ---- */

/* Digits of a whole number below 2^53. */
static int format_whole(char *text, double number) {
  char digits[20], *at = digits + sizeof digits;
  uint64_t rest = (uint64_t)fabs(number);
  do *--at = (char)('0' + rest % 10);
  while (rest /= 10);
  if (number < 0) *--at = '-';
  size_t length = (size_t)(digits + sizeof digits - at);
  memcpy(text, at, length);
  return (int)length;
}

/* Whatever the host's locale, the point is a point. Without digits: as few as tell
 * the number, and all of those of a whole one. */
static int format_number(char *text, double number, int digits) {
  if (digits < 1 && number == floor(number) && fabs(number) < 0x1p53) return format_whole(text, number);
  int length = digits < 0 ? snprintf(text, NUMBER_SIZE, "%.14g", number)
                          : snprintf(text, NUMBER_SIZE, "%.*f", digits, number);
  char *comma = memchr(text, ',', (size_t)length);
  if (comma) *comma = '.';
  return length;
}

static void put_number(lua_State *L, writer *out, int index) {
  char text[NUMBER_SIZE];
  double number = lua_tonumber(L, index) + 0.0; /* no -0 */
  put(L, out, text, (size_t)format_number(text, number, -1));
}

static int writer_number(lua_State *L) {
  writer *out = check_writer(L);
  double number = luaL_checknumber(L, 2);
  lua_Integer digits = luaL_optinteger(L, 3, -1);
  luaL_argcheck(L, fabs(number) < 1e18, 2, "not a number that can be written");
  luaL_argcheck(L, digits >= -1 && digits <= 15, 3, "0 to 15 digits");
  char text[NUMBER_SIZE];
  put(L, out, text, (size_t)format_number(text, number, (int)digits));
  lua_settop(L, 1);
  return 1;
}

/* ---- values ---- */

/* A value in a notation; nil as what the notation has for it. */
static void put_value(lua_State *L, writer *out, quoth_notation notation, int index) {
  bool row = notation == QUOTH_NOTATION_CSV || notation == QUOTH_NOTATION_TSV;
  bool sql = notation == QUOTH_NOTATION_SQL;
  switch (lua_type(L, index)) {
    case LUA_TNUMBER: put_number(L, out, index); return;
    case LUA_TSTRING: escape(L, out, notation, index); return;
    case LUA_TBOOLEAN:
      if (sql) put(L, out, lua_toboolean(L, index) ? "1" : "0", 1);
      else put(L, out, lua_toboolean(L, index) ? "true" : "false", lua_toboolean(L, index) ? 4 : 5);
      return;
    case LUA_TNIL:
      if (sql) put(L, out, "NULL", 4);
      if (sql || row) return;
      /* fall through */
    default: luaL_argerror(L, index, "a string, number or boolean expected");
  }
}

static int put_values(lua_State *L, quoth_notation notation, const char *between) {
  writer *out = check_writer(L);
  int count = lua_gettop(L);
  for (int i = 2; i <= count; i++) {
    if (i > 2) put(L, out, between, strlen(between));
    put_value(L, out, notation, i);
  }
  lua_settop(L, 1);
  return 1;
}

static int writer_text(lua_State *L) { return put_values(L, QUOTH_NOTATION_TEXT, ""); }
static int writer_xml(lua_State *L) { return put_values(L, QUOTH_NOTATION_XML, ""); }
static int writer_html(lua_State *L) { return put_values(L, QUOTH_NOTATION_HTML, ""); }
static int writer_markdown(lua_State *L) { return put_values(L, QUOTH_NOTATION_MARKDOWN, ""); }
static int writer_turtle(lua_State *L) { return put_values(L, QUOTH_NOTATION_TURTLE, ""); }
static int writer_dot(lua_State *L) { return put_values(L, QUOTH_NOTATION_DOT, ""); }
static int writer_csv(lua_State *L) { return put_values(L, QUOTH_NOTATION_CSV, ","); }
static int writer_tsv(lua_State *L) { return put_values(L, QUOTH_NOTATION_TSV, "\t"); }
static int writer_sql(lua_State *L) { return put_values(L, QUOTH_NOTATION_SQL, ", "); }

static int writer_write(lua_State *L) {
  writer *out = check_writer(L);
  int count = lua_gettop(L);
  for (int i = 2; i <= count; i++) {
    size_t length;
    if (lua_type(L, i) == LUA_TNUMBER) {
      put_number(L, out, i);
      continue;
    }
    const char *bytes = luaL_checklstring(L, i, &length);
    put(L, out, bytes, length);
  }
  lua_settop(L, 1);
  return 1;
}

/* ---- JSON ---- */

static void json_value(lua_State *L, writer *out, int depth);

static void json_list(lua_State *L, writer *out, int depth) {
  int count = (int)lua_rawlen(L, -1);
  put(L, out, "[", 1);
  for (int i = 1; i <= count; i++) {
    if (i > 1) put(L, out, ",", 1);
    lua_rawgeti(L, -1, i);
    json_value(L, out, depth + 1);
    lua_pop(L, 1);
  }
  put(L, out, "]", 1);
}

/* Puts a key among those that are sorted already: most tables have few. */
static void insert_key(const char **keys, size_t count, const char *key) {
  for (; count && strcmp(keys[count - 1], key) > 0; count--) keys[count] = keys[count - 1];
  keys[count] = key;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *key_of(lua_State *L) {
  if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "out:json: a table has both a list and other keys");
  size_t length;
  const char *key = lua_tolstring(L, -2, &length);
  if (strlen(key) != length) luaL_error(L, "out:json: a key with a NUL in it");
  return key;
}

/* The table's keys, sorted: in `few`, or where there are more in a userdata, pushed on the
 * stack in any case; the table keeps the strings alive. */
static const char **sorted_keys(lua_State *L, int table, const char **few, size_t *count) {
  size_t all = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    const char *key = key_of(L);
    if (all < FEW_KEYS) insert_key(few, all, key);
    all++;
  }
  *count = all;
  if (all <= FEW_KEYS) return lua_pushnil(L), few;
  const char **keys = lua_newuserdata(L, all * sizeof *keys);
  size_t i = 0;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) keys[i++] = key_of(L);
  qsort(keys, all, sizeof *keys, by_bytes);
  return keys;
}

static void json_object(lua_State *L, writer *out, int depth) {
  const char *few[FEW_KEYS];
  size_t count;
  int table = lua_gettop(L);
  const char **keys = sorted_keys(L, table, few, &count);
  put(L, out, "{", 1);
  for (size_t i = 0; i < count; i++) {
    if (i) put(L, out, ",", 1);
    lua_pushstring(L, keys[i]);
    escape(L, out, QUOTH_NOTATION_JSON, -1);
    put(L, out, ":", 1);
    lua_rawget(L, table);
    json_value(L, out, depth + 1);
    lua_pop(L, 1);
  }
  put(L, out, "}", 1);
  lua_pop(L, 1);
}

/* The value on top. A table with [1], or without anything, is a list; any other is
 * an object, whose keys are strings and come out sorted. core.null is null. */
static void json_value(lua_State *L, writer *out, int depth) {
  luaL_checkstack(L, 8, "out:json");
  if (depth > DEPTH_MOST) luaL_error(L, "out:json: more than %d tables in each other", DEPTH_MOST);
  switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
      if (fabs(lua_tonumber(L, -1)) < 1e300) put_number(L, out, -1);
      else put(L, out, "null", 4);
      return;
    case LUA_TSTRING: escape(L, out, QUOTH_NOTATION_JSON, -1); return;
    case LUA_TBOOLEAN:
      put(L, out, lua_toboolean(L, -1) ? "true" : "false", lua_toboolean(L, -1) ? 4 : 5);
      return;
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA: put(L, out, "null", 4); return;
    case LUA_TTABLE: break;
    default: luaL_error(L, "out:json: a %s has no JSON", luaL_typename(L, -1));
  }
  lua_rawgeti(L, -1, 1);
  bool list = !lua_isnil(L, -1);
  lua_pop(L, 1);
  if (!list) {
    lua_pushnil(L);
    list = !lua_next(L, -2);
    if (!list) lua_pop(L, 2);
  }
  if (list) json_list(L, out, depth);
  else json_object(L, out, depth);
}

static int writer_json(lua_State *L) {
  writer *out = check_writer(L);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  json_value(L, out, 0);
  lua_settop(L, 1);
  return 1;
}

/* ---- the whole ---- */

static int writer_tostring(lua_State *L) {
  writer *out = check_writer(L);
  lua_pushlstring(L, out->bytes ? out->bytes : "", out->length);
  return 1;
}

static int writer_take(lua_State *L) {
  writer *out = check_writer(L);
  lua_Integer from = luaL_optinteger(L, 2, 0);
  luaL_argcheck(L, from >= 0 && (size_t)from <= out->length, 2, "longer than what was written");
  lua_pushlstring(L, out->bytes ? out->bytes + from : "", out->length - (size_t)from);
  out->length = (size_t)from;
  return 1;
}

static int writer_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_writer(L)->length);
  return 1;
}

static int writer_cut(lua_State *L) {
  writer *out = check_writer(L);
  lua_Integer length = luaL_checkinteger(L, 2);
  luaL_argcheck(L, length >= 0 && (size_t)length <= out->length, 2, "longer than what was written");
  out->length = (size_t)length;
  lua_settop(L, 1);
  return 1;
}

static int writer_gc(lua_State *L) {
  writer *out = check_writer(L);
  free(out->bytes);
  *out = (writer){NULL, 0, 0};
  return 0;
}

/* What no method is called: the state. Upvalues: the metatable and the methods. */
static int writer_index(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  lua_rawget(L, lua_upvalueindex(2));
  if (!lua_isnil(L, -1)) return 1;
  check_writer(L);
  if (strcmp(luaL_checkstring(L, 2), "state")) return 1;
  quoth_getkept(L, 1);
  return 1;
}

static int writer_new(lua_State *L) {
  writer *out = quoth_newuserdata(L, sizeof *out);
  *out = (writer){NULL, 0, 0};
  luaL_setmetatable(L, QUOTH_WRITER);
  lua_newtable(L);
  quoth_setkept(L, -2);
  return 1;
}

void quoth_lua_open_writer(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"write", writer_write},   {"text", writer_text},
                                     {"xml", writer_xml},       {"html", writer_html},
                                     {"json", writer_json},     {"markdown", writer_markdown},
                                     {"turtle", writer_turtle}, {"dot", writer_dot},
                                     {"csv", writer_csv},       {"tsv", writer_tsv},
                                     {"sql", writer_sql},       {"take", writer_take},
                                     {"number", writer_number}, {"cut", writer_cut},
                                     {"rows", quoth_lua_rows},  {NULL, NULL}};
  static const luaL_Reg META[] = {
      {"__gc", writer_gc}, {"__len", writer_length}, {"__tostring", writer_tostring}, {NULL, NULL}};
  quoth_lua_type(L, QUOTH_WRITER, METHODS, META);
  luaL_getmetatable(L, QUOTH_WRITER);
  lua_pushvalue(L, -1);
  lua_getfield(L, -2, "__index");
  lua_pushcclosure(L, writer_index, 2);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, writer_new);
  lua_setfield(L, -2, "writer");
  lua_pushlightuserdata(L, NULL);
  lua_setfield(L, -2, "null");
}
