/* Patterns of rules, on PCRE2. */
#include "core/engine.h"

quoth_status quoth_engine_add_pattern(quoth_engine *engine, const quoth_pattern *pattern,
                                      quoth_error *error) {
  (void)engine, (void)pattern;
  return q_fail(error, QUOTH_ERROR_PATTERN, "patterns are not read yet");
}
