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

static void forbid(q_finding *finding, q_range tokens) {
  for (uint32_t i = tokens.first; i < tokens.last; i++)
    if (!finding->over[i]) finding->over[i] = Q_NO_NAME;
}

static bool offer(q_finding *finding, q_range tokens, const q_term *term) {
  if (term->class == Q_NEVER) return forbid(finding, tokens), true;
  q_mention mention = {.tokens = tokens,
                       .type = type_of(term),
                       .canonical = term->canonical,
                       .id = term->id,
                       .rule = term->reason,
                       .confidence = term->user ? 1 : 0.8F,
                       .user = term->user,
                       .kind = QUOTH_MENTION_NAME};
  return !mention.type || q_mention_offer(finding, mention);
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

/* The tokens whose words are names by themselves, or said to be none: a bit each. */
static bool list_words(q_finding *finding) {
  const quoth_doc *doc = finding->doc;
  uint32_t count = doc->tokens.count;
  finding->listed = q_alloc_zero(&finding->doc->arena, (count / 64 + 1) * sizeof *finding->listed);
  for (uint32_t i = 0; finding->listed && i < count; i++) {
    uint64_t listed = q_is(doc, i, Q_CLASS_NAME | Q_BIT(Q_NEVER));
    finding->listed[i / 64] |= listed << i % 64;
  }
  return finding->listed != NULL;
}

bool q_terms_find(q_finding *finding, bool user, uint64_t not_of) {
  const quoth_doc *doc = finding->doc;
  for (uint32_t i = 0; i < doc->matches.count; i++) {
    const q_match *match = &doc->matches.items[i];
    bool one = match->tokens.last - match->tokens.first == 1;
    if (match->term->user != user || (one && q_class_among(match->term->class, not_of))) continue;
    if (!offer(finding, match->tokens, match->term)) return false;
  }
  if (!finding->listed && !list_words(finding)) return false;
  uint32_t last = doc->tokens.count;
  for (uint32_t i = q_next(finding->listed, 0, last); i < last; i = q_next(finding->listed, i + 1, last)) {
    if (finding->over[i]) continue;
    if (q_is(doc, i, Q_BIT(Q_NEVER))) forbid(finding, (q_range){i, i + 1});
    const q_term *term = finding->over[i] ? NULL : name_of(doc, i, user, not_of);
    if (term && !offer(finding, (q_range){i, i + 1}, term)) return false;
  }
  return true;
}
