/* Gazetteers: compiled, read, matched; what wins; files that are damaged. */
#include <stdlib.h>

#include "check.h"
#include "core/doc.h"
#include "core/gazetteer.h"
#include "core/word.h"
#include "memory.h"

static const char LIST[] =
    "# made up\n"
    "[person]\n"
    "Mara Lund\tMara Kirsten Lund\tQ1\n"
    "Mara Lund\tAnother Lund\n"
    "Mara Lund of Arden\t\tQ2\n"
    "[organization fold-case]\n"
    "Polar Line\n"
    "[place fold-accents]\n"
    "\xC5\x81\xC3\xB3"
    "d\xC5\xBA\n"
    "[entity.ship fold-case fold-accents]\n"
    "\xC3\x85se, the First\t\xC3\x85se\n";

typedef struct bytes {
  char *items;
  size_t length;
} bytes;

static bool append(void *context, const char *from, size_t length) {
  bytes *to = context;
  to->items = realloc(to->items, to->length + length);
  memcpy(to->items + to->length, from, length);
  to->length += length;
  return true;
}

static quoth_engine *english(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK(engine && !quoth_engine_load(engine, "en", NULL) && !quoth_engine_seal(engine, NULL));
  return engine;
}

static bytes compile(const quoth_engine *engine, const char *text) {
  bytes file = {0};
  quoth_list list = {"folder/list.txt", text, strlen(text)};
  quoth_error error = {0};
  CHECK_INT(quoth_gazetteer_compile(engine, &list, 1, append, &file, &error), QUOTH_OK);
  CHECK_TEXT(error.message, "");
  return file;
}

/* The matches of a text, as "start-end canonical type id; …" */
static const char *matches_of(const quoth_engine *engine, const char *text) {
  static char found[1000];
  size_t used = 0;
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = text, .length = strlen(text)};
  found[0] = 0;
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_LEXICON, NULL), QUOTH_OK);
  for (uint32_t i = 0; i < doc->matches.count; i++) {
    const q_match *match = &doc->matches.items[i];
    if (!match->term->user) continue;
    quoth_span span = q_span(doc, match->tokens);
    used += (size_t)snprintf(found + used, sizeof found - used, "%u-%u %s %s %s; ", span.start, span.end,
                             match->term->canonical,
                             match->term->type ? match->term->type : q_class_name(match->term->class),
                             match->term->id ? match->term->id : "-");
  }
  quoth_doc_free(doc);
  return found;
}

typedef struct fixture {
  quoth_engine *base, *engine;
  bytes file;
} fixture;

static fixture set_up(const char *list) {
  fixture f = {.base = english()};
  f.file = compile(f.base, list);
  f.engine = quoth_engine_new(f.base, NULL, NULL);
  CHECK_INT(quoth_engine_add_data(f.engine, f.file.items, f.file.length, NULL), QUOTH_OK);
  return f;
}

static void tear_down(fixture *f) {
  quoth_engine_free(f->engine);
  quoth_engine_free(f->base);
  free(f->file.items);
}

static void the_longest_and_the_first_win(void) {
  fixture f = set_up(LIST);
  quoth_engine_seal(f.engine, NULL);
  CHECK_TEXT(matches_of(f.engine, "Mara Lund slept."), "0-9 Mara Kirsten Lund person Q1; ");
  CHECK_TEXT(matches_of(f.engine, "Mara Lund of Arden slept."), "0-18 Mara Lund of Arden person Q2; ");
  CHECK_TEXT(matches_of(f.engine, "Mara Lund of Oslo slept."), "0-9 Mara Kirsten Lund person Q1; ");
  CHECK_TEXT(matches_of(f.engine, "Mara\n\nLund"), "");
  tear_down(&f);
}

static void each_section_folds_as_it_says(void) {
  fixture f = set_up(LIST);
  quoth_engine_seal(f.engine, NULL);
  CHECK_TEXT(matches_of(f.engine, "mara lund"), "");
  CHECK_TEXT(matches_of(f.engine, "the polar LINE"), "4-14 Polar Line organization -; ");
  CHECK_TEXT(matches_of(f.engine, "in Lodz and LODZ"),
             "3-7 \xC5\x81\xC3\xB3"
             "d\xC5\xBA place -; ");
  CHECK_TEXT(matches_of(f.engine, "ase, the first"), "0-14 \xC3\x85se ship -; ");
  tear_down(&f);
}

