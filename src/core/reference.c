/* Nouns and pronouns to the entities of names: one walk over the text, with those
 * spoken of lately in hand. */
#include "core/reference.h"

#include <string.h>

#include "core/phrase.h"

#define REFERS (Q_PRONOUN | Q_BIT(Q_POSSESSIVE))

/* How far back the beginning of a clause is looked for, in tokens. */
enum { CLAUSE = 8 };

/* Nothing that governs the mention stands before it in the clause, or a verb right behind it. */
static bool does(const quoth_doc *doc, q_range sentence, q_range tokens) {
  uint32_t behind = tokens.last, t = tokens.first;
  if (behind < sentence.last && q_is_a(doc, behind, Q_POSSESSIVE_MARKER)) return false;
  while (t > sentence.first && t + CLAUSE > tokens.first) {
    t--;
    if (q_word_of(doc, t)->kind != QUOTH_TOKEN_WORD || q_is(doc, t, Q_BIT(Q_SUBORDINATOR))) {
      t++;
      break;
    }
    if (q_is(doc, t, Q_BIT(Q_PREPOSITION)) || q_is_verb(doc, t, t) || q_is(doc, t, Q_BIT(Q_PAST)))
      return false;
  }
  if (t == sentence.first) return true;
  return behind < sentence.last &&
         (q_is_verb(doc, behind, behind) || q_is(doc, behind, Q_CUE_VERB | Q_BIT(Q_ADVERB) | Q_BIT(Q_PAST)));
}

bool q_is_subject(const q_resolver *r, q_recent *recent) {
  if (recent->subject == Q_SUBJECT_UNKNOWN)
    recent->subject = does(r->doc, r->doc->sentences.items[recent->sentence], recent->tokens) ? Q_SUBJECT_YES
                                                                                              : Q_SUBJECT_NO;
  return recent->subject == Q_SUBJECT_YES;
}

/* The quotation in which content begins or ends, or QUOTH_NONE. */
static uint32_t region_of(const quoth_doc *doc, q_range content) {
  uint32_t region = q_region_at(doc, content.first);
  return region != QUOTH_NONE ? region : q_region_at(doc, content.last - 1);
}

static bool is_quoted(const quoth_doc *doc, const q_ranges *content) {
  for (uint32_t c = 0; c < content->count; c++)
    if (region_of(doc, content->items[c]) != QUOTH_NONE) return true;
  return false;
}

/* The entity that speaks in a quotation, where a name says so. */
static bool find_speakers(q_resolver *r) {
  quoth_doc *doc = r->doc;
  r->speakers = q_alloc(&doc->arena, (doc->quotations.count + 1) * sizeof *r->speakers);
  if (!r->speakers) return false;
  for (uint32_t i = 0; i < doc->quotations.count; i++) r->speakers[i] = QUOTH_NONE;
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    const q_attribution *a = &doc->attributions.items[i];
    uint32_t source = is_quoted(doc, &a->content) && a->source.count
                          ? q_source_mention(doc, a->source.items[0])
                          : QUOTH_NONE;
    for (uint32_t c = 0; source != QUOTH_NONE && c < a->content.count; c++) {
      uint32_t region = region_of(doc, a->content.items[c]);
      if (region != QUOTH_NONE) r->speakers[region] = doc->mentions.items[source].entity;
    }
  }
  return true;
}

void q_resolver_note(q_resolver *r, q_range tokens, uint32_t entity, uint8_t sort) {
  q_entity *entities = r->linker->entities.items;
  q_recent recent = {.entity = entity, .sort = sort};
  uint32_t place = 0;
  if (entity != QUOTH_NONE && entities[entity].recent) {
    while (r->recents[place].entity != entity) place++;
    recent = r->recents[place];
  } else {
    place = r->recent_count;
    if (place < Q_RECENT_MOST) r->recent_count++;
    else if (r->recents[--place].entity != QUOTH_NONE) entities[r->recents[place].entity].recent = false;
    if (entity != QUOTH_NONE) entities[entity].recent = true;
  }
  recent.sentence = r->sentence_index;
  recent.tokens = tokens;
  recent.count++;
  recent.subject = Q_SUBJECT_UNKNOWN;
  memmove(r->recents + 1, r->recents, place * sizeof recent);
  r->recents[0] = recent;
}

bool q_resolver_add(q_resolver *r, q_mention reference, uint32_t entity) {
  q_mention *new = q_push(&r->doc->arena, &r->found);
  if (!new) return false;
  q_entity *to = &r->linker->entities.items[entity];
  *new = reference;
  new->entity = entity;
  new->type = to->type;
  new->label = to->label;
  to->sort |= reference.sort;
  return true;
}

bool q_resolver_refer(q_resolver *r, q_mention reference, uint32_t entity) {
  if (!q_resolver_add(r, reference, entity)) return false;
  r->linker->entities.items[entity].latest_sentence = r->sentence_index;
  q_resolver_note(r, reference.tokens, entity, 0);
  return true;
}

