/* quoth.batch, which only the command has: batch.h for Lua.
 *
 *   batch.run{engine=, input=, head=, output=, kind="ndjson"|"text", jobs=, offsets=,
 *             with_text=, explain=, id=, date=, progress=,
 *             path=, setup=, by_address=, hosts=, always=, own_format=, name=}
 *
 * input and output are open Lua files; head is what of the input was read already. Where `path` is given, it
 * names a Lua module whose value is a function that is called, in a state of each worker's own, with the
 * table `setup` (a string of Lua that returns it) and returns a function from record to JSON line; batch.h
 * calls such records special. With `own_format` they are in another
 * format than JSON, and errors go to standard error with the `name` of the input.
 *
 * Returns how many lines were written and how many of them are errors; or nil,
 * message, code.
 *
 *   batch.reader(input)     an iterator over the lines of NDJSON in an open Lua file: each
 *                           call gives a record (a table of strings: text, html, url, title,
 *                           byline, date, site, and id_json and members as JSON), or false
 *                           and a message for a bad line; nil at the end
 *   batch.is_terminal(fd)   is the file descriptor a terminal?
 *   batch.make_folder(path) makes a folder, unless it is there; true, or nil, message
 *   batch.peek(file)        the next byte of an open Lua file, which stays unread; nil at its end
 */
#include <errno.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/command.h"
#include "lua/binding.h"

/* The Lua states of the workers; each made when first needed. */
typedef struct specials {
  lua_State **states;
  const char *path, *setup, *package_path;
} specials;

/* ---- one worker's state ---- */

static bool say_wrong(lua_State *L, q_record *record) {
  const char *message = lua_tostring(L, -1);
  snprintf(record->message, sizeof record->message, "%s", message ? message : "an error that is no string");
  lua_settop(L, 0);
  return false;
}

/* Leaves the function from record to line at 1. */
static bool prepare(specials *all, unsigned worker, q_record *record) {
  lua_State *L = all->states[worker] = quoth_command_state(all->package_path);
  if (!L) {
    snprintf(record->message, sizeof record->message, "out of memory");
    return false;
  }
  lua_getglobal(L, "require");
  lua_pushstring(L, all->path);
  if (lua_pcall(L, 1, 1, 0) || luaL_loadstring(L, all->setup) || lua_pcall(L, 0, 1, 0) ||
      lua_pcall(L, 1, 1, 0)) {
    say_wrong(L, record);
    lua_close(L);
    all->states[worker] = NULL;
    return false;
  }
  return true;
}

static void push_record(lua_State *L, const q_record *record) {
  static const char *const NAMES[Q_FIELD_COUNT] = {"text",   "html", "url",  "title",
                                                   "byline", "date", "site", "id_json"};
  lua_createtable(L, 0, Q_FIELD_COUNT + 1);
  for (int i = 0; i < Q_FIELD_COUNT; i++) {
    if (!record->has[i]) continue;
    lua_pushlstring(L, record->fields[i].bytes, record->fields[i].length);
    lua_setfield(L, -2, NAMES[i]);
  }
  lua_pushlstring(L, record->members.bytes, record->members.length);
  lua_setfield(L, -2, "members");
  lua_pushinteger(L, (lua_Integer)record->line);
  lua_setfield(L, -2, "line");
}

/* Runs protected: copies of the record may fail for want of memory. */
static int call_reader(lua_State *L) {
  push_record(L, lua_touserdata(L, 2));
  lua_pushvalue(L, 1);
  lua_insert(L, -2);
  lua_call(L, 1, 2);
  return 2;
}

static bool read_special(void *context, unsigned worker, q_record *record, q_buffer *out) {
  specials *all = context;
  if (!all->states[worker] && !prepare(all, worker, record)) return false;
  lua_State *L = all->states[worker];
  lua_settop(L, 1);
  lua_pushcfunction(L, call_reader);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, record);
  bool good = lua_pcall(L, 2, 2, 0) == 0;
  size_t length;
  const char *line = good ? lua_tolstring(L, 2, &length) : NULL;
  if (!line) {
    const char *message = lua_tostring(L, -1);
    snprintf(record->message, sizeof record->message, "%s", message ? message : "an error that is no string");
  }
  good = line && q_buffer_add(out, line, length);
  lua_settop(L, 1);
  return good;
}

static void close_states(specials *all, unsigned count) {
  for (unsigned i = 0; all->states && i < count; i++)
    if (all->states[i]) lua_close(all->states[i]);
  free(all->states);
}

/* ---- batch.run ---- */

static const char *string_of(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  return luaL_optstring(L, -1, NULL);
}

static bool flag_of(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  return lua_toboolean(L, -1);
}

/* The stream on top of the stack. */
static FILE *check_file(lua_State *L) {
  luaL_Stream *stream = luaL_checkudata(L, -1, LUA_FILEHANDLE);
  luaL_argcheck(L, stream->closef, 1, "the file is closed");
  return stream->f;
}

static FILE *file_of(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  return check_file(L);
}

static unsigned jobs_of(lua_State *L) {
  lua_getfield(L, 1, "jobs");
  lua_Integer jobs = luaL_optinteger(L, -1, 1);
  luaL_argcheck(L, jobs >= 1 && jobs <= 256, 1, "jobs must be 1 to 256");
  return (unsigned)jobs;
}

