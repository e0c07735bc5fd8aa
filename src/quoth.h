/* quoth: who is in the news, and who said what.
 *
 * The one public header. Its comments are the manual of the C library.
 *
 * A program makes an engine, teaches it words, names, patterns and models, and
 * seals it. A sealed engine never changes, so any number of threads may share
 * it. Each thread makes a document of its own, reads texts into it one after
 * the other, and looks at what was found. A document borrows the text that it
 * reads: keep the text alive and unchanged until the next read or free.
 *
 * Conventions
 *   - Positions are byte offsets into the text given, counted from 0; spans are
 *     half-open. quoth_doc_offset converts them to other units.
 *   - Ill-formed UTF-8 is read as U+FFFD; offsets still index the input.
 *   - Functions that can fail return NULL or a status other than QUOTH_OK and
 *     fill *error when error is not NULL. Nothing here ends the process.
 *   - Pointers returned by a quoth_doc_… function belong to the document and
 *     hold until its next read or free.
 *   - Ids (of entities, quotes, mentions) are indices counted from 0; JSON and
 *     Lua show them counted from 1. QUOTH_NONE stands for "there is none".
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined _WIN32
#define QUOTH_API
#else
#define QUOTH_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* No entity, no quote, no mention. */
#define QUOTH_NONE UINT32_MAX

/* The longest text one read takes, in bytes. Longer ones are to be cut first. */
#define QUOTH_TEXT_MAX ((size_t)1 << 30)

/* ---- values ------------------------------------------------------------ */

/* A half-open range of bytes. */
typedef struct quoth_span {
  uint32_t start, end;
} quoth_span;

/* Several spans in text order, none of which touches another. */
typedef struct quoth_spans {
  const quoth_span *items;
  uint32_t count;
} quoth_spans;

/* UTF-8 bytes with a length; not ended by a NUL. */
typedef struct quoth_string {
  const char *bytes;
  uint32_t length;
} quoth_string;

typedef enum quoth_status {
  QUOTH_OK = 0,
  QUOTH_ERROR_MEMORY,   /* the allocator said no */
  QUOTH_ERROR_ARGUMENT, /* a value that the function does not take */
  QUOTH_ERROR_STATE,    /* the engine is sealed already, or not yet */
  QUOTH_ERROR_SYNTAX,   /* a lexicon file that cannot be read; see line */
  QUOTH_ERROR_PATTERN,  /* PCRE2 refused the pattern; position is in the pattern */
  QUOTH_ERROR_MODEL,    /* not a model or gazetteer file of this version */
  QUOTH_ERROR_LIMIT,    /* a limit of size, depth or work was reached */
  QUOTH_ERROR_WRITE     /* the caller's writer said no */
} quoth_status;

/* What went wrong. message is English, names the culprit and the way out. */
typedef struct quoth_error {
  quoth_status code;
  uint32_t line;     /* of the lexicon file, from 1; 0 where there is none */
  uint32_t position; /* byte in the text, pattern or file; 0 where unknown */
  char message[200];
} quoth_error;

/* Memory comes from here. Called as lua_Alloc is: size 0 frees, old_size is the
 * size of block (0 if block is NULL); NULL means failure. */
typedef struct quoth_allocator {
  void *(*call)(void *context, void *block, size_t old_size, size_t size);
  void *context;
} quoth_allocator;

/* The version of the library, "MAJOR.MINOR.PATCH". */
QUOTH_API const char *quoth_version(void);

/* The name of a status for programs: "memory", "argument", "syntax" … */
QUOTH_API const char *quoth_status_name(quoth_status status);

/* ---- engine ------------------------------------------------------------ */

typedef struct quoth_engine quoth_engine;

/* A new engine, not sealed. With a base, everything the sealed base knows is
 * known here too and what is added here goes before it; the base must outlive
 * this engine. Without one the engine knows no word: see quoth_engine_load.
 * allocator may be NULL for malloc and free; else it is copied. */
QUOTH_API quoth_engine *quoth_engine_new(const quoth_engine *base, const quoth_allocator *allocator,
                                         quoth_error *error);

/* Frees the engine. No document and no derived engine may use it any more. */
QUOTH_API void quoth_engine_free(quoth_engine *engine);

/* Loads what is built in for a language: lexicon, marks and models. "en" is. */
QUOTH_API quoth_status quoth_engine_load(quoth_engine *engine, const char *language, quoth_error *error);

/* Adds the words of a lexicon file (docs/lexicon.md gives the form). The text
 * is copied. name stands in error messages. */
QUOTH_API quoth_status quoth_engine_add_lexicon(quoth_engine *engine, const char *name, const char *text,
                                                size_t length, quoth_error *error);

