/* What a finder took into a name and is no part of it, and what stands around a name and tells its type:
 * Ms. Roa is no place, KC in "Carl Brandt KC" no surname, R in "R-Ohio" a party, and LEEDS in "LEEDS (AP) — "
 * the place where the story was written. */
#include "core/entity.h"
#include "core/phrase.h"
#include "core/sense.h"

static bool is_upper(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  return word->kind == QUOTH_TOKEN_WORD && word->shape == Q_SHAPE_UPPER;
}

/* Is the token Mr, Ms or another title that only a person bears? */
static bool is_personal(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_TITLE_PERSONAL) && q_is_capital(doc, token);
}

static bool names_body(const quoth_doc *doc, q_range name) {
  for (uint32_t t = name.first; t < name.last; t++)
    if (q_is(doc, t, Q_BIT(Q_ORG_WORD) | Q_BIT(Q_ORG_SUFFIX)) || !q_is_capital(doc, t)) return true;
  return false;
}

/* Gives a name the type that a rule tells. */
static void retype(q_mention *mention, const char *type, const char *rule) {
  q_mention_set_type(mention, type);
  mention->rule = rule;
}

/* Ms Roa is a person, whatever it was taken for; Mrs Lund Foods Ltd and Miss Norland are not. */
static void read_title(const quoth_doc *doc, q_mention *mention) {
  q_range *name = &mention->tokens;
  bool within = name->last > name->first + 1 && is_personal(doc, name->first);
  bool before = name->first && is_personal(doc, name->first - 1);
  if (within == before || mention->label == Q_LABEL_PERSON || names_body(doc, *name)) return;
  if (q_is(doc, name->last - 1, Q_BIT(Q_COUNTRY) | Q_BIT(Q_PLACE))) return;
  name->first += within;
  retype(mention, "person", "rule: title");
}

/* Carl Brandt KC: letters behind a name of two words or more. */
static void cut_letters(const quoth_doc *doc, q_mention *mention) {
  q_range *name = &mention->tokens;
  while (name->last > name->first + 2 && q_is_capital(doc, name->last - 1) &&
         (q_is_a(doc, name->last - 1, Q_NAME_LETTERS) ||
          (is_upper(doc, name->last - 1) && !is_upper(doc, name->last - 2) &&
           q_is(doc, name->last - 1, Q_BIT(Q_ROLE)))))
    name->last--;
}

/* Norwegian Lars Lund, Lt Gen Tariq Roa: a people, and titles that a finder does not know. */
static void cut_front(const quoth_doc *doc, q_mention *mention) {
  q_range *name = &mention->tokens;
  bool people = q_is(doc, name->first, Q_BIT(Q_NATIONALITY)) && name->last > name->first + 2;
  if (people && q_is(doc, name->first + 1, Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))) name->first++;
  while (name->last > name->first + 1 && q_is_capital(doc, name->first) &&
         q_is_a(doc, name->first, Q_TITLE_OWN) && !q_is(doc, name->first, Q_BIT(Q_TITLE)))
    name->first++;
}

/* R-Ohio: the letter of a party before a place. */
static void cut_party(const quoth_doc *doc, q_mention *mention) {
  q_range *name = &mention->tokens;
  bool letter = q_size(doc, name->first) == 1 && is_upper(doc, name->first);
  if (!letter || name->last < name->first + 3 || !q_is_char(doc, name->first + 1, "-")) return;
  q_range place = {name->first + 2, name->last};
  if (!(q_classes_over(doc, place) & (Q_BIT(Q_PLACE) | Q_BIT(Q_COUNTRY)))) return;
  *name = place;
  retype(mention, "place", "rule: state behind a party's letter");
}

/* Behind the legal form that stands at a token: plc, or ", Inc."; else the token. */
static uint32_t behind_form(const quoth_doc *doc, uint32_t token) {
  uint32_t form = token + (token < doc->tokens.count && q_is_char(doc, token, ","));
  bool there =
      form < doc->tokens.count && q_is(doc, form, Q_BIT(Q_ORG_SUFFIX)) && !q_is(doc, form, Q_BIT(Q_ROLE));
  return there ? form + 1 : token;
}

/* Norbank Group plc; St. Brigid's Hospital: what belongs to a name behind it. */
static void widen(const quoth_doc *doc, q_mention *mention, uint32_t limit) {
  q_range *name = &mention->tokens;
  uint32_t t = name->last;
  if (mention->label == Q_LABEL_ORGANIZATION) {
    uint32_t form = behind_form(doc, t);
    if (form <= limit) name->last = form;
  }
  bool saint = name->last > name->first + 1 && q_is_a(doc, name->first, Q_NAME_SAINT);
  if (!saint || t + 1 >= doc->tokens.count || !q_is_possessive(doc, t) || !q_is_capital(doc, t + 1)) return;
  if (!q_is(doc, t + 1, Q_BIT(Q_ORG_WORD)) || t + 2 > limit) return;
  name->last = t + 2;
  retype(mention, "organization", "rule: whose body it is");
}

/* Makes one name of the tokens from `first` to a mention's end: of the mention before where that reaches
 * into them, else of the mention. True when the mention is to go. */
