/* Terms are cut as the words of a text are. */
#include <string.h>

#include "check.h"
#include "core/engine.h"

typedef struct cutter {
  const quoth_doc *doc; /* the term, read as a text */
  const char *text;
  size_t words;
} cutter;

static bool same_as_token(void *context, const char *bytes, uint32_t length) {
  cutter *c = context;
  quoth_token token = {0};
  CHECK(quoth_doc_token(c->doc, c->words++, &token));
  CHECK(token.span.start == (uint32_t)(bytes - c->text) && token.span.end - token.span.start == length);
  return true;
}

static void check_term(const quoth_engine *engine, const char *text) {
  quoth_string term = {text, (uint32_t)strlen(text)};
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = text, .length = term.length};
  CHECK(!quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, NULL));
  cutter c = {doc, text, 0};
  CHECK(q_term_words(&engine->lexicon, Q_PERSON, term, same_as_token, &c));
  CHECK(c.words == quoth_doc_count(doc, QUOTH_LAYER_TOKENS));
  quoth_doc_free(doc);
}

static void terms_are_cut_as_texts_are(void) {
  static const char *const TERMS[] = {
      "Lund",     "Mara Lund",    " Mara  Lund ", "cannot",  "Cannot be",
      "will not", "they CANNOT",  "gonna go",     "candid",  "oddcut words",
      "ODDCUT",   "O'Hara's son", "Saint-Denis",  "J. Lund", "Société Générale",
      "don't",    "twofold cut",  "7th street",   "a",       ""};
  quoth_engine *base = quoth_engine_new(NULL, NULL, NULL);
  CHECK(base && !quoth_engine_load(base, "en", NULL) && !quoth_engine_seal(base, NULL));
  quoth_engine *engine = quoth_engine_new(base, NULL, NULL);
  CHECK(!quoth_engine_add_term(engine, "spelling", "oddcut", "odd cut", NULL));
  CHECK(!quoth_engine_seal(engine, NULL));
  for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) check_term(engine, TERMS[i]);
  quoth_engine_free(engine);
  quoth_engine_free(base);
}

int main(void) {
  CASE(terms_are_cut_as_texts_are);
  return check_done();
}
