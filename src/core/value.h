/* Dates, times, amounts and quantities: what the readers share. value.c walks the
 * tokens and asks each reader what starts there. */
#ifndef QUOTH_CORE_VALUE_H
#define QUOTH_CORE_VALUE_H

#include "core/calendar.h"
#include "core/doc.h"

enum { Q_VALUE_SIZE = 48 };

/* Is it a digit of ASCII? */
static inline bool q_is_digit(char c) { return c >= '0' && c <= '9'; }

/* What was read. Of a value that stays unknown text is empty. */
typedef struct q_value {
  q_range tokens; /* empty: there is none */
  uint32_t at;    /* where it was read; what belongs to it may begin before */
  const char *type;
  const char *rule;
  char text[Q_VALUE_SIZE]; /* normalised */
  bool relative;           /* last year: it has no name of its own */
  bool fiscal;             /* FY17: it begins and ends we do not know when */
  bool named;              /* Christmas Eve: a date and nothing else, whatever names are found later */
} q_value;

/* A text and the day that "yesterday" counts from. */
typedef struct q_value_reader {
  quoth_doc *doc;
  q_range sentence;
  q_day anchor;
  bool anchored; /* the anchor is known */
} q_value_reader;

/* The values of a document: the finders of amounts and of dates read each place once. */
typedef struct q_values {
  q_value_reader reader;
  q_bits starts;        /* tokens that may begin a value, but for those at which no amount was found */
  q_bits amounts;       /* those that may begin an amount */
  Q_LIST(q_value) read; /* what the finder of amounts read, dates too; in text order */
  uint32_t next;        /* the first of them that is not before the walk */
} q_values;

/* A decimal number: mantissa times ten to the exponent. */
typedef struct q_number {
  uint64_t mantissa;
  int exponent;
  uint32_t end;     /* behind its last token; 0: there is none */
  const char *rest; /* what follows the digits in their own token: "km" of 15km */
  uint32_t rest_size;
  bool scaled; /* by a word such as million */
} q_number;

/* Reads digits or number words from a token on: 3.5 million, 1,200, twenty-five.
 * With skip, that many bytes of the first token are something else: RM250,000. */
q_number q_number_read(const q_value_reader *reader, uint32_t token, uint32_t skip);

/* Adds the half that is told from a token on ("and a half") to a whole number, and gives where that
 * ends; else 0. */
uint32_t q_number_add_half(const q_value_reader *reader, uint32_t token, q_number *number);

/* Takes what stands behind the digits as a scale: 3.5m. False where it is none. */
bool q_number_scale_rest(const q_value_reader *reader, q_number *number);

/* Writes a number without an exponent: 3500000, 0.5. False where it is too long. */
bool q_number_write(const q_number *number, char *text, size_t size);

/* A number below 100000 as an int, or -1. */
int q_number_small(const q_number *number);

/* The term of a class that some bytes are by themselves, or NULL; also when memory
 * ran out, which the next word then shows. */
const q_term *q_value_term(const q_value_reader *reader, const char *bytes, uint32_t size, q_class class);

/* The term of a class of one or more words that starts at a token, and its end. */
const q_term *q_value_term_at(const q_value_reader *reader, uint32_t token, q_class class, uint32_t *end);

/* Is the token a hyphen or dash with nothing but words at its sides? */
bool q_value_joined(const q_value_reader *reader, uint32_t token);

/* Adds some bytes to the text of a value, as many as there is room for. */
void q_value_add(q_value *value, const char *bytes, size_t size);

/* What starts at a token: money, percents and quantities, or dates and times. */
q_value q_amount_read(const q_value_reader *reader, uint32_t token);
q_value q_date_read(const q_value_reader *reader, uint32_t token);

#endif
