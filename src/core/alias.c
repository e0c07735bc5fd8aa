/* Names to entities. Long names first, so that a short one finds what it is short
 * for, also in a headline above it: whole names, then names of fewer words, then
 * single words in text order, where the one met last wins. */
#include <string.h>

#include "core/alias.h"
#include "core/phrase.h"

/* ---- entities ---- */

static q_mention *mention_at(const q_linker *l, uint32_t index) { return &l->doc->mentions.items[index]; }

/* How well a mention names its entity: no capitals throughout, then the longer. */
static uint32_t worth(const quoth_doc *doc, const q_mention *mention) {
  uint32_t size = mention->span.end - mention->span.start,
           length = mention->tokens.last - mention->tokens.first;
  bool loud = length > 1 || size > 4;
  for (uint32_t t = mention->tokens.first; loud && t < mention->tokens.last; t++)
    loud = q_word_of(doc, t)->shape == Q_SHAPE_UPPER;
  return (loud ? 0 : 1U << 24) + (length < 64 ? length << 16 : 1U << 22) + (size < 65535 ? size : 65535);
}

/* How much a mention's type counts: more where a user, Inc. or a role tells it. */
static float weight_of(const quoth_doc *doc, const q_mention *mention) {
  bool company = q_is_firm(doc, mention);
  bool titled = mention->label == Q_LABEL_PERSON && mention->roles.count;
  return mention->confidence + (mention->user ? 1000 : 0) + (company ? 5 : 0) + (titled ? 1 : 0);
}

/* One word has one sense in an article: where the names of an entity were taken for
 * different things, the likelier wins. */
static void vote(const quoth_doc *doc, q_entity *entity, const q_mention *mention) {
  if (!q_is_mistakable(mention->label) || !q_is_mistakable(entity->label)) return;
  entity->votes[mention->label] += weight_of(doc, mention);
  if (entity->votes[mention->label] <= entity->votes[entity->label]) return;
  entity->type = mention->type;
  entity->label = mention->label;
}

/* Tells an entity what a mention of its own says of it. */
static void take(q_entity *entity, q_mention *mention, uint32_t id) {
  mention->entity = id;
  entity->sort |= mention->sort;
  if (mention->user) entity->canonical = mention->canonical;
  if (mention->id) entity->id = mention->id;
}

/* Puts a mention to an entity. What the entity's only name votes for and is worth is asked for where there is
 * another. */
static void join(q_linker *l, uint32_t index, uint32_t entity) {
  q_mention *mention = mention_at(l, index);
  q_entity *to = &l->entities.items[entity];
  if (!to->worth) {
    vote(l->doc, to, mention_at(l, to->name));
    to->worth = worth(l->doc, mention_at(l, to->name));
  }
  take(to, mention, entity);
  vote(l->doc, to, mention);
  if (index < to->first) to->first = index;
  uint32_t now = worth(l->doc, mention);
  if (now > to->worth || (now == to->worth && index < to->name)) {
    to->name = index;
    to->worth = now;
  }
}

static bool make(q_linker *l, uint32_t index, const q_wording *w) {
  q_mention *mention = mention_at(l, index);
  q_entity *entity = q_push(&l->doc->arena, &l->entities);
  if (!entity) return false;
  *entity = (q_entity){
      .type = mention->type, .label = mention->label, .name = index, .first = index, .latest = QUOTH_NONE};
  take(entity, mention, l->entities.count - 1);
  if (mention->label == Q_LABEL_PERSON && w->count == 1 && !entity->sort)
    entity->sort = q_sort_of_name(l->doc, w->token[0]);
  return q_name_add_keys(l, mention, w);
}

/* Mentions surer than this are what they look like. */
#define SURE 0.9F

/* The entity of a name of the same words and another type, or QUOTH_NONE. Lund, who
 * elsewhere is Mara Lund, is no place, and Orlo of Orlo Foods Inc. no person, though
 * they may look so. */
