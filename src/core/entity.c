/* The entity stage, and the entities in the shapes of quoth.h. */
#include "core/entity.h"

#include <string.h>

#include "core/sense.h"

/* The order in which entities are shown, and each one's mentions: a counting sort. */
typedef struct shower {
  const q_linker *linker;
  quoth_doc *doc;
  uint32_t *order;   /* of each entity: its place among those shown */
  uint32_t *members; /* mentions, entity by entity, in text order */
} shower;

static bool same(quoth_string a, quoth_string b) {
  return a.length == b.length && (a.bytes == b.bytes || !memcmp(a.bytes, b.bytes, a.length));
}

static quoth_string text_of(const quoth_doc *doc, quoth_span span) {
  return (quoth_string){doc->text + span.start, span.end - span.start};
}

/* The most names or roles that an entity shows. */
enum { MOST_SHOWN = 32 };

/* Adds a string unless it is there already. */
static void add(quoth_string *strings, uint32_t *count, quoth_string string) {
  for (uint32_t i = 0; i < *count; i++)
    if (same(strings[i], string)) return;
  if (*count < MOST_SHOWN) strings[(*count)++] = string;
}

static quoth_string role_text(const quoth_doc *doc, q_range role) {
  const q_term *verb = role.last - role.first == 1 ? q_term_of(doc, role.first, Q_ROLE_VERB) : NULL;
  if (verb) return (quoth_string){verb->canonical, (uint32_t)strlen(verb->canonical)};
  return text_of(doc, q_span(doc, role));
}

/* The same for Gov. and governor, MAYOR and mayor. */
static uint64_t role_key(const quoth_doc *doc, q_range role) {
  uint64_t key = 1;
  for (uint32_t t = role.first; t < role.last; t++) {
    const q_term *term = q_term_of(doc, t, Q_ROLE);
    if (!term && role.last - role.first == 1) term = q_term_of(doc, t, Q_ROLE_VERB);
    uint64_t word = term ? q_hash_folded(term->canonical, strlen(term->canonical)) : q_word_of(doc, t)->fold;
    key = q_lexicon_step(key, word);
  }
  return key;
}

/* Roles gathered on the stack, each once. */
typedef struct roles {
  quoth_string strings[MOST_SHOWN];
  uint64_t keys[MOST_SHOWN];
  bool loud[MOST_SHOWN]; /* in capitals, as headlines have it */
  uint32_t count;
} roles;

/* Adds a role unless it is there already; what is in capitals gives way. */
static void add_role(const quoth_doc *doc, roles *all, q_range role) {
  uint64_t key = role_key(doc, role);
  uint32_t i = 0;
  bool loud = q_word_of(doc, role.first)->shape == Q_SHAPE_UPPER;
  while (i < all->count && all->keys[i] != key) i++;
  if (i == MOST_SHOWN || (i < all->count && (loud || !all->loud[i]))) return;
  all->count += i == all->count;
  all->strings[i] = role_text(doc, role);
  all->keys[i] = key;
  all->loud[i] = loud;
}

/* Copies strings gathered on the stack to the arena; most entities have none. */
static const quoth_string *keep(quoth_doc *doc, const quoth_string *strings, uint32_t count) {
  static const quoth_string NONE;
  if (!count) return &NONE;
  quoth_string *kept = q_alloc(&doc->arena, count * sizeof *kept);
  if (kept) memcpy(kept, strings, count * sizeof *kept);
  return kept;
}

static bool show_strings(shower *s, quoth_entity *entity, bool person) {
  quoth_doc *doc = s->doc;
  static const quoth_string NONE;
  const q_mention *only = &doc->mentions.items[entity->mentions[0]];
  bool bare = entity->mention_count == 1 && !only->roles.count && !only->user;
  if (bare && same(text_of(doc, only->span), entity->name)) { /* as most have */
    entity->aliases = entity->roles = &NONE;
    return true;
  }
  quoth_string aliases[MOST_SHOWN];
  roles found;
  found.count = 0; /* the rest is written before it is read */
  for (uint32_t i = 0; i < entity->mention_count; i++) {
    const q_mention *mention = &doc->mentions.items[entity->mentions[i]];
    if (mention->kind != QUOTH_MENTION_NAME) continue;
    quoth_string text = text_of(doc, mention->span);
    if (!same(text, entity->name)) add(aliases, &entity->alias_count, text);
    for (uint32_t r = 0; person && r < mention->roles.count; r++)
      add_role(doc, &found, mention->roles.items[r]);
  }
  entity->aliases = keep(doc, aliases, entity->alias_count);
  entity->roles = keep(doc, found.strings, entity->role_count = found.count);
  return entity->aliases && entity->roles;
}

