#include "core/doc.h"

bool q_mentions_run(quoth_doc *doc) {
  (void)doc;
  return true;
}
