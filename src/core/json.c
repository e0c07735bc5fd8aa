/* The document as JSON, in the form of docs/json.md. Members stand in a fixed
 * order and numbers are written in one way, so equal results are equal bytes. */
#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"

enum { BUFFER = 8192 };

typedef struct json {
  quoth_writer writer;
  void *context;
  const quoth_doc *doc;
  const quoth_json_options *options;
  uint32_t depth; /* open objects and arrays */
  uint32_t flat;  /* the depth from which all stands on one line; 0 for none */
  bool comma;     /* a value stands before on this level */
  bool failed;
  size_t used;
  char buffer[BUFFER];
} json;

/* ---- bytes ---- */

static void flush(json *out) {
  if (out->used && !out->failed) out->failed = !out->writer(out->context, out->buffer, out->used);
  out->used = 0;
}

static void put(json *out, const char *bytes, size_t length) {
  if (length > BUFFER - out->used) flush(out);
  if (length > BUFFER) {
    if (!out->failed) out->failed = !out->writer(out->context, bytes, length);
    return;
  }
  memcpy(out->buffer + out->used, bytes, length);
  out->used += length;
}

static void put_char(json *out, char c) {
  if (out->used == BUFFER) flush(out);
  out->buffer[out->used++] = c;
}

static void put_number(json *out, uint64_t number) {
  char digits[20], *at = digits + sizeof digits;
  do *--at = (char)('0' + number % 10);
  while (number /= 10);
  put(out, at, (size_t)(digits + sizeof digits - at));
}

/* What the caller made is copied but for ill-formed parts: U+FFFD each. */
static void put_ready(json *out, const char *bytes) {
  for (const char *end = bytes + strlen(bytes); bytes < end;) {
    char code[4];
    uint32_t size, c = q_decode(bytes, end, &size);
    put(out, code, q_encode(c, code));
    bytes += size;
  }
}

static bool put_escaped(void *context, const char *bytes, size_t length) {
  put(context, bytes, length);
  return true;
}

static void put_string(json *out, const char *bytes, size_t length) {
  quoth_escape(QUOTH_NOTATION_JSON, bytes, length, put_escaped, out);
}

/* ---- structure ---- */

static bool one_line(const json *out) {
  return !out->options->pretty || (out->flat && out->depth >= out->flat);
}

static void new_line(json *out) {
  put_char(out, '\n');
  for (uint32_t i = 0; i < out->depth; i++) put(out, "  ", 2);
}

/* What stands between two values of a level. */
static void separate(json *out) {
  if (out->comma) put_char(out, ',');
  if (!one_line(out)) {
    if (out->depth) new_line(out);
  } else if (out->comma && out->options->pretty) {
    put_char(out, ' ');
  }
  out->comma = false;
}

/* A name is one of this file's, shorter than LONGEST_NAME: copying it byte by byte is faster
 * than a call. */
static void key(json *out, const char *name) {
  enum { AROUND = 4, LONGEST_NAME = 32 };
  separate(out);
  if (BUFFER - out->used < LONGEST_NAME + AROUND) flush(out);
  char *at = out->buffer + out->used;
  *at++ = '"';
  while (*name) *at++ = *name++;
  *at++ = '"';
  *at++ = ':';
  if (out->options->pretty) *at++ = ' ';
  out->used = (size_t)(at - out->buffer);
}

static void open(json *out, char bracket) {
  put_char(out, bracket);
  out->depth++;
  out->comma = false;
}

/* Opens what stands on one line even when pretty. */
static void open_flat(json *out, char bracket) {
  open(out, bracket);
  if (!out->flat) out->flat = out->depth;
}

static void close(json *out, char bracket) {
  bool line = !one_line(out) && out->comma;
  if (out->flat == out->depth) out->flat = 0;
  out->depth--;
  if (line) new_line(out);
  put_char(out, bracket);
  out->comma = true;
}

/* ---- members ---- */

static void text_member(json *out, const char *name, const char *bytes, size_t length) {
  key(out, name);
  put_string(out, bytes, length);
  out->comma = true;
}

static void name_member(json *out, const char *name, quoth_string string) {
  key(out, name);
  put_string(out, string.bytes, string.length);
  out->comma = true;
}

static void word_member(json *out, const char *name, const char *word) {
  if (word) name_member(out, name, (quoth_string){word, (uint32_t)strlen(word)});
}

static void number_member(json *out, const char *name, uint64_t number) {
  key(out, name);
  put_number(out, number);
  out->comma = true;
}

/* An id counted from 1, or null. */
static void id_member(json *out, const char *name, uint32_t index) {
  if (index != QUOTH_NONE) {
    number_member(out, name, index + 1);
    return;
  }
  key(out, name);
  put(out, "null", 4);
  out->comma = true;
}

