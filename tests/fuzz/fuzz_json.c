/* Bytes to JSON: byte 0 chooses the stage, byte 1 the options, the rest is the text.
 * Whatever the text: spans lie in it, on code point borders where it is well-formed,
 * ids point at something, the JSON is JSON, and a second read gives the same. */
#include <jansson.h>

#include "core/utf8.h"
#include "fuzz.h"

typedef struct text {
  const char *bytes;
  uint32_t length;
  bool valid; /* UTF-8 */
} text;

static bool is_border(text whole, uint32_t at) {
  return at == whole.length || ((unsigned char)whole.bytes[at] & 0xC0) != 0x80;
}

static void check_span(text whole, quoth_span span) {
  MUST(span.start < span.end && span.end <= whole.length);
  if (whole.valid) MUST(is_border(whole, span.start) && is_border(whole, span.end));
}

/* In order, and none touches the next. */
static void check_spans(text whole, quoth_spans spans) {
  for (uint32_t i = 0; i < spans.count; i++) {
    check_span(whole, spans.items[i]);
    if (i) MUST(spans.items[i - 1].end < spans.items[i].start);
  }
}

static void check_id(const quoth_doc *doc, quoth_layer layer, uint32_t id) {
  MUST(id == QUOTH_NONE || id < quoth_doc_count(doc, layer));
}

static void check_segments(const quoth_doc *doc, text whole) {
  quoth_token token;
  quoth_span sentence;
  uint32_t end = 0;
  for (size_t i = 0; i < quoth_doc_count(doc, QUOTH_LAYER_TOKENS); i++) {
    MUST(quoth_doc_token(doc, i, &token) && token.span.start >= end);
    check_span(whole, token.span);
    end = token.span.end;
  }
  end = 0;
  for (size_t i = 0; i < quoth_doc_count(doc, QUOTH_LAYER_SENTENCES); i++) {
    MUST(quoth_doc_sentence(doc, i, &sentence) && sentence.start >= end);
    check_span(whole, sentence);
    end = sentence.end;
  }
}

static void check_entities(const quoth_doc *doc, text whole) {
  for (size_t i = 0; i < quoth_doc_count(doc, QUOTH_LAYER_MENTIONS); i++) {
    const quoth_mention *mention = quoth_doc_mention(doc, i);
    check_span(whole, mention->span);
    check_id(doc, QUOTH_LAYER_ENTITIES, mention->entity);
    MUST(mention->confidence >= 0 && mention->confidence <= 1);
  }
  for (size_t i = 0; i < quoth_doc_count(doc, QUOTH_LAYER_ENTITIES); i++) {
    const quoth_entity *entity = quoth_doc_entity(doc, i);
    MUST(entity->name.length && entity->mention_count && entity->type);
    for (uint32_t m = 0; m < entity->mention_count; m++) {
      const quoth_mention *mention = quoth_doc_mention(doc, entity->mentions[m]);
      MUST(mention && mention->entity == i && (!m || entity->mentions[m] > entity->mentions[m - 1]));
    }
  }
}

/* A quote may lie in another, which may lie in another; the chain ends. */
static void check_parents(const quoth_doc *doc, uint32_t id) {
  size_t steps = 0, count = quoth_doc_count(doc, QUOTH_LAYER_QUOTES);
  for (; id != QUOTH_NONE; id = quoth_doc_quote(doc, id)->parent) MUST(id < count && steps++ < count);
}

static void check_quotes(const quoth_doc *doc, text whole) {
  for (size_t i = 0; i < quoth_doc_count(doc, QUOTH_LAYER_QUOTES); i++) {
    const quoth_quote *quote = quoth_doc_quote(doc, i);
    MUST(quote->content.count);
    check_spans(whole, quote->content);
    check_spans(whole, quote->source);
    check_spans(whole, quote->cue);
    check_id(doc, QUOTH_LAYER_ENTITIES, quote->entity);
    check_parents(doc, (uint32_t)i);
    for (uint32_t r = 0; r < quote->reporter_count; r++)
      check_id(doc, QUOTH_LAYER_ENTITIES, quote->reporters[r].entity);
    MUST(quote->confidence >= 0 && quote->confidence <= 1);
  }
}

