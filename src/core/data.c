/* Compiled files: gazetteers and models, told apart by their first bytes. */
#include "core/engine.h"

quoth_status quoth_engine_add_data(quoth_engine *engine, const void *bytes, size_t length,
                                   quoth_error *error) {
  (void)engine, (void)bytes, (void)length;
  return q_fail(error, QUOTH_ERROR_MODEL, "not a quoth data file: its first bytes are unknown");
}
