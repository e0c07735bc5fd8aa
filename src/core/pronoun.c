/* Pronouns: he, she, it and what they own, and "I" within quotations. A pronoun is
 * linked where one candidate is clearly the best; else it is left open. */
#include "core/phrase.h"
#include "core/reference.h"

typedef enum reading { NOBODY, HE, SHE, IT, SPEAKER } reading;

/* How far back a pronoun reaches, in sentences. */
enum { REACH = 3 };

/* What speaks for somebody. Tuned by hand on news and lives of the GUM corpus, on
 * novels and on GAP; scores change little within half and twice of each. */
#define NEAR 8.0F      /* spoken of in this sentence */
#define APART 2.5F     /* less for each sentence between */
#define SUBJECT 2.5F   /* did something there */
#define KNOWN 2.0F     /* the gender is known to fit, not only unknown */
#define OFTEN 0.5F     /* for each mention so far, up to five */
#define OLDER 0.4F     /* less for each one spoken of since */
#define ELSEWHERE 3.0F /* less where only a quotation speaks of him */
#define NAMELESS 1.5F  /* less for "a woman": may be no person at all */
#define MARGIN 1.5F    /* by how much the best must be better than the next */
#define LEAST 3.0F

static reading reading_of(const quoth_doc *doc, uint32_t token) {
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_MALE))) return HE;
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_FEMALE))) return SHE;
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_NEUTER))) return IT;
  q_class class = q_is(doc, token, Q_BIT(Q_POSSESSIVE)) ? Q_POSSESSIVE : Q_PRONOUN_FIRST;
  const q_term *term = q_term_of(doc, token, class);
  if (!term) return NOBODY;
  if (q_has_type(term->canonical, "male")) return HE;
  if (q_has_type(term->canonical, "female")) return SHE;
  if (q_has_type(term->canonical, "neuter")) return IT;
  bool one = q_has_type(term->canonical, "singular") || q_has_type(term->canonical, "first");
  return one ? SPEAKER : NOBODY;
}

static uint32_t speaker_at(const q_resolver *r, uint32_t token) {
  uint32_t region = q_region_at(r->doc, token);
  return region == QUOTH_NONE ? QUOTH_NONE : r->speakers[region];
}

static bool is_person(const q_resolver *r, const q_recent *recent) {
  return recent->entity == QUOTH_NONE || r->linker->entities.items[recent->entity].label == Q_LABEL_PERSON;
}

/* How well somebody fits "he" or "she"; below 0: not at all. */
static float fitness(const q_resolver *r, const q_recent *recent, uint32_t token, uint8_t gender) {
  uint32_t apart = r->sentence_index - recent->sentence;
  uint8_t sort = recent->entity == QUOTH_NONE ? recent->sort : r->linker->entities.items[recent->entity].sort;
  if (!is_person(r, recent) || apart > REACH || q_sorts_clash(sort, gender)) return -1;
  bool quoted = q_region_at(r->doc, token) != QUOTH_NONE;
  if (quoted && recent->entity != QUOTH_NONE && recent->entity == speaker_at(r, token)) return -1;
  float fit = NEAR - APART * (float)apart + OFTEN * (float)(recent->count < 5 ? recent->count : 5);
  if (recent->subject) fit += SUBJECT;
  if (recent->entity == QUOTH_NONE) fit -= NAMELESS;
  if (sort & gender) fit += KNOWN;
  if (recent->quoted && !quoted) fit -= ELSEWHERE;
  return fit;
}

/* Is the pronoun an object: "him"? */
static bool is_object(const quoth_doc *doc, uint32_t token, uint8_t gender) {
  const q_term *term = q_term_of(doc, token, gender == Q_MALE ? Q_PRONOUN_MALE : Q_PRONOUN_FEMALE);
  return term && q_has_type(term->canonical, "object") && !q_is(doc, token, Q_BIT(Q_POSSESSIVE));
}

/* The entity that "he" or "she" stands for, or QUOTH_NONE where it is not clear. */
static uint32_t find_person(const q_resolver *r, uint32_t token, uint8_t gender, float *confidence) {
  float best = -1, next = -1;
  uint32_t found = QUOTH_NONE;
  bool object = is_object(r->doc, token, gender);
  for (uint32_t i = 0; i < r->recent_count; i++) {
    bool doer = !i && object && r->recents[i].subject && r->recents[i].sentence == r->sentence_index;
    if (doer) continue; /* Roa saw him: him is not Roa */
    float fit = fitness(r, &r->recents[i], token, gender) - OLDER * (float)i;
    if (fit > best) {
      next = best;
      best = fit;
      found = r->recents[i].entity;
    } else if (fit > next) {
      next = fit;
    }
  }
  if (best < LEAST || (next > 0 && best - next < MARGIN)) return QUOTH_NONE;
  *confidence = next > 0 ? 0.75F : 0.85F;
  return found;
}

