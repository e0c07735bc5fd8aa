/* quoth.dom: HTML pages in Lua; there only where quoth was built with libgumbo.
 * lua/quoth/html/ finds the article in a page with it.
 *
 *   dom.check(selector)               true where select can read it; or nil, message, code
 *   dom.read(bytes [, charset])       a page; charset is what a header said
 *   page:select(selector [, root])    a list of elements, numbers in page order
 *   page:name(node)                   "p"; nil past the last
 *   page:parent(node)                 the element around it; nil for the first
 *   page:last(node)                   the last node within it
 *   page:attribute(node, name)
 *   page:text(node)                   its text, space folded
 *   page:leave_out(node)              leaves an inline element's text out of its block
 *   page:blocks()                     a list of {node, text, linked}: the text in blocks, each in
 *                                     an element; linked is the share of it in links
 *   page:compose(list)                the text of these blocks (numbers), paragraph by
 *                                     paragraph, and a list of their {start, end} in it
 *   page:source(start, end [, unit])  where a span of the composed text lies in the page
 *   page:jsonld()                     a list of the values of its JSON-LD scripts
 *   page:charset()
 *
 * Elements are numbers from 1; offsets are half-open and count from 0.
 */
#include <string.h>

#include "core/utf8.h"
#include "html/jsonld.h"
#include "html/selector.h"
#include "html/text.h"
#include "lua/page.h"

/* A cursor that counts the page's code points or UTF-16 units up to a byte. */
typedef struct counter {
  uint32_t byte, count;
  quoth_unit unit;
} counter;

typedef struct page {
  quoth_lua_place place; /* first: quoth.core knows a page by it alone */
  bool ready;
  q_dom dom;
  q_page_text blocks, composed;
  q_found found;
  q_json_values json;
  quoth_unit unit; /* of place */
  counter counter;
} page;

static page *check_page(lua_State *L) {
  page *self = luaL_checkudata(L, 1, QUOTH_PAGE);
  luaL_argcheck(L, self->ready, 1, "the page was not read");
  return self;
}

/* A node by its number in Lua. */
static uint32_t check_node(lua_State *L, const page *self, int index) {
  lua_Integer node = luaL_checkinteger(L, index);
  luaL_argcheck(L, node >= 1 && node <= (lua_Integer)self->dom.count, index, "no such node");
  return (uint32_t)node - 1;
}

static int fail(lua_State *L, quoth_status code, const char *message) {
  quoth_error error = {.code = code};
  strncpy(error.message, message, sizeof error.message - 1);
  return quoth_lua_fail(L, &error);
}

static int no_memory(lua_State *L) { return fail(L, QUOTH_ERROR_MEMORY, "out of memory"); }

/* ---- offsets ---- */

static uint32_t units_of(uint32_t code_point, quoth_unit unit) {
  return unit == QUOTH_UNIT_UTF16 && code_point >= 0x10000 ? 2 : 1;
}

/* How many units of the page stand before a byte of its UTF-8. */
static uint32_t count_to(page *self, uint32_t byte, quoth_unit unit) {
  counter *c = &self->counter;
  if (c->byte > byte || c->unit != unit) *c = (counter){0, self->dom.page.has_mark, unit};
  const char *bytes = self->dom.page.bytes;
  while (c->byte < byte) {
    uint32_t size, code_point = q_decode(bytes + c->byte, bytes + self->dom.page.length, &size);
    c->byte += size;
    c->count += units_of(code_point, unit);
  }
  return c->count;
}

static quoth_span source_of(page *self, quoth_span span, quoth_unit unit) {
  quoth_span decoded = q_map_source(&self->composed.map, span);
  if (unit == QUOTH_UNIT_BYTE) return q_map_source(&self->dom.page.map, decoded);
  uint32_t start = count_to(self, decoded.start, unit);
  return (quoth_span){start, count_to(self, decoded.end, unit)};
}

/* A quoth_place. */
static quoth_span place(void *context, quoth_span span, quoth_unit unit) {
  return source_of(context, span, unit);
}

static int page_source(lua_State *L) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16", NULL};
  page *self = check_page(L);
  lua_Integer start = luaL_checkinteger(L, 2), end = luaL_checkinteger(L, 3);
  luaL_argcheck(L, start >= 0 && start <= end && end <= (lua_Integer)self->composed.bytes.count, 2,
                "no span of the composed text");
  quoth_unit unit = (quoth_unit)luaL_checkoption(L, 4, "byte", UNITS);
  quoth_span span = source_of(self, (quoth_span){(uint32_t)start, (uint32_t)end}, unit);
  lua_pushinteger(L, span.start);
  lua_pushinteger(L, span.end);
  return 2;
}

