/* What patterns of rules marked, as mentions. */
#include "core/mention.h"

/* The first token that ends behind a byte. */
static uint32_t token_after(const quoth_doc *doc, uint32_t byte) {
  uint32_t low = 0, high = doc->tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens.items[middle].end <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

bool q_marked_find(q_finding *finding) {
  const quoth_doc *doc = finding->doc;
  for (uint32_t i = 0; i < doc->marked.count; i++) {
    const q_marked *marked = &doc->marked.items[i];
    q_mention mention = {.tokens = {token_after(doc, marked->span.start), 0},
                         .span = marked->span,
                         .type = marked->type,
                         .rule = marked->reason,
                         .confidence = 1,
                         .kind = QUOTH_MENTION_NAME};
    mention.tokens.last = mention.tokens.first;
    while (mention.tokens.last < doc->tokens.count &&
           doc->tokens.items[mention.tokens.last].start < marked->span.end)
      mention.tokens.last++;
    if (mention.tokens.first < mention.tokens.last && !q_mention_offer(finding, &mention)) return false;
  }
  return true;
}
