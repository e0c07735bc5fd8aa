/* Groups of words that are alike for names: k-means over word vectors, each beside what the
 * annotated names let expect of it. That is a linear map from the vector of a word, of the
 * one before and of the one behind to the label of a token (ridge regression, as in Hoerl and
 * Kennard 1970), so that words that differ for names come to lie apart. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/names.h"

enum {
  GROUPS = 255,
  LANES = 256,
  ROUNDS = 12,
  SEED = 1,
  SLOTS = 1 << 17,
  WORDS_MOST = 100000,
  SEEDS_AMONG = 20000
};
enum { SIZE_MOST = 300, INPUTS = SIZE_MOST + 1, LINE_MOST = 1 << 14 };
#define RIDGE 10.0
#define LEAST_SPREAD 1e-3 /* added to a label's variance: rare labels would count too much */

typedef struct vectors {
  uint32_t count, size;
  float *cells;           /* size of each word, the commonest word first */
  uint32_t *hashes;       /* of the words, folded */
  uint32_t (*by_hash)[2]; /* hash and number, sorted */
} vectors;

/* Of each word: its vector with length 1, then the labels expected at the word, before and behind. */
typedef struct points {
  uint32_t count, size;
  float *cells;
} points;

/* ---- word vectors ---- */

static int by_hash(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static uint32_t count_numbers(const char *line) {
  uint32_t count = 0;
  for (; *line; line++) count += *line == ' ';
  return count;
}

static void add_vector(vectors *to, char *line, const char *path) {
  char *at = strchr(line, ' ');
  if (!to->size) to->size = count_numbers(line);
  if (!at || count_numbers(line) != to->size || to->size > SIZE_MOST)
    fail("%s, line %u: wanted is a word and up to %d numbers, as many as in line 1", path, to->count + 1,
         SIZE_MOST);
  to->cells = get_more(to->cells, (size_t)(to->count + 1) * to->size * sizeof *to->cells);
  to->hashes[to->count] = (uint32_t)(q_hash_folded(line, (size_t)(at - line)) >> 32);
  float *cells = to->cells + (size_t)to->count++ * to->size;
  for (uint32_t i = 0; i < to->size; i++) cells[i] = strtof(at, &at);
}

static vectors read_vectors(const char *path) {
  vectors v = {.hashes = get(WORDS_MOST * sizeof *v.hashes), .by_hash = get(WORDS_MOST * sizeof *v.by_hash)};
  char *line = get(LINE_MOST);
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot open %s", path);
  while (v.count < WORDS_MOST && fgets(line, LINE_MOST, file)) {
    line[strcspn(line, "\n")] = 0;
    add_vector(&v, line, path);
  }
  fclose(file), free(line);
  if (v.count < GROUPS) fail("%s: wanted are the vectors of %d words or more", path, GROUPS);
  for (uint32_t i = 0; i < v.count; i++) v.by_hash[i][0] = v.hashes[i], v.by_hash[i][1] = i;
  qsort(v.by_hash, v.count, sizeof *v.by_hash, by_hash);
  return v;
}

static const float *vector_of(const vectors *v, uint32_t hash) {
  const uint32_t(*found)[2] = bsearch(&hash, v->by_hash, v->count, sizeof *v->by_hash, by_hash);
  return found ? v->cells + (size_t)(*found)[1] * v->size : NULL;
}

/* ---- which labels a word lets expect ---- */

/* Sums over tokens with one possible label: of inputs (a vector and a 1) with each other, and with labels. */
typedef struct regression {
  uint32_t inputs;
  double squares[INPUTS][INPUTS], labels[Q_NAME_LABELS][INPUTS];
} regression;

static void add_token(regression *r, const float *vector, uint32_t label) {
  double x[INPUTS];
  for (uint32_t i = 0; i + 1 < r->inputs; i++) x[i] = (double)vector[i];
  x[r->inputs - 1] = 1;
  for (uint32_t i = 0; i < r->inputs; i++) {
    r->labels[label][i] += x[i];
    for (uint32_t j = 0; j <= i; j++) r->squares[i][j] += x[i] * x[j];
  }
}

/* place: 0 for the word before the token, 1 for itself, 2 for the one behind. */
static void add_lessons(regression *r, const vectors *v, const name_lessons *lessons, int place) {
  for (uint32_t l = 0; l < lessons->count; l++) {
    const name_lesson *lesson = &lessons->items[l];
    for (uint32_t i = 0; i < lesson->count; i++) {
      const float *vector = vector_of(v, lesson->around[i][place]);
      uint32_t allowed = lesson->allowed[i];
      if (vector && allowed && !(allowed & (allowed - 1)))
        add_token(r, vector, (uint32_t)__builtin_ctz(allowed));
    }
  }
}

/* Labels as numbers with mean 0 and spread near 1. */
static void standardise(regression *r) {
  const uint32_t one = r->inputs - 1;
  double tokens = fmax(r->squares[one][one], 1);
  for (uint32_t l = 0; l < Q_NAME_LABELS; l++) {
    double mean = r->labels[l][one] / tokens, spread = sqrt(mean * (1 - mean) + LEAST_SPREAD);
    for (uint32_t i = 0; i < r->inputs; i++) {
      double sum = i == one ? tokens : r->squares[one][i];
      r->labels[l][i] = (r->labels[l][i] - mean * sum) / spread;
    }
  }
}

/* The lower triangle of squares becomes its Cholesky factor. */
static void factorise(regression *r) {
  for (uint32_t i = 0; i < r->inputs; i++)
    for (uint32_t j = 0; j <= i; j++) {
      double sum = r->squares[i][j] + (i == j ? RIDGE : 0);
      for (uint32_t k = 0; k < j; k++) sum -= r->squares[i][k] * r->squares[j][k];
      r->squares[i][j] = i == j ? sqrt(sum) : sum / r->squares[j][j];
    }
}

/* The weights of the inputs for a label, in its place. */
static void solve(const regression *r, double *label) {
  for (uint32_t i = 0; i < r->inputs; i++) {
    for (uint32_t k = 0; k < i; k++) label[i] -= r->squares[i][k] * label[k];
    label[i] /= r->squares[i][i];
  }
  for (uint32_t i = r->inputs; i--;) {
    for (uint32_t k = i + 1; k < r->inputs; k++) label[i] -= r->squares[k][i] * label[k];
    label[i] /= r->squares[i][i];
  }
}

/* Fills what every word lets expect at one place, in cells from `first` on, with mean square length 1. */
static void expect_labels(const regression *r, const vectors *v, uint32_t first, points *to) {
  double square = 0;
  for (uint32_t w = 0; w < v->count; w++)
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) {
      double sum = 0;
      for (uint32_t i = 0; i < v->size; i++)
        sum += (double)v->cells[(size_t)w * v->size + i] * r->labels[l][i];
      to->cells[(size_t)w * to->size + first + l] = (float)sum;
      square += sum * sum;
    }
  float scale = square > 0 ? (float)sqrt(v->count / square) : 0;
  for (uint32_t w = 0; w < v->count; w++)
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) to->cells[(size_t)w * to->size + first + l] *= scale;
}

