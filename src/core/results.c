/* The last stage: what the stages found, in the shapes of quoth.h. */
#include <string.h>

#include "core/entity.h"
#include "core/phrase.h"

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

/* The entity of a source, or QUOTH_NONE. */
static uint32_t entity_in(const quoth_doc *doc, q_range range) {
  uint32_t mention = q_source_mention(doc, range);
  return mention == QUOTH_NONE ? QUOTH_NONE : doc->mentions.items[mention].entity;
}

/* Its name where it is known, else its text, without the comma that closes an apposition. */
static quoth_string name_in(const quoth_doc *doc, q_range range, uint32_t entity) {
  if (range.last > range.first + 1 && q_is_char(doc, range.last - 1, ",")) range.last--;
  return entity == QUOTH_NONE ? text_of(doc, range) : doc->entities.items[entity].name;
}

/* Is the source a pronoun of which nobody knows whom it means? */
static bool is_open(const quoth_doc *doc, q_range range, uint32_t entity) {
  return entity == QUOTH_NONE && range.last == range.first + 1 &&
         q_is(doc, range.first, Q_PRONOUN | Q_BIT(Q_RELATIVE));
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
    uint32_t entity = entity_in(doc, range);
    items[i] = (quoth_reporter){name_in(doc, range, entity), entity};
  }
  quote->reporters = items;
  quote->reporter_count = from->reporters.count;
  return true;
}

static bool add_rivals(quoth_doc *doc, const q_attribution *from, quoth_quote *quote) {
  quoth_rival *items = q_alloc(&doc->arena, (from->rivals.count + 1) * sizeof *items);
  if (!items) return false;
  for (uint32_t i = 0; i < from->rivals.count; i++) {
    const q_rival *rival = &from->rivals.items[i];
    items[i] = (quoth_rival){.rule = rival->rule, .confidence = rival->confidence};
    if (!to_spans(doc, &rival->source, &items[i].source) || !to_spans(doc, &rival->cue, &items[i].cue) ||
        !to_spans(doc, &rival->content, &items[i].content))
      return false;
  }
  quote->rivals = items;
  quote->rival_count = from->rivals.count;
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
      !to_spans(doc, &from->content, &quote->content) || !add_reporters(doc, from, quote) ||
      !add_rivals(doc, from, quote))
    return false;
  quote->type = type_of(doc, from);
  if (from->lemma) quote->lemma = (quoth_string){from->lemma, (uint32_t)strlen(from->lemma)};
  if (from->source.count) {
    quote->entity = entity_in(doc, from->source.items[0]);
    if (!is_open(doc, from->source.items[0], quote->entity))
      quote->speaker = name_in(doc, from->source.items[0], quote->entity);
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
                             .confidence = from->confidence,
                             .metonym = from->metonym};
  return true;
}

bool q_results_run(quoth_doc *doc) {
  for (uint32_t i = 0; i < doc->mentions.count; i++)
    if (!add_mention(doc, &doc->mentions.items[i])) return false;
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!add_quote(doc, &doc->attributions.items[i])) return false;
  return true;
}
