/* Families of the name tagger's features, to see what each brings: which it is, is
 * told by the order in which name_word.c and name_token.c make them. */
#include <string.h>

#include "train/names.h"

typedef enum family {
  WORDS,
  SHAPES,
  AFFIXES,
  CLUSTERS,
  GROUPS,
  LISTS,
  EVIDENCE,
  ISLAND,
  FAMILY_COUNT
} family;

static const char *const NAMES[FAMILY_COUNT] = {"words",  "shapes", "affixes",  "clusters",
                                                "groups", "lists",  "evidence", "island"};

/* Of the features of a token among others. */
static const family OF_TOKEN[] = {SHAPES, SHAPES, WORDS,    WORDS,    GROUPS,   GROUPS,   LISTS,  LISTS,
                                  LISTS,  LISTS,  EVIDENCE, EVIDENCE, EVIDENCE, EVIDENCE, ISLAND, ISLAND};

/* Of the features of a word: six of one kind each, then affixes, then word lists. */
static family of_word(uint32_t index, uint32_t affixes) {
  static const family FIRST[] = {WORDS, CLUSTERS, GROUPS, LISTS, WORDS, SHAPES};
  if (index < sizeof FIRST / sizeof *FIRST) return FIRST[index];
  return index < sizeof FIRST / sizeof *FIRST + affixes ? AFFIXES : LISTS;
}

int family_named(const char *name) {
  for (int f = 0; name && f < FAMILY_COUNT; f++)
    if (!strcmp(NAMES[f], name)) return f;
  if (name) fail("no family of features is called %s", name);
  return -1;
}

static void drop(q_features *features, uint32_t first, family (*of)(uint32_t, uint32_t), uint32_t detail,
                 int without) {
  uint32_t kept = first;
  for (uint32_t i = first; i < features->count; i++)
    if ((int)of(i - first, detail) != without) features->rows[kept++] = features->rows[i];
  features->count = kept;
}

static family of_token(uint32_t index, uint32_t detail) {
  (void)detail;
  return OF_TOKEN[index];
}

void drop_word_family(q_features *features, uint32_t first, uint32_t affixes, int without) {
  if (without >= 0) drop(features, first, of_word, affixes, without);
}

void drop_token_family(q_features *features, uint32_t first, int without) {
  if (without >= 0) drop(features, first, of_token, 0, without);
}
