/* Which mention a source is: the head of the phrase, not what belongs to it. */
#include "core/entity.h"
#include "core/phrase.h"

#define ENDS_HEAD                                                                            \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_CONJUNCTION) | \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL))

/* A walk over a source from left to right. */
typedef struct walk {
  const quoth_doc *doc;
  q_range source;
  uint32_t token;
  uint32_t next; /* the first mention that begins at or behind the token */
} walk;

/* The first mention that begins at or behind a token. O(log n). */
static uint32_t mention_from(const quoth_doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->mentions.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.items[middle].tokens.first < token) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Can the mention speak? No day and no sum does. */
static bool is_voice(const q_mention *mention) {
  if (mention->label) return true;
  static const char *const MUTE[] = {"date", "money", "percent", "quantity"};
  for (size_t i = 0; i < sizeof MUTE / sizeof *MUTE; i++)
    if (q_has_type(mention->type, MUTE[i])) return false;
  return true;
}

/* The longest mention that begins at the walk's token and ends in the source. */
static uint32_t mention_here(walk *w) {
  const quoth_doc *doc = w->doc;
  uint32_t best = QUOTH_NONE;
  while (w->next < doc->mentions.count && doc->mentions.items[w->next].tokens.first < w->token) w->next++;
  for (uint32_t i = w->next; i < doc->mentions.count; i++) {
    q_range tokens = doc->mentions.items[i].tokens;
    if (tokens.first != w->token) break;
    if (tokens.last > w->source.last || tokens.last == tokens.first) continue;
    if (!is_voice(&doc->mentions.items[i])) continue;
    if (best == QUOTH_NONE || tokens.last > doc->mentions.items[best].tokens.last) best = i;
  }
  return best;
}

/* "That" is a determiner only where a phrase begins: in "the firm that runs the quay" it ends one. */
static bool ends_head(const quoth_doc *doc, uint32_t token, bool first) {
  const q_word *word = q_word_of(doc, token);
  if (!first && q_is_a(doc, token, Q_RELATIVE_RESTRICTIVE)) return true;
  if (word->kind == QUOTH_TOKEN_PUNCTUATION) return !q_is_char(doc, token, "-/.");
  return word->shape <= Q_SHAPE_LOWER && word->classes & ENDS_HEAD && !(word->classes & Q_BIT(Q_DETERMINER));
}

/* What stands behind the name of a body and speaks for it: a Reuters report, the KCNA
 * news agency; not the Norbank board. */
static bool is_voice_of_body(const quoth_doc *doc, uint32_t token) {
  return q_is_kind_behind(doc, token) || q_is_a(doc, token, Q_BODY_DOCUMENT) ||
         q_is_a(doc, token, Q_BODY_MESSAGE);
}

/* Reads a noun phrase up to its end. The mention that is its head, or that a word
 * for a body or document stands behind ("Reuters report"); else QUOTH_NONE. */
static uint32_t read_head(walk *w) {
  const quoth_doc *doc = w->doc;
  uint32_t last = QUOTH_NONE, end = w->token;
  while (w->token < w->source.last) {
    uint32_t mention = mention_here(w);
    if (mention != QUOTH_NONE) {
      last = mention;
      w->token = end = doc->mentions.items[mention].tokens.last;
    } else if (ends_head(doc, w->token, w->token == w->source.first)) {
      break;
    } else {
      bool owner = q_is_a(doc, w->token, Q_POSSESSIVE_MARKER);
      w->token++;
      if (owner && w->token == w->source.last) return last; /* Roa's (claim) */
      if (owner) last = QUOTH_NONE;
    }
  }
  if (last == QUOTH_NONE || end == w->token) return last;
  bool body = q_has_type(doc->mentions.items[last].type, "organization");
  return body && is_voice_of_body(doc, w->token - 1) ? last : QUOTH_NONE;
}

/* Roa, who says: whom a relative pronoun continues. Who is no place: in "a buyer in Leeds who says"
 * it is the buyer, whom nobody names; but behind a comma the place may be a surname. */
static uint32_t antecedent(const quoth_doc *doc, uint32_t relative) {
  uint32_t end = relative && q_is_char(doc, relative - 1, ",") ? relative - 1 : relative;
  bool person = end == relative && q_is_a(doc, relative, Q_RELATIVE_PERSONAL);
  uint32_t index = mention_from(doc, relative);
  while (index-- > 0 && doc->mentions.items[index].tokens.last >= end)
    if (doc->mentions.items[index].tokens.last == end && is_voice(&doc->mentions.items[index]))
      return person && q_has_type(doc->mentions.items[index].type, "place") ? QUOTH_NONE : index;
  return QUOTH_NONE;
}

/* the mayor, Petru Ionesco; a lawmaker, Sen. Joe Lund: does the name that ends a
 * phrase begin it, but for titles? */
static bool is_apposed(const quoth_doc *doc, uint32_t first, uint32_t mention) {
  if (mention == QUOTH_NONE) return false;
  uint32_t name = doc->mentions.items[mention].tokens.first;
  while (first < name && q_is(doc, first, Q_BIT(Q_TITLE) | Q_BIT(Q_ROLE) | Q_BIT(Q_ROLE_MODIFIER))) first++;
  return first == name;
}

/* Roa and her men; Roa, the mayor, and Lund: does a second phrase join the one that ends at a token? */
static bool is_joined(const quoth_doc *doc, q_range source, uint32_t token) {
  if (q_is_a(doc, token, Q_COORDINATOR)) return true;
  uint32_t t = token + 1;
  if (!q_is_char(doc, token, ",")) return false;
  if (t + 1 < source.last && q_is_a(doc, t, Q_COORDINATOR)) return true;
  while (t + 1 < source.last && !q_is_char(doc, t, ",") && !q_is(doc, t, Q_BIT(Q_RELATIVE))) t++;
  return t + 2 < source.last && q_is_char(doc, t, ",") && q_is_a(doc, t + 1, Q_COORDINATOR);
}

