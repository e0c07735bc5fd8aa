/* Quotation regions: which marks belong together. Pairs are sought within a
 * paragraph; a region left open there is continued by one that the next
 * paragraph opens with. Each mark is looked at once: linear. */
#include <string.h>

#include "core/doc.h"

enum { MOST_OPEN = 32, MOST_PAIRS = 32, FEW_WORDS = 4, MOST_IN_TITLE = 6, KEPT = 16 };

/* What the word of a mark may do wherever it stands. */
typedef struct sign {
  uint32_t word;          /* 0: none */
  uint32_t opens, closes; /* the pairs that it may open and close, a bit each */
  bool apostrophe;        /* looks the same as one */
} sign;

typedef struct mark {
  uint32_t token;
  uint32_t opens, closes; /* the pairs that it may open and close, a bit each */
  uint32_t ahead;         /* the pairs that a later mark of the paragraph may close */
  uint32_t spare;         /* how many later ones only close, and close nothing that opens later */
  bool apostrophe;        /* looks the same as one */
} mark;

typedef struct finder {
  quoth_doc *doc;
  const q_mark_pair *pairs[MOST_PAIRS];
  uint32_t pair_count;
  sign signs[KEPT];   /* those met last, by word: texts have few */
  Q_LIST(mark) marks; /* of this paragraph */
  struct {
    uint32_t region, pairs;
  } open[MOST_OPEN];
  uint32_t depth;
  uint32_t unclosed; /* region that the paragraph before left open, or QUOTH_NONE */
} finder;

static void gather_pairs(finder *f) {
  for (const quoth_engine *engine = f->doc->engine; engine; engine = engine->base) {
    for (uint32_t i = 0; i < engine->marks.count && f->pair_count < MOST_PAIRS; i++)
      f->pairs[f->pair_count++] = &engine->marks.items[i];
    if (engine->marks_replaced) return;
  }
}

static bool same(const quoth_doc *doc, uint32_t token, const char *bytes) {
  uint32_t size = q_size(doc, token);
  return strlen(bytes) == size && !memcmp(q_bytes(doc, token), bytes, size);
}

static bool is_one_of(const quoth_doc *doc, uint32_t token, const char *bytes) {
  return q_size(doc, token) == 1 && strchr(bytes, *q_bytes(doc, token));
}

/* Which of its two roles a mark may have here, by its neighbours. */
static void decide(const quoth_doc *doc, q_range paragraph, mark *m) {
  uint32_t t = m->token;
  bool before = t > paragraph.first && !q_spaced(doc, t);
  bool after = t + 1 < paragraph.last && !q_spaced(doc, t + 1);
  if (!before && after) m->closes &= m->opens ? 0 : m->closes;
  if (before && !after) {
    uint32_t closes = m->closes;
    m->closes |= m->opens; /* “No!“ he said: an opening mark was typed for a closing one */
    if (closes) m->opens = 0;
  }
  if (!before || !after || !m->opens || !m->closes) return;
  uint8_t next = q_word_of(doc, t + 1)->kind;
  if (is_one_of(doc, t - 1, "([{-") || q_word_of(doc, t - 1)->kind == QUOTH_TOKEN_SYMBOL) m->closes = 0;
  else if (next == QUOTH_TOKEN_PUNCTUATION) m->opens = 0;
  else if (next == QUOTH_TOKEN_MARK && q_word_of(doc, t - 1)->kind != QUOTH_TOKEN_MARK) m->opens = 0;
}

static bool is_apostrophe(const quoth_doc *doc, uint32_t token) {
  return same(doc, token, "'") || same(doc, token, "\xE2\x80\x99") || same(doc, token, "\xE2\x80\x98");
}

/* The first apostrophe of rock 'n' roll: a letter between two. */
static bool is_elision(const quoth_doc *doc, q_range paragraph, uint32_t t) {
  return t >= paragraph.first && t + 3 < paragraph.last && q_size(doc, t + 1) == 1 &&
         q_word_of(doc, t + 1)->shape == Q_SHAPE_LOWER && !q_spaced(doc, t + 1) && !q_spaced(doc, t + 2) &&
         q_spaced(doc, t + 3) && is_apostrophe(doc, t) && is_apostrophe(doc, t + 2);
}

