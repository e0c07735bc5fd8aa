/* Literals that a text must hold for a regular expression to match it: a cheap test
 * to make first, so that the expression itself runs on few paragraphs. */
#ifndef QUOTH_CORE_LITERAL_H
#define QUOTH_CORE_LITERAL_H

#include <stdbool.h>
#include <stdint.h>

enum { Q_LITERAL_SIZE = 24, Q_LITERALS_MOST = 16 };

typedef struct q_literal {
  char bytes[Q_LITERAL_SIZE]; /* folded */
  uint8_t length;
} q_literal;

/* Whatever the expression matches holds at least one of them, case aside. None
 * known: count is 0. */
typedef struct q_literals {
  q_literal items[Q_LITERALS_MOST];
  uint32_t count;
} q_literals;

/* Bytes are compared folded, which makes letters of both cases equal; that it makes
 * some other bytes equal too costs an idle run and no match. */
static inline char q_literal_fold(char byte) { return (char)(byte | 0x20); }

/* The literals of a PCRE2 pattern that compiles; what it does not understand for
 * certain gives none. Linear, but for groups in groups, whose depth PCRE2 bounds. */
void q_literals_find(const char *regex, q_literals *literals);

#endif
