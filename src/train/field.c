#include "train/field.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 1 + CONVENTIONS_MOST, DROPPED = 30 /* hundredths of the features */ };
#define LEAST 1e-3F       /* smaller gradients of a token change nothing */
#define FIRST_SQUARE 1.0F /* so that first steps are no larger than their gradients */

/* An island in work: the rows that are switched on, and what is expected. */
typedef struct lattice {
  uint32_t count, rows[Q_ISLAND_MOST][Q_FEATURES_MOST], used[Q_ISLAND_MOST];
  float scores[Q_ISLAND_MOST][Q_NAME_LANES];
  double forward[Q_ISLAND_MOST][Q_NAME_LANES], backward[Q_ISLAND_MOST][Q_NAME_LANES];
  double scale[Q_ISLAND_MOST];
  float gradient[Q_ISLAND_MOST][Q_NAME_LANES];
  float move_gradient[Q_MOVE_ROWS][Q_NAME_LANES];
} lattice;

void field_init(field *f, uint32_t rows, uint64_t seed) {
  *f = (field){.rows = rows, .seed = seed};
  f->weights = get((size_t)TABLES * rows * sizeof *f->weights);
  f->squares = get((size_t)TABLES * rows * sizeof *f->squares);
  for (uint32_t r = 0; r < Q_MOVE_ROWS; r++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++) f->moves[r][b] = -INFINITY;
  for (uint8_t a = 0; a <= Q_NAME_START; a++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++)
      if (q_name_may_follow(a, b)) f->moves[q_name_move_row(a, b)][b] = 0;
}

void field_free(field *f) { free(f->weights), free(f->squares); }

static field_row *row_of(field_row *tables, const field *f, uint32_t table, uint32_t row) {
  return &tables[(size_t)table * f->rows + row];
}

static void add_row(const field_row row, float *to) {
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) to[l] += row[l];
}

/* Leaves some features out, so that weight is spread over all that tell the same. */
static void draw_rows(field *f, const name_lesson *lesson, lattice *x) {
  x->count = lesson->count;
  for (uint32_t i = 0; i < x->count; i++) {
    x->used[i] = 0;
    for (uint32_t r = 1; r <= lesson->rows[i][0]; r++) {
      f->seed = f->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      if ((f->seed >> 33) % 100 >= DROPPED) x->rows[i][x->used[i]++] = lesson->rows[i][r];
    }
  }
}

static void score(const field *f, uint32_t table, lattice *x) {
  memset(x->scores, 0, x->count * sizeof *x->scores);
  for (uint32_t i = 0; i < x->count; i++)
    for (uint32_t r = 0; r < x->used[i]; r++) {
      add_row(*row_of(f->weights, f, 0, x->rows[i][r]), x->scores[i]);
      add_row(*row_of(f->weights, f, table, x->rows[i][r]), x->scores[i]);
    }
}

/* exp of the moves; 0 where the grammar forbids them. */
static void exponentiate(const field *f, double (*to)[Q_NAME_LANES]) {
  for (uint8_t a = 0; a <= Q_NAME_START; a++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++)
      to[a][b] = q_name_may_follow(a, b) ? exp((double)f->moves[q_name_move_row(a, b)][b]) : 0;
}

static double weight_of(const lattice *x, const uint32_t *allowed, uint32_t i, uint32_t l) {
  if (l >= Q_NAME_LABELS || (allowed && !(allowed[i] >> l & 1))) return 0;
  if (i + 1 == x->count && !q_name_label_ends((uint8_t)l)) return 0;
  return exp((double)x->scores[i][l]);
}

/* The logarithm of the sum over all allowed ways, or -INFINITY; forward and
 * backward are filled, each token's forward scaled to sum 1. */
static double sum_ways(lattice *x, const double (*moves)[Q_NAME_LANES], const uint32_t *allowed) {
  double total = 0, weights[Q_ISLAND_MOST][Q_NAME_LANES];
  for (uint32_t i = 0; i < x->count; i++) {
    double sum = 0;
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) {
      double ways = i ? 0 : moves[Q_NAME_START][l];
      for (uint32_t from = 0; i && from < Q_NAME_LABELS; from++)
        ways += x->forward[i - 1][from] * moves[from][l];
      weights[i][l] = weight_of(x, allowed, i, l);
      x->forward[i][l] = ways * weights[i][l];
      sum += x->forward[i][l];
    }
    if (!(sum > 0)) return -INFINITY;
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) x->forward[i][l] /= sum;
    x->scale[i] = sum;
    total += log(sum);
  }
  for (uint32_t i = x->count; i--;)
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) {
      double ways = i + 1 == x->count;
      for (uint32_t to = 0; i + 1 < x->count && to < Q_NAME_LABELS; to++)
        ways += moves[l][to] * weights[i + 1][to] * x->backward[i + 1][to] / x->scale[i + 1];
      x->backward[i][l] = ways;
    }
  return total;
}

/* Adds what is expected, times sign, to the gradients. */
static void expect(lattice *x, const double (*moves)[Q_NAME_LANES], const uint32_t *allowed, float sign) {
  for (uint32_t i = 0; i < x->count; i++)
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) {
      x->gradient[i][l] += sign * (float)(x->forward[i][l] * x->backward[i][l]);
      if (!i) x->move_gradient[Q_MOVE_START][l] += sign * (float)(x->forward[i][l] * x->backward[i][l]);
      double behind = i ? weight_of(x, allowed, i, l) * x->backward[i][l] / x->scale[i] : 0;
      for (uint8_t from = 0; i && from < Q_NAME_LABELS; from++)
        if (moves[from][l] > 0) /* those that the grammar forbids have no row */
          x->move_gradient[q_name_move_row(from, (uint8_t)l)][l] +=
              sign * (float)(x->forward[i - 1][from] * moves[from][l] * behind);
    }
}

