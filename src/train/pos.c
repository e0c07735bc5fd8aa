/* quoth-train pos: part-of-speech tags and lemmas from silver trees of news. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/attribution.h"

enum { ROWS = 1 << 15, LEMMA_SLOTS = 1 << 14, WORD_SLOTS = 1 << 14, EPOCHS = 5, HELD_OUT = 12 };

typedef struct tagged_document {
  quoth_doc *doc;
  q_reading *all;
  uint8_t *tags; /* Q_TAG_NONE where the trees say nothing */
} tagged_document;

static q_tag tag_named(const conllu_token *token) {
  static const struct {
    const char *name;
    q_tag tag;
  } TAGS[] = {{"NN", Q_TAG_NOUN},
              {"NNS", Q_TAG_NOUNS},
              {"NNP", Q_TAG_NAME},
              {"NNPS", Q_TAG_NAME},
              {"VB", Q_TAG_VERB_BASE},
              {"VBD", Q_TAG_VERB_PAST},
              {"VBG", Q_TAG_VERB_GERUND},
              {"VBN", Q_TAG_VERB_PARTICIPLE},
              {"VBP", Q_TAG_VERB_PRESENT},
              {"VBZ", Q_TAG_VERB_THIRD},
              {"MD", Q_TAG_MODAL},
              {"JJ", Q_TAG_ADJECTIVE},
              {"JJR", Q_TAG_ADJECTIVE},
              {"JJS", Q_TAG_ADJECTIVE},
              {"RB", Q_TAG_ADVERB},
              {"RBR", Q_TAG_ADVERB},
              {"RBS", Q_TAG_ADVERB},
              {"IN", Q_TAG_PREPOSITION},
              {"TO", Q_TAG_TO},
              {"DT", Q_TAG_DETERMINER},
              {"PDT", Q_TAG_DETERMINER},
              {"PRP", Q_TAG_PRONOUN},
              {"PRP$", Q_TAG_POSSESSIVE},
              {"WDT", Q_TAG_WH},
              {"WP", Q_TAG_WH},
              {"WP$", Q_TAG_WH},
              {"WRB", Q_TAG_WH},
              {"CC", Q_TAG_CONJUNCTION},
              {"CD", Q_TAG_NUMBER},
              {"POS", Q_TAG_GENITIVE}};
  if (!strcmp(token->tag, "IN") && !strcmp(token->relation, "mark")) return Q_TAG_SUBORDINATOR;
  for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
    if (!strcmp(token->tag, TAGS[i].name)) return TAGS[i].tag;
  return strpbrk(token->tag, ".,:`'") || !strncmp(token->tag, "-", 1) ? Q_TAG_PUNCTUATION : Q_TAG_OTHER;
}

/* ---- lemmas ---- */

typedef struct lemma_count {
  uint32_t key, lemma, count;
} lemma_count;

typedef struct lemma_table {
  lemma_count *items;
  uint32_t count, capacity;
} lemma_table;

static void count_lemma(lemma_table *table, const conllu_token *token, q_tag tag) {
  if (!q_tag_is_verb((uint8_t)tag) && tag != Q_TAG_NOUN && tag != Q_TAG_NOUNS) return;
  uint32_t word = (uint32_t)(q_hash_folded(token->form, strlen(token->form)) >> 32);
  uint32_t lemma = (uint32_t)(q_hash_folded(token->lemma, strlen(token->lemma)) >> 32);
  if (word == lemma) return;
  if (table->count == table->capacity) {
    table->capacity = table->capacity ? 2 * table->capacity : 1024;
    table->items = get_more(table->items, table->capacity * sizeof *table->items);
  }
  table->items[table->count++] = (lemma_count){q_lexeme_key(word, q_kind_of_tag((uint8_t)tag)), lemma, 1};
}

static int by_key(const void *a, const void *b) {
  const lemma_count *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->lemma > y->lemma) - (x->lemma < y->lemma);
}

static int by_count(const void *a, const void *b) {
  const lemma_count *x = a, *y = b;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return by_key(a, b);
}