/* ---- JSON ---- */

typedef struct buffer {
  char *bytes;
  size_t length;
} buffer;

static bool append(void *context, const char *bytes, size_t length) {
  buffer *self = context;
  self->bytes = realloc(self->bytes, self->length + length + 1);
  MUST(self->bytes);
  memcpy(self->bytes + self->length, bytes, length);
  self->length += length;
  return true;
}

static buffer write_json(const quoth_doc *doc, uint8_t choice) {
  quoth_json_options options = {.unit = (quoth_unit)(choice % 3),
                                .pretty = choice & 4,
                                .with_text = choice & 8,
                                .explain = choice & 16,
                                .id = choice & 32 ? "a \"name\"\n" : NULL};
  buffer out = {0};
  MUST(!quoth_doc_write_json(doc, &options, append, &out, NULL));
  return out;
}

/* Each span's text is the text between its offsets; only for byte offsets into valid text. */
static void check_span_text(json_t *span, text whole) {
  size_t start = (size_t)json_integer_value(json_object_get(span, "start"));
  size_t end = (size_t)json_integer_value(json_object_get(span, "end"));
  const json_t *shown = json_object_get(span, "text");
  MUST(shown && start < end && end <= whole.length && json_string_length(shown) == end - start);
  MUST(!memcmp(json_string_value(shown), whole.bytes + start, end - start));
}

static void check_json_texts(json_t *document, text whole) {
  size_t i, j;
  json_t *item, *span;
  json_array_foreach(json_object_get(document, "entities"), i, item)
      json_array_foreach(json_object_get(item, "mentions"), j, span) check_span_text(span, whole);
  static const char *const PARTS[] = {"source", "cue", "content"};
  json_array_foreach(json_object_get(document, "quotes"), i, item) for (size_t p = 0; p < 3; p++)
      json_array_foreach(json_object_get(json_object_get(item, PARTS[p]), "spans"), j, span)
          check_span_text(span, whole);
}

static void check_json(buffer out, uint8_t choice, text whole) {
  json_error_t error;
  json_t *document = json_loadb(out.bytes, out.length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  if (!document) fprintf(stderr, "%s at %d\n%.*s\n", error.text, error.position, (int)out.length, out.bytes);
  MUST(document && json_is_array(json_object_get(document, "quotes")));
  if (whole.valid && choice % 3 == QUOTH_UNIT_BYTE) check_json_texts(document, whole);
  json_decref(document);
}

static buffer read_once(quoth_doc *doc, text whole, uint8_t stage, uint8_t choice) {
  quoth_input input = {.text = whole.bytes, .length = whole.length, .date = "2024-06-19"};
  MUST(!quoth_doc_read(doc, &input, (quoth_stage)stage, NULL));
  check_segments(doc, whole);
  check_entities(doc, whole);
  check_quotes(doc, whole);
  return write_json(doc, choice);
}

/* Kept over the inputs: to make one costs more than to read a short text. So what was read
 * before must not show either. Made anew now and then, for memory that is as new. */
static quoth_doc *document(void) {
  enum { READS = 64 };
  static quoth_doc *doc;
  static unsigned reads;
  if (reads++ % READS == 0) {
    quoth_doc_free(doc);
    doc = quoth_doc_new(fuzz_engine(), NULL);
  }
  MUST(doc);
  return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  /* A copy of the exact size, so that a read past its end is seen. */
  char *copy = malloc(size - 2 + (size == 2));
  MUST(copy);
  memcpy(copy, data + 2, size - 2);
  text whole = {copy, (uint32_t)(size - 2), q_utf8_valid(copy, size - 2)};
  uint8_t stage = (uint8_t)(data[0] & 0x80 ? data[0] % (QUOTH_STAGE_ALL + 1) : QUOTH_STAGE_ALL);
  quoth_doc *doc = document();
  buffer first = read_once(doc, whole, stage, data[1]), second = read_once(doc, whole, stage, data[1]);
  MUST(first.length == second.length && !memcmp(first.bytes, second.bytes, first.length));
  check_json(first, data[1], whole);
  free(first.bytes);
  free(second.bytes);
  free(copy);
  return 0;
}
