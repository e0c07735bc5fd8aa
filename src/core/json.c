/* The document as JSON, in the form of docs/json.md. Members stand in a fixed
 * order and numbers are written in one way, so equal results are equal bytes. */
#include <string.h>

#include "core/doc.h"
#include "core/json_out.h"
#include "core/utf8.h"

typedef struct json {
  q_json out;
  const quoth_doc *doc;
  const quoth_json_options *options;
} json;

/* ---- members ---- */

Q_EXPANDED void text_member(q_json *out, const char *name, quoth_string string) {
  q_json_key(out, name);
  q_json_string(out, string.bytes, string.length);
}

/* A member that is left out where there is no word. */
Q_EXPANDED void word_member(q_json *out, const char *name, const char *word) {
  if (word) text_member(out, name, (quoth_string){word, (uint32_t)strlen(word)});
}

Q_EXPANDED void number_member(q_json *out, const char *name, uint64_t number) {
  q_json_key(out, name);
  q_json_number(out, number);
}

Q_EXPANDED void null_member(q_json *out, const char *name) {
  q_json_key(out, name);
  q_json_constant(out, "null");
}

/* An id counted from 1, or null. */
Q_EXPANDED void id_member(q_json *out, const char *name, uint32_t index) {
  if (index == QUOTH_NONE) null_member(out, name);
  else number_member(out, name, index + 1);
}

Q_EXPANDED void flag_member(q_json *out, const char *name, bool flag) {
  q_json_key(out, name);
  if (flag) q_json_constant(out, "true");
  else q_json_constant(out, "false");
}

Q_EXPANDED void share_member(q_json *out, const char *name, float share) {
  q_json_key(out, name);
  q_json_share(out, share);
}

Q_EXPANDED void open_member(q_json *out, const char *name, char bracket) {
  q_json_key(out, name);
  q_json_open(out, bracket);
}

static void list_strings(q_json *out, const quoth_string *strings, uint32_t count) {
  q_json_open_flat(out, '[');
  for (uint32_t i = 0; i < count; i++) {
    q_json_separate(out);
    q_json_string(out, strings[i].bytes, strings[i].length);
  }
  q_json_close(out, ']');
}

/* Ids counted from 1. */
static void list_ids(q_json *out, const uint32_t *indices, uint32_t count) {
  q_json_open_flat(out, '[');
  for (uint32_t i = 0; i < count; i++) {
    q_json_separate(out);
    q_json_number(out, (uint64_t)indices[i] + 1);
  }
  q_json_close(out, ']');
}

/* ---- spans, entities, quotes ---- */

static uint64_t offset_of(const json *j, uint32_t byte) {
  quoth_unit unit = j->options->unit;
  return j->options->base + (unit == QUOTH_UNIT_BYTE ? byte : quoth_doc_offset(j->doc, byte, unit));
}

static void offset_members(json *j, quoth_span span) {
  number_member(&j->out, "start", offset_of(j, span.start));
  number_member(&j->out, "end", offset_of(j, span.end));
}

static void span_members(json *j, quoth_span span) {
  const quoth_json_options *options = j->options;
  if (!options->place) {
    offset_members(j, span);
  } else {
    quoth_span place = options->place(options->place_context, span, options->unit);
    number_member(&j->out, "start", place.start);
    number_member(&j->out, "end", place.end);
  }
  text_member(&j->out, "text", (quoth_string){j->doc->text + span.start, span.end - span.start});
  if (!options->place) return;
  q_json_key(&j->out, "in_text");
  q_json_open_flat(&j->out, '{');
  offset_members(j, span);
  q_json_close(&j->out, '}');
}

static void spans_member(json *j, quoth_spans spans) {
  open_member(&j->out, "spans", '[');
  for (uint32_t i = 0; i < spans.count; i++) {
    q_json_separate(&j->out);
    q_json_open_flat(&j->out, '{');
    span_members(j, spans.items[i]);
    q_json_close(&j->out, '}');
  }
  q_json_close(&j->out, ']');
}