static uint32_t find_same(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (!w->count || mention->user || !q_is_mistakable(mention->label)) return QUOTH_NONE;
  const q_key_link *link = q_keys_find(&l->keys, q_wording_key(Q_KEY_SAME, w, 0, w->count));
  bool doubtful = w->count == 1 && mention->confidence < SURE && !q_is_generic(l->doc, w->token[0]);
  if (!link && doubtful) link = q_keys_find(&l->keys, q_wording_key(Q_KEY_TAIL, w, 0, 1));
  if (!link && doubtful)
    link = q_keys_find(&l->keys, q_key_labelled(q_wording_key(Q_KEY_GIVEN, w, 0, 1), Q_LABEL_FIRM));
  bool other = link && l->entities.items[link->entity].label != mention->label;
  return other ? link->entity : QUOTH_NONE;
}

/* ---- other names ---- */

/* Behind the words at a token that lead to another name: born, née, also known as. Else the token. */
static uint32_t behind_other_name(const quoth_doc *doc, uint32_t token) {
  uint32_t t = token, last = doc->tokens.count;
  while (t < last && q_is(doc, t, Q_BIT(Q_ADVERB))) t++;
  if (t >= last || !q_is_a(doc, t, Q_NAME_OTHER)) return token;
  t++;
  if (t < last && q_is_a(doc, t, Q_PREDICATIVE_MARKER)) t++;
  return t + (t < last && q_is(doc, t, Q_BIT(Q_DETERMINER)));
}

/* The most tokens between two names of one: "(formerly known as the". */
enum { FARTHEST = 6 };

/* Quinn, born Zara Quintero; the council (formerly known as the panel): is mention i another name of the
 * one before it? */
static bool is_other_name(const q_linker *l, uint32_t i) {
  const quoth_doc *doc = l->doc;
  if (!i || i >= doc->mentions.count || mention_at(l, i)->label != mention_at(l, i - 1)->label) return false;
  uint32_t from = mention_at(l, i - 1)->tokens.last, to = mention_at(l, i)->tokens.first;
  if (from + 1 >= to || !q_is_mistakable(mention_at(l, i)->label) || !q_is_char(doc, from, ",("))
    return false;
  return behind_other_name(doc, from + 1) == to;
}

/* Puts mention i to the entity of the name beside it, where the text says that one of the two is another
 * name of the other; the first of them stays the name of both. False where it does not, or the name
 * beside it has no entity yet. */
static bool join_other_name(q_linker *l, uint32_t i) {
  bool other = is_other_name(l, i);
  if (!other && !is_other_name(l, i + 1)) return false;
  uint32_t beside = other ? i - 1 : i + 1, id = mention_at(l, beside)->entity;
  if (id == QUOTH_NONE) return false;
  q_entity *entity = &l->entities.items[id];
  uint32_t name = !other && entity->name == beside ? i : entity->name;
  join(l, i, id);
  entity->name = name;
  entity->worth = worth(l->doc, mention_at(l, name));
  return true;
}

/* ---- long names ---- */

static uint32_t find_canonical(const q_linker *l, const q_mention *mention, const q_wording *w) {
  const q_key_link *link = w->canonical ? q_keys_find(&l->keys, q_key_canonical(mention, w)) : NULL;
  return link ? link->entity : QUOTH_NONE;
}

/* The entity of a key whose fullest name can be the same person's, or QUOTH_NONE.
 * loose: the given names, too, must be compared. */
static uint32_t find_fit(const q_linker *l, uint64_t key, const q_mention *mention, const q_wording *w,
                         bool loose) {
  for (const q_key_link *link = q_keys_find(&l->keys, key); link; link = q_keys_next(&l->keys, link)) {
    const q_entity *entity = &l->entities.items[link->entity];
    const q_wording *other = &l->wordings[entity->name];
    if (q_generations_clash(w, other) || !other->count) continue;
    if (!loose) return link->entity;
    if (other->count > 1 && !q_sorts_clash(mention->sort, entity->sort) && q_same_person(l->doc, w, other))
      return link->entity;
  }
  return QUOTH_NONE;
}

