/* What the subcommands of quoth-train share: options, corpora, the writer.
 *
 * The trainer is a command that runs to its end and gives its memory back to the
 * system there; a failure ends it with a message (fail).
 */
#ifndef QUOTH_TRAIN_TRAIN_H
#define QUOTH_TRAIN_TRAIN_H

#include "core/doc.h"
#include "core/model.h"

typedef struct options {
  const char *data;    /* --data DIR: the folder of corpora */
  const char *out;     /* --out FILE */
  const char *model;   /* --model FILE, for eval */
  const char *gold;    /* --gold FILE, for eval */
  const char *lists;   /* --lists DIR: word lists for names */
  const char *vectors; /* --vectors FILE: word vectors for names */
  const char *without; /* --without FAMILY: features of names to leave out, or NULL */
  int epochs;          /* --epochs N, or 0 for the default */
  int part;            /* --part N: train on the first N hundredths of the documents */
} options;

/* Prints a message and ends the run with status 1. */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Memory that is there, cleared; or the end of the run. */
void *get(size_t size);
void *get_more(void *block, size_t size);

/* A whole file with a NUL behind. */
char *read_file(const char *path, size_t *length);

/* DIR/NAME */
char *path_in(const char *folder, const char *name);

/* ---- annotated documents (JSON Lines) ---- */

#define TUNING_TEXTS "quotes/polnear.tune.jsonl" /* below the folder of corpora */

typedef struct gold_attribution {
  quoth_span source[4], cue[4], content[12]; /* bytes */
  uint32_t sources, cues, contents;
  bool speech;
} gold_attribution;

typedef struct gold_document {
  char *id, *text;
  size_t length;
  gold_attribution *attributions;
  uint32_t count;
} gold_document;

/* Calls visit with each line's object (a json_t *) in order. */
void read_jsonl(const char *path, void (*visit)(void *context, void *object), void *context);

/* All documents of an attribution corpus. */
gold_document *read_attributions(const char *path, uint32_t *count);

/* A sealed engine with what is built in and one more model file, or none if NULL. */
const quoth_engine *plain_engine(const char *model);

/* A document read up to a stage; it borrows the text. */
quoth_doc *read_document(const quoth_engine *engine, const gold_document *from, quoth_stage upto);

/* ---- treebanks (CoNLL-U) ---- */

typedef struct conllu_token {
  char form[64], lemma[64], tag[12], relation[24]; /* tag: XPOS */
  uint32_t head;                                   /* 1-based within the sentence; 0 the root */
  quoth_span span; /* bytes in the document, from Span=; both 0 where it is absent */
  bool starts_sentence;
} conllu_token;

typedef struct conllu_document {
  char id[128];
  conllu_token *tokens;
  uint32_t count;
} conllu_document;

conllu_document *read_conllu(const char *path, uint32_t *count);

/* ---- model files ---- */

typedef struct writer writer;
writer *writer_new(void);
void writer_free(writer *from);
/* Adds a table; cells are copied. */
void writer_add(writer *to, const char *name, const void *cells, uint32_t rows, uint32_t columns,
                uint32_t cell, float scale);
/* Adds all tables of another writer. */
void writer_join(writer *to, const writer *from);
char *writer_bytes(writer *from, size_t *size); /* the whole file, to be freed */
void writer_save(writer *from, const char *path);

/* Tables of pairs as lexeme.c looks them up: a key and its value. Keys are never 0, and a
 * table that fills up ends the run. rows is a power of 2. */
typedef struct pair_table {
  uint32_t (*pairs)[2];
  uint32_t rows, used;
} pair_table;
pair_table pairs_new(uint32_t rows);
uint32_t *pairs_slot(pair_table *table, uint32_t key);     /* the value's place, made where it was not */
uint32_t pairs_get(const pair_table *table, uint32_t key); /* the value, or 0 */
void pairs_write(pair_table *table, writer *to, const char *name); /* and frees the table */

/* ---- the subcommands ---- */

int train_pos(const options *given);
int train_attribution(const options *given);
int train_confidence(const options *given);
int train_names(const options *given);
int write_held_out(const options *given);
int eval_attribution(const options *given);
int eval_names(const options *given);

#endif
