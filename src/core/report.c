/* The rules of attribution: for each cue its source and content, by the marks,
 * commas and function words around it. */
#include "core/report.h"
#include "core/entity.h"
#include "core/phrase.h"

/* The region that ends right before a token, a comma between them or not. */
static uint32_t region_before(const q_reader *r, uint32_t token) {
  for (int step = 0; step < 2 && token > 0; step++, token--) {
    uint32_t at = q_region_at(r->doc, token - 1);
    if (at != QUOTH_NONE) return q_reader_region(r, at)->tokens.last == token ? at : QUOTH_NONE;
    if (!q_is_char(r->doc, token - 1, ",")) return QUOTH_NONE;
  }
  return QUOTH_NONE;
}

/* ---- making attributions ---- */

static void use(q_reader *r, q_range content) {
  for (uint32_t t = content.first; t < content.last;) {
    uint32_t at = q_region_at(r->doc, t);
    if (at == QUOTH_NONE) {
      t++;
      continue;
    }
    r->user[at] = r->doc->attributions.count;
    t = q_reader_region(r, at)->tokens.last;
  }
}

static bool add_content(q_reader *r, q_attribution *to, q_range content) {
  use(r, content);
  return q_add_range(r->doc, &to->content, content);
}

q_attribution *q_reader_add(q_reader *r, uint32_t cue, q_range source, q_range content, const char *rule,
                            float confidence) {
  q_attribution *new = q_attribution_add(r->doc, cue, rule, confidence);
  if (!new) return NULL;
  r->previous = r->doc->attributions.count - 1;
  return q_add_range(r->doc, &new->source, source) && add_content(r, new, content) ? new : NULL;
}

/* Does a quotation end in a comma, so that a cue of its own follows? */
static bool awaits_cue(const q_reader *r, const q_quotation *q) {
  return q->tokens.last - q->tokens.first > 2 && q_is_char(r->doc, q->tokens.last - 2, ",");
}

static uint32_t paragraph_end(const q_reader *r) {
  return r->doc->paragraphs.items[q_paragraph_at(r->doc, r->sentence.first)].tokens.last;
}

/* The quotation that goes on behind a cue: in its sentence after a comma, or as
 * the next sentence of the paragraph. */
static bool add_rest(q_reader *r, q_attribution *to, uint32_t from) {
  const quoth_doc *doc = r->doc;
  uint32_t end = paragraph_end(r) < from + FAR ? paragraph_end(r) : from + FAR;
  for (uint32_t t = from; t < end; t++) {
    if (q_starts_region(r, t) && q_is_worth(r, q_region_at(doc, t))) {
      const q_quotation *q = q_reader_region(r, q_region_at(doc, t));
      bool right = t < r->sentence.last ? q_is_char(doc, t - 1, ",:") : q->speech && !awaits_cue(r, q);
      return !right || add_content(r, to, q->tokens);
    }
    if (t >= r->sentence.last) return true;
    if (t > from && q_is(doc, t, Q_BIT(Q_CUE_SPEECH)) && q_is_verb(doc, from, t)) return true;
  }
  return true;
}

/* "…," Roa said. "…," said Roa. The quotation that ends before a cue and its source. */
static bool direct_before(q_reader *r, uint32_t cue_index, uint32_t at, q_range source, uint32_t behind,
                          const char *rule) {
  const quoth_doc *doc = r->doc;
  q_range content = q_reader_region(r, at)->tokens;
  if (content.first > r->sentence.first && !q_is_char(doc, content.first - 1, ":") && !r->user[at] &&
      (r->previous == QUOTH_NONE || r->done <= r->sentence.first))
    content.first = r->sentence.first;
  bool taken = r->user[at] != 0;
  q_attribution *new = q_reader_add(r, cue_index, source, content, rule, 0.95F);
  if (!new) return false;
  if (taken) {
    r->doc->attributions.count--;
    return true;
  }
  r->done = behind;
  return add_rest(r, new, behind);
}

/* Nine died, Roa said. */
static bool indirect_before(q_reader *r, uint32_t cue_index, uint32_t comma, q_range source,
                            uint32_t behind) {
  q_range content = {r->sentence.first, comma};
  r->done = behind;
  q_attribution *new = q_reader_add(r, cue_index, source, content, "verb.behind", 0.8F);
  return new &&add_rest(r, new, behind);
}