/* ---- reading ---- */

static int dom_read(lua_State *L) {
  size_t length;
  const char *bytes = luaL_checklstring(L, 1, &length), *charset = luaL_optstring(L, 2, NULL);
  lua_settop(L, 2);
  page *self = quoth_newuserdata(L, sizeof *self);
  memset(self, 0, sizeof *self);
  self->place.call = place;
  q_arena_init(&self->dom.arena, q_default_allocator());
  self->blocks.arena = self->composed.arena = &self->dom.arena;
  luaL_setmetatable(L, QUOTH_PAGE);
  lua_newtable(L);
  lua_pushvalue(L, 1); /* the bytes, which the page borrows */
  lua_rawseti(L, -2, 1);
  quoth_setkept(L, 3);
  quoth_error error;
  if (q_dom_read(&self->dom, bytes, length, charset, &error)) return quoth_lua_fail(L, &error);
  self->ready = true;
  return 1;
}

static int page_gc(lua_State *L) {
  page *self = luaL_checkudata(L, 1, QUOTH_PAGE);
  q_arena_free(&self->dom.arena);
  self->ready = false;
  return 0;
}

static int page_charset(lua_State *L) {
  lua_pushstring(L, check_page(L)->dom.page.charset);
  return 1;
}

/* ---- elements ---- */

