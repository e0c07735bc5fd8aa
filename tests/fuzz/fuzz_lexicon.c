/* Any bytes as a lexicon file: read, or refused with its line; and then a text is
 * read with what was learnt. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char TEXT[] = "\"We tried,\" Mara Lund of the NRA said on Tuesday.";
  quoth_error error = {0};
  quoth_engine *engine = quoth_engine_new(fuzz_engine(), NULL, &error);
  MUST(engine);
  quoth_status status = quoth_engine_add_lexicon(engine, "a.txt", (const char *)data, size, &error);
  MUST(!status || (error.code == status && error.message[0]));
  if (status == QUOTH_ERROR_SYNTAX) MUST(error.line > 0);
  MUST(!quoth_engine_seal(engine, &error));
  quoth_doc *doc = quoth_doc_new(engine, &error);
  MUST(doc);
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  MUST(!quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, &error));
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  return 0;
}