/* A word's commonest lemma; the commonest words first, till the table is full enough. */
static void write_lemmas(lemma_table *table, writer *to) {
  qsort(table->items, table->count, sizeof *table->items, by_key);
  uint32_t used = 0;
  for (uint32_t i = 0; i < table->count; i++) {
    lemma_count *last = used ? &table->items[used - 1] : NULL;
    if (last && last->key == table->items[i].key && last->lemma == table->items[i].lemma) last->count++;
    else table->items[used++] = table->items[i];
  }
  qsort(table->items, used, sizeof *table->items, by_count);
  pair_table slots = pairs_new(LEMMA_SLOTS);
  uint32_t filled = 0;
  for (uint32_t i = 0; i < used && filled < LEMMA_SLOTS / 2; i++) {
    uint32_t *slot = pairs_slot(&slots, table->items[i].key);
    if (*slot) continue;
    *slot = table->items[i].lemma;
    filled++;
  }
  printf("lemmas %u\n", filled);
  pairs_write(&slots, to, "pos.lemmas");
}

/* ---- documents ---- */

/* Tokens of the core and of the trees that start at the same byte share the tag;
 * where the core's token is longer, the last tree token in it decides. */
static void align(tagged_document *to, const conllu_document *from, lemma_table *lemmas) {
  uint32_t t = 0;
  for (uint32_t i = 0; i < to->doc->tokens.count; i++) {
    q_token token = to->doc->tokens.items[i];
    while (t < from->count && from->tokens[t].span.end <= token.start) t++;
    for (uint32_t k = t; k < from->count && from->tokens[k].span.start < token.end; k++)
      to->tags[i] = (uint8_t)tag_named(&from->tokens[k]);
  }
  for (uint32_t k = 0; k < from->count; k++)
    count_lemma(lemmas, &from->tokens[k], tag_named(&from->tokens[k]));
}

/* ---- the tags of words ---- */

enum { SEEN_OFTEN = 10, SEEN_APART = 80 }; /* one other tag in so many does not count */
enum { SEEN_TWICE = 2, RARE_TAG = 50 };    /* nor does one in so many for the tags that a word may have */

typedef struct word_tags {
  uint32_t key, all, seen[Q_TAG_COUNT];
} word_tags;

static int by_frequency(const void *a, const void *b) {
  const word_tags *x = a, *y = b;
  if (x->all != y->all) return x->all > y->all ? -1 : 1;
  return (x->key > y->key) - (x->key < y->key);
}

static word_tags *count_tags(const tagged_document *documents, uint32_t count, uint32_t *known) {
  pair_table words = pairs_new(1 << 18);
  word_tags *list = get((1 << 18) * sizeof *list);
  for (uint32_t d = 0; d < count; d++)
    for (uint32_t i = 0; d % HELD_OUT && i < documents[d].doc->tokens.count; i++) {
      uint32_t key = q_lexeme_key(documents[d].all[i].lexeme->word, Q_AS_OTHER),
               *word = pairs_slot(&words, key);
      if (!documents[d].tags[i]) continue;
      if (!*word) *word = ++*known;
      word_tags *to = &list[*word - 1];
      to->key = key, to->all++, to->seen[documents[d].tags[i]]++;
    }
  qsort(list, *known, sizeof *list, by_frequency);
  return list;
}

/* See Q_WORD_SOLE. */
static uint32_t tags_of(const word_tags *word) {
  uint32_t best = 0, may = 0;
  for (uint32_t t = 1; t < Q_TAG_COUNT; t++) {
    if (word->seen[t] > word->seen[best]) best = t;
    if (word->seen[t] * RARE_TAG > word->all) may |= 1u << t;
  }
  bool sole = word->all >= SEEN_OFTEN && (word->all - word->seen[best]) * SEEN_APART <= word->all;
  return may << Q_WORD_SOLE | (sole ? best : Q_TAG_NONE);
}

/* The tags of the commonest words, as many as fit, are written and set. */
static void find_tags_of_words(tagged_document *documents, uint32_t count, writer *to) {
  uint32_t known = 0, filled = 0;
  word_tags *list = count_tags(documents, count, &known);
  pair_table words = pairs_new(WORD_SLOTS);
  for (; filled < known && filled < WORD_SLOTS / 4 * 3 && list[filled].all >= SEEN_TWICE; filled++)
    *pairs_slot(&words, list[filled].key) = tags_of(&list[filled]);
  for (uint32_t d = 0; d < count; d++)
    for (uint32_t i = 0; i < documents[d].doc->tokens.count; i++) {
      q_lexeme *lexeme = (q_lexeme *)documents[d].all[i].lexeme; /* a record of the document's own */
      q_lexeme_set_tags(lexeme, pairs_get(&words, q_lexeme_key(lexeme->word, Q_AS_OTHER)));
    }
  printf("words whose tags are known %u\n", filled);
  pairs_write(&words, to, "pos.words");
  free(list);
}

