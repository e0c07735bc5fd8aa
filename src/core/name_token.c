/* Islands of words that can be names, and what the document shows about a word. */
#include <string.h>

#include "core/phrase.h"
#include "core/tagger.h"

#define FIRST_NAME (Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))

enum { JOINS_MOST = 3, BITS_A_TOKEN = 8, LOOKED_AT = 100 };

/* ---- how sentences are written ---- */

static bool is_word(const q_word *word) { return word->kind == QUOTH_TOKEN_WORD && word->length > 1; }

/* Is the text in small letters, as its beginning shows? Then any word may be a name. */
static bool is_lower(const quoth_doc *doc) {
  uint32_t words = 0, capital = 0, last = doc->tokens.count < LOOKED_AT ? doc->tokens.count : LOOKED_AT;
  const uint64_t *capitals = doc->flags[Q_FLAG_CAPITAL];
  for (uint32_t i = q_next(capitals, 0, last); i < last; i = q_next(capitals, i + 1, last))
    if (is_word(q_word_of(doc, i)) && 50 * ++capital >= LOOKED_AT) return false;
  for (uint32_t i = 0; i < last; i++) words += is_word(q_word_of(doc, i));
  return words && 50 * capital < words;
}

/* Notes the words of the text as written, a bit for the hash of each: a word in small letters
 * is written as it is folded. Gives them rows on the way, as q_column would. */
static void note_written(q_namer *namer) {
  quoth_doc *doc = namer->doc;
  if (!doc->tokens.count) return;
  const q_token *at = doc->tokens.items, *end = at + doc->tokens.count;
  q_word *words = doc->words.items;
  uint64_t *written = namer->written;
  for (uint32_t mask = namer->written_mask; at < end; at++) {
    q_word *word = &words[at->word];
    uint32_t bit = (uint32_t)(word->hash >> 32) & mask;
    written[bit / 64] |= UINT64_C(1) << bit % 64;
    if (!word->row) q_words_give_row(&doc->words, at->word);
  }
  doc->tokens_with_rows = doc->tokens.count;
}

/* A sentence on its way to islands. */
typedef struct view {
  const quoth_doc *doc;
  q_range sentence;
  q_case_mode mode;
} view;

/* Are there so many words in small letters that `capital` others make no headline? */
static bool is_prose(const quoth_doc *doc, q_range sentence, uint32_t capital) {
  uint32_t small = 0;
  for (uint32_t i = sentence.first; i < sentence.last && 7 * small <= 3 * capital; i++)
    small += is_word(q_word_of(doc, i)) && q_word_of(doc, i)->shape == Q_SHAPE_LOWER;
  return 7 * small > 3 * capital;
}

static uint32_t count_bits(const uint64_t *bits, q_range range) {
  uint32_t count = 0;
  for (uint32_t w = range.first / 64; w <= (range.last - 1) / 64; w++) {
    uint64_t set = bits[w];
    if (w == range.first / 64) set &= ~UINT64_C(0) << range.first % 64;
    if (w == (range.last - 1) / 64) set &= ~UINT64_C(0) >> (63 - (range.last - 1) % 64);
    for (; set; set &= set - 1) count++;
  }
  return count;
}

/* Most sentences are prose by their first words. */
static q_case_mode mode_of(const quoth_doc *doc, q_range sentence) {
  uint32_t most = count_bits(doc->flags[Q_FLAG_CAPITAL], sentence), upper = 0, capital = 0, small = 0;
  if (most < 3 || is_prose(doc, sentence, most)) return Q_CASE_NORMAL;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    const q_word *word = q_word_of(doc, i);
    small += is_word(word) && word->shape == Q_SHAPE_LOWER;
    capital += is_word(word) && word->shape >= Q_SHAPE_CAPITAL;
    upper += is_word(word) && word->shape == Q_SHAPE_UPPER;
  }
  uint32_t words = small + capital;
  if (words >= 3 && 5 * upper >= 4 * words) return Q_CASE_UPPER;
  return words >= 4 && 10 * capital >= 7 * words ? Q_CASE_TITLE : Q_CASE_NORMAL;
}