/* Adds one term, as a line of a lexicon file would: "person", "cue.speech" …
 * name the section, and a term may have several words. canonical is the name to
 * report (an entity's name, a cue's lemma) and may be NULL for the term itself.
 * Terms added later win over earlier ones, and all win over the models. */
QUOTH_API quoth_status quoth_engine_add_term(quoth_engine *engine, const char *section, const char *term,
                                             const char *canonical, quoth_error *error);

/* Takes a term out of a section, also one of the base's. Unknown terms are no
 * error. Section "never" is the list of what is no name at all: add to it. */
QUOTH_API quoth_status quoth_engine_remove_term(quoth_engine *engine, const char *section, const char *term,
                                                quoth_error *error);

typedef enum quoth_pattern_action {
  QUOTH_PATTERN_DROP, /* what matches is not read at all */
  QUOTH_PATTERN_MARK  /* what matches is a mention of type label */
} quoth_pattern_action;

/* A PCRE2 pattern of a rule. Group 1, where there is one, is what matches. */
typedef struct quoth_pattern {
  const char *regex;
  const char *label; /* entity type, for MARK */
  const char *rule;  /* shown as the reason */
  quoth_pattern_action action;
} quoth_pattern;

/* Adds a pattern; strings are copied. Position of an error is in the regex. */
QUOTH_API quoth_status quoth_engine_add_pattern(quoth_engine *engine, const quoth_pattern *pattern,
                                                quoth_error *error);

/* Adds a pair of quotation marks (UTF-8, up to 8 bytes each) in front of those
 * known; nested marks are those found inside others. With clear first set, the
 * pairs known so far are forgotten. */
QUOTH_API quoth_status quoth_engine_add_marks(quoth_engine *engine, const char *open, const char *close,
                                              bool clear_first, quoth_error *error);

/* Loads a compiled gazetteer or a model file. The bytes are borrowed: they must
 * outlive the engine (map them from the file). */
QUOTH_API quoth_status quoth_engine_add_data(quoth_engine *engine, const void *bytes, size_t length,
                                             quoth_error *error);

/* A list of names as text (docs/lexicon.md gives the form); name stands in messages
 * and reasons. */
typedef struct quoth_list {
  const char *name, *text;
  size_t length;
} quoth_list;

/* Takes bytes; returns false to stop the writing. */
typedef bool (*quoth_writer)(void *context, const char *bytes, size_t length);

/* Compiles lists of names to a gazetteer, for quoth_engine_add_data. The engine, sealed
 * or not, tells how names are cut into words: the one to read with, or its base. */
QUOTH_API quoth_status quoth_gazetteer_compile(const quoth_engine *engine, const quoth_list *lists,
                                               size_t count, quoth_writer writer, void *context,
                                               quoth_error *error);

/* Names the rule set in force, shown with each result of a rule of its own. */
QUOTH_API quoth_status quoth_engine_set_name(quoth_engine *engine, const char *name, quoth_error *error);

/* Ends the teaching. From now on the engine can be shared between threads. */
QUOTH_API quoth_status quoth_engine_seal(quoth_engine *engine, quoth_error *error);

/* ---- document ---------------------------------------------------------- */

typedef struct quoth_doc quoth_doc;

/* How far to read; each stage includes those before it. */
typedef enum quoth_stage {
  QUOTH_STAGE_TOKENS,
  QUOTH_STAGE_SENTENCES,
  QUOTH_STAGE_LEXICON,    /* terms of the lexicon and gazetteer */
  QUOTH_STAGE_MENTIONS,   /* names, dates, amounts */
  QUOTH_STAGE_QUOTATIONS, /* what lies within quotation marks */
  QUOTH_STAGE_CUES,
  QUOTH_STAGE_ATTRIBUTIONS, /* source, cue and content */
  QUOTH_STAGE_ENTITIES,     /* mentions to entities, sources to speakers */
  QUOTH_STAGE_ALL
} quoth_stage;

typedef enum quoth_block_kind {
  QUOTH_BLOCK_PARAGRAPH,
  QUOTH_BLOCK_HEADLINE,
  QUOTH_BLOCK_DECK,
  QUOTH_BLOCK_BYLINE,
  QUOTH_BLOCK_BLOCKQUOTE,
  QUOTH_BLOCK_LIST,
  QUOTH_BLOCK_CAPTION,
  QUOTH_BLOCK_PULL_QUOTE
} quoth_block_kind;

/* A part of the text whose kind is known. */
typedef struct quoth_block {
  quoth_span span;
  quoth_block_kind kind;
} quoth_block;