static points make_points(const vectors *v, const name_lessons *lessons) {
  points p = {.count = v->count, .size = v->size + 3 * Q_NAME_LABELS};
  p.cells = get((size_t)p.count * p.size * sizeof *p.cells);
  for (uint32_t w = 0; w < v->count; w++) {
    const float *from = v->cells + (size_t)w * v->size;
    float square = 0, *to = p.cells + (size_t)w * p.size;
    for (uint32_t i = 0; i < v->size; i++) square += from[i] * from[i];
    for (uint32_t i = 0; i < v->size && square > 0; i++) to[i] = from[i] / sqrtf(square);
  }
  regression *r = get(sizeof *r);
  for (int place = 0; place < 3; place++) {
    *r = (regression){.inputs = v->size + 1};
    add_lessons(r, v, lessons, place);
    standardise(r);
    factorise(r);
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) solve(r, r->labels[l]);
    expect_labels(r, v, v->size + (uint32_t)place * Q_NAME_LABELS, &p);
  }
  free(r);
  return p;
}

/* ---- k-means ---- */

/* Centres, a lane each; the last is none. */
typedef struct centres {
  float (*cells)[LANES], half_square[LANES]; /* half of the squared length */
} centres;

static void set_centre(centres *c, uint32_t lane, const float *point, uint32_t size, float scale) {
  c->half_square[lane] = 0;
  for (uint32_t d = 0; d < size; d++) {
    c->cells[d][lane] = point[d] * scale;
    c->half_square[lane] += c->cells[d][lane] * c->cells[d][lane] / 2;
  }
}

