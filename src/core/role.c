/* What people and bodies are called beside their names: titles and roles before a
 * name, appositions around it, "who chairs …". A role is a range of words, without
 * article, nationality or body: those it belongs to are noted apart. */
#include "core/entity.h"
#include "core/phrase.h"
#include "core/sense.h"

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

/* Is the noun one that fits the mention: a role of a person, a kind of body or place? */
static bool is_head(const finder *f, uint32_t token) {
  if (q_is(f->doc, token, f->heads)) return true;
  return f->heads == Q_BIT(Q_ROLE) && q_is_a(f->doc, token, Q_ROLE_DEPENDENT);
}

static bool can_own(const q_mention *mention) { return mention->label >= Q_LABEL_ORGANIZATION; }

/* May the token stand inside a noun phrase, before its head? */
static bool in_phrase(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->classes & LISTED) return true;
  if (word->kind != QUOTH_TOKEN_WORD || word->has_digit || word->classes & BREAKS) return false;
  return !q_is_possessive(doc, token) && !q_is_verb(doc, token, token);
}

/* Does a title of its own begin at a token behind a role: press secretary Brig. Gen. Roa? */
static bool is_second_title(const quoth_doc *doc, uint32_t token) {
  return q_is_a(doc, token, Q_TITLE_OWN) && q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL &&
         q_is(doc, token - 1, Q_BIT(Q_ROLE)) && !q_is_a(doc, token - 1, Q_TITLE_OWN);
}

/* Sir and Dame tell no role. */
static bool is_honour(const quoth_doc *doc, uint32_t first, uint32_t last) {
  while (first < last && q_is_a(doc, first, Q_TITLE_HONOUR)) first++;
  return first == last;
}

static bool add_role(finder *f, uint32_t first, uint32_t last) {
  q_mention *mention = mention_at(f, f->index);
  for (uint32_t t = first + 1; t < last; t++)
    if (is_second_title(f->doc, t)) return add_role(f, first, t) && add_role(f, t, last);
  for (uint32_t t = first; t < last; t++) {
    if (q_is(f->doc, t, Q_BIT(Q_NOUN_MALE))) mention->sort |= Q_MALE;
    if (q_is(f->doc, t, Q_BIT(Q_NOUN_FEMALE))) mention->sort |= Q_FEMALE;
  }
  if (is_honour(f->doc, first, last)) return true;
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
  if (t == floor ? named : q_is(doc, t - 1, OPENS) || q_is_possessive(doc, t - 1)) return t;
  return known;
}

/* The mention that ends where a phrase begins, "'s" between them allowed. */
static uint32_t owner_before(const finder *f, uint32_t first) {
  if (!f->index) return QUOTH_NONE;
  uint32_t last = mention_at(f, f->index - 1)->tokens.last;
  bool near = last == first || (last + 1 == first && q_is_possessive(f->doc, last));
  return near ? f->index - 1 : QUOTH_NONE;
}

/* A former Norwegian minister is no minister: where a role begins whose owner stands behind "former". */
static uint32_t former_start(const finder *f, uint32_t owner, uint32_t first) {
  if (owner == QUOTH_NONE || mention_at(f, owner)->tokens.last != first) return first;
  uint32_t before = mention_at(f, owner)->tokens.first;
  return before > f->sentence.first && q_is_a(f->doc, before - 1, Q_ROLE_FORMER) ? before - 1 : first;
}

/* Adds the role whose head is at a token, and which ends at `last`; *start is where it begins. */
static bool add_before(finder *f, uint32_t floor, uint32_t head, uint32_t last, uint32_t *start) {
  bool named = f->index && mention_at(f, f->index - 1)->tokens.last == floor &&
               mention_at(f, f->index - 1)->label == Q_LABEL_NATIONALITY;
  uint32_t first = q_phrase_start(f->doc, floor, head, named);
  bool council = first == head && q_is_a(f->doc, head, Q_ROLE_DEPENDENT) && head > floor;
  if (council && in_phrase(f->doc, head - 1)) first--; /* Council member Ana Roa */
  uint32_t owner = owner_before(f, first);
  *start = first = former_start(f, owner, first);
  return add_role(f, first, last) && add_owner(f, owner);
}