/* The entity of a name whose surname is spelt otherwise: Ghariani, who is Khalid al-Ghariyani. */
static uint32_t find_respelt(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (w->count == 1 && q_sort_of_name(l->doc, w->token[0])) return QUOTH_NONE;
  for (const q_key_link *link = q_keys_find(&l->keys, w->variant); link; link = q_keys_next(&l->keys, link)) {
    const q_entity *entity = &l->entities.items[link->entity];
    const q_wording *other = &l->wordings[entity->name];
    if (other->count && !q_sorts_clash(mention->sort, entity->sort) && q_is_respelt(l->doc, w, other))
      return link->entity;
  }
  return QUOTH_NONE;
}

static uint32_t find_person(const q_linker *l, const q_mention *mention, const q_wording *w) {
  uint32_t entity = find_fit(l, q_wording_key(Q_KEY_TAIL, w, 0, w->count), mention, w, false);
  if (entity == QUOTH_NONE && w->count > 1)
    entity = find_fit(l, q_key_typed(w->bag, mention), mention, w, false);
  if (entity != QUOTH_NONE) return entity;
  entity = find_fit(l, q_wording_key(Q_KEY_TAIL, w, w->count - 1, w->count), mention, w, true);
  if (entity != QUOTH_NONE || w->count < 2) return entity; /* Ana Ríos is Ana Ríos Olvera */
  entity = find_fit(l, q_wording_key(Q_KEY_GIVEN, w, 0, w->count), mention, w, false);
  return entity != QUOTH_NONE ? entity : find_respelt(l, mention, w);
}

static uint32_t find_body(const q_linker *l, const q_mention *mention, const q_wording *w) {
  const q_key_link *link =
      q_keys_find(&l->keys, q_key_typed(q_wording_key(Q_KEY_NAME, w, 0, w->count), mention));
  if (!link && w->count > 1) link = q_keys_find(&l->keys, q_key_typed(w->bag, mention));
  if (!link && w->count > 1 && mention->label == Q_LABEL_ORGANIZATION)
    link = q_keys_find(&l->keys, q_key_typed(q_wording_key(Q_KEY_TAIL, w, 0, w->count), mention));
  return link ? link->entity : QUOTH_NONE;
}

static uint32_t find_long(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (w->alone) return QUOTH_NONE;
  uint32_t entity = find_canonical(l, mention, w);
  if (entity == QUOTH_NONE && w->count)
    entity = mention->label == Q_LABEL_PERSON ? find_person(l, mention, w) : find_body(l, mention, w);
  return entity != QUOTH_NONE ? entity : find_same(l, mention, w);
}

/* Names of `least` to `most` words, and all that a list has a canonical name for. */
static bool link_long(q_linker *l, uint32_t least, uint32_t most) {
  for (uint32_t i = 0; i < l->doc->mentions.count; i++) {
    q_mention *mention = mention_at(l, i);
    uint32_t tokens = mention->tokens.last - mention->tokens.first;
    if (mention->entity != QUOTH_NONE || (tokens < least && !mention->canonical)) continue;
    const q_wording *w = &l->wordings[i];
    bool fits = mention->user || (w->count >= least && w->count <= most);
    uint32_t entity = fits ? find_long(l, mention, w) : find_canonical(l, mention, w);
    if (entity == QUOTH_NONE && !fits) continue;
    bool given = mention->canonical != NULL; /* The Iron Lady is Mara Lund, and so is Lund */
    if (entity != QUOTH_NONE) join(l, i, entity);
    else given |= join_other_name(l, i);
    if (mention->entity == QUOTH_NONE ? !make(l, i, w) : given && !q_name_add_keys(l, mention, w))
      return false;
  }
  return true;
}

