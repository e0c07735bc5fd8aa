/* The engine: what documents are read with. Never changes once sealed. */
#ifndef QUOTH_CORE_ENGINE_H
#define QUOTH_CORE_ENGINE_H

#include "core/arena.h"
#include "core/lexicon.h"

/* A pair of quotation marks. Where open equals close, context decides. */
typedef struct q_mark_pair {
  char open[9], close[9];
} q_mark_pair;

/* A term that a rule took away: its words (as q_lexicon_step makes them). */
typedef struct q_removal {
  uint64_t key;
  uint8_t class;
} q_removal;

struct q_pattern_set; /* pattern.h */
struct q_model;       /* model.h */
struct q_gazetteer;   /* gazetteer.h */

struct quoth_engine {
  quoth_allocator allocator;
  q_arena arena;
  const quoth_engine *base; /* or NULL; sealed */
  const char *name;         /* of the rule set, or NULL */
  bool sealed;
  q_lexicon lexicon;
  Q_LIST(q_removal) removals;
  Q_LIST(q_mark_pair) marks;
  bool marks_replaced;            /* the base's pairs do not count */
  struct q_pattern_set *patterns; /* NULL until there is one */
  Q_LIST(const struct q_model *) models;
  Q_LIST(const struct q_gazetteer *) gazetteers;
};

/* Fills *error (when not NULL) and returns code; the message is made by printf. */
quoth_status q_fail(quoth_error *error, quoth_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Has the engine, or one of its bases, terms that users added? */
static inline bool q_has_user_terms(const quoth_engine *engine) {
  while (engine && !engine->lexicon.has_user) engine = engine->base;
  return engine != NULL;
}

/* One file that is built into the library. */
typedef struct q_builtin {
  const char *name; /* "en/cues.txt" */
  const char *start, *end;
} q_builtin;

/* Built-in models and quotation marks, the last with a NULL name. Made by cmake/builtin.cmake. */
extern const q_builtin q_builtins[];

/* The lexicon files of a language as one table. */
typedef struct q_builtin_lexicon {
  const char *language; /* "en" */
  const q_lexicon *table;
} q_builtin_lexicon;

/* Built-in lexicons, the last with a NULL language. Made like the files, by quoth-tables. */
extern const q_builtin_lexicon q_builtin_lexicons[];

#endif