static void flag_member(json *out, const char *name, bool flag) {
  key(out, name);
  put(out, flag ? "true" : "false", flag ? 4 : 5);
  out->comma = true;
}

/* Two digits behind the point. */
static void share_member(json *out, const char *name, float share) {
  uint32_t hundredths = share <= 0 ? 0 : share >= 1 ? 100 : (uint32_t)(share * 100 + 0.5f);
  char digits[5] = {(char)('0' + hundredths / 100), '.', (char)('0' + hundredths / 10 % 10),
                    (char)('0' + hundredths % 10), 0};
  key(out, name);
  put(out, digits, 4);
  out->comma = true;
}

static void strings_member(json *out, const char *name, const quoth_string *strings, uint32_t count) {
  key(out, name);
  open_flat(out, '[');
  for (uint32_t i = 0; i < count; i++) {
    separate(out);
    put_string(out, strings[i].bytes, strings[i].length);
    out->comma = true;
  }
  close(out, ']');
}

/* ---- spans, entities, quotes ---- */

static void offset_members(json *out, quoth_span span) {
  const quoth_json_options *options = out->options;
  number_member(out, "start", options->base + quoth_doc_offset(out->doc, span.start, options->unit));
  number_member(out, "end", options->base + quoth_doc_offset(out->doc, span.end, options->unit));
}

static void span_members(json *out, quoth_span span) {
  const quoth_json_options *options = out->options;
  if (!options->place) {
    offset_members(out, span);
  } else {
    quoth_span place = options->place(options->place_context, span, options->unit);
    number_member(out, "start", place.start);
    number_member(out, "end", place.end);
  }
  text_member(out, "text", out->doc->text + span.start, span.end - span.start);
  if (!options->place) return;
  key(out, "in_text");
  open_flat(out, '{');
  offset_members(out, span);
  close(out, '}');
}

static void spans_member(json *out, quoth_spans spans) {
  key(out, "spans");
  open(out, '[');
  for (uint32_t i = 0; i < spans.count; i++) {
    separate(out);
    open_flat(out, '{');
    span_members(out, spans.items[i]);
    close(out, '}');
  }
  close(out, ']');
}

static void mention_object(json *out, const quoth_mention *mention) {
  static const char *const KINDS[] = {"name", "nominal", "pronoun"};
  separate(out);
  open_flat(out, '{');
  span_members(out, mention->span);
  word_member(out, "kind", KINDS[mention->kind]);
  share_member(out, "confidence", mention->confidence);
  word_member(out, "value", mention->value);
  if (mention->metonym) flag_member(out, "metonym", true);
  if (out->options->explain) word_member(out, "rule", mention->rule);
  close(out, '}');
}

/* Ids counted from 1. */
static void ids_member(json *out, const char *name, const uint32_t *indices, uint32_t count) {
  key(out, name);
  open_flat(out, '[');
  for (uint32_t i = 0; i < count; i++) {
    separate(out);
    put_number(out, (uint64_t)indices[i] + 1);
    out->comma = true;
  }
  close(out, ']');
}

static void entity_object(json *out, uint32_t index) {
  const quoth_entity *entity = quoth_doc_entity(out->doc, index);
  separate(out);
  open(out, '{');
  number_member(out, "id", index + 1);
  word_member(out, "type", entity->type);
  name_member(out, "name", entity->name);
  strings_member(out, "aliases", entity->aliases, entity->alias_count);
  strings_member(out, "roles", entity->roles, entity->role_count);
  if (entity->affiliation_count)
    ids_member(out, "affiliations", entity->affiliations, entity->affiliation_count);
  word_member(out, "country", entity->country);
  word_member(out, "ref", entity->ref);
  key(out, "mentions");
  open(out, '[');
  for (uint32_t i = 0; i < entity->mention_count; i++)
    mention_object(out, quoth_doc_mention(out->doc, entity->mentions[i]));
  close(out, ']');
  close(out, '}');
}

/* "source", "cue" or "content"; null where there is none. False: nothing open. */
static bool open_part(json *out, const char *name, quoth_spans spans) {
  key(out, name);
  if (!spans.count) {
    put(out, "null", 4);
    out->comma = true;
    return false;
  }
  open(out, '{');
  spans_member(out, spans);
  return true;
}

static void reporters_member(json *out, const quoth_quote *quote) {
  key(out, "reported_by");
  open(out, '[');
  for (uint32_t i = 0; i < quote->reporter_count; i++) {
    separate(out);
    open_flat(out, '{');
    name_member(out, "name", quote->reporters[i].name);
    id_member(out, "entity", quote->reporters[i].entity);
    close(out, '}');
  }
  close(out, ']');
}

