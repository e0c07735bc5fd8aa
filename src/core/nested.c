/* Reports inside reports: "Roa said the minister told aides he would resign". The news that
 * models learn from has only the outermost annotated, so these are found by rule, in what
 * others report without quotation marks. */
#include "core/phrase.h"
#include "core/reading.h"
#include "core/report.h"

/* Who speaks is rarely wrong; where the inner report ends, now and then. */
#define CONFIDENCE 0.7F

/* The most reports in one piece of content that are looked for: a bound on hostile texts. */
enum { MOST_INNER = 8 };

uint32_t *q_users_of_cues(quoth_doc *doc) {
  uint32_t *user = q_alloc_zero(&doc->arena, doc->cues.count * sizeof *user);
  for (uint32_t i = 0; user && i < doc->attributions.count; i++) {
    const q_ranges *pieces = &doc->attributions.items[i].cue;
    for (uint32_t p = 0; p < pieces->count; p++)
      for (uint32_t k = q_cue_from(doc, pieces->items[p].first);
           k < doc->cues.count && doc->cues.items[k].head < pieces->items[p].last; k++)
        user[k] = i + 1;
  }
  return user;
}

static bool add(quoth_doc *doc, uint32_t cue, q_range source, q_range content) {
  q_attribution *new = q_attribution_add(doc, cue, "nested", CONFIDENCE);
  return new &&q_add_range(doc, &new->source, source) && q_add_range(doc, &new->content, content);
}

/* Is the cue a verb of a clause of its own, as far as parts of speech tell: no noun ("her email was", "the
 * reports filed"), and no participle that describes one ("the man accused of it")? */
static bool is_finite(const quoth_doc *doc, const q_cue *cue) {
  if (!doc->readings) return true;
  uint8_t tag = doc->readings[cue->head].tag;
  bool alone = cue->tokens.first == cue->head;
  return q_tag_is_verb(tag) && !(alone && (tag == Q_TAG_VERB_PARTICIPLE || tag == Q_TAG_VERB_BASE));
}

/* May the cue report something inside of what others report? Of what might be said, and of
 * participles without a subject, nobody has said anything. */
static bool is_inner(const quoth_doc *doc, const q_cue *cue) {
  if (cue->kind != Q_CUE_IS_VERB || cue->class != Q_CUE_SPEECH || cue->passive) return false;
  for (uint32_t t = cue->tokens.first; t < cue->head; t++)
    if (q_is(doc, t, Q_BIT(Q_MODAL))) return false;
  bool bare = cue->tokens.first == cue->head && q_is_a(doc, cue->head, Q_ENDING_PARTICIPLE);
  return !bare && is_finite(doc, cue) && q_region_at(doc, cue->head) == QUOTH_NONE;
}

/* "an order stating that …": a participle right behind its noun that opens a clause. */
static bool is_behind_noun(const quoth_doc *doc, const q_cue *cue) {
  return cue->kind == Q_CUE_IS_VERB && cue->class == Q_CUE_SPEECH && cue->tokens.first == cue->head &&
         q_is_a(doc, cue->head, Q_ENDING_PARTICIPLE) && cue->tokens.last < doc->tokens.count &&
         q_is_a(doc, cue->tokens.last, Q_COMPLEMENTIZER) && q_region_at(doc, cue->head) == QUOTH_NONE;
}

/* The cue of speech whose last token stands right before a token, or QUOTH_NONE. O(log n). */
static uint32_t cue_before(const quoth_doc *doc, uint32_t token) {
  uint32_t k = q_cue_from(doc, token);
  if (!k--) return QUOTH_NONE;
  const q_cue *cue = &doc->cues.items[k];
  return cue->tokens.last == token && is_inner(doc, cue) ? k : QUOTH_NONE;
}

/* ---- the inner one ---- */

/* The subject of a cue that has a clause of its own: it begins what is reported, or stands
 * behind what opens or joins a clause. Empty where there is none. */
