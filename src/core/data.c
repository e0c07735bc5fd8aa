/* Compiled files: gazetteers and models, told apart by their first bytes. */
#include "core/gazetteer.h"
#include "core/model.h"

quoth_status quoth_engine_add_data(quoth_engine *engine, const void *bytes, size_t length,
                                   quoth_error *error) {
  if (engine->sealed)
    return q_fail(error, QUOTH_ERROR_STATE, "the engine is sealed: derive a new one to add to it");
  if (q_model_is(bytes, length)) return q_model_add(engine, bytes, length, false, error);
  if (q_gazetteer_is(bytes, length)) return q_gazetteer_add(engine, bytes, length, error);
  return q_fail(error, QUOTH_ERROR_MODEL, "not a quoth data file: its first bytes are unknown");
}
