/* Islands of words that can be names, what the document shows about a word, and the
 * features of a token among its neighbours. */
#include <string.h>

#include "core/tagger.h"

/* Words that are no part of a name by a capital alone, as at a sentence's start. */
#define SMALL_WORD                                                                                \
  (Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) |    \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_NEGATION) | Q_PRONOUN | \
   Q_BIT(Q_LOCATIVE))
#define FIRST_NAME (Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))

enum { JOINS_MOST = 3, TABLE_LEAST = 64, BITS_A_TOKEN = 8, LOOKED_AT = 100 };

/* What is known of a word from elsewhere in the document. */
enum {
  SEEN_CAPITAL = 1,     /* with a capital inside a sentence */
  SEEN_LOWER = 2,       /* without one */
  AFTER_TITLE = 4,      /* President X */
  WITH_FIRST = 8,       /* Ana X */
  WITH_ORG = 16,        /* X University */
  AFTER_PLACE = 32,     /* in X */
  WITH_SPEECH = 64,     /* X said */
  RUN_FIRST = 128,      /* X Y */
  RUN_LAST = 256,       /* Y X */
  RUN_ALONE = 512,      /* x X y */
  IN_BRACKETS = 1024,   /* (X) */
  AFTER_ARTICLE = 2048, /* the X */
  SEEN = SEEN_CAPITAL | SEEN_LOWER,
  COMPANY = AFTER_TITLE | WITH_FIRST | WITH_ORG | AFTER_PLACE | WITH_SPEECH,
  RUN = RUN_FIRST | RUN_LAST | RUN_ALONE | IN_BRACKETS | AFTER_ARTICLE
};

/* ---- how sentences are written ---- */

static bool is_word(const q_word *word) { return word->kind == QUOTH_TOKEN_WORD && word->length > 1; }

/* Is the text in small letters, as its beginning shows? Then any word may be a name. */
static bool is_lower(const quoth_doc *doc) {
  uint32_t words = 0, capital = 0;
  for (uint32_t i = 0; i < doc->tokens.count && i < LOOKED_AT; i++) {
    const q_word *word = q_word_of(doc, i);
    words += is_word(word);
    capital += is_word(word) && word->shape != Q_SHAPE_LOWER;
  }
  return words && 50 * capital < words;
}

/* A sentence on its way to islands; places lists tokens that may start a name. */
typedef struct view {
  q_range sentence;
  q_case_mode mode;
  uint32_t *places, count;
} view;

/* One look at each token: notes words in small letters, lists those with capitals. */
static void look(q_namer *namer, view *v) {
  const quoth_doc *doc = namer->doc;
  uint32_t small = 0, upper = 0, capital = 0;
  v->count = 0;
  for (uint32_t i = v->sentence.first; i < v->sentence.last; i++) {
    const q_word *word = q_word_of(doc, i);
    if (word->shape == Q_SHAPE_LOWER) {
      uint32_t bit = (uint32_t)(word->fold >> 32) & namer->lower_mask;
      namer->lower[bit / 64] |= UINT64_C(1) << bit % 64;
      small += is_word(word);
    } else if (word->shape >= Q_SHAPE_CAPITAL) {
      v->places[v->count++] = i;
      capital += is_word(word);
      upper += is_word(word) && word->shape == Q_SHAPE_UPPER;
    }
  }
  uint32_t words = small + capital;
  v->mode = Q_CASE_NORMAL;
  if (words >= 3 && 5 * upper >= 4 * words) v->mode = Q_CASE_UPPER;
  else if (words >= 4 && 10 * capital >= 7 * words) v->mode = Q_CASE_TITLE;
}

/* ---- islands ---- */

static bool can_be_name(const quoth_doc *doc, uint32_t token, q_case_mode mode) {
  const q_word *word = q_word_of(doc, token);
  if (word->kind != QUOTH_TOKEN_WORD && word->kind != QUOTH_TOKEN_NUMBER) return false;
  bool small = word->classes & SMALL_WORD && !(word->classes & Q_BIT(Q_COUNTRY));
  switch (mode) {
    case Q_CASE_LOWER:
    case Q_CASE_UPPER: return word->shape != Q_SHAPE_OTHER && !small;
    default:
      if (word->shape < Q_SHAPE_CAPITAL) return false;
      return !small || (word->shape == Q_SHAPE_UPPER && word->length > 1);
  }
}

