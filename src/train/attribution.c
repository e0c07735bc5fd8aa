/* quoth-train attribution: the cue tagger, then the tagger of source and content
 * on cues from taggers that did not see the document. */
#include "train/attribution.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  FOLDS = 5,
  HALVES = 2,
  BORDER_EPOCHS = 4,
  CUE_ROWS = 1 << 17,
  CUE_EPOCHS = 8,
  PART_EPOCHS = 6,
  RUNS = 6
};
/* One in so many cues may be lost because its head looks too unlike one. */
enum { HEADS_LOST = 100 };

/* ---- gold in tokens ---- */

static q_range tokens_of(const quoth_doc *doc, quoth_span span) {
  uint32_t low = 0, high = doc->tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens.items[middle].end <= span.start) low = middle + 1;
    else high = middle;
  }
  q_range range = {low, low};
  while (range.last < doc->tokens.count && doc->tokens.items[range.last].start < span.end) range.last++;
  return range;
}

static gold_parts parts_of(const quoth_doc *doc, const gold_attribution *from) {
  gold_parts gold = {.speech = from->speech};
  if (from->cues) gold.cue = tokens_of(doc, from->cue[0]);
  if (from->sources) gold.source = tokens_of(doc, from->source[0]);
  for (uint32_t i = 0; i < from->contents && gold.pieces < Q_PIECES_MOST; i++)
    gold.content[gold.pieces++] = tokens_of(doc, from->content[i]);
  return gold;
}

static bool is_among(const gold_document *texts, uint32_t count, const char *text) {
  for (uint32_t i = 0; i < count; i++)
    if (!strcmp(texts[i].text, text)) return true;
  return false;
}

/* Readings of the same articles by more annotators; those of articles that are not among
 * the texts are left out, since some belong to what is measured on. */
static gold_document *add_readings(gold_document *texts, uint32_t *count, const char *path) {
  uint32_t more, articles = *count;
  gold_document *readings = read_attributions(path, &more);
  texts = get_more(texts, (articles + more) * sizeof *texts);
  for (uint32_t i = 0; i < more; i++)
    if (is_among(texts, articles, readings[i].text)) texts[(*count)++] = readings[i];
  return texts;
}

training_document *load_documents(const char *data, const quoth_engine *engine, int percent,
                                  bool all_readings, uint32_t *count) {
  gold_document *texts = read_attributions(path_in(data, TUNING_TEXTS), count);
  *count = first_part(*count, percent);
  if (all_readings) texts = add_readings(texts, count, path_in(data, "quotes/polnear.iaa-train.jsonl"));
  training_document *documents = get(*count * sizeof *documents);
  q_tables tables;
  q_tables_find(engine, &tables);
  if (!tables.tags.rows || !tables.lemmas.rows || !tables.words.rows)
    fail("no tagger for parts of speech: train pos first");
  tables.rates = tables.near = tables.heads = tables.cues = tables.parts = (q_part){.rows = 0};
  for (uint32_t i = 0; i < *count; i++) {
    training_document *d = &documents[i];
    d->text = &texts[i];
    d->doc = read_document(engine, &texts[i], QUOTH_STAGE_QUOTATIONS);
    d->all = q_readings_begin(d->doc, &tables);
    q_readings_tags(d->doc, d->all, &tables);
    q_readings_places(d->doc, d->all);
    d->golds = get(texts[i].count * sizeof *d->golds);
    for (uint32_t a = 0; a < texts[i].count; a++) {
      gold_parts gold = parts_of(d->doc, &texts[i].attributions[a]);
      if (gold.cue.first < gold.cue.last) d->golds[d->count++] = gold;
    }
  }
  return documents;
}

/* ---- cues ---- */

void propose_cues(const perceptron *p, float bias, training_document *d) {
  d->cues.count = 0;
  for (uint32_t k = 0; k < d->doc->paragraphs.count; k++) {
    q_range paragraph = d->doc->paragraphs.items[k].tokens;
    uint32_t count = paragraph.last - paragraph.first;
    uint32_t *tokens = get(count * sizeof *tokens);
    float(*scores)[Q_CUE_LANES] = get(count * sizeof *scores);
    count = q_allow_cues(d->all, paragraph, tokens);
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t *row = cue_rows(d, tokens[i]);
      float *score = scores[tokens[i] - paragraph.first];
      perceptron_sum(p, row + 1, row[0], score);
      score[Q_AT_BEGIN] += bias;
      score[Q_AT_UNIT] += bias;
    }
    if (!q_propose_cues(&d->doc->arena, d->all, paragraph, tokens, count, scores, &d->cues))
      fail("out of memory");
    free(tokens), free(scores);
  }
}

