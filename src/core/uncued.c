/* Speech that no word reports: quotations that stand as a paragraph of their own, before a dash and a
 * name or by "as Roa put it", and those that go on with what was reported. Where no name stands by
 * them, who was reported last still has the floor. */
#include "core/attribution.h"
#include "core/entity.h"
#include "core/lemma.h"
#include "core/phrase.h"
#include "core/reading.h"

enum {
  LABEL_MOST = 5,
  LEAD_MOST = 16,
  LONG_ENOUGH = 6,
  PIECES_MOST = 64,
  MARKS_MOST = 8,
  TITLE_MOST = 14,
  ASIDE_MOST = 10
};

typedef struct finder {
  quoth_doc *doc;
  uint32_t *owner;                        /* of each token: 1 + the attribution whose content it is, or 0 */
  uint32_t marks[MARKS_MOST], mark_count; /* words of marks that open what a cue reports */
} finder;

static void give(finder *f, q_range content, uint32_t owner) {
  for (uint32_t t = content.first; t < content.last; t++) f->owner[t] = owner;
}

static bool is_noted(const finder *f, uint32_t token) {
  for (uint32_t i = 0; i < f->mark_count; i++)
    if (f->marks[i] == f->doc->tokens.items[token].word) return true;
  return false;
}

/* Notes the mark that opens a quotation which a cue reports. */
static void note_mark(finder *f, const q_attribution *a, q_range content) {
  uint32_t region = q_region_at(f->doc, content.first);
  if (!a->cue.count || region == QUOTH_NONE || f->mark_count == MARKS_MOST) return;
  const q_quotation *q = &f->doc->quotations.items[region];
  if (q->speech && q->tokens.first == content.first && !is_noted(f, content.first))
    f->marks[f->mark_count++] = f->doc->tokens.items[content.first].word;
}

static bool note_contents(finder *f) {
  quoth_doc *doc = f->doc;
  if (!(f->owner = q_alloc_zero(&doc->arena, (doc->tokens.count + 1) * sizeof *f->owner))) return false;
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    const q_ranges *content = &doc->attributions.items[i].content;
    for (uint32_t c = 0; c < content->count; c++) {
      give(f, content->items[c], i + 1);
      note_mark(f, &doc->attributions.items[i], content->items[c]);
    }
  }
  return true;
}

static q_range paragraph_at(const finder *f, uint32_t index) {
  return f->doc->paragraphs.items[index].tokens;
}

static bool add(finder *f, q_range source, q_range content, const char *rule, float confidence) {
  q_attribution *new = q_attribution_add(f->doc, QUOTH_NONE, rule, confidence);
  give(f, content, f->doc->attributions.count);
  return new &&q_add_range(f->doc, &new->source, source) && q_add_range(f->doc, &new->content, content);
}

/* ---- a dash and a name ---- */

/* The name behind the dash that stands at a token; empty where there is none. */
static q_range signature(const quoth_doc *doc, uint32_t token, uint32_t last) {
  q_range name = {token + 1, token + 1};
  if (token + 1 >= last || !q_is_dash(doc, token)) return name;
  while (name.last < last && q_word_of(doc, name.last)->shape >= Q_SHAPE_CAPITAL) name.last++;
  bool ends = name.last == last || q_is_char(doc, name.last, ",.(");
  return ends && name.last - name.first <= LABEL_MOST ? name : (q_range){token + 1, token + 1};
}

/* The name that signs a quotation: behind it, or as the next paragraph; else empty. */
static q_range signature_behind(const finder *f, uint32_t paragraph, q_range content) {
  q_range own = paragraph_at(f, paragraph);
  if (content.last == own.last && paragraph + 1 < f->doc->paragraphs.count)
    own = paragraph_at(f, paragraph + 1);
  uint32_t dash = content.last > own.first ? content.last : own.first;
  return dash < own.last ? signature(f->doc, dash, own.last) : (q_range){0, 0};
}

/* ---- a paragraph that is one quotation ---- */

/* The mention that begins at a token, or NULL. */
static const q_mention *mention_at(const quoth_doc *doc, uint32_t token) {
  uint32_t i = q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, token);
  return i < doc->mentions.count && doc->mentions.items[i].tokens.first == token ? &doc->mentions.items[i]
                                                                                 : NULL;
}

