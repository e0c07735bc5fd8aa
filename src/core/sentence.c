#include "core/doc.h"

/* May a sentence end here? A closing mark or bracket may follow the full stop. */
static bool ends(const quoth_doc *doc, uint32_t token, uint32_t last) {
  const q_word *word = q_word_of(doc, token);
  if (!word->final) return false;
  if (token + 1 >= last) return true;
  const q_word *next = q_word_of(doc, token + 1);
  return next->shape != Q_SHAPE_LOWER;
}

/* Closing marks and brackets right behind a full stop belong to its sentence. */
static uint32_t with_closers(const quoth_doc *doc, uint32_t token, uint32_t last) {
  while (token + 1 < last && !q_spaced(doc, token + 1)) {
    const q_word *next = q_word_of(doc, token + 1);
    if (next->kind != QUOTH_TOKEN_MARK && !next->final && next->first != ')' && next->first != ']') break;
    token++;
  }
  return token;
}

static bool add(quoth_doc *doc, uint32_t first, uint32_t last) {
  q_range *sentence = q_push(&doc->arena, &doc->sentences);
  if (!sentence) return false;
  *sentence = (q_range){first, last};
  return true;
}

static bool cut(quoth_doc *doc, q_range paragraph) {
  uint32_t first = paragraph.first;
  for (uint32_t i = first; i < paragraph.last; i++) {
    if (!q_word_of(doc, i)->final) continue;
    uint32_t end = with_closers(doc, i, paragraph.last);
    if (!ends(doc, i, paragraph.last) ||
        (end + 1 < paragraph.last && q_word_of(doc, end + 1)->shape == Q_SHAPE_LOWER))
      continue;
    if (!add(doc, first, end + 1)) return false;
    first = end + 1;
    i = end;
  }
  return first == paragraph.last || add(doc, first, paragraph.last);
}

bool q_sentences_run(quoth_doc *doc) {
  for (uint32_t i = 0; i < doc->paragraphs.count; i++)
    if (!cut(doc, doc->paragraphs.items[i].tokens)) return false;
  return true;
}
