/* Terms are cut as the words of a text are; what sets hold of words. */
#include <string.h>

#include "check.h"
#include "core/engine.h"
#include "core/word.h"

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

static bool in_set(q_word_table *words, const char *word, q_class set) {
  return q_word_is(&words->items[q_words_find(words, word, (uint32_t)strlen(word))], set);
}

static void sets_hold_words_and_endings(void) {
  static const char LEXICON[] = "[coordinator]\nplus\n's\n[ending.participle]\n-ande\n[negation]\n-ande\n";
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK(!quoth_engine_add_lexicon(engine, "x", LEXICON, sizeof LEXICON - 1, NULL));
  CHECK(!quoth_engine_seal(engine, NULL));
  q_word_table words;
  CHECK(q_words_init(&words, engine));
  CHECK(in_set(&words, "plus", Q_COORDINATOR) && in_set(&words, "PLUS", Q_COORDINATOR));
  CHECK(in_set(&words, "\xE2\x80\x99s", Q_COORDINATOR)); /* ’ is ' */
  CHECK(!in_set(&words, "surplus", Q_COORDINATOR) && !in_set(&words, "plus", Q_ENDING_PARTICIPLE));
  CHECK(in_set(&words, "talande", Q_ENDING_PARTICIPLE));
  CHECK(!in_set(&words, "lande", Q_ENDING_PARTICIPLE)); /* its stem has one letter */
  CHECK(!in_set(&words, "talande", Q_NEGATION));        /* a class, no set, has no endings */
  q_words_free(&words);
  quoth_engine_free(engine);
}

static void rules_add_to_sets_and_take_away(void) {
  quoth_engine *base = quoth_engine_new(NULL, NULL, NULL);
  CHECK(!quoth_engine_add_term(base, "coordinator", "plus", NULL, NULL));
  CHECK(!quoth_engine_add_term(base, "ending.participle", "-ande", NULL, NULL));
  CHECK(!quoth_engine_seal(base, NULL));
  quoth_engine *engine = quoth_engine_new(base, NULL, NULL);
  CHECK(!quoth_engine_add_term(engine, "coordinator", "och", NULL, NULL));
  CHECK(!quoth_engine_remove_term(engine, "coordinator", "plus", NULL));
  CHECK(!quoth_engine_remove_term(engine, "ending.participle", "-ande", NULL));
  CHECK(!quoth_engine_seal(engine, NULL));
  q_word_table words;
  CHECK(q_words_init(&words, engine));
  CHECK(in_set(&words, "och", Q_COORDINATOR) && !in_set(&words, "plus", Q_COORDINATOR));
  CHECK(!in_set(&words, "talande", Q_ENDING_PARTICIPLE));
  q_words_free(&words);
  quoth_engine_free(engine);
  quoth_engine_free(base);
}

int main(void) {
  CASE(terms_are_cut_as_texts_are);
  CASE(sets_hold_words_and_endings);
  CASE(rules_add_to_sets_and_take_away);
  return check_done();
}
