/* What the trainer learns from is what the runtime adds up: the sums of each tagger's rows, made as the
 * trainer makes them, against what the library decides with the same weights. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "stand_in.h"
#include "train/attribution.h"

/* Paragraphs shorter and longer than the words that a token sees, with quotations long and short. */
static const char TEXT[] =
    "Roa agreed.\n\nNo.\n\nThe mayor, Ana Roa, said on Sunday that the bridge would \"never\" open again, "
    "though the engineers had warned the council of it.\n\n\"We tried every door before this one, and we "
    "shall try them all once more,\" she told reporters. \"Nobody walks,\" a clerk added.\n\nAccording to "
    "the port, 31 ships wait.\n\n";

/* ---- a model of random weights ---- */

enum { ROWS = 1 << 12, OPEN = -1000000 };

static perceptron near, heads, borders, cues, parts;
static q_beginnings beginnings;
static const float CUE_BIAS = 5;
static const quoth_engine *english;
static writer *file;

static uint32_t seed = 11;
static float draw(int most) {
  seed = seed * 1664525 + 1013904223;
  return (float)((int)(seed >> 8) % (2 * most + 1) - most);
}

/* Whole numbers up to the largest byte are written as they are, so that sums agree to the last bit. */
static void add_weights(perceptron *p, uint32_t columns, const char *name) {
  perceptron_init(p, ROWS, columns, 0);
  for (uint32_t i = 0; i < ROWS * columns; i++) p->weights[i] = draw(127);
  CHECK(perceptron_write(p, file, name) == 1);
}

static void add_float(const char *name, float value) {
  writer_add(file, name, &value, 1, 1, sizeof value, 1);
}

static q_part part_of(const char *name, uint32_t columns, uint32_t cell) {
  q_part part = {.rows = 0};
  CHECK(q_model_part(english, name, columns, cell, &part));
  return part;
}

static void copy_part(const char *name, uint32_t columns, uint32_t cell) {
  q_part part = part_of(name, columns, cell);
  writer_add(file, name, part.cells, part.rows, columns, cell, part.scale);
}

static void invent_model(void) {
  file = writer_new();
  add_weights(&near, 1, "near");
  add_weights(&heads, 1, "head");
  add_weights(&borders, 1, "border");
  add_weights(&cues, Q_CUE_LANES, "cue");
  add_weights(&parts, Q_PART_LANES, "parts");
  for (uint32_t i = 0; i < Q_BEGINNINGS * Q_LANES; i++) beginnings[i / Q_LANES][i % Q_LANES] = draw(200);
  writer_add(file, "parts.beginnings", beginnings, Q_BEGINNINGS, Q_LANES, sizeof(float), 1);
  copy_part("cue.rates", 2, sizeof(uint32_t));
  add_float("cue.bias", CUE_BIAS);
  add_float("near.least", OPEN), add_float("head.least", OPEN), add_float("cue.head", OPEN);
  add_float("border.least", OPEN);
}

static void free_model(void) {
  perceptron *const all[] = {&near, &heads, &borders, &cues, &parts};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) perceptron_free(all[i]);
  writer_free(file);
}

static void set_float(char *bytes, size_t length, const char *name, float value) {
  q_model_header header;
  memcpy(&header, bytes, sizeof header);
  for (uint32_t i = 0; i < header.parts; i++) {
    q_part_entry entry;
    memcpy(&entry, bytes + sizeof header + i * sizeof entry, sizeof entry);
    if (!strcmp(entry.name, name)) memcpy(bytes + entry.offset, &value, sizeof value);
  }
  header.sum = q_hash(bytes + sizeof header, length - sizeof header);
  memcpy(bytes, &header, sizeof header);
}

/* ---- the runtime with it ---- */

typedef struct run {
  char *bytes;
  quoth_engine *engine;
  quoth_doc *doc;
  q_proposals made;
  const q_reading *all;
} run;

static quoth_doc *read_text(const quoth_engine *engine, const char *text) {
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = text, .length = strlen(text)};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_QUOTATIONS, NULL), QUOTH_OK);
  return doc;
}

