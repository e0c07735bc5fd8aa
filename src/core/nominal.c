/* Nouns that refer back: "the agency", "the Russian president", "the 34-year-old".
 * A noun finds the entity that the text has called so: its roles, the words of its
 * name, its kind. */
#include "core/nominal.h"

/* How far back a noun reaches, in sentences: "the bank", "this bank", and the former where it ends a name
 * that the text has more than once; and how far apart two candidates must be. */
enum { REACH = 12, SHORT_REACH = 2, FAR_REACH = 60, APART = 3 };

#define ENDS                                                                                           \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_RELATIVE) |           \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_ADVERB) | Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE) | \
   Q_BIT(Q_NEGATION) | Q_BIT(Q_DATE_WORD) | Q_BIT(Q_WEEKDAY) | Q_CUE_VERB | Q_PRONOUN)

/* What the noun can stand for though nothing calls it so; an operator may be somebody. */
static q_fit fit_of(const quoth_doc *doc, uint32_t noun) {
  q_fit fit = (q_fit)q_sense_of(doc, noun)->fits;
  bool called = fit == Q_FIT_SITE || fit == Q_FIT_MEDIUM;
  return called || q_is(doc, noun, Q_BIT(Q_ROLE)) ? Q_FIT_NONE : fit;
}

typedef struct nominal {
  uint32_t begin, first, head; /* with and without article and owner */
  const q_mention *owner;      /* the name before it or from which somebody is, or NULL */
  bool definite;
} nominal;

/* Is the noun the head of its phrase, and not a part of "city council"? */
static bool is_head(const q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  uint32_t next = token + 1;
  if (next >= r->sentence.last) return true;
  if (q_is_a(doc, next, Q_PREPOSITION_GENITIVE)) return false;
  const q_word *word = q_word_of(doc, next);
  if (word->kind == QUOTH_TOKEN_WORD && word->shape >= Q_SHAPE_CAPITAL) return false;
  if (word->kind == QUOTH_TOKEN_NUMBER) return false;
  if (word->kind == QUOTH_TOKEN_PUNCTUATION) return !q_is_char(doc, next, "-/&");
  return word->kind != QUOTH_TOKEN_WORD || word->classes & (ENDS | Q_BIT(Q_PAST)) ||
         q_is_verb(doc, next, next) || q_is_a(doc, next, Q_POSSESSIVE_MARKER);
}

/* The place behind a noun from which somebody is, or NULL: the senator from Vermont. */
static const q_mention *origin(const q_resolver *r, uint32_t end) {
  bool from = end + 1 < r->sentence.last && q_is_a(r->doc, end, Q_PREPOSITION_ORIGIN);
  return from && r->name_first == end + 1 ? &r->doc->mentions.items[r->name] : NULL;
}

static nominal nominal_at(const q_resolver *r, uint32_t head) {
  const quoth_doc *doc = r->doc;
  const q_mention *before = r->name ? &doc->mentions.items[r->name - 1] : NULL;
  uint32_t floor = r->sentence.first;
  if (before && before->tokens.last > floor && before->tokens.last <= head) floor = before->tokens.last;
  nominal n = {.first = q_phrase_start(doc, floor, head, before && before->tokens.last == floor),
               .head = head};
  n.begin = n.first;
  if (before && before->tokens.last == n.first && n.first > r->sentence.first) {
    n.owner = before;
    n.begin = before->tokens.first;
  }
  if (!n.owner && q_is(doc, head, Q_BIT(Q_ROLE))) n.owner = origin(r, head + 1);
  if (n.begin > r->sentence.first && q_is(doc, n.begin - 1, Q_BIT(Q_DETERMINER))) {
    n.begin--;
    n.definite = q_sense_of(doc, n.begin)->definite;
  }
  return n;
}

/* Can a noun stand for an entity of this type? */
static bool suits(const quoth_doc *doc, const q_entity *entity, uint32_t noun) {
  bool thing = q_is(doc, noun, Q_BIT(Q_NOUN_THING));
  if (entity->label == Q_LABEL_PERSON) return !thing || q_is(doc, noun, Q_BIT(Q_ROLE));
  const q_sense *sense = q_sense_of(doc, noun);
  if (q_fits_places(sense)) return entity->label == Q_LABEL_PLACE;
  if (q_is_business(sense)) return entity->label == Q_LABEL_ORGANIZATION;
  return thing;
}

/* The one entity of a key that was spoken of lately, or QUOTH_NONE where there are
 * several near, or where the text speaks far more of another. */