static void kind_member(q_json *out, quoth_mention_kind kind) {
  q_json_key(out, "kind");
  switch (kind) {
    case QUOTH_MENTION_NAME: q_json_constant(out, "\"name\""); break;
    case QUOTH_MENTION_NOMINAL: q_json_constant(out, "\"nominal\""); break;
    case QUOTH_MENTION_PRONOUN: q_json_constant(out, "\"pronoun\""); break;
  }
}

static void mention_object(json *j, uint32_t index) {
  const quoth_mention *mention = &j->doc->shown_mentions.items[index];
  q_json *out = &j->out;
  q_json_separate(out);
  q_json_open_flat(out, '{');
  span_members(j, mention->span);
  kind_member(out, mention->kind);
  share_member(out, "confidence", mention->confidence);
  word_member(out, "value", mention->value);
  if (mention->metonym) flag_member(out, "metonym", true);
  if (j->options->explain) word_member(out, "rule", mention->rule);
  q_json_close(out, '}');
}

static void entity_object(json *j, uint32_t index) {
  const quoth_entity *entity = &j->doc->entities.items[index];
  q_json *out = &j->out;
  q_json_separate(out);
  q_json_open(out, '{');
  number_member(out, "id", index + 1);
  word_member(out, "type", entity->type);
  text_member(out, "name", entity->name);
  q_json_key(out, "aliases");
  list_strings(out, entity->aliases, entity->alias_count);
  q_json_key(out, "roles");
  list_strings(out, entity->roles, entity->role_count);
  if (entity->affiliation_count) {
    q_json_key(out, "affiliations");
    list_ids(out, entity->affiliations, entity->affiliation_count);
  }
  word_member(out, "country", entity->country);
  word_member(out, "ref", entity->ref);
  open_member(out, "mentions", '[');
  for (uint32_t i = 0; i < entity->mention_count; i++) mention_object(j, entity->mentions[i]);
  q_json_close(out, ']');
  q_json_close(out, '}');
}

/* "source", "cue" or "content"; null where there is none. False: nothing open. */
Q_EXPANDED bool open_part(json *j, const char *name, quoth_spans spans) {
  if (!spans.count) {
    null_member(&j->out, name);
    return false;
  }
  open_member(&j->out, name, '{');
  spans_member(j, spans);
  return true;
}

static void reporters_member(q_json *out, const quoth_quote *quote) {
  open_member(out, "reported_by", '[');
  for (uint32_t i = 0; i < quote->reporter_count; i++) {
    q_json_separate(out);
    q_json_open_flat(out, '{');
    text_member(out, "name", quote->reporters[i].name);
    id_member(out, "entity", quote->reporters[i].entity);
    q_json_close(out, '}');
  }
  q_json_close(out, ']');
}

static void source_member(json *j, const quoth_quote *quote) {
  if (!open_part(j, "source", quote->source)) return;
  id_member(&j->out, "entity", quote->entity);
  if (quote->speaker.length) text_member(&j->out, "name", quote->speaker);
  else null_member(&j->out, "name");
  q_json_close(&j->out, '}');
}

Q_EXPANDED void part_member(json *j, const char *name, quoth_spans spans) {
  if (open_part(j, name, spans)) q_json_close(&j->out, '}');
}

static void rival_object(json *j, const quoth_rival *rival) {
  q_json_separate(&j->out);
  q_json_open(&j->out, '{');
  word_member(&j->out, "rule", rival->rule);
  share_member(&j->out, "confidence", rival->confidence);
  part_member(j, "source", rival->source);
  part_member(j, "cue", rival->cue);
  part_member(j, "content", rival->content);
  q_json_close(&j->out, '}');
}

/* What decided, and the readings that lost. */
static void why_member(json *j, const quoth_quote *quote) {
  open_member(&j->out, "why", '{');
  word_member(&j->out, "rule", quote->rule);
  share_member(&j->out, "confidence", quote->confidence);
  open_member(&j->out, "runners_up", '[');
  for (uint32_t i = 0; i < quote->rival_count; i++) rival_object(j, &quote->rivals[i]);
  q_json_close(&j->out, ']');
  q_json_close(&j->out, '}');
}

