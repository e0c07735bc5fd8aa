/* The order of the stages, and the reading of one text. */
#include <string.h>

#include "core/doc.h"

/* QUOTH_STAGE_ALL is all of them; q_results_run shows what they found, however many run. */
static bool (*const STAGES[QUOTH_STAGE_ALL])(quoth_doc *) = {
    q_tokens_run,     q_sentences_run, q_matches_run,      q_mentions_run,
    q_quotations_run, q_cues_run,      q_attributions_run, q_entities_run,
};

quoth_doc *quoth_doc_new(const quoth_engine *engine, quoth_error *error) {
  if (!engine->sealed) {
    q_fail(error, QUOTH_ERROR_STATE, "the engine is not sealed: call quoth_engine_seal first");
    return NULL;
  }
  quoth_doc *doc = engine->allocator.call(engine->allocator.context, NULL, 0, sizeof *doc);
  if (doc) {
    memset(doc, 0, sizeof *doc);
    doc->engine = engine;
    q_arena_init(&doc->arena, engine->allocator);
    if (q_words_init(&doc->words, engine)) return doc;
    quoth_doc_free(doc);
  }
  q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  return NULL;
}

void quoth_doc_free(quoth_doc *doc) {
  if (!doc) return;
  q_words_free(&doc->words);
  q_arena_free(&doc->arena);
  doc->engine->allocator.call(doc->engine->allocator.context, doc, sizeof *doc, 0);
}

/* Forgets the last read, keeps the memory and the words. */
static void clear(quoth_doc *doc) {
  q_arena arena = doc->arena;
  q_word_table words = doc->words;
  const quoth_engine *engine = doc->engine;
  q_arena_reset(&arena);
  memset(doc, 0, sizeof *doc);
  doc->engine = engine;
  doc->arena = arena;
  doc->words = words;
  q_words_trim(&doc->words);
}

quoth_status quoth_doc_read(quoth_doc *doc, const quoth_input *input, quoth_stage upto, quoth_error *error) {
  clear(doc);
  if (input->length > QUOTH_TEXT_MAX)
    return q_fail(error, QUOTH_ERROR_LIMIT, "the text has %zu bytes; one read takes %zu: cut it into parts",
                  input->length, QUOTH_TEXT_MAX);
  doc->text = input->text;
  doc->length = (uint32_t)input->length;
  doc->blocks = input->blocks;
  doc->block_count = (uint32_t)input->block_count;
  doc->date = input->date;
  bool good = q_patterns_run(doc);
  for (int stage = 0; good && stage <= (int)upto && stage < QUOTH_STAGE_ALL; stage++)
    good = STAGES[stage](doc);
  if (good && q_results_run(doc)) return QUOTH_OK;
  clear(doc);
  return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory while reading a text of %zu bytes", input->length);
}