/* Who the paragraph before is about: its subject, where it is one short sentence
 * that quotes nobody. */
static q_range lead_before(const finder *f, uint32_t paragraph) {
  q_range none = {0, 0};
  if (!paragraph) return none;
  const quoth_doc *doc = f->doc;
  q_range lead = paragraph_at(f, paragraph - 1);
  if (lead.last - lead.first > LEAD_MOST || !q_word_of(doc, lead.last - 1)->final) return none;
  for (uint32_t t = lead.first; t < lead.last; t++)
    if (f->owner[t] || q_region_at(doc, t) != QUOTH_NONE) return none;
  if (q_sentence_at(doc, lead.first) != q_sentence_at(doc, lead.last - 1)) return none;
  const q_mention *name = mention_at(doc, lead.first);
  if (name) return name->tokens;
  uint32_t verb = lead.first + 1;
  while (verb < lead.last && verb < lead.first + LABEL_MOST && !q_is_verb(doc, lead.first, verb)) verb++;
  bool person = q_word_of(doc, verb - 1)->shape >= Q_SHAPE_CAPITAL || q_is(doc, verb - 1, Q_BIT(Q_ROLE));
  return person && verb < lead.last ? (q_range){lead.first, verb} : none;
}

/* Is the token a finite verb behind a subject that is no relative pronoun? */
static bool has_subject(const quoth_doc *doc, uint32_t first, uint32_t token) {
  return token > first && (q_is_verb(doc, first, token) || q_is(doc, token, Q_BIT(Q_PAST))) &&
         !q_is(doc, token - 1, Q_BIT(Q_RELATIVE));
}

/* "Lund issued this statement:": whoever the sentence before a colon is about. */
static q_range announced_before(const finder *f, uint32_t paragraph) {
  q_range none = {0, 0};
  if (!paragraph) return none;
  const quoth_doc *doc = f->doc;
  q_range lead = paragraph_at(f, paragraph - 1);
  if (lead.first == lead.last || !q_is_char(doc, lead.last - 1, ":")) return none;
  uint32_t first = doc->sentences.items[q_sentence_at(doc, lead.last - 1)].first, verb = first;
  while (verb < lead.last && !has_subject(doc, first, verb)) verb++;
  return verb < lead.last ? q_subject_before(doc, first, verb) : none;
}

static bool is_question(const quoth_doc *doc, const q_ranges *cue) {
  for (uint32_t p = 0; p < cue->count; p++)
    for (uint32_t t = cue->items[p].first; t < cue->items[p].last; t++)
      if (q_is_a(doc, t, Q_CUE_QUESTION)) return true;
  return false;
}

/* Does an attribution leave the floor to its source? Not what was asked, which somebody else answers. */
static bool keeps_floor(const quoth_doc *doc, const q_attribution *a) {
  return a->source.count == 1 && !is_question(doc, &a->cue);
}

/* The quotation that the paragraph before consists of: 1 + the attribution, or 0. Not of what is
 * short: it may be what a crowd shouts back. */
static uint32_t quotation_before(const finder *f, uint32_t paragraph, q_range content) {
  if (!paragraph || content.last - content.first < LONG_ENOUGH) return 0;
  uint32_t first = paragraph_at(f, paragraph - 1).first, owner = f->owner[first];
  if (!owner || q_region_at(f->doc, first) == QUOTH_NONE) return 0;
  return keeps_floor(f->doc, &f->doc->attributions.items[owner - 1]) ? owner : 0;
}

/* The speech reported last among some tokens: 1 + the attribution; 0 where there is none, or it does
 * not leave the floor to its source. What is far back is not looked at: O(1). */
static uint32_t last_speech(const finder *f, q_range tokens) {
  enum { FLOOR_MOST = 256 };
  if (tokens.last > tokens.first + FLOOR_MOST) tokens.first = tokens.last - FLOOR_MOST;
  for (uint32_t t = tokens.last; t-- > tokens.first;) {
    const q_attribution *a = f->owner[t] ? &f->doc->attributions.items[f->owner[t] - 1] : NULL;
    if (a && a->speech) return keeps_floor(f->doc, a) ? f->owner[t] : 0;
  }
  return 0;
}

