/* Names that the finders passed over: of people and bodies that the text names
 * elsewhere without doubt, such as a surname alone at the start of a sentence, and
 * peoples that a list knows. */
#include <string.h>

#include "core/entity.h"
#include "core/phrase.h"
#include "core/sense.h"
#include "core/wording.h"

/* Words that are often no name: not taken for one because a name ends in them. */
#define DOUBTFUL                                                                                         \
  (Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE) | Q_BIT(Q_MONTH) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_COMMON) |   \
   Q_BIT(Q_NEVER) | Q_BIT(Q_TITLE) | Q_BIT(Q_ROLE) | Q_BIT(Q_ROLE_MODIFIER) | Q_BIT(Q_ORG_WORD) |        \
   Q_BIT(Q_PLACE_WORD) | Q_BIT(Q_EVENT_WORD) | Q_BIT(Q_NOUN_THING) | Q_BIT(Q_COUNTRY) | Q_BIT(Q_PLACE) | \
   Q_BIT(Q_NATIONALITY) | Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) |            \
   Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_ADVERB) | \
   Q_CUE_VERB | Q_PRONOUN)

/* How sure a name must be to teach its word. */
#define SURE 0.65F
#define VERY_SURE 0.9F

static bool is_capital(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  return word->kind == QUOTH_TOKEN_WORD && word->shape >= Q_SHAPE_CAPITAL;
}

static bool teach_word(const quoth_doc *doc, q_keys *keys, uint32_t token, uint32_t mention) {
  const q_word *word = q_word_of(doc, token);
  if (word->classes & DOUBTFUL || word->length < 3 || word->kind != QUOTH_TOKEN_WORD) return true;
  return q_keys_add(keys, word->fold, mention);
}

static bool is_titled(const quoth_doc *doc, q_range name) {
  return name.first && q_is(doc, name.first - 1, Q_BIT(Q_TITLE) | Q_BIT(Q_ROLE));
}

/* Surnames, bodies of one word, and the first word before Inc or Ltd. */
static bool teach(const quoth_doc *doc, q_keys *keys) {
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    const q_mention *mention = &doc->mentions.items[i];
    q_range name = mention->tokens;
    uint32_t length = name.last - name.first;
    bool person = mention->label == Q_LABEL_PERSON, body = mention->label == Q_LABEL_ORGANIZATION;
    bool titled = person && is_titled(doc, name);
    if (!length || (mention->confidence < SURE && !titled)) continue;
    bool company = body && length > 1 && q_is(doc, name.last - 1, Q_BIT(Q_ORG_SUFFIX));
    while (length > 2 && q_generation(doc, name.last - 1)) name.last--, length--;
    bool alone = length == 1 && (titled || mention->confidence >= VERY_SURE);
    if (((person && (length > 1 || alone)) || (body && length == 1)) &&
        !teach_word(doc, keys, name.last - 1, i))
      return false;
    if (((person && length > 2) || company) && !teach_word(doc, keys, name.first, i)) return false;
  }
  return true;
}

/* Does the token stand alone among words that are no part of a name? */
static bool stands_alone(const quoth_doc *doc, uint32_t token) {
  bool before = token && !q_is(doc, token - 1, Q_BIT(Q_TITLE)) && is_capital(doc, token - 1) &&
                !q_is(doc, token - 1, Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION));
  bool behind = token + 1 < doc->tokens.count && is_capital(doc, token + 1);
  return !before && !behind;
}

static q_mention repeat(const quoth_doc *doc, const q_mention *known, uint32_t token) {
  q_range tokens = {token, token + 1};
  return (q_mention){.tokens = tokens,
                     .span = q_span(doc, tokens),
                     .type = known->type,
                     .label = known->label,
                     .rule = "rule: named elsewhere",
                     .entity = QUOTH_NONE,
                     .confidence = 0.7F,
                     .kind = QUOTH_MENTION_NAME};
}

/* A people that a list knows: "Korean" at the start of a sentence. */
static q_mention people(const quoth_doc *doc, uint32_t token) {
  const q_term *term = q_term_of(doc, token, Q_NATIONALITY);
  q_mention mention = repeat(doc, &(q_mention){.type = "nationality", .label = Q_LABEL_NATIONALITY}, token);
  mention.canonical = term->canonical;
  mention.rule = term->reason;
  return mention;
}

static q_mention body_at(const quoth_doc *doc, uint32_t token, const char *rule) {
  q_mention mention = repeat(doc, &(q_mention){.type = "organization", .label = Q_LABEL_ORGANIZATION}, token);
  mention.rule = rule;
  return mention;
}

/* Is the token a state that a party's letter stands before: Sen. Roa, R-Fla.? */
static bool is_party_state(const quoth_doc *doc, uint32_t token) {
  if (q_spaced(doc, token) || token < 3 || !q_is_char(doc, token - 1, "-") || q_spaced(doc, token - 1))
    return false;
  return q_size(doc, token - 2) == 1 && is_capital(doc, token - 2) && q_is_char(doc, token - 3, ",(");
}

