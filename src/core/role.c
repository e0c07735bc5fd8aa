/* What people and bodies are called beside their names: titles and roles before a
 * name, appositions around it, "who chairs …". A role is a range of words, without
 * article, nationality or body: those it belongs to are noted apart. */
#include "core/entity.h"
#include "core/phrase.h"

/* The longest phrase looked at, in tokens. */
enum { MOST = 7 };

#define BREAKS                                                                           \
  (Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) |   \
   Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_NEGATION) | Q_BIT(Q_CUE_SPEECH) | \
   Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_PAST) | Q_PRONOUN)
#define OPENS (Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE))
#define LISTED (Q_BIT(Q_ROLE) | Q_BIT(Q_ROLE_MODIFIER))

typedef struct finder {
  quoth_doc *doc;
  q_range sentence;
  uint32_t index; /* of the mention looked at */
  uint64_t heads; /* classes of the nouns that fit it */
} finder;

static q_mention *mention_at(const finder *f, uint32_t index) { return &f->doc->mentions.items[index]; }

static bool is_possessive(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_POSSESSIVE_MARKER) || q_is_char(doc, token, "'");
}

static bool can_own(const q_mention *mention) { return mention->label >= Q_LABEL_ORGANIZATION; }

/* May the token stand inside a noun phrase, before its head? */
static bool in_phrase(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->classes & LISTED) return true;
  if (word->kind != QUOTH_TOKEN_WORD || word->has_digit || word->classes & BREAKS) return false;
  return !is_possessive(doc, token) && !q_is_verb(doc, token, token);
}

static bool add_role(finder *f, uint32_t first, uint32_t last) {
  q_mention *mention = mention_at(f, f->index);
  for (uint32_t t = first; t < last; t++) {
    if (q_is(f->doc, t, Q_BIT(Q_NOUN_MALE))) mention->sort |= Q_MALE;
    if (q_is(f->doc, t, Q_BIT(Q_NOUN_FEMALE))) mention->sort |= Q_FEMALE;
  }
  q_range *range = q_push(&f->doc->arena, &mention->roles);
  if (range) *range = (q_range){first, last};
  return range != NULL;
}

static bool add_owner(finder *f, uint32_t owner) {
  if (owner >= f->doc->mentions.count || owner == f->index || !can_own(mention_at(f, owner))) return true;
  uint32_t *index = q_push(&f->doc->arena, &mention_at(f, f->index)->belongs);
  if (index) *index = owner;
  return index != NULL;
}

/* ---- before the name ---- */

/* The hyphen of vice-president. */
static bool is_hyphen(const quoth_doc *doc, uint32_t token) {
  return q_is_char(doc, token, "-") && !q_spaced(doc, token) && token + 1 < doc->tokens.count &&
         !q_spaced(doc, token + 1);
}

uint32_t q_phrase_start(const quoth_doc *doc, uint32_t floor, uint32_t head, bool named) {
  uint32_t t = head, known = head;
  while (t > floor && head - t < MOST && (in_phrase(doc, t - 1) || is_hyphen(doc, t - 1))) {
    t--;
    if (q_is(doc, t, LISTED) && (known == t + 1 || (known == t + 2 && is_hyphen(doc, t + 1)))) known = t;
  }
  if (t < head && is_hyphen(doc, t)) t++;
  if (t == floor ? named : q_is(doc, t - 1, OPENS) || is_possessive(doc, t - 1)) return t;
  return known;
}

/* The mention that ends where a phrase begins, "'s" between them allowed. */
static uint32_t owner_before(const finder *f, uint32_t first) {
  if (!f->index) return QUOTH_NONE;
  uint32_t last = mention_at(f, f->index - 1)->tokens.last;
  bool near = last == first || (last + 1 == first && is_possessive(f->doc, last));
  return near ? f->index - 1 : QUOTH_NONE;
}

static bool add_before(finder *f, uint32_t floor, uint32_t head, uint32_t last) {
  bool named = f->index && mention_at(f, f->index - 1)->tokens.last == floor &&
               mention_at(f, f->index - 1)->label == Q_LABEL_NATIONALITY;
  uint32_t first = q_phrase_start(f->doc, floor, head, named);
  return add_role(f, first, last) && add_owner(f, owner_before(f, first));
}

/* The end of the mention before, but not before the sentence. */
static uint32_t floor_of(const finder *f) {
  uint32_t floor = f->sentence.first;
  if (f->index && mention_at(f, f->index - 1)->tokens.last > floor)
    floor = mention_at(f, f->index - 1)->tokens.last;
  return floor;
}

static bool is_capital(const quoth_doc *doc, uint32_t token) {
  return q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL;
}

/* Secretary of State John Lund */
static bool is_of_title(const quoth_doc *doc, uint32_t floor, uint32_t first) {
  return first >= floor + 3 && is_capital(doc, first - 1) && q_is_a(doc, first - 2, Q_PREPOSITION_GENITIVE) &&
         q_is(doc, first - 3, Q_BIT(Q_ROLE)) && is_capital(doc, first - 3);
}

