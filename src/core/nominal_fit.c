/* Which nouns fit an entity that nothing calls so: the company, the city. */
#include "core/nominal.h"

/* How often the text names a leader at least. */
enum { LEADER_LEAST = 3 };

/* Does a body's name say that it is no company: Hill University? */
static bool is_other_body(const quoth_doc *doc, const q_mention *name) {
  for (uint32_t t = name->tokens.first; t < name->tokens.last; t++)
    if (q_ends_head(doc, name->tokens, t) && q_is(doc, t, Q_BIT(Q_NOUN_THING)) &&
        !q_is_business(q_sense_of(doc, t)))
      return true;
  return false;
}

/* Does a name tell a newspaper, or a list that it reports? */
static bool is_medium(const q_resolver *r, uint32_t name) {
  uint32_t last = r->doc->mentions.items[name].tokens.last - 1;
  return r->linker->wordings[name].classes & Q_BIT(Q_AGENCY) ||
         q_sense_of(r->doc, last)->fits == Q_FIT_MEDIUM;
}

/* Is a place no town or island, by the last word of its name: Europe, Hill Bridge, Hill County for
 * what is none? */
static bool is_other_place(const quoth_doc *doc, const q_mention *name) {
  uint32_t last = name->tokens.last - 1;
  if (q_is_state(doc, name) || q_is_a(doc, last, Q_PLACE_WIDE)) return true;
  if (!q_is(doc, last, Q_BIT(Q_NOUN_THING))) return false;
  q_fit fit = (q_fit)q_sense_of(doc, last)->fits;
  return fit != Q_FIT_CITY && fit != Q_FIT_PLACE;
}

bool q_fits(const q_resolver *r, uint32_t entity, q_fit fit) {
  const q_entity *e = &r->linker->entities.items[entity];
  const q_mention *name = &r->doc->mentions.items[e->name];
  bool body = e->label == Q_LABEL_ORGANIZATION, place = e->label == Q_LABEL_PLACE && fit >= Q_FIT_COUNTRY;
  if ((!body && !place) || name->tokens.first == name->tokens.last) return false;
  if (body && is_medium(r, e->name)) return fit == Q_FIT_MEDIUM;
  if (body) return fit == Q_FIT_BODY || (fit == Q_FIT_COMPANY && !is_other_body(r->doc, name));
  if (q_is_state(r->doc, name)) return fit == Q_FIT_STATE || fit == Q_FIT_AREA;
  if (r->linker->wordings[e->name].classes & Q_BIT(Q_COUNTRY)) return fit == Q_FIT_COUNTRY;
  return fit == Q_FIT_AREA || ((fit == Q_FIT_CITY || fit == Q_FIT_PLACE) && !is_other_place(r->doc, name));
}

/* A search for the leader of one fit. */
typedef struct contest {
  uint32_t best, most, next; /* the leader, and how often the text names it and the one after it */
} contest;

static void enter(contest *c, uint32_t entity, uint32_t count) {
  if (count > c->most) {
    c->next = c->best == QUOTH_NONE ? c->next : c->most;
    c->most = count;
    c->best = entity;
  } else {
    c->next = count;
  }
}

void q_leaders_find(q_resolver *r) {
  const q_entity *entities = r->linker->entities.items;
  contest all[Q_FIT_SITE];
  for (uint32_t fit = 0; fit < Q_FIT_SITE; fit++) all[fit] = (contest){QUOTH_NONE, LEADER_LEAST - 1, 0};
  for (uint32_t i = 0; i < r->linker->entities.count; i++) {
    if (entities[i].count * Q_FAR_MORE <= LEADER_LEAST) continue; /* any leader is far ahead of it */
    for (uint32_t fit = Q_FIT_NONE + 1; fit < Q_FIT_SITE; fit++)
      if (entities[i].count > all[fit].next && q_fits(r, i, (q_fit)fit))
        enter(&all[fit], i, entities[i].count);
  }
  for (uint32_t fit = 0; fit < Q_FIT_SITE; fit++)
    r->leaders[fit] = all[fit].most >= Q_FAR_MORE * all[fit].next ? all[fit].best : QUOTH_NONE;
}
