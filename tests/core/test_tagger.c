/* The name tagger: its labels against all sequences there are, its tables, and what
 * it does with models that are not what they should be. */
#include "check.h"

#include <stdlib.h>

#include "core/scan_masks.h"
#include "core/tagger.h"

/* ---- labels ---- */

enum { TOKENS = 4, TRIES = 40 };

static uint32_t seed = 7;
static int16_t draw(int most) {
  seed = seed * 1664525 + 1013904223;
  return (int16_t)((int)(seed >> 8) % (2 * most + 1) - most);
}

static void forbid_all(q_name_moves *moves) {
  for (uint32_t r = 0; r < Q_MOVE_ROWS; r++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++) moves->from[r][b] = Q_MOVE_NEVER;
}

static void fill_moves(q_name_moves *moves) {
  forbid_all(moves);
  for (uint8_t a = 0; a <= Q_NAME_START; a++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++)
      if (q_name_may_follow(a, b)) moves->from[q_name_move_row(a, b)][b] = draw(100);
}

static int move(const q_name_moves *moves, uint8_t before, uint8_t label) {
  return moves->from[q_name_move_row(before, label)][label];
}

/* The best score of any sequence from a place on, given the label before. */
static int best_of_all(const q_name_moves *moves, const q_name_scores *scores, uint32_t at, uint32_t count,
                       uint8_t before) {
  if (at == count) return before == Q_NAME_START || q_name_label_ends(before) ? 0 : -1000000;
  int best = -1000000;
  for (uint8_t l = 0; l < Q_NAME_LABELS; l++) {
    if (!q_name_may_follow(before, l)) continue;
    int score = move(moves, before, l) + scores[at][l] + best_of_all(moves, scores, at + 1, count, l);
    if (score > best) best = score;
  }
  return best;
}

static int score_of(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                    uint32_t count) {
  int score = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t before = i ? labels[i - 1] : Q_NAME_START;
    CHECK(q_name_may_follow(before, labels[i]));
    score += move(moves, before, labels[i]) + scores[i][labels[i]];
  }
  CHECK(q_name_label_ends(labels[count - 1]));
  return score;
}

static void finds_the_best_labels_of_all(void) {
  for (uint32_t count = 1; count <= TOKENS; count++)
    for (int i = 0; i < TRIES; i++) {
      q_name_moves moves;
      q_name_scores scores[TOKENS];
      uint8_t labels[TOKENS];
      fill_moves(&moves);
      for (uint32_t t = 0; t < count; t++)
        for (uint8_t l = 0; l < Q_NAME_LANES; l++) scores[t][l] = draw(300);
      q_name_decode(&moves, scores, count, labels);
      CHECK_INT(score_of(&moves, scores, labels, count), best_of_all(&moves, scores, 0, count, Q_NAME_START));
    }
}

static void keeps_to_the_grammar_whatever_the_scores(void) {
  q_name_moves moves;
  q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  fill_moves(&moves);
  for (int i = 0; i < TRIES; i++) {
    for (uint32_t t = 0; t < Q_ISLAND_MOST; t++)
      for (uint8_t l = 0; l < Q_NAME_LANES; l++) scores[t][l] = draw(INT16_MAX);
    q_name_decode(&moves, scores, Q_ISLAND_MOST, labels);
    score_of(&moves, scores, labels, Q_ISLAND_MOST);
  }
}

static void decides_on_one_token_as_on_several(void) {
  for (int i = 0; i < TRIES; i++) {
    q_name_moves moves;
    q_name_scores scores[1];
    uint8_t label, alone;
    uint32_t at = 0;
    int margin;
    q_labelled name;
    fill_moves(&moves);
    for (uint8_t l = 0; l < Q_NAME_LANES; l++) scores[0][l] = draw(300);
    q_name_decode(&moves, scores, 1, &label);
    alone = q_name_decode_alone(&moves, scores[0], &margin);
    CHECK_INT(alone, label);
    if (q_name_next(&label, 1, &at, &name))
      CHECK_INT(margin, q_name_margin(&moves, scores, &label, 1, &name));
  }
}

/* The score of labels in which a name is given another type, or none (-1). */
static int score_with(const q_name_moves *moves, const q_name_scores *scores, const uint8_t *labels,
                      const q_labelled *name, int type) {
  uint8_t changed[TOKENS];
  memcpy(changed, labels, sizeof changed);
  for (uint32_t i = name->first; i < name->last; i++) {
    bool first = i == name->first, last = i + 1 == name->last;
    changed[i] = type < 0 ? 0 : q_name_label(type, first && last ? 3 : first ? 0 : last ? 2 : 1);
  }
  return score_of(moves, scores, changed, TOKENS);
}

