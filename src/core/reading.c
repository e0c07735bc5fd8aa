#include "core/reading.h"

#include <string.h>

#include "core/sum.h"

q_reading *q_readings_begin(quoth_doc *doc, const q_tables *tables) {
  const q_lexeme *lexemes = q_lexemes(doc, tables);
  q_reading *all = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof *all);
  if (!all || !lexemes) return NULL;
  for (uint32_t p = 0, s = 0; p < doc->paragraphs.count; p++) {
    q_range paragraph = doc->paragraphs.items[p].tokens;
    for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
      while (doc->sentences.items[s].last <= i) s++;
      const q_lexeme *lexeme = &lexemes[q_row(doc, i)];
      all[i] = (q_reading){.lexeme = lexeme,
                           .lemma = lexeme->word,
                           .paragraph = paragraph,
                           .sentence = doc->sentences.items[s]};
    }
  }
  return all;
}

/* ---- tags ---- */

/* The first of the largest: loops without branches, as which one is best cannot be foretold. */
static uint32_t best_lane(const int16_t sums[Q_TAG_LANES]) {
  int16_t most = INT16_MIN, to_end = 0; /* how many lanes there are from the best on */
  for (int16_t lane = 0; lane < Q_TAG_LANES; lane++) most = sums[lane] > most ? sums[lane] : most;
  for (int16_t lane = 0; lane < Q_TAG_LANES; lane++) {
    int16_t here = sums[lane] == most ? (int16_t)(Q_TAG_LANES - lane) : 0;
    to_end = here > to_end ? here : to_end;
  }
  return Q_TAG_LANES - (uint32_t)to_end;
}

/* Adds what the words in some roles around a token give; all of them, a constant, cost least. */
static inline void add_shares(const q_reading *me, uint32_t first, uint32_t last, int16_t sums[Q_TAG_LANES]) {
  q_lanes8 total[Q_TAG_LANES / 8] = {q_load_lanes8(sums), q_load_lanes8(sums + 8), q_load_lanes8(sums + 16)};
  for (uint32_t r = first; r < last; r++) {
    const int16_t *share = (me + r - Q_TAG_REACH)->lexeme->tag_share[r];
    for (uint32_t i = 0; i < Q_TAG_LANES / 8; i++) total[i] += q_load_lanes8(share + 8 * i);
  }
  memcpy(sums, total, sizeof total);
}

static uint8_t best_tag(const q_reading *all, uint32_t token, uint32_t before, uint32_t second,
                        const q_tables *tables, q_sum *sum) {
  q_range in = all[token].paragraph;
  q_features features;
  int16_t sums[Q_TAG_LANES];
  q_features_begin(&features, 0);
  q_tag_features(all, token, before, second, &features);
  sum(&tables->tags, &features, sums);
  uint32_t first = token - in.first < Q_TAG_REACH ? Q_TAG_REACH - (token - in.first) : 0;
  uint32_t last = in.last - token <= Q_TAG_REACH ? in.last - token + Q_TAG_REACH : Q_TAG_ROLES;
  if (last - first == Q_TAG_ROLES) add_shares(&all[token], 0, Q_TAG_ROLES, sums);
  else add_shares(&all[token], first, last, sums);
  return (uint8_t)(best_lane(sums) + Q_TAG_NOUN);
}

void q_readings_tags(quoth_doc *doc, q_reading *all, const q_tables *tables) {
  q_sum *sum = q_sums_here().tags;
  uint32_t before = Q_TAG_NONE, second = Q_TAG_NONE;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    const q_lexeme *lexeme = all[i].lexeme;
    if (i == all[i].sentence.first) before = second = Q_TAG_NONE;
    uint8_t tag = lexeme->punctuation ? Q_TAG_PUNCTUATION : lexeme->sole;
    if (!tag) tag = best_tag(all, i, before, second, tables, sum);
    all[i].tag = lexeme->punctuation ? lexeme->punctuation : tag;
    second = before;
    before = tag;
  }
}

void q_readings_lemmas(quoth_doc *doc, q_reading *all) {
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    q_lemma_kind kind = q_kind_of_tag(all[i].tag);
    all[i].lemma = all[i].lexeme->lemma[kind];
    all[i].rate = all[i].lexeme->rate[kind] & (Q_RATE_BELIEF - 1);
    all[i].belief = (all[i].lexeme->rate[kind] & Q_RATE_BELIEF) != 0;
  }
}

/* ---- links ---- */