static uint32_t find(const q_resolver *r, uint64_t key, uint32_t noun, uint32_t reach) {
  const q_linker *l = r->linker;
  uint32_t best = QUOTH_NONE, best_apart = 0, next_apart = QUOTH_NONE, most = 0;
  for (const q_key_link *link = q_keys_find(&l->keys, key); link; link = q_keys_next(&l->keys, link)) {
    const q_entity *entity = &l->entities.items[link->entity];
    uint32_t apart = r->sentence_index - entity->latest_sentence;
    uint32_t most_apart = entity->count > 1 || reach < REACH ? reach : REACH;
    if (entity->latest == QUOTH_NONE || apart > most_apart || !suits(r->doc, entity, noun)) continue;
    if (entity->count > most) most = entity->count;
    if (best == QUOTH_NONE || apart < best_apart) {
      if (best != QUOTH_NONE) next_apart = best_apart;
      best = link->entity, best_apart = apart;
    } else if (apart < next_apart) {
      next_apart = apart;
    }
  }
  bool clear = next_apart == QUOTH_NONE || next_apart - best_apart >= APART;
  return best != QUOTH_NONE && clear && l->entities.items[best].count >= most ? best : QUOTH_NONE;
}

/* Does a country or area do something in this sentence: China would rule the country, which is another? */
static bool acts_on(q_resolver *r, q_recent *recent, q_fit fit) {
  return (fit == Q_FIT_COUNTRY || fit == Q_FIT_AREA) && q_is_subject(r, recent);
}

/* "The company" of a body that nothing calls so, "the city" of a place that no list knows as
 * one: the only one that the last two sentences spoke of, unless the text speaks far more of another. */
static uint32_t find_near(q_resolver *r, q_fit fit) {
  const q_entity *entities = r->linker->entities.items;
  uint32_t found = QUOTH_NONE, most = 0, nearest = 1;
  for (uint32_t i = 0; i < r->recent_count; i++) {
    uint32_t entity = r->recents[i].entity;
    if (entity == QUOTH_NONE || !q_fits(r, entity, fit)) continue;
    if (entities[entity].count > most) most = entities[entity].count;
    uint32_t apart = r->sentence_index - r->recents[i].sentence;
    if (apart > 1 || apart > nearest || (!apart && acts_on(r, &r->recents[i], fit))) continue;
    if (found != QUOTH_NONE) return QUOTH_NONE;
    found = entity;
    nearest = apart;
  }
  return found != QUOTH_NONE && entities[found].count * Q_FAR_MORE >= most ? found : QUOTH_NONE;
}

static uint32_t find_fitting(q_resolver *r, q_fit fit) {
  uint32_t near = find_near(r, fit), leader = r->leaders[fit];
  if (near != QUOTH_NONE || leader == QUOTH_NONE) return near;
  return r->linker->entities.items[leader].latest == QUOTH_NONE ? QUOTH_NONE : leader;
}

/* "The veteran leader": the only person that the last two sentences spoke of, named or not. */
static uint32_t find_described(const q_resolver *r, uint8_t sort) {
  uint32_t found = QUOTH_NONE, count = 0;
  for (uint32_t i = 0; i < r->recent_count && r->sentence_index - r->recents[i].sentence <= 1; i++) {
    const q_recent *recent = &r->recents[i];
    const q_entity *named = recent->entity == QUOTH_NONE ? NULL : &r->linker->entities.items[recent->entity];
    if ((named && named->label != Q_LABEL_PERSON) || q_sorts_clash(sort, named ? named->sort : recent->sort))
      continue;
    found = recent->entity;
    count++;
  }
  return count == 1 ? found : QUOTH_NONE;
}

/* An entity that the text has called so. */
static uint32_t find_called(const q_resolver *r, const nominal *n, uint64_t key) {
  bool alone = !n->owner && n->first == n->head, the = q_is_a(r->doc, n->begin, Q_ARTICLE_DEFINITE);
  uint32_t entity = QUOTH_NONE;
  if (alone && the) entity = find(r, q_noun_key(r->doc, n->head), n->head, FAR_REACH);
  if (entity != QUOTH_NONE || !key) return entity;
  return find(r, n->owner ? q_owner_key(key, n->owner) : key, n->head, the ? REACH : SHORT_REACH);
}

/* What lists know to be of the noun's kind; a country named once in passing is not what "the country"
 * further on is. */
static uint32_t find_listed(const q_resolver *r, const nominal *n, uint64_t key) {
  const q_sense *sense = q_sense_of(r->doc, n->head);
  bool person = q_is(r->doc, n->head, Q_BIT(Q_ROLE)), called = q_keys_find(&r->linker->keys, key) != NULL;
  if (!sense->kind || person || called) return QUOTH_NONE;
  bool the = q_is_a(r->doc, n->begin, Q_ARTICLE_DEFINITE);
  uint32_t found = find(r, sense->kind, n->head, the ? REACH : SHORT_REACH);
  bool passed =
      found != QUOTH_NONE && sense->fits == Q_FIT_COUNTRY && r->linker->entities.items[found].count < 2;
  return passed ? QUOTH_NONE : found;
}