/* The attributions of a text by the model in file, one of whose limits, if it has that, is set to a value. */
static run run_model(const char *text, const char *limit, float least) {
  size_t length;
  run r = {.bytes = writer_bytes(file, &length)};
  set_float(r.bytes, length, limit, least);
  r.engine = quoth_engine_new(english, NULL, NULL);
  CHECK_INT(quoth_engine_add_data(r.engine, r.bytes, length, NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_seal(r.engine, NULL), QUOTH_OK);
  r.doc = read_text(r.engine, text);
  CHECK(q_learned_attributions(r.doc, &r.made, &r.all) && r.all);
  return r;
}

static void end_run(run *r) {
  quoth_doc_free(r->doc);
  quoth_engine_free(r->engine);
  free(r->bytes);
}

/* ---- the trainer with it ---- */

/* As training begins: the words' records know nothing of the taggers that are to be learned. */
static training_document document_of(const char *text) {
  training_document d = {.doc = read_text(english, text)};
  q_tables tables;
  CHECK(q_tables_find(english, &tables));
  tables.near = tables.heads = tables.borders = tables.cues = tables.parts = (q_part){.rows = 0};
  d.all = q_readings_begin(d.doc, &tables);
  q_readings_tags(d.doc, d.all, &tables);
  q_readings_places(d.doc, d.all);
  for (uint32_t i = 0; i < d.doc->paragraphs.count; i++)
    q_readings_links(d.all, d.doc->paragraphs.items[i].tokens);
  for (uint32_t i = 0; i < d.doc->tokens.count; i++) d.all[i].near_cue = !d.all[i].region.last;
  make_rows(&d);
  return d;
}

static void free_document(training_document *d) {
  free(d->cue_rows), free(d->part_rows), free(d->kinds);
  quoth_doc_free(d->doc);
}

typedef float token_sum(const training_document *d, uint32_t token);

static float near_sum(const training_document *d, uint32_t token) {
  q_features features;
  return gate_sum(&near, q_near_features, d, token, &features);
}

static float head_sum(const training_document *d, uint32_t token) {
  q_features features;
  return gate_sum(&heads, q_head_features, d, token, &features);
}

static void cue_scores(const training_document *d, uint32_t token, float scores[Q_CUE_LANES]) {
  const uint32_t *row = cue_rows(d, token);
  memset(scores, 0, Q_CUE_LANES * sizeof *scores);
  perceptron_sum(&cues, row + 1, row[0], scores);
  scores[Q_AT_BEGIN] += CUE_BIAS;
  scores[Q_AT_UNIT] += CUE_BIAS;
}

static float best_of_cue(const training_document *d, uint32_t token) {
  float scores[Q_CUE_LANES];
  cue_scores(d, token, scores);
  return q_best_of_cue(scores);
}

/* ---- both ---- */

/* Which tokens pass where the limit is each token's sum, and one more: if those that should do, all
 * sums are the same. */
static void check_sums(token_sum *sum, const char *limit) {
  training_document d = document_of(TEXT);
  uint32_t count = d.doc->tokens.count;
  for (uint32_t i = 0; i < 2 * count; i++) {
    float least = sum(&d, i / 2) + (float)(i % 2);
    run r = run_model(TEXT, limit, least);
    CHECK_INT(r.doc->tokens.count, count);
    for (uint32_t t = 0; t < count; t++)
      if (!CHECK_INT(r.all[t].near_cue, !d.all[t].region.last && sum(&d, t) >= least))
        printf("  token %u, limit %g\n", t, (double)least);
    end_run(&r);
  }
  free_document(&d);
}

/* The tags that rows made as in training lead to, each from those before it. */
static uint8_t *tags_of(const training_document *d, const perceptron *p) {
  uint8_t *tags = get(d->doc->tokens.count);
  for (uint32_t i = 0; i < d->doc->tokens.count; i++) {
    const q_lexeme *lexeme = d->all[i].lexeme;
    float scores[Q_TAG_LANES] = {0};
    q_features features;
    uint32_t best = 0;
    tag_rows(d->all, i, tags, &features);
    perceptron_sum(p, features.rows, features.count, scores);
    for (uint32_t l = 1; l < Q_TAG_LANES; l++)
      if (scores[l] > scores[best]) best = l;
    tags[i] = (uint8_t)(best + Q_TAG_NOUN);
    if (lexeme->sole) tags[i] = lexeme->sole;
    if (lexeme->punctuation) tags[i] = Q_TAG_PUNCTUATION;
  }
  return tags;
}

/* Each time other weights, and so other tags. */
static void tags_are_those_of_training(void) {
  enum { TIMES = 100 };
  training_document d = document_of(TEXT);
  for (int time = 0; time < TIMES; time++) {
    perceptron p;
    file = writer_new();
    add_weights(&p, Q_TAG_LANES, "pos");
    copy_part("pos.words", 2, sizeof(uint32_t)), copy_part("pos.lemmas", 2, sizeof(uint32_t));
    uint8_t *tags = tags_of(&d, &p);
    run r = run_model(TEXT, "", 0);
    for (uint32_t i = 0; i < d.doc->tokens.count; i++)
      CHECK_INT(d.all[i].lexeme->punctuation ? Q_TAG_PUNCTUATION : r.all[i].tag, tags[i]);
    end_run(&r);
    free(tags), perceptron_free(&p), writer_free(file);
  }
  free_document(&d);
}

/* Tokens that no cue sees are not asked. */
static void third_gate_adds_up_what_its_trainer_does(void) {
  training_document d = document_of(TEXT);
  q_features features;
  run open = run_model(TEXT, "border.least", OPEN);
  uint32_t count = d.doc->tokens.count, seen = 0;
  for (uint32_t i = 0; i < 2 * count; i++) {
    float least = gate_sum(&borders, q_border_features, &d, i / 2, &features) + (float)(i % 2);
    run r = run_model(TEXT, "border.least", least);
    for (uint32_t t = 0; t < count; t++) {
      bool is = open.all[t].border && gate_sum(&borders, q_border_features, &d, t, &features) >= least;
      if (!CHECK_INT(r.all[t].border, is)) printf("  token %u, limit %g\n", t, (double)least);
    }
    end_run(&r);
  }
  for (uint32_t t = 0; t < count; t++) seen += open.all[t].border;
  CHECK(seen > count / 2);
  end_run(&open);
  free_document(&d);
}

static void window_without_borders_keeps_the_cue_and_the_ends_of_quotations(void) {
  training_document d = document_of(TEXT);
  for (uint32_t k = 0; k < d.doc->paragraphs.count; k++) {
    q_range paragraph = d.doc->paragraphs.items[k].tokens;
    uint32_t room = paragraph.last - paragraph.first, *tokens = get(room * sizeof *tokens);
    for (uint32_t i = paragraph.first; i < paragraph.last; i++) d.all[i].border = false;
    for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
      q_range cue = {i, i + 1};
      uint32_t count = q_window(d.all, cue, tokens, room), kept = 0;
      for (uint32_t t = 0; t < count; t++)
        kept += tokens[t] == i || d.all[tokens[t]].place == Q_OPENS || d.all[tokens[t]].place == Q_CLOSES;
      uint32_t left = q_borders_of(d.all, cue, tokens, count);
      CHECK_INT(left, kept);
      for (uint32_t t = 1; t < left; t++) CHECK(tokens[t - 1] < tokens[t]);
    }
    free(tokens);
  }
  free_document(&d);
}

