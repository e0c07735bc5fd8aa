/* Many documents through one engine: NDJSON lines, or one long text in parts.
 * Output is NDJSON in the order of the input, the same for any number of workers.
 */
#ifndef QUOTH_CLI_BATCH_H
#define QUOTH_CLI_BATCH_H

#include <stdint.h>
#include <stdio.h>

#include "cli/buffer.h"
#include "cli/record.h"
#include "quoth.h"

/* Reads a record that the plain way is not enough for (HTML, or an address that
 * may have rules of its own) and appends its JSON, without a newline. False, with
 * record->message filled, where it failed. worker tells whose thread it is. */
typedef bool (*q_batch_special)(void *context, unsigned worker, q_record *record, q_buffer *out);

typedef struct q_batch {
  const quoth_engine *engine; /* sealed */
  quoth_json_options json;    /* what all documents share: unit, with_text, explain */
  FILE *input, *output;
  const char *head; /* what stands before the rest of the input, head_length bytes; or NULL */
  size_t head_length;
  unsigned jobs;            /* workers */
  q_batch_special special;  /* or NULL: html is an error, addresses are carried through */
  void *context;            /* of special */
  bool by_address;          /* records with an address are special too: */
  const char *const *hosts; /* those on these hosts and below, up to a NULL; NULL: all */
  bool always;              /* all are */
  bool own_format;          /* special writes another format than JSON: no newline is put
                               behind it, and errors go to standard error */
  const char *name;         /* of the input, for these errors; or NULL */
  bool progress;            /* counts on standard error */
} q_batch;

/* What came of a run. */
typedef struct q_batch_result {
  uint64_t inputs, failures;
  bool write_failed, out_of_memory;
} q_batch_result;

/* NDJSON: a line out for each line in. A bad line gives a line with its number
 * and error. Lines of more than 16 MiB are bad lines. */
q_batch_result q_batch_ndjson(const q_batch *batch);

/* A text of any length, cut at the ends of paragraphs into parts of about 32 KB:
 * a line each, with offsets into the whole. Entities are counted part by part. */
q_batch_result q_batch_text(const q_batch *batch);

#endif
