/* One line of NDJSON: what the command reads of it, and what it carries through. */
#ifndef QUOTH_CLI_RECORD_H
#define QUOTH_CLI_RECORD_H

#include <stdint.h>

#include "cli/buffer.h"

/* The members that mean something here. */
typedef enum q_field {
  Q_FIELD_TEXT,
  Q_FIELD_HTML,
  Q_FIELD_URL,
  Q_FIELD_TITLE,
  Q_FIELD_BYLINE,
  Q_FIELD_DATE,
  Q_FIELD_SITE,
  Q_FIELD_ID, /* kept as JSON, since it may be a number */
  Q_FIELD_COUNT
} q_field;

/* All zero is an empty record; free with q_record_free. Strings end in a NUL that
 * length does not count, and hold until the next read. */
typedef struct q_record {
  q_buffer fields[Q_FIELD_COUNT];
  bool has[Q_FIELD_COUNT];
  q_buffer members;  /* all other members as JSON, ready to stand in an object; NUL behind */
  char message[160]; /* why reading failed */
  uint64_t line;     /* its number in the input; whoever reads it knows */
} q_record;

/* Reads one line. False, with a message, where it is no JSON object or where a
 * field is no string; and with the message "out of memory". */
bool q_record_read(q_record *record, const char *line, size_t length);

void q_record_free(q_record *record);

#endif
