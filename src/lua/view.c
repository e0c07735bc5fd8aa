/* Views: what the iterators of Lua give. A view names a place in a document and
 * looks its fields up when they are touched, so that nothing is built that nobody
 * reads. A view keeps its document alive; once that is closed, a field raises.
 *
 *   quote    id type speech negated source cue content reported_by parent confidence rule why
 *   part     (source, cue or content) text spans start end; source: name entity; cue: lemma
 *   entity   id type name aliases roles affiliations country ref mentions nominals
 *   mention  start end text kind type entity value metonym confidence rule
 *
 * Ids count from 1. `text` of several spans joins them with " … ". pairs() does
 * not walk a view: view:table() gives a plain table, deep, of all its fields but
 * nominals, which are among the mentions.
 */
#include <math.h>
#include <string.h>

#include "lua/binding.h"

/* Parts of a quote; 0 is the item itself. */
enum { WHOLE, SOURCE, CUE, CONTENT };

typedef struct view {
  quoth_lua_doc *doc;
  uint32_t index;
  uint8_t layer, part;
} view;

/* A view with the kept table at `kept`. */
static void push(lua_State *L, int kept, view value) {
  kept = lua_absindex(L, kept);
  view *new = quoth_newuserdata(L, sizeof *new);
  *new = value;
  luaL_setmetatable(L, QUOTH_VIEW);
  lua_pushvalue(L, kept);
  quoth_setkept(L, -2);
}

void quoth_lua_push_view(lua_State *L, int doc, quoth_layer layer, uint32_t i) {
  quoth_lua_doc *handle = quoth_lua_todoc(L, doc);
  quoth_getkept(L, doc);
  push(L, -1, (view){handle, i, (uint8_t)layer, WHOLE});
  lua_remove(L, -2);
}

/* A view beside another one, of the same document. */
static int push_beside(lua_State *L, view value) {
  quoth_getkept(L, 1);
  push(L, -1, value);
  return 1;
}

static int push_text(lua_State *L, quoth_string text) {
  lua_pushlstring(L, text.bytes, text.length);
  return 1;
}

static int push_word(lua_State *L, const char *word) {
  lua_pushstring(L, word); /* NULL pushes nil */
  return 1;
}

static int push_id(lua_State *L, uint32_t index) {
  if (index == QUOTH_NONE) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)index + 1);
  return 1;
}

static int push_offset(lua_State *L, uint32_t byte) {
  lua_pushinteger(L, byte);
  return 1;
}

double quoth_lua_share(float share) { return floor((double)share * 100 + 0.5) / 100; }

static int push_share(lua_State *L, float share) {
  lua_pushnumber(L, quoth_lua_share(share));
  return 1;
}

const char *quoth_lua_text(lua_State *L, int index, size_t *length) {
  quoth_getkept(L, index);
  lua_getfield(L, -1, "text");
  const char *text = lua_tolstring(L, -1, length);
  lua_pop(L, 2);
  return text;
}

static int push_span_text(lua_State *L, quoth_span span) {
  lua_pushlstring(L, quoth_lua_text(L, 1, NULL) + span.start, span.end - span.start);
  return 1;
}