/* The same of the paragraph before one. */
static uint32_t floor_holder(const finder *f, uint32_t paragraph) {
  return paragraph ? last_speech(f, paragraph_at(f, paragraph - 1)) : 0;
}

/* ---- what goes on ---- */

/* Adds to an attribution's content what stands behind it. One of very many pieces is left, and another
 * of the same source begins: what lies in a piece is sought among all of them. */
static bool join(finder *f, uint32_t owner, q_range content) {
  q_attribution *a = &f->doc->attributions.items[owner - 1];
  q_ranges *to = &a->content;
  if (to->items[to->count - 1].last > content.first) return true;
  if (to->count >= PIECES_MOST)
    return add(f, a->source.count ? a->source.items[0] : (q_range){0, 0}, content, "continued", 0.6F);
  give(f, content, owner);
  return q_add_range(f->doc, to, content);
}

/* "It is done," said Lund. "Nothing is left.": the attribution whose words the
 * quotation at a token goes on with, as its sentence is the next; 1 + its index, or 0. */
static uint32_t owner_before(const finder *f, uint32_t token) {
  const quoth_doc *doc = f->doc;
  uint32_t sentence = q_sentence_at(doc, token);
  if (!sentence || doc->sentences.items[sentence].first != token) return 0;
  q_range before = doc->sentences.items[sentence - 1];
  for (uint32_t t = token; t-- > before.first;) {
    if (!f->owner[t] || q_region_at(doc, t) == QUOTH_NONE) continue;
    const q_attribution *a = &doc->attributions.items[f->owner[t] - 1];
    bool cued = a->source.count && a->cue.count && a->cue.items[0].first > t && a->cue.items[0].last <= token;
    return cued && a->content.items[a->content.count - 1].last == t + 1 ? f->owner[t] : 0;
  }
  return 0;
}

/* What the paragraph's quotation continues: its own paragraph's, or the one that was
 * left open in the paragraph before. */
static uint32_t continued(const finder *f, uint32_t index, uint32_t paragraph) {
  const quoth_doc *doc = f->doc;
  const q_quotation *q = &doc->quotations.items[index];
  if (q->tokens.first != paragraph_at(f, paragraph).first) return owner_before(f, q->tokens.first);
  for (uint32_t i = index; q->reopened && i-- > 0;)
    if (doc->quotations.items[i].next == index) return f->owner[doc->quotations.items[i].tokens.first];
  return 0;
}

/* ---- as Roa put it ---- */

typedef struct aside {
  q_range source, cue;
} aside;

/* Are some tokens such a clause, whatever its verb: "as Roa often put it"? */
static bool read_aside(const quoth_doc *doc, q_range clause, aside *to) {
  uint32_t verb = clause.last - 2, end = verb;
  if (clause.last < clause.first + 4 || !q_is_a(doc, clause.last - 1, Q_EXPLETIVE)) return false;
  if (doc->readings && !q_tag_is_verb(doc->readings[verb].tag)) return false;
  while (end > clause.first + 2 && q_is(doc, end - 1, Q_BIT(Q_ADVERB))) end--;
  to->source = (q_range){clause.first + 1, end};
  to->cue = (q_range){verb, clause.last};
  return true;
}

/* The clause between a quotation and the comma or end behind it, or between it and the comma before;
 * false where there is none. */
static bool find_aside(const quoth_doc *doc, q_range own, aside *to) {
  q_range clause = {own.last, own.last};
  uint32_t last = doc->tokens.count;
  if (own.last < last && q_is_a(doc, own.last, Q_PREDICATIVE_MARKER) &&
      q_word_of(doc, own.last)->shape == Q_SHAPE_LOWER) {
    while (clause.last < last && clause.last < own.last + ASIDE_MOST &&
           q_word_of(doc, clause.last)->kind == QUOTH_TOKEN_WORD)
      clause.last++;
    return read_aside(doc, clause, to);
  }
  if (!own.first || !q_is_char(doc, own.first - 1, ",")) return false;
  clause = (q_range){own.first - 1, own.first - 1};
  while (clause.first > 0 && clause.first + ASIDE_MOST > own.first &&
         q_word_of(doc, clause.first - 1)->kind == QUOTH_TOKEN_WORD)
    if (q_is_a(doc, --clause.first, Q_PREDICATIVE_MARKER)) return read_aside(doc, clause, to);
  return false;
}