/* The end of the mention before another, but not before the sentence. */
static uint32_t before_mention(const finder *f, uint32_t index) {
  uint32_t last = index ? mention_at(f, index - 1)->tokens.last : 0;
  return last > f->sentence.first ? last : f->sentence.first;
}

static uint32_t floor_of(const finder *f) { return before_mention(f, f->index); }

/* Secretary of State John Lund */
static bool is_of_title(const quoth_doc *doc, uint32_t floor, uint32_t first) {
  return first >= floor + 3 && q_is_capital(doc, first - 1) &&
         q_is_a(doc, first - 2, Q_PREPOSITION_GENITIVE) && q_is(doc, first - 3, Q_BIT(Q_ROLE)) &&
         q_is_capital(doc, first - 3);
}

/* Inside the name of an office: the Minister of Trade and Industry. */
static bool in_office(const quoth_doc *doc, uint32_t token) {
  if (in_phrase(doc, token) || q_is(doc, token, OPENS)) return true;
  return q_is_a(doc, token, Q_COORDINATOR) && q_is_capital(doc, token - 1) && q_is_capital(doc, token + 1);
}

/* The head of a phrase that goes on behind it until `end`, its last words a mention's from `last` on: the
 * mayor of Cali, the Inspector-General of Police. QUOTH_NONE where there is none. */
static uint32_t head_of_phrase(const finder *f, uint32_t floor, uint32_t last) {
  const quoth_doc *doc = f->doc;
  for (uint32_t t = last - 1; t > floor + 1 && last - t <= MOST; t--) {
    if (q_is(doc, t, Q_BIT(Q_PREPOSITION))) return is_head(f, t - 1) ? t - 1 : QUOTH_NONE;
    if (!in_office(doc, t)) return QUOTH_NONE;
  }
  return QUOTH_NONE;
}

/* Does an article or an owner open the phrase of a role? */
static bool is_opened(const finder *f, uint32_t floor, uint32_t first) {
  bool opened = first > floor && (q_is(f->doc, first - 1, OPENS) || q_is_possessive(f->doc, first - 1));
  return opened || owner_before(f, first) != QUOTH_NONE;
}

/* the mayor of Cali, Ana Roa; the Inspector-General of Police, Ana Roa: the phrase ends at `end`. */
static bool read_long_phrase(finder *f, uint32_t end) {
  const quoth_doc *doc = f->doc;
  bool named = f->index && mention_at(f, f->index - 1)->tokens.last == end;
  uint32_t owner = named ? f->index - 1 : QUOTH_NONE;
  uint32_t floor = named ? before_mention(f, owner) : floor_of(f);
  uint32_t last = named ? mention_at(f, owner)->tokens.first : end;
  if (last < floor + 3) return true;
  uint32_t head = head_of_phrase(f, floor, last);
  if (head == QUOTH_NONE) return true;
  uint32_t first = q_phrase_start(doc, floor, head, false);
  if (first == floor || !q_is(doc, first - 1, OPENS)) return true;
  bool office = !named && q_is_a(doc, head + 1, Q_PREPOSITION_GENITIVE) && q_is_capital(doc, end - 1);
  return add_role(f, first, office ? end : head + 1) && (!named || add_owner(f, owner));
}

/* Does the name end where a comma, or a verb, ends what it is put to? */
static bool is_closed(const finder *f) {
  uint32_t last = mention_at(f, f->index)->tokens.last;
  return last >= f->sentence.last || q_word_of(f->doc, last)->kind != QUOTH_TOKEN_WORD ||
         q_is(f->doc, last, Q_CUE_VERB | Q_BIT(Q_AUXILIARY)) || q_is_a(f->doc, last, Q_PREPOSITION_GENITIVE);
}