static uint8_t kind_of(const q_reading *me) {
  static const uint8_t KINDS[32] = {
      [Q_TAG_NOUN] = Q_KIND_NOUN,
      [Q_TAG_NOUNS] = Q_KIND_NOUN,
      [Q_TAG_NAME] = Q_KIND_NOUN,
      [Q_TAG_PRONOUN] = Q_KIND_NOUN,
      [Q_TAG_VERB_BASE] = Q_KIND_VERB,
      [Q_TAG_VERB_PAST] = Q_KIND_VERB,
      [Q_TAG_VERB_GERUND] = Q_KIND_VERB,
      [Q_TAG_VERB_PARTICIPLE] = Q_KIND_VERB,
      [Q_TAG_VERB_PRESENT] = Q_KIND_VERB,
      [Q_TAG_VERB_THIRD] = Q_KIND_VERB,
      [Q_TAG_SUBORDINATOR] = Q_KIND_SUBORDINATOR | Q_KIND_OPENER,
      [Q_TAG_WH] = Q_KIND_OPENER,
      [Q_TAG_CONJUNCTION] = Q_KIND_OPENER,
      [Q_TAG_COMMA] = Q_KIND_COMMA,
  };
  bool mark = me->place == Q_OPENS || me->place == Q_CLOSES;
  return (uint8_t)(KINDS[me->tag & 31] | (mark ? Q_KIND_MARK : 0) |
                   (me->rate >= Q_RATE_LEXICAL ? Q_KIND_LEXICAL : 0));
}

static void link_sentence(q_reading *all, q_range sentence) {
  uint32_t comma = QUOTH_NONE, lexical = QUOTH_NONE, verb = QUOTH_NONE, opener = QUOTH_NONE;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    q_reading *me = &all[i];
    uint8_t kind = me->kind = kind_of(me);
    me->comma_before = comma;
    me->lexical_before = lexical;
    me->verb_before = verb;
    me->opener_before = opener;
    comma = kind & Q_KIND_COMMA ? i : comma;
    lexical = kind & Q_KIND_LEXICAL ? i : lexical;
    verb = kind & Q_KIND_VERB ? i : verb;
    opener = kind & Q_KIND_OPENER ? i : opener;
  }
  if (sentence.first < sentence.last) all[sentence.last - 1].kind |= Q_KIND_END;
  comma = lexical = verb = QUOTH_NONE;
  for (uint32_t i = sentence.last; i-- > sentence.first;) {
    q_reading *me = &all[i];
    me->comma_after = comma;
    me->lexical_after = lexical;
    me->verb_after = verb;
    comma = me->kind & Q_KIND_COMMA ? i : comma;
    lexical = me->kind & Q_KIND_LEXICAL ? i : lexical;
    verb = me->kind & Q_KIND_VERB ? i : verb;
  }
}

/* Adds one where the bit of a kind is set. */
static q_tally count(q_tally tally, uint8_t kind) {
  const q_tally BITS = {1, 2, 4, 8, 16, 32, 64, 128};
  q_tally set = (q_tally)((BITS & kind) == BITS); /* all ones, which is -1 */
  return tally - set;
}

static void link_paragraph(q_reading *all, q_range paragraph) {
  uint32_t near = QUOTH_NONE;
  q_tally tally = {0};
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    q_reading *me = &all[i];
    me->region_before = near;
    me->before = tally;
    near = me->region.last == i + 1 ? i : near;
    tally = count(tally, me->kind);
  }
  near = QUOTH_NONE;
  for (uint32_t i = paragraph.last; i-- > paragraph.first;) {
    all[i].region_after = near;
    near = all[i].region.last && all[i].region.first == i ? i : near;
  }
}

/* Each token's outermost quotation, cut to its paragraph. */
static void place(const quoth_doc *doc, q_reading *all, const q_quotation *quotation) {
  if (quotation->depth) return;
  q_range region = quotation->tokens;
  for (uint32_t i = region.first; i < region.last; i++) {
    if (all[i].region.last) continue;
    q_range within = {region.first > all[i].paragraph.first ? region.first : all[i].paragraph.first,
                      region.last < all[i].paragraph.last ? region.last : all[i].paragraph.last};
    all[i].region = within;
    bool mark = q_word_of(doc, i)->kind == QUOTH_TOKEN_MARK;
    all[i].place = mark && i == within.first ? Q_OPENS : mark && i + 1 == within.last ? Q_CLOSES : Q_INSIDE;
  }
}

void q_readings_places(const quoth_doc *doc, q_reading *all) {
  for (uint32_t q = 0; q < doc->quotations.count; q++) place(doc, all, &doc->quotations.items[q]);
}

void q_readings_links(q_reading *all, q_range paragraph) {
  for (uint32_t i = paragraph.first; i < paragraph.last; i = all[i].sentence.last)
    link_sentence(all, all[i].sentence);
  link_paragraph(all, paragraph);
}

uint32_t q_cue_head(const q_reading *all, q_range cue) {
  uint32_t head = cue.first;
  int best = -1;
  for (uint32_t i = cue.first; i < cue.last; i++) {
    int weight = all[i].rate * 4 + (q_tag_is_verb(all[i].tag) ? 3 : q_tag_is_noun(all[i].tag) ? 1 : 0);
    if (weight > best) best = weight, head = i;
  }
  return head;
}