static uint8_t nearest(const centres *c, const float *point, uint32_t size) {
  float near[LANES];
  uint32_t best = 0;
  for (uint32_t l = 0; l < LANES; l++) near[l] = -c->half_square[l];
  for (uint32_t d = 0; d < size; d++)
    for (uint32_t l = 0; l < LANES; l++) near[l] += point[d] * c->cells[d][l];
  for (uint32_t l = 1; l < GROUPS; l++)
    if (near[l] > near[best]) best = l;
  return (uint8_t)best;
}

static void start_centres(centres *c, const points *p) {
  uint32_t among = p->count < SEEDS_AMONG ? p->count : SEEDS_AMONG, *order = get(among * sizeof *order);
  uint64_t seed = SEED;
  for (uint32_t i = 0; i < among; i++) order[i] = i;
  shuffle(order, among, &seed);
  for (uint32_t g = 0; g < GROUPS; g++) set_centre(c, g, p->cells + (size_t)order[g] * p->size, p->size, 1);
  free(order);
}

/* Moves each centre to the mean of its points; one that has none stays. */
static void move_centres(centres *c, const points *p, const uint8_t *groups) {
  float *sums = get((size_t)GROUPS * p->size * sizeof *sums);
  uint32_t counts[GROUPS] = {0};
  for (uint32_t w = 0; w < p->count; w++) {
    counts[groups[w]]++;
    for (uint32_t d = 0; d < p->size; d++) sums[groups[w] * p->size + d] += p->cells[(size_t)w * p->size + d];
  }
  for (uint32_t g = 0; g < GROUPS; g++)
    if (counts[g]) set_centre(c, g, sums + (size_t)g * p->size, p->size, 1 / (float)counts[g]);
  free(sums);
}

static uint8_t *group_points(const points *p) {
  centres c = {.cells = get(p->size * sizeof *c.cells)};
  uint8_t *groups = get(p->count);
  start_centres(&c, p);
  for (int round = 1; round <= ROUNDS; round++) {
    uint32_t moved = 0;
    for (uint32_t w = 0; w < p->count; w++) {
      uint8_t group = nearest(&c, p->cells + (size_t)w * p->size, p->size);
      moved += group != groups[w];
      groups[w] = group;
    }
    fprintf(stderr, "groups, round %d: %u of %u words moved\n", round, moved, p->count);
    move_centres(&c, p, groups);
  }
  free(c.cells);
  return groups;
}

void write_groups(const char *path, const name_lessons *lessons, writer *to) {
  vectors v = read_vectors(path);
  points p = make_points(&v, lessons);
  uint8_t *groups = group_points(&p);
  hashed_word *words = get(v.count * sizeof *words);
  for (uint32_t i = 0; i < v.count; i++)
    words[i] = (hashed_word){v.hashes[i], v.count - i, (uint8_t)(groups[i] + 1)};
  write_table(to, "names.groups", words, v.count, SLOTS);
  free(words), free(groups), free(p.cells), free(v.cells), free(v.hashes), free(v.by_hash);
}