static bool ends_clause(const q_reader *r, uint32_t token) {
  if (token >= r->sentence.last) return true;
  if (q_is_char(r->doc, token, ",") && token + 1 < r->sentence.last && q_starts_region(r, token + 1))
    return false;
  return q_word_of(r->doc, token)->final || q_is(r->doc, token, Q_BIT(Q_WEEKDAY)) ||
         q_is_char(r->doc, token, ",") ||
         (q_is(r->doc, token, Q_BIT(Q_PREPOSITION)) && q_content_opener(r, token) == QUOTH_NONE);
}

/* Is there a clause before the comma at a token, from the sentence's start? */
static bool clause_before(const q_reader *r, uint32_t comma) {
  return comma > r->sentence.first + FEW && q_is_char(r->doc, comma, ",") && r->done <= r->sentence.first &&
         q_has_verb(r, (q_range){r->sentence.first + 1, comma}) &&
         !q_is(r->doc, r->sentence.first, Q_BIT(Q_PREPOSITION) | Q_BIT(Q_SUBORDINATOR));
}

/* The plan, he said, should go: content on both sides. */
static bool is_inserted(const q_reader *r, q_range subject, uint32_t behind) {
  uint32_t first = r->sentence.first;
  return subject.first > first + FEW && q_is_char(r->doc, subject.first - 1, ",") && r->done <= first &&
         behind + FEW < r->sentence.last && q_is_char(r->doc, behind, ",") &&
         q_word_of(r->doc, behind + 1)->shape == Q_SHAPE_LOWER && !q_starts_region(r, behind + 1) &&
         !q_is(r->doc, first, Q_BIT(Q_PREPOSITION) | Q_BIT(Q_SUBORDINATOR)) &&
         !q_is(r->doc, behind + 1, Q_BIT(Q_CONJUNCTION)) && !q_next_cue_at(r, behind);
}

static bool inserted(q_reader *r, uint32_t cue_index, q_range subject, uint32_t behind) {
  q_range before = {r->sentence.first, subject.first - 1}, after = {behind + 1, q_reader_end(r, behind + 1)};
  q_attribution *new = q_reader_add(r, cue_index, subject, before, "verb.inserted", 0.85F);
  r->done = after.last;
  return new &&add_content(r, new, after);
}

/* Reuters quoted KCNA as saying …: *as is the token "as". */
static bool is_as_saying(const q_reader *r, const q_cue *cue, uint32_t *as) {
  for (uint32_t t = cue->tokens.last; t + 1 < r->sentence.last && t < cue->tokens.last + NEAR; t++) {
    if (q_is_a(r->doc, t, Q_PREDICATIVE_MARKER) && q_is(r->doc, t + 1, Q_BIT(Q_CUE_SPEECH)) &&
        t > cue->tokens.last) {
      *as = t;
      return q_is_a(r->doc, t + 1, Q_ENDING_PARTICIPLE);
    }
    if (q_word_of(r->doc, t)->final || q_is_char(r->doc, t, ",")) return false;
  }
  return false;
}

static bool quoted_as_saying(q_reader *r, uint32_t cue_index, q_range reporter, uint32_t as) {
  q_cue *cue = &r->doc->cues.items[cue_index];
  uint32_t first = q_content_start(r, cue, as + 2);
  if (first == QUOTH_NONE) return true;
  cue->second = (q_range){as, as + 2};
  r->done = q_reader_end(r, first);
  q_range source = {cue->tokens.last, as};
  q_attribution *new =
      q_reader_add(r, cue_index, source, (q_range){first, r->done}, "quoted-as-saying", 0.97F);
  if (!new || reporter.first >= reporter.last) return new != NULL;
  q_range *by = q_push(&r->doc->arena, &new->reporters);
  if (by) *by = reporter;
  return by != NULL;
}

/* The source that an earlier cue of the sentence has: "…, and promised to". */
static q_range shared_source(const q_reader *r, uint32_t group) {
  q_range none = {group, group};
  if (r->previous == QUOTH_NONE || group == r->sentence.first) return none;
  const q_attribution *last = &r->doc->attributions.items[r->previous];
  if (!last->source.count || !last->cue.count || last->cue.items[0].first < r->sentence.first) return none;
  if (!q_is_char(r->doc, group - 1, ",") && !q_is(r->doc, group - 1, Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_ADVERB)))
    return none;
  return last->source.items[0];
}