/* Does one of a name's roles begin a phrase, but for an article? */
static bool is_described(const quoth_doc *doc, uint32_t first, const q_mention *name) {
  uint32_t behind = first + (q_is(doc, first, Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE)) != 0);
  for (uint32_t i = 0; i < name->roles.count; i++)
    if (name->roles.items[i].first == behind && name->roles.items[i].last <= name->tokens.first) return true;
  return false;
}

/* The mayor of Cali, Ana Roa: the name that the phrase before it describes. */
static uint32_t described(const quoth_doc *doc, q_range source) {
  for (uint32_t i = mention_from(doc, source.first); i < doc->mentions.count; i++) {
    const q_mention *name = &doc->mentions.items[i];
    if (name->tokens.last > source.last) break;
    if (!is_described(doc, source.first, name)) continue;
    bool more = name->tokens.last + 1 < source.last && is_joined(doc, source, name->tokens.last);
    return more ? QUOTH_NONE : i;
  }
  return QUOTH_NONE;
}

/* Does another person stand behind a comma: two nurses, Ana Roa, Mr. Lund and …? */
static bool is_list(const quoth_doc *doc, q_range source, uint32_t comma) {
  if (!q_is_char(doc, comma, ",") || comma + 1 >= source.last) return false;
  if (q_is(doc, comma + 1, Q_BIT(Q_TITLE)) && q_word_of(doc, comma + 1)->shape >= Q_SHAPE_CAPITAL)
    return true;
  uint32_t index = mention_from(doc, comma + 1);
  return index < doc->mentions.count && doc->mentions.items[index].tokens.first == comma + 1 &&
         doc->mentions.items[index].label == Q_LABEL_PERSON;
}

static bool is_break(const quoth_doc *doc, uint32_t token) {
  return q_is_char(doc, token, ",") || (q_is_dash(doc, token) && q_spaced(doc, token));
}

/* The person whose name begins behind titles and small nouns at a token, and ends the source or is
 * followed by what tells of it; QUOTH_NONE where another phrase joins it or its owner's noun follows. */
static uint32_t person_from(const quoth_doc *doc, q_range source, uint32_t token) {
  while (token < source.last && (q_is(doc, token, Q_BIT(Q_TITLE)) ||
                                 (q_word_of(doc, token)->shape == Q_SHAPE_LOWER &&
                                  !q_is(doc, token, ENDS_HEAD | Q_BIT(Q_DETERMINER) | Q_PRONOUN))))
    token++;
  uint32_t index = mention_from(doc, token);
  const q_mention *name = index < doc->mentions.count ? &doc->mentions.items[index] : NULL;
  if (!name || name->tokens.first > token || name->tokens.last > source.last) return QUOTH_NONE;
  if (name->label != Q_LABEL_PERSON) return QUOTH_NONE;
  if (name->tokens.last == source.last) return index;
  bool owner = q_is_a(doc, name->tokens.last, Q_POSSESSIVE_MARKER);
  bool more = is_joined(doc, source, name->tokens.last) || is_list(doc, source, name->tokens.last);
  return owner || more ? QUOTH_NONE : index;
}

/* Does a clause begin at a token: "a firm that …", but not "of that report"? */
static bool is_clause(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token, Q_BIT(Q_RELATIVE)) && !(token && q_is(doc, token - 1, Q_BIT(Q_PREPOSITION)));
}

/* One of the residents, Ana Roa, 54; the lead author, Dr. Ana Roa of Leeds: the person named behind the
 * first comma of a phrase that names nobody by itself. Filmmaker and author Ana Roa: one whom two roles tell,
 * neither with an article. */
static uint32_t named_behind(const quoth_doc *doc, q_range source) {
  bool bare = !q_is(doc, source.first, Q_BIT(Q_DETERMINER) | Q_BIT(Q_POSSESSIVE)), role = false;
  for (uint32_t t = source.first; t + 1 < source.last; t++) {
    if (is_break(doc, t)) return person_from(doc, source, t + 1);
    if (is_clause(doc, t)) return QUOTH_NONE;
    if (q_is_a(doc, t, Q_COORDINATOR)) {
      bool other = !bare || !role || q_word_of(doc, t + 1)->shape != Q_SHAPE_LOWER;
      return other ? QUOTH_NONE : person_from(doc, source, t + 1);
    }
    role |= q_is(doc, t, Q_BIT(Q_ROLE));
  }
  return QUOTH_NONE;
}

/* Whom a phrase names behind what it calls them. */
static uint32_t named_within(const quoth_doc *doc, q_range source) {
  uint32_t name = described(doc, source);
  return name == QUOTH_NONE ? named_behind(doc, source) : name;
}

uint32_t q_source_mention(const quoth_doc *doc, q_range source) {
  if (source.last == source.first + 1 && q_is(doc, source.first, Q_BIT(Q_RELATIVE)))
    return antecedent(doc, source.first);
  walk w = {doc, source, source.first, mention_from(doc, source.first)};
  uint32_t head = read_head(&w), first = w.token;
  if (w.token + 1 >= source.last) return head;
  if (head != QUOTH_NONE) return is_joined(doc, source, w.token) ? QUOTH_NONE : head;
  if (!q_is_char(doc, w.token, ",")) return named_within(doc, source);
  w.token++;
  uint32_t second = read_head(&w);
  return is_apposed(doc, first + 1, second) ? second : named_within(doc, source);
}
