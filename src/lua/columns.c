/* doc:columns(layers, field, …): one list a field, of all items of a layer, for those who
 * read many of them: a view for each would cost several times as much. Spans are in text
 * order, of those that begin together the longest first. O(spans) but for sorting.
 *
 *   layers   "sentences", "mentions", "names" (the mentions by name), "parts" (the spans of
 *            sources, cues and contents), or a list of them, whose items are mixed
 *   start end      bytes
 *   first last     the tokens that the span touches, from 1; none where last < first
 *   layer          "sentence", "entity", "source", "cue" or "content"
 *   label          the mention's type, or the layer
 *   number         of the sentence, mention or quote, from 1: what doc:item takes
 *   index          of the span in its part, from 1
 *   text           what lies there
 *   kind entity value confidence metonym    of a mention
 *   name           of a mention's entity
 *
 * A list has nil for an item that has no such value, so its length is that of another one.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/binding.h"

enum { FIELDS_MOST = 16 };

typedef enum field {
  START,
  END,
  FIRST,
  LAST,
  LAYER,
  LABEL,
  NUMBER,
  INDEX,
  TEXT,
  KIND,
  ENTITY,
  VALUE,
  CONFIDENCE,
  METONYM,
  NAME
} field;

static const char *const FIELDS[] = {"start",      "end",     "first", "last", "layer",  "label",
                                     "number",     "index",   "text",  "kind", "entity", "value",
                                     "confidence", "metonym", "name",  NULL};

typedef enum layer { SENTENCES, MENTIONS, NAMES, PARTS } layer;

static const char *const LAYERS[] = {"sentences", "mentions", "names", "parts", NULL};

/* In the order of `kind`. */
static const char *const KINDS[] = {"sentence", "entity", "source", "cue", "content"};

typedef struct item {
  quoth_span span;
  uint32_t number, index; /* from 0 */
  uint32_t order;         /* in which it was found */
  int kind;
} item;

typedef struct items {
  item *list;
  uint32_t count, room;
} items;

/* ---- collecting ---- */

static void add(items *all, item new) {
  new.order = all->count;
  if (all->count < all->room) all->list[all->count] = new;
  all->count++;
}

static void add_parts(const quoth_doc *doc, uint32_t number, items *all) {
  const quoth_quote *quote = quoth_doc_quote(doc, number);
  const quoth_spans parts[] = {quote->source, quote->cue, quote->content};
  for (int part = 0; part < 3; part++)
    for (uint32_t i = 0; i < parts[part].count; i++)
      add(all, (item){.span = parts[part].items[i], .number = number, .index = i, .kind = 2 + part});
}

static void add_layer(const quoth_doc *doc, layer which, items *all) {
  static const quoth_layer OF[] = {QUOTH_LAYER_SENTENCES, QUOTH_LAYER_MENTIONS, QUOTH_LAYER_MENTIONS,
                                   QUOTH_LAYER_QUOTES};
  uint32_t count = (uint32_t)quoth_doc_count(doc, OF[which]);
  for (uint32_t i = 0; i < count; i++) {
    quoth_span sentence;
    const quoth_mention *mention;
    switch (which) {
      case SENTENCES:
        if (quoth_doc_sentence(doc, i, &sentence)) add(all, (item){.span = sentence, .number = i});
        break;
      case PARTS: add_parts(doc, i, all); break;
      default:
        mention = quoth_doc_mention(doc, i);
        if (which == MENTIONS || mention->kind == QUOTH_MENTION_NAME)
          add(all, (item){.span = mention->span, .number = i, .kind = 1});
    }
  }
}

/* The layers that argument 2 names, a bit each. */
static unsigned layers_of(lua_State *L) {
  unsigned set = 0;
  if (lua_type(L, 2) != LUA_TTABLE) return 1U << luaL_checkoption(L, 2, NULL, LAYERS);
  for (int i = 1; i <= (int)lua_rawlen(L, 2); i++) {
    lua_rawgeti(L, 2, i);
    set |= 1U << luaL_checkoption(L, -1, NULL, LAYERS);
    lua_pop(L, 1);
  }
  return set;
}

static void collect(const quoth_doc *doc, unsigned layers, items *all) {
  all->count = 0;
  for (int which = PARTS; which >= SENTENCES; which--)
    if (layers >> which & 1) add_layer(doc, (layer)which, all);
}