/* ---- short names, in text order ---- */

/* Whose name is this more likely? Papers use a surname alone for the one of whom
 * they speak most; of those not met yet, for the one who comes first. */
static bool is_likelier(const q_entity *a, const q_entity *b) {
  bool met = a->latest != QUOTH_NONE, other = b->latest != QUOTH_NONE;
  if (met != other) return met;
  if (!met) return a->first < b->first;
  return a->count != b->count ? a->count > b->count : a->first < b->first;
}

static uint32_t find_latest(const q_linker *l, uint64_t key, const q_mention *mention) {
  uint32_t best = QUOTH_NONE;
  for (const q_key_link *link = q_keys_find(&l->keys, key); link; link = q_keys_next(&l->keys, link)) {
    const q_entity *entity = &l->entities.items[link->entity];
    if (q_sorts_clash(mention->sort, entity->sort)) continue;
    if (best == QUOTH_NONE || is_likelier(entity, &l->entities.items[best])) best = link->entity;
  }
  return best;
}

/* Salcedo, of whom the text has spoken as Rodrigo Salcedo Mejía, or QUOTH_NONE. */
static uint32_t find_first_surname(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (q_sort_of_name(l->doc, w->token[0])) return QUOTH_NONE;
  uint32_t entity = find_latest(l, q_wording_key(Q_KEY_MIDDLE, w, 0, 1), mention);
  bool met = entity != QUOTH_NONE && l->entities.items[entity].latest != QUOTH_NONE;
  return met ? entity : QUOTH_NONE;
}

/* The only entity that a key leads to, or the only one of which the text has spoken; else QUOTH_NONE. */
static uint32_t find_only(const q_linker *l, uint64_t key) {
  uint32_t found = QUOTH_NONE, met = QUOTH_NONE, count = 0, count_met = 0;
  for (const q_key_link *link = q_keys_find(&l->keys, key); link; link = q_keys_next(&l->keys, link)) {
    found = link->entity;
    count++;
    if (l->entities.items[found].latest != QUOTH_NONE) met = found, count_met++;
  }
  return count == 1 ? found : count_met == 1 ? met : QUOTH_NONE;
}

/* May the name be an acronym? */
static bool is_acronym(const quoth_doc *doc, const q_mention *mention, const q_wording *w) {
  bool body = mention->label == Q_LABEL_ORGANIZATION || mention->label == Q_LABEL_PLACE;
  return body && w->count == 1 && q_word_of(doc, w->token[0])->shape == Q_SHAPE_UPPER;
}

static uint32_t find_spelt_out(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (!is_acronym(l->doc, mention, w)) return QUOTH_NONE;
  return find_latest(l, q_lexicon_step(q_key_start(Q_KEY_LETTERS), w->fold[0]), mention);
}

static uint32_t find_short(const q_linker *l, const q_mention *mention, const q_wording *w) {
  if (w->alone) return find_spelt_out(l, mention, w);
  if (mention->label == Q_LABEL_PERSON) {
    uint32_t entity = find_latest(l, q_wording_key(Q_KEY_TAIL, w, 0, w->count), mention);
    if (entity == QUOTH_NONE) entity = find_latest(l, q_wording_key(Q_KEY_GIVEN, w, 0, w->count), mention);
    if (entity != QUOTH_NONE || w->count > 1) return entity;
    entity = find_first_surname(l, mention, w);
    return entity != QUOTH_NONE ? entity : find_respelt(l, mention, w);
  }
  uint32_t entity = find_latest(l, q_key_typed(q_wording_key(Q_KEY_NAME, w, 0, w->count), mention), mention);
  if (entity == QUOTH_NONE) entity = find_spelt_out(l, mention, w);
  if (entity != QUOTH_NONE || mention->label != Q_LABEL_ORGANIZATION) return entity;
  uint64_t tail = q_key_typed(q_wording_key(Q_KEY_TAIL, w, 0, 1), mention);
  if (w->count == 1 && q_is_generic(l->doc, w->token[0])) return find_only(l, tail);
  entity = find_latest(l, tail, mention);
  return entity != QUOTH_NONE
             ? entity
             : find_latest(l, q_key_typed(q_wording_key(Q_KEY_GIVEN, w, 0, 1), mention), mention);
}

