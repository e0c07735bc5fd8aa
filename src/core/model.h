/* A model file: named tables of numbers in one piece of memory, read in place.
 *
 * Form, little-endian:
 *   header     8 bytes "quothmdl", u32 version, u32 number of parts,
 *              u64 length of the file, u64 q_hash of all that follows the header
 *   directory  an entry of 64 bytes for each part (q_part_entry)
 *   parts      each at a multiple of 64, the first right behind the directory
 * A file whose header, sums or bounds do not agree, or which lacks a part of what was learned
 * together, is refused as a whole. The version is that of
 * the form and of the features: weights learned from others are refused too, and not read as noise.
 */
#ifndef QUOTH_CORE_MODEL_H
#define QUOTH_CORE_MODEL_H

#include "core/engine.h"

#define Q_MODEL_MAGIC "quothmdl"
enum { Q_MODEL_VERSION = 4, Q_PART_NAME = 32, Q_PART_ALIGN = 64 };

typedef struct q_model_header {
  char magic[8];
  uint32_t version, parts;
  uint64_t length, sum;
} q_model_header;

/* A table of rows × columns cells; cell is the size of one in bytes. */
typedef struct q_part_entry {
  char name[Q_PART_NAME]; /* "pos.weights", NUL-padded */
  uint32_t rows, columns, cell;
  float scale; /* what a weight of 1 stands for */
  uint64_t offset;
  uint64_t reserved;
} q_part_entry;

/* A part as its users see it. The cells may lie at any address: read cells wider
 * than a byte by memcpy. */
typedef struct q_part {
  const void *cells;
  uint32_t rows, columns, cell;
  float scale;
} q_part;

typedef struct q_model {
  const char *bytes;           /* borrowed from the caller for the engine's life */
  const q_part_entry *entries; /* a copy in the engine's arena */
  const uint64_t *names;       /* of each, the hash of its name: parts are asked for with every document */
  uint32_t count;
} q_model;

/* Is this a model file, by its first bytes? */
bool q_model_is(const void *bytes, size_t length);

/* Checks a model file and adds it to the engine; borrows the bytes. The sum over all of them
 * is not checked when they are trusted, as those that are built in are. */
quoth_status q_model_add(quoth_engine *engine, const void *bytes, size_t length, bool trusted,
                         quoth_error *error);

/* The newest part of a name in the engine or its bases with this cell size and
 * number of columns; false when there is none. */
bool q_model_part(const quoth_engine *engine, const char *name, uint32_t columns, uint32_t cell,
                  q_part *part);

#endif
