/* The document as JSON, in the form of docs/json.md. Members stand in a fixed
 * order and numbers are written in one way, so equal results are equal bytes. */
#include <string.h>

#include "core/doc.h"
#include "core/json_out.h"
#include "core/utf8.h"

/* A word as it stands in JSON. Types and names of rules are few, and come back all the time: what is at
 * one address is one word. */
typedef struct known_word {
  const char *word;
  uint32_t length;
  char bytes[32];
} known_word;

enum { KNOWN_WORDS = 16 };

typedef struct json {
  q_json out;
  const quoth_doc *doc;
  const quoth_json_options *options;
  bool simple;   /* offsets are bytes of a short text, and all is on one line */
  uint32_t near; /* at so many bytes of the text, from the first on, a block can be read */
  known_word words[KNOWN_WORDS];
} json;

/* Names of members: see json_out.h. */
#define FIRST(name) Q_JSON_FIRST(name)
#define NEXT(name) Q_JSON_NEXT(name)

/* ---- members behind others ---- */

Q_EXPANDED char *put_text(q_json *out, char *at, quoth_string string) {
  return q_json_string(out, at, string.bytes, string.length);
}

/* The same; most strings are pieces of the document's text. */
Q_EXPANDED char *put_piece(json *j, char *at, quoth_string string) {
  bool near = (uintptr_t)string.bytes - (uintptr_t)j->doc->text < j->near;
  return near ? q_json_near_string(&j->out, at, string.bytes, string.length) : put_text(&j->out, at, string);
}

Q_EXPANDED char *put_word(q_json *out, char *at, const char *word) {
  return q_json_string(out, at, word, strlen(word));
}

static __attribute__((noinline)) char *put_new_word(json *j, char *at, const char *word, known_word *known) {
  at = q_json_room(&j->out, at);
  char *end = put_word(&j->out, at, word);
  bool flushed = end < at,
       fits = strlen(word) < sizeof known->bytes && end - at <= (ptrdiff_t)sizeof known->bytes;
  if (flushed || !fits) return end;
  known->word = word, known->length = (uint32_t)(end - at);
  memcpy(known->bytes, at, sizeof known->bytes);
  return end;
}

/* Of a word that lasts as long as the engine or the document. */
Q_EXPANDED char *put_known_word(json *j, char *at, const char *word) {
  known_word *known = &j->words[(uintptr_t)word / 8 % KNOWN_WORDS];
  if (known->word != word) return put_new_word(j, at, word, known);
  memcpy(at, known->bytes, sizeof known->bytes);
  return q_json_room(&j->out, at + known->length);
}

Q_EXPANDED char *text_member(q_json *out, char *at, const char *name, quoth_string string) {
  return put_text(out, q_json_member(out, at, name), string);
}

/* A member that is left out where there is no word. */
Q_EXPANDED char *word_member(q_json *out, char *at, const char *name, const char *word) {
  return word ? put_word(out, q_json_member(out, at, name), word) : at;
}

Q_EXPANDED char *number_member(q_json *out, char *at, const char *name, uint64_t number) {
  return q_json_number(q_json_member(out, at, name), number);
}

Q_EXPANDED char *null_member(q_json *out, char *at, const char *name) {
  return q_json_constant(q_json_member(out, at, name), "null");
}

/* An id counted from 1, or null. */
Q_EXPANDED char *id_member(q_json *out, char *at, const char *name, uint32_t index) {
  return index == QUOTH_NONE ? null_member(out, at, name) : number_member(out, at, name, (uint64_t)index + 1);
}

Q_EXPANDED char *flag_member(q_json *out, char *at, const char *name, bool flag) {
  at = q_json_member(out, at, name);
  return flag ? q_json_constant(at, "true") : q_json_constant(at, "false");
}

Q_EXPANDED char *share_member(q_json *out, char *at, const char *name, float share) {
  return q_json_share(q_json_member(out, at, name), share);
}

Q_EXPANDED char *open_list(q_json *out, char *at, const char *name, bool flat) {
  return q_json_open(out, q_json_member(out, at, name), '[', flat);
}

static char *put_strings(q_json *out, char *at, const quoth_string *strings, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) at = put_text(out, q_json_separate(out, at, i == 0), strings[i]);
  return at;
}

Q_EXPANDED char *strings_member(q_json *out, char *at, const char *name, const quoth_string *strings,
                                uint32_t count) {
  at = open_list(out, at, name, true);
  if (count) at = put_strings(out, at, strings, count);
  return q_json_close(out, at, ']');
}

