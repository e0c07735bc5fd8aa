/* Groups of words: of words with like vectors, parted where the annotated names part them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "stand_in.h"
#include "train/names.h"

enum { ANGLES = 1000, WORDS = 2 * ANGLES };

/* What is to be written, in place of the table: a group for each word. */
static uint8_t groups[WORDS];

static uint32_t hash_of(uint32_t word) {
  char text[16];
  int length = snprintf(text, sizeof text, "w%u", word);
  return (uint32_t)(q_hash_folded(text, (size_t)length) >> 32);
}

void write_table(writer *to, const char *name, hashed_word *words, uint32_t count, uint32_t slots) {
  (void)to, (void)name;
  CHECK_INT(count, WORDS);
  CHECK(count < slots);
  for (uint32_t i = 0; i < count; i++) {
    CHECK_INT(words[i].hash, hash_of(i));
    groups[i] = words[i].value;
  }
}

/* Vectors in the plane: words 2a and 2a + 1 point the same way, the second three times as far. */
static void write_vectors(char *path) {
  FILE *file = fdopen(mkstemp(path), "w");
  for (uint32_t w = 0; file && w < WORDS; w++) {
    double angle = 1.5 * (w / 2) / ANGLES, length = w % 2 ? 3 : 1;
    fprintf(file, "w%u %.6f %.6f\n", w, length * cos(angle), length * sin(angle));
  }
  if (!file || fclose(file)) fail("cannot write %s", path);
}

/* Each word alone in an island: the near ones are persons, the far ones places. */
static name_lessons annotate(void) {
  name_lessons lessons = {.items = get(WORDS * sizeof *lessons.items), .count = WORDS};
  for (uint32_t w = 0; w < WORDS; w++) {
    name_lesson *lesson = &lessons.items[w];
    *lesson = (name_lesson){
        .count = 1, .allowed = get(sizeof *lesson->allowed), .around = get(sizeof *lesson->around)};
    lesson->allowed[0] = 1u << q_name_label(w % 2 ? Q_NAME_PLACE : Q_NAME_PERSON, 3);
    lesson->around[0][1] = hash_of(w);
  }
  return lessons;
}

static void free_lessons(name_lessons *lessons) {
  for (uint32_t l = 0; l < lessons->count; l++)
    free(lessons->items[l].allowed), free(lessons->items[l].around);
  free(lessons->items);
}

static void make_groups(const name_lessons *lessons) {
  char path[] = "/tmp/quoth-vectors-XXXXXX";
  write_vectors(path);
  write_groups(path, lessons, NULL);
  unlink(path);
}

static void words_that_point_the_same_way_are_parted_by_what_is_annotated(void) {
  name_lessons lessons = annotate();
  make_groups(&lessons);
  uint32_t alike = 0;
  for (uint32_t w = 0; w < WORDS; w += 2) CHECK(groups[w] != groups[w + 1]);
  for (uint32_t w = 0; w + 2 < WORDS; w++) alike += groups[w] == groups[w + 2];
  CHECK(alike > WORDS / 2);                                  /* neighbours share a group */
  for (uint32_t w = 0; w < WORDS; w++) CHECK(groups[w] > 0); /* 0 is no group */
  free_lessons(&lessons);
}

static void without_names_the_direction_decides(void) {
  name_lessons none = {.count = 0};
  make_groups(&none);
  uint32_t parted = 0;
  for (uint32_t w = 0; w < WORDS; w += 2) parted += groups[w] != groups[w + 1];
  CHECK(parted < ANGLES / 100); /* where the border of two groups runs between them */
}

int main(void) {
  CASE(words_that_point_the_same_way_are_parted_by_what_is_annotated);
  CASE(without_names_the_direction_decides);
  return check_done();
}
