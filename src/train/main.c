/* quoth-train COMMAND [OPTIONS]: from annotated corpora to model files. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  fputs("quoth-train: ", stderr);
  vfprintf(stderr, format, values);
  fputc('\n', stderr);
  va_end(values);
  exit(1);
}

void *get(size_t size) {
  void *block = calloc(size ? size : 1, 1);
  if (!block) fail("out of memory");
  return block;
}

void *get_more(void *block, size_t size) {
  block = realloc(block, size ? size : 1);
  if (!block) fail("out of memory");
  return block;
}

char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot open %s", path);
  char *text = NULL;
  size_t used = 0, got = 0;
  do {
    text = get_more(text, used + (1 << 20) + 1);
    got = fread(text + used, 1, 1 << 20, file);
    used += got;
  } while (got);
  fclose(file);
  text[used] = 0;
  *length = used;
  return text;
}

char *path_in(const char *folder, const char *name) {
  size_t size = strlen(folder) + strlen(name) + 2;
  char *path = get(size);
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

typedef struct command {
  const char *name, *help;
  int (*run)(const options *);
  bool measures; /* a model on gold */
} command;

static const command COMMANDS[] = {
    {"pos", "parts of speech and lemmas", train_pos, false},
    {"attribution", "cues, sources and contents", train_attribution, false},
    {"entities",
     "names; also takes --lists DIR, --vectors FILE and, to see what they bring, --without FAMILY",
     train_names, false},
    {"confidence", "how sure the attributions of --model FILE are", train_confidence, false},
    {"held-out", "the documents of --data DIR that --part PERCENT leaves out", write_held_out, false},
    {"eval", "the attributions of --model FILE on --gold FILE", eval_attribution, true},
    {"eval-entities", "the names of --model FILE on --gold FILE", eval_names, true},
    {NULL, NULL, NULL, false}, /* the end */
};

static void usage(FILE *to) {
  fputs(
      "usage: quoth-train COMMAND --out FILE [--data DIR] [--part PERCENT] [--epochs N]\n"
      "                           [--model FILE] [--gold FILE]\n",
      to);
  for (const command *c = COMMANDS; c->name; c++) fprintf(to, "  %-14s %s\n", c->name, c->help);
}

static options read_options(int count, char **words) {
  options given = {.data = ".", .lists = "data/en/lists", .part = 100};
  for (int i = 0; i < count; i += 2) {
    if (i + 1 == count) fail("option %s takes a value", words[i]);
    const char *name = words[i], *value = words[i + 1];
    if (!strcmp(name, "--data")) given.data = value;
    else if (!strcmp(name, "--out")) given.out = value;
    else if (!strcmp(name, "--model")) given.model = value;
    else if (!strcmp(name, "--gold")) given.gold = value;
    else if (!strcmp(name, "--lists")) given.lists = value;
    else if (!strcmp(name, "--vectors")) given.vectors = value;
    else if (!strcmp(name, "--without")) given.without = value;
    else if (!strcmp(name, "--epochs")) given.epochs = atoi(value);
    else if (!strcmp(name, "--part")) given.part = atoi(value);
    else fail("unknown option %s", name);
  }
  if (!given.out) fail("--out FILE is wanted");
  if (given.part < 1 || given.part > 100) fail("--part takes a number from 1 to 100");
  return given;
}

int main(int count, char **words) {
  if (count >= 2)
    for (const command *c = COMMANDS; c->name; c++)
      if (!strcmp(words[1], c->name)) {
        options given = read_options(count - 2, words + 2);
        if (c->measures && !given.gold) fail("--gold FILE is wanted");
        return c->run(&given);
      }
  bool help = count == 2 && !strcmp(words[1], "--help");
  usage(help ? stdout : stderr);
  return help ? 0 : 2;
}
