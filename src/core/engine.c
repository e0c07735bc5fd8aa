/* Making and teaching an engine. */
#include "core/engine.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/gazetteer.h"
#include "core/model.h"
#include "core/pattern.h"
#include "core/token.h"
#include "core/word.h"

const char *quoth_version(void) { return QUOTH_VERSION; }

const char *quoth_status_name(quoth_status status) {
  static const char *const NAMES[] = {"ok",      "memory", "argument", "state", "syntax",
                                      "pattern", "model",  "limit",    "write"};
  return (size_t)status < sizeof NAMES / sizeof *NAMES ? NAMES[status] : "unknown";
}

quoth_status q_fail(quoth_error *error, quoth_status code, const char *format, ...) {
  if (error) {
    *error = (quoth_error){.code = code};
    va_list values;
    va_start(values, format);
    vsnprintf(error->message, sizeof error->message, format, values);
    va_end(values);
  }
  return code;
}

static quoth_status out_of_memory(quoth_error *error) {
  return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
}

/* Only an engine that is not sealed can learn. */
static quoth_status can_learn(const quoth_engine *engine, quoth_error *error) {
  if (!engine->sealed) return QUOTH_OK;
  return q_fail(error, QUOTH_ERROR_STATE, "the engine is sealed: derive a new one to add to it");
}

quoth_engine *quoth_engine_new(const quoth_engine *base, const quoth_allocator *allocator,
                               quoth_error *error) {
  if (base && !base->sealed) {
    q_fail(error, QUOTH_ERROR_STATE, "the base engine is not sealed");
    return NULL;
  }
  quoth_allocator from = allocator ? *allocator : q_default_allocator();
  quoth_engine *engine = from.call(from.context, NULL, 0, sizeof *engine);
  if (!engine) {
    out_of_memory(error);
    return NULL;
  }
  memset(engine, 0, sizeof *engine);
  engine->allocator = from;
  engine->base = base;
  q_arena_init(&engine->arena, from);
  engine->lexicon.arena = &engine->arena;
  engine->lexicon.engine = engine;
  return engine;
}

void quoth_engine_free(quoth_engine *engine) {
  if (!engine) return;
  q_patterns_free(engine);
  q_arena_free(&engine->arena);
  engine->allocator.call(engine->allocator.context, engine, sizeof *engine, 0);
}

static bool ends_with(const char *text, const char *tail) {
  size_t length = strlen(text), size = strlen(tail);
  return length >= size && !strcmp(text + length - size, tail);
}

/* A file of marks: a pair a line, the opening mark, a blank, the closing one. */
static quoth_status load_marks(quoth_engine *engine, const q_builtin *file, quoth_error *error) {
  for (const char *at = file->start, *stop; at < file->end; at = stop + 1) {
    char open[9], close[9], line[64];
    stop = memchr(at, '\n', (size_t)(file->end - at));
    if (!stop) stop = file->end;
    size_t length = (size_t)(stop - at) < sizeof line - 1 ? (size_t)(stop - at) : sizeof line - 1;
    memcpy(line, at, length);
    line[length] = 0;
    if (*line == '#' || sscanf(line, "%8s %8s", open, close) != 2) continue;
    quoth_status status = quoth_engine_add_marks(engine, open, close, false, error);
    if (status) return status;
  }
  return QUOTH_OK;
}

/* What is wrong with a model says in which file. */
static quoth_status load_model(quoth_engine *engine, const q_builtin *file, quoth_error *error) {
  quoth_error wrong = {0};
  quoth_status status = q_model_add(engine, file->start, (size_t)(file->end - file->start), true, &wrong);
  return status ? q_fail(error, status, "%s: %s", file->name, wrong.message) : QUOTH_OK;
}

static quoth_status load_file(quoth_engine *engine, const q_builtin *file, quoth_error *error) {
  bool marks = ends_with(file->name, "/marks.txt");
  return marks ? load_marks(engine, file, error) : load_model(engine, file, error);
}

static quoth_status load_files(quoth_engine *engine, const char *language, quoth_error *error) {
  size_t length = strlen(language);
  for (const q_builtin *file = q_builtins; file->name; file++) {
    if (strncmp(file->name, language, length) || file->name[length] != '/') continue;
    quoth_status status = load_file(engine, file, error);
    if (status) return status;
  }
  return QUOTH_OK;
}