static int in_text_order(const void *left, const void *right) {
  const item *a = left, *b = right;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

/* ---- fields ---- */

/* How many tokens end at or before a byte, or begin before it, when `from` are known to. */
static uint32_t tokens_before(const quoth_doc *doc, uint32_t byte, bool ended, uint32_t from) {
  uint32_t count = (uint32_t)quoth_doc_count(doc, QUOTH_LAYER_TOKENS), low = from, step = 1;
  quoth_token token;
  while (low < count && quoth_doc_token(doc, low + step - 1, &token) &&
         (ended ? token.span.end <= byte : token.span.start < byte))
    low += step, step *= 2;
  for (uint32_t high = low + step - 1 < count ? low + step - 1 : count; low < high;) {
    uint32_t middle = low + (high - low) / 2;
    quoth_doc_token(doc, middle, &token);
    if (ended ? token.span.end <= byte : token.span.start < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void push_of_entity(lua_State *L, const quoth_doc *doc, uint32_t entity, field which) {
  if (entity == QUOTH_NONE) {
    lua_pushnil(L);
    return;
  }
  quoth_string name = quoth_doc_entity(doc, entity)->name;
  if (which == NAME) lua_pushlstring(L, name.bytes, name.length);
  else lua_pushinteger(L, (lua_Integer)entity + 1);
}

static void push_of_mention(lua_State *L, const quoth_doc *doc, const quoth_mention *mention, field which) {
  switch (which) {
    case LABEL: lua_pushstring(L, mention->type); return;
    case KIND: lua_pushstring(L, quoth_lua_mention_kind(mention)); return;
    case VALUE: lua_pushstring(L, mention->value); return;
    case CONFIDENCE: lua_pushnumber(L, quoth_lua_share(mention->confidence)); return;
    case METONYM: lua_pushboolean(L, mention->metonym); return;
    default: push_of_entity(L, doc, mention->entity, which);
  }
}

/* What all items are of. */
typedef struct source {
  const quoth_doc *doc;
  const char *text;
} source;

/* `first` is how many tokens end before the item. */
static void push_field(lua_State *L, const source *from, const item *of, field which, uint32_t first) {
  switch (which) {
    case START: lua_pushinteger(L, of->span.start); return;
    case END: lua_pushinteger(L, of->span.end); return;
    case FIRST: lua_pushinteger(L, (lua_Integer)first + 1); return;
    case LAST: lua_pushinteger(L, tokens_before(from->doc, of->span.end, false, first)); return;
    case LAYER: lua_pushstring(L, KINDS[of->kind]); return;
    case NUMBER: lua_pushinteger(L, (lua_Integer)of->number + 1); return;
    case INDEX: lua_pushinteger(L, (lua_Integer)of->index + 1); return;
    case TEXT: lua_pushlstring(L, from->text + of->span.start, of->span.end - of->span.start); return;
    default:
      if (of->kind == 1) push_of_mention(L, from->doc, quoth_doc_mention(from->doc, of->number), which);
      else if (which == LABEL) lua_pushstring(L, KINDS[of->kind]);
      else lua_pushnil(L);
  }
}

static bool wants_tokens(const field *fields, int count) {
  for (int k = 0; k < count; k++)
    if (fields[k] == FIRST || fields[k] == LAST) return true;
  return false;
}

static void fill(lua_State *L, const quoth_doc *doc, const items *all, const field *fields, int count) {
  const source from = {doc, quoth_lua_text(L, 1, NULL)};
  int lists = lua_gettop(L) + 1;
  uint32_t first = 0;
  bool tokens = wants_tokens(fields, count);
  for (int i = 0; i < count; i++) lua_createtable(L, (int)all->count, 0);
  for (uint32_t i = 0; i < all->count; i++) {
    if (tokens) first = tokens_before(doc, all->list[i].span.start, true, first);
    for (int k = 0; k < count; k++) {
      push_field(L, &from, &all->list[i], fields[k], first);
      lua_rawseti(L, lists + k, (int)i + 1);
    }
  }
}

int quoth_lua_columns(lua_State *L) {
  const quoth_doc *doc = quoth_lua_todoc(L, 1)->doc;
  int count = lua_gettop(L) - 2;
  luaL_argcheck(L, count >= 1 && count <= FIELDS_MOST, 3, "1 to 16 fields");
  field fields[FIELDS_MOST];
  for (int i = 0; i < count; i++) fields[i] = (field)luaL_checkoption(L, i + 3, NULL, FIELDS);
  luaL_checkstack(L, count + 4, "doc:columns");
  items all = {0};
  unsigned layers = layers_of(L);
  collect(doc, layers, &all); /* only counts */
  all.room = all.count;
  all.list = lua_newuserdata(L, (all.room + 1) * sizeof *all.list);
  collect(doc, layers, &all);
  qsort(all.list, all.count, sizeof *all.list, in_text_order);
  fill(L, doc, &all, fields, count);
  return count;
}