static void first_gate_adds_up_what_its_trainer_does(void) { check_sums(near_sum, "near.least"); }
static void second_gate_adds_up_what_its_trainer_does(void) { check_sums(head_sum, "head.least"); }
static void cue_tagger_adds_up_what_its_trainer_does(void) { check_sums(best_of_cue, "cue.head"); }

static void find_cues(training_document *d, q_range paragraph) {
  uint32_t room = paragraph.last - paragraph.first, *tokens = get(room * sizeof *tokens);
  float(*scores)[Q_CUE_LANES] = get(room * sizeof *scores);
  uint32_t count = q_allow_cues(d->all, paragraph, tokens);
  for (uint32_t i = 0; i < count; i++) cue_scores(d, tokens[i], scores[tokens[i] - paragraph.first]);
  d->cues.count = 0;
  CHECK(q_propose_cues(&d->doc->arena, d->all, paragraph, tokens, count, (const float(*)[Q_CUE_LANES])scores,
                       &d->cues));
  free(tokens), free(scores);
}

/* By how much the best source and content of a cue are better than none. */
static float margin_of(const training_document *d, q_range paragraph, uint32_t which) {
  uint32_t room = paragraph.last - paragraph.first, *tokens = get(room * sizeof *tokens);
  uint8_t *rank = get(room), *labels = get(room);
  uint16_t *allowed = get(room * sizeof *allowed);
  int16_t(*scores)[Q_PART_LANES] = get(room * sizeof *scores);
  void *work = get(q_parts_work(room));
  q_range cue = d->cues.items[which].tokens;
  q_cue_view view;
  q_rank_cues(d->cues.items, d->cues.count, paragraph, rank);
  q_cue_view_begin(&view, d->all, d->cues.items, d->cues.count, which, rank);
  uint32_t count = q_window(d->all, cue, tokens, room);
  for (uint32_t i = 0; i < count; i++) {
    q_features features;
    float sums[Q_PART_LANES] = {0};
    rows_towards_cue(d, &view, tokens[i], &features);
    perceptron_sum(&parts, features.rows, features.count, sums);
    for (uint32_t l = 0; l < Q_PART_LANES; l++) scores[i][l] = (int16_t)sums[l];
  }
  q_allow_parts(d->all, tokens, count, cue, NULL, allowed);
  float margin = q_best_parts((const int16_t(*)[Q_PART_LANES])scores, allowed,
                              (const float(*)[Q_LANES])beginnings, count, work, labels);
  free(tokens), free(rank), free(labels), free(allowed), free(scores), free(work);
  return margin;
}