static q_range subject_of(const quoth_doc *doc, q_range clause, const q_cue *cue) {
  q_range subject = q_subject_before(doc, clause.first, cue->tokens.first);
  if (subject.first >= subject.last || subject.first == clause.first) return subject;
  uint32_t before = subject.first - 1;
  bool opens = q_is(doc, before, Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_CONJUNCTION)) ||
               q_is_char(doc, before, ",;") || cue_before(doc, subject.first) != QUOTH_NONE;
  return opens ? subject : (q_range){0, 0};
}

/* Does a report begin here, and no object: "that …", a quotation, a subject and its verb? */
static bool begins_report(const q_reader *r, uint32_t token) {
  const quoth_doc *doc = r->doc;
  if (token >= r->sentence.last || q_is_a(doc, token, Q_ENDING_PARTICIPLE)) return false;
  uint32_t region = q_region_at(doc, token);
  if (region != QUOTH_NONE) return q_reader_region(r, region)->speech;
  if (q_is_a(doc, token, Q_COMPLEMENTIZER)) return true;
  if (q_is(doc, token, Q_BIT(Q_PREPOSITION)) && !q_is(doc, token, Q_BIT(Q_SUBORDINATOR))) return false;
  q_range subject = q_phrase_after(doc, token, r->sentence.last);
  for (uint32_t t = subject.first + 1; t < subject.last; t++)
    if (q_is(doc, t, Q_BIT(Q_RELATIVE))) return false; /* critics who have said */
  return !q_is_verb(doc, token, token) && subject.first < subject.last && subject.last < r->sentence.last &&
         q_is_verb(doc, token, subject.last);
}

uint32_t q_report_start(const q_reader *r, const q_cue *cue) {
  uint32_t first = cue->tokens.last, last = r->sentence.last;
  if (begins_report(r, first)) return first;
  if (first >= last || !q_takes_hearer(r->doc, cue)) return QUOTH_NONE;
  first = q_phrase_after(r->doc, first, last).last;
  if (first < last && q_is_char(r->doc, first, ",:")) first++;
  return begins_report(r, first) ? first : QUOTH_NONE;
}

/* What stands before a subject and a cue that end the clause: "Kim had left, KCNA said". Empty where
 * nothing does. */
static q_range report_before(const q_reader *r, q_range subject, const q_cue *cue) {
  q_range clause = r->sentence, report = {clause.first, subject.first - 1};
  bool ends = cue->tokens.last == clause.last && subject.first > clause.first + FEW &&
              q_is_char(r->doc, report.last, ",");
  return ends ? report : (q_range){0, 0};
}

/* Adds the report of a cue within the clause that the reader stands in. */
static bool read_inner(q_reader *r, uint32_t index, uint32_t *user) {
  const q_cue *cue = &r->doc->cues.items[index];
  q_range subject = is_behind_noun(r->doc, cue)
                        ? q_subject_before(r->doc, r->sentence.first, cue->tokens.first)
                        : subject_of(r->doc, r->sentence, cue);
  if (subject.first >= subject.last) return true;
  q_range content = report_before(r, subject, cue);
  if (content.first == content.last) {
    content.first = q_report_start(r, cue);
    if (content.first == QUOTH_NONE) return true;
    content.last = q_reader_end(r, content.first);
    if (content.last > r->sentence.last) content.last = r->sentence.last;
  }
  if (content.last < content.first + FEW) return true;
  user[index] = r->doc->attributions.count + 1;
  return add(r->doc, index, subject, content);
}

/* "At dawn, Radio Nord reported, …": is who reports told between commas, apart from the report? */
static bool is_set_off(const quoth_doc *doc, const q_attribution *a) {
  if (a->source.count != 1 || a->cue.count != 1) return false;
  q_range source = a->source.items[0], cue = a->cue.items[0];
  return source.first && source.last == cue.first && cue.last < doc->tokens.count &&
         q_is_char(doc, source.first - 1, ",") && q_is_char(doc, cue.last, ",");
}