static const sign *sign_of(finder *f, uint32_t token) {
  uint32_t word = f->doc->tokens.items[token].word;
  sign *kept = &f->signs[word % KEPT];
  if (kept->word == word) return kept;
  *kept = (sign){.word = word, .apostrophe = same(f->doc, token, "'") || same(f->doc, token, "\xE2\x80\x99")};
  for (uint32_t i = 0; i < f->pair_count; i++) {
    if (same(f->doc, token, f->pairs[i]->open)) kept->opens |= 1u << i;
    if (same(f->doc, token, f->pairs[i]->close)) kept->closes |= 1u << i;
  }
  return kept;
}

static bool add_mark(finder *f, q_range paragraph, uint32_t token) {
  const sign *s = sign_of(f, token);
  if (!s->opens && !s->closes) return true;
  if (is_elision(f->doc, paragraph, token) || (token > 1 && is_elision(f->doc, paragraph, token - 2)))
    return true;
  mark m = {.token = token, .opens = s->opens, .closes = s->closes, .apostrophe = s->apostrophe};
  decide(f->doc, paragraph, &m);
  mark *new = q_push(&f->doc->arena, &f->marks);
  if (new) *new = m;
  return new != NULL;
}

static bool gather_marks(finder *f, q_range paragraph) {
  const uint64_t *marks = f->doc->flags[Q_FLAG_MARK];
  f->marks.count = 0;
  for (uint32_t t = q_next(marks, paragraph.first, paragraph.last); t < paragraph.last;
       t = q_next(marks, t + 1, paragraph.last))
    if (!add_mark(f, paragraph, t)) return false;
  uint32_t ahead = 0, spare = 0;
  for (uint32_t i = f->marks.count; i-- > 0;) {
    mark *m = &f->marks.items[i];
    m->ahead = ahead;
    m->spare = spare;
    ahead |= m->closes;
    if (m->closes && !m->opens) spare++;
    else if (spare) spare--;
  }
  return true;
}

/* 'It was the drivers',' Roa said: does a comma or stop stand behind a mark, and the same mark behind that?
 */
static bool is_before_close(const quoth_doc *doc, uint32_t token) {
  uint32_t close = token + 2;
  return close < doc->tokens.count && doc->tokens.items[close].word == doc->tokens.items[token].word &&
         q_word_of(doc, token + 1)->kind == QUOTH_TOKEN_PUNCTUATION && !q_spaced(doc, token + 1) &&
         !q_spaced(doc, close) && (close + 1 == doc->tokens.count || q_spaced(doc, close + 1));
}

/* The farmers' money: a possessive while a better closing mark is to come. */
static bool is_possessive(const finder *f, const mark *m) {
  if (!m->apostrophe || !(m->ahead & m->closes) || !m->token) return false;
  const q_word *before = q_word_of(f->doc, m->token - 1);
  if (before->kind != QUOTH_TOKEN_WORD ||
      (q_bytes(f->doc, m->token - 1)[q_size(f->doc, m->token - 1) - 1]) != 's')
    return false;
  return m->token + 1 < f->doc->tokens.count &&
         (q_word_of(f->doc, m->token + 1)->shape == Q_SHAPE_LOWER || is_before_close(f->doc, m->token));
}

/* Is another region open around the innermost one that the mark may close just as well? */
static bool closes_two(const finder *f, const mark *m) {
  return f->depth > 1 && f->open[f->depth - 1].pairs & f->open[f->depth - 2].pairs & m->closes;
}

/* The 4" pipe, “He is 6’2”,” she said: a mark behind a number, while another is to close what is open.
 * A straight one has its noun behind it, else it may be the one that closes. */