/* The sentence's subject, where the words before a second verb give none. */
static q_range sentence_subject(const q_reader *r, uint32_t group) {
  q_range none = {group, group};
  if (group == r->sentence.first) return none;
  if (!q_is_a(r->doc, group - 1, Q_COORDINATOR) && !q_is_char(r->doc, group - 1, ",")) return none;
  for (uint32_t t = r->sentence.first; t < group && t < r->sentence.first + FAR; t++)
    if (q_is_verb(r->doc, r->sentence.first, t))
      return t > r->sentence.first ? q_subject_before(r->doc, r->sentence.first, t) : none;
  return none;
}

static bool verb_before_content(q_reader *r, uint32_t cue_index, q_range subject) {
  const q_cue *cue = &r->doc->cues.items[cue_index];
  uint32_t first = q_content_start(r, cue, cue->tokens.last);
  if (first == QUOTH_NONE) return true;
  uint32_t end = q_reader_end(r, first);
  if (end < first + FEW) return true;
  const char *rule = q_is_a(r->doc, first, Q_COMPLEMENTIZER) ? "verb.that"
                     : q_starts_region(r, first)             ? "verb.mark"
                                                             : "verb.before";
  r->done = end;
  bool nobody = subject.first == subject.last; /* it was learnt that: nothing else is meant by it */
  q_attribution *new = q_reader_add(r, cue_index, subject, (q_range){first, end}, rule, nobody ? 0.9F : 0.7F);
  if (!new) return false;
  return !q_starts_region(r, first) || add_rest(r, new, end);
}

/* ", adding": the source is that of the verb before, not what stands there. */
static bool is_participle(const q_reader *r, const q_cue *cue) {
  return q_is_a(r->doc, cue->head, Q_ENDING_PARTICIPLE) && cue->tokens.first == cue->head &&
         cue->head > r->sentence.first && q_is_char(r->doc, cue->head - 1, ",");
}

/* was told by Ito that …: the source is the agent. */
static bool read_agent(q_reader *r, uint32_t cue_index) {
  const q_cue *cue = &r->doc->cues.items[cue_index];
  q_range source = q_phrase_after(r->doc, cue->tokens.last + 1, r->sentence.last);
  uint32_t first = source.last;
  if (source.first >= source.last || first + FEW >= r->sentence.last ||
      !q_is_a(r->doc, first, Q_COMPLEMENTIZER))
    return true;
  r->done = q_reader_end(r, first);
  return q_reader_add(r, cue_index, source, (q_range){first, r->done}, "verb.agent", 0.97F) != NULL;
}

/* Does the quotation stand in the paragraph before, and the sentence of the cue go on with what
 * it reports itself: "…"¶ The inquest heard that …? */
static bool is_apart(const q_reader *r, uint32_t at, uint32_t behind) {
  uint32_t first = r->doc->paragraphs.items[q_paragraph_at(r->doc, r->sentence.first)].tokens.first;
  return q_reader_region(r, at)->tokens.last <= first && behind < r->sentence.last &&
         q_word_of(r->doc, behind)->kind == QUOTH_TOKEN_WORD;
}

