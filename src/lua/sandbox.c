/* Running a stranger's data file.
 *
 *   core.evaluate(text, name [, {memory=, steps=, values=, seconds=}])
 *
 * Runs the text as Lua in a state of its own, with no library, no global and not
 * even string methods; bytecode is refused. The text, and the state, may have `memory`
 * bytes (default 8 MiB); it may run `steps` instructions (default one million) and
 * `seconds` of processor time (default one), since one instruction on long strings can
 * take as long as millions of others. What it
 * returns is copied here: a table of strings, numbers, booleans and such tables,
 * at most `values` of them (default 100,000) with strings of `memory` bytes in
 * all (one string may stand in many places), 32 levels deep, no cycle, no
 * function. Returns the table, or nil, message, code ("syntax", "limit").
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lua/binding.h"

enum {
  MEMORY = 8 << 20,
  STEPS = 1000000,
  VALUES = 100000,
  DEPTH = 32,
  STEP = 100,
  SECONDS = 1,
  PIECE = 1024
};

typedef struct box {
  size_t used, memory;
  size_t copied; /* bytes of strings taken out */
  long steps, values;
  double end; /* of the time it has, on the thread's clock */
} box;

static const char TOO_LONG[] = "the file runs for too long: it should only list data";

/* Processor time of this thread, in seconds. */
static double thread_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* ---- the inner state ---- */

static void *capped(void *context, void *block, size_t old_size, size_t size) {
  box *limits = context;
  if (!block) old_size = 0;
  if (!size) {
    limits->used -= old_size;
    free(block);
    return NULL;
  }
  if (size > old_size && limits->used + (size - old_size) > limits->memory) return NULL;
  void *moved = realloc(block, size);
  if (moved) limits->used += size - old_size;
  return moved;
}

/* The box of an inner state, kept under the address of this function's name. */
static const char BOX_KEY = 0;

static box *box_of(lua_State *inner) {
  lua_pushlightuserdata(inner, (void *)(uintptr_t)&BOX_KEY);
  lua_rawget(inner, LUA_REGISTRYINDEX);
  box *limits = lua_touserdata(inner, -1);
  lua_pop(inner, 1);
  return limits;
}

static void check_time(lua_State *inner, const box *limits) {
  if (thread_time() > limits->end) luaL_error(inner, TOO_LONG);
}

static void count_steps(lua_State *inner, lua_Debug *activation) {
  (void)activation;
  box *limits = box_of(inner);
  limits->steps -= STEP;
  if (limits->steps < 0) luaL_error(inner, TOO_LONG);
  check_time(inner, limits);
  size_t held = (size_t)lua_gc(inner, LUA_GCCOUNT, 0) * 1024;
  if (held > limits->memory) luaL_error(inner, "not enough memory");
}

/* A new state; where the host's Lua takes no allocator (LuaJIT without GC64), one
 * whose memory is looked at every STEP instructions. */
static lua_State *new_inner(box *limits) {
  lua_State *inner = lua_newstate(capped, limits);
  return inner ? inner : luaL_newstate();
}

/* A text that is compiled piece by piece, since compiling can take long, too. */
typedef struct piecewise {
  const char *at;
  size_t left;
  const box *limits;
} piecewise;

static const char *next_piece(lua_State *inner, void *context, size_t *size) {
  piecewise *text = context;
  const char *piece = text->at;
  check_time(inner, text->limits);
  *size = text->left < PIECE ? text->left : PIECE;
  text->at += *size;
  text->left -= *size;
  return piece;
}

/* Loads and runs the text; the value is at 1, or a message. */
static int run_text(lua_State *inner, const char *text, size_t length, const char *name, box *limits) {
  lua_pushlightuserdata(inner, (void *)(uintptr_t)&BOX_KEY);
  lua_pushlightuserdata(inner, limits);
  lua_rawset(inner, LUA_REGISTRYINDEX);
  if (length > limits->memory) {
    lua_pushliteral(inner, "is longer than a rule file may be");
    return LUA_ERRRUN;
  }
  if (length && text[0] == '\x1b') {
    lua_pushliteral(inner, "is compiled Lua, which is not read: give the source");
    return LUA_ERRSYNTAX;
  }
  piecewise pieces = {text, length, limits};
#if LUA_VERSION_NUM >= 502
  int status = lua_load(inner, next_piece, &pieces, name, "t");
#else
  int status = lua_load(inner, next_piece, &pieces, name);
#endif
  if (status) return status;
  lua_sethook(inner, count_steps, LUA_MASKCOUNT, STEP);
  return lua_pcall(inner, 0, 1, 0);
}

/* ---- copying out ---- */

typedef struct copier {
  lua_State *to, *from;
  box *limits;
  int depth;
} copier;

static void copy(copier *c);

