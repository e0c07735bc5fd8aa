#include "core/reading.h"

#include <string.h>

/* Inlined with a constant number of columns, so that the sums stay in registers. */
static inline void sum_columns(const q_part *part, const q_features *features, float *scores,
                               uint32_t columns) {
  int32_t sums[Q_TAG_COUNT] = {0};
  const int8_t *cells = part->cells;
  uint32_t mask = part->rows - 1;
  for (uint32_t f = 0; f < features->count; f++) {
    const int8_t *row = cells + (size_t)(features->rows[f] & mask) * columns;
    for (uint32_t c = 0; c < columns; c++) sums[c] += row[c];
  }
  for (uint32_t c = 0; c < columns; c++) scores[c] = (float)sums[c] * part->scale;
}

void q_sum(const q_part *part, const q_features *features, float *scores) {
  switch (part->columns) {
    case 5: sum_columns(part, features, scores, 5); break;
    case 9: sum_columns(part, features, scores, 9); break;
    case Q_TAG_COUNT: sum_columns(part, features, scores, Q_TAG_COUNT); break;
    default: break; /* no other table is summed */
  }
}

/* ---- words ---- */

static uint32_t hash_of(const char *bytes, size_t length) {
  return (uint32_t)(q_hash_folded(bytes, length) >> 32);
}

/* Xxx, dd, x-x: runs longer than two look alike. */
static uint32_t shape_of(const char *bytes, uint32_t length) {
  char shape[9] = {0}, last = 0;
  uint32_t used = 0, run = 0;
  for (uint32_t i = 0; i < length && used < sizeof shape - 1; i++) {
    char c = bytes[i];
    c = (char)(c >= 'A' && c <= 'Z' ? 'X' : c >= 'a' && c <= 'z' ? 'x' : c >= '0' && c <= '9' ? 'd' : c);
    if ((unsigned char)c >= 128) c = 'u';
    run = c == last ? run + 1 : 1;
    last = c;
    if (run <= 2) shape[used++] = c;
  }
  return (uint32_t)(q_hash(shape, used) >> 32);
}

static void read_word(const quoth_doc *doc, uint32_t token, q_reading *to) {
  const char *bytes = q_bytes(doc, token);
  uint32_t length = q_size(doc, token);
  const q_word *word = q_word_of(doc, token);
  *to = (q_reading){.word = (uint32_t)(word->fold >> 32), .comma = *bytes == ','};
  to->shape = shape_of(bytes, length);
  for (uint32_t i = 0; i < 2; i++)
    if (length > i + 2) {
      to->prefix[i] = hash_of(bytes, i + 2);
      to->suffix[i] = hash_of(bytes + length - i - 2, i + 2);
    }
  to->lemma = to->word;
}

q_reading *q_readings_words(quoth_doc *doc) {
  q_reading *all = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof *all);
  if (!all) return NULL;
  uint32_t *seen = q_alloc_zero(&doc->arena, doc->words.count * sizeof *seen); /* 1 + first token of a word */
  if (!seen) return NULL;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    uint32_t *first = &seen[doc->tokens.items[i].word];
    if (*first) all[i] = all[*first - 1];
    else read_word(doc, i, &all[i]), *first = i + 1;
  }
  for (uint32_t s = 0; s < doc->sentences.count; s++) {
    q_range range = doc->sentences.items[s];
    for (uint32_t i = range.first; i < range.last; i++) all[i].sentence = range;
  }
  for (uint32_t p = 0; p < doc->paragraphs.count; p++) {
    q_range range = doc->paragraphs.items[p].tokens;
    for (uint32_t i = range.first; i < range.last; i++) all[i].paragraph = range;
  }
  return all;
}

/* ---- tags ---- */

/* A property of the token at a distance, or a constant outside of the paragraph. */
#define AT(field, distance) at_##field(all, token, distance)
#define DEFINE_AT(field)                                                           \
  static uint32_t at_##field(const q_reading *all, uint32_t token, int distance) { \
    q_range range = all[token].paragraph;                                          \
    int64_t place = (int64_t)token + distance;                                     \
    return place < range.first ? 1 : place >= range.last ? 2 : all[place].field;   \
  }
DEFINE_AT(word)
DEFINE_AT(shape)

void q_tag_features(const q_reading *all, uint32_t token, q_tag before, q_tag second, q_features *to) {
  const q_reading *me = &all[token];
  q_feature(to, 0, 0, 0);
  for (int d = -2; d <= 2; d++) q_feature(to, AT(word, d), 0, 0);
  q_feature(to, AT(word, -1), me->word, 0);
  q_feature(to, me->word, AT(word, 1), 0);
  for (uint32_t i = 0; i < 2; i++) {
    q_feature(to, me->prefix[i], 0, 0);
    q_feature(to, me->suffix[i], 0, 0);
    q_feature(to, me->suffix[i], before, 0);
  }
  q_feature(to, me->shape, token == me->sentence.first, 0);
  q_feature(to, AT(shape, 1), me->shape, 0);
  q_feature(to, before, 0, 0);
  q_feature(to, before, second, 0);
  q_feature(to, before, me->word, 0);
  q_feature(to, before, AT(word, 1), 0);
}

