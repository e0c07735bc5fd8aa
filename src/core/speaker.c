/* Speakers of quotations that have no cue of their own: the pieces of one over
 * several paragraphs, and what a speaker goes on to say. */
#include "core/phrase.h"
#include "core/report.h"

/* Puts the range that was added last where it belongs in text order. */
static void sort_last(q_ranges *ranges) {
  for (uint32_t i = ranges->count - 1; i > 0 && ranges->items[i].first < ranges->items[i - 1].first; i--) {
    q_range range = ranges->items[i];
    ranges->items[i] = ranges->items[i - 1];
    ranges->items[i - 1] = range;
  }
}

static bool join(q_reader *r, uint32_t index, uint32_t user) {
  q_attribution *to = &r->doc->attributions.items[user - 1];
  r->user[index] = user;
  if (to->content.count >= MOST_PIECES) return true;
  if (!q_add_range(r->doc, &to->content, q_reader_region(r, index)->tokens)) return false;
  sort_last(&to->content);
  return true;
}

/* Does a quotation begin its sentence or paragraph, and hold enough to be one? */
static bool stands_alone(const q_reader *r, const q_quotation *q) {
  uint32_t first = q->tokens.first;
  return q->speech &&
         (first == 0 || q_word_of(r->doc, first - 1)->final || q_is_char(r->doc, first - 1, ":") ||
          q_paragraph_at(r->doc, first) != q_paragraph_at(r->doc, first - 1));
}

/* A quotation that goes on where the speaker of the one before it spoke last: in
 * the same paragraph, or as the next paragraph. */
static bool add_alone(q_reader *r, uint32_t index, uint32_t before) {
  if (before == QUOTH_NONE || !r->user[before]) return true;
  const q_attribution *last = &r->doc->attributions.items[r->user[before] - 1];
  uint32_t apart = q_paragraph_at(r->doc, q_reader_region(r, index)->tokens.first) -
                   q_paragraph_at(r->doc, q_reader_region(r, before)->tokens.first);
  return !last->source.count || apart > 1 || join(r, index, r->user[before]);
}

/* Quotations that no cue claims. The pieces of one over several paragraphs have
 * one attribution, forwards and backwards. */
bool q_reader_continue(q_reader *r) {
  uint32_t count = r->doc->quotations.count, before = QUOTH_NONE;
  for (uint32_t i = count; i-- > 0;) {
    uint32_t next = q_reader_region(r, i)->next;
    if (next != QUOTH_NONE && !r->user[i] && r->user[next] && !join(r, i, r->user[next])) return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    const q_quotation *q = q_reader_region(r, i);
    if (q->depth) continue;
    if (!r->user[i] && q->reopened && before != QUOTH_NONE && r->user[before]) {
      if (!join(r, i, r->user[before])) return false;
    } else if (!r->user[i] && stands_alone(r, q) && !add_alone(r, i, before)) {
      return false;
    }
    before = i;
  }
  return true;
}