static void quote_object(json *j, uint32_t index) {
  static const char *const TYPES[] = {"direct", "indirect", "mixed"};
  const quoth_quote *quote = &j->doc->quotes.items[index];
  q_json *out = &j->out;
  q_json_separate(out);
  q_json_open(out, '{');
  number_member(out, "id", index + 1);
  word_member(out, "type", TYPES[quote->type]);
  flag_member(out, "speech", quote->speech);
  flag_member(out, "negated", quote->negated);
  source_member(j, quote);
  if (open_part(j, "cue", quote->cue)) {
    text_member(out, "lemma", quote->lemma);
    q_json_close(out, '}');
  }
  part_member(j, "content", quote->content);
  reporters_member(out, quote);
  id_member(out, "parent", quote->parent);
  share_member(out, "confidence", quote->confidence);
  word_member(out, "rule", quote->rule);
  if (j->options->explain) why_member(j, quote);
  q_json_close(out, '}');
}

/* ---- the document ---- */

/* What the caller made is copied but for ill-formed parts: U+FFFD each. */
static void put_ready(q_json *out, const char *bytes) {
  for (const char *end = bytes + strlen(bytes); bytes < end;) {
    char code[4];
    uint32_t size, c = q_decode(bytes, end, &size);
    q_json_put(out, code, q_encode(c, code));
    bytes += size;
  }
}

static void meta_member(json *j) {
  const quoth_json_options *options = j->options;
  open_member(&j->out, "meta", '{');
  word_member(&j->out, "title", options->title);
  word_member(&j->out, "byline", options->byline);
  word_member(&j->out, "date", options->date);
  word_member(&j->out, "url", options->url);
  word_member(&j->out, "site", options->site);
  q_json_close(&j->out, '}');
}

static void head_members(json *j) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16"};
  const quoth_json_options *options = j->options;
  q_json *out = &j->out;
  word_member(out, "quoth", quoth_version());
  if (options->id_json) {
    q_json_key(out, "id");
    put_ready(out, options->id_json);
  } else {
    word_member(out, "id", options->id);
  }
  word_member(out, "offsets", UNITS[options->unit]);
  if (options->place) word_member(out, "offsets_in", "html");
  meta_member(j);
  if (options->members && *options->members) {
    q_json_separate(out);
    put_ready(out, options->members);
  }
  if (options->with_text) text_member(out, "text", (quoth_string){j->doc->text, j->doc->length});
}

static void list_entities(json *j) {
  open_member(&j->out, "entities", '[');
  for (uint32_t i = 0; i < j->doc->entities.count; i++) entity_object(j, i);
  q_json_close(&j->out, ']');
}

static void list_quotes(json *j) {
  open_member(&j->out, "quotes", '[');
  for (uint32_t i = 0; i < j->doc->quotes.count; i++) quote_object(j, i);
  q_json_close(&j->out, ']');
}

static void warning_string(q_json *out, const char *warning) {
  q_json_separate(out);
  q_json_string(out, warning, strlen(warning));
}

static void list_warnings(json *j) {
  const quoth_json_options *options = j->options;
  open_member(&j->out, "warnings", '[');
  for (uint32_t i = 0; i < options->warning_count; i++) warning_string(&j->out, options->warnings[i]);
  for (uint32_t i = 0; i < j->doc->warnings.count; i++) warning_string(&j->out, j->doc->warnings.items[i]);
  q_json_close(&j->out, ']');
}

quoth_status quoth_doc_write_json(const quoth_doc *doc, const quoth_json_options *options,
                                  quoth_writer writer, void *context, quoth_error *error) {
  static const quoth_json_options NONE = {0};
  json j;
  j.doc = doc;
  j.options = options ? options : &NONE;
  q_json_begin(&j.out, writer, context, j.options->pretty);
  q_json_open(&j.out, '{');
  head_members(&j);
  list_entities(&j);
  list_quotes(&j);
  list_warnings(&j);
  q_json_close(&j.out, '}');
  q_json_flush(&j.out);
  return j.out.failed ? q_fail(error, QUOTH_ERROR_WRITE, "the output could not be written") : QUOTH_OK;
}
