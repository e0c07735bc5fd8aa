/* Clusters of words that stand between like words: the exchange algorithm on a bigram
 * model of classes (Martin, Liermann, Ney 1998). Words are taken as written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum { CLUSTERS = 255, ROUNDS = 6, SLOTS = 1 << 15, WORDS_MOST = 24000, COUNT_LEAST = 4, LOGS = 1 << 20 };

/* The text as word numbers, BREAK between sentences; NONE for rare words. */
enum { NONE = -1 };

typedef struct text {
  uint64_t *hashes; /* of the tokens; 0 for a break */
  uint32_t count, capacity;
} text;

typedef struct vocabulary {
  uint64_t *hashes;
  uint32_t *counts, count;
} vocabulary;

/* Neighbours of each word: those of word v at [first[v], first[v + 1]). */
typedef struct neighbours {
  uint32_t *first, *words;
} neighbours;

typedef struct clustering {
  uint32_t words;
  neighbours left, right;
  uint8_t *cluster_of;
  int64_t (*pairs)[CLUSTERS], before[CLUSTERS], after[CLUSTERS]; /* counts of neighbouring clusters */
  double *logs;
} clustering;

static void push(text *t, uint64_t hash) {
  if (t->count == t->capacity) {
    t->capacity = t->capacity ? 2 * t->capacity : 1 << 16;
    t->hashes = get_more(t->hashes, t->capacity * sizeof *t->hashes);
  }
  t->hashes[t->count++] = hash;
}

static text read_text(const name_documents *documents, const quoth_engine *engine) {
  text t = {NULL, 0, 0};
  for (uint32_t d = 0; d < documents->count; d++) {
    gold_document from = {
        .id = documents->items[d].id, .text = documents->items[d].text, .length = documents->items[d].length};
    quoth_doc *doc = read_document(engine, &from, QUOTH_STAGE_SENTENCES);
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
      q_range sentence = doc->sentences.items[s];
      for (uint32_t i = sentence.first; i < sentence.last; i++) push(&t, q_word_of(doc, i)->hash);
      push(&t, 0);
    }
    quoth_doc_free(doc);
  }
  return t;
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static int by_frequency(const void *a, const void *b) {
  const uint64_t *x = a, *y = b;
  if (x[1] != y[1]) return x[1] < y[1] ? 1 : -1;
  return by_value(a, b);
}

/* The commonest words, the commonest first. */
static vocabulary count_words(const text *t) {
  uint64_t *sorted = get((t->count + 1) * sizeof *sorted), (*pairs)[2] = NULL;
  uint32_t used = 0;
  memcpy(sorted, t->hashes, t->count * sizeof *sorted);
  qsort(sorted, t->count, sizeof *sorted, by_value);
  pairs = get((t->count + 1) * sizeof *pairs);
  for (uint32_t i = 0; i < t->count; i++) {
    if (!sorted[i]) continue;
    if (!used || pairs[used - 1][0] != sorted[i]) pairs[used++][0] = sorted[i];
    pairs[used - 1][1]++;
  }
  qsort(pairs, used, sizeof *pairs, by_frequency);
  if (used > WORDS_MOST) used = WORDS_MOST;
  vocabulary v = {get(used * sizeof *v.hashes), get(used * sizeof *v.counts), 0};
  for (; v.count < used && pairs[v.count][1] >= COUNT_LEAST; v.count++) {
    v.hashes[v.count] = pairs[v.count][0];
    v.counts[v.count] = (uint32_t)pairs[v.count][1];
  }
  free(sorted), free(pairs);
  return v;
}

/* Each token's number in the vocabulary, or NONE. */
static int32_t *number_words(const text *t, const vocabulary *v) {
  uint64_t(*order)[2] = get((v->count + 1) * sizeof *order);
  int32_t *numbers = get((t->count + 1) * sizeof *numbers);
  for (uint32_t i = 0; i < v->count; i++) order[i][0] = v->hashes[i], order[i][1] = i;
  qsort(order, v->count, sizeof *order, by_value);
  for (uint32_t i = 0; i < t->count; i++) {
    const uint64_t(*found)[2] = bsearch(&t->hashes[i], order, v->count, sizeof *order, by_value);
    numbers[i] = found ? (int32_t)(*found)[1] : NONE;
  }
  free(order);
  return numbers;
}

/* step 1: the words behind each word; step -1: those before it. */
static neighbours find_neighbours(const int32_t *numbers, uint32_t count, uint32_t words, int step) {
  neighbours n = {get((words + 2) * sizeof *n.first), get((count + 1) * sizeof *n.words)};
  for (uint32_t i = 1; i < count; i++)
    if (numbers[i - 1] >= 0 && numbers[i] >= 0) n.first[(step > 0 ? numbers[i - 1] : numbers[i]) + 2]++;
  for (uint32_t v = 1; v < words + 2; v++) n.first[v] += n.first[v - 1];
  for (uint32_t i = 1; i < count; i++)
    if (numbers[i - 1] >= 0 && numbers[i] >= 0) {
      int32_t of = step > 0 ? numbers[i - 1] : numbers[i], other = step > 0 ? numbers[i] : numbers[i - 1];
      n.words[n.first[of + 1]++] = (uint32_t)other;
    }
  return n;
}