static int answer(lua_State *L, q_batch_result result) {
  if (result.write_failed) return luaL_fileresult(L, 0, NULL);
  if (result.out_of_memory) {
    lua_pushnil(L);
    lua_pushliteral(L, "out of memory");
    lua_pushliteral(L, "memory");
    return 3;
  }
  lua_pushinteger(L, (lua_Integer)result.inputs);
  lua_pushinteger(L, (lua_Integer)result.failures);
  return 2;
}

/* The list of strings `hosts`, in a userdata that stays on the stack; NULL if absent. */
static const char *const *hosts_of(lua_State *L) {
  lua_getfield(L, 1, "hosts");
  if (lua_isnil(L, -1)) return NULL;
  luaL_checktype(L, -1, LUA_TTABLE);
  size_t count = lua_rawlen(L, -1);
  const char **hosts = lua_newuserdatauv(L, (count + 1) * sizeof *hosts, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    hosts[i] = luaL_checkstring(L, -1);
    lua_pop(L, 1);
  }
  hosts[count] = NULL;
  return hosts;
}

static int batch_run(lua_State *L) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16", NULL};
  static const char *const KINDS[] = {"ndjson", "text", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  specials all = {.path = string_of(L, "path"), .setup = string_of(L, "setup")};
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "path");
  all.package_path = lua_tostring(L, -1);
  q_batch batch = {.input = file_of(L, "input"),
                   .output = file_of(L, "output"),
                   .jobs = jobs_of(L),
                   .by_address = flag_of(L, "by_address"),
                   .hosts = hosts_of(L),
                   .always = flag_of(L, "always"),
                   .own_format = flag_of(L, "own_format"),
                   .name = string_of(L, "name"),
                   .progress = flag_of(L, "progress")};
  lua_getfield(L, 1, "head");
  batch.head = luaL_optlstring(L, -1, NULL, &batch.head_length);
  lua_getfield(L, 1, "engine");
  batch.engine = quoth_lua_toengine(L, -1)->engine;
  lua_getfield(L, 1, "offsets");
  batch.json = (quoth_json_options){.unit = (quoth_unit)luaL_checkoption(L, -1, "byte", UNITS),
                                    .with_text = flag_of(L, "with_text"),
                                    .explain = flag_of(L, "explain"),
                                    .id = string_of(L, "id"),
                                    .date = string_of(L, "date")};
  lua_getfield(L, 1, "kind");
  bool text = luaL_checkoption(L, -1, "ndjson", KINDS) == 1;
  if (all.path) {
    batch.special = read_special;
    batch.context = &all;
    all.states = calloc(batch.jobs, sizeof *all.states);
  }
  q_batch_result result = {.out_of_memory = true};
  if (!all.path || all.states) result = text ? q_batch_text(&batch) : q_batch_ndjson(&batch);
  close_states(&all, batch.jobs);
  return answer(L, result);
}

/* ---- batch.reader ---- */

#define READER "quoth.batch.reader"

typedef struct reader {
  char *line; /* of getline */
  size_t size;
  q_record record;
} reader;

static int reader_gc(lua_State *L) {
  reader *self = luaL_checkudata(L, 1, READER);
  free(self->line);
  q_record_free(&self->record);
  *self = (reader){0};
  return 0;
}

/* Upvalues: the reader and the file. */
static int reader_next(lua_State *L) {
  reader *self = lua_touserdata(L, lua_upvalueindex(1));
  lua_settop(L, 0);
  lua_pushvalue(L, lua_upvalueindex(2));
  FILE *file = check_file(L);
  ssize_t length = getline(&self->line, &self->size, file);
  if (length < 0) return 0;
  if (q_record_read(&self->record, self->line, (size_t)length)) {
    push_record(L, &self->record);
    return 1;
  }
  lua_pushboolean(L, false);
  lua_pushstring(L, self->record.message);
  return 2;
}

static int batch_reader(lua_State *L) {
  lua_settop(L, 1);
  check_file(L);
  reader *self = lua_newuserdatauv(L, sizeof *self, 0);
  *self = (reader){0};
  if (luaL_newmetatable(L, READER)) {
    lua_pushcfunction(L, reader_gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, reader_next, 2);
  return 1;
}

/* batch.is_terminal(fd) */
static int batch_is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

/* batch.make_folder(path) */
static int batch_make_folder(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  return luaL_fileresult(L, mkdir(path, 0777) == 0 || errno == EEXIST, path);
}

/* batch.peek(file) */
static int batch_peek(lua_State *L) {
  lua_settop(L, 1);
  FILE *file = check_file(L);
  int byte = getc(file);
  if (byte == EOF) return 0;
  ungetc(byte, file);
  char text = (char)byte;
  lua_pushlstring(L, &text, 1);
  return 1;
}

int luaopen_quoth_batch(lua_State *L) {
  lua_newtable(L);
  lua_pushcfunction(L, batch_make_folder);
  lua_setfield(L, -2, "make_folder");
  lua_pushcfunction(L, batch_reader);
  lua_setfield(L, -2, "reader");
  lua_pushcfunction(L, batch_peek);
  lua_setfield(L, -2, "peek");
  lua_pushcfunction(L, batch_is_terminal);
  lua_setfield(L, -2, "is_terminal");
  lua_pushcfunction(L, batch_run);
  lua_setfield(L, -2, "run");
  return 1;
}
