/* What a read up to each stage shows. */
#include "check.h"
#include "quoth.h"

static const char TEXT[] = "\"It will rain,\" Mara Lund said on Monday. She told Reuters that she was sure.";

static bool drop(void *context, const char *bytes, size_t length) {
  (void)context, (void)bytes, (void)length;
  return true;
}

static void check_stage(quoth_doc *doc, quoth_stage stage) {
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  quoth_json_options options = {0};
  CHECK_INT(quoth_doc_read(doc, &input, stage, NULL), QUOTH_OK);
  size_t mentions = quoth_doc_count(doc, QUOTH_LAYER_MENTIONS);
  size_t entities = quoth_doc_count(doc, QUOTH_LAYER_ENTITIES);
  CHECK_INT(mentions > 0, stage >= QUOTH_STAGE_MENTIONS);
  CHECK_INT(quoth_doc_count(doc, QUOTH_LAYER_QUOTES) > 0, stage >= QUOTH_STAGE_ATTRIBUTIONS);
  CHECK_INT(entities > 0, stage >= QUOTH_STAGE_ENTITIES);
  for (size_t i = 0; i < mentions; i++)
    CHECK_INT(quoth_doc_mention(doc, i)->entity != QUOTH_NONE, stage >= QUOTH_STAGE_ENTITIES);
  for (size_t i = 0; i < entities; i++)
    for (uint32_t m = 0; m < quoth_doc_entity(doc, i)->mention_count; m++)
      CHECK(quoth_doc_mention(doc, quoth_doc_entity(doc, i)->mentions[m]) != NULL);
  CHECK_INT(quoth_doc_write_json(doc, &options, drop, NULL, NULL), QUOTH_OK);
}

static void each_stage_shows_what_was_found(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK(engine && !quoth_engine_load(engine, "en", NULL) && !quoth_engine_seal(engine, NULL));
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  for (int stage = 0; doc && stage <= QUOTH_STAGE_ALL; stage++) check_stage(doc, (quoth_stage)stage);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

int main(void) {
  CASE(each_stage_shows_what_was_found);
  return check_done();
}
