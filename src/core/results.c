/* The last stage: what the stages found, in the shapes of quoth.h. */
#include <string.h>

#include "core/doc.h"

/* Ranges of tokens as spans of bytes. */
static bool to_spans(quoth_doc *doc, const q_ranges *ranges, quoth_spans *spans) {
  quoth_span *items = q_alloc(&doc->arena, ranges->count * sizeof *items);
  if (!items) return false;
  for (uint32_t i = 0; i < ranges->count; i++) items[i] = q_span(doc, ranges->items[i]);
  *spans = (quoth_spans){items, ranges->count};
  return true;
}

static quoth_string text_of(const quoth_doc *doc, q_range range) {
  quoth_span span = q_span(doc, range);
  return (quoth_string){doc->text + span.start, span.end - span.start};
}

/* The innermost mention that ends a range or lies in it: its head, near enough. */
static uint32_t mention_in(const quoth_doc *doc, q_range range) {
  uint32_t low = 0, high = doc->mentions.count, best = QUOTH_NONE;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.items[middle].tokens.first < range.first) low = middle + 1;
    else high = middle;
  }
  for (; low < doc->mentions.count && doc->mentions.items[low].tokens.first < range.last; low++)
    if (doc->mentions.items[low].tokens.last <= range.last) best = low;
  return best;
}

static quoth_quote_type type_of(const quoth_doc *doc, const q_attribution *attribution) {
  uint32_t inside = 0, all = 0;
  for (uint32_t c = 0; c < attribution->content.count; c++) {
    q_range content = attribution->content.items[c];
    for (uint32_t t = content.first; t < content.last; t++) {
      uint8_t kind = q_word_of(doc, t)->kind;
      if (kind != QUOTH_TOKEN_WORD && kind != QUOTH_TOKEN_NUMBER) continue;
      all++;
      inside += q_region_at(doc, t) != QUOTH_NONE;
    }
  }
  return !inside ? QUOTH_QUOTE_INDIRECT : inside == all ? QUOTH_QUOTE_DIRECT : QUOTH_QUOTE_MIXED;
}

static bool add_reporters(quoth_doc *doc, const q_attribution *from, quoth_quote *quote) {
  quoth_reporter *items = q_alloc(&doc->arena, (from->reporters.count + 1) * sizeof *items);
  if (!items) return false;
  for (uint32_t i = 0; i < from->reporters.count; i++) {
    q_range range = from->reporters.items[i];
    uint32_t mention = mention_in(doc, range), entity = QUOTH_NONE;
    if (mention != QUOTH_NONE) entity = doc->mentions.items[mention].entity;
    items[i] = (quoth_reporter){text_of(doc, range), entity};
    if (entity != QUOTH_NONE) items[i].name = doc->entities.items[entity].name;
  }
  quote->reporters = items;
  quote->reporter_count = from->reporters.count;
  return true;
}

static bool add_quote(quoth_doc *doc, const q_attribution *from) {
  quoth_quote *quote = q_push(&doc->arena, &doc->quotes);
  if (!quote) return false;
  *quote = (quoth_quote){.speech = from->speech,
                         .negated = from->negated,
                         .parent = from->parent,
                         .rule = from->rule,
                         .confidence = from->confidence,
                         .entity = QUOTH_NONE};
  if (!to_spans(doc, &from->source, &quote->source) || !to_spans(doc, &from->cue, &quote->cue) ||
      !to_spans(doc, &from->content, &quote->content) || !add_reporters(doc, from, quote))
    return false;
  quote->type = type_of(doc, from);
  if (from->lemma) quote->lemma = (quoth_string){from->lemma, (uint32_t)strlen(from->lemma)};
  if (from->source.count) {
    uint32_t mention = mention_in(doc, from->source.items[0]);
    quote->speaker = text_of(doc, from->source.items[0]);
    if (mention != QUOTH_NONE && doc->mentions.items[mention].entity != QUOTH_NONE) {
      quote->entity = doc->mentions.items[mention].entity;
      quote->speaker = doc->entities.items[quote->entity].name;
    }
  }
  return true;
}

static bool add_mention(quoth_doc *doc, const q_mention *from) {
  quoth_mention *mention = q_push(&doc->arena, &doc->shown_mentions);
  if (!mention) return false;
  *mention = (quoth_mention){.span = from->span,
                             .entity = from->entity,
                             .kind = (quoth_mention_kind)from->kind,
                             .type = from->type,
                             .value = from->value,
                             .rule = from->rule,
                             .confidence = from->confidence};
  return true;
}

bool q_results_run(quoth_doc *doc) {
  for (uint32_t i = 0; i < doc->mentions.count; i++)
    if (!add_mention(doc, &doc->mentions.items[i])) return false;
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!add_quote(doc, &doc->attributions.items[i])) return false;
  return true;
}
