/* Nouns that refer back: "the agency", "the Russian president", "the 34-year-old".
 * A noun finds the entity that the text has called so: its roles, the words of its
 * name, its kind. */
#include <string.h>

#include "core/phrase.h"
#include "core/reference.h"
#include "core/sense.h"
#include "core/wording.h"

/* How far back a noun reaches, and how far apart two candidates must be, in sentences. */
enum { REACH = 12, APART = 3 };

/* How many times as often the text names what it speaks far more of. */
enum { FAR_MORE = 3 };

#define ENDS                                                                                           \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_RELATIVE) |           \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_ADVERB) | Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE) | \
   Q_BIT(Q_NEGATION) | Q_BIT(Q_DATE_WORD) | Q_BIT(Q_WEEKDAY) | Q_CUE_VERB | Q_PRONOUN)

/* ---- what the text calls an entity ---- */

/* A noun with the words before it. first == head: the noun alone. */
static uint64_t phrase_key(const quoth_doc *doc, uint32_t first, uint32_t head) {
  uint64_t key = q_sense_of(doc, head)->description;
  if (!key || first == head) return key;
  key = q_lexicon_step(q_key_start(Q_KEY_PHRASE), key);
  while (head-- > first) key = q_lexicon_step(key, q_word_of(doc, head)->fold);
  return key;
}

/* What an owner is for a key: its country, so that Russia and Russian are one. */
static uint64_t owner_key(uint64_t key, const q_mention *owner) {
  uint64_t who =
      owner->canonical ? q_hash_folded(owner->canonical, strlen(owner->canonical)) : owner->entity + 1;
  return q_lexicon_step(q_lexicon_step(q_key_start(Q_KEY_OWNED), key), who);
}

static bool add_key(q_resolver *r, const q_mention *mention, uint64_t key) {
  q_keys *keys = &r->linker->keys;
  if (!key) return true;
  if (!q_keys_add(keys, key, mention->entity)) return false;
  for (uint32_t i = 0; i < mention->belongs.count; i++) {
    const q_mention *owner = &r->doc->mentions.items[mention->belongs.items[i]];
    if (!q_keys_add(keys, owner_key(key, owner), mention->entity)) return false;
  }
  return true;
}

static bool add_role_keys(q_resolver *r, const q_mention *mention) {
  for (uint32_t i = 0; i < mention->roles.count; i++) {
    q_range role = mention->roles.items[i];
    for (uint32_t first = role.first; first < role.last; first++)
      if (!add_key(r, mention, phrase_key(r->doc, first, role.last - 1))) return false;
  }
  return true;
}

static uint64_t kind_key(const char *kind) {
  return q_lexicon_step(q_key_start(Q_KEY_KIND), q_hash_folded(kind, strlen(kind)));
}

/* Is the token the last of a name, or of what stands before its "of": Linguistic Society of
 * America? No kingdom is its Home Office. */
static bool ends_head(const quoth_doc *doc, q_range name, uint32_t token) {
  return token + 1 == name.last || q_is_a(doc, token + 1, Q_PREPOSITION_GENITIVE);
}

/* What the name itself says: Bank, Ministry; a company, an agency, a country, a city. */
static bool add_name_keys(q_resolver *r, const q_mention *mention, uint64_t classes) {
  const quoth_doc *doc = r->doc;
  bool body = mention->label == Q_LABEL_ORGANIZATION, place = mention->label == Q_LABEL_PLACE;
  if (!body && !place) return true;
  for (uint32_t t = mention->tokens.first; t < mention->tokens.last; t++) {
    bool border = t == mention->tokens.first || ends_head(doc, mention->tokens, t);
    if (border && q_is(doc, t, Q_BIT(Q_NOUN_THING)) && !add_key(r, mention, q_sense_of(doc, t)->description))
      return false;
    if (body && t > mention->tokens.first && q_is(doc, t, Q_BIT(Q_ORG_SUFFIX)) &&
        !add_key(r, mention, kind_key("company")))
      return false;
  }
  if (classes & Q_BIT(Q_AGENCY) && !add_key(r, mention, kind_key("agency"))) return false;
  bool country = place && classes & Q_BIT(Q_COUNTRY);
  return !country || add_key(r, mention, kind_key("country"));
}

