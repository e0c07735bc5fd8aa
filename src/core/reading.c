#include "core/reading.h"

#include <stddef.h>
#include <string.h>

#include "core/scan_masks.h"
#include "core/tags.h"

/* What steps after the first find, but for what hangs on links: from the lemma to the region. */
enum { FOUND = offsetof(q_reading, lemma), FOUND_END = offsetof(q_reading, sentence) };

static void begin_sentence(const quoth_doc *doc, q_reading *all, q_range paragraph, q_range sentence,
                           q_lexeme *lexemes, const q_tables *tables) {
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    q_reading *me = &all[i];
    me->lexeme = q_lexeme_of(doc, i, lexemes, tables);
    memset((char *)me + FOUND, 0, FOUND_END - FOUND);
    me->sentence = sentence, me->paragraph = paragraph;
    me->near_cue = me->border = false;
  }
}

q_reading *q_readings_begin(quoth_doc *doc, const q_tables *tables) {
  q_lexeme *lexemes = q_lexemes(doc);
  q_reading *all = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof *all);
  if (!all || !lexemes) return NULL;
  for (uint32_t p = 0, s = 0; p < doc->paragraphs.count; p++) {
    q_range paragraph = doc->paragraphs.items[p].tokens;
    for (; s < doc->sentences.count && doc->sentences.items[s].first < paragraph.last; s++)
      begin_sentence(doc, all, paragraph, doc->sentences.items[s], lexemes, tables);
  }
  return all;
}

/* ---- tags ---- */

void q_readings_tags(const quoth_doc *doc, q_reading *all, const q_tables *tables) {
#if defined __x86_64__
  if (q_has_avx2()) {
    q_tag_all_avx2(doc, all, &tables->tags);
    return;
  }
#endif
  q_tag_all_plain(doc, all, &tables->tags);
}

/* ---- links ---- */

static uint8_t kind_of(const q_reading *me) {
  static const uint8_t KINDS[32] = {
      [Q_TAG_NOUN] = Q_KIND_NOUN,
      [Q_TAG_NOUNS] = Q_KIND_NOUN,
      [Q_TAG_NAME] = Q_KIND_NOUN,
      [Q_TAG_PRONOUN] = Q_KIND_NOUN,
      [Q_TAG_VERB_BASE] = Q_KIND_VERB,
      [Q_TAG_VERB_PAST] = Q_KIND_VERB,
      [Q_TAG_VERB_GERUND] = Q_KIND_VERB,
      [Q_TAG_VERB_PARTICIPLE] = Q_KIND_VERB,
      [Q_TAG_VERB_PRESENT] = Q_KIND_VERB,
      [Q_TAG_VERB_THIRD] = Q_KIND_VERB,
      [Q_TAG_SUBORDINATOR] = Q_KIND_SUBORDINATOR | Q_KIND_OPENER,
      [Q_TAG_WH] = Q_KIND_OPENER,
      [Q_TAG_CONJUNCTION] = Q_KIND_OPENER,
      [Q_TAG_COMMA] = Q_KIND_COMMA,
  };
  uint32_t mark = me->place & 1, lexical = me->rate >= Q_RATE_LEXICAL; /* Q_OPENS and Q_CLOSES are odd */
  return (uint8_t)(KINDS[me->tag & 31] | mark * Q_KIND_MARK | lexical * Q_KIND_LEXICAL);
}

static const q_links NONE = {QUOTH_NONE, QUOTH_NONE, QUOTH_NONE, QUOTH_NONE};

static inline q_links all_lanes(uint32_t value) { return (q_links){value, value, value, value}; }

/* Those links go to a token whose bits are set in its kind. */
static inline q_links move(q_links links, q_links kind, q_links bits, q_links token) {
  q_links set = (q_links)((kind & bits) == bits);
  return links ^ ((links ^ token) & set);
}

/* Adds one where the bit of a kind is set. */
static inline q_tally count(q_tally tally, q_tally kind) {
  const q_tally BITS = {1, 2, 4, 8, 16, 32, 64, 128};
  q_tally set = (q_tally)((BITS & kind) == BITS); /* all ones, which is -1 */
  return tally - set;
}

/* What stands before the tokens of a sentence; tally and region go on from sentence to sentence. */
static inline void link_before(q_reading *all, q_range sentence, q_tally *tally, uint32_t *region) {
  const q_links BITS = {Q_KIND_COMMA, Q_KIND_LEXICAL, Q_KIND_VERB, Q_KIND_OPENER};
  q_links links = NONE, here = all_lanes(sentence.first);
  for (uint32_t i = sentence.first; i < sentence.last; i++, here += 1) {
    q_reading *me = &all[i];
    me->kind = kind_of(me);
    me->region_before = *region;
    me->before = *tally;
    me->links_before = links;
    q_tally kind = (q_tally){0} + me->kind;
    links = move(links, (q_links)kind, BITS, here);
    *tally = count(*tally, kind);
    if (me->region.last == i + 1) *region = i;
  }
  all[sentence.last - 1].kind |= Q_KIND_END;
  (*tally)[Q_ENDS]++;
}

/* What stands behind them; the region goes on from sentence to sentence before. */
static inline void link_after(q_reading *all, q_range sentence, uint32_t *region) {
  const q_links BITS = {Q_KIND_COMMA, Q_KIND_LEXICAL, Q_KIND_VERB, UINT32_MAX};
  q_links links = NONE, here = all_lanes(sentence.last - 1);
  links[3] = *region;
  for (uint32_t i = sentence.last; i-- > sentence.first; here -= 1) {
    q_reading *me = &all[i];
    me->links_after = links;
    links = move(links, all_lanes(me->kind), BITS, here);
    if (me->region.first == i && me->region.last) links[3] = i;
  }
  *region = links[3];
}

/* Each token's outermost quotation, cut to its paragraph. */
static void place(const quoth_doc *doc, q_reading *all, const q_quotation *quotation) {
  if (quotation->depth) return;
  q_range region = quotation->tokens;
  for (uint32_t i = region.first; i < region.last; i++) {
    if (all[i].region.last) continue;
    q_range within = {region.first > all[i].paragraph.first ? region.first : all[i].paragraph.first,
                      region.last < all[i].paragraph.last ? region.last : all[i].paragraph.last};
    all[i].region = within;
    bool mark = q_word_of(doc, i)->kind == QUOTH_TOKEN_MARK;
    all[i].place = mark && i == within.first ? Q_OPENS : mark && i + 1 == within.last ? Q_CLOSES : Q_INSIDE;
  }
}

void q_readings_places(const quoth_doc *doc, q_reading *all) {
  for (uint32_t q = 0; q < doc->quotations.count; q++) place(doc, all, &doc->quotations.items[q]);
}

void q_readings_links(q_reading *all, q_range paragraph) {
  uint32_t before = QUOTH_NONE, after = QUOTH_NONE;
  q_tally tally = {0};
  for (uint32_t i = paragraph.first; i < paragraph.last; i = all[i].sentence.last)
    link_before(all, all[i].sentence, &tally, &before);
  for (uint32_t i = paragraph.last; i > paragraph.first; i = all[i - 1].sentence.first)
    link_after(all, all[i - 1].sentence, &after);
}

uint32_t q_cue_head(const q_reading *all, q_range cue) {
  uint32_t head = cue.first;
  int best = -1;
  for (uint32_t i = cue.first; i < cue.last; i++) {
    int weight = all[i].rate * 4 + (q_tag_is_verb(all[i].tag) ? 3 : q_tag_is_noun(all[i].tag) ? 1 : 0);
    if (weight > best) best = weight, head = i;
  }
  return head;
}
