/* Terms are cut as the words of a text are; what sets hold of words. */
#include <string.h>

#include "check.h"
#include "core/doc.h"
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

static quoth_engine *english(void) {
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL);
  CHECK(engine && !quoth_engine_load(engine, "en", NULL));
  return engine;
}

/* Seals the engine. */
static const char *country_of(quoth_engine *engine, const char *word) {
  if (!engine->sealed) CHECK(!quoth_engine_seal(engine, NULL));
  quoth_doc *doc = quoth_doc_new(engine, NULL);
  quoth_input input = {.text = word, .length = strlen(word)};
  CHECK(!quoth_doc_read(doc, &input, QUOTH_STAGE_TOKENS, NULL));
  const q_term *term = q_term_of(doc, 0, Q_COUNTRY);
  quoth_doc_free(doc);
  return term ? term->canonical : "";
}

static void engines_share_what_is_built_in(void) {
  quoth_engine *one = english(), *other = english();
  CHECK(one->lexicon.slots == other->lexicon.slots && one->lexicon.terms.items == other->lexicon.terms.items);
  CHECK(!quoth_engine_add_term(one, "country", "norway", "Elsewhere", NULL));
  CHECK(!quoth_engine_add_term(one, "ending.participle", "-ande", NULL, NULL));
  CHECK(!strcmp(country_of(one, "norway"), "Elsewhere") && !strcmp(country_of(one, "Sweden"), "Sweden"));
  CHECK(!strcmp(country_of(other, "norway"), "") && !strcmp(country_of(other, "Norway"), "Norway"));
  CHECK_INT(one->lexicon.endings.count, other->lexicon.endings.count + 1);
  quoth_engine_free(one);
  quoth_engine_free(other);
}

/* What is built in may come after other words: it is newer then, and hides none of them. */
static void a_language_joins_what_is_there(void) {
  static const char LEXICON[] =
      "[country]\nElsewhere: Norway, norland\n[place]\nNorway\n[month]\n13: Norway Moon\n";
  quoth_engine *engine = quoth_engine_new(NULL, NULL, NULL), *plain = english();
  CHECK(!quoth_engine_add_lexicon(engine, "x", LEXICON, sizeof LEXICON - 1, NULL));
  uint32_t before = engine->lexicon.terms.count;
  CHECK(!quoth_engine_load(engine, "en", NULL));
  CHECK_INT(engine->lexicon.terms.count, before + plain->lexicon.terms.count);
  CHECK(!strcmp(country_of(engine, "Norway"), "Norway") &&
        !strcmp(country_of(engine, "norland"), "Elsewhere"));
  q_word_table words;
  CHECK(q_words_init(&words, engine));
  CHECK(in_set(&words, "Norway", Q_PLACE) && in_set(&words, "NORWAY", Q_COUNTRY));
  CHECK(in_set(&words, "asking", Q_ENDING_PARTICIPLE) && in_set(&words, "Sen.", Q_ABBREVIATION));
  const q_word *start = &words.items[q_words_find(&words, "Norway", 6)];
  CHECK(start->starts_phrase);
  q_words_free(&words);
  quoth_engine_free(engine);
  quoth_engine_free(plain);
}

int main(void) {
  CASE(terms_are_cut_as_texts_are);
  CASE(sets_hold_words_and_endings);
  CASE(rules_add_to_sets_and_take_away);
  CASE(engines_share_what_is_built_in);
  CASE(a_language_joins_what_is_there);
  return check_done();
}