/* ---- islands ---- */

/* Where capitals tell nothing any word may be part of a name, if it is none of grammar. */
static bool has_cases(q_case_mode mode) { return mode == Q_CASE_NORMAL || mode == Q_CASE_TITLE; }

/* The next token of the sentence, from one on, that may continue a name. */
static uint32_t next_place(const view *v, uint32_t from) {
  if (has_cases(v->mode)) return q_next(v->doc->flags[Q_FLAG_CAPITAL], from, v->sentence.last);
  return from < v->sentence.last ? from : v->sentence.last;
}

static bool can_be_name(const view *v, uint32_t token) {
  if (has_cases(v->mode)) return q_has_bit(v->doc->flags[Q_FLAG_NAME], token);
  const q_word *word = q_word_of(v->doc, token);
  if (word->kind != QUOTH_TOKEN_WORD && word->kind != QUOTH_TOKEN_NUMBER) return false;
  return word->shape != Q_SHAPE_OTHER && !q_is_small(word);
}

/* The next token of the sentence, from one on, that can be the first of an island. */
static uint32_t next_first(const view *v, uint32_t from) {
  uint32_t last = v->sentence.last;
  if (has_cases(v->mode)) return q_next(v->doc->flags[Q_FLAG_NAME], from, last);
  while (from < last && !can_be_name(v, from)) from++;
  return from < last ? from : last;
}

