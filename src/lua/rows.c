/* doc:rows(first, last, template [, unit [, base [, column, …]]]): a string that writes
 * tokens first … last, from 1, each as the template says. For formats of one token a
 * line: a string for each token in Lua would be most of their time. O(result).
 *
 * In a template stand for
 *   %t %j        the token's text, as a field of TSV or as a string of JSON
 *   %b %e        where it begins and ends, in the unit: "byte", "codepoint" or "utf16"
 *   %n           its number, less the base
 *   %u           its Universal Dependencies tag, where its kind tells it, or "_"
 *   %1 … %9      the column's string for the token, as it is, or nothing
 *   %(a%|b%)     a where the next token follows without a blank, else b
 *   %%           a percent sign
 * and all else for itself. A column is a table of strings by the number of the token.
 */
#include <string.h>

#include "lua/binding.h"

enum { COLUMNS_AT = 7, COLUMNS_MOST = 9 };

typedef struct rows {
  lua_State *L;
  luaL_Buffer *out;
  const quoth_doc *doc;
  const char *text, *template, *end; /* of the document, and of the template */
  quoth_unit unit;
  size_t base, count; /* tokens of the document */
  int columns;
} rows;

/* A token with its number, from 1, and what follows it. */
typedef struct row {
  size_t number;
  quoth_token token;
  bool glued;
} row;

static bool write(void *buffer, const char *bytes, size_t length) {
  luaL_addlstring(buffer, bytes, length);
  return true;
}

static void add_number(luaL_Buffer *out, size_t number) {
  char digits[24], *end = digits + sizeof digits, *at = end;
  do *--at = (char)('0' + number % 10);
  while (number /= 10);
  luaL_addlstring(out, at, (size_t)(end - at));
}

static void add_text(const rows *r, const row *at, quoth_notation notation) {
  quoth_span span = at->token.span;
  quoth_escape(notation, r->text + span.start, span.end - span.start, write, r->out);
}

/* The table keeps the string alive once it is off the stack, as the buffer wants it. */
static void add_column(const rows *r, const row *at, int column) {
  if (column >= r->columns)
    luaL_error(r->L, "doc:rows: the template has %%%d, and there are %d columns", column + 1, r->columns);
  lua_rawgeti(r->L, COLUMNS_AT + column, (int)at->number);
  size_t length = 0;
  const char *bytes = lua_type(r->L, -1) == LUA_TSTRING ? lua_tolstring(r->L, -1, &length) : NULL;
  lua_pop(r->L, 1);
  if (bytes) luaL_addlstring(r->out, bytes, length);
}

/* Behind the next "%" and mark, or the end. */
static const char *skip_to(const rows *r, const char *at, char mark) {
  while (at + 1 < r->end && !(at[0] == '%' && at[1] == mark)) at++;
  return at + 1 < r->end ? at + 2 : r->end;
}

/* What stands for "%" and a mark; `next` is behind it. Where the template goes on. */
static const char *add_mark(const rows *r, const row *at, char mark, const char *next) {
  static const char *const TAGS[] = {"_", "NUM", "PUNCT", "PUNCT", "SYM", "_"};
  switch (mark) {
    case 't': add_text(r, at, QUOTH_NOTATION_TSV); return next;
    case 'j': add_text(r, at, QUOTH_NOTATION_JSON); return next;
    case 'b': add_number(r->out, quoth_doc_offset(r->doc, at->token.span.start, r->unit)); return next;
    case 'e': add_number(r->out, quoth_doc_offset(r->doc, at->token.span.end, r->unit)); return next;
    case 'n': add_number(r->out, at->number - r->base); return next;
    case 'u': luaL_addstring(r->out, TAGS[at->token.kind]); return next;
    case '%': luaL_addchar(r->out, '%'); return next;
    case '(': return at->glued ? next : skip_to(r, next, '|');
    case '|': return skip_to(r, next, ')');
    case ')': return next;
    default: break;
  }
  if (mark >= '1' && mark <= '9') add_column(r, at, mark - '1');
  else luaL_error(r->L, "doc:rows: the template has %%%c, which means nothing", mark);
  return next;
}

static void add_row(const rows *r, const row *at) {
  for (const char *c = r->template; c < r->end;) {
    if (*c == '%' && c + 1 < r->end) c = add_mark(r, at, c[1], c + 2);
    else {
      luaL_addchar(r->out, *c);
      c++;
    }
  }
}

static void add_rows(const rows *r, size_t first, size_t last) {
  row at, next = {.number = first};
  quoth_doc_token(r->doc, first - 1, &next.token);
  for (size_t number = first; number <= last; number++) {
    at = next;
    next.number = number + 1;
    at.glued = quoth_doc_token(r->doc, number, &next.token) && next.token.span.start == at.token.span.end;
    add_row(r, &at);
  }
}

int quoth_lua_rows(lua_State *L) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16", NULL};
  luaL_Buffer buffer;
  rows r = {.L = L, .out = &buffer, .doc = quoth_lua_todoc(L, 1)->doc};
  size_t count = quoth_doc_count(r.doc, QUOTH_LAYER_TOKENS), length;
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  r.template = luaL_checklstring(L, 4, &length);
  r.end = r.template + length;
  r.unit = (quoth_unit)luaL_checkoption(L, 5, "byte", UNITS);
  r.base = (size_t)luaL_optinteger(L, 6, 0);
  r.columns = lua_gettop(L) > COLUMNS_AT - 1 ? lua_gettop(L) - COLUMNS_AT + 1 : 0;
  luaL_argcheck(L, first >= 1 && (size_t)first <= count + 1, 2, "no token has this number");
  luaL_argcheck(L, last >= first - 1 && (size_t)last <= count, 3, "no token has this number");
  luaL_argcheck(L, r.base <= (size_t)first, 6, "the base is more than the first token's number");
  luaL_argcheck(L, r.columns <= COLUMNS_MOST, COLUMNS_AT + COLUMNS_MOST, "9 columns at most");
  for (int i = 0; i < r.columns; i++) luaL_checktype(L, COLUMNS_AT + i, LUA_TTABLE);
  r.text = quoth_lua_text(L);
  luaL_buffinit(L, &buffer);
  if (first <= last) add_rows(&r, (size_t)first, (size_t)last);
  luaL_pushresult(&buffer);
  return 1;
}