/* the farm minister, Petru Ionesco, */
static bool read_apposed_before(finder *f, uint32_t floor, q_range name) {
  const quoth_doc *doc = f->doc;
  if (name.first < floor + 2 || !q_is_char(doc, name.first - 1, ",")) return true;
  uint32_t head = name.first - 2;
  bool closed = name.last >= f->sentence.last || q_word_of(doc, name.last)->kind != QUOTH_TOKEN_WORD ||
                q_is(doc, name.last, Q_CUE_VERB | Q_BIT(Q_AUXILIARY));
  if (!closed || !q_is(doc, head, f->heads)) return true;
  uint32_t first = q_phrase_start(doc, floor, head, false);
  bool opened = first > floor && (q_is(doc, first - 1, OPENS) || is_possessive(doc, first - 1));
  bool owned = owner_before(f, first) != QUOTH_NONE;
  if (!opened && !owned) return true;
  return add_role(f, first, head + 1) && add_owner(f, owner_before(f, first));
}

static bool read_before(finder *f) {
  const quoth_doc *doc = f->doc;
  q_range name = mention_at(f, f->index)->tokens;
  uint32_t floor = floor_of(f);
  if (name.first <= floor) return true;
  uint32_t head = name.first - 1;
  if (q_is(doc, head, f->heads)) return add_before(f, floor, head, name.first);
  if (is_of_title(doc, floor, name.first)) return add_before(f, floor, name.first - 3, name.first);
  if (q_is_char(doc, head, ",")) return read_apposed_before(f, floor, name);
  if (q_is(doc, head, Q_BIT(Q_TITLE))) {
    mention_at(f, f->index)->sort |= (q_is(doc, head, Q_BIT(Q_NOUN_MALE)) ? Q_MALE : 0) |
                                     (q_is(doc, head, Q_BIT(Q_NOUN_FEMALE)) ? Q_FEMALE : 0);
    if (head > floor && q_is(doc, head - 1, f->heads)) return add_before(f, floor, head - 1, head);
  }
  return true;
}

/* ---- behind the name ---- */

/* A noun phrase read from left to right. */
typedef struct phrase {
  uint32_t first, head; /* of the role; QUOTH_NONE where there is no head that fits */
  uint32_t owner;       /* a mention before the role, or QUOTH_NONE */
  uint32_t next;        /* the next mention at or behind the phrase's end */
  uint32_t end;
} phrase;

static phrase read_phrase(const finder *f, uint32_t first) {
  const quoth_doc *doc = f->doc;
  phrase p = {first, QUOTH_NONE, QUOTH_NONE, f->index + 1, first};
  for (uint32_t steps = 0; p.end < f->sentence.last && steps < MOST; steps++) {
    while (p.next < doc->mentions.count && mention_at(f, p.next)->tokens.first < p.end) p.next++;
    if (p.next < doc->mentions.count && mention_at(f, p.next)->tokens.first == p.end) {
      if (!can_own(mention_at(f, p.next))) break;
      p.owner = p.next;
      p.end = mention_at(f, p.next)->tokens.last;
      if (p.end < f->sentence.last && is_possessive(doc, p.end)) p.end++;
      p.first = p.end;
      p.head = QUOTH_NONE;
    } else if (q_is(doc, p.end, f->heads) || in_phrase(doc, p.end) || is_hyphen(doc, p.end)) {
      p.head = q_is(doc, p.end, f->heads) ? p.end : QUOTH_NONE;
      p.end++;
    } else if (is_possessive(doc, p.end)) { /* the bank's former chair */
      p.first = ++p.end;
      p.head = p.owner = QUOTH_NONE;
    } else {
      break;
    }
  }
  return p;
}

/* Does the phrase stand for a name that follows it, or begin a clause? */
static bool goes_on(const finder *f, const phrase *p) {
  const quoth_doc *doc = f->doc;
  if (p->next < doc->mentions.count && mention_at(f, p->next)->tokens.first == p->end) return true;
  return p->end < f->sentence.last &&
         (q_is(doc, p->end, Q_CUE_VERB | Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL)) || is_possessive(doc, p->end) ||
          (q_is_verb(doc, p->end, p->end) && !q_is(doc, p->end, Q_BIT(Q_PREPOSITION))));
}

/* a nurse from Leeds: what follows the role. */
static bool read_owner_behind(finder *f, const phrase *p) {
  const quoth_doc *doc = f->doc;
  uint32_t t = p->end;
  if (t + 1 >= f->sentence.last || !q_is(doc, t, Q_BIT(Q_PREPOSITION))) return true;
  while (++t < f->sentence.last && t < p->end + 4 && q_is(doc, t, OPENS)) continue;
  for (uint32_t next = p->next; next < doc->mentions.count && mention_at(f, next)->tokens.first <= t; next++)
    if (mention_at(f, next)->tokens.first == t) return add_owner(f, next);
  return true;
}

