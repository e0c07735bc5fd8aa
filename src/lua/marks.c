/* doc:marks(default, firsts, lasts, texts [, form]): a column for out:rows, a string for every
 * token, made of spans. Span i covers tokens firsts[i] … lasts[i], as doc:columns has them
 * (none where last < first), and writes texts[i] at each; a span whose text is false or nil
 * counts as none. What spans write at a token stands in the order of the lists; a token of no
 * span has the default. O(spans + tokens that they cover). A form has strings, each "" when
 * left out:
 *
 *   begin, inside     before the text at the first token of a span, and at its others
 *   between           between what two spans write at a token
 *   before, behind    around all that spans write at a token
 */
#include <string.h>

#include "lua/marks.h"

/* A span whose strings the lists keep alive. */
typedef struct span {
  uint32_t first, last; /* tokens from 0; last is its last one */
  const char *text;
  size_t length;
} span;

typedef struct spans {
  span *list;
  uint32_t count;
  uint32_t covered; /* tokens, each as often as spans cover it */
  size_t bytes;     /* of all texts */
} spans;

static uint32_t token_in(lua_State *L, int list, uint32_t i, uint32_t least, uint32_t most) {
  lua_rawgeti(L, list, (int)i + 1);
  lua_Integer number = lua_tointeger(L, -1);
  lua_pop(L, 1);
  luaL_argcheck(L, number >= (lua_Integer)least && number <= (lua_Integer)most, list,
                "no token has this number");
  return (uint32_t)number;
}

/* Reads item i into the next span, unless it is none. */
static void read_span(lua_State *L, uint32_t i, uint32_t tokens, spans *all) {
  lua_rawgeti(L, 5, (int)i + 1);
  bool is_text = lua_type(L, -1) == LUA_TSTRING;
  luaL_argcheck(L, is_text || !lua_toboolean(L, -1), 5, "a text is no string");
  uint32_t first = token_in(L, 3, i, 1, tokens + 1), last = token_in(L, 4, i, 0, tokens);
  if (is_text && first <= last) {
    span *new = &all->list[all->count++];
    *new = (span){.first = first - 1, .last = last - 1};
    new->text = lua_tolstring(L, -1, &new->length);
    luaL_argcheck(L, last - first < UINT32_MAX - all->covered, 3, "the spans cover too many tokens");
    all->covered += last - first + 1;
    all->bytes += new->length;
  }
  lua_pop(L, 1);
}

/* The spans of the lists, in a userdata left on the stack. */
static spans read_spans(lua_State *L, uint32_t tokens) {
  uint32_t count = (uint32_t)lua_rawlen(L, 3);
  spans all = {.list = lua_newuserdata(L, (count + 1) * sizeof *all.list)};
  for (uint32_t i = 0; i < count; i++) read_span(L, i, tokens, &all);
  return all;
}

/* ---- the column ---- */

static void *place(char **at, size_t size) {
  void *here = *at;
  *at += (size + 7) / 8 * 8;
  return here;
}

static quoth_lua_piece copy_piece(char **at, quoth_lua_piece prefix, const span *of) {
  quoth_lua_piece piece = {*at, prefix.length + (of ? of->length : 0)};
  memcpy(*at, prefix.bytes, prefix.length);
  if (of) memcpy(*at + prefix.length, of->text, of->length);
  *at += piece.length;
  return piece;
}

/* A userdata with room for all that the column holds, on top of the stack. */
static quoth_lua_column *new_column(lua_State *L, uint32_t tokens, const spans *all, size_t bytes) {
  size_t sizes[] = {sizeof(quoth_lua_column), tokens * sizeof(uint32_t),
                    all->covered * sizeof(quoth_lua_mark), 2 * all->count * sizeof(quoth_lua_piece),
                    bytes + QUOTH_LUA_BLOCK};
  size_t size = 0;
  for (int i = 0; i < 5; i++) size += (sizes[i] + 7) / 8 * 8;
  char *at = lua_newuserdata(L, size);
  quoth_lua_column *column = place(&at, sizes[0]);
  column->tokens = tokens;
  column->heads = place(&at, sizes[1]);
  column->marks = place(&at, sizes[2]);
  column->pieces = place(&at, sizes[3]);
  column->bytes = at;
  memset(column->heads, 0, sizes[1]);
  memset(column->bytes + bytes, 0, QUOTH_LUA_BLOCK);
  return column;
}

/* From the last span to the first, each before what its tokens have: so they come in order. */
static void link_marks(quoth_lua_column *column, const spans *all) {
  uint32_t mark = 0;
  for (uint32_t i = all->count; i-- > 0;)
    for (uint32_t t = all->list[i].first; t <= all->list[i].last; t++) {
      column->marks[mark] = (quoth_lua_mark){2 * i + (t > all->list[i].first), column->heads[t]};
      column->heads[t] = ++mark;
    }
}

/* A string of the form at 6, which keeps it alive. */
static quoth_lua_piece form_of(lua_State *L, const char *name) {
  quoth_lua_piece piece = {"", 0};
  if (lua_isnil(L, 6)) return piece;
  lua_getfield(L, 6, name);
  luaL_argcheck(L, lua_isnil(L, -1) || lua_type(L, -1) == LUA_TSTRING, 6, "a form has strings");
  if (!lua_isnil(L, -1)) piece.bytes = lua_tolstring(L, -1, &piece.length);
  lua_pop(L, 1);
  return piece;
}

int quoth_lua_marks(lua_State *L) {
  uint32_t tokens = (uint32_t)quoth_doc_count(quoth_lua_todoc(L, 1)->doc, QUOTH_LAYER_TOKENS);
  for (int list = 3; list <= 5; list++) luaL_checktype(L, list, LUA_TTABLE);
  lua_settop(L, 6);
  if (!lua_isnil(L, 6)) luaL_checktype(L, 6, LUA_TTABLE);
  quoth_lua_piece none, begin = form_of(L, "begin"), inside = form_of(L, "inside");
  quoth_lua_piece between = form_of(L, "between"), before = form_of(L, "before"),
                  behind = form_of(L, "behind");
  none.bytes = luaL_checklstring(L, 2, &none.length);
  spans all = read_spans(L, tokens);
  size_t fixed = none.length + between.length + before.length + behind.length;
  size_t bytes = fixed + 2 * all.bytes + all.count * (begin.length + inside.length);
  quoth_lua_column *column = new_column(L, tokens, &all, bytes);
  char *at = column->bytes;
  column->none = copy_piece(&at, none, NULL);
  column->between = copy_piece(&at, between, NULL);
  column->before = copy_piece(&at, before, NULL);
  column->behind = copy_piece(&at, behind, NULL);
  for (uint32_t i = 0; i < all.count; i++) {
    column->pieces[2 * i] = copy_piece(&at, begin, &all.list[i]);
    column->pieces[2 * i + 1] = copy_piece(&at, inside, &all.list[i]);
  }
  link_marks(column, &all);
  luaL_setmetatable(L, QUOTH_COLUMN);
  return 1;
}
