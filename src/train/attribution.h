/* What the steps of training attributions share. */
#ifndef QUOTH_TRAIN_ATTRIBUTION_H
#define QUOTH_TRAIN_ATTRIBUTION_H

#include "core/learned.h"
#include "train/perceptron.h"

/* A gold attribution in tokens of the document. */
typedef struct gold_parts {
  q_range cue, source, content[Q_PIECES_MOST];
  uint32_t pieces;
  bool speech;
} gold_parts;

/* Whether a gate is to let a token pass; those not seen teach nothing. */
enum { NOT_SEEN, UNWANTED, WANTED };

typedef struct training_document {
  const gold_document *text;
  quoth_doc *doc;
  q_reading *all;
  gold_parts *golds;
  uint32_t count;
  uint32_t *cue_rows, *part_rows; /* see cue_rows() */
  uint8_t *kinds;                 /* what a gate learns of each token */
  q_candidates cues;              /* as proposed by a tagger that did not see the document */
} training_document;

/* The features of a token as part of a cue, and as part of a source or content: how many, and these. */
enum { ROWS_WIDTH = 128 };
static inline uint32_t *cue_rows(const training_document *d, uint32_t token) {
  return d->cue_rows + (size_t)token * ROWS_WIDTH;
}
static inline uint32_t *part_rows(const training_document *d, uint32_t token) {
  return d->part_rows + (size_t)token * ROWS_WIDTH;
}

/* How many of the tuning documents are the first so many hundredths: --part. */
static inline uint32_t first_part(uint32_t count, int percent) { return count * (uint32_t)percent / 100; }

/* The first hundredths of the tuning documents below a folder, with their gold in tokens;
 * with all_readings, once more for each further annotator. */
training_document *load_documents(const char *data, const quoth_engine *engine, int percent,
                                  bool all_readings, uint32_t *count);

/* Counts how often each lemma is a cue, sets the readings' rates from the documents
 * of other folds, and writes the table of all. */
void learn_rates(training_document *documents, uint32_t count, uint32_t folds, writer *to);

/* Learns which tokens may be near a cue, marks them in all readings and writes the table. */
void learn_near(training_document *documents, uint32_t count, uint32_t folds, writer *to);

/* Learns at which of these tokens a proposed cue has its head, and writes the table. */
void learn_heads(training_document *documents, uint32_t count, uint32_t folds, writer *to);

/* ---- what gates have in common ---- */

/* The sum for a token: the features of its own and of the words around it, which it leaves in a list. */
typedef void gate_features(const q_reading *all, uint32_t token, q_features *to);
float gate_sum(const perceptron *p, gate_features *own, const training_document *d, uint32_t token,
               q_features *features);

/* Shows a model each document whose index modulo folds is not fold, some times over in shuffled orders. */
typedef void lesson_of(perceptron *p, const training_document *document);
void teach_all(perceptron *p, lesson_of *teach, const training_document *documents, uint32_t count,
               uint32_t folds, uint32_t fold, int epochs, uint64_t seed);

/* The least sum that lets so much of what is sought pass; sums, smallest first, are those of all of it. */
float gate_least(const float *sums, uint32_t count, double recall);

/* ---- rows ---- */

/* The rows of a token for the tagger of parts of speech; tags are those of the tokens before it. */
void tag_rows(const q_reading *all, uint32_t token, const uint8_t *tags, q_features *features);

/* Appends the features of the words around a token. */
void add_words(const training_document *d, uint32_t token, q_features *features);

/* Makes the rows of all tokens, once rates are set; for a start, all may be borders. */
void make_rows(training_document *document);

/* The rows of a token as part of a source or content of a cue: those towards the cue and its own. */
void rows_towards_cue(const training_document *d, const q_cue_view *cue, uint32_t token, q_features *to);

/* ---- taggers ---- */

/* Sets the labels of the tokens of a list that lie in a span, if none has one yet. */
void put_span(uint8_t *labels, const uint32_t *tokens, uint32_t count, q_range span, uint8_t kind);

/* Trains the cue tagger, a conditional random field, on documents whose index modulo folds is
 * not fold. */
void learn_cues(perceptron *p, training_document *documents, uint32_t count, uint32_t folds, uint32_t fold,
                int epochs);

/* Proposes the cues of a document; the first token of a cue gains bias. */
void propose_cues(const perceptron *p, float bias, training_document *document);

/* The tagger of source and content: rows for its labels, and for its beginnings. */
typedef struct parts_model {
  perceptron labels, beginnings;
} parts_model;

/* Makes one from the proposed cues of documents whose index modulo folds is not fold: the mean of
 * several runs, each in its own order and with other features left out. */
void learn_parts(parts_model *p, training_document *documents, uint32_t count, uint32_t folds, uint32_t fold,
                 int epochs, int runs);
void free_parts(parts_model *p);

/* What the model makes of a document's cues, each for itself: wanted are the tokens at which it lets a
 * source or content begin or end. */
void find_borders(const parts_model *p, training_document *document);

/* Learns which tokens are borders to such models, marks them in all readings, by models that did not
 * see the document, and writes the table. */
void learn_borders(training_document *documents, uint32_t count, uint32_t folds, writer *to);

#endif