static q_mention state_at(const quoth_doc *doc, uint32_t token) {
  q_mention mention = repeat(doc, &(q_mention){.type = "place", .label = Q_LABEL_PLACE}, token);
  mention.rule = "rule: state behind a party's letter";
  return mention;
}

/* ---- families and bodies ---- */

/* The person whose surname a word is in the plural, behind an article: the Lunds. Else NULL. */
static const q_mention *family_at(const quoth_doc *doc, const q_keys *keys, uint32_t token) {
  if (!token || !keys->slots || !q_is_a(doc, token - 1, Q_ARTICLE_DEFINITE)) return NULL;
  uint32_t size = q_size(doc, token);
  const char *bytes = q_bytes(doc, token);
  if (size < 4 || bytes[size - 1] != 's' || !is_capital(doc, token)) return NULL;
  const q_key_link *link = q_keys_find(keys, q_hash_folded(bytes, size - 1));
  if (!link && bytes[size - 2] == 'e') link = q_keys_find(keys, q_hash_folded(bytes, size - 2));
  const q_mention *known = link ? &doc->mentions.items[link->entity] : NULL;
  return known && known->label == Q_LABEL_PERSON ? known : NULL;
}

/* The Lunds are persons, whatever a finder took them for. */
static void retype_families(quoth_doc *doc, const q_keys *keys) {
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_mention *mention = &doc->mentions.items[i];
    bool one = mention->tokens.last == mention->tokens.first + 1 && !q_is_given(mention);
    bool mistaken = mention->label == Q_LABEL_ORGANIZATION || mention->label == Q_LABEL_PLACE;
    if (!one || !mistaken || !family_at(doc, keys, mention->tokens.first)) continue;
    q_mention_set_type(mention, "person");
    mention->rule = "rule: family";
  }
}

/* Are letters the name of a body: does whom it chose stand behind them, DMK leader, NFB spokeswoman? */
static bool is_body_of_role(const quoth_doc *doc, uint32_t token) {
  enum { LEAST = 2, LONGEST = 6 };
  const q_word *word = q_word_of(doc, token);
  if (word->shape != Q_SHAPE_UPPER || word->length < LEAST || word->length > LONGEST || word->has_digit)
    return false;
  if (word->classes & DOUBTFUL || token + 1 >= doc->tokens.count) return false;
  if (token && is_capital(doc, token - 1) && !q_is(doc, token - 1, DOUBTFUL)) return false;
  uint32_t head = token + 1;
  while (head + 1 < doc->tokens.count && q_is(doc, head, Q_BIT(Q_ROLE_MODIFIER))) head++;
  return q_is_a(doc, head, Q_ROLE_CHOSEN) && q_word_of(doc, token + 1)->shape != Q_SHAPE_UPPER;
}

/* Does more of a name follow a word: Autism Speaks, Lashkar-e-Islam, Reporters without Borders? */
static bool goes_on(const quoth_doc *doc, uint32_t token) {
  uint32_t next = token + 1;
  if (next + 1 >= doc->tokens.count) return false;
  if (is_capital(doc, next) || (q_is_char(doc, next, "-") && !q_spaced(doc, next))) return true;
  return q_is(doc, next, Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION)) && is_capital(doc, next + 1);
}

/* Does a noun right before the word say that it names a body: the agency CAFOD? */
static bool is_called_body(const quoth_doc *doc, uint32_t token) {
  if (!token || q_word_of(doc, token - 1)->shape != Q_SHAPE_LOWER ||
      !q_is(doc, token - 1, Q_BIT(Q_NOUN_THING)))
    return false;
  if (q_is(doc, token - 1, Q_BIT(Q_ROLE) | Q_BIT(Q_ROLE_MODIFIER)) || q_is(doc, token, DOUBTFUL))
    return false;
  return q_size(doc, token) > 1 && q_sense_of(doc, token - 1)->fits < Q_FIT_COUNTRY && !goes_on(doc, token);
}

/* A walk over the tokens with the terms that begin before each. */
typedef struct walk {
  const quoth_doc *doc;
  uint32_t match;
  uint32_t sentence, asked; /* that of the token; one more than the last asked about */
  bool titled;              /* that one is in title case */
  const uint64_t *capitals; /* over which no mention lies */
} walk;

/* Words shorter than LONG_WORD stay small in a headline as well. */
enum { LONG_WORD = 4, HEADLINE_LEAST = 4 };

/* As Roa Visits Norland: capitals tell nothing there. */
static bool is_title_case(const quoth_doc *doc, q_range sentence) {
  uint32_t capitals = 0;
  for (uint32_t t = sentence.first; t < sentence.last; t++) {
    const q_word *word = q_word_of(doc, t);
    if (word->kind != QUOTH_TOKEN_WORD || word->length < LONG_WORD) continue;
    if (word->shape < Q_SHAPE_CAPITAL) return false;
    capitals++;
  }
  return capitals >= HEADLINE_LEAST;
}