/* the farm minister, Petru Ionesco, */
static bool read_apposed_before(finder *f, uint32_t comma) {
  const quoth_doc *doc = f->doc;
  uint32_t floor = floor_of(f), head = comma - 1;
  if (comma <= f->sentence.first || !q_is_char(doc, comma, ",") || !is_closed(f)) return true;
  if (comma == floor || !is_head(f, head)) return read_long_phrase(f, comma);
  uint32_t first = q_phrase_start(doc, floor, head, false);
  if (!is_opened(f, floor, first)) return true;
  return add_role(f, first, head + 1) && add_owner(f, owner_before(f, first));
}

/* His brother, the Rev. Roa; a lawmaker, Sen. Roa: what stands before a title is as often the next of
 * a list, but where the phrase is somebody's. */
static bool read_apposed_before_title(finder *f, uint32_t comma) {
  const quoth_doc *doc = f->doc;
  uint32_t floor = floor_of(f), last = mention_at(f, f->index)->tokens.last;
  if (comma <= floor || !is_head(f, comma - 1)) return true;
  uint32_t first = q_phrase_start(doc, floor, comma - 1, false);
  bool listed =
      last + 1 < f->sentence.last && q_is_char(doc, last, ",") && q_is(doc, last + 1, Q_BIT(Q_CONJUNCTION));
  bool owned = first > f->sentence.first &&
               (q_is(doc, first - 1, Q_BIT(Q_POSSESSIVE)) || q_is_possessive(doc, first - 1));
  return listed || !owned || read_apposed_before(f, comma);
}

/* Titles and roles that end at a token; *first is where they begin, or the token. */
static bool read_titles(finder *f, uint32_t floor, uint32_t *first) {
  const quoth_doc *doc = f->doc;
  uint32_t last = *first, head = last - 1;
  if (is_head(f, head)) return add_before(f, floor, head, last, first);
  if (is_of_title(doc, floor, last)) return add_before(f, floor, last - 3, last, first);
  if (!q_is(doc, head, Q_BIT(Q_TITLE))) return true;
  mention_at(f, f->index)->sort |= (q_is(doc, head, Q_BIT(Q_NOUN_MALE)) ? Q_MALE : 0) |
                                   (q_is(doc, head, Q_BIT(Q_NOUN_FEMALE)) ? Q_FEMALE : 0);
  *first = head;
  return head == floor || !is_head(f, head - 1) || add_before(f, floor, head - 1, head, first);
}

/* Kenya's Ana Roa; Norwegian Ana Roa */
static bool read_bare_owner(finder *f, uint32_t first) {
  uint32_t owner = mention_at(f, f->index)->label == Q_LABEL_PERSON ? owner_before(f, first) : QUOTH_NONE;
  if (owner == QUOTH_NONE) return true;
  bool owned = mention_at(f, owner)->tokens.last < first;
  return (!owned && mention_at(f, owner)->label != Q_LABEL_NATIONALITY) || add_owner(f, owner);
}

static bool read_before(finder *f) {
  const quoth_doc *doc = f->doc;
  uint32_t name = mention_at(f, f->index)->tokens.first, floor = floor_of(f), first = name;
  if (name > floor && !read_titles(f, floor, &first)) return false;
  if (first == name && !read_bare_owner(f, name)) return false;
  bool titled = mention_at(f, f->index)->roles.count;
  if (first < name && first > floor && q_is(doc, first - 1, Q_BIT(Q_DETERMINER))) first--;
  if (first < floor + 1 || first < f->sentence.first + 2) return true;
  return titled ? read_apposed_before_title(f, first - 1) : read_apposed_before(f, first - 1);
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
      if (p.end < f->sentence.last && q_is_possessive(doc, p.end)) p.end++;
      p.first = p.end;
      p.head = QUOTH_NONE;
    } else if (is_head(f, p.end) || in_phrase(doc, p.end) || is_hyphen(doc, p.end)) {
      p.head = is_head(f, p.end) ? p.end : QUOTH_NONE;
      p.end++;
    } else if (q_is_possessive(doc, p.end)) { /* the bank's former chair */
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
         (q_is(doc, p->end, Q_CUE_VERB | Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL)) ||
          q_is_possessive(doc, p->end) ||
          (q_is_verb(doc, p->end, p->end) && !q_is(doc, p->end, Q_BIT(Q_PREPOSITION))));
}

