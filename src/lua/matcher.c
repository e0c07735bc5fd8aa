/* Regular expressions for rules that choose blocks of a page.
 *
 *   dom.matcher(regex)      a matcher, or nil, message, code
 *   matcher:finds(text)     is it anywhere in the text? nil, message, code where the limit
 *                           of work (100,000 steps of PCRE2) was reached
 *
 * Case counts as the regex says: (?i). Text is UTF-8.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>

#include "lua/page.h"

#define QUOTH_MATCHER "quoth.matcher"

enum { MATCH_LIMIT = 100000 };

typedef struct matcher {
  pcre2_code *code; /* NULL until compiled */
  pcre2_match_data *data;
  pcre2_match_context *context;
} matcher;

static int fail(lua_State *L, int number, const char *where, size_t place) {
  PCRE2_UCHAR text[120];
  quoth_error error = {.code = QUOTH_ERROR_PATTERN, .position = (uint32_t)place};
  pcre2_get_error_message(number, text, sizeof text);
  snprintf(error.message, sizeof error.message, "%s (at byte %u of '%.60s')", (const char *)text,
           error.position, where);
  return quoth_lua_fail(L, &error);
}

static int matcher_new(lua_State *L) {
  size_t length, place;
  int number;
  const char *regex = luaL_checklstring(L, 1, &length);
  matcher *self = quoth_newuserdata(L, sizeof *self);
  *self = (matcher){NULL, NULL, NULL};
  luaL_setmetatable(L, QUOTH_MATCHER);
  self->code = pcre2_compile((PCRE2_SPTR)regex, length, PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                             &number, &place, NULL);
  if (!self->code) return fail(L, number, regex, place);
  self->data = pcre2_match_data_create_from_pattern(self->code, NULL);
  self->context = pcre2_match_context_create(NULL);
  if (!self->data || !self->context) return fail(L, PCRE2_ERROR_NOMEMORY, regex, 0);
  pcre2_set_match_limit(self->context, MATCH_LIMIT);
  return 1;
}

static int matcher_finds(lua_State *L) {
  size_t length;
  matcher *self = luaL_checkudata(L, 1, QUOTH_MATCHER);
  luaL_argcheck(L, self->context, 1, "the matcher was not made");
  const char *text = luaL_checklstring(L, 2, &length);
  int found = pcre2_match(self->code, (PCRE2_SPTR)text, length, 0, 0, self->data, self->context);
  if (found < 0 && found != PCRE2_ERROR_NOMATCH) return fail(L, found, text, 0);
  lua_pushboolean(L, found >= 0);
  return 1;
}

static int matcher_gc(lua_State *L) {
  matcher *self = luaL_checkudata(L, 1, QUOTH_MATCHER);
  pcre2_match_context_free(self->context);
  pcre2_match_data_free(self->data);
  pcre2_code_free(self->code);
  *self = (matcher){NULL, NULL, NULL};
  return 0;
}

void quoth_lua_open_matcher(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"finds", matcher_finds}, {NULL, NULL}};
  static const luaL_Reg META[] = {{"__gc", matcher_gc}, {NULL, NULL}};
  quoth_lua_type(L, QUOTH_MATCHER, METHODS, META);
  lua_pushcfunction(L, matcher_new);
  lua_setfield(L, -2, "matcher");
}