/* What is read. Zero members are fine but for text. */
typedef struct quoth_input {
  const char *text;
  size_t length;             /* at most QUOTH_TEXT_MAX */
  const quoth_block *blocks; /* in text order; NULL: every line is a paragraph */
  size_t block_count;
  const char *date; /* of the article, "2024-06-19", to anchor "Wednesday"; or NULL */
} quoth_input;

/* A new document that reads with a sealed engine, which must outlive it. Use it
 * from one thread at a time and again and again: it keeps its memory. */
QUOTH_API quoth_doc *quoth_doc_new(const quoth_engine *engine, quoth_error *error);

/* Frees the document and all that was got from it. */
QUOTH_API void quoth_doc_free(quoth_doc *doc);

/* Reads a text up to a stage. What an earlier read found is gone. Cost is linear
 * in the length. On failure the document is empty and can be used again. */
QUOTH_API quoth_status quoth_doc_read(quoth_doc *doc, const quoth_input *input, quoth_stage upto,
                                      quoth_error *error);

/* ---- results ----------------------------------------------------------- */

typedef enum quoth_layer {
  QUOTH_LAYER_TOKENS,
  QUOTH_LAYER_SENTENCES,
  QUOTH_LAYER_MENTIONS,
  QUOTH_LAYER_ENTITIES,
  QUOTH_LAYER_QUOTES,
  QUOTH_LAYER_WARNINGS
} quoth_layer;

typedef enum quoth_token_kind {
  QUOTH_TOKEN_WORD,
  QUOTH_TOKEN_NUMBER,
  QUOTH_TOKEN_PUNCTUATION,
  QUOTH_TOKEN_MARK, /* a quotation mark */
  QUOTH_TOKEN_SYMBOL,
  QUOTH_TOKEN_URL, /* also e-mail addresses, @names and #tags */
} quoth_token_kind;

typedef struct quoth_token {
  quoth_span span;
  quoth_token_kind kind;
} quoth_token;

typedef enum quoth_mention_kind {
  QUOTH_MENTION_NAME,    /* Vladimir Putin */
  QUOTH_MENTION_NOMINAL, /* the president */
  QUOTH_MENTION_PRONOUN  /* he */
} quoth_mention_kind;

/* One place where the text speaks of an entity. */
typedef struct quoth_mention {
  quoth_span span;
  uint32_t entity; /* QUOTH_NONE before QUOTH_STAGE_ENTITIES */
  quoth_mention_kind kind;
  const char *type;  /* "person", "organization" … */
  const char *value; /* normalised: ISO 8601, ISO 4217 and an amount; or NULL */
  const char *rule;  /* what found it */
  float confidence;  /* 0 to 1 */
  bool metonym;      /* a place that stands for the government there: "Moscow said" */
} quoth_mention;

/* Someone or something that the text speaks of. */
typedef struct quoth_entity {
  const char *type;
  quoth_string name;           /* the fullest name, or the canonical one of a rule */
  const quoth_string *aliases; /* other names in the text, each once */
  uint32_t alias_count;
  const quoth_string *roles; /* "President", "foreign policy aide" */
  uint32_t role_count;
  const uint32_t *affiliations; /* entities that the roles or the name belong to: Russian, a company */
  uint32_t affiliation_count;
  const char *country;      /* of a nationality, or of a seat of government; or NULL */
  const char *ref;          /* the id that a gazetteer gives; or NULL */
  const uint32_t *mentions; /* in text order */
  uint32_t mention_count;
} quoth_entity;

typedef enum quoth_quote_type {
  QUOTH_QUOTE_DIRECT,   /* all content lies within quotation marks */
  QUOTH_QUOTE_INDIRECT, /* none */
  QUOTH_QUOTE_MIXED     /* part */
} quoth_quote_type;

/* One who reported what another said. */
typedef struct quoth_reporter {
  quoth_string name;
  uint32_t entity; /* or QUOTH_NONE */
} quoth_reporter;

/* Who (source) said (cue) what (content). */
/* Another reading of a quote's words, which lost: what would have found it, and how sure
 * that was. */
typedef struct quoth_rival {
  quoth_spans source, cue, content; /* count 0 where it has none */
  const char *rule;
  float confidence;
} quoth_rival;