static void rules_win_over_gazetteers(void) {
  fixture f = set_up(LIST);
  CHECK_INT(quoth_engine_set_name(f.engine, "mine", NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_add_term(f.engine, "place", "Lund of Arden", NULL, NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_add_term(f.engine, "person", "Polar Line", "Paula Line", NULL), QUOTH_OK);
  CHECK_INT(quoth_engine_remove_term(f.engine, "place",
                                     "\xC5\x81\xC3\xB3"
                                     "d\xC5\xBA",
                                     NULL),
            QUOTH_OK);
  quoth_engine_seal(f.engine, NULL);
  CHECK_TEXT(matches_of(f.engine, "Mara Lund of Arden slept."), "5-18 Lund of Arden place -; ");
  CHECK_TEXT(matches_of(f.engine, "Polar Line slept."), "0-10 Paula Line person -; ");
  CHECK_TEXT(matches_of(f.engine, "in Lodz"), "");
  tear_down(&f);
}

static void names_become_entities_with_ids(void) {
  static const char TEXT[] = "\"We go,\" said Mara Lund.";
  fixture f = set_up(LIST);
  quoth_engine_seal(f.engine, NULL);
  quoth_doc *doc = quoth_doc_new(f.engine, NULL);
  quoth_input input = {.text = TEXT, .length = sizeof TEXT - 1};
  CHECK_INT(quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, NULL), QUOTH_OK);
  const quoth_entity *entity = quoth_doc_entity(doc, 0);
  if (CHECK(entity != NULL)) {
    CHECK_BYTES(entity->name.bytes, entity->name.length, "Mara Kirsten Lund");
    CHECK_TEXT(entity->ref, "Q1");
    CHECK_TEXT(quoth_doc_mention(doc, entity->mentions[0])->rule, "gazetteer: list.txt");
  }
  quoth_doc_free(doc);
  tear_down(&f);
}

static void check_refused(const quoth_engine *engine, const char *text, uint32_t line, const char *why) {
  bytes file = {0};
  quoth_error error = {0};
  quoth_list list = {"list.txt", text, strlen(text)};
  CHECK(quoth_gazetteer_compile(engine, &list, 1, append, &file, &error) != QUOTH_OK);
  CHECK_INT(error.line, line);
  if (!CHECK(strstr(error.message, why) && strstr(error.message, "list.txt:"))) puts(error.message);
  free(file.items);
}

static void bad_lists_are_refused_with_their_line(void) {
  quoth_engine *engine = english();
  check_refused(engine, "Mara Lund\n", 1, "before the first [section]");
  check_refused(engine, "# a\n[persons]\n", 2, "'persons'");
  check_refused(engine, "[cue.speech]\n", 1, "'cue.speech'");
  check_refused(engine, "[person loudly]\n", 1, "'loudly'");
  check_refused(engine, "[person]\nA\tB\tC\tD\n", 2, "no more");
  check_refused(engine, "[person]\na b c d e f g h i j k l m n o p q\n", 2, "16 words");
  quoth_engine_free(engine);
}

/* Each byte of header and slots changed, and each length: refused, or no harm done. */
static void damaged_files_do_no_harm(void) {
  fixture f = set_up(LIST);
  for (size_t at = 0; at < f.file.length; at += at < 200 ? 1 : 7) {
    quoth_error error = {0};
    quoth_engine *engine = quoth_engine_new(f.base, NULL, NULL);
    char *copy = malloc(f.file.length);
    memcpy(copy, f.file.items, f.file.length);
    copy[at] = (char)~copy[at];
    quoth_status status = quoth_engine_add_data(engine, copy, f.file.length, &error);
    if (at < sizeof(q_gazetteer_header)) CHECK_INT(status, QUOTH_ERROR_MODEL);
    quoth_engine_seal(engine, NULL);
    matches_of(engine, "Mara Lund of Arden and the polar line, ase, the First, in Lodz.");
    quoth_engine_free(engine);
    free(copy);
  }
  for (size_t length = 0; length < f.file.length; length += 13) {
    char *copy = malloc(length + 1);
    memcpy(copy, f.file.items, length);
    CHECK_INT(quoth_engine_add_data(f.engine, copy, length, NULL), QUOTH_ERROR_MODEL);
    free(copy);
  }
  tear_down(&f);
}

/* Every allocation fails once; nothing leaks. */
static quoth_status compile_and_add(memory *state) {
  quoth_allocator allocator = memory_allocator(state);
  quoth_engine *engine = quoth_engine_new(NULL, &allocator, NULL);
  if (!engine) return QUOTH_ERROR_MEMORY;
  quoth_list list = {"list.txt", LIST, sizeof LIST - 1};
  bytes file = {0};
  quoth_status status = quoth_gazetteer_compile(engine, &list, 1, append, &file, NULL);
  if (!status) status = quoth_engine_add_data(engine, file.items, file.length, NULL);
  if (!status) status = quoth_engine_seal(engine, NULL);
  quoth_doc *doc = status ? NULL : quoth_doc_new(engine, NULL);
  quoth_input input = {.text = "Mara Lund", .length = 9};
  if (doc) status = quoth_doc_read(doc, &input, QUOTH_STAGE_LEXICON, NULL);
  else status = QUOTH_ERROR_MEMORY;
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  free(file.items);
  return status;
}

static void each_allocation_may_fail(void) {
  for (size_t n = 1;; n++) {
    memory state = {.fail_at = n};
    quoth_status status = compile_and_add(&state);
    CHECK_INT(state.live, 0);
    CHECK_INT(state.misuses, 0);
    CHECK_INT(status, state.failures ? QUOTH_ERROR_MEMORY : QUOTH_OK);
    if (!state.failures) break;
  }
}

int main(void) {
  CASE(the_longest_and_the_first_win);
  CASE(each_section_folds_as_it_says);
  CASE(rules_win_over_gazetteers);
  CASE(names_become_entities_with_ids);
  CASE(bad_lists_are_refused_with_their_line);
  CASE(damaged_files_do_no_harm);
  CASE(each_allocation_may_fail);
  return check_done();
}
