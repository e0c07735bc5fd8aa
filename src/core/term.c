/* Mentions that the lexicon knows: names of rules, and what stands in word lists. */
#include "core/mention.h"

/* What a term of a class is a mention of, or NULL. */
static const char *type_of(const q_term *term) {
  switch (term->class) {
    case Q_PERSON: return "person";
    case Q_ORGANIZATION:
    case Q_AGENCY: return "organization";
    case Q_COUNTRY:
    case Q_PLACE: return "place";
    case Q_NATIONALITY: return "nationality";
    case Q_EVENT: return "event";
    case Q_WORK: return "work";
    case Q_PRODUCT: return "product";
    case Q_TYPED: return term->type;
    default: return NULL;
  }
}

static bool offer(q_finding *finding, q_range tokens, const q_term *term) {
  if (term->class == Q_NEVER) return q_cover(finding, tokens), true;
  const char *type = type_of(term);
  q_mention *mention;
  if (!type) return true;
  if (!q_mention_offer(finding, tokens, &mention)) return false;
  if (!mention) return true;
  mention->type = type;
  mention->canonical = term->canonical;
  mention->id = term->id;
  mention->rule = term->reason;
  mention->confidence = term->user ? 1 : 0.8F;
  mention->user = term->user;
  return true;
}

/* The newest one-word term that is a name and stems from a user, or not. */
static const q_term *name_of(const quoth_doc *doc, uint32_t token, bool user, uint64_t not_of) {
  uint64_t classes = q_word_of(doc, token)->classes & Q_CLASS_NAME & ~not_of;
  for (; classes; classes &= classes - 1) {
    const q_term *term = q_term_of(doc, token, (q_class)__builtin_ctzll(classes));
    if (term && term->user == user) return term;
  }
  return NULL;
}

bool q_terms_find(q_finding *finding, bool user, uint64_t not_of) {
  const quoth_doc *doc = finding->doc;
  for (uint32_t i = 0; i < doc->matches.count; i++) {
    const q_match *match = &doc->matches.items[i];
    bool one = match->tokens.last - match->tokens.first == 1;
    if (match->term->user != user || (one && q_class_among(match->term->class, not_of))) continue;
    if (!offer(finding, match->tokens, match->term)) return false;
  }
  const uint64_t *listed = doc->flags[Q_FLAG_LISTED];
  uint32_t last = doc->tokens.count;
  bool any = !user || q_has_user_terms(doc->engine);
  for (uint32_t i = q_next(listed, 0, last); i < last; i = q_next(listed, i + 1, last)) {
    if (q_is_covered(finding, i)) continue;
    bool never = q_is(doc, i, Q_BIT(Q_NEVER));
    if (never) q_cover(finding, (q_range){i, i + 1});
    const q_term *term = !never && any ? name_of(doc, i, user, not_of) : NULL;
    if (term && !offer(finding, (q_range){i, i + 1}, term)) return false;
  }
  return true;
}
