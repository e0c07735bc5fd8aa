#include "core/doc.h"

bool q_attributions_run(quoth_doc *doc) {
  (void)doc;
  return true;
}
