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
  if (name->tokens.first == name->tokens.last) return false;
  if (e->label == Q_LABEL_ORGANIZATION && is_medium(r, e->name)) return fit == Q_FIT_MEDIUM;
  if (e->label == Q_LABEL_ORGANIZATION)
    return fit == Q_FIT_BODY || (fit == Q_FIT_COMPANY && !is_other_body(r->doc, name));
  if (e->label != Q_LABEL_PLACE || fit < Q_FIT_COUNTRY) return false;
  if (q_is_state(r->doc, name)) return fit == Q_FIT_STATE || fit == Q_FIT_AREA;
  if (r->linker->wordings[e->name].classes & Q_BIT(Q_COUNTRY)) return fit == Q_FIT_COUNTRY;
  return fit == Q_FIT_AREA || ((fit == Q_FIT_CITY || fit == Q_FIT_PLACE) && !is_other_place(r->doc, name));
}

void q_leaders_find(q_resolver *r) {
  const q_entity *entities = r->linker->entities.items;
  for (uint32_t fit = 0; fit < Q_FIT_SITE; fit++) {
    uint32_t best = QUOTH_NONE, most = LEADER_LEAST - 1, next = 0;
    for (uint32_t i = 0; fit && i < r->linker->entities.count; i++) {
      if (entities[i].count <= next || !q_fits(r, i, (q_fit)fit)) continue;
      if (entities[i].count > most) {
        next = best == QUOTH_NONE ? next : most;
        most = entities[i].count;
        best = i;
      } else {
        next = entities[i].count;
      }
    }
    r->leaders[fit] = most >= Q_FAR_MORE * next ? best : QUOTH_NONE;
  }
}
