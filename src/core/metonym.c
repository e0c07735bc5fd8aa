/* Places that stand for the government that sits there: "Moscow said", "the Kremlin
 * wants". A house such as the Kremlin nearly always does; a city does where it acts. */
#include "core/entity.h"
#include "core/phrase.h"

static bool ends_in_ing(const quoth_doc *doc, uint32_t token) {
  return q_size(doc, token) > 5 && q_is_a(doc, token, Q_ENDING_PARTICIPLE);
}

/* said, has vowed, was looking, , refusing: what only people do. */
static bool acts(const quoth_doc *doc, uint32_t token) {
  bool helped = false;
  for (uint32_t last = token + 3; token < last && token < doc->tokens.count; token++) {
    if (q_is(doc, token, Q_CUE_VERB)) return true;
    if (helped && ends_in_ing(doc, token)) return true;
    helped = q_is(doc, token, Q_BIT(Q_AUXILIARY)) || q_is_char(doc, token, ",");
    bool between = q_is(doc, token, Q_BIT(Q_MODAL) | Q_BIT(Q_ADVERB) | Q_BIT(Q_NEGATION));
    if (!helped && !between && !q_is_a(doc, token, Q_RELATIVE_SENTENCE)) return false;
  }
  return false;
}

/* Does the mention stand where a place would: in, near, outside Moscow? */
static bool is_located(const quoth_doc *doc, q_range tokens) {
  uint32_t before = tokens.first;
  if (before && q_is(doc, before - 1, Q_BIT(Q_DETERMINER))) before--;
  return before && q_is(doc, before - 1, Q_BIT(Q_PREPOSITION));
}

static bool is_city(const q_mention *mention) { return mention->label == Q_LABEL_PLACE; }

/* May the source be a seat: does one begin in it, or can it be a pronoun for one? */
static bool may_be_seat(const quoth_doc *doc, const uint64_t *seats, q_range source) {
  return q_next(seats, source.first, source.last) < source.last || q_is(doc, source.first, Q_BIT(Q_RELATIVE));
}

bool q_metonyms_mark(quoth_doc *doc) {
  bool any = false;
  uint64_t *seats = q_alloc_zero(&doc->arena, (doc->tokens.count / 64 + 1) * sizeof *seats);
  for (uint32_t i = 0; seats && i < doc->mentions.count; i++) {
    q_mention *mention = &doc->mentions.items[i];
    if (!mention->seat) continue;
    any = true;
    seats[mention->tokens.first >> 6] |= UINT64_C(1) << (mention->tokens.first & 63);
    if (!is_located(doc, mention->tokens))
      mention->metonym = !is_city(mention) || acts(doc, mention->tokens.last);
  }
  for (uint32_t i = 0; any && i < doc->attributions.count; i++) {
    const q_ranges *source = &doc->attributions.items[i].source;
    if (!source->count || !may_be_seat(doc, seats, source->items[0])) continue;
    uint32_t index = q_source_mention(doc, source->items[0]);
    if (index != QUOTH_NONE && doc->mentions.items[index].seat) doc->mentions.items[index].metonym = true;
  }
  return seats != NULL;
}