/* Does a mention lie in brackets right behind another one of its type? */
static bool is_bracketed(const quoth_doc *doc, const q_mention *name, const q_mention *inside) {
  uint32_t open = name->tokens.last, close = inside->tokens.last;
  return inside->tokens.first == open + 1 && close < doc->tokens.count && q_is_char(doc, open, "(") &&
         q_is_char(doc, close, ")") && q_has_type(name->type, inside->type);
}

/* The body for which the letters of mention i stand because brackets join the two:
 * Islamic Front (IFN), IFN (Islamic Front). Else QUOTH_NONE. */
static uint32_t find_bracketed(const q_linker *l, uint32_t i) {
  const quoth_doc *doc = l->doc;
  const q_mention *mention = mention_at(l, i);
  if (mention->label != Q_LABEL_ORGANIZATION || mention->tokens.last > mention->tokens.first + 1 ||
      q_word_of(doc, mention->tokens.first)->shape != Q_SHAPE_UPPER)
    return QUOTH_NONE;
  if (i && is_bracketed(doc, mention_at(l, i - 1), mention)) return mention_at(l, i - 1)->entity;
  bool before = i + 1 < doc->mentions.count && is_bracketed(doc, mention, mention_at(l, i + 1));
  return before ? mention_at(l, i + 1)->entity : QUOTH_NONE;
}

/* Bill and Hilda Marlowe: does a first name share the surname of the next mention? */
static bool is_coupled(const q_linker *l, uint32_t i) {
  const quoth_doc *doc = l->doc;
  if (i + 1 == doc->mentions.count || mention_at(l, i)->label != Q_LABEL_PERSON || l->wordings[i].count != 1)
    return false;
  const q_mention *next = mention_at(l, i + 1);
  uint32_t between = mention_at(l, i)->tokens.last;
  uint64_t first = Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE);
  return next->tokens.first == between + 1 && q_is_a(doc, between, Q_COORDINATOR) &&
         next->label == Q_LABEL_PERSON && l->wordings[i + 1].count > 1 &&
         q_is(doc, l->wordings[i].token[0], first) && q_is(doc, l->wordings[i + 1].token[0], first);
}

/* Bill Marlowe, whom the text calls so nowhere; NULL when memory ran out. */
static const char *shared_name(const q_linker *l, uint32_t i) {
  const quoth_doc *doc = l->doc;
  const q_wording *next = &l->wordings[i + 1];
  quoth_span given = mention_at(l, i)->span;
  uint32_t first = next->token[next->count - 1], last = first + 1, size = given.end - given.start;
  while (first > next->token[1] && q_is(doc, first - 1, Q_BIT(Q_PARTICLE))) first--;
  quoth_span surname = q_span(doc, (q_range){first, last});
  char *name = q_alloc(&l->doc->arena, size + 1 + (surname.end - surname.start) + 1);
  if (!name) return NULL;
  memcpy(name, doc->text + given.start, size);
  name[size] = ' ';
  memcpy(name + size + 1, doc->text + surname.start, surname.end - surname.start);
  name[size + 1 + surname.end - surname.start] = '\0';
  return name;
}

/* Lets the surname that a first name shares lead to its entity. */
static bool share_surname(q_linker *l, uint32_t i) {
  const q_wording *next = &l->wordings[i + 1];
  uint32_t id = mention_at(l, i)->entity;
  q_entity *entity = &l->entities.items[id];
  if (!entity->canonical && !(entity->canonical = shared_name(l, i))) return false;
  return q_keys_add(&l->keys, q_wording_key(Q_KEY_TAIL, next, next->count - 1, next->count), id);
}