/* What the text itself calls the entity goes before what lists know, and a body lately spoken of before
 * an agency that reports. */
static uint32_t find_entity(q_resolver *r, const nominal *n) {
  bool former = n->first < n->head && q_is_a(r->doc, n->first, Q_ROLE_FORMER);
  uint64_t key = q_phrase_key(r->doc, n->first + former, n->head);
  uint32_t entity = find_called(r, n, key);
  if (entity != QUOTH_NONE || n->owner || n->first < n->head) return entity;
  q_fit fit = n->begin + 1 == n->head ? fit_of(r->doc, n->head) : Q_FIT_NONE;
  if (fit == Q_FIT_BODY) entity = find_near(r, fit);
  if (entity == QUOTH_NONE) entity = find_listed(r, n, key);
  return entity == QUOTH_NONE && fit ? find_fitting(r, fit) : entity;
}

static uint8_t sort_of(const quoth_doc *doc, uint32_t token) {
  return (uint8_t)((q_is(doc, token, Q_BIT(Q_NOUN_MALE)) ? Q_MALE : 0) |
                   (q_is(doc, token, Q_BIT(Q_NOUN_FEMALE)) ? Q_FEMALE : 0));
}

static q_mention mention_of(const q_resolver *r, q_range tokens, uint8_t sort) {
  return (q_mention){.tokens = tokens,
                     .span = q_span(r->doc, tokens),
                     .rule = "coreference: noun",
                     .confidence = 0.8F,
                     .kind = QUOTH_MENTION_NOMINAL,
                     .sort = sort};
}

static bool refer(q_resolver *r, q_range tokens, uint8_t sort, uint32_t entity) {
  return q_resolver_refer(r, mention_of(r, tokens, sort), entity);
}

/* the 34-year-old, at its number */
bool q_age_read(q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  uint32_t last = token + 4;
  if (token == r->sentence.first || last >= r->sentence.last || !is_head(r, last)) return true;
  if (!q_is_char(doc, token + 1, "-") || !q_is_char(doc, token + 3, "-") ||
      !q_is_a(doc, last, Q_AGE_ADJECTIVE) || !q_sense_of(doc, token - 1)->definite)
    return true;
  uint32_t entity = find(r, q_age_key(q_bytes(doc, token), q_size(doc, token)), last, REACH);
  return entity == QUOTH_NONE || refer(r, (q_range){token - 1, last + 1}, 0, entity);
}

/* Is the noun before a token that of a name which follows: "minister Lund", "the
 * minister, Petru Ionesco,"? */
static bool is_title(const q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  if (r->name >= doc->mentions.count) return false;
  uint32_t first = doc->mentions.items[r->name].tokens.first;
  return first == token || (first == token + 1 && q_is_char(doc, token, ","));
}

/* Can a noun lead to somebody named? What the text calls an entity with more words, or with
 * an owner, it calls so without as well. */
static bool is_known(const q_resolver *r, uint32_t noun) {
  const q_keys *keys = &r->linker->keys;
  const q_sense *sense = q_sense_of(r->doc, noun);
  return fit_of(r->doc, noun) || (sense->description && q_keys_find(keys, sense->description)) ||
         (sense->kind && q_keys_find(keys, sense->kind));
}

static bool is_epithet(const quoth_doc *doc, const nominal *n) {
  return !n->owner && (q_is_a(doc, n->first, Q_ROLE_EPITHET) || q_is_a(doc, n->head, Q_ROLE_EPITHET));
}

/* "This country" in somebody's words is where he is. */
static bool is_deictic(const q_resolver *r, const nominal *n) {
  return !q_is_a(r->doc, n->begin, Q_ARTICLE_DEFINITE) && q_region_at(r->doc, n->begin) != QUOTH_NONE;
}

/* Whom a definite noun stands for, or QUOTH_NONE. */
static uint32_t referent(q_resolver *r, const nominal *n, bool person, uint8_t sort) {
  if (is_deictic(r, n)) return QUOTH_NONE;
  uint32_t entity = find_entity(r, n);
  if (entity == QUOTH_NONE && person && is_epithet(r->doc, n)) entity = find_described(r, sort);
  bool clash = entity != QUOTH_NONE && q_sorts_clash(sort, r->linker->entities.items[entity].sort);
  return clash ? QUOTH_NONE : entity;
}

/* The pronoun just read, or the name, to which the noun belongs that begins at a token, or NULL: his
 * father, Roa's father. */
