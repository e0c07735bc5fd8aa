#include "core/doc.h"

bool q_entities_run(quoth_doc *doc) {
  (void)doc;
  return true;
}
