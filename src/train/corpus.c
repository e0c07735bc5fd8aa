/* Annotated documents, a JSON object a line. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

void read_jsonl(const char *path, void (*visit)(void *context, void *object), void *context) {
  size_t length;
  char *text = read_file(path, &length);
  int number = 1;
  for (char *line = text; *line; number++) {
    char *end = strchr(line, '\n');
    size_t size = end ? (size_t)(end - line) : strlen(line);
    json_error_t error;
    json_t *object = size ? json_loadb(line, size, 0, &error) : NULL;
    if (size && !json_is_object(object)) fail("%s:%d: not a JSON object", path, number);
    if (object) visit(context, object);
    json_decref(object);
    line += size + (end != NULL);
  }
  free(text);
}

static char *string_of(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  size_t length = json_string_length(value);
  char *copy = get(length + 1);
  if (length) memcpy(copy, json_string_value(value), length);
  return copy;
}

static uint32_t read_spans(const json_t *list, quoth_span *spans, uint32_t most) {
  uint32_t count = 0;
  size_t i;
  json_t *pair;
  json_array_foreach(list, i, pair) {
    if (count == most) break;
    spans[count++] = (quoth_span){(uint32_t)json_integer_value(json_array_get(pair, 0)),
                                  (uint32_t)json_integer_value(json_array_get(pair, 1))};
  }
  return count;
}

typedef struct document_list {
  gold_document *items;
  uint32_t count;
} document_list;

static void add_document(void *context, void *object) {
  document_list *list = context;
  list->items = get_more(list->items, (list->count + 1) * sizeof *list->items);
  gold_document *document = &list->items[list->count++];
  *document = (gold_document){.id = string_of(object, "id"), .text = string_of(object, "text")};
  document->length = strlen(document->text);
  const json_t *attributions = json_object_get(object, "attributions");
  document->attributions = get((json_array_size(attributions) + 1) * sizeof *document->attributions);
  size_t i;
  json_t *item;
  json_array_foreach(attributions, i, item) {
    gold_attribution *gold = &document->attributions[document->count++];
    gold->sources = read_spans(json_object_get(item, "source"), gold->source, 4);
    gold->cues = read_spans(json_object_get(item, "cue"), gold->cue, 4);
    gold->contents = read_spans(json_object_get(item, "content"), gold->content, 12);
    gold->speech = !json_is_false(json_object_get(item, "speech"));
  }
}

gold_document *read_attributions(const char *path, uint32_t *count) {
  document_list list = {NULL, 0};
  read_jsonl(path, add_document, &list);
  *count = list.count;
  return list.items;
}

const quoth_engine *plain_engine(const char *model) {
  quoth_error error;
  quoth_engine *engine = quoth_engine_new(NULL, NULL, &error);
  if (!engine || quoth_engine_load(engine, "en", &error)) fail("%s", error.message);
  if (model) {
    size_t length;
    char *bytes = read_file(model, &length);
    if (quoth_engine_add_data(engine, bytes, length, &error)) fail("%s: %s", model, error.message);
  }
  if (quoth_engine_seal(engine, &error)) fail("%s", error.message);
  return engine;
}

quoth_doc *read_document(const quoth_engine *engine, const gold_document *from, quoth_stage upto) {
  quoth_error error;
  quoth_doc *doc = quoth_doc_new(engine, &error);
  quoth_input input = {.text = from->text, .length = from->length};
  if (!doc || quoth_doc_read(doc, &input, upto, &error)) fail("%s: %s", from->id, error.message);
  return doc;
}
