/* Letters that brackets join to a name show where it begins and ends: the All Harbours Congress (AHC), the
 * People's Liberation Front (PLF), the PLF (People's Liberation Front). */
#include <string.h>

#include "core/entity.h"
#include "core/phrase.h"
#include "core/sense.h"

/* The most letters, and the most tokens of a name: small words and 's between. */
enum { LEAST_LETTERS = 2, MOST_LETTERS = 8, MOST_TOKENS = 16 };

/* How sure a name is that letters tell. */
#define SURE 0.9F

static const char RULE[] = "rule: letters in brackets";

/* A word of two capitals or more, and nothing else; not MP, which is what a Member of Parliament is. */
static bool is_acronym(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  uint32_t size = q_size(doc, token);
  if (word->kind != QUOTH_TOKEN_WORD || word->shape != Q_SHAPE_UPPER || word->classes & Q_BIT(Q_ROLE))
    return false;
  if (size < LEAST_LETTERS || size > MOST_LETTERS) return false;
  for (uint32_t i = 0; i < size; i++)
    if (q_bytes(doc, token)[i] < 'A' || q_bytes(doc, token)[i] > 'Z') return false;
  return true;
}

static uint32_t letter_of(const quoth_doc *doc, uint32_t letters, uint32_t i) {
  return (uint32_t)q_bytes(doc, letters)[i] | 32;
}

/* Is the token, inside a name, one that no letter need stand for: of, 's, a hyphen? */
static bool is_silent(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->kind != QUOTH_TOKEN_WORD)
    return q_is_char(doc, token, "-'&") || q_is_a(doc, token, Q_POSSESSIVE_MARKER);
  return word->shape < Q_SHAPE_CAPITAL && q_size(doc, token) <= 4;
}

/* Where the name begins that ends before `end`, not before `floor`, and whose words begin with the letters
 * of a token; QUOTH_NONE where there is none. Small words may have a letter each, capitals have. */
static uint32_t name_start(const quoth_doc *doc, uint32_t floor, uint32_t end, uint32_t letters) {
  uint32_t left = q_size(doc, letters), t = end;
  while (left && t > floor && end - t < MOST_TOKENS) {
    t--;
    bool word = q_word_of(doc, t)->kind == QUOTH_TOKEN_WORD;
    if (word && q_sense_of(doc, t)->letter == letter_of(doc, letters, left - 1) &&
        !q_is_a(doc, t, Q_POSSESSIVE_MARKER))
      left--;
    else if (!is_silent(doc, t)) return QUOTH_NONE;
  }
  bool whole = !left && q_word_of(doc, t)->shape >= Q_SHAPE_CAPITAL &&
               q_word_of(doc, end - 1)->shape >= Q_SHAPE_CAPITAL;
  return whole ? t : QUOTH_NONE;
}

/* The mentions that lie in a range of tokens. */
typedef struct inside {
  uint32_t first, last;
  bool mixed; /* one reaches over an end, or is a user's or no name */
} inside;

static inside mentions_in(const quoth_doc *doc, q_range range) {
  const q_mention *items = doc->mentions.items;
  inside in = {q_first_from(items, doc->mentions.count, sizeof *items, range.first), 0, false};
  while (in.first && items[in.first - 1].tokens.last > range.first) in.first--;
  for (in.last = in.first; in.last < doc->mentions.count && items[in.last].tokens.first < range.last;
       in.last++)
    in.mixed |= q_is_given(&items[in.last]) || !items[in.last].label ||
                items[in.last].tokens.first < range.first || items[in.last].tokens.last > range.last;
  return in;
}

/* A reading of a document's acronyms. */
typedef struct reader {
  quoth_doc *doc;
  Q_LIST(q_mention) found;
  uint32_t behind; /* of the brackets read last */
  bool dropped;    /* pieces of names are marked by having no type */
} reader;

/* Does a user or a list say that it is no name? */
static bool is_never(const quoth_doc *doc, q_range name) {
  return (q_classes_over(doc, name) & Q_BIT(Q_NEVER)) || q_is(doc, name.first, Q_BIT(Q_NEVER));
}

static bool find(reader *r, q_range tokens, const char *type) {
  if (is_never(r->doc, tokens)) return true;
  q_mention *new = q_push(&r->doc->arena, &r->found);
  if (!new) return false;
  *new = (q_mention){.tokens = tokens,
                     .span = q_span(r->doc, tokens),
                     .rule = RULE,
                     .entity = QUOTH_NONE,
                     .confidence = SURE,
                     .kind = QUOTH_MENTION_NAME};
  q_mention_set_type(new, type);
  return true;
}

static void assure(q_mention *mention) {
  if (mention->confidence < SURE) mention->confidence = SURE;
}