/* Behind what a role is about, where more follows it: a professor of politics at …; else the token. */
static uint32_t behind_subject(const finder *f, uint32_t token) {
  const quoth_doc *doc = f->doc;
  uint32_t t = token + 1;
  if (token >= f->sentence.last || !q_is_a(doc, token, Q_PREPOSITION_COMPLEMENT)) return token;
  while (t < f->sentence.last && t < token + MOST && !q_is_capital(doc, t) &&
         (in_phrase(doc, t) || q_is_a(doc, t, Q_COORDINATOR)))
    t++;
  bool more = t > token + 1 && t < f->sentence.last;
  return more && q_is_a(doc, t, Q_PREPOSITION_AFFILIATION) ? t : token;
}

/* a nurse from Leeds: what follows the role. */
static bool read_owner_behind(finder *f, const phrase *p) {
  const quoth_doc *doc = f->doc;
  uint32_t t = behind_subject(f, p->end), last = t + 4;
  if (t + 1 >= f->sentence.last || !q_is(doc, t, Q_BIT(Q_PREPOSITION))) return true;
  while (++t < f->sentence.last && t < last && q_is(doc, t, OPENS)) continue;
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
  uint32_t first_word = former_start(f, p.owner, p.first);
  return add_role(f, first_word, p.head + 1) && add_owner(f, p.owner) && read_owner_behind(f, &p);
}

/* was elected mayor, has been named as chief executive */
static bool read_naming(finder *f, uint32_t verb) {
  if (verb + 1 >= f->sentence.last || !q_is_a(f->doc, verb, Q_ROLE_NAMING)) return true;
  return read_description(f, verb + 1 + q_is_a(f->doc, verb + 1, Q_PREDICATIVE_MARKER));
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
  if (q_is_a(doc, first, Q_COPULA) && q_is(doc, first + 1, OPENS)) return read_description(f, first + 1);
  uint32_t verb = first;
  while (verb < last && q_is(doc, verb, Q_BIT(Q_AUXILIARY))) verb++;
  return verb == first || read_naming(f, verb);
}

static bool is_number(const finder *f, uint32_t token) {
  return token < f->sentence.last && q_word_of(f->doc, token)->kind == QUOTH_TOKEN_NUMBER;
}

/* Roa, 34, a nurse; Roa (34), a nurse; Roa, aged 34, a nurse: behind the age and the comma before what
 * follows, or `token` itself, which is behind the name. */
static uint32_t behind_age(const finder *f, uint32_t token) {
  const quoth_doc *doc = f->doc;
  uint32_t t = token + 1;
  if (q_is_char(doc, token, "(") && is_number(f, t) && t + 1 < f->sentence.last && q_is_char(doc, t + 1, ")"))
    return t + 2;
  if (!q_is_char(doc, token, ",")) return token;
  if (t < f->sentence.last && q_is_a(doc, t, Q_AGE_OPENING)) t++;
  return is_number(f, t) && t + 1 < f->sentence.last && q_is_char(doc, t + 1, ",") ? t + 1 : token;
}

/* Does a letter with a hyphen stand for a party: R-Ohio? */
static bool is_party_letter(const quoth_doc *doc, uint32_t token) {
  return q_size(doc, token) == 1 && q_is_capital(doc, token) && token + 1 < doc->tokens.count &&
         is_hyphen(doc, token + 1);
}

/* Roa (Kenya), Roa, R-Ohio: what follows a bracket or a comma at a token belongs to the name. */
static bool read_origin(finder *f, uint32_t token) {
  const quoth_doc *doc = f->doc;
  uint32_t first = token + 1, next = f->index + 1;
  bool party = is_party_letter(doc, first);
  if (party) first += 2;
  if (next >= doc->mentions.count || mention_at(f, next)->tokens.first != first) return true;
  uint32_t end = mention_at(f, next)->tokens.last;
  bool closed = end < f->sentence.last && q_is_char(doc, end, "),");
  return !(party || (closed && q_is_char(doc, token, "("))) || add_owner(f, next);
}