/* The body or place that "it" stands for: the only one that does something in this
 * sentence, or in the one before it where the sentence begins with "It"; where it
 * says something, the only body of both. */
static uint32_t find_thing(const q_resolver *r, uint32_t token) {
  bool speaks = token + 1 < r->sentence.last && q_is(r->doc, token + 1, Q_BIT(Q_CUE_SPEECH));
  uint32_t found = QUOTH_NONE, from = r->sentence_index;
  if ((speaks || token == r->sentence.first) && from) from--;
  for (uint32_t i = 0; i < r->recent_count; i++) {
    const q_recent *recent = &r->recents[i];
    if (recent->sentence < from || is_person(r, recent) || !recent->subject) continue;
    if (speaks && r->linker->entities.items[recent->entity].label != Q_LABEL_ORGANIZATION) continue;
    if (found != QUOTH_NONE) return QUOTH_NONE;
    found = recent->entity;
  }
  return found;
}

static q_mention mention_of(const q_resolver *r, uint32_t token, float confidence) {
  q_range tokens = {token, token + 1};
  return (q_mention){.tokens = tokens,
                     .span = q_span(r->doc, tokens),
                     .rule = "coreference: pronoun",
                     .confidence = confidence,
                     .kind = QUOTH_MENTION_PRONOUN};
}

bool q_pronoun_read(q_resolver *r, uint32_t token) {
  reading person = reading_of(r->doc, token);
  float confidence = 0.7F;
  uint32_t entity = QUOTH_NONE;
  uint8_t sort = person == HE ? Q_MALE : person == SHE ? Q_FEMALE : 0;
  if (sort) entity = find_person(r, token, sort, &confidence);
  if (person == IT) entity = find_thing(r, token);
  if (entity == QUOTH_NONE) return true;
  q_mention mention = mention_of(r, token, confidence);
  mention.sort = sort;
  return q_resolver_refer(r, mention, entity);
}

/* ---- speakers ---- */

/* "I" in the quotations of an attribution whose source is a person. All of the
 * content is quoted where it is literal, as in a transcript: "Roa: I quit." */
static bool refer_in(q_resolver *r, q_range content, bool literal, uint32_t entity) {
  const uint64_t *pronouns = r->doc->flags[Q_FLAG_PRONOUN];
  for (uint32_t t = q_next(pronouns, content.first, content.last); t < content.last;
       t = q_next(pronouns, t + 1, content.last)) {
    if (!q_is(r->doc, t, Q_BIT(Q_PRONOUN_FIRST) | Q_BIT(Q_POSSESSIVE))) continue;
    if ((!literal && q_region_at(r->doc, t) == QUOTH_NONE) || reading_of(r->doc, t) != SPEAKER) continue;
    q_mention mention = mention_of(r, t, 0.85F);
    mention.rule = "coreference: speaker";
    if (!q_resolver_refer(r, mention, entity)) return false;
  }
  return true;
}

static bool has_pronoun(const quoth_doc *doc, const q_ranges *content) {
  for (uint32_t c = 0; c < content->count; c++) {
    q_range range = content->items[c];
    if (q_next(doc->flags[Q_FLAG_PRONOUN], range.first, range.last) < range.last) return true;
  }
  return false;
}

bool q_speakers_refer(q_resolver *r) {
  quoth_doc *doc = r->doc;
  uint32_t done = 0; /* contents do not overlap but where one quote lies in another: read each token once */
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    const q_attribution *a = &doc->attributions.items[i];
    if (!a->source.count || a->parent != QUOTH_NONE || !has_pronoun(doc, &a->content)) continue;
    uint32_t source = q_source_mention(doc, a->source.items[0]);
    uint32_t entity = source == QUOTH_NONE ? QUOTH_NONE : doc->mentions.items[source].entity;
    if (entity == QUOTH_NONE || r->linker->entities.items[entity].label != Q_LABEL_PERSON) continue;
    for (uint32_t c = 0; c < a->content.count; c++) {
      q_range content = a->content.items[c];
      if (content.first < done) content.first = done;
      if (!refer_in(r, content, !a->cue.count, entity)) return false;
      if (content.last > done) done = content.last;
    }
  }
  return true;
}