static const q_mention *possessor(const q_resolver *r, uint32_t first) {
  if (first == r->sentence.first) return NULL;
  bool named = q_is_a(r->doc, first - 1, Q_POSSESSIVE_MARKER);
  if (named ? !r->name : !r->found.count || !q_is(r->doc, first - 1, Q_BIT(Q_POSSESSIVE))) return NULL;
  const q_mention *owner = named ? &r->doc->mentions.items[r->name - 1] : &r->found.items[r->found.count - 1];
  uint32_t last = owner->tokens.last;
  bool near = named ? last == first || last + 1 == first : owner->tokens.first + 1 == first;
  return near && owner->entity != QUOTH_NONE ? owner : NULL;
}

/* Is a name behind a comma an apposition, which a mark ends? Not in "after his mother, Roa called". */
static bool is_closed(const q_resolver *r, q_range name) {
  return name.last >= r->sentence.last || q_word_of(r->doc, name.last)->kind != QUOTH_TOKEN_WORD;
}

/* Whose role the noun is that ends before a token: his father, Jan Roa; else QUOTH_NONE. */
static uint32_t bearer(const q_resolver *r, uint32_t end) {
  if (r->name >= r->doc->mentions.count) return QUOTH_NONE;
  const q_mention *next = &r->doc->mentions.items[r->name];
  if (next->tokens.first == end + 1 && q_is_char(r->doc, end, ",") && !is_closed(r, next->tokens))
    return QUOTH_NONE;
  for (uint32_t i = 0; next->tokens.first <= end + 1 && i < next->roles.count; i++)
    if (next->roles.items[i].last == end) return next->entity;
  return QUOTH_NONE;
}

/* Can it be somebody else who is the father of the owner? */
static bool is_relative(const q_resolver *r, uint32_t entity, uint32_t owner, uint8_t sort) {
  return entity != QUOTH_NONE && entity != owner &&
         !q_sorts_clash(sort, r->linker->entities.items[entity].sort);
}

/* Notes that a noun with an owner stands for an entity. */
static bool add_owned_keys(q_resolver *r, const nominal *n, uint32_t owner, uint32_t entity) {
  for (uint32_t first = n->first; first <= n->head; first++) {
    uint64_t key = q_phrase_key(r->doc, first, n->head);
    if (key && !q_keys_add(&r->linker->keys, q_owned_key(key, owner + 1), entity)) return false;
  }
  return true;
}

/* His father: who is named right behind, and is then noted by name, or somebody whom the text has
 * called the father of just him. */
static bool read_relative(q_resolver *r, const nominal *n, q_mention owner) {
  uint64_t key = q_phrase_key(r->doc, n->first, n->head);
  uint8_t sort = sort_of(r->doc, n->head);
  q_range tokens = {owner.tokens.first, n->head + 1};
  uint32_t next = q_word_of(r->doc, n->head)->shape == Q_SHAPE_LOWER ? bearer(r, tokens.last) : QUOTH_NONE;
  if (is_relative(r, next, owner.entity, sort))
    return add_owned_keys(r, n, owner.entity, next) && q_resolver_add(r, mention_of(r, tokens, sort), next);
  uint32_t entity = key ? find(r, q_owned_key(key, owner.entity + 1), n->head, FAR_REACH) : QUOTH_NONE;
  return !is_relative(r, entity, owner.entity, sort) || refer(r, tokens, sort, entity);
}

bool q_nominal_read(q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  bool person = q_is(doc, token, Q_BIT(Q_ROLE) | Q_BIT(Q_NOUN_MALE) | Q_BIT(Q_NOUN_FEMALE));
  if (!person && !is_known(r, token)) return true;
  bool head = is_head(r, token);
  if (!head && bearer(r, token + 1) == QUOTH_NONE) return true;
  nominal n = nominal_at(r, token);
  const q_mention *owner = n.definite ? NULL : possessor(r, n.first);
  if (owner) return read_relative(r, &n, *owner);
  if (!head) return true;
  q_range tokens = {n.begin, n.head + 1};
  uint8_t sort = sort_of(doc, n.head);
  uint32_t entity = n.definite ? referent(r, &n, person, sort) : QUOTH_NONE;
  uint32_t next = entity != QUOTH_NONE && person ? bearer(r, tokens.last) : entity;
  if (next != QUOTH_NONE && next != entity) return q_resolver_add(r, mention_of(r, tokens, sort), next);
  if (entity != QUOTH_NONE) return refer(r, tokens, sort, entity);
  if (person && n.begin < n.head && !is_title(r, n.head + 1)) q_resolver_note(r, tokens, QUOTH_NONE, sort);
  return true;
}