static void measures_how_far_the_next_type_is(void) {
  for (int i = 0; i < TRIES; i++) {
    q_name_moves moves;
    q_name_scores scores[TOKENS];
    uint8_t labels[TOKENS];
    uint32_t at = 0;
    fill_moves(&moves);
    for (uint32_t t = 0; t < TOKENS; t++)
      for (uint8_t l = 0; l < Q_NAME_LANES; l++) scores[t][l] = draw(300);
    q_name_decode(&moves, scores, TOKENS, labels);
    for (q_labelled name; q_name_next(labels, TOKENS, &at, &name);) {
      int own = score_with(&moves, scores, labels, &name, name.type), least = INT16_MAX;
      for (int type = -1; type < Q_NAME_TYPES; type++) {
        int other = score_with(&moves, scores, labels, &name, type);
        if (type != name.type && own - other < least) least = own - other;
      }
      CHECK_INT(q_name_margin(&moves, scores, labels, TOKENS, &name), least);
    }
  }
}

static void reads_names_from_labels(void) {
  const uint8_t labels[] = {
      q_name_label(Q_NAME_PERSON, 0), q_name_label(Q_NAME_PERSON, 2), 0,
      q_name_label(Q_NAME_PLACE, 3),  q_name_label(Q_NAME_PLACE, 3),  q_name_label(Q_NAME_EVENT, 0),
      q_name_label(Q_NAME_EVENT, 2)};
  const q_labelled wanted[] = {
      {0, 2, Q_NAME_PERSON}, {3, 4, Q_NAME_PLACE}, {4, 5, Q_NAME_PLACE}, {5, 7, Q_NAME_EVENT}};
  uint32_t at = 0;
  q_labelled name;
  for (int i = 0; i < 4; i++) {
    CHECK(q_name_next(labels, 7, &at, &name));
    CHECK_INT(name.first, wanted[i].first);
    CHECK_INT(name.last, wanted[i].last);
    CHECK_INT(name.type, wanted[i].type);
  }
  CHECK(!q_name_next(labels, 7, &at, &name));
}

/* ---- what is compiled twice ---- */

/* The weights of a few rows, of which those of the features of an island's tokens count. */
enum { FEW_ROWS = 64, AROUND = TOKENS + 2 * Q_AROUND };
static int8_t few_rows[FEW_ROWS][Q_NAME_LANES];

static void draw_words(q_name_word *records, q_name_words words) {
  for (uint32_t i = 0; i < AROUND; i++) {
    words[i] = &records[i];
    records[i] = (q_name_word){.word = (uint32_t)draw(INT16_MAX),
                               .shape = (uint32_t)draw(INT16_MAX),
                               .kinds = (uint16_t)draw(INT16_MAX),
                               .evidence = (uint16_t)draw(INT16_MAX),
                               .cluster = (uint8_t)draw(127),
                               .group = (uint8_t)draw(127)};
    for (int r = 0; r < Q_ROLE_COUNT; r++)
      for (int l = 0; l < Q_NAME_LANES; l++) records[i].sums[r][l] = draw(1000);
  }
}

/* Every other feature has a row, some the first of their bucket. */
static void draw_cells(const q_namer *namer, const q_island *island, q_name_words words,
                       const q_name_weights *weights) {
  for (int r = 0; r < FEW_ROWS; r++)
    for (int l = 0; l < Q_NAME_LANES; l++) few_rows[r][l] = (int8_t)draw(127);
  for (uint32_t t = island->tokens.first; t < island->tokens.last; t++) {
    q_features features = {.count = 0};
    q_name_token_features(namer, island, words, t, &features);
    for (uint32_t f = 0; f < features.count; f += 2)
      few_rows[(features.rows[f] & weights->mask) + (uint32_t)(draw(8) > 0)][Q_CHECK_LANE] =
          q_name_check(features.rows[f]);
  }
}

/* A score as it is defined. */
static int16_t plain_score(const q_namer *namer, const q_island *island, q_name_words words, uint32_t token,
                           int lane) {
  q_features features = {.count = 0};
  int sum = 0;
  for (int r = 0; r < Q_ROLE_COUNT; r++)
    sum += words[token - island->tokens.first + (uint32_t)r]->sums[r][lane];
  q_name_token_features(namer, island, words, token, &features);
  for (uint32_t f = 0; f < features.count; f++) {
    uint32_t bucket = q_name_bucket(features.rows[f], FEW_ROWS), row = bucket;
    while (row < bucket + Q_BUCKET && few_rows[row][Q_CHECK_LANE] != q_name_check(features.rows[f])) row++;
    if (row < bucket + Q_BUCKET) sum += few_rows[row][lane];
  }
  return (int16_t)sum;
}

