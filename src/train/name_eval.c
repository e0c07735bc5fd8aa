/* quoth-train eval-entities: the names of a model, as JSON Lines for a scorer. */
#include <jansson.h>
#include <stdio.h>

#include "train/names.h"

static json_t *names_of(const quoth_doc *doc) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    const q_mention *m = &doc->mentions.items[i];
    json_array_append_new(
        list, json_pack("{s:i, s:i, s:s, s:f, s:s}", "start", (int)m->span.start, "end", (int)m->span.end,
                        "type", m->type, "confidence", (double)m->confidence, "rule", m->rule));
  }
  return list;
}

int eval_names(const options *given) {
  name_documents texts = {NULL, 0};
  read_names(given->gold, 0, &texts);
  const quoth_engine *engine = plain_engine(given->model);
  FILE *out = fopen(given->out, "wb");
  if (!out) fail("cannot write %s", given->out);
  for (uint32_t d = 0; d < texts.count; d++) {
    gold_document text = {
        .id = texts.items[d].id, .text = texts.items[d].text, .length = texts.items[d].length};
    quoth_doc *doc = read_document(engine, &text, QUOTH_STAGE_MENTIONS);
    json_t *line = json_pack("{s:s, s:s, s:o}", "id", text.id, "text", text.text, "entities", names_of(doc));
    json_dumpf(line, out, JSON_COMPACT);
    fputc('\n', out);
    json_decref(line);
    quoth_doc_free(doc);
  }
  return fclose(out) ? 1 : 0;
}