quoth_status quoth_engine_load(quoth_engine *engine, const char *language, quoth_error *error) {
  quoth_status ready = can_learn(engine, error);
  if (ready) return ready;
  const q_builtin_lexicon *lexicon = q_builtin_lexicons;
  while (lexicon->language && strcmp(lexicon->language, language) != 0) lexicon++;
  if (!lexicon->language)
    return q_fail(error, QUOTH_ERROR_ARGUMENT, "no language '%s' is built in; \"en\" is", language);
  if (!q_lexicon_take(&engine->lexicon, lexicon->table)) return out_of_memory(error);
  return load_files(engine, language, error);
}

quoth_status quoth_engine_add_lexicon(quoth_engine *engine, const char *name, const char *text, size_t length,
                                      quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  return status ? status : q_lexicon_read(&engine->lexicon, name, text, length, error);
}

/* The class of a section, or Q_CLASS_COUNT with *error filled. */
static q_class section_class(const char *section, quoth_error *error) {
  q_class class = q_class_of(section, strlen(section));
  if (class == Q_CLASS_COUNT)
    q_fail(error, QUOTH_ERROR_ARGUMENT, "no section is called '%s'; docs/lexicon.md lists them", section);
  return class;
}

quoth_status quoth_engine_add_term(quoth_engine *engine, const char *section, const char *term,
                                   const char *canonical, quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  if (status) return status;
  q_class class = section_class(section, error);
  if (class == Q_CLASS_COUNT) return QUOTH_ERROR_ARGUMENT;
  const char *type = class == Q_TYPED ? q_copy(&engine->arena, section + 7, strlen(section + 7)) : NULL;
  quoth_string words = {term, (uint32_t)strlen(term)},
               name = {canonical, canonical ? (uint32_t)strlen(canonical) : 0};
  const char *reason = q_join(&engine->arena, "rule: ", engine->name ? engine->name : "rules");
  if ((class == Q_TYPED && !type) || !reason ||
      !q_lexicon_add(&engine->lexicon, class, type, words, name, reason, true))
    return out_of_memory(error);
  return QUOTH_OK;
}

/* The key of a term's words so far. */
typedef struct term_key {
  uint64_t key;
  unsigned folding;
} term_key;

static bool add_word(void *context, const char *bytes, uint32_t length) {
  term_key *k = context;
  k->key = q_lexicon_step(k->key, q_gazetteer_hash(k->folding, bytes, length));
  return true;
}

/* The lexicon's keys are those of a gazetteer without folding and with that of case. */
static bool remove_key(quoth_engine *engine, const char *term, unsigned folding, q_class class) {
  term_key k = {q_gazetteer_key(folding), folding};
  quoth_string words = {term, (uint32_t)strlen(term)};
  if (!q_term_words(&engine->lexicon, class, words, add_word, &k)) return false;
  q_removal *removal = q_push(&engine->arena, &engine->removals);
  if (removal) *removal = (q_removal){k.key, (uint8_t) class};
  return removal != NULL;
}

quoth_status quoth_engine_remove_term(quoth_engine *engine, const char *section, const char *term,
                                      quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  if (status) return status;
  q_class class = section_class(section, error);
  if (class == Q_CLASS_COUNT) return QUOTH_ERROR_ARGUMENT;
  for (unsigned folding = 0; folding < Q_FOLDINGS; folding++)
    if (!remove_key(engine, term, folding, class)) return out_of_memory(error);
  return QUOTH_OK;
}

quoth_status quoth_engine_add_marks(quoth_engine *engine, const char *open, const char *close,
                                    bool clear_first, quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  if (status) return status;
  if (!*open || !*close || strlen(open) > 8 || strlen(close) > 8)
    return q_fail(error, QUOTH_ERROR_ARGUMENT, "a quotation mark has 1 to 8 bytes, not '%s' and '%s'", open,
                  close);
  if (clear_first) {
    engine->marks.count = 0;
    engine->marks_replaced = true;
  }
  q_mark_pair *pair = q_push(&engine->arena, &engine->marks);
  if (!pair) return out_of_memory(error);
  strcpy(pair->open, open);
  strcpy(pair->close, close);
  return QUOTH_OK;
}

quoth_status quoth_engine_set_name(quoth_engine *engine, const char *name, quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  if (status) return status;
  engine->name = q_copy(&engine->arena, name, strlen(name));
  return engine->name ? QUOTH_OK : out_of_memory(error);
}

quoth_status quoth_engine_seal(quoth_engine *engine, quoth_error *error) {
  quoth_status status = can_learn(engine, error);
  if (!status) engine->sealed = true;
  return status;
}