static bool read_description(finder *f, uint32_t first) {
  const quoth_doc *doc = f->doc;
  bool opened = first < f->sentence.last && q_is(doc, first, OPENS);
  phrase p = read_phrase(f, first + opened);
  if (p.head == QUOTH_NONE || goes_on(f, &p)) return true;
  if (p.end < f->sentence.last && q_is_char(doc, p.end, "&-/")) return true;
  return add_role(f, p.first, p.head + 1) && add_owner(f, p.owner) && read_owner_behind(f, &p);
}

/* who chairs the panel; who is a nurse; is a nurse */
static bool read_clause(finder *f, uint32_t first) {
  const quoth_doc *doc = f->doc;
  uint32_t last = f->sentence.last;
  if (first < last && q_is_a(doc, first, Q_RELATIVE_PERSONAL)) first++;
  if (first + 1 >= last) return true;
  if (q_is(doc, first, Q_BIT(Q_ROLE_VERB)) && q_is_a(doc, first - 1, Q_RELATIVE_PERSONAL))
    return add_role(f, first, first + 1) &&
           read_owner_behind(f, &(phrase){.end = first, .next = f->index + 1});
  if (!q_is_a(doc, first, Q_COPULA) || !q_is(doc, first + 1, OPENS)) return true;
  return read_description(f, first + 1);
}

/* Roa, 34, a nurse: behind the age, or `token` itself. */
static uint32_t behind_age(const finder *f, uint32_t token) {
  if (token + 1 >= f->sentence.last || q_word_of(f->doc, token)->kind != QUOTH_TOKEN_NUMBER) return token;
  return q_is_char(f->doc, token + 1, ",") ? token + 2 : token;
}

static bool read_behind(finder *f) {
  const quoth_doc *doc = f->doc;
  uint32_t t = mention_at(f, f->index)->tokens.last;
  if (t + 1 >= f->sentence.last) return true;
  if (!q_is_char(doc, t, ",")) return read_clause(f, t);
  t = behind_age(f, t + 1);
  if (t + 1 >= f->sentence.last) return true;
  return q_is_a(doc, t, Q_RELATIVE_PERSONAL) ? read_clause(f, t) : read_description(f, t);
}

/* ---- bodies and places ---- */

bool q_is_kind_behind(const quoth_doc *doc, uint32_t token) {
  static const char *const KINDS[] = {"agency", "newspaper", "magazine", "broadcaster", "party"};
  const q_term *term =
      q_word_of(doc, token)->shape == Q_SHAPE_LOWER ? q_term_of(doc, token, Q_NOUN_THING) : NULL;
  for (size_t i = 0; term && i < sizeof KINDS / sizeof *KINDS; i++)
    if (q_has_type(term->canonical, KINDS[i])) return true;
  return false;
}

/* KCNA news agency; the city of Leeds */
static bool read_around(finder *f) {
  const quoth_doc *doc = f->doc;
  q_range name = mention_at(f, f->index)->tokens;
  bool body = mention_at(f, f->index)->label == Q_LABEL_ORGANIZATION;
  for (uint32_t t = name.last; t < f->sentence.last && t < name.last + 3 && in_phrase(doc, t); t++)
    if (body && q_is_kind_behind(doc, t) && t + 1 < f->sentence.last && !in_phrase(doc, t + 1))
      return add_role(f, name.last, t + 1);
  if (name.first > f->sentence.first + 1 && q_is_a(doc, name.first - 1, Q_PREPOSITION_GENITIVE) &&
      q_is(doc, name.first - 2, Q_BIT(Q_NOUN_THING)))
    return add_role(f, name.first - 2, name.first - 1);
  return true;
}

/* ---- all ---- */

static bool read_mention(finder *f) {
  q_mention *mention = mention_at(f, f->index);
  if (mention->label == Q_LABEL_PERSON) {
    f->heads = Q_BIT(Q_ROLE);
    if (!read_before(f) || !read_behind(f)) return false;
    bool several = mention->tokens.last > mention->tokens.first + 1;
    if (!mention->sort && several) mention->sort = q_sort_of_name(f->doc, mention->tokens.first);
    return true;
  }
  if (!can_own(mention) || mention->label == Q_LABEL_NATIONALITY) return true;
  f->heads = Q_BIT(Q_NOUN_THING);
  return read_before(f) && read_behind(f) && read_around(f);
}

bool q_roles_find(quoth_doc *doc) {
  finder f = {.doc = doc};
  uint32_t sentence = 0;
  for (f.index = 0; f.index < doc->mentions.count; f.index++) {
    q_range name = mention_at(&f, f.index)->tokens;
    if (name.first == name.last) continue;
    while (doc->sentences.items[sentence].last <= name.first) sentence++;
    f.sentence = doc->sentences.items[sentence];
    if (!read_mention(&f)) return false;
  }
  return true;
}