static void check_scores(q_name_scorer *score, const q_name_weights *weights, const q_namer *namer,
                         const q_island *island, q_name_words words) {
  q_name_scores scores[TOKENS];
  int lanes = island->tokens.last - island->tokens.first == 1 ? Q_NAME_ALONE : Q_NAME_LABELS;
  score(weights, namer, island, words, scores);
  for (uint32_t t = island->tokens.first; t < island->tokens.last; t++)
    for (int l = 0; l < lanes; l++)
      CHECK_INT(scores[t - island->tokens.first][l], plain_score(namer, island, words, t, l));
}

static void adds_up_scores_on_all_machines(void) {
  static q_name_word records[AROUND];
  q_token tokens[] = {{0, 1, 0}, {1, 2, 0}, {3, 4, 0}, {4, 5, 0}};
  uint8_t terms[TOKENS] = {0, 3, 7, 0};
  quoth_doc doc = {.tokens = {tokens, TOKENS, TOKENS}};
  q_namer namer = {.doc = &doc, .terms = terms};
  q_name_weights weights = {few_rows[0], q_name_bucket(UINT32_MAX, FEW_ROWS)};
  q_name_words words;
  for (int i = 0; i < TRIES; i++) {
    uint32_t first = (uint32_t)i % TOKENS;
    q_island island = {{first, TOKENS}, {(uint32_t)i % 2 ? first : 0, TOKENS}, (q_case_mode)(i % 3)};
    bool alone = first + 1 == TOKENS;
    draw_words(records, words);
    draw_cells(&namer, &island, words, &weights);
    check_scores(alone ? q_name_score_alone : q_name_score, &weights, &namer, &island, words);
#if defined __x86_64__
    if (q_has_avx2())
      check_scores(alone ? q_name_score_alone_avx2 : q_name_score_avx2, &weights, &namer, &island, words);
#endif
  }
}

static void finds_the_same_labels_on_all_machines(void) {
#if defined __x86_64__
  static q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST], others[Q_ISLAND_MOST];
  q_name_moves moves;
  for (int i = 0; q_has_avx2() && i < 50 * TRIES; i++) {
    uint32_t count = i % 2 ? Q_ISLAND_MOST : 1 + (uint32_t)i / 2 % TOKENS, at = 0;
    fill_moves(&moves);
    for (uint32_t t = 0; t < count; t++)
      for (uint8_t l = 0; l < Q_NAME_LANES; l++) scores[t][l] = draw(i % 3 ? 40 : INT16_MAX); /* 40: ties */
    q_name_decode(&moves, scores, count, labels);
    q_name_decode_avx2(&moves, scores, count, others);
    CHECK(!memcmp(labels, others, count));
    for (q_labelled name; q_name_next(labels, count, &at, &name);)
      CHECK_INT(q_name_margin_avx2(&moves, scores, labels, count, &name),
                q_name_margin(&moves, scores, labels, count, &name));
  }
#endif
}

/* ---- tables of words ---- */

static void finds_words_in_a_table_and_no_others(void) {
  uint32_t cells[8] = {0};
  const uint32_t hash = 0x12345606;
  cells[6] = 0xABCDEF00 | 1; /* another word that wants the same slot */
  cells[7] = (hash & ~UINT32_C(255)) | 9;
  q_part table = {cells, 8, 1, 4, 1};
  CHECK_INT(q_table_find(&table, hash), 9);
  CHECK_INT(q_table_find(&table, 0x12345706), 0);
  for (int i = 0; i < 8; i++) cells[i] = 0xABCDEF00 | 1; /* full, as no trainer writes it */
  CHECK_INT(q_table_find(&table, hash), 0);
  table.rows = 0;
  CHECK_INT(q_table_find(&table, hash), 0);
}

/* ---- models ---- */

enum { PARTS = 3, ROWS = 4, FILE_SIZE = 8192 };

static void add_part(char *file, uint32_t which, const char *name, q_part part, uint64_t *end) {
  q_part_entry entry = {.rows = part.rows, .columns = part.columns, .cell = part.cell, .scale = part.scale};
  entry.offset = (*end + Q_PART_ALIGN - 1) / Q_PART_ALIGN * Q_PART_ALIGN;
  strcpy(entry.name, name);
  memcpy(file + sizeof(q_model_header) + which * sizeof entry, &entry, sizeof entry);
  size_t size = (size_t)part.rows * part.columns * part.cell;
  memcpy(file + entry.offset, part.cells, size);
  *end = entry.offset + size;
}

