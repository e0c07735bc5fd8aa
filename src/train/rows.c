/* The rows of the trainer's tables that a token switches on: its own and those of the words around it,
 * which the runtime sums apart, once for each word (core/lexeme.h). */
#include <string.h>

#include "train/attribution.h"

void add_words(const training_document *d, uint32_t token, q_features *features) {
  q_range in = d->all[token].paragraph;
  for (uint32_t k = token - in.first < Q_REACH ? in.first : token - Q_REACH;
       k < in.last && k <= token + Q_REACH; k++)
    q_word_features(d->all[k].lexeme, k + Q_REACH - token, features);
}

void tag_rows(const q_reading *all, uint32_t token, const uint8_t *tags, q_features *features) {
  uint32_t first = all[token].sentence.first;
  uint32_t before = token > first ? tags[token - 1] : Q_TAG_NONE;
  uint32_t second = token > first + 1 ? tags[token - 2] : Q_TAG_NONE;
  q_range in = all[token].paragraph;
  q_tag_features(all, token, before, second, features);
  uint32_t from = token - in.first < Q_TAG_REACH ? in.first : token - Q_TAG_REACH;
  for (uint32_t i = from; i < in.last && i <= token + Q_TAG_REACH; i++)
    q_tag_word_features(all[i].lexeme, i + Q_TAG_REACH - token, features);
}

static void put_rows(const training_document *d, uint32_t token, q_features *features, uint32_t *rows) {
  add_words(d, token, features);
  if (features->count >= ROWS_WIDTH) fail("%u features of a token are too many", features->count);
  rows[0] = features->count;
  memcpy(rows + 1, features->rows, features->count * sizeof *rows);
}

void make_rows(training_document *d) {
  q_features features;
  size_t cells = (size_t)d->doc->tokens.count * ROWS_WIDTH;
  d->cue_rows = get(cells * sizeof *d->cue_rows);
  d->part_rows = get(cells * sizeof *d->part_rows);
  d->kinds = get(d->doc->tokens.count);
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    d->all[i].border = true;
    q_token_features(d->all, i, &features);
    put_rows(d, i, &features, cue_rows(d, i));
    q_part_features(d->all, i, &features);
    put_rows(d, i, &features, part_rows(d, i));
  }
}

void rows_towards_cue(const training_document *d, const q_cue_view *cue, uint32_t token, q_features *to) {
  const uint32_t *own = part_rows(d, token);
  q_hashes hashes;
  q_own_hashes(d->all, token, &hashes);
  q_cue_features(cue, token, &hashes, to);
  memcpy(to->rows + to->count, own + 1, own[0] * sizeof *own);
  to->count += own[0];
}
