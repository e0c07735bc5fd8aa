/* The public questions to a document that was read. */
#include "core/doc.h"

size_t quoth_doc_count(const quoth_doc *doc, quoth_layer layer) {
  switch (layer) {
    case QUOTH_LAYER_TOKENS: return doc->tokens.count;
    case QUOTH_LAYER_SENTENCES: return doc->sentences.count;
    case QUOTH_LAYER_MENTIONS: return doc->shown_mentions.count;
    case QUOTH_LAYER_ENTITIES: return doc->entities.count;
    case QUOTH_LAYER_QUOTES: return doc->quotes.count;
    case QUOTH_LAYER_WARNINGS: return doc->warnings.count;
  }
  return 0;
}

bool quoth_doc_token(const quoth_doc *doc, size_t i, quoth_token *token) {
  if (i >= doc->tokens.count) return false;
  const q_token *from = &doc->tokens.items[i];
  *token = (quoth_token){{from->start, from->end}, (quoth_token_kind)doc->words.items[from->word].kind};
  return true;
}

bool quoth_doc_sentence(const quoth_doc *doc, size_t i, quoth_span *sentence) {
  if (i >= doc->sentences.count) return false;
  *sentence = q_span(doc, doc->sentences.items[i]);
  return true;
}

const quoth_mention *quoth_doc_mention(const quoth_doc *doc, size_t i) {
  return i < doc->shown_mentions.count ? &doc->shown_mentions.items[i] : NULL;
}

const quoth_entity *quoth_doc_entity(const quoth_doc *doc, size_t i) {
  return i < doc->entities.count ? &doc->entities.items[i] : NULL;
}

const quoth_quote *quoth_doc_quote(const quoth_doc *doc, size_t i) {
  return i < doc->quotes.count ? &doc->quotes.items[i] : NULL;
}

const char *quoth_doc_warning(const quoth_doc *doc, size_t i) {
  return i < doc->warnings.count ? doc->warnings.items[i] : NULL;
}
