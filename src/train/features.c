#include "train/features.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An open hash from hashes to numbers; slots is a power of 2. */
typedef struct index {
  uint32_t *hashes, *numbers, slots, used; /* numbers: 1 + the number; 0 is free */
} index_table;

static uint32_t slot_of(const index_table *t, uint32_t hash) {
  uint32_t i = hash * UINT32_C(0x9E3779B1) & (t->slots - 1);
  while (t->numbers[i] && t->hashes[i] != hash) i = (i + 1) & (t->slots - 1);
  return i;
}

static void grow(index_table *t) {
  index_table bigger = {NULL, NULL, t->slots ? 2 * t->slots : 1 << 20, t->used};
  bigger.hashes = get(bigger.slots * sizeof *bigger.hashes);
  bigger.numbers = get(bigger.slots * sizeof *bigger.numbers);
  for (uint32_t i = 0; i < t->slots; i++) {
    if (!t->numbers[i]) continue;
    uint32_t slot = slot_of(&bigger, t->hashes[i]);
    bigger.hashes[slot] = t->hashes[i], bigger.numbers[slot] = t->numbers[i];
  }
  free(t->hashes), free(t->numbers);
  *t = bigger;
}

/* The number of a hash, made when it is new. */
static uint32_t number_of(index_table *t, uint32_t hash) {
  if (2 * t->used >= t->slots) grow(t);
  uint32_t slot = slot_of(t, hash);
  if (!t->numbers[slot]) t->hashes[slot] = hash, t->numbers[slot] = ++t->used;
  return t->numbers[slot] - 1;
}

/* Calls change for each feature of the lessons in order; those for which it says
 * QUOTH_NONE go. */
static void for_each(name_lessons *lessons, uint32_t (*change)(void *context, uint32_t feature),
                     void *context) {
  for (uint32_t l = 0; l < lessons->count; l++)
    for (uint32_t i = 0; i < lessons->items[l].count; i++) {
      uint32_t *rows = lessons->items[l].rows[i], kept = 0;
      for (uint32_t r = 1; r <= rows[0]; r++) {
        uint32_t changed = change(context, rows[r]);
        if (changed != QUOTH_NONE) rows[++kept] = changed;
      }
      rows[0] = kept;
    }
}

/* All features on their way to numbers. */
typedef struct counting {
  index_table all;
  uint32_t *counts, capacity;
  uint32_t *final; /* number among those kept, or QUOTH_NONE */
} counting;

static uint32_t count_one(void *context, uint32_t hash) {
  counting *c = context;
  uint32_t number = number_of(&c->all, hash);
  if (number >= c->capacity) {
    uint32_t capacity = c->capacity ? 2 * c->capacity : 1 << 20;
    c->counts = get_more(c->counts, capacity * sizeof *c->counts);
    memset(c->counts + c->capacity, 0, (capacity - c->capacity) * sizeof *c->counts);
    c->capacity = capacity;
  }
  c->counts[number]++;
  return number;
}

static uint32_t renumber(void *context, uint32_t number) {
  return ((const counting *)context)->final[number];
}

feature_set number_features(name_lessons *lessons, uint32_t least) {
  counting c = {.counts = NULL};
  for_each(lessons, count_one, &c);
  feature_set kept = {get((c.all.used + 1) * sizeof(uint32_t)), get((c.all.used + 1) * sizeof(uint32_t)), 0};
  c.final = get((c.all.used + 1) * sizeof *c.final);
  for (uint32_t n = 0; n < c.all.used; n++) c.final[n] = c.counts[n] >= least ? kept.count++ : QUOTH_NONE;
  for (uint32_t i = 0; i < c.all.slots; i++) {
    if (!c.all.numbers[i]) continue;
    uint32_t number = c.all.numbers[i] - 1, final = c.final[number];
    if (final != QUOTH_NONE) kept.hashes[final] = c.all.hashes[i], kept.counts[final] = c.counts[number];
  }
  fprintf(stderr, "%u of %u features occur at least %u times\n", kept.count, c.all.used, least);
  for_each(lessons, renumber, &c);
  free(c.all.hashes), free(c.all.numbers), free(c.counts), free(c.final);
  return kept;
}

/* ---- rows ---- */

typedef struct ranked {
  float importance;
  uint32_t feature;
} ranked;

static int by_importance(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->importance < y->importance || x->importance > y->importance)
    return x->importance < y->importance ? 1 : -1;
  return (x->feature > y->feature) - (x->feature < y->feature);
}

/* The first free row of a bucket in which no feature has the same check. */
static uint32_t free_row(const uint32_t *owners, const feature_set *features, uint32_t hash,
                         uint32_t row_count) {
  uint32_t bucket = q_name_bucket(hash, row_count);
  for (uint32_t row = bucket; row < bucket + Q_BUCKET; row++) {
    if (!owners[row]) return row;
    if (q_name_check(features->hashes[owners[row] - 1]) == q_name_check(hash)) return QUOTH_NONE;
  }
  return QUOTH_NONE;
}

uint32_t *place_features(const feature_set *features, const float *importance, uint32_t row_count) {
  ranked *order = get((features->count + 1) * sizeof *order);
  uint32_t *rows = get((features->count + 1) * sizeof *rows), *owners = get(row_count * sizeof *owners),
           placed = 0;
  for (uint32_t i = 0; i < features->count; i++) order[i] = (ranked){importance[i], i};
  qsort(order, features->count, sizeof *order, by_importance);
  for (uint32_t k = 0; k < features->count; k++) {
    uint32_t feature = order[k].feature,
             row = free_row(owners, features, features->hashes[feature], row_count);
    rows[feature] = row;
    if (row != QUOTH_NONE) owners[row] = feature + 1, placed++;
  }
  fprintf(stderr, "%u features have a row\n", placed);
  free(order), free(owners);
  return rows;
}

static uint32_t keep_placed(void *context, uint32_t feature) {
  return ((const uint32_t *)context)[feature] == QUOTH_NONE ? QUOTH_NONE : feature;
}

void drop_features(name_lessons *lessons, const uint32_t *rows) {
  uint32_t *copy = (uint32_t *)(uintptr_t)rows; /* read only */
  for_each(lessons, keep_placed, copy);
}
