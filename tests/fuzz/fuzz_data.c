/* Any bytes as a gazetteer or model file: taken or refused, and where taken a text
 * is read with it. The copy has the exact size, so that a read past its end is seen. */
#include "core/gazetteer.h"
#include "core/model.h"
#include "core/word.h"
#include "fuzz.h"

/* Chance finds no checksum: what calls itself a model or gazetteer gets the right length
 * and sum, if the first byte's last bit says so. */
static void put_gazetteer_right(char *bytes, size_t size) {
  q_gazetteer_header header;
  memcpy(&header, bytes, sizeof header);
  uint64_t parts = q_gazetteer_length(&header) - header.strings;
  if (parts < size) header.strings = (uint32_t)(size - parts), bytes[parts] = bytes[size - 1] = 0;
  header.length = size;
  header.sum = 0;
  header.sum = q_hash((const char *)&header, sizeof header);
  memcpy(bytes, &header, sizeof header);
}

static void put_right(char *bytes, size_t size) {
  q_model_header header;
  if (q_gazetteer_is(bytes, size)) put_gazetteer_right(bytes, size);
  if (size < sizeof header || !q_model_is(bytes, size)) return;
  memcpy(&header, bytes, sizeof header);
  header.length = size;
  header.sum = q_hash(bytes + sizeof header, size - sizeof header);
  memcpy(bytes, &header, sizeof header);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char TEXT[] = "\"We tried,\" Mara Lund of the NRA said on Tuesday in Port Arden.";
  if (size == 0) return 0;
  bool honest = data[0] & 1;
  data++, size--;
  char *copy = malloc(size + (size == 0));
  MUST(copy);
  memcpy(copy, data, size);
  if (honest) put_right(copy, size);
  quoth_error error = {0};
  quoth_engine *engine = quoth_engine_new(fuzz_engine(), NULL, &error);
  MUST(engine);
  quoth_status status = quoth_engine_add_data(engine, copy, size, &error);
  MUST(!status || (error.code == status && error.message[0]));
  MUST(!quoth_engine_seal(engine, &error));
  quoth_doc *doc = quoth_doc_new(engine, &error);
  MUST(doc);
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  MUST(!quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, &error));
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  free(copy);
  return 0;
}