static bool join(const quoth_doc *doc, q_mention *before, q_mention *mention, uint32_t first) {
  bool joined = before && before->tokens.last > first;
  q_mention *whole = joined ? before : mention;
  if (joined && before->tokens.first < first) first = before->tokens.first;
  whole->tokens = (q_range){first, mention->tokens.last};
  whole->span = q_span(doc, whole->tokens);
  if (mention->label == Q_LABEL_PERSON) retype(whole, "person", "rule: nickname");
  else retype(whole, "organization", "rule: whose body it is");
  return joined;
}

/* Where the name of a body begins that tells first whom it is for, as Catholic People's Party; else where the
 * mention begins. */
static uint32_t group_start(const quoth_doc *doc, const q_mention *before, const q_mention *mention) {
  uint32_t first = mention->tokens.first;
  if (first < 2 || mention->label < Q_LABEL_ORGANIZATION || !q_is_possessive(doc, first - 1)) return first;
  if (!q_is_a(doc, first - 2, Q_NAME_GROUP) || !q_is_capital(doc, first - 2)) return first;
  if (!q_is(doc, mention->tokens.last - 1, Q_BIT(Q_ORG_WORD))) return first;
  bool open = before && before->tokens.last == first - 1;
  return !open && first > 2 && q_is_capital(doc, first - 3) ? first : first - 2; /* it is longer still */
}

/* Where a person's name begins whose nickname stands right before the mention, Luis "Lefty" Roa; else where
 * the mention begins. */
static uint32_t nickname_start(const quoth_doc *doc, const q_mention *mention) {
  enum { MOST = 3 };
  uint32_t first = mention->tokens.first, t = first - 2;
  if (first < 4 || mention->label != Q_LABEL_PERSON || !q_is_mark(doc, first - 1)) return first;
  while (t > 1 && first - t < MOST + 2 && q_is_capital(doc, t) && !q_is_mark(doc, t)) t--;
  if (t == first - 2 || !q_is_mark(doc, t)) return first;
  return q_is_capital(doc, t - 1) && q_is(doc, t - 1, Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE)) ? t - 1
                                                                                                   : first;
}

bool q_name_join_front(const quoth_doc *doc, q_mention *before, q_mention *mention) {
  uint32_t first = group_start(doc, before, mention);
  if (first == mention->tokens.first) first = nickname_start(doc, mention);
  if (first == mention->tokens.first || first == mention->tokens.last || q_is_given(mention)) return false;
  if (before && before->tokens.last > first && q_is_given(before)) return false;
  return join(doc, before, mention, first);
}

/* Behind a bracket at a token, or the token itself. */
static uint32_t behind_bracket(const quoth_doc *doc, uint32_t token) {
  enum { MOST = 5 };
  if (token >= doc->tokens.count || !q_is_char(doc, token, "(")) return token;
  for (uint32_t t = token + 1; t < doc->tokens.count && t <= token + MOST; t++)
    if (q_is_char(doc, t, ")")) return t + 1;
  return token;
}

/* LEEDS (AP) — The pier fell: capitals that begin a paragraph, with an agency in brackets and a dash behind.
 */
static void read_dateline(const quoth_doc *doc, q_mention *mention) {
  q_range name = mention->tokens;
  if (name.first != doc->paragraphs.items[q_paragraph_at(doc, name.first)].tokens.first) return;
  for (uint32_t t = name.first; t < name.last; t++)
    if (!is_upper(doc, t)) return;
  uint32_t dash = behind_bracket(doc, name.last);
  if (dash > name.last && dash < doc->tokens.count && q_is_dash(doc, dash))
    retype(mention, "place", "rule: dateline");
}

/* Names less sure than this are what lists know them as; places, which give their names to bodies, where
 * they are less sure still. */
#define SURE 0.7F
#define PLACE_SURE 0.55F

/* The Lok Sabha is no place, Tamil Nadu no body: what just one list knows. */
static void read_lists(const quoth_doc *doc, q_mention *mention) {
  if (mention->confidence >= SURE) return;
  bool one = mention->tokens.last == mention->tokens.first + 1;
  uint64_t classes =
      one ? q_sense_of(doc, mention->tokens.first)->classes : q_classes_over(doc, mention->tokens);
  bool body = (classes & (Q_BIT(Q_ORGANIZATION) | Q_BIT(Q_AGENCY))) != 0;
  bool place = (classes & (Q_BIT(Q_PLACE) | Q_BIT(Q_COUNTRY))) != 0;
  if (body == place || classes & Q_BIT(Q_SEAT)) return;
  if (one && mention->label == Q_LABEL_PERSON) return; /* Ford may be a person */
  if (body && mention->label == Q_LABEL_PLACE && mention->confidence >= PLACE_SURE) return;
  if (body && mention->label != Q_LABEL_ORGANIZATION) retype(mention, "organization", "rule: listed");
  if (place && mention->label == Q_LABEL_ORGANIZATION) retype(mention, "place", "rule: listed");
}

void q_name_trim(const quoth_doc *doc, q_mention *mention, uint32_t limit) {
  if (q_is_given(mention) || !mention->label || mention->tokens.first == mention->tokens.last) return;
  q_range before = mention->tokens;
  if (mention->label == Q_LABEL_PERSON) cut_letters(doc, mention), cut_front(doc, mention);
  else read_title(doc, mention), cut_party(doc, mention);
  if (mention->label != Q_LABEL_PLACE && is_upper(doc, mention->tokens.first)) read_dateline(doc, mention);
  widen(doc, mention, limit);
  read_lists(doc, mention);
  if (before.first != mention->tokens.first || before.last != mention->tokens.last)
    mention->span = q_span(doc, mention->tokens);
}
