/* quoth-tables: the lexicon of a language as a table in C, made when quoth is built, so that
 * no engine reads it at run time.
 *
 *   quoth-tables OUTPUT.c SYMBOL FOLDER en/NAME.txt …
 *
 * reads lexicon files of FOLDER in the order given and writes the q_lexicon SYMBOL, which
 * cmake/builtin.cmake compiles into the library. It runs on the machine that builds; the
 * table is the same for every machine that it is built for. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/engine.h"

/* The library's own: this program makes them, or has no use for them. */
const q_builtin q_builtins[] = {{NULL, NULL, NULL}};
const q_builtin_lexicon q_builtin_lexicons[] = {{NULL, NULL}};

static bool fail(const char *path, const char *message) {
  fprintf(stderr, "quoth-tables: %s: %s\n", path, message);
  return false;
}

/* ---- reading ---- */

/* The bytes of a file, which the caller frees; NULL on failure. */
static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  char *bytes = NULL;
  long size = fseek(file, 0, SEEK_END) ? -1 : ftell(file);
  if (size >= 0 && !fseek(file, 0, SEEK_SET)) bytes = malloc((size_t)size + 1);
  if (bytes && fread(bytes, 1, (size_t)size, file) != (size_t)size) free(bytes), bytes = NULL;
  fclose(file);
  *length = (size_t)size;
  return bytes;
}

static bool add_file(quoth_engine *engine, const char *folder, const char *name) {
  char path[4096];
  size_t length;
  if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
    return fail(name, "its path is too long");
  char *text = read_file(path, &length);
  if (!text) return fail(path, "cannot be read");
  quoth_error error = {0};
  bool good = !quoth_engine_add_lexicon(engine, name, text, length, &error);
  free(text);
  return good || fail(path, error.message);
}

/* ---- writing ---- */

/* Every byte that is not plain in C as three octal digits. */
static void write_string(FILE *out, const char *bytes, size_t length) {
  fputc('"', out);
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\' || c == '?') fprintf(out, "\\%03o", c);
    else fputc(c, out);
  }
  fputc('"', out);
}

static void write_name(FILE *out, const char *name) {
  if (name) write_string(out, name, strlen(name));
  else fputs("NULL", out);
}

static void write_terms(FILE *out, const q_lexicon *lexicon) {
  fputs("static const q_term TERMS[] = {\n", out);
  for (uint32_t i = 0; i < lexicon->terms.count; i++) {
    const q_term *term = &lexicon->terms.items[i];
    fputs("{.canonical = ", out);
    write_name(out, term->canonical);
    fputs(", .type = ", out);
    write_name(out, term->type);
    fputs(", .reason = ", out);
    write_name(out, term->reason);
    fprintf(out, ", .next = %" PRIu32 ", .class = %d, .words = %d},\n", term->next, term->class, term->words);
  }
  fputs("};\n", out);
}

static void write_slots(FILE *out, const q_lexicon *lexicon) {
  fprintf(out, "static const q_lexicon_slot SLOTS[%" PRIu32 "] = {\n", lexicon->slot_mask + 1);
  for (uint32_t i = 0; i <= lexicon->slot_mask; i++) {
    const q_lexicon_slot *slot = &lexicon->slots[i];
    if (slot->key)
      fprintf(out, "[%" PRIu32 "] = {UINT64_C(%" PRIu64 "), %" PRIu32 ", %d, %d},\n", i, slot->key,
              slot->terms, slot->prefix, slot->second);
  }
  fputs("};\n", out);
}

static void write_endings(FILE *out, const char *name, const q_endings *endings) {
  fprintf(out, "static const q_ending %s[] = {\n", name);
  for (uint32_t i = 0; i < endings->count; i++) {
    const q_ending *ending = &endings->items[i];
    fputs("{{", out);
    write_string(out, ending->text.bytes, ending->text.length);
    fprintf(out, ", %" PRIu32 "}, ", ending->text.length);
    write_name(out, ending->canonical);
    fprintf(out, ", UINT64_C(%" PRIu64 "), %d},\n", ending->key, ending->class);
  }
  fputs("{{NULL, 0}, NULL, 0, 0}};\n", out); /* no array is empty */
}

/* A list that has no room for more: what is added to an engine goes to a copy. */
static void write_list(FILE *out, const char *member, const char *type, const char *name, uint32_t count) {
  fprintf(out, "  .%s = {(%s *)(uintptr_t)%s, %" PRIu32 ", %" PRIu32 "},\n", member, type, name, count,
          count);
}

static void write_lexicon(FILE *out, const char *symbol, const q_lexicon *lexicon) {
  fprintf(out, "const q_lexicon %s = {\n", symbol);
  write_list(out, "terms", "q_term", "TERMS", lexicon->terms.count);
  write_list(out, "endings", "q_ending", "ENDINGS", lexicon->endings.count);
  write_list(out, "inflections", "q_ending", "INFLECTIONS", lexicon->inflections.count);
  fprintf(out, "  .slots = (q_lexicon_slot *)(uintptr_t)SLOTS, .slot_count = %" PRIu32, lexicon->slot_count);
  fprintf(out, ", .slot_mask = %" PRIu32 ", .shared = true,\n  .stems = {", lexicon->slot_mask);
  for (size_t i = 0; i < sizeof lexicon->stems / sizeof *lexicon->stems; i++)
    fprintf(out, "UINT64_C(%" PRIu64 "), ", lexicon->stems[i]);
  fputs("},\n  .cuts = {", out);
  for (size_t i = 0; i < sizeof lexicon->cuts / sizeof *lexicon->cuts; i++)
    fprintf(out, "%" PRIu32 "U, ", lexicon->cuts[i]);
  fputs("}};\n", out);
}

static void write_table(FILE *out, const char *symbol, const q_lexicon *lexicon) {
  fputs("/* Made by quoth-tables of the files in data/. */\n#include \"core/lexicon.h\"\n", out);
  fprintf(out, "extern const q_lexicon %s;\n", symbol);
  write_terms(out, lexicon);
  write_endings(out, "ENDINGS", &lexicon->endings);
  write_endings(out, "INFLECTIONS", &lexicon->inflections);
  write_slots(out, lexicon);
  write_lexicon(out, symbol, lexicon);
}

static bool write_file(const char *path, const char *symbol, const q_lexicon *lexicon) {
  FILE *out = fopen(path, "w");
  if (!out) return fail(path, "cannot be written");
  write_table(out, symbol, lexicon);
  bool good = !ferror(out);
  good = !fclose(out) && good;
  return good || fail(path, "cannot be written");
}

int main(int count, char **arguments) {
  if (count < 5) {
    fputs("usage: quoth-tables OUTPUT.c SYMBOL FOLDER en/NAME.txt ...\n", stderr);
    return 2;
  }
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  bool good = engine || fail(arguments[1], "out of memory");
  for (int i = 4; i < count && good; i++) good = add_file(engine, arguments[3], arguments[i]);
  if (good && !engine->lexicon.terms.count) good = fail(arguments[3], "has no terms");
  good = good && write_file(arguments[1], arguments[2], &engine->lexicon);
  quoth_engine_free(engine);
  return !good;
}