/* 1 + the attribution that has the cue of such a clause for the quotation at a token, or 0. */
static uint32_t owner_by(const finder *f, uint32_t token, q_range cue) {
  uint32_t owner = token < f->doc->tokens.count ? f->owner[token] : 0;
  return owner && q_any_overlap(&f->doc->attributions.items[owner - 1].cue, cue) ? owner : 0;
}

/* Puts a quotation before all else that an attribution reports. */
static bool put_first(finder *f, uint32_t owner, q_range content) {
  q_ranges *to = &f->doc->attributions.items[owner - 1].content;
  if (!q_add_range(f->doc, to, content)) return false;
  for (uint32_t i = to->count - 1; i > 0; i--) to->items[i] = to->items[i - 1];
  to->items[0] = content;
  give(f, content, owner);
  return true;
}

/* Adds the quotation that such a clause reports; *found tells whether there is one. */
static bool read_put(finder *f, q_range own, bool *found) {
  quoth_doc *doc = f->doc;
  aside it;
  *found = find_aside(doc, own, &it);
  if (!*found) return true;
  uint32_t before = owner_by(f, it.source.first - 2, it.cue), behind = owner_by(f, it.cue.last + 1, it.cue);
  if (before) return join(f, before, own);
  if (behind) return put_first(f, behind, own);
  if (!add(f, it.source, own, "as put", 0.8F)) return false;
  q_attribution *a = &doc->attributions.items[doc->attributions.count - 1];
  a->lemma = q_lemma_text(doc, it.cue.first, doc->readings ? doc->readings[it.cue.first].lemma : 0);
  return a->lemma && q_add_range(doc, &a->cue, it.cue);
}

/* ---- quotations among others ---- */

/* Is a quotation a title? It is short, and set in other marks than all that somebody says ('No way
 * back.' where people speak in "…"), or has a colon at its end, or only capitals. */
static bool is_title(const finder *f, const q_quotation *q) {
  const quoth_doc *doc = f->doc;
  if (q->tokens.last - q->tokens.first > TITLE_MOST) return false;
  if (f->mark_count && !is_noted(f, q->tokens.first)) return true;
  uint32_t end = q->tokens.last - q->closed;
  if (end > q->tokens.first && q_is_char(doc, end - 1, ":")) return true;
  uint32_t capitals = 0;
  for (uint32_t t = q->tokens.first; t < end; t++) {
    const q_word *word = q_word_of(doc, t);
    if (word->kind == QUOTH_TOKEN_WORD && word->shape != Q_SHAPE_UPPER) return false;
    capitals += word->shape == Q_SHAPE_UPPER;
  }
  return capitals > 1;
}

/* Is the paragraph one in which people speak? A headline in quotation marks shows what the
 * text below says with its source, and so does a subhead that the page does not mark as
 * one: it ends in no stop. Where nothing is marked it may as well be a pull quote. */
static bool is_said(const finder *f, uint32_t paragraph, const q_quotation *q) {
  const quoth_doc *doc = f->doc;
  switch (doc->paragraphs.items[paragraph].kind) {
    case QUOTH_BLOCK_BLOCKQUOTE:
    case QUOTH_BLOCK_PULL_QUOTE: return true;
    case QUOTH_BLOCK_PARAGRAPH:
    case QUOTH_BLOCK_LIST: break;
    default: return false;
  }
  if (!doc->block_count || !q->closed) return true;
  uint32_t last = q->tokens.last - 2;
  return last > q->tokens.first && (q_word_of(doc, last)->final || q_is_char(doc, last, ",;:-"));
}