/* Lets a name be the next of the walk. */
static void go_to_name(q_resolver *r, uint32_t name) {
  r->name = name;
  r->name_first = name < r->doc->mentions.count ? r->doc->mentions.items[name].tokens.first : QUOTH_NONE;
}

/* Notes the next name and goes behind it. */
static void read_name(q_resolver *r, const q_mention *mention) {
  q_entity *entity = &r->linker->entities.items[mention->entity];
  entity->latest = r->name;
  entity->latest_sentence = r->sentence_index;
  go_to_name(r, r->name + 1);
  if (mention->label && mention->label <= Q_LABEL_PLACE)
    q_resolver_note(r, mention->tokens, mention->entity, mention->sort);
}

static bool read_word(q_resolver *r, uint32_t token) {
  const q_word *word = q_word_of(r->doc, token);
  if (word->classes & REFERS) return q_pronoun_read(r, token);
  if (word->kind == QUOTH_TOKEN_NUMBER) return q_age_read(r, token);
  return !(word->classes & Q_REFERRING_NOUN) || q_nominal_read(r, token);
}

static bool read_sentence(q_resolver *r) {
  uint32_t t = r->sentence.first, last = r->sentence.last, word = q_next(r->referring, t, last);
  while (t < last) {
    while (r->name_first < t) go_to_name(r, r->name + 1);
    if (r->name_first < last && r->name_first <= word) {
      const q_mention *name = &r->doc->mentions.items[r->name];
      if (name->tokens.last > t) t = name->tokens.last;
      if (name->tokens.first < name->tokens.last) read_name(r, name);
      else go_to_name(r, r->name + 1); /* a part of a token */
      if (word < t) word = q_next(r->referring, t, last);
    } else if (word < last) {
      if (!read_word(r, word)) return false;
      t = word + 1;
      word = q_next(r->referring, t, last);
    } else {
      t = last;
    }
  }
  return true;
}

/* The words that the walk stops at. */
static bool find_words(q_resolver *r) {
  const q_bits *flags = r->doc->flags;
  uint32_t words = r->doc->tokens.count / 64 + 1;
  r->referring = q_alloc(&r->doc->arena, words * sizeof *r->referring);
  for (uint32_t w = 0; r->referring && w < words; w++)
    r->referring[w] = flags[Q_FLAG_PRONOUN][w] | flags[Q_FLAG_NUMBER][w] | flags[Q_FLAG_NOUN][w];
  return r->referring != NULL;
}

/* Indices of mentions that have moved. */
static void renumber(q_resolver *r, const uint32_t *places) {
  for (uint32_t i = 0; i < r->linker->entities.count; i++) {
    q_entity *entity = &r->linker->entities.items[i];
    entity->name = places[entity->name];
  }
  for (uint32_t i = 0; i < r->doc->mentions.count; i++) {
    q_indices *belongs = &r->doc->mentions.items[i].belongs;
    for (uint32_t k = 0; k < belongs->count; k++) belongs->items[k] = places[belongs->items[k]];
  }
}

bool q_mentions_insert(quoth_doc *doc, const q_mention *found, uint32_t count, uint32_t *places) {
  uint32_t all = doc->mentions.count + count, i = 0, j = 0;
  q_mention *merged = q_alloc(&doc->arena, (all + 1) * sizeof *merged);
  if (!merged) return false;
  while (i + j < all) {
    uint32_t begin = i, end = j < count ? found[j].tokens.first : UINT32_MAX;
    for (; i < doc->mentions.count && doc->mentions.items[i].tokens.first < end; i++)
      if (places) places[i] = i + j;
    memcpy(merged + begin + j, doc->mentions.items + begin, (i - begin) * sizeof *merged);
    if (j < count) merged[i + j] = found[j], j++;
  }
  doc->mentions.items = merged;
  doc->mentions.count = doc->mentions.capacity = all;
  return true;
}

/* Puts the references found among the mentions. */
static bool merge(q_resolver *r) {
  quoth_doc *doc = r->doc;
  if (!r->found.count) return true;
  uint32_t *places = q_alloc(&doc->arena, (doc->mentions.count + 1) * sizeof *places);
  if (!places || !q_mentions_insert(doc, r->found.items, r->found.count, places)) return false;
  r->found.count = 0;
  renumber(r, places);
  return true;
}

bool q_references_link(q_linker *linker) {
  quoth_doc *doc = linker->doc;
  q_resolver r = {.linker = linker, .doc = doc};
  for (uint32_t i = 0; i < linker->entities.count; i++) linker->entities.items[i].latest = QUOTH_NONE;
  if (!find_speakers(&r) || !q_nominals_prepare(&r) || !find_words(&r)) return false;
  go_to_name(&r, 0);
  for (; r.sentence_index < doc->sentences.count; r.sentence_index++) {
    r.sentence = doc->sentences.items[r.sentence_index];
    if (!read_sentence(&r)) return false;
  }
  return merge(&r) && q_speakers_refer(&r) && merge(&r);
}