/* The bias at which as many cues are found as there are. */
static float balance(const perceptron *p, training_document *documents, uint32_t count, uint32_t fold) {
  float low = -8, high = 8;
  for (int turn = 0; turn < 9; turn++) {
    float bias = (low + high) / 2;
    uint32_t found = 0, gold = 0;
    for (uint32_t i = fold; i < count; i += FOLDS) {
      propose_cues(p, bias, &documents[i]);
      found += documents[i].cues.count;
      gold += documents[i].count;
    }
    if (found < gold) low = bias;
    else high = bias;
  }
  return (low + high) / 2;
}

/* What the best score of nearly every proposed cue's head is, at least. */
static float least_of_heads(const perceptron *p, float bias, const training_document *documents,
                            uint32_t count, uint32_t fold) {
  uint32_t cues = 0;
  float *best = NULL;
  for (uint32_t i = fold; i < count; i += FOLDS) {
    const training_document *d = &documents[i];
    best = get_more(best, (cues + d->cues.count) * sizeof *best);
    for (uint32_t k = 0; k < d->cues.count; k++) {
      float scores[Q_CUE_LANES] = {[Q_AT_BEGIN] = bias, [Q_AT_UNIT] = bias};
      const uint32_t *row = cue_rows(d, d->cues.items[k].head);
      perceptron_sum(p, row + 1, row[0], scores);
      best[cues++] = q_best_of_cue(scores);
    }
  }
  qsort(best, cues, sizeof *best, by_size);
  float least = cues ? best[cues / HEADS_LOST] : 0;
  free(best);
  return least;
}

static void report_cues(const training_document *documents, uint32_t count) {
  uint32_t found = 0, gold = 0, exact = 0;
  for (uint32_t i = 0; i < count; i++) {
    const training_document *d = &documents[i];
    found += d->cues.count;
    gold += d->count;
    for (uint32_t k = 0; k < d->cues.count; k++)
      for (uint32_t g = 0; g < d->count; g++)
        if (d->cues.items[k].tokens.first == d->golds[g].cue.first &&
            d->cues.items[k].tokens.last == d->golds[g].cue.last) {
          exact++;
          break;
        }
  }
  printf("cues by taggers that did not see the document: %u of %u, F1 %.4f exact\n", found, gold,
         2.0 * exact / (found + gold));
}

/* Where taggers of source and content that did not see a document put borders. */
static void find_all_borders(training_document *documents, uint32_t count) {
  parts_model parts;
  for (uint32_t fold = 0; fold < HALVES; fold++) {
    learn_parts(&parts, documents, count, HALVES, fold, BORDER_EPOCHS, 1);
    for (uint32_t i = fold; i < count; i += HALVES) find_borders(&parts, &documents[i]);
    free_parts(&parts);
  }
}

/* ---- all steps ---- */

int train_attribution(const options *given) {
  uint32_t count;
  const quoth_engine *engine = plain_engine(given->model);
  training_document *documents = load_documents(given->data, engine, given->part, true, &count);
  writer *file = writer_new();
  learn_rates(documents, count, FOLDS, file);
  learn_near(documents, count, FOLDS, file);
  for (uint32_t i = 0; i < count; i++) make_rows(&documents[i]);
  perceptron cues;
  parts_model parts;
  float bias = 0, least = 0;
  for (uint32_t fold = 0; fold < FOLDS; fold++) {
    perceptron_init(&cues, CUE_ROWS, Q_CUE_LANES, 0);
    learn_cues(&cues, documents, count, FOLDS, fold, CUE_EPOCHS);
    if (fold == 0) bias = balance(&cues, documents, count, fold);
    for (uint32_t i = fold; i < count; i += FOLDS) propose_cues(&cues, bias, &documents[i]);
    if (fold == 0) least = least_of_heads(&cues, bias, documents, count, fold);
    perceptron_free(&cues);
  }
  report_cues(documents, count);
  learn_heads(documents, count, FOLDS, file);
  perceptron_init(&cues, CUE_ROWS, Q_CUE_LANES, 0);
  learn_cues(&cues, documents, count, FOLDS, FOLDS, CUE_EPOCHS);
  printf("bias %.2f, the head of a cue scores at least %.2f\n", bias, least);
  float cue_step = perceptron_write(&cues, file, "cue");
  bias /= cue_step, least /= cue_step;
  writer_add(file, "cue.bias", &bias, 1, 1, sizeof bias, 1);
  writer_add(file, "cue.head", &least, 1, 1, sizeof least, 1);
  perceptron_free(&cues);
  find_all_borders(documents, count);
  learn_borders(documents, count, FOLDS, file);
  learn_parts(&parts, documents, count, FOLDS, FOLDS, given->epochs ? given->epochs : PART_EPOCHS, RUNS);
  float step = perceptron_write(&parts.labels, file, "parts");
  for (uint32_t i = 0; i < Q_BEGINNINGS * Q_LANES; i++) parts.beginnings.weights[i] /= step;
  writer_add(file, "parts.beginnings", parts.beginnings.weights, Q_BEGINNINGS, Q_LANES, sizeof(float), 1);
  writer_save(file, given->out);
  writer_free(file);
  return 0;
}