static void source_member(json *out, const quoth_quote *quote) {
  if (!open_part(out, "source", quote->source)) return;
  id_member(out, "entity", quote->entity);
  if (quote->speaker.length) {
    name_member(out, "name", quote->speaker);
  } else {
    key(out, "name");
    put(out, "null", 4);
    out->comma = true;
  }
  close(out, '}');
}

static void part_member(json *out, const char *name, quoth_spans spans) {
  if (open_part(out, name, spans)) close(out, '}');
}

/* What decided, and the readings that lost. */
static void why_member(json *out, const quoth_quote *quote) {
  key(out, "why");
  open(out, '{');
  word_member(out, "rule", quote->rule);
  share_member(out, "confidence", quote->confidence);
  key(out, "runners_up");
  open(out, '[');
  for (uint32_t i = 0; i < quote->rival_count; i++) {
    const quoth_rival *rival = &quote->rivals[i];
    separate(out);
    open(out, '{');
    word_member(out, "rule", rival->rule);
    share_member(out, "confidence", rival->confidence);
    part_member(out, "source", rival->source);
    part_member(out, "cue", rival->cue);
    part_member(out, "content", rival->content);
    close(out, '}');
  }
  close(out, ']');
  close(out, '}');
}

static void quote_object(json *out, uint32_t index) {
  static const char *const TYPES[] = {"direct", "indirect", "mixed"};
  const quoth_quote *quote = quoth_doc_quote(out->doc, index);
  separate(out);
  open(out, '{');
  number_member(out, "id", index + 1);
  word_member(out, "type", TYPES[quote->type]);
  flag_member(out, "speech", quote->speech);
  flag_member(out, "negated", quote->negated);
  source_member(out, quote);
  if (open_part(out, "cue", quote->cue)) {
    name_member(out, "lemma", quote->lemma);
    close(out, '}');
  }
  part_member(out, "content", quote->content);
  reporters_member(out, quote);
  id_member(out, "parent", quote->parent);
  share_member(out, "confidence", quote->confidence);
  word_member(out, "rule", quote->rule);
  if (out->options->explain) why_member(out, quote);
  close(out, '}');
}

/* ---- the document ---- */

static void meta_member(json *out) {
  const quoth_json_options *options = out->options;
  key(out, "meta");
  open(out, '{');
  word_member(out, "title", options->title);
  word_member(out, "byline", options->byline);
  word_member(out, "date", options->date);
  word_member(out, "url", options->url);
  word_member(out, "site", options->site);
  close(out, '}');
}

static void ready_member(json *out, const char *name, const char *value) {
  key(out, name);
  put_ready(out, value);
  out->comma = true;
}

static void head_members(json *out) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16"};
  const quoth_json_options *options = out->options;
  word_member(out, "quoth", quoth_version());
  if (options->id_json) ready_member(out, "id", options->id_json);
  else word_member(out, "id", options->id);
  word_member(out, "offsets", UNITS[options->unit]);
  if (options->place) word_member(out, "offsets_in", "html");
  meta_member(out);
  if (options->members && *options->members) {
    separate(out);
    put_ready(out, options->members);
    out->comma = true;
  }
  if (options->with_text) text_member(out, "text", out->doc->text, out->doc->length);
}

static void layer_member(json *out, const char *name, quoth_layer layer, void (*object)(json *, uint32_t)) {
  key(out, name);
  open(out, '[');
  for (uint32_t i = 0; i < quoth_doc_count(out->doc, layer); i++) object(out, i);
  close(out, ']');
}

static void warning_string(json *out, const char *warning) {
  separate(out);
  put_string(out, warning, strlen(warning));
  out->comma = true;
}

static void warnings_member(json *out) {
  const quoth_json_options *options = out->options;
  key(out, "warnings");
  open(out, '[');
  for (uint32_t i = 0; i < options->warning_count; i++) warning_string(out, options->warnings[i]);
  for (uint32_t i = 0; i < quoth_doc_count(out->doc, QUOTH_LAYER_WARNINGS); i++)
    warning_string(out, quoth_doc_warning(out->doc, i));
  close(out, ']');
}

quoth_status quoth_doc_write_json(const quoth_doc *doc, const quoth_json_options *options,
                                  quoth_writer writer, void *context, quoth_error *error) {
  static const quoth_json_options NONE = {0};
  json out;
  out.writer = writer, out.context = context, out.doc = doc;
  out.options = options ? options : &NONE;
  out.depth = out.flat = 0;
  out.comma = out.failed = false;
  out.used = 0;
  open(&out, '{');
  head_members(&out);
  layer_member(&out, "entities", QUOTH_LAYER_ENTITIES, entity_object);
  layer_member(&out, "quotes", QUOTH_LAYER_QUOTES, quote_object);
  warnings_member(&out);
  close(&out, '}');
  flush(&out);
  return out.failed ? q_fail(error, QUOTH_ERROR_WRITE, "the output could not be written") : QUOTH_OK;
}