/* Reads the cues in a piece of content; set_off tells whether who reports it stands between commas. */
static bool read_piece(quoth_doc *doc, q_range piece, bool set_off, uint32_t *user) {
  uint32_t most = doc->attributions.count + MOST_INNER;
  for (uint32_t k = q_cue_from(doc, piece.first + 1); k < doc->cues.count; k++) {
    const q_cue *cue = &doc->cues.items[k];
    if (cue->head >= piece.last || doc->attributions.count == most) break;
    if (user[k] || (!is_inner(doc, cue) && !(set_off && is_behind_noun(doc, cue)))) continue;
    q_reader r = {.doc = doc, .sentence = doc->sentences.items[q_sentence_at(doc, cue->head)]};
    if (r.sentence.first < piece.first) r.sentence.first = piece.first;
    if (r.sentence.last > piece.last) r.sentence.last = piece.last;
    if (q_is_a(doc, r.sentence.first, Q_COMPLEMENTIZER)) r.sentence.first++;
    if (!read_inner(&r, k, user)) return false;
  }
  return true;
}

/* ---- the outer one ---- */

/* The one piece of a content that stands behind its source and cue without a gap; else empty. */
static q_range report_of(const q_attribution *a) {
  q_range none = {0, 0};
  if (a->source.count != 1 || a->cue.count != 1 || a->content.count != 1) return none;
  if (a->source.items[0].last != a->cue.items[0].first) return none;
  return a->cue.items[0].last <= a->content.items[0].first ? a->content.items[0] : none;
}

/* "Roa said the doctor told her that …": where only the inner report was found, the outer one
 * has its words and the source and cue before them. */
static bool add_outer(quoth_doc *doc, uint32_t index, uint32_t *user) {
  const q_attribution *inner = &doc->attributions.items[index];
  q_range report = report_of(inner);
  if (report.first == report.last) return true;
  report.first = inner->source.items[0].first;
  if (report.first && q_is_a(doc, report.first - 1, Q_COMPLEMENTIZER)) report.first--;
  uint32_t k = cue_before(doc, report.first);
  if (k == QUOTH_NONE || user[k]) return true;
  uint32_t start = doc->sentences.items[q_sentence_at(doc, report.first)].first;
  q_range subject = q_subject_before(doc, start, doc->cues.items[k].tokens.first);
  if (subject.first >= subject.last) return true;
  user[k] = doc->attributions.count + 1;
  return add(doc, k, subject, report);
}

/* ---- who reported it, between two commas ---- */

/* "At dawn, Radio Nord reported, Roa issued an order stating …": whose cue and subject stand
 * by themselves between commas before a source reported what follows. */
static bool add_reporter(quoth_doc *doc, uint32_t index, const uint32_t *user) {
  q_attribution *a = &doc->attributions.items[index];
  if (!a->source.count || a->reporters.count) return true;
  uint32_t end = a->source.items[0].first, first = doc->sentences.items[q_sentence_at(doc, end)].first;
  for (uint32_t k = q_cue_from(doc, first); k < doc->cues.count && doc->cues.items[k].head < end; k++) {
    const q_cue *cue = &doc->cues.items[k];
    if (user[k] || !is_inner(doc, cue) || !q_is_char(doc, cue->tokens.last, ",")) continue;
    if (q_any_overlap(&a->content, cue->tokens)) continue; /* what is reported is who says so */
    q_range subject = q_subject_before(doc, first, cue->tokens.first);
    if (subject.first >= subject.last || subject.first == first || !q_is_char(doc, subject.first - 1, ","))
      continue;
    q_range *by = q_push(&doc->arena, &a->reporters);
    if (by) *by = subject;
    return by != NULL;
  }
  return true;
}

bool q_attribution_nested(quoth_doc *doc) {
  uint32_t count = doc->attributions.count;
  if (!count || !doc->cues.count) return true;
  uint32_t *user = q_users_of_cues(doc);
  if (!user) return false;
  for (uint32_t i = 0; i < count; i++) {
    q_ranges content = doc->attributions.items[i].content;
    bool set_off = is_set_off(doc, &doc->attributions.items[i]);
    for (uint32_t p = 0; p < content.count; p++)
      if (!read_piece(doc, content.items[p], set_off, user)) return false;
    if (!add_outer(doc, i, user) || !add_reporter(doc, i, user)) return false;
  }
  return true;
}