/* May the tokens between two words of a name stand there? */
static bool joins(const quoth_doc *doc, uint32_t from, uint32_t to) {
  if (to - from > JOINS_MOST) return false;
  for (uint32_t i = from; i < to; i++)
    if (!q_is(doc, i, Q_BIT(Q_CONNECTOR))) return false;
  return true;
}

/* Is the token a hyphen that joins two words, as in Jong-un? */
static bool is_hyphen(const quoth_doc *doc, uint32_t token, uint32_t last) {
  return token + 1 < last && *q_bytes(doc, token) == '-' && q_size(doc, token) == 1 &&
         !q_spaced(doc, token) && !q_spaced(doc, token + 1) &&
         q_word_of(doc, token + 1)->kind == QUOTH_TOKEN_WORD;
}

/* Behind the words that hyphens join to the one before end. */
static uint32_t hyphened_end(const quoth_doc *doc, uint32_t end, uint32_t last) {
  while (is_hyphen(doc, end, last)) end += 2;
  return end;
}

/* Takes the places of one island from *at on; returns its end. */
static uint32_t island_end(const quoth_doc *doc, const view *v, uint32_t *at) {
  uint32_t first = v->places[*at], last = v->sentence.last;
  if (last > first + Q_ISLAND_MOST) last = first + Q_ISLAND_MOST;
  uint32_t end = hyphened_end(doc, first + 1, last);
  for (++*at; *at < v->count; ++*at) {
    uint32_t next = v->places[*at];
    if (next < end) continue;
    if (next >= last || !joins(doc, end, next)) break;
    if (can_be_name(doc, next, v->mode)) end = hyphened_end(doc, next + 1, last);
    else if (!q_is(doc, next, Q_BIT(Q_CONNECTOR))) break;
  }
  return end;
}

/* Is an island no name for sure? A day, or a common word at a sentence's start. */
static bool is_plain(const q_namer *namer, const q_island *island) {
  uint32_t token = island->tokens.first;
  if (island->tokens.last - token > 1 || island->mode != Q_CASE_NORMAL) return false;
  if (q_is(namer->doc, token, Q_BIT(Q_WEEKDAY))) return true;
  return token == island->sentence.first && q_word_of(namer->doc, token)->shape == Q_SHAPE_CAPITAL &&
         q_name_word_at(namer, island, token)->kinds & Q_KIND_LOWER;
}

static bool find_islands(q_namer *namer, view *v) {
  quoth_doc *doc = namer->doc;
  if (v->mode == Q_CASE_LOWER || v->mode == Q_CASE_UPPER) {
    v->count = v->sentence.last - v->sentence.first;
    for (uint32_t i = 0; i < v->count; i++) v->places[i] = v->sentence.first + i;
  }
  for (uint32_t at = 0; at < v->count;) {
    uint32_t first = v->places[at];
    if (!can_be_name(doc, first, v->mode)) {
      at++;
      continue;
    }
    q_island island = {{first, island_end(doc, v, &at)}, v->sentence, v->mode};
    while (at < v->count && v->places[at] < island.tokens.last) at++;
    if (is_plain(namer, &island)) continue;
    q_island *new = q_push(&doc->arena, &namer->islands);
    if (!new) return false;
    *new = island;
  }
  return true;
}

/* ---- evidence ---- */

static uint32_t word_key(const q_namer *namer, uint32_t token) {
  return (uint32_t)(q_word_of(namer->doc, token)->fold >> 32) | 1;
}

/* The slot of a token's word: its own, or the free one where it would be. */
static q_evidence *slot_of(const q_namer *namer, uint32_t token) {
  uint32_t word = word_key(namer, token);
  uint32_t i = word >> 1 & namer->evidence_mask;
  while (namer->evidence[i].word && namer->evidence[i].word != word) i = (i + 1) & namer->evidence_mask;
  return &namer->evidence[i];
}

static bool is_at(const quoth_doc *doc, q_range sentence, int64_t token, uint64_t classes) {
  return token >= sentence.first && token < sentence.last && q_is(doc, (uint32_t)token, classes);
}