/* One pass, tagging with the tags just guessed; returns how many were right. */
static uint32_t pass(perceptron *p, const tagged_document *d, bool learn, uint32_t *known) {
  uint32_t right = 0, count = d->doc->tokens.count;
  uint8_t *guessed = get(count);
  for (uint32_t i = 0; i < count; i++) {
    q_features features;
    float scores[Q_TAG_LANES] = {0};
    const q_lexeme *lexeme = d->all[i].lexeme;
    if (lexeme->punctuation || lexeme->sole) {
      guessed[i] = lexeme->punctuation ? Q_TAG_PUNCTUATION : lexeme->sole;
      *known += d->tags[i] != Q_TAG_NONE;
      right += guessed[i] == d->tags[i];
      continue;
    }
    tag_rows(d->all, i, guessed, &features);
    perceptron_sum(p, features.rows, features.count, scores);
    uint32_t lane = 0;
    for (uint32_t l = 1; l < Q_TAG_LANES; l++)
      if (scores[l] > scores[lane]) lane = l;
    uint32_t best = lane + Q_TAG_NOUN;
    guessed[i] = (uint8_t)best;
    if (!d->tags[i]) continue;
    ++*known;
    right += best == d->tags[i];
    if (learn && best != d->tags[i])
      perceptron_update(p, features.rows, features.count, d->tags[i] - Q_TAG_NOUN, lane);
    p->step += learn;
  }
  free(guessed);
  return right;
}

static const conllu_document *find(const conllu_document *list, uint32_t count, const char *id) {
  for (uint32_t i = 0; i < count; i++)
    if (!strcmp(list[i].id, id)) return &list[i];
  return NULL;
}

static uint32_t prepare(const options *given, tagged_document **documents, lemma_table *lemmas) {
  uint32_t count, trees, used = 0;
  gold_document *texts = read_attributions(path_in(given->data, TUNING_TEXTS), &count);
  conllu_document *silver = read_conllu(path_in(given->data, "silver/polnear.corenlp.conllu"), &trees);
  const quoth_engine *engine = plain_engine(NULL);
  *documents = get(count * sizeof **documents);
  for (uint32_t i = 0; i < count; i++) {
    const conllu_document *tree = find(silver, trees, texts[i].id);
    if (!tree) continue;
    tagged_document *d = &(*documents)[used++];
    d->doc = read_document(engine, &texts[i], QUOTH_STAGE_SENTENCES);
    d->all = q_readings_begin(d->doc, &(q_tables){.tags = {.rows = 0}});
    d->tags = get(d->doc->tokens.count);
    align(d, tree, lemmas);
  }
  return used;
}

static double measure(perceptron *p, const tagged_document *documents, uint32_t count) {
  uint32_t right = 0, known = 0;
  for (uint32_t i = 0; i < count; i += HELD_OUT) right += pass(p, &documents[i], false, &known);
  return 100.0 * right / (known ? known : 1);
}

int train_pos(const options *given) {
  tagged_document *documents;
  lemma_table lemmas = {0};
  uint32_t count = prepare(given, &documents, &lemmas), *order = get(count * sizeof *order), train = 0;
  uint64_t seed = 1;
  perceptron p;
  perceptron_init(&p, ROWS, Q_TAG_LANES, 0);
  writer *file = writer_new();
  find_tags_of_words(documents, count, file);
  for (uint32_t i = 0; i < count; i++)
    if (i % HELD_OUT) order[train++] = i;
  int epochs = given->epochs ? given->epochs : EPOCHS;
  for (int e = 1; e <= epochs; e++) {
    uint32_t right = 0, known = 0;
    shuffle(order, train, &seed);
    for (uint32_t i = 0; i < train; i++) right += pass(&p, &documents[order[i]], true, &known);
    printf("epoch %d: %.2f%% of the tags in training\n", e, 100.0 * right / known);
  }
  perceptron_average(&p);
  printf("held out: %.2f%%\n", measure(&p, documents, count));
  perceptron_write(&p, file, "pos");
  write_lemmas(&lemmas, file);
  writer_save(file, given->out);
  writer_free(file);
  return 0;
}
