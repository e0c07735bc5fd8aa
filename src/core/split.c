/* Names of two that a finder took for one: Supreme Court Justice Ana Roa is a court and a person. */
#include "core/entity.h"

#define FIRST_NAME (Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))
#define RANK (Q_BIT(Q_ROLE) | Q_BIT(Q_TITLE))

/* The most words of the person's name. */
enum { MOST = 3 };

static const char RULE[] = "rule: role within";

/* The first word of the person whose role or title begins the name of a body or stands inside it, or
 * QUOTH_NONE. */
static uint32_t person_in(const quoth_doc *doc, q_range name) {
  uint32_t t = name.first + (q_word_of(doc, name.first)->shape != Q_SHAPE_UPPER); /* TD Ana Roa */
  for (; t + 1 < name.last; t++)
    if (q_is(doc, t, RANK) && q_is(doc, t + 1, FIRST_NAME) && !q_is(doc, t + 1, RANK | Q_BIT(Q_ORG_WORD)))
      return t + 1;
  return QUOTH_NONE;
}

/* Where the name of the body before a person's roles ends: Court is of the name, Minority of the role. */
static uint32_t body_end(const quoth_doc *doc, uint32_t first, uint32_t person) {
  uint32_t end = person;
  while (end > first && q_is(doc, end - 1, RANK | Q_BIT(Q_ROLE_MODIFIER)) &&
         (end == person || !q_is(doc, end - 1, Q_BIT(Q_ORG_WORD))))
    end--;
  bool cut = end > first && end < person && q_is(doc, end - 1, Q_BIT(Q_PREPOSITION));
  return end + cut; /* the Joint Chiefs of Staff */
}

static void set_tokens(const quoth_doc *doc, q_mention *mention, uint32_t first, uint32_t last) {
  mention->tokens = (q_range){first, last};
  mention->span = q_span(doc, mention->tokens);
  mention->rule = RULE;
}

/* Cuts mention i in two; the second one goes to *person, or to the next mention where that goes on with the
 * person's name. True when *person is new. */
static bool split(quoth_doc *doc, uint32_t i, q_mention *person) {
  q_mention *mention = &doc->mentions.items[i], *next = mention + 1;
  q_range name = mention->tokens;
  bool candidate = mention->label == Q_LABEL_ORGANIZATION || mention->label == Q_LABEL_PLACE;
  if (!candidate || q_is_given(mention) || name.last < name.first + 3) return false;
  uint32_t first = person_in(doc, name);
  if (first == QUOTH_NONE || name.last - first > MOST ||
      q_is(doc, name.last - 1, Q_BIT(Q_ORG_WORD) | Q_BIT(Q_PLACE_WORD)))
    return false;
  uint32_t end = body_end(doc, name.first, first);
  *person = *mention;
  q_mention_set_type(person, "person");
  set_tokens(doc, person, first, name.last);
  if (end == name.first) {
    *mention = *person;
    return false;
  }
  set_tokens(doc, mention, name.first, end);
  bool more = i + 1 < doc->mentions.count && next->tokens.first == name.last && next->label == Q_LABEL_PERSON;
  if (more) set_tokens(doc, next, first, next->tokens.last);
  return !more;
}

/* Cuts the roles of the person whose name follows from the end of a body's: Supreme Court Justice. */
static void cut_roles(const quoth_doc *doc, uint32_t i) {
  q_mention *mention = &doc->mentions.items[i], *next = mention + 1;
  bool candidate = mention->label == Q_LABEL_ORGANIZATION || mention->label == Q_LABEL_PLACE;
  if (!candidate || q_is_given(mention) || i + 1 == doc->mentions.count) return;
  q_range name = mention->tokens;
  if (next->label != Q_LABEL_PERSON || next->tokens.first != name.last || name.first == name.last) return;
  if (!q_is(doc, name.last - 1, RANK)) return;
  uint32_t end = body_end(doc, name.first, name.last);
  if (end > name.first && end < name.last) set_tokens(doc, mention, name.first, end);
}

bool q_names_split(quoth_doc *doc) {
  Q_LIST(q_mention) found = {0};
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_mention person, *new;
    cut_roles(doc, i);
    if (!split(doc, i, &person)) continue;
    if (!(new = q_push(&doc->arena, &found))) return false;
    *new = person;
  }
  return !found.count || q_mentions_insert(doc, found.items, found.count, NULL);
}