static bool is_inches(const finder *f, uint32_t index) {
  const quoth_doc *doc = f->doc;
  const mark *m = &f->marks.items[index], *next = m + 1;
  if (index + 1 >= f->marks.count || !m->token || m->token + 1 >= doc->tokens.count) return false;
  if (q_word_of(doc, m->token - 1)->kind != QUOTH_TOKEN_NUMBER || next->opens) return false;
  if (doc->tokens.items[m->token].word != doc->tokens.items[next->token].word) return false;
  if (same(doc, m->token, "\"")) return q_word_of(doc, m->token + 1)->shape == Q_SHAPE_LOWER;
  return !m->opens && !m->apostrophe && !q_spaced(doc, m->token) && !closes_two(f, m);
}

static void end_region(finder *f, uint32_t last, bool closed) {
  q_quotation *region = &f->doc->quotations.items[f->open[--f->depth].region];
  region->tokens.last = last;
  region->closed = closed;
}

/* ''' closes ' in '', and is cut as '' and ': does an apostrophe trail a mark? */
static bool trails(const quoth_doc *doc, uint32_t token) {
  return token + 1 < doc->tokens.count && !q_spaced(doc, token + 1) && same(doc, token + 1, "'");
}

/* Closes the innermost region that the mark fits, with those left open in it. */
static bool close_region(finder *f, const mark *m) {
  for (uint32_t i = f->depth; i-- > 0;) {
    if (!(f->open[i].pairs & m->closes)) continue;
    bool nested = f->depth > i + 1;
    while (f->depth > i + 1) end_region(f, m->token, false);
    end_region(f, m->token + 1 + (nested && trails(f->doc, m->token)), true);
    return true;
  }
  return false;
}

/* An apostrophe that nothing closes in the paragraph may still open a quotation over
 * several: behind a colon, or where the paragraph before left one open. */
static bool opens_for_long(const finder *f, q_range paragraph, const mark *m) {
  const quoth_doc *doc = f->doc;
  if (m->token + 1 >= paragraph.last || q_word_of(doc, m->token + 1)->shape < Q_SHAPE_CAPITAL) return false;
  if (m->token == paragraph.first) return f->unclosed != QUOTH_NONE;
  return is_one_of(doc, m->token - 1, ":");
}

/* The ‘98 World Cup: a year whose apostrophe was set as an opening mark. */
static bool is_short_year(const finder *f, const mark *m) {
  if (m->token + 1 >= f->doc->tokens.count || q_spaced(f->doc, m->token + 1) || m->ahead & m->opens)
    return false;
  return q_word_of(f->doc, m->token + 1)->kind == QUOTH_TOKEN_NUMBER && q_size(f->doc, m->token + 1) == 2;
}

static bool open_region(finder *f, q_range paragraph, const mark *m) {
  if (m->apostrophe && !(m->ahead & m->opens) && !opens_for_long(f, paragraph, m)) return true;
  if (is_short_year(f, m)) return true;
  bool within = !m->closes && m->spare > 1; /* “The “lean” plan”: both are to be closed */
  if (f->depth && f->open[f->depth - 1].pairs & m->opens && !within) end_region(f, m->token, false);
  if (f->depth == MOST_OPEN) return true;
  q_quotation *region = q_push(&f->doc->arena, &f->doc->quotations);
  if (!region) return false;
  uint32_t index = f->doc->quotations.count - 1;
  bool reopened = f->unclosed != QUOTH_NONE && m->token == paragraph.first;
  *region = (q_quotation){.tokens = {m->token, m->token + 1},
                          .parent = f->depth ? f->open[f->depth - 1].region : QUOTH_NONE,
                          .next = QUOTH_NONE,
                          .depth = (uint8_t)f->depth,
                          .reopened = reopened};
  if (reopened) f->doc->quotations.items[f->unclosed].next = index;
  f->open[f->depth].region = index;
  f->open[f->depth++].pairs = m->opens;
  return true;
}

static bool pair_paragraph(finder *f, q_range paragraph) {
  for (uint32_t i = 0; i < f->marks.count; i++) {
    const mark *m = &f->marks.items[i];
    if (m->closes && (is_possessive(f, m) || is_inches(f, i))) continue;
    if (m->closes && close_region(f, m)) continue;
    if (m->opens && !open_region(f, paragraph, m)) return false;
  }
  f->unclosed = f->depth ? f->open[0].region : QUOTH_NONE;
  while (f->depth) end_region(f, paragraph.last, false);
  return true;
}

