#include "core/reading.h"

#include <string.h>

#include "core/scan_masks.h"
#include "core/tags.h"

q_reading *q_readings_begin(quoth_doc *doc, const q_tables *tables) {
  const q_lexeme *lexemes = q_lexemes(doc, tables);
  q_reading *all = q_alloc(&doc->arena, (doc->tokens.count + 1) * sizeof *all);
  if (!all || !lexemes) return NULL;
  for (uint32_t p = 0, s = 0; p < doc->paragraphs.count; p++) {
    q_range paragraph = doc->paragraphs.items[p].tokens;
    for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
      while (doc->sentences.items[s].last <= i) s++;
      const q_lexeme *lexeme = &lexemes[q_row(doc, i)];
      all[i] = (q_reading){.lexeme = lexeme,
                           .lemma = lexeme->word,
                           .paragraph = paragraph,
                           .sentence = doc->sentences.items[s]};
    }
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
  bool mark = me->place == Q_OPENS || me->place == Q_CLOSES;
  return (uint8_t)(KINDS[me->tag & 31] | (mark ? Q_KIND_MARK : 0) |
                   (me->rate >= Q_RATE_LEXICAL ? Q_KIND_LEXICAL : 0));
}

static void link_sentence(q_reading *all, q_range sentence) {
  uint32_t comma = QUOTH_NONE, lexical = QUOTH_NONE, verb = QUOTH_NONE, opener = QUOTH_NONE;
  for (uint32_t i = sentence.first; i < sentence.last; i++) {
    q_reading *me = &all[i];
    uint8_t kind = me->kind = kind_of(me);
    me->comma_before = comma;
    me->lexical_before = lexical;
    me->verb_before = verb;
    me->opener_before = opener;
    comma = kind & Q_KIND_COMMA ? i : comma;
    lexical = kind & Q_KIND_LEXICAL ? i : lexical;
    verb = kind & Q_KIND_VERB ? i : verb;
    opener = kind & Q_KIND_OPENER ? i : opener;
  }
  if (sentence.first < sentence.last) all[sentence.last - 1].kind |= Q_KIND_END;
  comma = lexical = verb = QUOTH_NONE;
  for (uint32_t i = sentence.last; i-- > sentence.first;) {
    q_reading *me = &all[i];
    me->comma_after = comma;
    me->lexical_after = lexical;
    me->verb_after = verb;
    comma = me->kind & Q_KIND_COMMA ? i : comma;
    lexical = me->kind & Q_KIND_LEXICAL ? i : lexical;
    verb = me->kind & Q_KIND_VERB ? i : verb;
  }
}

/* Adds one where the bit of a kind is set. */
static q_tally count(q_tally tally, uint8_t kind) {
  const q_tally BITS = {1, 2, 4, 8, 16, 32, 64, 128};
  q_tally set = (q_tally)((BITS & kind) == BITS); /* all ones, which is -1 */
  return tally - set;
}

static void link_paragraph(q_reading *all, q_range paragraph) {
  uint32_t near = QUOTH_NONE;
  q_tally tally = {0};
  for (uint32_t i = paragraph.first; i < paragraph.last; i++) {
    q_reading *me = &all[i];
    me->region_before = near;
    me->before = tally;
    near = me->region.last == i + 1 ? i : near;
    tally = count(tally, me->kind);
  }
  near = QUOTH_NONE;
  for (uint32_t i = paragraph.last; i-- > paragraph.first;) {
    all[i].region_after = near;
    near = all[i].region.last && all[i].region.first == i ? i : near;
  }
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
  for (uint32_t i = paragraph.first; i < paragraph.last; i = all[i].sentence.last)
    link_sentence(all, all[i].sentence);
  link_paragraph(all, paragraph);
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