/* Joins the pieces of a name to one. */
static q_mention *join(reader *r, const inside *in, q_range name) {
  q_mention *first = &r->doc->mentions.items[in->first];
  for (uint32_t i = in->first + 1; i < in->last; i++) r->doc->mentions.items[i].type = NULL;
  r->dropped |= in->last > in->first + 1;
  first->tokens = name;
  first->span = q_span(r->doc, name);
  first->rule = RULE;
  q_mention_set_type(first, "organization");
  return first;
}

static bool names_body(const quoth_doc *doc, q_range name) {
  for (uint32_t t = name.first; t < name.last; t++)
    if (q_is(doc, t, Q_BIT(Q_ORG_WORD))) return true;
  return false;
}

/* Makes a name that letters stand for one mention; its type, or NULL where it stays none. *ok becomes
 * false when memory ran out. */
static const char *read_name(reader *r, q_range name, bool *ok) {
  quoth_doc *doc = r->doc;
  inside in = mentions_in(doc, name);
  if (in.mixed || is_never(doc, name)) return NULL;
  if (in.first == in.last) {
    if (!names_body(doc, name)) return NULL;
    *ok = find(r, name, "organization");
    return "organization";
  }
  q_mention *mention = &doc->mentions.items[in.first];
  bool whole = mention->tokens.first == name.first && mention->tokens.last == name.last;
  if (!whole) mention = join(r, &in, name);
  assure(mention);
  return mention->type;
}

/* The letters mean what the name does. */
static bool read_letters(reader *r, uint32_t letters, const char *type) {
  inside in = mentions_in(r->doc, (q_range){letters, letters + 1});
  if (in.mixed) return true;
  if (in.first == in.last) return find(r, (q_range){letters, letters + 1}, type);
  q_mention *mention = &r->doc->mentions.items[in.first];
  if (!q_has_type(mention->type, type)) mention->rule = RULE;
  q_mention_set_type(mention, type);
  assure(mention);
  return true;
}

/* Northern Fisheries Board (NFB): brackets that open at a token. */
static bool read_behind(reader *r, uint32_t open) {
  const quoth_doc *doc = r->doc;
  uint32_t letters = open + 1;
  bool ok = true;
  if (open < r->behind || open + 2 >= doc->tokens.count || !q_is_char(doc, open, "(")) return true;
  if (!q_is_char(doc, open + 2, ")") || !is_acronym(doc, letters)) return true;
  r->behind = open + 2;
  uint32_t start = name_start(doc, doc->sentences.items[q_sentence_at(doc, open)].first, open, letters);
  const char *type = start == QUOTH_NONE ? NULL : read_name(r, (q_range){start, open}, &ok);
  return ok && (!type || read_letters(r, letters, type));
}

/* NFB (Northern Fisheries Board): brackets behind letters. */
static bool read_before(reader *r, uint32_t letters) {
  const quoth_doc *doc = r->doc;
  uint32_t open = letters + 1, close = open + 1;
  bool ok = true;
  if (open < r->behind || !is_acronym(doc, letters) || open >= doc->tokens.count ||
      !q_is_char(doc, open, "("))
    return true;
  while (close < doc->tokens.count && close <= open + MOST_TOKENS && !q_is_char(doc, close, ")")) close++;
  if (close >= doc->tokens.count || close > open + MOST_TOKENS) return true;
  if (name_start(doc, open + 1, close, letters) != open + 1) return true;
  r->behind = close;
  uint32_t count = r->found.count;
  const char *type = read_name(r, (q_range){open + 1, close}, &ok);
  if (!ok || !type || r->found.count > count) return ok;
  return read_letters(r, letters, type);
}

/* The pieces that were joined go. */
static void drop(quoth_doc *doc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->mentions.count; i++)
    if (doc->mentions.items[i].type) doc->mentions.items[kept++] = doc->mentions.items[i];
  doc->mentions.count = kept;
}

bool q_acronyms_read(quoth_doc *doc) {
  if (!doc->mentions.count || !memchr(doc->text, '(', doc->length)) return true; /* as in most texts */
  reader r = {.doc = doc};
  for (uint32_t i = 0; i < doc->mentions.count; i++) {
    q_range name = doc->mentions.items[i].tokens;
    if (!doc->mentions.items[i].type || name.first == name.last) continue;
    bool letters = name.last == name.first + 1 && is_acronym(doc, name.first);
    if (letters && name.first && !read_behind(&r, name.first - 1)) return false;
    if (!read_behind(&r, name.last)) return false;
    if (letters && !read_before(&r, name.first)) return false;
  }
  if (r.dropped) drop(doc);
  return !r.found.count || q_mentions_insert(doc, r.found.items, r.found.count, NULL);
}
