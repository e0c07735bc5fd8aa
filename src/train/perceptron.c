#include "train/perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/lexeme.h"

void perceptron_init(perceptron *p, uint32_t rows, uint32_t columns, uint32_t states) {
  size_t cells = (size_t)rows * columns, moves = (size_t)(states + 1) * states;
  *p = (perceptron){.mask = rows - 1, .columns = columns, .states = states, .step = 1};
  p->weights = get(cells * sizeof *p->weights);
  p->weight_sums = get(cells * sizeof *p->weight_sums);
  p->squares = get(cells * sizeof *p->squares);
  p->moves = get(moves * sizeof *p->moves);
  p->move_sums = get(moves * sizeof *p->move_sums);
}

void perceptron_free(perceptron *p) {
  free(p->weights);
  free(p->weight_sums);
  free(p->squares);
  free(p->moves);
  free(p->move_sums);
}

/* Loops over a known number of columns are several times as fast. */
static inline void add_row(const float *row, uint32_t columns, float *scores) {
  for (uint32_t c = 0; c < columns; c++) scores[c] += row[c];
}

void perceptron_sum(const perceptron *p, const uint32_t *rows, uint32_t count, float *scores) {
  for (uint32_t r = 0; r < count; r++) {
    const float *row = p->weights + (size_t)(rows[r] & p->mask) * p->columns;
    if (p->columns == Q_PART_LANES) add_row(row, Q_PART_LANES, scores);
    else if (p->columns == Q_CUE_LANES) add_row(row, Q_CUE_LANES, scores);
    else add_row(row, p->columns, scores);
  }
}

static void add(perceptron *p, size_t cell, float amount) {
  p->weights[cell] += amount;
  p->weight_sums[cell] += amount * p->step;
}

void perceptron_add(perceptron *p, const uint32_t *rows, uint32_t count, uint32_t column, float amount) {
  for (uint32_t r = 0; r < count; r++) add(p, (size_t)(rows[r] & p->mask) * p->columns + column, amount);
}

void perceptron_update(perceptron *p, const uint32_t *rows, uint32_t count, uint32_t right, uint32_t wrong) {
  perceptron_add(p, rows, count, right, 1);
  perceptron_add(p, rows, count, wrong, -1);
}

void perceptron_move(perceptron *p, uint32_t from, uint32_t to, float amount) {
  size_t cell = (size_t)from * p->states + to;
  p->moves[cell] += amount;
  p->move_sums[cell] += amount * p->step;
}

void perceptron_average(perceptron *p) {
  size_t cells = ((size_t)p->mask + 1) * p->columns, moves = (size_t)(p->states + 1) * p->states;
  for (size_t i = 0; i < cells; i++) p->weights[i] -= (float)(p->weight_sums[i] / p->step);
  for (size_t i = 0; i < moves; i++) p->moves[i] -= (float)(p->move_sums[i] / p->step);
}

void perceptron_blend(perceptron *to, const perceptron *from, float share) {
  size_t cells = ((size_t)to->mask + 1) * to->columns;
  for (size_t i = 0; i < cells; i++) to->weights[i] += share * from->weights[i];
}

/* The largest weight, for which a byte of 127 stands. Cutting the few largest to
 * make steps finer for the rest costs much: with one in a thousand cut, a tenth of F1. */
static float largest(const perceptron *p, size_t cells) {
  float size = 0;
  for (size_t i = 0; i < cells; i++)
    if (fabsf(p->weights[i]) > size) size = fabsf(p->weights[i]);
  return size > 0 ? size : 1;
}

float perceptron_write(const perceptron *p, writer *to, const char *name) {
  size_t cells = ((size_t)p->mask + 1) * p->columns;
  float scale = largest(p, cells) / 127;
  int8_t *bytes = get(cells);
  for (size_t i = 0; i < cells; i++) {
    float value = roundf(p->weights[i] / scale);
    bytes[i] = (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
  }
  char part[Q_PART_NAME];
  snprintf(part, sizeof part, "%s.weights", name);
  writer_add(to, part, bytes, p->mask + 1, p->columns, 1, scale);
  snprintf(part, sizeof part, "%s.moves", name);
  if (p->states) writer_add(to, part, p->moves, p->states + 1, p->states, sizeof(float), 1);
  free(bytes);
  return scale;
}

#define LEAST 3e-3F       /* smaller gradients of a token change nothing */
#define FIRST_SQUARE 1.0F /* so that first steps are no larger than their gradients */

static inline void climb_row(float *restrict weights, float *restrict squares, uint32_t columns,
                             const float *restrict gradient, float rate) {
  for (uint32_t c = 0; c < columns; c++) {
    squares[c] += gradient[c] * gradient[c];
    weights[c] += rate * gradient[c] / sqrtf(squares[c] + FIRST_SQUARE);
  }
}

void perceptron_climb(perceptron *p, const uint32_t *rows, uint32_t count, const float *gradient,
                      float rate) {
  float most = 0;
  for (uint32_t c = 0; c < p->columns; c++) most = fmaxf(most, fabsf(gradient[c]));
  for (uint32_t r = 0; most >= LEAST && r < count; r++) {
    size_t cell = (size_t)(rows[r] & p->mask) * p->columns;
    float *weights = p->weights + cell, *squares = p->squares + cell;
    if (p->columns == Q_PART_LANES) climb_row(weights, squares, Q_PART_LANES, gradient, rate);
    else if (p->columns == Q_CUE_LANES) climb_row(weights, squares, Q_CUE_LANES, gradient, rate);
    else climb_row(weights, squares, p->columns, gradient, rate);
  }
}

uint32_t perceptron_drop(const uint32_t *rows, uint32_t count, uint32_t hundredths, uint32_t salt,
                         uint32_t *to) {
  uint32_t kept = 0;
  for (uint32_t r = 0; r < count; r++)
    if (((rows[r] ^ salt) * 0x9E3779B1u >> 16) >= hundredths * 65536u / 100) to[kept++] = rows[r];
  return kept;
}

int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

void shuffle(uint32_t *order, uint32_t count, uint64_t *seed) {
  for (uint32_t i = count; i > 1; i--) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint32_t k = (uint32_t)((*seed >> 33) % i), swap = order[i - 1];
    order[i - 1] = order[k];
    order[k] = swap;
  }
}
