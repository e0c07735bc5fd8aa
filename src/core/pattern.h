/* Patterns of rules, on PCRE2. An engine holds a set of them (pattern.c), with a
 * table of the literals that they need; a read (pattern_run.c) looks each
 * paragraph's bytes up in that table and runs only the patterns whose literal
 * stands there. */
#ifndef QUOTH_CORE_PATTERN_H
#define QUOTH_CORE_PATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "core/engine.h"
#include "core/literal.h"

enum { Q_WINDOW = 4 /* bytes of a literal that are looked up */, Q_PATTERN_HEADS = 1 << 14 };

/* A literal of a pattern, in a chain of those whose windows hash alike. */
typedef struct q_pattern_entry {
  q_literal literal;
  uint32_t pattern, next; /* next: 1 + an index, or 0 */
} q_pattern_entry;

typedef struct q_pattern {
  pcre2_code *code;
  const char *regex, *type, *rule; /* the copies of what quoth_pattern gave */
  const char *reason;              /* of the mentions: "pattern: RULE" */
  quoth_pattern_action action;
} q_pattern;

typedef struct q_pattern_set {
  pcre2_general_context *memory;
  Q_LIST(q_pattern) patterns;
  Q_LIST(uint32_t) unfiltered; /* patterns without a literal: they run on every paragraph */
  Q_LIST(q_pattern_entry) entries;
  uint32_t heads[Q_PATTERN_HEADS]; /* of chains: 1 + index of an entry, or 0 */
} q_pattern_set;

/* The chain of a window of four bytes, in either case. */
static inline uint32_t q_pattern_head(const char *bytes) {
  uint32_t window;
  memcpy(&window, bytes, Q_WINDOW);
  return ((window | 0x20202020u) * 2654435761u) >> 18;
}

/* The engine's allocator in PCRE2's form; to be freed by its own function. NULL
 * when memory ran out. */
pcre2_general_context *q_pattern_memory(const quoth_engine *engine);

/* Frees what lies outside of the engine's arena: code made by PCRE2. */
void q_patterns_free(quoth_engine *engine);

#endif
