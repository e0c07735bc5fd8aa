#include "core/lexeme.h"

#include <string.h>

#include "core/sum.h"

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

static uint8_t punctuation_of(const q_word *word, char first) {
  if (word->kind == QUOTH_TOKEN_MARK) return Q_TAG_MARK;
  if (word->kind != QUOTH_TOKEN_PUNCTUATION) return Q_TAG_NONE;
  if (word->final) return Q_TAG_STOP;
  if (first == ',') return Q_TAG_COMMA;
  return first && strchr("()[]/", first) ? Q_TAG_PUNCTUATION : Q_TAG_COLON;
}

uint32_t q_lexeme_key(uint32_t hash, q_lemma_kind kind) {
  static const uint32_t SALT[Q_AS_COUNT] = {0x9E3779B9u, 0x85EBCA6Bu, 0};
  return ((hash ^ SALT[kind]) * 0xC2B2AE35u) | 1;
}

/* The value of a key in an open table of pairs, or 0. The table has free slots. */
static uint32_t look_up(const q_part *part, uint32_t key) {
  if (!part->rows) return 0;
  uint32_t mask = part->rows - 1, pair[2];
  for (uint32_t slot = key >> 12 & mask, steps = 0; steps <= mask; slot = (slot + 1) & mask, steps++) {
    memcpy(pair, (const char *)part->cells + (size_t)slot * sizeof pair, sizeof pair);
    if (pair[0] == key) return pair[1];
    if (!pair[0]) break;
  }
  return 0;
}

void q_lexeme_set_tags(q_lexeme *lexeme, uint32_t tags) {
  uint32_t sole = tags & ((1u << Q_WORD_SOLE) - 1);
  lexeme->sole = (uint8_t)(sole < Q_TAG_COUNT ? sole : Q_TAG_NONE);
  uint32_t may = tags >> Q_WORD_SOLE;
  lexeme->may = may ? may : lexeme->suffix[1];
}

static void fill_lemmas(q_lexeme *lexeme, const q_tables *tables) {
  for (q_lemma_kind kind = Q_AS_VERB; kind < Q_AS_COUNT; kind++) {
    uint32_t lemma = kind == Q_AS_OTHER ? 0 : look_up(&tables->lemmas, q_lexeme_key(lexeme->word, kind));
    lexeme->lemma[kind] = lemma ? lemma : lexeme->word;
    lexeme->rate[kind] = (uint8_t)look_up(&tables->rates, q_lexeme_key(lexeme->lemma[kind], kind));
  }
  q_lexeme_set_tags(lexeme, look_up(&tables->words, q_lexeme_key(lexeme->word, Q_AS_OTHER)));
}

static void fill_shares(q_lexeme *lexeme, const q_tables *tables) {
  q_features features;
  for (uint32_t role = 0; role <= 2 * Q_TAG_REACH && tables->tags.rows; role++) {
    q_features_begin(&features, 0);
    q_tag_word_features(lexeme, role, &features);
    q_sum_tags(&tables->tags, &features, lexeme->tag_share[role]);
  }
  for (uint32_t role = 0; role <= 2 * Q_REACH && tables->parts.rows; role++) {
    q_features_begin(&features, 0);
    q_word_features(lexeme, role, &features);
    lexeme->near_share[2 * Q_REACH - role] = q_sum_near(&tables->near, &features);
    lexeme->border_share[2 * Q_REACH - role] = q_sum_near(&tables->borders, &features);
    lexeme->head_share[role] = q_sum_near(&tables->heads, &features);
    q_sum_cues(&tables->cues, &features, lexeme->cue_share[role]);
    q_sum_parts(&tables->parts, &features, lexeme->part_share[role]);
  }
}

void q_lexeme_fill(q_lexeme *lexeme, const quoth_doc *doc, uint32_t token, const q_tables *tables) {
  const q_word *word = q_word_of(doc, token);
  const char *bytes = q_bytes(doc, token);
  uint32_t length = q_size(doc, token);
  lexeme->word = (uint32_t)(word->fold >> 32);
  lexeme->shape = shape_of(bytes, length);
  for (uint32_t i = 0; i < 2; i++)
    if (length > i + 2) {
      lexeme->prefix[i] = hash_of(bytes, i + 2);
      lexeme->suffix[i] = hash_of(bytes + length - i - 2, i + 2);
    }
  lexeme->classes = (uint8_t)(word->classes & (Q_CUE_VERB | Q_BIT(Q_CUE_NOUN) | Q_BIT(Q_CUE_PHRASE)));
  lexeme->not_a_cue = word->not_a_cue && !lexeme->classes;
  lexeme->punctuation = punctuation_of(word, *bytes);
  fill_lemmas(lexeme, tables);
  fill_shares(lexeme, tables);
  lexeme->filled = true;
}

q_lexeme *q_lexemes(quoth_doc *doc) { return q_column(doc, Q_COLUMN_TAGS, sizeof(q_lexeme)); }

static bool is_table(const q_part *part) { return part->rows && !(part->rows & (part->rows - 1)); }

/* Finds a part or clears it. */
static bool find(const quoth_engine *engine, const char *name, uint32_t columns, uint32_t cell,
                 q_part *part) {
  bool found = q_model_part(engine, name, columns, cell, part) && is_table(part);
  if (!found) *part = (q_part){.rows = 0};
  return found;
}

bool q_tables_find(const quoth_engine *engine, q_tables *t) {
  bool tags = find(engine, "pos.weights", Q_TAG_LANES, 1, &t->tags);
  bool words = find(engine, "pos.words", 2, sizeof(uint32_t), &t->words);
  bool lemmas = find(engine, "pos.lemmas", 2, sizeof(uint32_t), &t->lemmas);
  bool rates = find(engine, "cue.rates", 2, sizeof(uint32_t), &t->rates);
  bool near = find(engine, "near.weights", 1, 1, &t->near);
  bool heads = find(engine, "head.weights", 1, 1, &t->heads);
  bool cues = find(engine, "cue.weights", Q_CUE_LANES, 1, &t->cues);
  bool borders = find(engine, "border.weights", 1, 1, &t->borders);
  bool parts = find(engine, "parts.weights", Q_PART_LANES, 1, &t->parts);
  return tags && words && lemmas && rates && near && heads && cues && borders && parts;
}