static bool is_byte(const quoth_doc *doc, q_range sentence, int64_t token, char byte) {
  return token >= sentence.first && token < sentence.last && *q_bytes(doc, (uint32_t)token) == byte;
}

/* The evidence of a run of capitalised words for each of its words. */
static void witness_run(const q_namer *namer, q_range run, q_range sentence) {
  const quoth_doc *doc = namer->doc;
  int64_t before = (int64_t)run.first - 1, after = run.last;
  uint16_t all = 0;
  bool several = run.last - run.first > 1;
  if (is_at(doc, sentence, before, Q_BIT(Q_TITLE) | Q_BIT(Q_ROLE))) all |= AFTER_TITLE;
  if (is_at(doc, sentence, before, Q_BIT(Q_LOCATIVE))) all |= AFTER_PLACE;
  if (is_at(doc, sentence, before, Q_BIT(Q_DETERMINER))) all |= AFTER_ARTICLE;
  if (several && q_is(doc, run.first, FIRST_NAME)) all |= WITH_FIRST;
  if (is_byte(doc, sentence, before, '(') && is_byte(doc, sentence, after, ')')) all |= IN_BRACKETS;
  if (is_at(doc, sentence, before, Q_CUE_VERB) || is_at(doc, sentence, after, Q_CUE_VERB)) all |= WITH_SPEECH;
  for (uint32_t i = run.first; several && i < run.last; i++)
    if (q_is(doc, i, Q_BIT(Q_ORG_WORD))) all |= WITH_ORG;
  for (uint32_t i = run.first; i < run.last; i++) {
    uint16_t own = all;
    if (i > sentence.first) own |= SEEN_CAPITAL;
    if (several && i == run.first) own |= RUN_FIRST;
    if (several && i + 1 == run.last) own |= RUN_LAST;
    if (!several && i > sentence.first) own |= RUN_ALONE;
    q_evidence *slot = slot_of(namer, i);
    slot->word = word_key(namer, i);
    slot->bits |= own;
    if (q_is(doc, i, Q_BIT(Q_TITLE))) all |= AFTER_TITLE;
  }
}

static void witness(const q_namer *namer, const q_island *island) {
  const quoth_doc *doc = namer->doc;
  if (island->mode != Q_CASE_NORMAL) return;
  for (uint32_t i = island->tokens.first; i < island->tokens.last;) {
    q_range run = {i, i};
    while (run.last < island->tokens.last && can_be_name(doc, run.last, Q_CASE_NORMAL)) run.last++;
    if (run.last > run.first) witness_run(namer, run, island->sentence);
    i = run.last + 1;
  }
}

/* ---- terms of several words ---- */

enum { TERM_GROUPS = 6 };

static uint8_t group_of(const q_term *term) {
  switch (term->class) {
    case Q_COUNTRY:
    case Q_PLACE: return 1;
    case Q_NATIONALITY: return 2;
    case Q_ORGANIZATION:
    case Q_AGENCY: return 3;
    case Q_TITLE:
    case Q_ROLE: return 4;
    case Q_PERSON: return 5;
    case Q_EVENT:
    case Q_WORK:
    case Q_PRODUCT: return 6;
    default: return 0;
  }
}

static void mark_terms(const q_namer *namer) {
  const quoth_doc *doc = namer->doc;
  for (uint32_t m = 0; m < doc->matches.count; m++) {
    q_range tokens = doc->matches.items[m].tokens;
    uint8_t group = group_of(doc->matches.items[m].term);
    for (uint32_t i = tokens.first; group && i < tokens.last; i++)
      namer->terms[i] = (uint8_t)(group + TERM_GROUPS * (i == tokens.first      ? 0
                                                         : i + 1 == tokens.last ? 2
                                                                                : 1));
  }
}

static bool gather_evidence(q_namer *namer) {
  uint32_t tokens = 0, size = TABLE_LEAST;
  for (uint32_t i = 0; i < namer->islands.count; i++)
    tokens += namer->islands.items[i].tokens.last - namer->islands.items[i].tokens.first;
  while (size < tokens + tokens / 2) size *= 2;
  namer->evidence = q_alloc_zero(&namer->doc->arena, size * sizeof *namer->evidence);
  namer->evidence_mask = size - 1;
  if (!namer->evidence) return false;
  for (uint32_t i = 0; i < namer->islands.count; i++) witness(namer, &namer->islands.items[i]);
  return true;
}