/* Ids counted from 1. */
static char *ids_member(q_json *out, char *at, const char *name, const uint32_t *indices, uint32_t count) {
  at = open_list(out, at, name, true);
  for (uint32_t i = 0; i < count; i++) {
    at = q_json_separate(out, q_json_room(out, at), i == 0);
    at = q_json_number(at, (uint64_t)indices[i] + 1);
  }
  return q_json_close(out, at, ']');
}

/* ---- spans, entities, quotes ---- */

static uint64_t offset_of(const json *j, uint32_t byte) {
  quoth_unit unit = j->options->unit;
  return j->options->base + (unit == QUOTH_UNIT_BYTE ? byte : quoth_doc_offset(j->doc, byte, unit));
}

/* Opens an object with the ends of a span. */
Q_EXPANDED char *open_offsets(q_json *out, char *at, uint64_t start, uint64_t end) {
  at = q_json_number(q_json_first(out, at, FIRST("start"), true), start);
  return number_member(out, at, NEXT("end"), end);
}

Q_EXPANDED quoth_string text_of(const quoth_doc *doc, quoth_span span) {
  return (quoth_string){doc->text + span.start, span.end - span.start};
}

Q_EXPANDED char *span_text(json *j, char *at, quoth_span span) {
  return text_member(&j->out, at, NEXT("text"), text_of(j->doc, span));
}

/* Where a span is in the page, and where in its text. */
static char *open_placed_span(json *j, char *at, quoth_span span) {
  const quoth_json_options *options = j->options;
  quoth_span place = options->place(options->place_context, span, options->unit);
  at = span_text(j, open_offsets(&j->out, at, place.start, place.end), span);
  at = q_json_member(&j->out, at, NEXT("in_text"));
  at = open_offsets(&j->out, at, offset_of(j, span.start), offset_of(j, span.end));
  return q_json_close(&j->out, at, '}');
}

static __attribute__((noinline)) char *open_any_span(json *j, char *at, quoth_span span) {
  if (j->options->place) return open_placed_span(j, at, span);
  return span_text(j, open_offsets(&j->out, at, offset_of(j, span.start), offset_of(j, span.end)), span);
}

/* Opens an object with a span's members. Most are in a short text, in bytes, on one line: this
 * way calls nothing but the writer of strings, as the last thing. */
static char *open_span(json *j, char *at, quoth_span span) {
  if (!j->simple || at > j->out.buffer + Q_JSON_BUFFER)
    return open_any_span(j, q_json_room(&j->out, at), span);
  at = q_json_small_number(q_json_constant(at, FIRST("start")), span.start);
  at = q_json_small_number(q_json_constant(at, NEXT("end")), span.end);
  return put_piece(j, q_json_constant(at, NEXT("text")), text_of(j->doc, span));
}

/* Opens an object with the list "spans". */
static char *open_spans(json *j, char *at, quoth_spans spans) {
  q_json *out = &j->out;
  at = q_json_open(out, q_json_first(out, at, FIRST("spans"), false), '[', false);
  for (uint32_t i = 0; i < spans.count; i++) {
    at = open_span(j, q_json_separate(out, at, i == 0), spans.items[i]);
    at = q_json_close(out, at, '}');
  }
  return q_json_close(out, at, ']');
}

Q_EXPANDED char *kind_member(q_json *out, char *at, quoth_mention_kind kind) {
  at = q_json_member(out, at, NEXT("kind"));
  switch (kind) {
    case QUOTH_MENTION_NAME: return q_json_constant(at, "\"name\"");
    case QUOTH_MENTION_NOMINAL: return q_json_constant(at, "\"nominal\"");
    default: return q_json_constant(at, "\"pronoun\"");
  }
}

static char *mention_object(json *j, char *at, uint32_t index) {
  const quoth_mention *mention = &j->doc->shown_mentions.items[index];
  q_json *out = &j->out;
  at = kind_member(out, open_span(j, at, mention->span), mention->kind);
  at = share_member(out, at, NEXT("confidence"), mention->confidence);
  at = word_member(out, at, NEXT("value"), mention->value);
  if (mention->metonym) at = flag_member(out, at, NEXT("metonym"), true);
  if (j->options->explain) at = word_member(out, at, NEXT("rule"), mention->rule);
  return q_json_close(out, at, '}');
}

