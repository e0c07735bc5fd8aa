/* What the name tagger knows of words: records, and the features of one word. */
#include <string.h>

#include "core/tagger.h"
#include "core/utf8.h"

enum { FILLED = 0x80, AFFIX_MOST = 4, FOLDED_MOST = 48 };

/* Bits of the table of word lists. */
enum { LIST_FIRST = 1, LIST_SURNAME = 2, LIST_PLACE = 4, LIST_LOWER = 8 };

uint8_t q_table_find(const q_part *table, uint32_t hash) {
  if (!table->rows) return 0;
  uint32_t mask = table->rows - 1, cell;
  for (uint32_t i = hash & mask, tries = 0; tries < table->rows; i = (i + 1) & mask, tries++) {
    memcpy(&cell, (const char *)table->cells + (size_t)i * sizeof cell, sizeof cell);
    if (!cell) return 0;
    if (cell >> 8 == hash >> 8) return (uint8_t)cell;
  }
  return 0;
}

/* Classes of the lexicon that count as one kind, in the order of the bits. */
static const uint64_t KINDS[] = {
    Q_BIT(Q_TITLE),
    Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE),
    Q_BIT(Q_NATIONALITY),
    Q_BIT(Q_COUNTRY),
    Q_BIT(Q_PLACE),
    Q_BIT(Q_AGENCY) | Q_BIT(Q_ORGANIZATION),
    Q_BIT(Q_ORG_WORD),
    Q_BIT(Q_PLACE_WORD),
    Q_BIT(Q_EVENT_WORD),
    Q_BIT(Q_MONTH) | Q_BIT(Q_WEEKDAY),
    Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_AUXILIARY) | Q_PRONOUN,
    Q_CUE_VERB,
    0, /* surnames, from the model's lists */
    Q_BIT(Q_LOCATIVE),
    0, /* mostly in lower case, from the model's lists */
    Q_BIT(Q_PARTICLE),
};
enum { KIND_FIRST = 1 << 1, KIND_PLACE = 1 << 4, KIND_SURNAME = 1 << 12, KIND_COUNT = 16 };

static uint16_t kinds_of(uint64_t classes, uint8_t lists) {
  uint16_t kinds = 0;
  for (uint32_t k = 0; k < KIND_COUNT; k++)
    if (classes & KINDS[k]) kinds |= (uint16_t)(1u << k);
  if (lists & LIST_FIRST) kinds |= KIND_FIRST;
  if (lists & LIST_SURNAME) kinds |= KIND_SURNAME;
  if (lists & LIST_PLACE) kinds |= KIND_PLACE;
  if (lists & LIST_LOWER) kinds |= Q_KIND_LOWER;
  return kinds;
}

/* X for capitals, x for small letters, d for digits; runs are cut to two. */
static uint32_t shape_of(const char *bytes, uint32_t length) {
  char shape[12];
  uint32_t used = 0, size;
  for (const char *at = bytes, *end = bytes + length; at < end && used < sizeof shape; at += size) {
    uint32_t c = q_decode(at, end, &size);
    char kind = (char)c;
    if (q_is_letter(c)) kind = q_is_upper(c) ? 'X' : 'x';
    else if (c - '0' < 10) kind = 'd';
    if (used < 2 || shape[used - 1] != kind || shape[used - 2] != kind) shape[used++] = kind;
  }
  return (uint32_t)(q_hash(shape, used) >> 32);
}

static void fill_word(const q_namer *namer, q_name_word *to, const q_word *word, const char *bytes,
                      uint32_t length) {
  to->word = (uint32_t)(word->fold >> 32);
  to->shape = shape_of(bytes, length);
  to->kinds = kinds_of(word->classes, q_table_find(&namer->lists, to->word));
  to->cluster = q_table_find(&namer->clusters, (uint32_t)(word->hash >> 32));
  if (!to->cluster) to->cluster = q_table_find(&namer->clusters, to->word);
  to->group = q_table_find(&namer->groups, to->word);
  to->filled |= FILLED;
}

static inline bool is_inside(const q_island *island, int64_t token) {
  return token >= island->sentence.first && token < island->sentence.last;
}

/* The record of a token in the text. */
static inline q_name_word *record_of(const q_namer *namer, uint32_t token) {
  const quoth_doc *doc = namer->doc;
  q_name_word *record = &namer->words[q_row(doc, token)];
  if (!(record->filled & FILLED))
    fill_word(namer, record, q_word_of(doc, token), q_bytes(doc, token), q_size(doc, token));
  return record;
}

/* Record 0 is about no word: what lies before the first word of a sentence, and
 * behind its last. */