/* Is the token in a headline? Each sentence is looked at once; tokens come in order. */
static bool in_headline(walk *w, uint32_t token) {
  const q_range *sentences = w->doc->sentences.items;
  while (sentences[w->sentence].last <= token) w->sentence++;
  if (w->asked != w->sentence + 1) {
    w->asked = w->sentence + 1;
    w->titled = is_title_case(w->doc, sentences[w->sentence]);
  }
  return w->titled;
}

/* The mention that a token repeats, or NULL. In a headline only persons are that sure. */
static const q_mention *known_at(walk *w, const q_keys *keys, uint32_t token) {
  const quoth_doc *doc = w->doc;
  if (q_is(doc, token, DOUBTFUL)) return NULL;
  const q_key_link *link = q_keys_find(keys, q_word_of(doc, token)->fold);
  const q_mention *known = link ? &doc->mentions.items[link->entity] : NULL;
  if (!known || stands_alone(doc, token)) return known;
  return known->label == Q_LABEL_PERSON && in_headline(w, token) ? known : NULL;
}

/* The tokens with capitals over which no mention lies; NULL when memory ran out. */
static const uint64_t *free_capitals(const quoth_doc *doc, q_arena *arena) {
  size_t size = (doc->tokens.count / 64 + 1) * sizeof(uint64_t);
  uint64_t *bits = q_alloc(arena, size);
  if (bits) memcpy(bits, doc->flags[Q_FLAG_CAPITAL], size);
  for (uint32_t i = 0; bits && i < doc->mentions.count; i++) {
    q_range name = doc->mentions.items[i].tokens;
    for (uint32_t t = name.first; t < name.last; t = (t | 63) + 1) {
      uint32_t left = name.last - t;
      bits[t >> 6] &= ~((left < 64 ? (UINT64_C(1) << left) - 1 : UINT64_MAX) << (t & 63));
    }
  }
  return bits;
}

/* Does a list or a user say that it is no name? */
static bool is_never(walk *w, uint32_t token) {
  const quoth_doc *doc = w->doc;
  while (w->match < doc->matches.count && doc->matches.items[w->match].tokens.last <= token) w->match++;
  const q_match *match = w->match < doc->matches.count ? &doc->matches.items[w->match] : NULL;
  return match && match->tokens.first <= token && match->term->class == Q_NEVER;
}

/* Behind the name of a first name, a nickname in marks and a word that no mention holds: Luis "Lefty" Roa;
 * the token itself where none begins there. */
static uint32_t nicknamed_end(const walk *w, uint32_t token) {
  const quoth_doc *doc = w->doc;
  if (!q_is(doc, token, Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))) return token;
  uint32_t last = q_behind_marks(doc, token + 1);
  bool free = last && last < doc->tokens.count && w->capitals[last >> 6] >> (last & 63) & 1;
  return free && q_word_of(doc, last)->kind == QUOTH_TOKEN_WORD ? last + 1 : token;
}

static q_mention nicknamed_at(const quoth_doc *doc, q_range name) {
  q_mention mention = repeat(doc, &(q_mention){.type = "person", .label = Q_LABEL_PERSON}, name.first);
  mention.tokens = name;
  mention.span = q_span(doc, name);
  mention.rule = "rule: nickname";
  return mention;
}

/* The name that begins at a token over which no mention lies; without a type where there is none. */
static q_mention name_at(walk *w, const q_keys *keys, uint32_t token) {
  const quoth_doc *doc = w->doc;
  if (q_is(doc, token, Q_BIT(Q_NATIONALITY))) return people(doc, token);
  const q_mention *known = keys->slots ? known_at(w, keys, token) : NULL;
  if (!known) known = family_at(doc, keys, token);
  if (known) return repeat(doc, known, token);
  if (is_party_state(doc, token)) return state_at(doc, token);
  uint32_t end = nicknamed_end(w, token);
  if (end > token) return nicknamed_at(doc, (q_range){token, end});
  if (is_called_body(doc, token)) return body_at(doc, token, "rule: apposition");
  return is_body_of_role(doc, token) ? body_at(doc, token, "rule: letters before a role") : (q_mention){0};
}

bool q_known_find(quoth_doc *doc) {
  q_keys keys = {.arena = &doc->arena};
  Q_LIST(q_mention) found = {0};
  walk w = {.doc = doc};
  if (!teach(doc, &keys)) return false;
  retype_families(doc, &keys);
  const uint64_t *capitals = free_capitals(doc, &doc->arena);
  if (!capitals) return false;
  uint32_t last = doc->tokens.count;
  w.capitals = capitals;
  for (uint32_t t = q_next(capitals, 0, last); t < last; t = q_next(capitals, t + 1, last)) {
    if (q_word_of(doc, t)->kind != QUOTH_TOKEN_WORD) continue;
    q_mention name = name_at(&w, &keys, t), *new;
    if (!name.type || is_never(&w, t)) continue;
    if (!(new = q_push(&doc->arena, &found))) return false;
    *new = name;
    t = name.tokens.last - 1;
  }
  return !found.count || q_mentions_insert(doc, found.items, found.count, NULL);
}