static void climb(float *weight, float *square, float gradient, float rate) {
  *square += gradient * gradient;
  *weight += rate * gradient / sqrtf(*square + FIRST_SQUARE);
}

static void update(field *f, uint32_t table, const lattice *x, float rate) {
  for (uint32_t i = 0; i < x->count; i++) {
    float most = 0;
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) most = fmaxf(most, fabsf(x->gradient[i][l]));
    if (most < LEAST) continue;
    for (uint32_t r = 0; r < x->used[i]; r++)
      for (uint32_t t = 0; t <= table; t += table) {
        float *weights = *row_of(f->weights, f, t, x->rows[i][r]),
              *squares = *row_of(f->squares, f, t, x->rows[i][r]);
        for (uint32_t l = 0; l < Q_NAME_LANES; l++) climb(&weights[l], &squares[l], x->gradient[i][l], rate);
      }
  }
  for (uint32_t a = 0; a < Q_MOVE_ROWS; a++)
    for (uint32_t b = 0; b < Q_NAME_LABELS; b++)
      if (f->moves[a][b] > -INFINITY && fabsf(x->move_gradient[a][b]) > LEAST)
        climb(&f->moves[a][b], &f->move_squares[a][b], x->move_gradient[a][b], rate);
}

double field_teach(field *f, const name_lesson *lesson, float rate) {
  static lattice x; /* large; the trainer has one thread */
  double moves[Q_NAME_START + 1][Q_NAME_LANES];
  draw_rows(f, lesson, &x);
  score(f, 1 + lesson->convention, &x);
  exponentiate(f, moves);
  memset(x.gradient, 0, x.count * sizeof *x.gradient);
  memset(x.move_gradient, 0, sizeof x.move_gradient);
  double right = sum_ways(&x, moves, lesson->allowed);
  if (!(right > -INFINITY)) return 0;
  expect(&x, moves, lesson->allowed, 1);
  double all = sum_ways(&x, moves, NULL);
  expect(&x, moves, NULL, -1);
  update(f, 1 + lesson->convention, &x, rate);
  return all - right;
}

void field_shrink(field *f, float factor) {
  float *cells = f->weights[0];
  for (size_t i = 0; i < (size_t)TABLES * f->rows * Q_NAME_LANES; i++) cells[i] *= factor;
}

void field_add(field *to, const field *more) {
  for (uint32_t r = 0; r < to->rows; r++) add_row(more->weights[r], to->weights[r]);
  for (uint32_t r = 0; r < Q_MOVE_ROWS; r++) add_row(more->moves[r], to->moves[r]);
}

void field_scale(field *f, float factor) {
  for (uint32_t r = 0; r < f->rows; r++)
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) f->weights[r][l] *= factor;
  for (uint32_t r = 0; r < Q_MOVE_ROWS; r++)
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) f->moves[r][l] *= factor;
}

float *field_importance(const field *f) {
  float *importance = get((f->rows + 1) * sizeof *importance);
  for (uint32_t r = 0; r < f->rows; r++) {
    float most = 0, least = 0;
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++)
      most = fmaxf(most, f->weights[r][l]), least = fminf(least, f->weights[r][l]);
    importance[r] = most - least;
  }
  return importance;
}

static float step_of(const field *f, const uint32_t *rows) {
  float most = 0;
  for (uint32_t r = 0; r < f->rows; r++)
    for (uint32_t l = 0; rows[r] != QUOTH_NONE && l < Q_NAME_LANES; l++)
      most = fmaxf(most, fabsf(f->weights[r][l]));
  return (most > 0 ? most : 1) / INT8_MAX;
}

field_steps field_quantise(const field *f, const feature_set *features, const uint32_t *rows,
                           uint32_t row_count) {
  field_steps steps = {.rows = row_count, .scale = step_of(f, rows)};
  steps.weights = get(row_count * sizeof *steps.weights);
  for (uint32_t r = 0; r < f->rows; r++) {
    if (rows[r] == QUOTH_NONE) continue;
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++)
      steps.weights[rows[r]][l] = (int8_t)roundf(f->weights[r][l] / steps.scale);
    steps.weights[rows[r]][Q_CHECK_LANE] = q_name_check(features->hashes[r]);
  }
  for (uint32_t a = 0; a < Q_MOVE_ROWS; a++)
    for (uint32_t b = 0; b < Q_NAME_LANES; b++) {
      float move = fmaxf(-Q_MOVE_MOST, fminf(Q_MOVE_MOST, f->moves[a][b] / steps.scale));
      steps.moves.from[a][b] = f->moves[a][b] > -INFINITY ? (int16_t)roundf(move) : Q_MOVE_NEVER;
    }
  return steps;
}

static void add_step_row(const field_steps *steps, uint32_t hash, int16_t *scores) {
  uint32_t bucket = q_name_bucket(hash, steps->rows);
  for (uint32_t row = bucket; row < bucket + Q_BUCKET; row++) {
    if (steps->weights[row][Q_CHECK_LANE] != q_name_check(hash)) continue;
    for (uint32_t l = 0; l < Q_NAME_LABELS; l++) scores[l] = (int16_t)(scores[l] + steps->weights[row][l]);
    return;
  }
}

void field_score(const field_steps *steps, const name_lesson *lesson, q_name_scores *scores) {
  memset(scores, 0, lesson->count * sizeof *scores);
  for (uint32_t i = 0; i < lesson->count; i++)
    for (uint32_t r = 1; r <= lesson->rows[i][0]; r++) add_step_row(steps, lesson->rows[i][r], scores[i]);
}