/* Behind the comma that ends a name: who chairs the panel; a nurse; of Leeds. */
static bool read_apposed(finder *f, uint32_t first) {
  const quoth_doc *doc = f->doc;
  if (q_is_a(doc, first, Q_RELATIVE_PERSONAL)) return read_clause(f, first);
  if (q_is_a(doc, first, Q_ROLE_NAMING)) return read_naming(f, first);
  if (q_is_a(doc, first, Q_PREPOSITION_GENITIVE) || q_is_a(doc, first, Q_PREPOSITION_ORIGIN))
    return read_owner_behind(f, &(phrase){.end = first, .next = f->index + 1});
  return read_description(f, first);
}

static bool read_behind(finder *f) {
  const quoth_doc *doc = f->doc;
  q_range name = mention_at(f, f->index)->tokens;
  if (name.last + 1 >= f->sentence.last) return true;
  uint32_t t = behind_age(f, name.last);
  if (t + 1 >= f->sentence.last) return true;
  if (q_is_char(doc, t, ",")) return read_origin(f, t) && read_apposed(f, t + 1);
  if (q_is_char(doc, t, "(")) return read_origin(f, t);
  if (q_is_a(doc, t, Q_PREPOSITION_GENITIVE)) /* Governor Ana Roa of Enugu State */
    return read_owner_behind(f, &(phrase){.end = t, .next = f->index + 1});
  bool named = name.first > f->sentence.first && q_is_a(doc, name.first - 1, Q_ROLE_NAMING);
  return named ? read_description(f, t) : read_clause(f, t);
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
      q_fits_places(q_sense_of(doc, name.first - 2)))
    return add_role(f, name.first - 2, name.first - 1);
  return true;
}

/* Names surer than this are what they look like. */
#define SURE 0.8F

static bool names_place(const quoth_doc *doc, uint32_t noun) { return q_fits_places(q_sense_of(doc, noun)); }

/* The noun that says what the name of a mention is, where that is in doubt: Pixelforge, a startup; Brass is a
 * village; the agency NKA; the town of Brass. Else QUOTH_NONE. */
static uint32_t kind_of(finder *f) {
  const quoth_doc *doc = f->doc;
  q_range name = mention_at(f, f->index)->tokens;
  uint32_t comma = name.last, before = name.first;
  f->heads = Q_BIT(Q_NOUN_THING);
  if (comma + 2 < f->sentence.last && (q_is_char(doc, comma, ",") || q_is_a(doc, comma, Q_COPULA)) &&
      q_is_a(doc, comma + 1, Q_ARTICLE) && !q_is_a(doc, comma + 1, Q_ARTICLE_DEFINITE)) {
    phrase p = read_phrase(f, comma + 2);
    return p.head == QUOTH_NONE || goes_on(f, &p) ? QUOTH_NONE : p.head;
  }
  if (before <= f->sentence.first + 1) return QUOTH_NONE;
  bool of = q_is_a(doc, before - 1, Q_PREPOSITION_GENITIVE);
  uint32_t noun = before - 1 - of;
  bool fits = noun > f->sentence.first && q_word_of(doc, noun)->shape == Q_SHAPE_LOWER && is_head(f, noun);
  return fits && of == names_place(doc, noun) ? noun : QUOTH_NONE;
}

static void read_type(finder *f) {
  q_mention *mention = mention_at(f, f->index);
  if (q_is_given(mention) || mention->confidence > SURE) return;
  uint32_t noun = kind_of(f);
  if (noun == QUOTH_NONE || q_is(f->doc, noun, LISTED) || q_sense_of(f->doc, noun)->fits == Q_FIT_SITE)
    return;
  bool place = names_place(f->doc, noun);
  if (mention->label == (place ? Q_LABEL_PLACE : Q_LABEL_ORGANIZATION)) return;
  q_mention_set_type(mention, place ? "place" : "organization");
  mention->rule = "rule: apposition";
  mention->confidence = SURE;
}

/* ---- all ---- */

static bool read_mention(finder *f) {
  q_mention *mention = mention_at(f, f->index);
  if (mention->label && mention->label <= Q_LABEL_PLACE) read_type(f);
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
