/* Sentences: cut within paragraphs behind . ! ? … and behind abbreviations that may
 * end one. The words around the place decide; classes of the lexicon tell which can
 * start a sentence and which can be no name. */
#include "core/doc.h"

/* Later stages look at all of a sentence for each cue in it, and at a paragraph at a
 * time. These bounds, in tokens, keep their cost linear where a text has no stops and
 * no line ends; sentences of prose are far below. */
enum { LONGEST_SENTENCE = 250, LONGEST_PARAGRAPH = 2000 };

/* Adds a sentence; in pieces where it is too long. */
static bool add(quoth_doc *doc, uint32_t first, uint32_t last) {
  for (uint32_t end; first < last; first = end) {
    end = last - first <= LONGEST_SENTENCE ? last : first + LONGEST_SENTENCE;
    q_range *sentence = q_push(&doc->arena, &doc->sentences);
    if (!sentence) return false;
    *sentence = (q_range){first, end};
  }
  return true;
}

static bool is_closer(const q_word *word) {
  return word->kind == QUOTH_TOKEN_MARK || word->final || word->first == ')' || word->first == ']';
}

/* Closing marks and brackets right behind a full stop belong to its sentence. */
static uint32_t behind_closers(const quoth_doc *doc, uint32_t token, uint32_t last) {
  while (token < last && !q_spaced(doc, token) && is_closer(q_word_of(doc, token))) token++;
  return token;
}

/* The first token that is no opening mark or bracket. */
static uint32_t behind_openers(const quoth_doc *doc, uint32_t token, uint32_t last) {
  for (; token + 1 < last; token++) {
    const q_word *word = q_word_of(doc, token);
    if (word->kind != QUOTH_TOKEN_MARK && word->first != '(' && word->first != '[') break;
  }
  return token;
}

/* Who speaks, behind a quoted question: "Why?" President Roa asked. A capitalised
 * pronoun starts a sentence instead. */
static bool is_speaker(const quoth_doc *doc, uint32_t token, uint32_t last) {
  enum { FURTHEST = 6 };
  if (q_word_of(doc, token)->form.function && !q_is(doc, token, Q_BIT(Q_DETERMINER))) return false;
  for (uint32_t t = token; t < last && t < token + FURTHEST; t++) {
    if (q_word_of(doc, t)->kind != QUOTH_TOKEN_WORD) return false;
    if (q_is(doc, t, Q_BIT(Q_CUE_SPEECH)) && q_word_of(doc, t)->shape == Q_SHAPE_LOWER) return true;
  }
  return false;
}

/* "... and so it went": marks before the first word end nothing. */
static bool has_word(const quoth_doc *doc, uint32_t first, uint32_t token) {
  enum { MOST_MARKS = 3 };
  if (token - first > MOST_MARKS) return true;
  for (uint32_t t = first; t < token; t++)
    if (q_word_of(doc, t)->form.word) return true;
  return false;
}

/* Does a sentence end with the token, whose closing marks end before `next`? */
static bool ends(const quoth_doc *doc, uint32_t token, uint32_t next, uint32_t last) {
  if (next == last) return true;
  const q_word *word = q_word_of(doc, token);
  uint32_t start = behind_openers(doc, next, last);
  const q_word *first = q_word_of(doc, start);
  if (first->shape == Q_SHAPE_LOWER) return false;
  if (word->may_end) return first->shape == Q_SHAPE_CAPITAL && first->form.function;
  bool quoted = next > token + 1 && q_word_of(doc, next - 1)->kind == QUOTH_TOKEN_MARK;
  bool stop = q_size(doc, token) == 1 && word->first == '.';
  return stop || !quoted || !is_speaker(doc, start, last);
}

static bool cut(quoth_doc *doc, q_range paragraph) {
  uint32_t first = paragraph.first, last = paragraph.last, next;
  const uint64_t *breaks = doc->flags[Q_FLAG_BREAK];
  for (uint32_t t = q_next(breaks, first, last); t < last; t = q_next(breaks, next, last)) {
    const q_word *word = q_word_of(doc, t);
    next = t + 1;
    uint32_t end = next;
    if (word->bullet) {
      end = t;
    } else if (word->may_end || has_word(doc, first, t)) {
      end = next = behind_closers(doc, next, last);
      if (!ends(doc, t, next, last)) continue;
    } else {
      continue;
    }
    if (end > first && !add(doc, first, end)) return false;
    first = end;
  }
  return first == last || add(doc, first, last);
}

static bool add_paragraph(quoth_doc *doc, q_range tokens, quoth_block_kind kind) {
  q_paragraph *paragraph = q_push(&doc->arena, &doc->paragraphs);
  if (paragraph) *paragraph = (q_paragraph){tokens, kind};
  return paragraph != NULL;
}

/* Cuts paragraphs that are too long where sentences end. */
static bool bound_paragraphs(quoth_doc *doc) {
  const q_paragraph *old = doc->paragraphs.items, *end = old + doc->paragraphs.count;
  doc->paragraphs.items = NULL;
  doc->paragraphs.count = doc->paragraphs.capacity = 0;
  for (uint32_t s = 0; old < end; old++) {
    q_range part = old->tokens;
    for (; s < doc->sentences.count && doc->sentences.items[s].first < old->tokens.last; s++) {
      part.last = doc->sentences.items[s].first;
      if (doc->sentences.items[s].last - part.first <= LONGEST_PARAGRAPH || part.first == part.last) continue;
      if (!add_paragraph(doc, part, old->kind)) return false;
      part.first = part.last;
    }
    if (!add_paragraph(doc, (q_range){part.first, old->tokens.last}, old->kind)) return false;
  }
  return true;
}

bool q_sentences_run(quoth_doc *doc) {
  uint32_t longest = 0;
  for (uint32_t i = 0; i < doc->paragraphs.count; i++) {
    q_range paragraph = doc->paragraphs.items[i].tokens;
    if (!cut(doc, paragraph)) return false;
    if (paragraph.last - paragraph.first > longest) longest = paragraph.last - paragraph.first;
  }
  return longest <= LONGEST_PARAGRAPH || bound_paragraphs(doc);
}
