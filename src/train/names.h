/* What the steps of training the name tagger share. */
#ifndef QUOTH_TRAIN_NAMES_H
#define QUOTH_TRAIN_NAMES_H

#include "core/tagger.h"
#include "train/perceptron.h"

/* An annotated name. types is a bit for each Q_NAME_… that it may be; 0 for what
 * the tagger does not look for. */
typedef struct gold_name {
  quoth_span span;
  uint32_t types;
} gold_name;

typedef struct name_document {
  char *id, *text;
  size_t length;
  gold_name *names;
  uint32_t count, corpus;
} name_document;

typedef struct name_documents {
  name_document *items;
  uint32_t count;
} name_documents;

/* A corpus and how it is annotated. */
typedef struct name_corpus {
  const char *file;
  uint32_t convention; /* corpora that share one share copies of the features */
  uint32_t unknown;    /* types that are not, or hardly, annotated: a bit each */
  uint32_t share;      /* how often a document counts, in hundredths: clean and small corpora more often */
} name_corpus;

enum { CONVENTIONS_MOST = 8 };

/* Appends the documents of one file. */
void read_names(const char *path, uint32_t corpus, name_documents *to);

/* Adds copies of one document in twelve all in capitals, and of as many all in small
 * letters: headlines and careless writers. */
void add_case_copies(name_documents *to);

/* One island as a lesson: for each token its rows, the labels it may have and the folded words
 * before it, of itself and behind it as hashes; 0 outside of the sentence. */
typedef struct name_lesson {
  uint32_t count, convention, document;
  uint32_t *allowed;
  uint32_t (*around)[3];
  uint32_t **rows; /* of each token: how many, then the rows */
} name_lesson;

typedef struct name_lessons {
  name_lesson *items;
  uint32_t count;
  uint32_t names, reachable; /* annotated names, and those that lie in one island */
} name_lessons;

/* Appends the islands of a document; without is a family of features to leave out, or -1. */
void make_lessons(const quoth_engine *engine, const name_document *from, const name_corpus *corpus,
                  int without, name_lessons *to);

/* A family of features by its name, or -1 for NULL; ends the run at any other name. */
int family_named(const char *name);

/* Takes a family (or none: -1) out of the features from `first` on, which are those of
 * a word with so many affixes, or of a token. */
void drop_word_family(q_features *features, uint32_t first, uint32_t affixes, int without);
void drop_token_family(q_features *features, uint32_t first, int without);

/* The table of word lists in a folder: first.txt, surname.txt, place.txt; and of the
 * words that the documents hardly ever write with a capital. */
void write_lists(const char *folder, const name_documents *documents, writer *to);

/* Clusters of words that stand between like words in the documents. */
void write_clusters(const name_documents *documents, writer *to);

/* Groups of words that are alike for names, of the commonest words in a file of vectors: a
 * line each, the word and its numbers, the commonest first. */
void write_groups(const char *path, const name_lessons *lessons, writer *to);

/* Adds a table of hashed words, as q_table_find reads it. */
typedef struct hashed_word {
  uint32_t hash, count;
  uint8_t value;
} hashed_word;
void write_table(writer *to, const char *name, hashed_word *words, uint32_t count, uint32_t slots);

#endif