static bool link_short(q_linker *l) {
  for (uint32_t i = 0; i < l->doc->mentions.count; i++) {
    q_mention *mention = mention_at(l, i);
    if (mention->entity == QUOTH_NONE) {
      const q_wording *w = &l->wordings[i];
      uint32_t found = w->alone ? QUOTH_NONE : find_canonical(l, mention, w);
      if (found == QUOTH_NONE && w->count) found = find_short(l, mention, w);
      bool letters = found == QUOTH_NONE && (found = find_bracketed(l, i)) != QUOTH_NONE;
      if (found == QUOTH_NONE && !w->alone) found = find_same(l, mention, w);
      bool other = found == QUOTH_NONE && join_other_name(l, i);
      if (found != QUOTH_NONE) join(l, i, found);
      if (mention->entity == QUOTH_NONE ? !make(l, i, w)
                                        : (letters || other) && !q_name_add_keys(l, mention, w))
        return false;
      if (found == QUOTH_NONE && !other && is_coupled(l, i) && !share_surname(l, i)) return false;
    }
    q_entity *entity = q_entity_of(l, mention);
    entity->latest = i;
    entity->count++;
  }
  return true;
}

/* What lists know of countries, their peoples and the seats of governments. */
static void know(const quoth_doc *doc, q_mention *mention, uint64_t classes) {
  mention->seat = (classes & Q_BIT(Q_SEAT)) != 0;
  if (mention->canonical || !classes) return;
  bool person = mention->label == Q_LABEL_PERSON;
  bool place = mention->label == Q_LABEL_PLACE && classes & Q_BIT(Q_PLACE); /* in the Caribbean */
  if (place) classes &= ~Q_BIT(Q_NATIONALITY);
  if (person && mention->seat) q_mention_set_type(mention, "place");
  bool one = mention->tokens.last - mention->tokens.first == 1; /* Israel and German may be persons */
  if ((person && one) || !(classes & (Q_BIT(Q_NATIONALITY) | Q_BIT(Q_COUNTRY)))) return;
  bool people = (classes & Q_BIT(Q_NATIONALITY)) != 0;
  if (people) q_mention_set_type(mention, "nationality");
  else if (!mention->user) q_mention_set_type(mention, "place");
  mention->canonical = q_term_over(doc, mention->tokens, people ? Q_NATIONALITY : Q_COUNTRY)->canonical;
}

/* About as many as names have where words are shared. */
enum { KEYS_PER_NAME = 2 };

static uint64_t classes_of(const quoth_doc *doc, q_range name) {
  return name.last == name.first + 1 ? q_sense_of(doc, name.first)->classes : q_classes_over(doc, name);
}

static bool read_names(q_linker *l) {
  uint32_t count = l->doc->mentions.count;
  l->wordings = q_alloc(&l->doc->arena, (count + 1) * sizeof *l->wordings);
  if (!l->wordings) return false;
  for (uint32_t i = 0; i < count; i++) {
    q_wording *w = &l->wordings[i];
    q_mention *mention = mention_at(l, i);
    w->classes = classes_of(l->doc, mention->tokens);
    know(l->doc, mention, w->classes);
    q_wording_read(w, l->doc, mention);
    if (is_acronym(l->doc, mention, w)) l->letters |= q_letter_bit(l->doc, w->token[0]);
  }
  return q_keys_reserve(&l->keys, KEYS_PER_NAME * count) &&
         q_list_reserve(&l->doc->arena, &l->entities, sizeof *l->entities.items, count) &&
         q_wordings_part(l->wordings, count, &l->doc->arena);
}

bool q_names_link(q_linker *l) {
  return read_names(l) && link_long(l, 3, Q_WORDING_MOST) && link_long(l, 2, 2) && link_short(l);
}