static void copy_scalar(copier *c, int type) {
  size_t length;
  const char *bytes;
  switch (type) {
    case LUA_TBOOLEAN: lua_pushboolean(c->to, lua_toboolean(c->from, -1)); return;
    case LUA_TNUMBER:
#if LUA_VERSION_NUM >= 503
      if (lua_isinteger(c->from, -1)) {
        lua_pushinteger(c->to, lua_tointeger(c->from, -1));
        return;
      }
#endif
      lua_pushnumber(c->to, lua_tonumber(c->from, -1));
      return;
    case LUA_TSTRING:
      bytes = lua_tolstring(c->from, -1, &length);
      if (length > c->limits->memory - c->limits->copied) luaL_error(c->to, "holds too much text");
      c->limits->copied += length;
      lua_pushlstring(c->to, bytes, length);
      return;
    default: luaL_error(c->to, "holds a %s: a rule file is data only", lua_typename(c->from, type));
  }
}

/* The table on top of from, as a new table on top of to. Depth stops cycles. */
static void copy_table(copier *c) {
  if (++c->depth > DEPTH) luaL_error(c->to, "nests tables more than %d deep, or in a circle", DEPTH);
  luaL_checkstack(c->to, 8, "nesting");
  if (!lua_checkstack(c->from, 8)) luaL_error(c->to, "nests too deep");
  lua_newtable(c->to);
  lua_pushnil(c->from);
  while (lua_next(c->from, -2)) {
    lua_pushvalue(c->from, -2);
    copy(c);
    lua_pop(c->from, 1);
    copy(c);
    lua_pop(c->from, 1);
    lua_rawset(c->to, -3);
  }
  c->depth--;
}

static void copy(copier *c) {
  if (--c->limits->values < 0) luaL_error(c->to, "holds too many values");
  int type = lua_type(c->from, -1);
  if (type == LUA_TTABLE) copy_table(c);
  else copy_scalar(c, type);
}

static int copy_protected(lua_State *L) {
  copier c = {L, lua_touserdata(L, 1), lua_touserdata(L, 2), 0};
  if (lua_type(c.from, -1) != LUA_TTABLE)
    return luaL_error(L, "returns %s: a rule file returns a table", luaL_typename(c.from, -1));
  copy(&c);
  return 1;
}

/* ---- core.evaluate ---- */

static long limit(lua_State *L, const char *name, long otherwise) {
  if (lua_isnoneornil(L, 3)) return otherwise;
  lua_getfield(L, 3, name);
  long value = (long)luaL_optinteger(L, -1, otherwise);
  lua_pop(L, 1);
  return value;
}

static int wrong(lua_State *L, const char *code) {
  lua_pushnil(L);
  lua_insert(L, -2);
  lua_pushstring(L, code);
  return 3;
}

/* An inner state and its limits, which must live as long: one userdata. */
typedef struct sandbox {
  lua_State *inner;
  box limits;
} sandbox;

static int close_sandbox(lua_State *L) {
  sandbox *self = lua_touserdata(L, 1);
  lua_State *inner = self->inner;
  self->inner = NULL;
  if (inner) lua_close(inner);
  return 0;
}

/* Runs the text and copies its value; the result is on top of L. */
static int evaluate_in(lua_State *L, lua_State *inner, box *limits, const char *text, size_t length,
                       const char *name) {
  int status = run_text(inner, text, length, name, limits);
  lua_sethook(inner, NULL, 0, 0);
  if (status) {
    const char *message = lua_type(inner, -1) == LUA_TSTRING ? lua_tostring(inner, -1) : NULL;
    lua_pushstring(L, status == LUA_ERRMEM ? "needs more memory than a rule file may have"
                      : message            ? message
                                           : "fails with an error that is no string");
    return wrong(L, status == LUA_ERRSYNTAX ? "syntax" : "limit");
  }
  lua_pushcfunction(L, copy_protected);
  lua_pushlightuserdata(L, inner);
  lua_pushlightuserdata(L, limits);
  return lua_pcall(L, 2, 1, 0) ? wrong(L, "syntax") : 1;
}

static int core_evaluate(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length), *name = luaL_checkstring(L, 2);
  if (!lua_isnoneornil(L, 3)) luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  sandbox *self = quoth_newuserdata(L, sizeof *self);
  *self = (sandbox){.limits = {.memory = (size_t)limit(L, "memory", MEMORY),
                               .steps = limit(L, "steps", STEPS),
                               .values = limit(L, "values", VALUES),
                               .end = thread_time() + (double)limit(L, "seconds", SECONDS)}};
  luaL_setmetatable(L, "quoth.sandbox");
  self->inner = new_inner(&self->limits);
  if (!self->inner) {
    lua_pushliteral(L, "out of memory");
    return wrong(L, "memory");
  }
  int at = lua_gettop(L), count = evaluate_in(L, self->inner, &self->limits, text, length, name);
  lua_pushcfunction(L, close_sandbox);
  lua_pushvalue(L, at);
  lua_call(L, 1, 0);
  return count;
}

void quoth_lua_open_sandbox(lua_State *L) {
  static const luaL_Reg META[] = {{"__gc", close_sandbox}, {NULL, NULL}};
  quoth_lua_type(L, "quoth.sandbox", NULL, META);
  lua_pushcfunction(L, core_evaluate);
  lua_setfield(L, -2, "evaluate");
}