static char *entity_object(json *j, char *at, uint32_t index) {
  const quoth_entity *entity = &j->doc->entities.items[index];
  q_json *out = &j->out;
  at = q_json_number(q_json_first(out, q_json_room(out, at), FIRST("id"), false), (uint64_t)index + 1);
  at = put_known_word(j, q_json_member(out, at, NEXT("type")), entity->type);
  at = put_piece(j, q_json_member(out, at, NEXT("name")), entity->name);
  at = strings_member(out, at, NEXT("aliases"), entity->aliases, entity->alias_count);
  at = strings_member(out, at, NEXT("roles"), entity->roles, entity->role_count);
  if (entity->affiliation_count)
    at = ids_member(out, at, NEXT("affiliations"), entity->affiliations, entity->affiliation_count);
  at = word_member(out, at, NEXT("country"), entity->country);
  at = word_member(out, at, NEXT("ref"), entity->ref);
  at = open_list(out, at, NEXT("mentions"), false);
  for (uint32_t i = 0; i < entity->mention_count; i++)
    at = mention_object(j, q_json_separate(out, at, i == 0), entity->mentions[i]);
  return q_json_close(out, q_json_close(out, at, ']'), '}');
}

/* "source", "cue" or "content", still open; null where there is none. */
Q_EXPANDED char *open_part(json *j, char *at, const char *name, quoth_spans spans) {
  at = q_json_member(&j->out, at, name);
  return spans.count ? open_spans(j, at, spans) : q_json_constant(at, "null");
}

static char *reporters_member(q_json *out, char *at, const quoth_quote *quote) {
  at = open_list(out, at, NEXT("reported_by"), false);
  for (uint32_t i = 0; i < quote->reporter_count; i++) {
    at = q_json_first(out, q_json_separate(out, at, i == 0), FIRST("name"), true);
    at = put_text(out, at, quote->reporters[i].name);
    at = id_member(out, at, NEXT("entity"), quote->reporters[i].entity);
    at = q_json_close(out, at, '}');
  }
  return q_json_close(out, at, ']');
}

static char *source_member(json *j, char *at, const quoth_quote *quote) {
  q_json *out = &j->out;
  at = open_part(j, at, NEXT("source"), quote->source);
  if (!quote->source.count) return at;
  at = id_member(out, at, NEXT("entity"), quote->entity);
  at = quote->speaker.length ? put_piece(j, q_json_member(out, at, NEXT("name")), quote->speaker)
                             : null_member(out, at, NEXT("name"));
  return q_json_close(out, at, '}');
}

static char *cue_member(json *j, char *at, const quoth_quote *quote) {
  at = open_part(j, at, NEXT("cue"), quote->cue);
  if (!quote->cue.count) return at;
  return q_json_close(&j->out, text_member(&j->out, at, NEXT("lemma"), quote->lemma), '}');
}

Q_EXPANDED char *part_member(json *j, char *at, const char *name, quoth_spans spans) {
  at = open_part(j, at, name, spans);
  return spans.count ? q_json_close(&j->out, at, '}') : at;
}

static char *rival_object(json *j, char *at, const quoth_rival *rival) {
  q_json *out = &j->out;
  at = put_word(out, q_json_first(out, at, FIRST("rule"), false), rival->rule);
  at = share_member(out, at, NEXT("confidence"), rival->confidence);
  at = part_member(j, at, NEXT("source"), rival->source);
  at = part_member(j, at, NEXT("cue"), rival->cue);
  at = part_member(j, at, NEXT("content"), rival->content);
  return q_json_close(out, q_json_room(out, at), '}');
}

/* What decided, and the readings that lost. */
static char *why_member(json *j, char *at, const quoth_quote *quote) {
  q_json *out = &j->out;
  at = q_json_first(out, q_json_member(out, at, NEXT("why")), FIRST("rule"), false);
  at = share_member(out, put_word(out, at, quote->rule), NEXT("confidence"), quote->confidence);
  at = open_list(out, at, NEXT("runners_up"), false);
  for (uint32_t i = 0; i < quote->rival_count; i++)
    at = rival_object(j, q_json_separate(out, at, i == 0), &quote->rivals[i]);
  return q_json_close(out, q_json_close(out, at, ']'), '}');
}

static char *type_member(q_json *out, char *at, quoth_quote_type type) {
  at = q_json_member(out, at, NEXT("type"));
  switch (type) {
    case QUOTH_QUOTE_DIRECT: return q_json_constant(at, "\"direct\"");
    case QUOTH_QUOTE_INDIRECT: return q_json_constant(at, "\"indirect\"");
    default: return q_json_constant(at, "\"mixed\"");
  }
}

static char *quote_object(json *j, char *at, uint32_t index) {
  const quoth_quote *quote = &j->doc->quotes.items[index];
  q_json *out = &j->out;
  at = q_json_number(q_json_first(out, q_json_room(out, at), FIRST("id"), false), (uint64_t)index + 1);
  at = type_member(out, at, quote->type);
  at = flag_member(out, at, NEXT("speech"), quote->speech);
  at = flag_member(out, at, NEXT("negated"), quote->negated);
  at = source_member(j, at, quote);
  at = cue_member(j, at, quote);
  at = part_member(j, at, NEXT("content"), quote->content);
  at = reporters_member(out, q_json_room(out, at), quote);
  at = id_member(out, at, NEXT("parent"), quote->parent);
  at = share_member(out, at, NEXT("confidence"), quote->confidence);
  if (quote->rule) at = put_known_word(j, q_json_member(out, at, NEXT("rule")), quote->rule);
  if (j->options->explain) at = why_member(j, at, quote);
  return q_json_close(out, at, '}');
}

