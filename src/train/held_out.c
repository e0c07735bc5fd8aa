/* quoth-train held-out: the tuning documents that --part leaves out of training, to measure on. */
#include <stdio.h>
#include <string.h>

#include "train/attribution.h"

static const char *behind_line(const char *text) {
  const char *end = strchr(text, '\n');
  return end ? end + 1 : text + strlen(text);
}

int write_held_out(const options *given) {
  if (given->part == 100) fail("--part PERCENT is wanted: the hundredths that a model was trained on");
  uint32_t count = 0;
  size_t length;
  const char *text = read_file(path_in(given->data, TUNING_TEXTS), &length), *line;
  for (line = text; *line; line = behind_line(line)) count++;
  uint32_t left = first_part(count, given->part);
  for (line = text; left; left--) line = behind_line(line);
  FILE *out = fopen(given->out, "wb");
  if (!out || fputs(line, out) < 0 || fclose(out)) fail("cannot write %s", given->out);
  return 0;
}
