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

enum { JOINS_MOST = 3, TABLE_LEAST = 256, TABLE_MOST = 1 << 16 };

/* What is known of a word from elsewhere in the document. */
enum {
  SEEN_CAPITAL = 1,  /* with a capital inside a sentence */
  SEEN_LOWER = 2,    /* without one */
  AFTER_TITLE = 4,   /* President X */
  WITH_FIRST = 8,    /* Ana X */
  WITH_ORG = 16,     /* X University */
  AFTER_PLACE = 32,  /* in X */
  WITH_SPEECH = 64,  /* X said */
  RUN_FIRST = 128,   /* X Y */
  RUN_LAST = 256,    /* Y X */
  RUN_ALONE = 512,   /* x X y */
  IN_BRACKETS = 1024 /* (X) */
};

/* ---- how sentences are written ---- */

static bool is_word(const q_word *word) { return word->kind == QUOTH_TOKEN_WORD && word->length > 1; }

static q_case_mode mode_of(const quoth_doc *doc, q_range sentence) {
  uint32_t words = 0, capital = 0, upper = 0;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    const q_word *word = q_word_of(doc, i);
    if (!is_word(word)) continue;
    words++;
    capital += word->shape >= Q_SHAPE_CAPITAL;
    upper += word->shape == Q_SHAPE_UPPER;
  }
  if (words < 3) return Q_CASE_NORMAL;
  if (5 * upper >= 4 * words) return Q_CASE_UPPER;
  return words >= 4 && 10 * capital >= 7 * words ? Q_CASE_TITLE : Q_CASE_NORMAL;
}

/* Is the whole text in small letters? Then any word may be a name. */
static bool is_lower(const quoth_doc *doc) {
  uint32_t starts = 0, capital = 0;
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    const q_word *word = q_word_of(doc, doc->sentences.items[s].first);
    starts += is_word(word);
    capital += is_word(word) && word->shape != Q_SHAPE_LOWER;
  }
  return starts && 10 * capital < starts;
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

/* Behind the island that starts at a token. */
static uint32_t island_end(const quoth_doc *doc, uint32_t first, uint32_t last, q_case_mode mode) {
  if (last > first + Q_ISLAND_MOST) last = first + Q_ISLAND_MOST;
  uint32_t end = first + 1;
  for (uint32_t next = end; next < last && next - end <= JOINS_MOST; next++) {
    if (can_be_name(doc, next, mode)) end = next + 1;
    else if (!q_is(doc, next, Q_BIT(Q_CONNECTOR))) break;
  }
  if (end < last && q_word_of(doc, end)->kind == QUOTH_TOKEN_NUMBER) end++;
  return end;
}

static bool find_islands(const q_namer *namer, q_range sentence, q_case_mode mode, q_islands *islands) {
  quoth_doc *doc = namer->doc;
  for (uint32_t i = sentence.first; i < sentence.last;) {
    if (!can_be_name(doc, i, mode)) {
      i++;
      continue;
    }
    q_island *island = q_push(&doc->arena, islands);
    if (!island) return false;
    *island = (q_island){{i, island_end(doc, i, sentence.last, mode)}, sentence, mode};
    i = island->tokens.last;
  }
  return true;
}

/* ---- evidence ---- */

static uint16_t *evidence_of(const q_namer *namer, uint32_t token) {
  return &namer->evidence[q_word_of(namer->doc, token)->fold >> 32 & namer->evidence_mask];
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
    *evidence_of(namer, i) |= own;
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

static void witness_lower(const q_namer *namer) {
  const quoth_doc *doc = namer->doc;
  for (uint32_t i = 0; i < doc->tokens.count; i++)
    if (q_word_of(doc, i)->shape == Q_SHAPE_LOWER) *evidence_of(namer, i) |= SEEN_LOWER;
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

bool q_namer_start(q_namer *namer, q_islands *islands) {
  quoth_doc *doc = namer->doc;
  uint32_t size = TABLE_LEAST;
  while (size < 2 * doc->tokens.count && size < TABLE_MOST) size *= 2;
  namer->evidence = q_alloc_zero(&doc->arena, size * sizeof *namer->evidence);
  namer->evidence_mask = size - 1;
  namer->terms = q_alloc_zero(&doc->arena, doc->tokens.count + 1);
  namer->words = q_words_column(&doc->words, Q_COLUMN_NAMES, sizeof *namer->words);
  if (!namer->evidence || !namer->terms || !namer->words) return false;
  bool lower = is_lower(doc);
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    q_range sentence = doc->sentences.items[s];
    if (!find_islands(namer, sentence, lower ? Q_CASE_LOWER : mode_of(doc, sentence), islands)) return false;
  }
  mark_terms(namer);
  if (!lower) witness_lower(namer);
  for (uint32_t i = 0; i < islands->count; i++) witness(namer, &islands->items[i]);
  return true;
}

/* ---- features of a token among others ---- */

enum { TOKEN_TEMPLATES = 100 };

void q_name_token_features(const q_namer *namer, const q_island *island, uint32_t token, q_features *to) {
  const q_name_word *near[Q_ROLE_COUNT];
  for (int r = 0; r < Q_ROLE_COUNT; r++)
    near[r] = q_name_word_at(namer, island, (int64_t)token + r - Q_ROLE_SELF);
  const q_name_word *second = near[0], *before = near[1], *self = near[2], *after = near[3],
                    *beyond = near[4];
  uint32_t shape = self->shape + (uint32_t)island->mode, first = token == island->sentence.first;
  uint32_t evidence = *evidence_of(namer, token);
  uint32_t left = token - island->tokens.first, right = island->tokens.last - 1 - token;
  uint32_t place = (left < 3 ? left : 3) * 4 + (right < 3 ? right : 3);
  to->template = TOKEN_TEMPLATES;
  q_feature(to, shape, first, 0);
  q_feature(to, before->word, self->word, 0);
  q_feature(to, self->word, after->word, 0);
  q_feature(to, before->shape, shape, after->shape);
  q_feature(to, before->word, shape, 0);
  q_feature(to, shape, after->word, 0);
  q_feature(to, second->word, before->word, shape);
  q_feature(to, shape, after->word, beyond->word);
  q_feature(to, before->cluster, self->cluster, 0);
  q_feature(to, self->cluster, after->cluster, 0);
  q_feature(to, before->cluster, shape, after->cluster);
  q_feature(to, before->kinds, self->kinds, 0);
  q_feature(to, self->kinds, after->kinds, 0);
  q_feature(to, self->kinds, shape, place);
  q_feature(to, namer->terms[token], shape, 0);
  q_feature(to, evidence & (SEEN_CAPITAL | SEEN_LOWER), first, shape);
  q_feature(to, evidence & (AFTER_TITLE | WITH_FIRST | WITH_ORG | AFTER_PLACE | WITH_SPEECH), shape, 0);
  q_feature(to, evidence & (RUN_FIRST | RUN_LAST | RUN_ALONE | IN_BRACKETS), shape, 0);
  q_feature(to, evidence, place, 0);
  q_feature(to, q_name_word_at(namer, island, island->tokens.last - 1)->word, right < 6 ? right : 6, 0);
  q_feature(to, q_name_word_at(namer, island, island->tokens.first)->word, left < 6 ? left : 6, 0);
}