static int push_strings(lua_State *L, const quoth_string *strings, uint32_t count) {
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    push_text(L, strings[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

/* ---- parts ---- */

static int push_joined(lua_State *L, quoth_spans spans) {
  const char *text = quoth_lua_text(L, 1, NULL);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (uint32_t i = 0; i < spans.count; i++) {
    if (i) luaL_addstring(&buffer, " \xE2\x80\xA6 ");
    luaL_addlstring(&buffer, text + spans.items[i].start, spans.items[i].end - spans.items[i].start);
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int push_spans(lua_State *L, quoth_spans spans) {
  lua_createtable(L, (int)spans.count, 0);
  for (uint32_t i = 0; i < spans.count; i++) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, spans.items[i].start);
    lua_setfield(L, -2, "start");
    lua_pushinteger(L, spans.items[i].end);
    lua_setfield(L, -2, "end");
    push_span_text(L, spans.items[i]);
    lua_setfield(L, -2, "text");
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static quoth_spans spans_of(const quoth_quote *quote, int part) {
  return part == SOURCE ? quote->source : part == CUE ? quote->cue : quote->content;
}

static int part_field(lua_State *L, const quoth_quote *quote, int part, const char *field) {
  quoth_spans spans = spans_of(quote, part);
  if (!strcmp(field, "text")) return push_joined(L, spans);
  if (!strcmp(field, "spans")) return push_spans(L, spans);
  if (!strcmp(field, "start")) return push_offset(L, spans.items[0].start);
  if (!strcmp(field, "end")) return push_offset(L, spans.items[spans.count - 1].end);
  if (part == CUE && !strcmp(field, "lemma")) return push_text(L, quote->lemma);
  if (part != SOURCE) return 0;
  if (!strcmp(field, "name")) return quote->speaker.length ? push_text(L, quote->speaker) : 0;
  if (!strcmp(field, "entity")) return push_id(L, quote->entity);
  return 0;
}

/* ---- items ---- */

static int push_reporters(lua_State *L, const quoth_quote *quote) {
  lua_createtable(L, (int)quote->reporter_count, 0);
  for (uint32_t i = 0; i < quote->reporter_count; i++) {
    lua_createtable(L, 0, 2);
    push_text(L, quote->reporters[i].name);
    lua_setfield(L, -2, "name");
    push_id(L, quote->reporters[i].entity);
    lua_setfield(L, -2, "entity");
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static void set_text(lua_State *L, const char *name, quoth_spans spans) {
  if (!spans.count) return;
  push_joined(L, spans);
  lua_setfield(L, -2, name);
}

static void set_decision(lua_State *L, const char *rule, float confidence) {
  push_word(L, rule);
  lua_setfield(L, -2, "rule");
  push_share(L, confidence);
  lua_setfield(L, -2, "confidence");
}

/* {rule, confidence, cue, runners_up = {{rule, confidence, source, cue, content}, …}} */
static int push_why(lua_State *L, const quoth_quote *quote) {
  lua_createtable(L, 0, 4);
  set_decision(L, quote->rule, quote->confidence);
  set_text(L, "cue", quote->cue);
  lua_createtable(L, (int)quote->rival_count, 0);
  for (uint32_t i = 0; i < quote->rival_count; i++) {
    lua_createtable(L, 0, 5);
    set_decision(L, quote->rivals[i].rule, quote->rivals[i].confidence);
    set_text(L, "source", quote->rivals[i].source);
    set_text(L, "cue", quote->rivals[i].cue);
    set_text(L, "content", quote->rivals[i].content);
    lua_rawseti(L, -2, (int)i + 1);
  }
  lua_setfield(L, -2, "runners_up");
  return 1;
}

static int quote_field(lua_State *L, const view *self, const char *field) {
  static const char *const TYPES[] = {"direct", "indirect", "mixed"};
  static const char *const PARTS[] = {"source", "cue", "content"};
  const quoth_quote *quote = quoth_doc_quote(self->doc->doc, self->index);
  if (self->part) return part_field(L, quote, self->part, field);
  for (int i = 0; i < 3; i++)
    if (!strcmp(field, PARTS[i]))
      return spans_of(quote, SOURCE + i).count
                 ? push_beside(L, (view){self->doc, self->index, self->layer, (uint8_t)(SOURCE + i)})
                 : 0;
  if (!strcmp(field, "id")) return push_id(L, self->index);
  if (!strcmp(field, "type")) return push_word(L, TYPES[quote->type]);
  if (!strcmp(field, "speech")) return lua_pushboolean(L, quote->speech), 1;
  if (!strcmp(field, "negated")) return lua_pushboolean(L, quote->negated), 1;
  if (!strcmp(field, "reported_by")) return push_reporters(L, quote);
  if (!strcmp(field, "parent")) return push_id(L, quote->parent);
  if (!strcmp(field, "confidence")) return push_share(L, quote->confidence);
  if (!strcmp(field, "rule")) return push_word(L, quote->rule);
  if (!strcmp(field, "why")) return push_why(L, quote);
  return 0;
}

/* The mentions of an entity: all, or those of one kind. */
static int push_mentions(lua_State *L, const view *self, const quoth_entity *entity, int kind) {
  quoth_getkept(L, 1);
  lua_newtable(L);
  for (uint32_t i = 0, count = 0; i < entity->mention_count; i++) {
    if (kind >= 0 && (int)quoth_doc_mention(self->doc->doc, entity->mentions[i])->kind != kind) continue;
    push(L, -2, (view){self->doc, entity->mentions[i], QUOTH_LAYER_MENTIONS, WHOLE});
    lua_rawseti(L, -2, (int)++count);
  }
  return 1;
}

static int push_ids(lua_State *L, const uint32_t *indices, uint32_t count) {
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    push_id(L, indices[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static int entity_field(lua_State *L, const view *self, const char *field) {
  const quoth_entity *entity = quoth_doc_entity(self->doc->doc, self->index);
  if (!strcmp(field, "id")) return push_id(L, self->index);
  if (!strcmp(field, "type")) return push_word(L, entity->type);
  if (!strcmp(field, "name")) return push_text(L, entity->name);
  if (!strcmp(field, "aliases")) return push_strings(L, entity->aliases, entity->alias_count);
  if (!strcmp(field, "roles")) return push_strings(L, entity->roles, entity->role_count);
  if (!strcmp(field, "affiliations")) return push_ids(L, entity->affiliations, entity->affiliation_count);
  if (!strcmp(field, "country")) return push_word(L, entity->country);
  if (!strcmp(field, "ref")) return push_word(L, entity->ref);
  if (!strcmp(field, "mentions")) return push_mentions(L, self, entity, -1);
  if (!strcmp(field, "nominals")) return push_mentions(L, self, entity, QUOTH_MENTION_NOMINAL);
  return 0;
}

const char *quoth_lua_mention_kind(const quoth_mention *mention) {
  static const char *const KINDS[] = {"name", "nominal", "pronoun"};
  return KINDS[mention->kind];
}

static int mention_field(lua_State *L, const view *self, const char *field) {
  const quoth_mention *mention = quoth_doc_mention(self->doc->doc, self->index);
  if (!strcmp(field, "start")) return push_offset(L, mention->span.start);
  if (!strcmp(field, "end")) return push_offset(L, mention->span.end);
  if (!strcmp(field, "text")) return push_span_text(L, mention->span);
  if (!strcmp(field, "kind")) return push_word(L, quoth_lua_mention_kind(mention));
  if (!strcmp(field, "type")) return push_word(L, mention->type);
  if (!strcmp(field, "entity")) return push_id(L, mention->entity);
  if (!strcmp(field, "value")) return push_word(L, mention->value);
  if (!strcmp(field, "metonym")) return lua_pushboolean(L, mention->metonym), 1;
  if (!strcmp(field, "confidence")) return push_share(L, mention->confidence);
  if (!strcmp(field, "rule")) return push_word(L, mention->rule);
  return 0;
}

static int view_field(lua_State *L, const view *self, const char *field) {
  switch (self->layer) {
    case QUOTH_LAYER_QUOTES: return quote_field(L, self, field);
    case QUOTH_LAYER_ENTITIES: return entity_field(L, self, field);
    default: return mention_field(L, self, field);
  }
}

/* ---- plain tables ---- */

static const char *const *fields_of(const view *self) {
  static const char *const QUOTE[] = {"id",      "type",        "speech", "negated",    "source", "cue",
                                      "content", "reported_by", "parent", "confidence", "rule",   NULL};
  static const char *const SOURCE_PART[] = {"text", "spans", "start", "end", "name", "entity", NULL};
  static const char *const CUE_PART[] = {"text", "spans", "start", "end", "lemma", NULL};
  static const char *const CONTENT_PART[] = {"text", "spans", "start", "end", NULL};
  static const char *const ENTITY[] = {"id",           "type",    "name", "aliases",  "roles",
                                       "affiliations", "country", "ref",  "mentions", NULL};
  static const char *const MENTION[] = {"start", "end",     "text",       "kind", "type", "entity",
                                        "value", "metonym", "confidence", "rule", NULL};
  static const char *const *const PARTS[] = {QUOTE, SOURCE_PART, CUE_PART, CONTENT_PART};
  if (self->layer == QUOTH_LAYER_QUOTES) return PARTS[self->part];
  return self->layer == QUOTH_LAYER_ENTITIES ? ENTITY : MENTION;
}

static view *check_view(lua_State *L) {
  view *self = quoth_lua_check(L, 1, QUOTH_VIEW);
  luaL_argcheck(L, self->doc->doc, 1, "the document is closed");
  return self;
}

/* Replaces the value on top, where it is a view or holds views, by tables. */
static void to_table(lua_State *L);

static int view_table(lua_State *L) {
  view *self = check_view(L);
  lua_settop(L, 1);
  lua_newtable(L);
  for (const char *const *field = fields_of(self); *field; field++) {
    if (!view_field(L, self, *field)) continue;
    to_table(L);
    lua_setfield(L, 2, *field);
    lua_settop(L, 2);
  }
  return 1;
}

static void to_table(lua_State *L) {
  luaL_checkstack(L, 8, "views in views");
  if (lua_type(L, -1) == LUA_TUSERDATA) {
    lua_pushcfunction(L, view_table);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  } else if (lua_type(L, -1) == LUA_TTABLE) {
    for (int i = 1; i <= (int)lua_rawlen(L, -1); i++) {
      lua_rawgeti(L, -1, i);
      to_table(L);
      lua_rawseti(L, -2, i);
    }
  }
}

static int view_index(lua_State *L) {
  view *self = check_view(L);
  const char *field = luaL_checkstring(L, 2);
  if (!strcmp(field, "table")) return lua_pushcfunction(L, view_table), 1;
  if (view_field(L, self, field)) return 1;
  lua_pushnil(L);
  return 1;
}

static int view_eq(lua_State *L) {
  const view *a = quoth_lua_check(L, 1, QUOTH_VIEW), *b = quoth_lua_check(L, 2, QUOTH_VIEW);
  lua_pushboolean(L, a->doc == b->doc && a->index == b->index && a->layer == b->layer && a->part == b->part);
  return 1;
}

static int view_tostring(lua_State *L) {
  static const char *const PARTS[] = {"quote", "source", "cue", "content"};
  view *self = quoth_lua_check(L, 1, QUOTH_VIEW);
  const char *what = self->layer == QUOTH_LAYER_QUOTES     ? PARTS[self->part]
                     : self->layer == QUOTH_LAYER_ENTITIES ? "entity"
                                                           : "mention";
  lua_pushfstring(L, "quoth.%s %d", what, (int)self->index + 1);
  return 1;
}

void quoth_lua_open_view(lua_State *L) {
  static const luaL_Reg META[] = {
      {"__index", view_index}, {"__eq", view_eq}, {"__tostring", view_tostring}, {NULL, NULL}};
  quoth_lua_type(L, QUOTH_VIEW, NULL, META);
}
