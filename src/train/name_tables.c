/* Tables of words for the name tagger: what word lists say, and which are common words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum { LIST_SLOTS = 1 << 16, LIST_FIRST = 1, LIST_SURNAME = 2, LIST_PLACE = 4, LIST_LOWER = 8 };
enum { LOWER_LEAST = 8, LOWER_RATIO = 19 /* times as often as with a capital */ };

static int by_count(const void *a, const void *b) {
  const hashed_word *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

void write_table(writer *to, const char *name, hashed_word *words, uint32_t count, uint32_t slots) {
  uint32_t *cells = get(slots * sizeof *cells), filled = 0;
  qsort(words, count, sizeof *words, by_count);
  for (uint32_t i = 0; i < count && filled < slots - slots / 5; i++) {
    uint32_t at = words[i].hash & (slots - 1);
    while (cells[at] && cells[at] >> 8 != words[i].hash >> 8) at = (at + 1) & (slots - 1);
    if (!cells[at]) filled++;
    cells[at] |= (words[i].hash & ~255u) | words[i].value;
  }
  fprintf(stderr, "%s: %u of %u words\n", name, filled, count);
  writer_add(to, name, cells, slots, 1, sizeof *cells, 1);
  free(cells);
}

typedef struct word_list {
  hashed_word *items;
  uint32_t count;
} word_list;

static void add(word_list *list, uint32_t hash, uint32_t count, uint8_t value) {
  if (!(list->count & (list->count - 1)))
    list->items = get_more(list->items, (list->count ? 2 * list->count : 1) * sizeof *list->items);
  list->items[list->count++] = (hashed_word){hash, count, value};
}

static void read_list(const char *folder, const char *name, uint8_t value, word_list *list) {
  size_t length;
  char *text = read_file(path_in(folder, name), &length);
  for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
    if (*line != '#') add(list, (uint32_t)(q_hash_folded(line, strlen(line)) >> 32), UINT32_MAX, value);
  free(text);
}

/* Counts of a folded word in small letters, and with a capital inside a sentence. */
typedef struct case_count {
  uint32_t hash, lower, capital;
} case_count;

static int by_hash(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void count_case(const quoth_doc *doc, case_count **items, uint32_t *count) {
  *items = get_more(*items, (*count + doc->tokens.count) * sizeof **items);
  for (uint32_t s = 0; s < doc->sentences.count; s++)
    for (uint32_t i = doc->sentences.items[s].first + 1; i < doc->sentences.items[s].last; i++) {
      const q_word *word = q_word_of(doc, i);
      if (word->kind != QUOTH_TOKEN_WORD) continue;
      bool lower = word->shape == Q_SHAPE_LOWER;
      (*items)[(*count)++] = (case_count){(uint32_t)(word->fold >> 32), lower, !lower};
    }
}

/* Words that are hardly ever written with a capital but at the start of a sentence. */
static void add_lower(const name_documents *documents, const quoth_engine *engine, word_list *list) {
  case_count *items = NULL;
  uint32_t count = 0;
  for (uint32_t d = 0; d < documents->count; d++) {
    gold_document text = {
        .id = documents->items[d].id, .text = documents->items[d].text, .length = documents->items[d].length};
    quoth_doc *doc = read_document(engine, &text, QUOTH_STAGE_SENTENCES);
    count_case(doc, &items, &count);
    quoth_doc_free(doc);
  }
  qsort(items, count, sizeof *items, by_hash);
  for (uint32_t i = 0, next; i < count; i = next) {
    case_count sum = items[i];
    for (next = i + 1; next < count && items[next].hash == sum.hash; next++)
      sum.lower += items[next].lower, sum.capital += items[next].capital;
    if (sum.lower >= LOWER_LEAST && sum.lower >= LOWER_RATIO * sum.capital)
      add(list, sum.hash, sum.lower, LIST_LOWER);
  }
  free(items);
}

void write_lists(const char *folder, const name_documents *documents, writer *to) {
  word_list list = {NULL, 0};
  read_list(folder, "first.txt", LIST_FIRST, &list);
  read_list(folder, "surname.txt", LIST_SURNAME, &list);
  read_list(folder, "place.txt", LIST_PLACE, &list);
  add_lower(documents, plain_engine(NULL), &list);
  write_table(to, "names.lists", list.items, list.count, LIST_SLOTS);
  free(list.items);
}