/* Roa, 34, — the age, as it stands in "the 34-year-old". */
static uint64_t age_key(const char *bytes, uint32_t size) {
  return q_lexicon_step(q_key_start(Q_KEY_DESCRIPTION) + 1, q_hash(bytes, size));
}

static bool add_age_key(q_resolver *r, const q_mention *mention) {
  const quoth_doc *doc = r->doc;
  uint32_t t = mention->tokens.last;
  if (t + 1 >= doc->tokens.count || q_word_of(doc, t + 1)->kind != QUOTH_TOKEN_NUMBER) return true;
  if (q_size(doc, t + 1) > 3 || !q_is_char(doc, t, ",(")) return true;
  return q_keys_add(&r->linker->keys, age_key(q_bytes(doc, t + 1), q_size(doc, t + 1)), mention->entity);
}

bool q_nominals_prepare(q_resolver *r) {
  for (uint32_t i = 0; i < r->doc->mentions.count; i++) {
    const q_mention *mention = &r->doc->mentions.items[i];
    if (mention->tokens.first == mention->tokens.last) continue;
    if (!add_role_keys(r, mention) || !add_name_keys(r, mention, r->linker->wordings[i].classes) ||
        !add_age_key(r, mention))
      return false;
  }
  return true;
}

/* ---- a noun in the text ---- */

typedef struct nominal {
  uint32_t begin, first, head; /* with and without article and owner */
  const q_mention *owner;      /* the name before it, or NULL */
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
  if (n.begin > r->sentence.first && q_is(doc, n.begin - 1, Q_BIT(Q_DETERMINER))) {
    n.begin--;
    n.definite = q_sense_of(doc, n.begin)->definite;
  }
  return n;
}

/* The one entity of a key that was spoken of lately, or QUOTH_NONE where there are
 * several near, or where the text speaks far more of another. */