/* ---- the document ---- */

/* What the caller made is copied but for ill-formed parts: U+FFFD each. */
static char *put_ready(q_json *out, char *at, const char *bytes) {
  for (const char *end = bytes + strlen(bytes); bytes < end;) {
    uint32_t size, c = q_decode(bytes, end, &size);
    at = q_json_room(out, at);
    at += q_encode(c, at);
    bytes += size;
  }
  return q_json_room(out, at);
}

static char *meta_member(json *j, char *at) {
  const quoth_json_options *options = j->options;
  const char *const members[][2] = {{NEXT("title"), options->title},
                                    {NEXT("byline"), options->byline},
                                    {NEXT("date"), options->date},
                                    {NEXT("url"), options->url},
                                    {NEXT("site"), options->site}};
  q_json *out = &j->out;
  bool first = true;
  at = q_json_open(out, q_json_member(out, at, NEXT("meta")), '{', false);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    if (!members[i][1]) continue;
    at = q_json_name(out, at, members[i][0], first);
    at = put_word(out, at, members[i][1]);
    first = false;
  }
  return q_json_close(out, at, '}');
}

static char *head_members(json *j, char *at) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16"};
  const quoth_json_options *options = j->options;
  q_json *out = &j->out;
  at = put_word(out, q_json_first(out, at, FIRST("quoth"), false), quoth_version());
  if (options->id_json) at = put_ready(out, q_json_member(out, at, NEXT("id")), options->id_json);
  else at = word_member(out, at, NEXT("id"), options->id);
  at = word_member(out, at, NEXT("offsets"), UNITS[options->unit]);
  if (options->place) at = word_member(out, at, NEXT("offsets_in"), "html");
  at = meta_member(j, at);
  if (options->members && *options->members)
    at = put_ready(out, q_json_separate(out, at, false), options->members);
  if (!options->with_text) return at;
  return text_member(out, at, NEXT("text"), (quoth_string){j->doc->text, j->doc->length});
}

static char *entities_member(json *j, char *at) {
  at = open_list(&j->out, at, NEXT("entities"), false);
  for (uint32_t i = 0; i < j->doc->entities.count; i++)
    at = entity_object(j, q_json_separate(&j->out, at, i == 0), i);
  return q_json_close(&j->out, at, ']');
}

static char *quotes_member(json *j, char *at) {
  at = open_list(&j->out, q_json_room(&j->out, at), NEXT("quotes"), false);
  for (uint32_t i = 0; i < j->doc->quotes.count; i++)
    at = quote_object(j, q_json_separate(&j->out, at, i == 0), i);
  return q_json_close(&j->out, at, ']');
}

static char *warnings_member(json *j, char *at) {
  const quoth_json_options *options = j->options;
  q_json *out = &j->out;
  bool first = true;
  at = open_list(out, q_json_room(out, at), NEXT("warnings"), false);
  for (uint32_t i = 0; i < options->warning_count; i++, first = false)
    at = put_word(out, q_json_separate(out, at, first), options->warnings[i]);
  for (uint32_t i = 0; i < j->doc->warnings.count; i++, first = false)
    at = put_word(out, q_json_separate(out, at, first), j->doc->warnings.items[i]);
  return q_json_close(out, at, ']');
}

quoth_status quoth_doc_write_json(const quoth_doc *doc, const quoth_json_options *options,
                                  quoth_writer writer, void *context, quoth_error *error) {
  static const quoth_json_options NONE = {0};
  json j;
  j.doc = doc;
  j.options = options ? options : &NONE;
  j.simple = j.options->unit == QUOTH_UNIT_BYTE && !j.options->base && !j.options->place &&
             !j.options->pretty && doc->length < Q_JSON_SMALL;
  j.near = doc->length < Q_JSON_BLOCK ? 0 : doc->length - Q_JSON_BLOCK + 1;
  memset(j.words, 0, sizeof j.words);
  char *at = q_json_begin(&j.out, writer, context, j.options->pretty);
  at = head_members(&j, at);
  at = entities_member(&j, at);
  at = quotes_member(&j, at);
  at = warnings_member(&j, at);
  q_json_flush(&j.out, q_json_close(&j.out, at, '}'));
  return j.out.failed ? q_fail(error, QUOTH_ERROR_WRITE, "the output could not be written") : QUOTH_OK;
}
