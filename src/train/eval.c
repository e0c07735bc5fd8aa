/* quoth-train eval: the model's attributions alone, as JSON Lines for a scorer. */
#include <jansson.h>
#include <stdio.h>

#include "core/learned.h"
#include "train/train.h"

static json_t *spans_of(const quoth_doc *doc, const q_range *ranges, uint32_t count) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < count; i++) {
    quoth_span span = q_span(doc, ranges[i]);
    json_array_append_new(list, json_pack("[i, i]", (int)span.start, (int)span.end));
  }
  return list;
}

static json_t *attribution_of(const quoth_doc *doc, const q_proposal *made) {
  bool source = made->source.first < made->source.last;
  return json_pack("{s:o, s:o, s:o, s:f, s:f, s:b}", "source",
                   source ? spans_of(doc, &made->source, 1) : json_null(), "cue",
                   spans_of(doc, &made->cue, 1), "content", spans_of(doc, made->content, made->pieces),
                   "margin", (double)made->margin, "confidence", (double)made->confidence, "speech",
                   !made->speech_known || made->speech);
}

int eval_attribution(const options *given) {
  uint32_t count;
  gold_document *texts = read_attributions(given->gold, &count);
  const quoth_engine *engine = plain_engine(given->model);
  FILE *out = fopen(given->out, "wb");
  if (!out) fail("cannot write %s", given->out);
  for (uint32_t d = 0; d < count; d++) {
    quoth_doc *doc = read_document(engine, &texts[d], QUOTH_STAGE_QUOTATIONS);
    q_proposals proposals;
    const q_reading *readings;
    if (!q_learned_attributions(doc, &proposals, &readings)) fail("out of memory");
    json_t *list = json_array();
    for (uint32_t i = 0; i < proposals.count; i++)
      if (!proposals.items[i].doubtful) json_array_append_new(list, attribution_of(doc, &proposals.items[i]));
    json_t *line =
        json_pack("{s:s, s:s, s:o}", "id", texts[d].id, "text", texts[d].text, "attributions", list);
    json_dumpf(line, out, JSON_COMPACT);
    fputc('\n', out);
    json_decref(line);
    quoth_doc_free(doc);
  }
  return fclose(out) ? 1 : 0;
}