static uint32_t find(const q_resolver *r, uint64_t key) {
  const q_linker *l = r->linker;
  uint32_t best = QUOTH_NONE, best_apart = 0, next_apart = QUOTH_NONE, most = 0;
  for (const q_key_link *link = q_keys_find(&l->keys, key); link; link = q_keys_next(&l->keys, link)) {
    const q_entity *entity = &l->entities.items[link->entity];
    uint32_t apart = r->sentence_index - entity->latest_sentence;
    if (entity->latest == QUOTH_NONE || apart > REACH) continue;
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

static bool fits(const q_linker *l, uint32_t entity, q_fit fit) {
  const q_entity *e = &l->entities.items[entity];
  if (fit == Q_FIT_BODY) return e->label == Q_LABEL_ORGANIZATION;
  bool country = l->wordings[e->name].classes & Q_BIT(Q_COUNTRY);
  return e->label == Q_LABEL_PLACE && country == (fit == Q_FIT_COUNTRY);
}

/* "The company" of a body that nothing calls so, "the city" of a place that no list knows as
 * one: the only one that the last two sentences spoke of, unless the text speaks far more of another. */
static uint32_t find_fitting(const q_resolver *r, q_fit fit) {
  const q_entity *entities = r->linker->entities.items;
  uint32_t found = QUOTH_NONE, most = 0;
  for (uint32_t i = 0; i < r->recent_count; i++) {
    uint32_t entity = r->recents[i].entity;
    if (entity == QUOTH_NONE || !fits(r->linker, entity, fit)) continue;
    if (entities[entity].count > most) most = entities[entity].count;
    if (r->sentence_index - r->recents[i].sentence > 1) continue;
    if (found != QUOTH_NONE) return QUOTH_NONE;
    found = entity;
  }
  return found != QUOTH_NONE && entities[found].count * FAR_MORE >= most ? found : QUOTH_NONE;
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

/* What the text itself calls the entity goes before what lists know. */
static uint32_t find_entity(const q_resolver *r, const nominal *n) {
  bool former = n->first < n->head && q_is_a(r->doc, n->first, Q_ROLE_FORMER);
  uint64_t key = phrase_key(r->doc, n->first + former, n->head);
  uint32_t entity = key ? find(r, n->owner ? owner_key(key, n->owner) : key) : QUOTH_NONE;
  if (entity != QUOTH_NONE || n->owner || n->first < n->head || q_keys_find(&r->linker->keys, key))
    return entity;
  uint64_t kind = q_sense_of(r->doc, n->head)->kind;
  return kind ? find(r, kind) : QUOTH_NONE;
}

static uint8_t sort_of(const quoth_doc *doc, uint32_t token) {
  return (uint8_t)((q_is(doc, token, Q_BIT(Q_NOUN_MALE)) ? Q_MALE : 0) |
                   (q_is(doc, token, Q_BIT(Q_NOUN_FEMALE)) ? Q_FEMALE : 0));
}

static bool refer(q_resolver *r, q_range tokens, uint8_t sort, uint32_t entity) {
  q_mention mention = {.tokens = tokens,
                       .span = q_span(r->doc, tokens),
                       .rule = "coreference: noun",
                       .confidence = 0.8F,
                       .kind = QUOTH_MENTION_NOMINAL,
                       .sort = sort};
  return q_resolver_refer(r, mention, entity);
}

/* the 34-year-old, at its number */
bool q_age_read(q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  uint32_t last = token + 4;
  if (token == r->sentence.first || last >= r->sentence.last || !is_head(r, last)) return true;
  if (!q_is_char(doc, token + 1, "-") || !q_is_char(doc, token + 3, "-") ||
      !q_is_a(doc, last, Q_AGE_ADJECTIVE) || !q_sense_of(doc, token - 1)->definite)
    return true;
  uint32_t entity = find(r, age_key(q_bytes(doc, token), q_size(doc, token)));
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
static bool is_known(const q_resolver *r, const q_sense *sense) {
  const q_keys *keys = &r->linker->keys;
  return sense->fits || (sense->description && q_keys_find(keys, sense->description)) ||
         (sense->kind && q_keys_find(keys, sense->kind));
}

static bool is_epithet(const quoth_doc *doc, const nominal *n) {
  return !n->owner && (q_is_a(doc, n->first, Q_ROLE_EPITHET) || q_is_a(doc, n->head, Q_ROLE_EPITHET));
}

/* Whom a definite noun stands for, or QUOTH_NONE. */
static uint32_t referent(const q_resolver *r, const nominal *n, bool person, uint8_t sort) {
  q_fit fit = (q_fit)q_sense_of(r->doc, n->head)->fits;
  uint32_t entity = find_entity(r, n);
  if (entity == QUOTH_NONE && n->begin + 1 == n->head && fit) entity = find_fitting(r, fit);
  if (entity == QUOTH_NONE && person && is_epithet(r->doc, n)) entity = find_described(r, sort);
  bool clash = entity != QUOTH_NONE && q_sorts_clash(sort, r->linker->entities.items[entity].sort);
  return clash ? QUOTH_NONE : entity;
}

bool q_nominal_read(q_resolver *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  bool person = q_is(doc, token, Q_BIT(Q_ROLE) | Q_BIT(Q_NOUN_MALE) | Q_BIT(Q_NOUN_FEMALE));
  if (!person && !is_known(r, q_sense_of(doc, token))) return true;
  if (!is_head(r, token)) return true;
  nominal n = nominal_at(r, token);
  q_range tokens = {n.begin, n.head + 1};
  uint8_t sort = sort_of(doc, n.head);
  uint32_t entity = n.definite ? referent(r, &n, person, sort) : QUOTH_NONE;
  if (entity != QUOTH_NONE) return refer(r, tokens, sort, entity);
  bool titled = is_title(r, n.head + 1);
  if (person && !titled && n.begin < n.head) q_resolver_note(r, tokens, QUOTH_NONE, sort);
  return true;
}