static bool read_sentences(q_namer *namer) {
  quoth_doc *doc = namer->doc;
  view v = {.places = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof *v.places)};
  if (!v.places) return false;
  bool lower = is_lower(doc);
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    v.sentence = doc->sentences.items[s];
    look(namer, &v);
    if (lower) v.mode = Q_CASE_LOWER;
    if (!find_islands(namer, &v)) return false;
  }
  return true;
}

bool q_namer_start(q_namer *namer) {
  quoth_doc *doc = namer->doc;
  uint32_t bits = 64;
  while (bits < BITS_A_TOKEN * doc->tokens.count) bits *= 2;
  namer->lower_mask = bits - 1;
  namer->lower = q_alloc_zero(&doc->arena, bits / 8);
  namer->terms = q_alloc_zero(&doc->arena, doc->tokens.count + 1);
  namer->words = q_column(doc, Q_COLUMN_NAMES, sizeof *namer->words);
  if (!namer->lower || !namer->terms || !namer->words || !read_sentences(namer)) return false;
  mark_terms(namer);
  return gather_evidence(namer);
}

/* ---- features of a token among others ---- */

enum { TOKEN_TEMPLATES = 100 };

/* Two values in one. */
static inline uint32_t spread(uint32_t value) { return value * UINT32_C(0x27D4EB2F); }

void q_name_token_features(const q_namer *namer, const q_island *island, q_name_words words, uint32_t token,
                           q_features *to) {
  q_name_word *const *at = &words[token - island->tokens.first];
  const q_name_word *second = at[0], *before = at[1], *self = at[2], *after = at[3], *beyond = at[4];
  const q_name_word *head = words[Q_AROUND];
  const q_name_word *tail = words[Q_AROUND + island->tokens.last - 1 - island->tokens.first];
  uint32_t shape = self->shape + (uint32_t)island->mode, first = token == island->sentence.first,
           spaced = q_spaced(namer->doc, token);
  uint32_t evidence = slot_of(namer, token)->bits, bit = self->word & namer->lower_mask;
  if (island->mode != Q_CASE_LOWER && namer->lower[bit / 64] >> bit % 64 & 1) evidence |= SEEN_LOWER;
  uint32_t left = token - island->tokens.first, right = island->tokens.last - 1 - token;
  uint32_t place = (left < 3 ? left : 3) * 4 + (right < 3 ? right : 3);
  uint32_t kind = TOKEN_TEMPLATES, *row = to->rows + to->count;
  *row++ = q_name_hash(kind++, shape, first + 2 * spaced);
  *row++ = q_name_hash(kind++, before->word, self->word);
  *row++ = q_name_hash(kind++, self->word, after->word);
  *row++ = q_name_hash(kind++, before->shape, shape + spread(after->shape));
  *row++ = q_name_hash(kind++, before->word, shape);
  *row++ = q_name_hash(kind++, shape, after->word);
  *row++ = q_name_hash(kind++, before->cluster, self->cluster);
  *row++ = q_name_hash(kind++, self->cluster, after->cluster);
  *row++ = q_name_hash(kind++, before->kinds, self->kinds);
  *row++ = q_name_hash(kind++, self->kinds, after->kinds);
  *row++ = q_name_hash(kind++, self->kinds, shape + spread(place));
  *row++ = q_name_hash(kind++, namer->terms[token], shape);
  *row++ = q_name_hash(kind++, evidence & SEEN, shape + first);
  *row++ = q_name_hash(kind++, evidence & COMPANY, shape);
  *row++ = q_name_hash(kind++, evidence & RUN, shape);
  *row++ = q_name_hash(kind++, evidence, place);
  *row++ = q_name_hash(kind++, head->word, left < 6 ? left : 6);
  *row++ = q_name_hash(kind++, tail->word, right < 6 ? right : 6);
  *row++ = q_name_hash(kind++, second->word, before->word + spread(shape));
  *row++ = q_name_hash(kind++, shape, after->word + spread(beyond->word));
  to->count = (uint32_t)(row - to->rows);
}