static bool read_verb(q_reader *r, uint32_t cue_index) {
  quoth_doc *doc = r->doc;
  const q_cue *cue = &doc->cues.items[cue_index];
  q_range group = cue->tokens, subject = q_subject_before(doc, r->sentence.first, group.first);
  uint32_t as, at = region_before(r, group.first);
  bool quoted_as = group.last > cue->head + 1;
  if (is_participle(r, cue)) {
    q_range shared = shared_source(r, group.first);
    if (shared.first < shared.last) subject = (q_range){group.first, group.first};
  }
  if (!cue->passive && at != QUOTH_NONE && q_is_worth(r, at)) {
    q_range source = q_phrase_after(doc, group.last, r->sentence.last);
    if (source.first < source.last)
      return direct_before(r, cue_index, at, source, source.last, "verb.inverted");
  }
  if (subject.first < subject.last) {
    at = region_before(r, subject.first);
    if (at != QUOTH_NONE && q_is_worth(r, at) && !r->user[at] && cue->class != Q_CUE_PLAN &&
        !is_apart(r, at, group.last))
      return direct_before(r, cue_index, at, subject, group.last, "verb.behind-mark");
    if (!cue->passive && is_as_saying(r, cue, &as)) return quoted_as_saying(r, cue_index, subject, as);
    if (!cue->passive && is_inserted(r, subject, group.last))
      return inserted(r, cue_index, subject, group.last);
    if (subject.first > r->sentence.first && clause_before(r, subject.first - 1) &&
        ends_clause(r, group.last))
      return indirect_before(r, cue_index, subject.first - 1, subject, group.last);
  } else {
    if (!cue->passive && group.first > r->sentence.first && clause_before(r, group.first - 1)) {
      q_range source = q_phrase_after(doc, group.last, r->sentence.last);
      if (source.first < source.last && ends_clause(r, source.last) && cue->class == Q_CUE_SPEECH)
        return indirect_before(r, cue_index, group.first - 1, source, source.last);
    }
    subject = shared_source(r, group.first);
    if (subject.first == subject.last) subject = sentence_subject(r, group.first);
    if (subject.first == subject.last) return true;
  }
  if (cue->passive && group.last < r->sentence.last && q_is_a(doc, group.last, Q_PREPOSITION_AGENT))
    return read_agent(r, cue_index);
  if (cue->passive && !quoted_as) {
    if (!q_is_a(doc, subject.first, Q_EXPLETIVE) ||
        !q_is_a(doc, group.last < doc->tokens.count ? group.last : cue->head, Q_COMPLEMENTIZER))
      return true;
    subject.last = subject.first;
  }
  return verb_before_content(r, cue_index, subject);
}

static uint32_t first_comma(const q_reader *r, q_range range) {
  while (range.first < range.last && !q_is_char(r->doc, range.first, ",")) range.first++;
  return range.first;
}

/* Is there a comma and a clause behind it in what may be a source and what it is: "Radio Nord, the
 * mayor told aides …"? */
static bool has_clause(const q_reader *r, q_range source) {
  for (uint32_t t = first_comma(r, source); t < source.last; t++) {
    if (q_is(r->doc, t, Q_BIT(Q_RELATIVE))) return false;
    if (q_is(r->doc, t, Q_BIT(Q_CUE_SPEECH) | Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL)) &&
        q_is_verb(r->doc, source.first, t))
      return true;
  }
  return false;
}

/* Does a number begin behind the first comma that counts what a clause is about: "a survey, 70 of them
 * fled", and is no age? */
static bool has_count(const q_reader *r, q_range source) {
  uint32_t t = first_comma(r, source);
  return t + 2 < source.last && q_word_of(r->doc, t + 1)->kind == QUOTH_TOKEN_NUMBER &&
         !q_is_char(r->doc, t + 2, ",");
}

/* Is a range the name of a person, all of it? */
static bool is_person(const q_reader *r, q_range range) {
  const quoth_doc *doc = r->doc;
  uint32_t i =
      q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, range.first);
  const q_mention *name = i < doc->mentions.count ? &doc->mentions.items[i] : NULL;
  return name && q_has_type(name->type, "person") && name->tokens.first == range.first &&
         name->tokens.last == range.last;
}

static bool has_role(const q_reader *r, q_range range) {
  while (range.first < range.last && !q_is(r->doc, range.first, Q_BIT(Q_ROLE))) range.first++;
  return range.first < range.last;
}

/* Where what stands up to a first comma, a person or a role, is told by a role or a person up to the
 * second, the second; else the first: "the mayor of Leeds, Ana Roa, the bridge will close". */
static uint32_t told_comma(const q_reader *r, q_range source) {
  uint32_t comma = first_comma(r, source);
  q_range before = {source.first, comma}, behind = {comma + 1, source.last};
  if (behind.first >= source.last) return comma;
  behind.last = first_comma(r, behind);
  if (behind.last == source.last || q_has_verb(r, behind)) return comma;
  bool named = is_person(r, before), told = is_person(r, behind);
  return named != told && has_role(r, named ? behind : before) ? behind.last : comma;
}

/* Whom a sentence begins according to: what stands up to a comma, "some on the quay", and what
 * that is, unless a clause begins there. */
