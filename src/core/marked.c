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

/* The tokens that a span touches. */
static q_range tokens_in(const quoth_doc *doc, quoth_span span) {
  q_range tokens = {token_after(doc, span.start), 0};
  tokens.last = tokens.first;
  while (tokens.last < doc->tokens.count && doc->tokens.items[tokens.last].start < span.end) tokens.last++;
  return tokens;
}

bool q_marked_find(q_finding *finding) {
  const quoth_doc *doc = finding->doc;
  for (uint32_t i = 0; i < doc->marked.count; i++) {
    const q_marked *marked = &doc->marked.items[i];
    q_mention *mention;
    q_range tokens = tokens_in(doc, marked->span);
    if (tokens.first == tokens.last) continue;
    if (!q_mention_offer(finding, tokens, &mention)) return false;
    if (!mention) continue;
    mention->span = marked->span;
    mention->type = marked->type;
    mention->rule = marked->reason;
    mention->confidence = 1;
  }
  return true;
}
