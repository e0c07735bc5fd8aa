#include "core/doc.h"

bool q_cues_run(quoth_doc *doc) {
  (void)doc;
  return true;
}
