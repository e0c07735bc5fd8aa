/* The order of attributions: which lies in which, and who reported whom. */
#include <stdlib.h>

#include "core/attribution.h"

/* What lies deeper is left out: else each says its words over again in all around it,
 * and "he said he said he said" has an answer of quadratic length. */
enum { MOST_REPORTERS = 8, MOST_DEPTH = 8 };

static q_range extent(const q_attribution *attribution) {
  const q_ranges *content = &attribution->content;
  return (q_range){content->items[0].first, content->items[content->count - 1].last};
}

/* How many tokens the content has. */
static uint32_t size_of(const q_attribution *attribution) {
  uint32_t size = 0;
  for (uint32_t i = 0; i < attribution->content.count; i++)
    size += attribution->content.items[i].last - attribution->content.items[i].first;
  return size;
}

/* What begins first stands first, and of these what may hold the others: the longer one, or, of two that
 * end alike, the one with fewer gaps. */
static int by_content(const void *a, const void *b) {
  q_range x = extent(a), y = extent(b);
  if (x.first != y.first) return x.first < y.first ? -1 : 1;
  if (x.last != y.last) return x.last > y.last ? -1 : 1;
  const q_attribution *p = a, *q = b;
  uint32_t m = size_of(p), n = size_of(q);
  if (m != n) return m > n ? -1 : 1;
  return p->cue_index < q->cue_index ? -1 : p->cue_index > q->cue_index;
}

static bool lies_in(q_range range, const q_ranges *pieces) {
  for (uint32_t i = 0; i < pieces->count; i++)
    if (range.first >= pieces->items[i].first && range.last <= pieces->items[i].last) return true;
  return false;
}

/* Does the inner one lie in pieces of the outer one's content, cue and all? */
static bool contains(const q_attribution *outer, const q_attribution *inner) {
  for (uint32_t i = 0; i < inner->cue.count; i++)
    if (!lies_in(inner->cue.items[i], &outer->content)) return false;
  for (uint32_t i = 0; i < inner->content.count; i++)
    if (!lies_in(inner->content.items[i], &outer->content)) return false;
  return true;
}

/* Attributions that begin by content are inside those still open on a stack. */
static void find_parents(quoth_doc *doc) {
  q_attribution *all = doc->attributions.items;
  uint32_t open[MOST_DEPTH], depth = 0, kept = 0;
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    q_attribution inner = all[i];
    while (depth && extent(&all[open[depth - 1]]).last <= extent(&inner).first) depth--;
    if (depth == MOST_DEPTH) continue;
    for (uint32_t k = depth; k-- > 0 && inner.parent == QUOTH_NONE;)
      if (contains(&all[open[k]], &inner)) inner.parent = open[k];
    all[kept] = inner;
    open[depth++] = kept++;
  }
  doc->attributions.count = kept;
}

/* Reporters of an attribution are the sources around it, outermost first, and
 * then those that its own words name. */
static bool find_reporters(quoth_doc *doc, q_attribution *attribution) {
  q_range around[MOST_REPORTERS];
  uint32_t count = 0;
  for (uint32_t p = attribution->parent; p != QUOTH_NONE && count < MOST_REPORTERS;
       p = doc->attributions.items[p].parent)
    if (doc->attributions.items[p].source.count) around[count++] = doc->attributions.items[p].source.items[0];
  if (!count) return true;
  uint32_t own = attribution->reporters.count;
  if (!q_list_reserve(&doc->arena, &attribution->reporters, sizeof(q_range), count)) return false;
  attribution->reporters.count += count;
  q_range *items = attribution->reporters.items;
  for (uint32_t i = own; i-- > 0;) items[i + count] = items[i];
  for (uint32_t i = 0; i < count; i++) items[i] = around[count - 1 - i];
  return true;
}

bool q_attribution_structure(quoth_doc *doc) {
  if (!doc->attributions.count) return true;
  qsort(doc->attributions.items, doc->attributions.count, sizeof *doc->attributions.items, by_content);
  find_parents(doc);
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!find_reporters(doc, &doc->attributions.items[i])) return false;
  return true;
}