/* n log n */
static double entropy(const clustering *c, int64_t n) {
  if (n < LOGS) return n > 0 ? c->logs[n] : 0;
  return (double)n * log((double)n);
}

/* How often a word's neighbours are of each cluster; the word itself is left out
 * and counted in the returned number. */
static int64_t count_clusters(const clustering *c, const neighbours *n, uint32_t word, int64_t *counts) {
  int64_t own = 0;
  memset(counts, 0, CLUSTERS * sizeof *counts);
  for (uint32_t i = n->first[word]; i < n->first[word + 1]; i++) {
    if (n->words[i] == word) own++;
    else counts[c->cluster_of[n->words[i]]]++;
  }
  return own;
}

/* The counts of one word's surroundings. */
typedef struct surroundings {
  int64_t left[CLUSTERS], right[CLUSTERS], own, left_sum, right_sum;
} surroundings;

static void shift(clustering *c, const surroundings *s, uint32_t cluster, int sign) {
  for (uint32_t e = 0; e < CLUSTERS; e++) {
    c->pairs[cluster][e] += sign * s->right[e];
    c->pairs[e][cluster] += sign * s->left[e];
  }
  c->pairs[cluster][cluster] += sign * s->own;
  c->before[cluster] += sign * s->right_sum;
  c->after[cluster] += sign * s->left_sum;
}

/* What joining a cluster gains in likelihood. */
static double gain(const clustering *c, const surroundings *s, uint32_t to) {
  int64_t together = s->left[to] + s->right[to] + s->own;
  double sum = entropy(c, c->pairs[to][to] + together) - entropy(c, c->pairs[to][to]);
  for (uint32_t e = 0; e < CLUSTERS; e++) {
    if (e == to) continue;
    if (s->right[e]) sum += entropy(c, c->pairs[to][e] + s->right[e]) - entropy(c, c->pairs[to][e]);
    if (s->left[e]) sum += entropy(c, c->pairs[e][to] + s->left[e]) - entropy(c, c->pairs[e][to]);
  }
  sum -= entropy(c, c->before[to] + s->right_sum) - entropy(c, c->before[to]);
  return sum - (entropy(c, c->after[to] + s->left_sum) - entropy(c, c->after[to]));
}

static bool move_word(clustering *c, uint32_t word) {
  surroundings s;
  uint8_t from = c->cluster_of[word], best = from;
  s.own = count_clusters(c, &c->right, word, s.right);
  count_clusters(c, &c->left, word, s.left);
  s.right_sum = c->right.first[word + 1] - c->right.first[word];
  s.left_sum = c->left.first[word + 1] - c->left.first[word];
  shift(c, &s, from, -1);
  double most = -INFINITY;
  for (uint32_t to = 0; to < CLUSTERS; to++) {
    double value = gain(c, &s, to);
    if (value > most) most = value, best = (uint8_t)to;
  }
  shift(c, &s, best, 1);
  c->cluster_of[word] = best;
  return best != from;
}

static void prepare(clustering *c, const int32_t *numbers, uint32_t count, uint32_t words) {
  *c = (clustering){.words = words};
  c->right = find_neighbours(numbers, count, words, 1);
  c->left = find_neighbours(numbers, count, words, -1);
  c->cluster_of = get(words + 1);
  c->pairs = get(CLUSTERS * sizeof *c->pairs);
  c->logs = get(LOGS * sizeof *c->logs);
  for (uint32_t i = 1; i < LOGS; i++) c->logs[i] = i * log(i);
  for (uint32_t v = 0; v < words; v++) c->cluster_of[v] = (uint8_t)(v % CLUSTERS);
  for (uint32_t v = 0; v < words; v++)
    for (uint32_t i = c->right.first[v]; i < c->right.first[v + 1]; i++) {
      uint8_t a = c->cluster_of[v], b = c->cluster_of[c->right.words[i]];
      c->pairs[a][b]++, c->before[a]++, c->after[b]++;
    }
}

void write_clusters(const name_documents *documents, writer *to) {
  text t = read_text(documents, plain_engine(NULL));
  vocabulary v = count_words(&t);
  int32_t *numbers = number_words(&t, &v);
  clustering c;
  prepare(&c, numbers, t.count, v.count);
  for (int round = 1; round <= ROUNDS; round++) {
    uint32_t moved = 0;
    for (uint32_t word = 0; word < v.count; word++) moved += move_word(&c, word);
    fprintf(stderr, "clusters, round %d: %u of %u words moved\n", round, moved, v.count);
  }
  hashed_word *words = get(v.count * sizeof *words);
  for (uint32_t i = 0; i < v.count; i++)
    words[i] = (hashed_word){(uint32_t)(v.hashes[i] >> 32), v.counts[i], (uint8_t)(c.cluster_of[i] + 1)};
  write_table(to, "names.clusters", words, v.count, SLOTS);
}