/* A model that takes each capitalised word for a person: the moves say so, all else
 * is alike. rows is that of the weights. */
static size_t make_model(char *file, uint32_t rows) {
  static int8_t weights[ROWS][Q_NAME_LANES];
  q_name_moves moves;
  float confidence[Q_CONFIDENCES] = {0.5F};
  uint64_t end = sizeof(q_model_header) + PARTS * sizeof(q_part_entry);
  memset(file, 0, FILE_SIZE);
  forbid_all(&moves);
  for (uint8_t a = 0; a <= Q_NAME_START; a++)
    for (uint8_t b = 0; b < Q_NAME_LANES; b++)
      if (q_name_may_follow(a, b)) moves.from[q_name_move_row(a, b)][b] = 0;
  moves.from[Q_MOVE_START][q_name_label(Q_NAME_PERSON, 3)] = 10;
  moves.from[Q_MOVE_START][q_name_label(Q_NAME_PERSON, 0)] = 10;
  add_part(file, 0, "names.weights", (q_part){weights, rows, Q_NAME_LANES, 1, 0.5F}, &end);
  add_part(file, 1, "names.moves", (q_part){&moves, Q_MOVE_ROWS, Q_NAME_LANES, 2, 0.5F}, &end);
  add_part(file, 2, "names.confidence", (q_part){confidence, Q_CONFIDENCES, 1, 4, 1}, &end);
  q_model_header header = {.version = Q_MODEL_VERSION, .parts = PARTS, .length = end};
  memcpy(header.magic, Q_MODEL_MAGIC, sizeof header.magic);
  header.sum = q_hash(file + sizeof header, end - sizeof header);
  memcpy(file, &header, sizeof header);
  return end;
}

/* Reads a text with an engine that knows the model only; returns the first mention's
 * rule, or NULL, and its text. */
static const char *rule_of(const char *file, size_t length, const char *text, char *name) {
  static char rule[64];
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK_INT(quoth_engine_add_data(engine, file, length, NULL), QUOTH_OK);
  quoth_engine_seal(engine, NULL);
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = text, .length = strlen(text)};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_MENTIONS, NULL), QUOTH_OK);
  *rule = *name = 0;
  if (doc->mentions.count) {
    const q_mention *found = &doc->mentions.items[0];
    snprintf(rule, sizeof rule, "%s", found->rule);
    snprintf(name, 64, "%.*s", (int)(found->span.end - found->span.start), text + found->span.start);
  }
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  return rule;
}

static void an_invented_model_decides(void) {
  char file[FILE_SIZE], name[64];
  size_t length = make_model(file, ROWS);
  const char *rule = rule_of(file, length, "it was Lund again", name);
  CHECK_TEXT(rule, "model");
  CHECK_BYTES(name, strlen(name), "Lund");
  rule = rule_of(file, length, "it rained again, and Roa sang of it", name);
  CHECK_TEXT(rule, "model");
  CHECK_BYTES(name, strlen(name), "Roa");
}

static void a_model_of_another_form_is_not_used(void) {
  char file[FILE_SIZE], name[64];
  size_t length = make_model(file, ROWS - 1); /* no power of 2 */
  const char *rule = rule_of(file, length, "it was Mara Lund again", name);
  CHECK_TEXT(rule, "capitals");
  CHECK_BYTES(name, strlen(name), "Mara Lund");
}

static void a_damaged_model_is_refused(void) {
  char file[FILE_SIZE];
  size_t length = make_model(file, ROWS);
  for (size_t at = sizeof(q_model_header); at < length; at += 97) {
    quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
    file[at] ^= 16;
    CHECK_INT(quoth_engine_add_data(engine, file, length, NULL), QUOTH_ERROR_MODEL);
    file[at] ^= 16;
    quoth_engine_free(engine);
  }
}

int main(void) {
  CASE(finds_the_best_labels_of_all);
  CASE(keeps_to_the_grammar_whatever_the_scores);
  CASE(decides_on_one_token_as_on_several);
  CASE(measures_how_far_the_next_type_is);
  CASE(reads_names_from_labels);
  CASE(adds_up_scores_on_all_machines);
  CASE(finds_the_same_labels_on_all_machines);
  CASE(finds_words_in_a_table_and_no_others);
  CASE(an_invented_model_decides);
  CASE(a_model_of_another_form_is_not_used);
  CASE(a_damaged_model_is_refused);
  return check_done();
}