static bool read_quotation(finder *f, uint32_t paragraph, const q_quotation *q) {
  q_range all = paragraph_at(f, paragraph), own = q->tokens;
  if (own.first != all.first) return true;
  q_range name = signature_behind(f, paragraph, own);
  if (name.first < name.last) return add(f, name, own, "dash", 0.8F);
  if (own.last != all.last || (!q->speech && own.last - own.first < LONG_ENOUGH)) return true;
  if (!is_said(f, paragraph, q) || is_title(f, q)) return true;
  uint32_t owner = quotation_before(f, paragraph, own);
  if (owner) return join(f, owner, own);
  q_range source = announced_before(f, paragraph);
  if (source.first == source.last) source = lead_before(f, paragraph);
  if (source.first == source.last && own.last - own.first >= LONG_ENOUGH) owner = floor_holder(f, paragraph);
  if (owner) return join(f, owner, own);
  return add(f, source, own, source.first < source.last ? "paragraph before" : "paragraph", 0.5F);
}

/* Is it one or more whole sentences? */
static bool is_whole(const quoth_doc *doc, q_range own) {
  uint32_t first = q_sentence_at(doc, own.first), last = q_sentence_at(doc, own.last - 1);
  return doc->sentences.items[first].first == own.first && doc->sentences.items[last].last == own.last;
}

/* The speech that the sentence before a token reports last: 1 + the attribution, or 0. What was
 * asked does not count. */
static uint32_t reported_before(const finder *f, uint32_t token) {
  const quoth_doc *doc = f->doc;
  uint32_t sentence = q_sentence_at(doc, token);
  if (!sentence) return 0;
  q_range before = doc->sentences.items[sentence - 1];
  for (uint32_t t = token; t-- > before.first;) {
    if (!f->owner[t]) continue;
    const q_attribution *a = &doc->attributions.items[f->owner[t] - 1];
    return a->speech && a->source.count == 1 && a->cue.count && !is_question(doc, &a->cue) ? f->owner[t] : 0;
  }
  return 0;
}

/* The person whose name begins the sentence before a token of the same paragraph; else empty. */
static q_range person_before(const finder *f, uint32_t paragraph, uint32_t token) {
  if (token == paragraph_at(f, paragraph).first) return (q_range){0, 0};
  uint32_t first = f->doc->sentences.items[q_sentence_at(f->doc, token) - 1].first;
  const q_mention *name = mention_at(f->doc, first);
  return name && q_has_type(name->type, "person") ? name->tokens : (q_range){0, 0};
}

/* Whole sentences in quotation marks among the author's are his words whom the sentence before
 * reports or is about, or else who spoke last in their paragraph or the one before. */
static bool read_among(finder *f, uint32_t paragraph, const q_quotation *q) {
  q_range all = paragraph_at(f, paragraph), own = q->tokens;
  if (own.first == all.first && own.last == all.last) return true;
  if (!q->speech || !q->closed || own.last - own.first < LONG_ENOUGH || !is_whole(f->doc, own)) return true;
  uint32_t owner = reported_before(f, own.first);
  if (owner) return join(f, owner, own);
  q_range source = person_before(f, paragraph, own.first);
  if (source.first < source.last) return add(f, source, own, "continued", 0.5F);
  owner = last_speech(f, (q_range){all.first, own.first});
  if (!owner) owner = floor_holder(f, paragraph);
  return !owner || join(f, owner, own);
}

static bool read_quotations(finder *f) {
  quoth_doc *doc = f->doc;
  for (uint32_t i = 0; i < doc->quotations.count; i++) {
    const q_quotation *q = &doc->quotations.items[i];
    bool found;
    if (q->depth || f->owner[q->tokens.first] || f->owner[q->tokens.last - 1]) continue;
    if (!read_put(f, q->tokens, &found)) return false;
    if (found) continue;
    uint32_t paragraph = q_paragraph_at(doc, q->tokens.first),
             owner = q->speech ? continued(f, i, paragraph) : 0;
    if (!(owner ? join(f, owner, q->tokens) : q->reopened || read_quotation(f, paragraph, q))) return false;
    if (!f->owner[q->tokens.first] && !q->reopened && !read_among(f, paragraph, q)) return false;
  }
  return true;
}

bool q_attribution_uncued(quoth_doc *doc) {
  finder f = {.doc = doc};
  return note_contents(&f) && read_quotations(&f);
}
