/* The last stage: what the stages found, in the shapes of quoth.h. */
#include <string.h>

#include "core/entity.h"
#include "core/phrase.h"

/* What the quotes of a document consist of: three arrays, each allocated once. */
typedef struct parts {
  quoth_span *spans;
  quoth_reporter *reporters;
  quoth_rival *rivals;
} parts;

/* Room for the parts of all attributions; false when memory ran out. */
static bool make_room(quoth_doc *doc, parts *room) {
  size_t spans = 1, reporters = 1, rivals = 1; /* none is NULL */
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    const q_attribution *from = &doc->attributions.items[i];
    spans += from->source.count + from->cue.count + from->content.count;
    reporters += from->reporters.count;
    rivals += from->rivals.count;
    for (uint32_t r = 0; r < from->rivals.count; r++) {
      const q_rival *rival = &from->rivals.items[r];
      spans += rival->source.count + rival->cue.count + rival->content.count;
    }
  }
  room->spans = q_alloc(&doc->arena, spans * sizeof *room->spans);
  room->reporters = q_alloc(&doc->arena, reporters * sizeof *room->reporters);
  room->rivals = q_alloc(&doc->arena, rivals * sizeof *room->rivals);
  return room->spans && room->reporters && room->rivals;
}

/* Ranges of tokens as spans of bytes. */
static quoth_spans to_spans(const quoth_doc *doc, parts *room, const q_ranges *ranges) {
  quoth_spans spans = {room->spans, ranges->count};
  for (uint32_t i = 0; i < ranges->count; i++) *room->spans++ = q_span(doc, ranges->items[i]);
  return spans;
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

/* A letter, with or without a full stop, names nobody: Q, A. */
static bool is_letter(const quoth_doc *doc, uint32_t token) {
  return q_size(doc, token) == 1 || (q_size(doc, token) == 2 && q_bytes(doc, token)[1] == '.');
}

/* Is the source a pronoun of which nobody knows whom it means, or a letter? */
static bool is_open(const quoth_doc *doc, q_range range, uint32_t entity) {
  return entity == QUOTH_NONE && range.last == range.first + 1 &&
         (is_letter(doc, range.first) || q_is(doc, range.first, Q_PRONOUN | Q_BIT(Q_RELATIVE)));
}

static bool is_spoken(const quoth_doc *doc, uint32_t token) {
  uint8_t kind = q_word_of(doc, token)->kind;
  return kind == QUOTH_TOKEN_WORD || kind == QUOTH_TOKEN_NUMBER;
}

/* What is known of one side of the marks need not be asked again. */
static quoth_quote_type type_of(const quoth_doc *doc, const q_attribution *attribution) {
  bool found[2] = {false, false}; /* words outside of quotation marks, and inside */
  if (!doc->region_of) return QUOTH_QUOTE_INDIRECT;
  for (uint32_t c = 0; c < attribution->content.count; c++) {
    q_range content = attribution->content.items[c];
    for (uint32_t t = content.first; t < content.last; t++) {
      bool *side = &found[doc->region_of[t] != QUOTH_NONE];
      if (!*side) *side = is_spoken(doc, t);
    }
  }
  return !found[1] ? QUOTH_QUOTE_INDIRECT : found[0] ? QUOTH_QUOTE_MIXED : QUOTH_QUOTE_DIRECT;
}

static void add_reporters(const quoth_doc *doc, parts *room, const q_attribution *from, quoth_quote *quote) {
  quote->reporters = room->reporters;
  quote->reporter_count = from->reporters.count;
  for (uint32_t i = 0; i < from->reporters.count; i++) {
    q_range range = from->reporters.items[i];
    uint32_t entity = entity_in(doc, range);
    *room->reporters++ = (quoth_reporter){name_in(doc, range, entity), entity};
  }
}

static void add_rivals(const quoth_doc *doc, parts *room, const q_attribution *from, quoth_quote *quote) {
  quote->rivals = room->rivals;
  quote->rival_count = from->rivals.count;
  for (uint32_t i = 0; i < from->rivals.count; i++) {
    const q_rival *rival = &from->rivals.items[i];
    *room->rivals++ = (quoth_rival){.rule = rival->rule,
                                    .confidence = rival->confidence,
                                    .source = to_spans(doc, room, &rival->source),
                                    .cue = to_spans(doc, room, &rival->cue),
                                    .content = to_spans(doc, room, &rival->content)};
  }
}

static void fill_quote(const quoth_doc *doc, parts *room, const q_attribution *from, quoth_quote *quote) {
  *quote = (quoth_quote){.speech = from->speech,
                         .negated = from->negated,
                         .type = type_of(doc, from),
                         .source = to_spans(doc, room, &from->source),
                         .cue = to_spans(doc, room, &from->cue),
                         .content = to_spans(doc, room, &from->content),
                         .parent = from->parent,
                         .rule = from->rule,
                         .confidence = from->confidence,
                         .entity = QUOTH_NONE};
  add_reporters(doc, room, from, quote);
  add_rivals(doc, room, from, quote);
  if (from->lemma) quote->lemma = (quoth_string){from->lemma, (uint32_t)strlen(from->lemma)};
  if (!from->source.count) return;
  quote->entity = entity_in(doc, from->source.items[0]);
  if (!is_open(doc, from->source.items[0], quote->entity))
    quote->speaker = name_in(doc, from->source.items[0], quote->entity);
}

static quoth_mention shown(const q_mention *from) {
  return (quoth_mention){.span = from->span,
                         .entity = from->entity,
                         .kind = (quoth_mention_kind)from->kind,
                         .type = from->type,
                         .value = from->value,
                         .rule = from->rule,
                         .confidence = from->confidence,
                         .metonym = from->metonym};
}

/* An empty list with room for so many items; false when memory ran out. */
#define RESERVE(doc, list, most) q_list_reserve(&(doc)->arena, (list), sizeof *(list)->items, (most))

bool q_results_run(quoth_doc *doc) {
  parts room;
  uint32_t mentions = doc->mentions.count, quotes = doc->attributions.count;
  if (!RESERVE(doc, &doc->shown_mentions, mentions) || !RESERVE(doc, &doc->quotes, quotes)) return false;
  for (uint32_t i = 0; i < mentions; i++) doc->shown_mentions.items[i] = shown(&doc->mentions.items[i]);
  doc->shown_mentions.count = mentions;
  if (!quotes) return true;
  if (!make_room(doc, &room)) return false;
  for (uint32_t i = 0; i < quotes; i++)
    fill_quote(doc, &room, &doc->attributions.items[i], &doc->quotes.items[i]);
  doc->quotes.count = quotes;
  return true;
}