q_name_word *q_name_word_at(const q_namer *namer, const q_island *island, int64_t token) {
  return is_inside(island, token) ? record_of(namer, (uint32_t)token) : &namer->words[0];
}

/* Fills a record's own members and the sums of some roles, a bit each. */
static __attribute__((noinline)) void complete(const q_namer *namer, const q_name_weights *weights,
                                               const q_island *island, int64_t token, uint32_t roles) {
  q_name_word *record = q_name_word_at(namer, island, token);
  for (; weights && roles; roles &= roles - 1) {
    int role = __builtin_ctz(roles);
    q_features features;
    features.count = 0;
    q_name_word_features(namer, island, token, role, &features);
    q_name_sum(weights, &features, record->sums[role]);
    record->filled |= (uint8_t)(1u << role);
  }
}

void q_name_words_around(const q_namer *namer, const q_name_weights *weights, const q_island *island,
                         q_name_words words) {
  const q_token *tokens = namer->doc->tokens.items;
  const q_word *all = namer->doc->words.items;
  q_name_word *records = namer->words;
  q_range sentence = island->sentence;
  const uint32_t ALL = (1u << Q_ROLE_COUNT) - 1, count = island->tokens.last - island->tokens.first;
  uint32_t token = island->tokens.first - Q_AROUND; /* before the first of the text it is large */
  uint32_t roles =
      0; /* in which the island's tokens look at a record: those of the one before, one further */
  for (uint32_t i = 0; i < count + 2 * Q_AROUND; i++, token++) {
    bool inside = token - sentence.first < sentence.last - sentence.first;
    q_name_word *record = &records[inside ? all[tokens[token].word].row : 0];
    roles = (roles + roles + (i < count)) & ALL;
    uint32_t missing = (roles | (inside ? FILLED : 0)) & ~(uint32_t)record->filled;
    if (missing)
      complete(namer, weights, island, (int64_t)island->tokens.first + i - Q_AROUND, missing & ALL);
    words[i] = record;
  }
}

/* ---- features of one word ---- */

static uint32_t fold_ascii(const char *bytes, uint32_t length, char *folded) {
  if (length > FOLDED_MOST) bytes += length - FOLDED_MOST, length = FOLDED_MOST;
  for (uint32_t i = 0; i < length; i++) {
    char c = bytes[i];
    folded[i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
  }
  return length;
}

static uint32_t part(const char *bytes, uint32_t length) { return (uint32_t)(q_hash(bytes, length) >> 32); }

static void affixes(const char *bytes, uint32_t length, q_features *to) {
  char folded[FOLDED_MOST];
  length = fold_ascii(bytes, length, folded);
  for (uint32_t size = 1; size <= AFFIX_MOST && size <= length; size++) {
    q_feature(to, part(folded, size), size, 1);
    q_feature(to, part(folded + length - size, size), size, 2);
    to->template -= 2; /* the size tells them apart */
  }
  to->template += 2;
}

static void suffix(const char *bytes, uint32_t length, q_features *to) {
  char folded[FOLDED_MOST];
  length = fold_ascii(bytes, length, folded);
  uint32_t size = length < 3 ? length : 3;
  q_feature(to, part(folded + length - size, size), size, 3);
}

enum { ROLE_TEMPLATES = 16 };

void q_name_word_features(const q_namer *namer, const q_island *island, int64_t token, int role,
                          q_features *to) {
  const q_name_word *record = q_name_word_at(namer, island, token);
  to->template = (uint32_t)role * ROLE_TEMPLATES;
  bool inside = is_inside(island, token), near = role != Q_ROLE_SECOND_BEFORE && role != Q_ROLE_SECOND_AFTER;
  q_feature(to, record->word, inside, 0);
  q_feature(to, record->cluster, 0, 0);
  q_feature(to, record->group, 0, 0);
  q_feature(to, record->kinds, 0, 0);
  if (!near || !inside) return;
  const char *bytes = q_bytes(namer->doc, (uint32_t)token);
  uint32_t length = q_size(namer->doc, (uint32_t)token);
  q_feature(to, (uint32_t)(q_word_of(namer->doc, (uint32_t)token)->hash >> 32), 0, 0);
  q_feature(to, record->shape, 0, 0);
  if (role == Q_ROLE_SELF) affixes(bytes, length, to);
  else suffix(bytes, length, to);
  for (uint32_t k = 0; k < KIND_COUNT; k++)
    if (record->kinds >> k & 1) {
      q_feature(to, k, 0, 7);
      to->template --; /* one template for all kinds */
    }
}
