#include "core/doc.h"

bool q_quotations_run(quoth_doc *doc) {
  (void)doc;
  return true;
}