/* May the tokens between two words of a name stand there? */
static bool joins(const quoth_doc *doc, uint32_t from, uint32_t to) {
  if (to - from > JOINS_MOST) return false;
  for (uint32_t i = from; i < to; i++)
    if (!q_is(doc, i, Q_BIT(Q_CONNECTOR)) || (q_is_dash(doc, i) && q_spaced(doc, i))) return false;
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

/* Behind the island that begins at a token. */
static uint32_t island_end(const view *v, uint32_t first) {
  const quoth_doc *doc = v->doc;
  uint32_t last = v->sentence.last;
  if (last > first + Q_ISLAND_MOST) last = first + Q_ISLAND_MOST;
  uint32_t end = hyphened_end(doc, first + 1, last);
  for (uint32_t next = next_place(v, end); next < last && joins(doc, end, next);
       next = next_place(v, next < end ? end : next + 1)) {
    if (can_be_name(v, next)) end = hyphened_end(doc, next + 1, last);
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

static bool find_islands(q_namer *namer, const view *v) {
  uint32_t last = v->sentence.last;
  for (uint32_t at = next_first(v, v->sentence.first), end; at < last; at = next_first(v, end)) {
    end = island_end(v, at);
    q_island island = {{at, end}, v->sentence, v->mode};
    if (is_plain(namer, &island)) continue;
    q_island *new = q_push(&namer->doc->arena, &namer->islands);
    if (!new) return false;
    *new = island;
  }
  return true;
}

static bool read_sentences(q_namer *namer) {
  quoth_doc *doc = namer->doc;
  bool lower = is_lower(doc);
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    q_range sentence = doc->sentences.items[s];
    view v = {doc, sentence, lower ? Q_CASE_LOWER : mode_of(doc, sentence)};
    if (!find_islands(namer, &v)) return false;
  }
  return true;
}

/* ---- evidence ---- */

/* The word of a token, or no word if it lies outside of the sentence. */
static const q_word *word_in(const quoth_doc *doc, q_range sentence, int64_t token) {
  bool inside = token >= sentence.first && token < sentence.last;
  return inside ? q_word_of(doc, (uint32_t)token) : &doc->words.items[0];
}

/* What all words of a run of capitalised words show. */
static uint16_t company_of(const quoth_doc *doc, q_range run, q_range sentence) {
  const q_word *before = word_in(doc, sentence, (int64_t)run.first - 1),
               *after = word_in(doc, sentence, run.last);
  uint16_t all = 0;
  if (before->classes & (Q_BIT(Q_TITLE) | Q_BIT(Q_ROLE))) all |= Q_AFTER_TITLE;
  if (before->classes & Q_BIT(Q_LOCATIVE)) all |= Q_AFTER_PLACE;
  if (before->classes & Q_BIT(Q_DETERMINER)) all |= Q_AFTER_ARTICLE;
  if ((before->classes | after->classes) & Q_CUE_VERB) all |= Q_WITH_SPEECH;
  if (before->first == '(' && after->first == ')') all |= Q_IN_BRACKETS;
  if (run.last - run.first == 1) return all;
  if (q_is(doc, run.first, FIRST_NAME)) all |= Q_WITH_FIRST;
  for (uint32_t i = run.first; i < run.last; i++)
    if (q_is(doc, i, Q_BIT(Q_ORG_WORD))) all |= Q_WITH_ORG;
  return all;
}

/* The evidence of a run of capitalised words for each of its words. */
static void witness_run(const q_namer *namer, q_range run, q_range sentence) {
  const quoth_doc *doc = namer->doc;
  uint16_t all = company_of(doc, run, sentence);
  bool several = run.last - run.first > 1;
  for (uint32_t i = run.first; i < run.last; i++) {
    uint16_t own = all;
    if (i > sentence.first) own |= several ? Q_SEEN_CAPITAL : Q_SEEN_CAPITAL | Q_RUN_ALONE;
    if (several && i == run.first) own |= Q_RUN_FIRST;
    if (several && i + 1 == run.last) own |= Q_RUN_LAST;
    namer->words[q_row(doc, i)].evidence |= own;
    if (q_is(doc, i, Q_BIT(Q_TITLE))) all |= Q_AFTER_TITLE;
  }
}

static void witness(const q_namer *namer, const q_island *island) {
  const uint64_t *names = namer->doc->flags[Q_FLAG_NAME];
  uint32_t last = island->tokens.last;
  if (island->mode != Q_CASE_NORMAL) return;
  for (uint32_t i = island->tokens.first, end; (i = q_next(names, i, last)) < last; i = end) {
    for (end = i + 1; end < last && q_has_bit(names, end);) end++;
    witness_run(namer, (q_range){i, end}, island->sentence);
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

/* Forgets what other documents showed about the words of an island. */
static void clear_evidence(const q_namer *namer, const q_island *island) {
  for (uint32_t i = island->tokens.first; i < island->tokens.last; i++) {
    uint32_t bit = (uint32_t)(q_word_of(namer->doc, i)->fold >> 32) & namer->written_mask;
    bool lower = island->mode != Q_CASE_LOWER && namer->written[bit / 64] >> bit % 64 & 1;
    namer->words[q_row(namer->doc, i)].evidence = lower ? Q_SEEN_LOWER : 0;
  }
}

bool q_namer_start(q_namer *namer) {
  quoth_doc *doc = namer->doc;
  uint32_t bits = 64;
  while (bits < BITS_A_TOKEN * doc->tokens.count) bits *= 2;
  namer->written_mask = bits - 1;
  namer->written = q_alloc_zero(&doc->arena, bits / 8);
  namer->terms = q_alloc_zero(&doc->arena, doc->tokens.count + 1);
  if (!namer->written || !namer->terms) return false;
  note_written(namer);
  namer->words = q_column(doc, Q_COLUMN_NAMES, sizeof *namer->words);
  if (!namer->words || !read_sentences(namer)) return false;
  mark_terms(namer);
  for (uint32_t i = 0; i < namer->islands.count; i++) clear_evidence(namer, &namer->islands.items[i]);
  for (uint32_t i = 0; i < namer->islands.count; i++) witness(namer, &namer->islands.items[i]);
  return true;
}