typedef struct quoth_quote {
  quoth_quote_type type;
  bool speech;                     /* false for beliefs, plans, wishes */
  bool negated;                    /* "did not say" */
  quoth_spans source;              /* count 0 where the text gives none */
  quoth_spans cue;                 /* likewise */
  quoth_spans content;             /* one span or more: a split quotation is one quote */
  quoth_string lemma;              /* of the cue; empty where there is none */
  quoth_string speaker;            /* who the source is, pronouns and roles resolved; or empty */
  uint32_t entity;                 /* the speaker's, or QUOTH_NONE */
  const quoth_reporter *reporters; /* outermost first */
  uint32_t reporter_count;
  uint32_t parent;  /* the quote in whose content this one lies */
  const char *rule; /* what found it */
  float confidence; /* 0 to 1 */
  const quoth_rival *rivals;
  uint32_t rival_count;
} quoth_quote;

/* How many items a layer has. */
QUOTH_API size_t quoth_doc_count(const quoth_doc *doc, quoth_layer layer);

/* Item i of a layer. False, or NULL, where there is none. */
QUOTH_API bool quoth_doc_token(const quoth_doc *doc, size_t i, quoth_token *token);
QUOTH_API bool quoth_doc_sentence(const quoth_doc *doc, size_t i, quoth_span *sentence);
QUOTH_API const quoth_mention *quoth_doc_mention(const quoth_doc *doc, size_t i);
QUOTH_API const quoth_entity *quoth_doc_entity(const quoth_doc *doc, size_t i);
QUOTH_API const quoth_quote *quoth_doc_quote(const quoth_doc *doc, size_t i);
QUOTH_API const char *quoth_doc_warning(const quoth_doc *doc, size_t i);

/* ---- offsets ------------------------------------------------------------ */

typedef enum quoth_unit { QUOTH_UNIT_BYTE, QUOTH_UNIT_CODEPOINT, QUOTH_UNIT_UTF16 } quoth_unit;

/* The position of a byte in another unit. Any order; cheap in text order. */
QUOTH_API uint32_t quoth_doc_offset(const quoth_doc *doc, uint32_t byte, quoth_unit unit);

/* Line and column (in code points) of a byte, both counted from 1. */
QUOTH_API void quoth_doc_line(const quoth_doc *doc, uint32_t byte, uint32_t *line, uint32_t *column);

/* ---- writing ------------------------------------------------------------- */

/* What text is escaped for. */
typedef enum quoth_notation {
  QUOTH_NOTATION_TEXT,     /* nothing is escaped */
  QUOTH_NOTATION_XML,      /* character data, or a value in either kind of marks */
  QUOTH_NOTATION_HTML,     /* likewise */
  QUOTH_NOTATION_JSON,     /* a string, with its marks */
  QUOTH_NOTATION_CSV,      /* a field by RFC 4180, in marks where it needs them */
  QUOTH_NOTATION_TSV,      /* a field; tabs and line ends become blanks */
  QUOTH_NOTATION_TURTLE,   /* a string, with its marks */
  QUOTH_NOTATION_MARKDOWN, /* a paragraph of CommonMark on one line */
  QUOTH_NOTATION_DOT,      /* a quoted name of Graphviz */
  QUOTH_NOTATION_SQL       /* an expression of SQLite, a string with its marks */
} quoth_notation;

/* Writes text so that it stands for itself in a notation. The result is always
 * well-formed UTF-8: ill-formed parts, and characters that the notation cannot
 * hold, become U+FFFD each. False where the writer returned false. */
QUOTH_API bool quoth_escape(quoth_notation notation, const char *bytes, size_t length, quoth_writer writer,
                            void *context);

/* ---- JSON --------------------------------------------------------------- */

/* Where a span of the text lies in what the text was taken from: a page. */
typedef quoth_span (*quoth_place)(void *context, quoth_span span, quoth_unit unit);

/* What JSON holds beside the results. Zero is a good default. Strings may be
 * NULL: then the member is left out. */
typedef struct quoth_json_options {
  quoth_unit unit;
  bool pretty;    /* several lines, two spaces a level; else one line */
  bool with_text; /* a member "text" */
  bool explain;   /* confidence and rule of each mention; why of each quote */
  uint64_t base;  /* added to every offset: where this text begins in a longer one */
  const char *id, *title, *byline, *date, *url, *site;
  const char *id_json;         /* the id as ready JSON, in place of id: 17 */
  const char *members;         /* further members, ready JSON: "\"a\":1,\"b\":[]" */
  const char *const *warnings; /* further ones, before the document's */
  uint32_t warning_count;
  quoth_place place; /* start and end are where it says; those in the text are added as in_text */
  void *place_context;
} quoth_json_options;

/* Writes the document in the form of docs/json.md, keys in a fixed order, no newline at
 * the end. Equal input gives equal bytes. */
QUOTH_API quoth_status quoth_doc_write_json(const quoth_doc *doc, const quoth_json_options *options,
                                            quoth_writer writer, void *context, quoth_error *error);

#ifdef __cplusplus
}
#endif
#endif
