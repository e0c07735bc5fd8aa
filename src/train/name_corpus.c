/* Corpora of names, and their islands as lessons. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum { CASE_COPIES = 12 };
#define RARE (1u << Q_NAME_EVENT | 1u << Q_NAME_WORK | 1u << Q_NAME_PRODUCT)

static const struct {
  const char *name;
  uint32_t types;
} TYPES[] = {
    {"person", 1u << Q_NAME_PERSON},
    {"organization", 1u << Q_NAME_ORGANIZATION},
    {"place", 1u << Q_NAME_PLACE},
    {"facility", 1u << Q_NAME_PLACE},
    {"nationality", 1u << Q_NAME_NATIONALITY},
    {"event", 1u << Q_NAME_EVENT},
    {"work", 1u << Q_NAME_WORK},
    {"product", 1u << Q_NAME_PRODUCT},
    {"other", RARE | 1u << Q_NAME_NATIONALITY},
};

static uint32_t types_named(const char *name) {
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (!strcmp(TYPES[i].name, name)) return TYPES[i].types;
  return 0;
}

/* ---- files ---- */

typedef struct reader {
  name_documents *to;
  uint32_t corpus;
} reader;

static name_document *new_document(name_documents *to, const char *id, const char *text, uint32_t corpus) {
  to->items = get_more(to->items, (to->count + 1) * sizeof *to->items);
  name_document *document = &to->items[to->count++];
  *document = (name_document){.corpus = corpus, .length = strlen(text)};
  document->id = memcpy(get(strlen(id) + 1), id, strlen(id));
  document->text = memcpy(get(document->length + 1), text, document->length);
  return document;
}

static void add_document(void *context, void *object) {
  reader *in = context;
  const char *id = json_string_value(json_object_get(object, "id"));
  const char *text = json_string_value(json_object_get(object, "text"));
  name_document *document = new_document(in->to, id ? id : "", text ? text : "", in->corpus);
  const json_t *list = json_object_get(object, "entities");
  document->names = get((json_array_size(list) + 1) * sizeof *document->names);
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const char *type = json_string_value(json_object_get(item, "type"));
    gold_name *name = &document->names[document->count++];
    name->span.start = (uint32_t)json_integer_value(json_object_get(item, "start"));
    name->span.end = (uint32_t)json_integer_value(json_object_get(item, "end"));
    name->types = types_named(type ? type : "");
  }
}

void read_names(const char *path, uint32_t corpus, name_documents *to) {
  reader in = {to, corpus};
  read_jsonl(path, add_document, &in);
}

static char upper(char c) { return (char)(c >= 'a' && c <= 'z' ? c - 32 : c); }
static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

/* Letters of ASCII only, so that all spans stay. */
static void add_copy(name_documents *to, uint32_t which, char (*change)(char)) {
  const name_document from = to->items[which];
  name_document *copy = new_document(to, from.id, from.text, from.corpus);
  for (size_t i = 0; i < copy->length; i++) copy->text[i] = change(copy->text[i]);
  copy->names = from.names, copy->count = from.count;
}

void add_case_copies(name_documents *to) {
  uint32_t count = to->count;
  for (uint32_t d = 0; d < count; d += CASE_COPIES) {
    add_copy(to, d, upper);
    if (d + CASE_COPIES / 2 < count) add_copy(to, d + CASE_COPIES / 2, lower);
  }
}

/* ---- lessons ---- */

/* All tokens of a document, each with the labels that it may have. */
typedef struct labelling {
  const quoth_doc *doc;
  const q_islands *islands;
  uint32_t *allowed;
} labelling;

static const uint32_t ANY = (1u << Q_NAME_LABELS) - 1;

/* The tokens of a name without titles and articles before and a genitive behind;
 * empty when they do not begin and end where the name does. */
static q_range tokens_of(const quoth_doc *doc, const gold_name *name, q_range *touched) {
  q_range found = {0, 0};
  uint32_t low = 0, high = doc->tokens.count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (doc->tokens.items[middle].end <= name->span.start) low = middle + 1;
    else high = middle;
  }
  uint32_t last = low;
  while (last < doc->tokens.count && doc->tokens.items[last].start < name->span.end) last++;
  *touched = (q_range){low, last};
  if (low == last || doc->tokens.items[low].start != name->span.start ||
      doc->tokens.items[last - 1].end != name->span.end)
    return found;
  uint64_t before = Q_BIT(Q_DETERMINER) | (name->types & 1u << Q_NAME_PERSON ? Q_BIT(Q_TITLE) : 0);
  while (low + 1 < last && q_is(doc, low, before)) low++;
  while (last > low + 1 &&
         (*q_bytes(doc, last - 1) == '\'' || !memcmp(q_bytes(doc, last - 1), "\xE2\x80\x99", 3)))
    last--;
  return (q_range){low, last};
}

static bool in_one_island(const q_islands *islands, q_range tokens) {
  uint32_t low = 0, high = islands->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (islands->items[middle].tokens.last <= tokens.first) low = middle + 1;
    else high = middle;
  }
  return low < islands->count && islands->items[low].tokens.first <= tokens.first &&
         tokens.last <= islands->items[low].tokens.last;
}

static uint32_t labels_of(uint32_t types, int place) {
  uint32_t labels = 0;
  for (int t = 0; t < Q_NAME_TYPES; t++)
    if (types >> t & 1) labels |= 1u << q_name_label(t, place);
  return labels;
}