static q_range opening_source(const q_reader *r, q_range source) {
  uint32_t t = source.last, last = r->sentence.last, far = t + NEAR;
  bool told = first_comma(r, source) < source.last; /* what that is */
  for (; !told && t < last && t < far && !q_is_char(r->doc, t, ","); t++)
    if (q_is_verb(r->doc, source.first, t)) break;
  bool comma = t < last && q_is_char(r->doc, t, ",");
  if (comma) source.last = t;
  if (!comma || has_clause(r, source) || has_count(r, source)) source.last = told_comma(r, source);
  return source;
}

/* According to Roa, nine died. Nine died, according to Roa. */
static bool read_phrase(q_reader *r, uint32_t cue_index) {
  const q_cue *cue = &r->doc->cues.items[cue_index];
  if (cue->tokens.last == cue->tokens.first + 1) return true;
  q_range source = q_phrase_after(r->doc, cue->tokens.last, r->sentence.last), content;
  if (source.first == source.last) return true;
  bool opens = cue->tokens.first <= r->sentence.first + 1;
  if (opens) {
    source = opening_source(r, source);
    uint32_t first = source.last;
    if (first < r->sentence.last && q_is_char(r->doc, first, ",")) first++;
    content = (q_range){first, first < r->sentence.last ? q_reader_end(r, first) : first};
  } else {
    content = (q_range){r->sentence.first, cue->tokens.first};
    if (q_is_char(r->doc, content.last - 1, ",")) content.last--;
  }
  if (content.last < content.first + FEW) return true;
  r->done = source.last;
  bool inserted = !opens && !q_has_verb(r, content) && source.last + FEW < r->sentence.last &&
                  q_is_char(r->doc, source.last, ",");
  q_attribution *new =
      q_reader_add(r, cue_index, source, content, "according-to", opens || inserted ? 0.97F : 0.9F);
  if (!new || !inserted) return new != NULL;
  return add_content(r, new, (q_range){source.last + 1, q_reader_end(r, source.last + 1)});
}

/* Roa's claim that … */
static bool read_noun(q_reader *r, uint32_t cue_index) {
  uint32_t head = r->doc->cues.items[cue_index].head, end = head;
  q_range source = {head - 1, head};
  if (!q_is(r->doc, head - 1, Q_BIT(Q_POSSESSIVE))) {
    end = head - 1;
    source = q_subject_before(r->doc, r->sentence.first, end);
  }
  if (source.first == source.last) return true;
  r->done = head + 1;
  return q_reader_add(r, cue_index, source, (q_range){head + 1, q_reader_end(r, head + 1)}, "noun.that",
                      0.7F) != NULL;
}

static bool read_colon(q_reader *r, uint32_t cue_index) {
  uint32_t colon = r->doc->cues.items[cue_index].head, at = q_region_at(r->doc, colon + 1);
  if (r->done > r->sentence.first || !q_is_worth(r, at)) return true;
  r->done = q_reader_region(r, at)->tokens.last;
  return q_reader_add(r, cue_index, (q_range){r->sentence.first, colon}, q_reader_region(r, at)->tokens,
                      "colon", 0.8F) != NULL;
}

static bool read_cue(q_reader *r, uint32_t cue_index) {
  const q_cue *cue = &r->doc->cues.items[cue_index];
  while (r->doc->sentences.items[r->sentence_index].last <= cue->head) r->sentence_index++;
  r->sentence = r->doc->sentences.items[r->sentence_index];
  uint32_t at = q_region_at(r->doc, cue->head);
  if (cue->head < r->done || (at != QUOTH_NONE && q_is_worth(r, at))) return true;
  switch (cue->kind) {
    case Q_CUE_IS_VERB: return read_verb(r, cue_index);
    case Q_CUE_IS_NOUN: return read_noun(r, cue_index);
    case Q_CUE_IS_PHRASE: return read_phrase(r, cue_index);
    default: return read_colon(r, cue_index);
  }
}

bool q_attribution_rules(quoth_doc *doc) {
  q_reader r = {.doc = doc, .previous = QUOTH_NONE};
  if (!(r.user = q_alloc_zero(&doc->arena, (doc->quotations.count + 1) * sizeof *r.user))) return false;
  for (uint32_t i = 0; i < doc->cues.count; i++)
    if (!read_cue(&r, i)) return false;
  return q_reader_continue(&r);
}