static int page_select(lua_State *L) {
  size_t length;
  quoth_error error;
  page *self = check_page(L);
  const char *text = luaL_checklstring(L, 2, &length);
  uint32_t root = lua_isnoneornil(L, 3) ? 0 : check_node(L, self, 3);
  q_selector *selector = q_selector_read(&self->dom.arena, text, length, &error);
  if (!selector) return quoth_lua_fail(L, &error);
  self->found.count = 0;
  if (!q_select(&self->dom, selector, root, &self->dom.arena, &self->found)) return no_memory(L);
  lua_createtable(L, (int)self->found.count, 0);
  for (uint32_t i = 0; i < self->found.count; i++) {
    lua_pushinteger(L, (lua_Integer)self->found.items[i] + 1);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static int page_name(lua_State *L) {
  page *self = check_page(L);
  lua_Integer node = luaL_checkinteger(L, 2);
  if (node < 1 || node > (lua_Integer)self->dom.count) return 0;
  lua_pushstring(L, self->dom.nodes[node - 1].name);
  return 1;
}

static int page_parent(lua_State *L) {
  page *self = check_page(L);
  uint32_t node = check_node(L, self, 2);
  if (node == 0) return 0;
  lua_pushinteger(L, (lua_Integer)self->dom.nodes[node].parent + 1);
  return 1;
}

static int page_last(lua_State *L) {
  page *self = check_page(L);
  lua_pushinteger(L, (lua_Integer)self->dom.nodes[check_node(L, self, 2)].end);
  return 1;
}

static int page_attribute(lua_State *L) {
  page *self = check_page(L);
  uint32_t node = check_node(L, self, 2);
  lua_pushstring(L, q_dom_attribute(&self->dom.nodes[node], luaL_checkstring(L, 3)));
  return 1;
}

static int page_leave_out(lua_State *L) {
  page *self = check_page(L);
  self->dom.nodes[check_node(L, self, 2)].is_left_out = true;
  return 0;
}

static int dom_check(lua_State *L) {
  size_t length;
  quoth_error error;
  const char *text = luaL_checklstring(L, 1, &length);
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  bool good = q_selector_read(&arena, text, length, &error) != NULL;
  q_arena_free(&arena);
  if (!good) return quoth_lua_fail(L, &error);
  lua_pushboolean(L, true);
  return 1;
}

/* ---- text ---- */

static void push_span(lua_State *L, const q_page_text *text, quoth_span span) {
  lua_pushlstring(L, span.end ? text->bytes.items + span.start : "", span.end - span.start);
}

static int page_text(lua_State *L) {
  page *self = check_page(L);
  uint32_t node = check_node(L, self, 2);
  q_page_text text = {.arena = &self->dom.arena};
  if (!q_text_of(&text, &self->dom, node)) return no_memory(L);
  push_span(L, &text, text.blocks.count ? text.blocks.items[0].span : (quoth_span){0, 0});
  return 1;
}

static void push_block(lua_State *L, const page *self, const q_text_block *block) {
  lua_createtable(L, 0, 3);
  lua_pushinteger(L, (lua_Integer)block->node + 1);
  lua_setfield(L, -2, "node");
  push_span(L, &self->blocks, block->span);
  lua_setfield(L, -2, "text");
  lua_pushnumber(L, (lua_Number)block->linked / (lua_Number)(block->span.end - block->span.start));
  lua_setfield(L, -2, "linked");
}

static int page_blocks(lua_State *L) {
  page *self = check_page(L);
  self->blocks = (q_page_text){.arena = &self->dom.arena};
  if (!q_text_blocks(&self->blocks, &self->dom)) return no_memory(L);
  lua_createtable(L, (int)self->blocks.blocks.count, 0);
  for (uint32_t i = 0; i < self->blocks.blocks.count; i++) {
    push_block(L, self, &self->blocks.blocks.items[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static bool compose(lua_State *L, page *self, size_t count) {
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, (int)i);
    lua_Integer block = lua_tointeger(L, -1);
    luaL_argcheck(L, block >= 1 && block <= (lua_Integer)self->blocks.blocks.count, 2, "no such block");
    lua_pop(L, 1);
    if (!q_text_add_block(&self->composed, &self->blocks, (uint32_t)block - 1)) return false;
  }
  return true;
}

static int page_compose(lua_State *L) {
  page *self = check_page(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  q_page_text *text = &self->composed;
  *text = (q_page_text){.arena = &self->dom.arena};
  if (!compose(L, self, lua_rawlen(L, 2))) return no_memory(L);
  push_span(L, text, (quoth_span){0, text->bytes.count});
  lua_createtable(L, (int)text->blocks.count, 0);
  for (uint32_t i = 0; i < text->blocks.count; i++) {
    lua_createtable(L, 0, 2);
    lua_pushinteger(L, text->blocks.items[i].span.start);
    lua_setfield(L, -2, "start");
    lua_pushinteger(L, text->blocks.items[i].span.end);
    lua_setfield(L, -2, "end");
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 2;
}

/* ---- JSON-LD ---- */

/* Pushes value i; returns the index behind it. Depth is limited by the reader. */
static uint32_t push_json(lua_State *L, const page *self, uint32_t i) {
  const q_json_value *value = &self->json.items[i];
  luaL_checkstack(L, 4, "JSON-LD");
  switch (value->kind) {
    case Q_JSON_NULL: lua_pushnil(L); break;
    case Q_JSON_BOOLEAN: lua_pushboolean(L, value->truth); break;
    case Q_JSON_NUMBER:
    case Q_JSON_STRING: lua_pushlstring(L, value->text, value->length); break;
    default: lua_newtable(L);
  }
  bool is_list = value->kind == Q_JSON_LIST;
  int place = 0;
  for (uint32_t next = i + 1; next < value->end;) {
    const char *key = self->json.items[next].key;
    next = push_json(L, self, next);
    if (is_list) lua_rawseti(L, -2, ++place);
    else lua_setfield(L, -2, key ? key : "");
  }
  return value->end;
}

static int page_jsonld(lua_State *L) {
  page *self = check_page(L);
  if (!self->json.count && !q_jsonld_read(&self->dom.arena, &self->dom, &self->json)) return no_memory(L);
  lua_newtable(L);
  int count = 0;
  for (uint32_t i = 0; i < self->json.count;) {
    i = push_json(L, self, i);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

QUOTH_API int luaopen_quoth_dom(lua_State *L);

int luaopen_quoth_dom(lua_State *L) {
  static const luaL_Reg METHODS[] = {{"select", page_select},
                                     {"name", page_name},
                                     {"parent", page_parent},
                                     {"last", page_last},
                                     {"text", page_text},
                                     {"leave_out", page_leave_out},
                                     {"blocks", page_blocks},
                                     {"compose", page_compose},
                                     {"source", page_source},
                                     {"jsonld", page_jsonld},
                                     {"charset", page_charset},
                                     {"attribute", page_attribute},
                                     {NULL, NULL}};
  static const luaL_Reg META[] = {{"__gc", page_gc}, {NULL, NULL}};
  quoth_lua_type(L, QUOTH_PAGE, METHODS, META);
  lua_newtable(L);
  lua_pushcfunction(L, dom_read);
  lua_setfield(L, -2, "read");
  lua_pushcfunction(L, dom_check);
  lua_setfield(L, -2, "check");
  quoth_lua_open_matcher(L);
  return 1;
}