/* The surest cue of a paragraph is the first to take its content, so nothing limits it. */
static void source_and_content_add_up_as_in_training(void) {
  training_document d = document_of(TEXT);
  run r = run_model(TEXT, "near.least", OPEN);
  uint32_t found = 0;
  for (uint32_t k = 0; k < d.doc->paragraphs.count; k++) {
    q_range paragraph = d.doc->paragraphs.items[k].tokens;
    float best = 0, made = 0;
    find_cues(&d, paragraph);
    for (uint32_t i = 0; i < d.cues.count; i++) best = fmaxf(best, margin_of(&d, paragraph, i));
    for (uint32_t i = 0; i < r.made.count; i++)
      if (r.made.items[i].cue.first >= paragraph.first && r.made.items[i].cue.last <= paragraph.last)
        made = fmaxf(made, r.made.items[i].margin);
    CHECK_INT(made, best);
    found += best > 0;
  }
  CHECK(found >= 3);
  end_run(&r);
  free_document(&d);
}

/* ---- the model that is built in ---- */

/* Leaves the second gate alone to decide. */
static void copy_model(void) {
  file = writer_new();
  copy_part("near.weights", 1, 1);
  copy_part("head.weights", 1, 1);
  copy_part("border.weights", 1, 1);
  copy_part("cue.weights", Q_CUE_LANES, 1);
  copy_part("parts.weights", Q_PART_LANES, 1);
  copy_part("parts.beginnings", Q_LANES, sizeof(float));
  copy_part("cue.rates", 2, sizeof(uint32_t));
  copy_part("cue.bias", 1, sizeof(float));
  add_float("near.least", OPEN), add_float("head.least", 0), add_float("cue.head", OPEN);
  add_float("border.least", OPEN);
}

static bool passes(const char *text, const char *word) {
  float least;
  memcpy(&least, part_of("head.least", 1, sizeof least).cells, sizeof least);
  run r = run_model(text, "head.least", least);
  size_t start = (size_t)(strstr(text, word) - text);
  bool passed = false;
  for (uint32_t i = 0; i < r.doc->tokens.count; i++)
    if (r.doc->tokens.items[i].start == start) passed = r.all[i].near_cue;
  end_run(&r);
  return passed;
}

static void second_gate_tells_verbs_of_speech_from_plain_nouns(void) {
  static const struct {
    const char *text, *verb, *nouns[3];
  } CASES[] = {
      {"The mayor said that the bridge was closed.", "said", {"mayor", "bridge", "closed"}},
      {"\"The bridge is closed,\" the mayor said, and the clerk took the keys.",
       "said",
       {"mayor", "clerk", "keys"}},
      {"On Sunday, according to the port, ships lay at the quay.", "according", {"Sunday", "port", "quay"}},
      {"She told reporters that a lorry had hit the gate.", "told", {"reporters", "lorry", "gate"}},
  };
  copy_model();
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    CHECK(passes(CASES[i].text, CASES[i].verb));
    for (size_t n = 0; n < 3; n++)
      if (!CHECK(!passes(CASES[i].text, CASES[i].nouns[n]))) printf("  %s\n", CASES[i].nouns[n]);
  }
  writer_free(file);
}

int main(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  english = engine;
  CHECK_INT(quoth_engine_load(engine, "en", NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_seal(engine, NULL), QUOTH_OK);
  CASE(tags_are_those_of_training);
  invent_model();
  CASE(first_gate_adds_up_what_its_trainer_does);
  CASE(second_gate_adds_up_what_its_trainer_does);
  CASE(window_without_borders_keeps_the_cue_and_the_ends_of_quotations);
  CASE(third_gate_adds_up_what_its_trainer_does);
  CASE(cue_tagger_adds_up_what_its_trainer_does);
  CASE(source_and_content_add_up_as_in_training);
  free_model();
  CASE(second_gate_tells_verbs_of_speech_from_plain_nouns);
  quoth_engine_free(engine);
  return check_done();
}
