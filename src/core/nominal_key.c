/* What the text, the name itself and lists call an entity: keys for the nouns that refer back. */
#include <string.h>

#include "core/nominal.h"

uint64_t q_phrase_key(const quoth_doc *doc, uint32_t first, uint32_t head) {
  uint64_t key = q_sense_of(doc, head)->description;
  if (!key || first == head) return key;
  key = q_lexicon_step(q_key_start(Q_KEY_PHRASE), key);
  while (head-- > first) key = q_lexicon_step(key, q_word_of(doc, head)->fold);
  return key;
}

uint64_t q_owned_key(uint64_t key, uint64_t who) {
  return q_lexicon_step(q_lexicon_step(q_key_start(Q_KEY_OWNED), key), who);
}

uint64_t q_owner_key(uint64_t key, const q_mention *owner) {
  const char *country = owner->canonical;
  return q_owned_key(key, country ? q_hash_folded(country, strlen(country)) : owner->entity + 1);
}

static bool add_key(q_resolver *r, const q_mention *mention, uint64_t key) {
  q_keys *keys = &r->linker->keys;
  if (!key) return true;
  if (!q_keys_add(keys, key, mention->entity)) return false;
  for (uint32_t i = 0; i < mention->belongs.count; i++) {
    const q_mention *owner = &r->doc->mentions.items[mention->belongs.items[i]];
    if (!q_keys_add(keys, q_owner_key(key, owner), mention->entity)) return false;
  }
  return true;
}

uint64_t q_noun_key(const quoth_doc *doc, uint32_t token) {
  return q_lexicon_step(q_key_start(Q_KEY_PHRASE) + 1, q_word_of(doc, token)->fold);
}

/* Does a noun describe a place? "The school in Waco, Texas" tells nothing of Texas. */
static bool is_of_place(const q_sense *sense) { return q_fits_places(sense) || sense->fits == Q_FIT_SITE; }

static bool add_role_keys(q_resolver *r, const q_mention *mention) {
  for (uint32_t i = 0; i < mention->roles.count; i++) {
    q_range role = mention->roles.items[i];
    if (mention->label == Q_LABEL_PLACE && !is_of_place(q_sense_of(r->doc, role.last - 1))) continue;
    for (uint32_t first = role.first; first < role.last; first++)
      if (!add_key(r, mention, q_phrase_key(r->doc, first, role.last - 1))) return false;
  }
  return true;
}

static uint64_t kind_key(const char *kind) {
  return q_lexicon_step(q_key_start(Q_KEY_KIND), q_hash_folded(kind, strlen(kind)));
}

/* What lists know it to be. */
static const char *listed_kind(const q_resolver *r, const q_mention *mention, uint64_t classes) {
  if (classes & Q_BIT(Q_AGENCY)) return "agency";
  if (mention->label != Q_LABEL_PLACE) return NULL;
  return q_is_state(r->doc, mention) ? "state" : classes & Q_BIT(Q_COUNTRY) ? "country" : NULL;
}

/* Is the token what a name calls its bearer? Not the City of Mexico City, which others are as well. */
static bool is_telling(const quoth_doc *doc, q_range name, uint32_t token) {
  if (token == name.first || !q_is(doc, token, Q_BIT(Q_NOUN_THING)) || !q_ends_head(doc, name, token))
    return false;
  q_fit fit = (q_fit)q_sense_of(doc, token)->fits;
  return fit != Q_FIT_COUNTRY && fit != Q_FIT_STATE && fit != Q_FIT_CITY;
}

static bool add_noun_keys(q_resolver *r, const q_mention *mention, uint32_t noun) {
  const q_sense *sense = q_sense_of(r->doc, noun);
  if (!add_key(r, mention, sense->description)) return false;
  bool own = sense->fits == Q_FIT_NONE || sense->fits == Q_FIT_SITE;
  return !own || q_keys_add(&r->linker->keys, q_noun_key(r->doc, noun), mention->entity);
}

/* What the name itself says: Bank, Ministry; a company, an agency, a country, a city. */
static bool add_name_keys(q_resolver *r, const q_mention *mention, uint64_t classes) {
  const quoth_doc *doc = r->doc;
  bool body = mention->label == Q_LABEL_ORGANIZATION, place = mention->label == Q_LABEL_PLACE;
  if (!body && !place) return true;
  for (uint32_t t = mention->tokens.first; t < mention->tokens.last; t++) {
    if (is_telling(doc, mention->tokens, t) && !add_noun_keys(r, mention, t)) return false;
    if (body && t > mention->tokens.first && q_is(doc, t, Q_BIT(Q_ORG_SUFFIX)) &&
        !add_key(r, mention, kind_key("company")))
      return false;
  }
  const char *kind = listed_kind(r, mention, classes);
  return !kind || add_key(r, mention, kind_key(kind));
}

uint64_t q_age_key(const char *bytes, uint32_t size) {
  return q_lexicon_step(q_key_start(Q_KEY_DESCRIPTION) + 1, q_hash(bytes, size));
}

static bool add_age_key(q_resolver *r, const q_mention *mention) {
  const quoth_doc *doc = r->doc;
  uint32_t t = mention->tokens.last;
  if (t + 1 >= doc->tokens.count || q_word_of(doc, t + 1)->kind != QUOTH_TOKEN_NUMBER) return true;
  if (q_size(doc, t + 1) > 3 || !q_is_char(doc, t, ",(")) return true;
  return q_keys_add(&r->linker->keys, q_age_key(q_bytes(doc, t + 1), q_size(doc, t + 1)), mention->entity);
}

bool q_nominals_prepare(q_resolver *r) {
  q_leaders_find(r);
  for (uint32_t i = 0; i < r->doc->mentions.count; i++) {
    const q_mention *mention = &r->doc->mentions.items[i];
    if (mention->tokens.first == mention->tokens.last) continue;
    if (!add_role_keys(r, mention) || !add_name_keys(r, mention, r->linker->wordings[i].classes) ||
        !add_age_key(r, mention))
      return false;
  }
  return true;
}