/* Where a name may be of several types, words for a people are a nationality. */
static uint32_t types_in(const quoth_doc *doc, q_range tokens, uint32_t types) {
  const uint32_t nationality = 1u << Q_NAME_NATIONALITY;
  if (types == nationality || !(types & nationality) || tokens.first == tokens.last) return types;
  bool people = tokens.last - tokens.first == 1 && q_is(doc, tokens.first, Q_BIT(Q_NATIONALITY));
  return people ? nationality : types & ~nationality;
}

static void put_name(labelling *l, const gold_name *name, name_lessons *to) {
  q_range touched, tokens = tokens_of(l->doc, name, &touched);
  if (!name->types) return;
  to->names++;
  if (tokens.first == tokens.last || !in_one_island(l->islands, tokens)) {
    for (uint32_t i = touched.first; i < touched.last; i++) l->allowed[i] = ANY;
    return;
  }
  to->reachable++;
  for (uint32_t i = tokens.first; i < tokens.last; i++) {
    bool first = i == tokens.first, last = i + 1 == tokens.last;
    l->allowed[i] = labels_of(types_in(l->doc, tokens, name->types), first && last ? 3
                                                                     : first       ? 0
                                                                     : last        ? 2
                                                                                   : 1);
  }
}

/* What a word outside of names may be where a corpus does not annotate a type. */
static uint32_t unknown_labels(const quoth_doc *doc, const q_island *island, uint32_t token, uint32_t types) {
  if (!q_is(doc, token, Q_BIT(Q_NATIONALITY))) types &= ~(1u << Q_NAME_NATIONALITY);
  if (token == island->sentence.first || q_word_of(doc, token)->shape < Q_SHAPE_CAPITAL) types &= ~RARE;
  uint32_t labels = 0;
  for (int place = 0; place < 4; place++) labels |= labels_of(types, place);
  return labels;
}

/* How many affixes name_word.c makes of a word in a role. */
static uint32_t affixes_of(const q_namer *namer, const q_island *island, int64_t token, int role) {
  if (token < island->sentence.first || token >= island->sentence.last) return 0;
  uint32_t length = q_size(namer->doc, (uint32_t)token);
  return role != Q_ROLE_SELF ? 1 : length < 4 ? 2 * length : 8;
}

static uint32_t *rows_of(const q_namer *namer, q_name_words words, const q_island *island, uint32_t token,
                         int without) {
  q_features features;
  features.count = 0;
  for (int role = 0; role < Q_ROLE_COUNT; role++) {
    uint32_t first = features.count;
    int64_t at = (int64_t)token + role - Q_ROLE_SELF;
    q_name_word_features(namer, island, at, role, &features);
    drop_word_family(&features, first, affixes_of(namer, island, at, role), without);
  }
  uint32_t first = features.count;
  q_name_token_features(namer, island, words, token, &features);
  drop_token_family(&features, first, without);
  uint32_t *rows = get((features.count + 1) * sizeof *rows);
  rows[0] = features.count;
  memcpy(rows + 1, features.rows, features.count * sizeof *rows);
  return rows;
}

static void add_lesson(const q_namer *namer, const q_island *island, const labelling *l, uint32_t unknown,
                       int without, name_lesson *to) {
  to->count = island->tokens.last - island->tokens.first;
  to->allowed = get(to->count * sizeof *to->allowed);
  to->around = get(to->count * sizeof *to->around);
  to->rows = get(to->count * sizeof *to->rows);
  q_name_words words;
  q_name_words_around(namer, NULL, island, words);
  for (uint32_t i = 0; i < to->count; i++) {
    uint32_t token = island->tokens.first + i;
    to->allowed[i] = l->allowed[token];
    if (to->allowed[i] == 1) to->allowed[i] |= unknown_labels(l->doc, island, token, unknown);
    for (int place = 0; place < 3; place++) to->around[i][place] = words[i + 1 + (uint32_t)place]->word;
    to->rows[i] = rows_of(namer, words, island, token, without);
  }
}

void make_lessons(const quoth_engine *engine, const name_document *from, const name_corpus *corpus,
                  int without, name_lessons *to) {
  gold_document text = {.id = from->id, .text = from->text, .length = from->length};
  quoth_doc *doc = read_document(engine, &text, QUOTH_STAGE_LEXICON);
  q_namer namer = {.doc = doc};
  q_name_tables(engine, &namer);
  if (!q_namer_start(&namer)) fail("out of memory");
  labelling l = {doc, &namer.islands, get((doc->tokens.count + 1) * sizeof *l.allowed)};
  for (uint32_t i = 0; i < doc->tokens.count; i++) l.allowed[i] = 1;
  for (uint32_t i = 0; i < from->count; i++) put_name(&l, &from->names[i], to);
  to->items = get_more(to->items, (to->count + namer.islands.count) * sizeof *to->items);
  for (uint32_t i = 0; i < namer.islands.count; i++) {
    name_lesson *lesson = &to->items[to->count++];
    *lesson = (name_lesson){.convention = corpus->convention};
    add_lesson(&namer, &namer.islands.items[i], &l, corpus->unknown, without, lesson);
  }
  free(l.allowed);
  quoth_doc_free(doc);
}