/* Speech, and not a scare quote, a title or a nickname: it has a comma or full
 * stop of its own at the end, or is long and not capitalised throughout. */
static bool is_speech(const quoth_doc *doc, q_range region, bool closed) {
  uint32_t words = 0, capitals = 0, end = region.last - closed;
  bool ended = end > region.first && q_word_of(doc, end - 1)->kind == QUOTH_TOKEN_PUNCTUATION;
  uint32_t enough = ended ? MOST_IN_TITLE : UINT32_MAX; /* more words say no more */
  for (uint32_t t = region.first; t < region.last && words <= enough; t++) {
    const q_word *word = q_word_of(doc, t);
    words += word->kind == QUOTH_TOKEN_WORD;
    capitals += word->shape == Q_SHAPE_CAPITAL || word->shape == Q_SHAPE_UPPER;
  }
  bool title = words >= 2 && words <= MOST_IN_TITLE && capitals * 3 >= words * 2;
  return words && !title && (ended || (words >= FEW_WORDS && capitals * 2 < words));
}

/* Does a clause that tells who speaks begin at a token: "said Roa", "she said"? */
static bool tells_speaker(const quoth_doc *doc, uint32_t token, uint32_t last) {
  uint32_t t = token;
  if (q_is(doc, t, Q_BIT(Q_CUE_SPEECH)))
    return t + 1 < last && (q_word_of(doc, t + 1)->shape >= Q_SHAPE_CAPITAL ||
                            q_is(doc, t + 1, Q_BIT(Q_DETERMINER) | Q_PRONOUN));
  while (t < last && t < token + FEW_WORDS &&
         (q_word_of(doc, t)->shape >= Q_SHAPE_CAPITAL || q_is(doc, t, Q_PRONOUN)))
    t++;
  return t > token && t < last && q_is(doc, t, Q_BIT(Q_CUE_SPEECH)) &&
         (t + 1 == last || q_word_of(doc, t + 1)->kind == QUOTH_TOKEN_PUNCTUATION);
}

/* A quotation that nobody closes ends before the words that tell who speaks. */
static void cut_unclosed(const quoth_doc *doc, q_quotation *region) {
  if (region->closed || region->next != QUOTH_NONE) return;
  for (uint32_t t = region->tokens.first + 2; t + 2 < region->tokens.last; t++)
    if (is_one_of(doc, t, ",") && tells_speaker(doc, t + 1, region->tokens.last)) {
      region->tokens.last = t;
      return;
    }
}

/* Keeps a nested region within the one around it, or by itself behind where that was cut. */
static void keep_within(quoth_doc *doc, q_quotation *region) {
  const q_quotation *outer = &doc->quotations.items[region->parent];
  if (region->tokens.first >= outer->tokens.last) region->depth = 0, region->parent = QUOTH_NONE;
  else if (region->tokens.last > outer->tokens.last) region->tokens.last = outer->tokens.last;
}

static bool note_regions(quoth_doc *doc) {
  if (!doc->quotations.count) return true;
  size_t size = doc->tokens.count * sizeof *doc->region_of;
  if (!(doc->region_of = q_alloc(&doc->arena, size))) return false;
  memset(doc->region_of, 0xFF, size);
  for (uint32_t i = 0; i < doc->quotations.count; i++) {
    q_quotation *region = &doc->quotations.items[i];
    if (region->depth) keep_within(doc, region);
    if (region->depth) continue;
    cut_unclosed(doc, region);
    region->speech = is_speech(doc, region->tokens, region->closed);
    for (uint32_t t = region->tokens.first; t < region->tokens.last; t++) doc->region_of[t] = i;
  }
  return true;
}

bool q_quotations_run(quoth_doc *doc) {
  finder f = {.doc = doc, .unclosed = QUOTH_NONE};
  gather_pairs(&f);
  for (uint32_t i = 0; i < doc->paragraphs.count; i++) {
    q_range paragraph = doc->paragraphs.items[i].tokens;
    if (!gather_marks(&f, paragraph) || !pair_paragraph(&f, paragraph)) return false;
  }
  return note_regions(doc);
}