/* The entities that an entity's roles belong to, each once. */
static bool show_affiliations(shower *s, quoth_entity *entity) {
  static const uint32_t NONE;
  uint32_t found[MOST_SHOWN], count = 0;
  for (uint32_t i = 0; i < entity->mention_count; i++) {
    const q_indices *belongs = &s->doc->mentions.items[entity->mentions[i]].belongs;
    for (uint32_t b = 0; b < belongs->count; b++) {
      uint32_t id = s->doc->mentions.items[belongs->items[b]].entity, k = 0;
      while (k < count && found[k] != id) k++;
      if (k == count && count < MOST_SHOWN) found[count++] = id;
    }
  }
  entity->affiliations = &NONE;
  if (!count) return true;
  uint32_t *kept = q_alloc(&s->doc->arena, count * sizeof *kept);
  if (!kept) return false;
  memcpy(kept, found, count * sizeof *kept);
  entity->affiliations = kept;
  entity->affiliation_count = count;
  return true;
}

/* The country of "Russian", and of Moscow. */
static const char *country_of(const quoth_doc *doc, const q_entity *entity) {
  const q_mention *name = &doc->mentions.items[entity->name];
  if (entity->label == Q_LABEL_NATIONALITY) return name->canonical;
  return name->seat ? q_term_over(doc, name->tokens, Q_SEAT)->canonical : NULL;
}

static bool show_entity(shower *s, uint32_t made) {
  const q_entity *from = &s->linker->entities.items[made];
  quoth_entity *to = &s->doc->entities.items[s->order[made]];
  to->type = from->type;
  to->name = text_of(s->doc, s->doc->mentions.items[from->name].span);
  if (from->canonical) to->name = (quoth_string){from->canonical, (uint32_t)strlen(from->canonical)};
  to->country = country_of(s->doc, from);
  to->ref = from->id;
  bool person = from->label == Q_LABEL_PERSON;
  return show_strings(s, to, person) && (!person || show_affiliations(s, to));
}

/* Numbers the entities by their first mention, gives these numbers to the mentions and gathers
 * those of each. */
static void order(shower *s) {
  quoth_doc *doc = s->doc;
  uint32_t count = s->linker->entities.count, shown = 0, start = 0;
  for (uint32_t i = 0; i < count; i++) s->order[i] = QUOTH_NONE;
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_mention *mention = &doc->mentions.items[i];
    uint32_t *place = &s->order[mention->entity];
    if (*place == QUOTH_NONE) doc->entities.items[ *place = shown++] = (quoth_entity){0};
    doc->entities.items[*place].mention_count++;
  }
  for (uint32_t i = 0; i < shown; i++) {
    doc->entities.items[i].mentions = s->members + start;
    start += doc->entities.items[i].mention_count;
    doc->entities.items[i].mention_count = 0;
  }
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_mention *mention = &doc->mentions.items[i];
    mention->type = s->linker->entities.items[mention->entity].type;
    mention->entity = s->order[mention->entity];
    quoth_entity *entity = &doc->entities.items[mention->entity];
    s->members[(uint32_t)(entity->mentions - s->members) + entity->mention_count++] = i;
  }
  doc->entities.count = shown;
}

static bool show(const q_linker *linker) {
  quoth_doc *doc = linker->doc;
  uint32_t count = linker->entities.count;
  shower s = {linker, doc, q_alloc(&doc->arena, (count + 1) * sizeof *s.order),
              q_alloc(&doc->arena, (doc->mentions.count + 1) * sizeof *s.members)};
  if (!s.order || !s.members) return false;
  if (!q_list_reserve(&doc->arena, &doc->entities, sizeof *doc->entities.items, count)) return false;
  order(&s);
  for (uint32_t i = 0; i < count; i++)
    if (s.order[i] != QUOTH_NONE && !show_entity(&s, i)) return false;
  return true;
}

static q_label label_of(const char *type) {
  if (*type == 'o') return q_has_type(type, "organization") ? Q_LABEL_ORGANIZATION : Q_LABEL_OTHER;
  if (*type == 'n') return q_has_type(type, "nationality") ? Q_LABEL_NATIONALITY : Q_LABEL_OTHER;
  if (q_has_type(type, "person")) return Q_LABEL_PERSON;
  return q_has_type(type, "place") ? Q_LABEL_PLACE : Q_LABEL_OTHER;
}

void q_mention_set_type(q_mention *mention, const char *type) {
  mention->type = type;
  mention->label = (uint8_t)label_of(type);
}

/* Types are told apart by their text; there are few, so that most are where they were met last. */
static void label(quoth_doc *doc) {
  enum { KEPT = 32 };
  struct {
    const char *type;
    q_label label;
  } kept[KEPT] = {{NULL, Q_LABEL_OTHER}};
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_mention *mention = &doc->mentions.items[i];
    uint32_t k = (uint32_t)((uintptr_t)mention->type >> 2) % KEPT;
    if (kept[k].type != mention->type) {
      kept[k].type = mention->type;
      kept[k].label = label_of(mention->type);
    }
    mention->label = (uint8_t)kept[k].label;
  }
}

bool q_entities_run(quoth_doc *doc) {
  q_linker linker = {.doc = doc, .keys = {.arena = &doc->arena}};
  label(doc);
  if (!q_senses_prepare(doc) || !q_names_split(doc)) return false;
  q_names_mend(doc);
  if (!q_acronyms_read(doc) || !q_known_find(doc) || !q_roles_find(doc) || !q_names_link(&linker) ||
      !q_references_link(&linker))
    return false;
  return q_metonyms_mark(doc) && show(&linker);
}