static uint8_t finer(const quoth_doc *doc, uint32_t token, q_tag tag) {
  const q_word *word = q_word_of(doc, token);
  if (word->kind == QUOTH_TOKEN_MARK) return Q_TAG_MARK;
  if (word->kind != QUOTH_TOKEN_PUNCTUATION) return (uint8_t)tag;
  if (word->final) return Q_TAG_STOP;
  if (*q_bytes(doc, token) == ',') return Q_TAG_COMMA;
  return strchr("()[]/", *q_bytes(doc, token)) ? Q_TAG_PUNCTUATION : Q_TAG_COLON;
}

void q_readings_tags(quoth_doc *doc, q_reading *all, const q_part *weights) {
  q_tag before = Q_TAG_NONE, second = Q_TAG_NONE;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    if (i == all[i].sentence.first) before = second = Q_TAG_NONE;
    q_features features;
    features.count = features.template = 0;
    float scores[Q_TAG_COUNT];
    q_tag_features(all, i, before, second, &features);
    q_sum(weights, &features, scores);
    q_tag best = Q_TAG_NOUN;
    for (q_tag tag = Q_TAG_NOUN; tag < Q_TAG_COUNT; tag++)
      if (scores[tag] > scores[best]) best = tag;
    all[i].tag = finer(doc, i, best);
    second = before;
    before = best;
  }
}

/* ---- lemmas and rates ---- */

uint32_t q_lemma_key(uint32_t word, uint8_t tag) {
  return (word ^ (q_tag_is_verb(tag) ? 0x9E3779B9u : q_tag_is_noun(tag) ? 0x85EBCA6Bu : 0)) | 1;
}

void q_readings_lemmas(quoth_doc *doc, q_reading *all, const q_part *lemmas) {
  const char *cells = lemmas->cells;
  uint32_t mask = lemmas->rows - 1, pair[2];
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    if (!q_tag_is_verb(all[i].tag) && !q_tag_is_noun(all[i].tag)) continue;
    uint32_t key = q_lemma_key(all[i].word, all[i].tag);
    for (uint32_t slot = key >> 4 & mask;; slot = (slot + 1) & mask) {
      memcpy(pair, cells + (size_t)slot * sizeof pair, sizeof pair);
      if (pair[0] == key) all[i].lemma = pair[1];
      if (!pair[0] || pair[0] == key) break;
    }
  }
}

uint32_t q_rate_key(const q_reading *reading) {
  uint32_t kind = q_tag_is_verb(reading->tag) ? 1 : q_tag_is_noun(reading->tag) ? 2 : 3;
  return ((reading->lemma ^ kind * 0x9E3779B9u) * 0x85EBCA6Bu) | 1;
}

void q_readings_rates(quoth_doc *doc, q_reading *all, const q_part *rates) {
  const char *cells = rates->cells;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    uint32_t key = q_rate_key(&all[i]);
    uint8_t cell[2];
    memcpy(cell, cells + (size_t)(key >> 8 & (rates->rows - 1)) * 2, 2);
    if (cell[0] != (uint8_t)key) continue;
    all[i].rate = cell[1] & (Q_RATE_BELIEF - 1);
    all[i].belief = (cell[1] & Q_RATE_BELIEF) != 0;
  }
}

/* ---- links ---- */

static bool opens_clause(uint8_t tag) {
  return tag == Q_TAG_SUBORDINATOR || tag == Q_TAG_WH || tag == Q_TAG_CONJUNCTION;
}

static void link_sentence(q_reading *all, q_range sentence) {
  uint32_t comma = QUOTH_NONE, lexical = QUOTH_NONE, verb = QUOTH_NONE, opener = QUOTH_NONE;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    q_reading *me = &all[i];
    me->comma_before = comma;
    me->lexical_before = lexical;
    me->verb_before = verb;
    me->opener_before = opener;
    if (me->comma) comma = i;
    if (me->rate >= Q_RATE_LEXICAL) lexical = i;
    if (q_tag_is_verb(me->tag)) verb = i;
    if (opens_clause(me->tag)) opener = i;
  }
  comma = lexical = verb = QUOTH_NONE;
  for (uint32_t i = sentence.last; i-- > sentence.first;) {
    q_reading *me = &all[i];
    me->comma_after = comma;
    me->lexical_after = lexical;
    me->verb_after = verb;
    if (me->comma) comma = i;
    if (me->rate >= Q_RATE_LEXICAL) lexical = i;
    if (q_tag_is_verb(me->tag)) verb = i;
  }
}

static void link_regions(q_reading *all, q_range paragraph) {
  uint32_t near = QUOTH_NONE;
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    all[i].region_before = near;
    if (all[i].region.last == i + 1) near = i;
  }
  near = QUOTH_NONE;
  for (uint32_t i = paragraph.last; i-- > paragraph.first;) {
    all[i].region_after = near;
    if (all[i].region.last && all[i].region.first == i) near = i;
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

void q_readings_links(quoth_doc *doc, q_reading *all) {
  for (uint32_t q = 0; q < doc->quotations.count; q++) place(doc, all, &doc->quotations.items[q]);
  for (uint32_t s = 0; s < doc->sentences.count; s++) link_sentence(all, doc->sentences.items[s]);
  for (uint32_t p = 0; p < doc->paragraphs.count; p++) link_regions(all, doc->paragraphs.items[p].tokens);
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
