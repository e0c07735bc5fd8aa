/* Tables of words for the name tagger: what word lists say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum { LIST_SLOTS = 1 << 16, LIST_FIRST = 1, LIST_SURNAME = 2, LIST_PLACE = 4 };

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

void write_lists(const char *folder, writer *to) {
  word_list list = {NULL, 0};
  read_list(folder, "first.txt", LIST_FIRST, &list);
  read_list(folder, "surname.txt", LIST_SURNAME, &list);
  read_list(folder, "place.txt", LIST_PLACE, &list);
  write_table(to, "names.lists", list.items, list.count, LIST_SLOTS);
  free(list.items);
}
