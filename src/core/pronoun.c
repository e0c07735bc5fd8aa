/* Pronouns: he, she, it and what they own, and "I" within quotations. A pronoun is
 * linked where one candidate is clearly the best; else it is left open. */
#include "core/reference.h"
#include "core/sense.h"

/* How far back a pronoun reaches, in sentences. */
enum { REACH = 3 };

#define OPENS_NO_NOUN                                                                          \
  (Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) | Q_BIT(Q_DETERMINER) | \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_POSSESSIVE) | Q_PRONOUN)

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
#define MARGIN 0.5F    /* by how much the best must be better than the next */
#define CLEAR 1.5F     /* by how much it is surer */
#define LEAST 3.0F

static uint32_t speaker_at(const q_resolver *r, uint32_t token) {
  uint32_t region = q_region_at(r->doc, token);
  return region == QUOTH_NONE ? QUOTH_NONE : r->speakers[region];
}

static bool is_person(const q_resolver *r, const q_recent *recent) {
  return recent->entity == QUOTH_NONE || r->linker->entities.items[recent->entity].label == Q_LABEL_PERSON;
}

/* "He" or "she", and where it stands. */
typedef struct asker {
  uint8_t gender;
  bool object, quoted;
  uint32_t speaker; /* of the quotation around it, or QUOTH_NONE */
} asker;

/* How well somebody fits it; below 0: not at all. */
static float fitness(q_resolver *r, q_recent *recent, const asker *ask) {
  const q_entity *named = recent->entity == QUOTH_NONE ? NULL : &r->linker->entities.items[recent->entity];
  if (named && named->label != Q_LABEL_PERSON) return -1;
  uint8_t sort = named ? named->sort : recent->sort;
  if (q_sorts_clash(sort, ask->gender)) return -1;
  if (named && recent->entity == ask->speaker) return -1;
  uint32_t apart = r->sentence_index - recent->sentence;
  float fit = NEAR - APART * (float)apart + OFTEN * (float)(recent->count < 5 ? recent->count : 5);
  if (q_is_subject(r, recent)) fit += SUBJECT;
  if (!named) fit -= NAMELESS;
  if (sort & ask->gender) fit += KNOWN;
  if (!ask->quoted && q_region_at(r->doc, recent->tokens.first) != QUOTH_NONE) fit -= ELSEWHERE;
  return fit;
}

/* Is the pronoun an object: him, or her before what cannot be its own: "told her that"? */
static bool is_object(const q_resolver *r, uint32_t token) {
  const q_sense *sense = q_sense_of(r->doc, token);
  if (sense->object || sense->person != Q_PERSON_SHE || !q_is(r->doc, token, Q_BIT(Q_POSSESSIVE)))
    return sense->object;
  uint32_t next = token + 1;
  return next >= r->sentence.last || q_word_of(r->doc, next)->kind == QUOTH_TOKEN_PUNCTUATION ||
         q_is(r->doc, next, OPENS_NO_NOUN);
}

/* The entity that "he" or "she" stands for, or QUOTH_NONE where it is not clear. */
static uint32_t find_person(q_resolver *r, uint32_t token, uint8_t gender, float *confidence) {
  float best = -1, next = -1;
  uint32_t found = QUOTH_NONE;
  const asker ask = {gender, is_object(r, token), q_region_at(r->doc, token) != QUOTH_NONE,
                     speaker_at(r, token)};
  for (uint32_t i = 0; i < r->recent_count && r->sentence_index - r->recents[i].sentence <= REACH; i++) {
    bool doer =
        !i && ask.object && r->recents[i].sentence == r->sentence_index && q_is_subject(r, &r->recents[i]);
    if (doer) continue; /* Roa saw him: him is not Roa */
    float fit = fitness(r, &r->recents[i], &ask) - OLDER * (float)i;
    if (fit > best) {
      next = best;
      best = fit;
      found = r->recents[i].entity;
    } else if (fit > next) {
      next = fit;
    }
  }
  if (best < LEAST || (next > 0 && best - next < MARGIN)) return QUOTH_NONE;
  *confidence = next <= 0 ? 0.85F : best - next < CLEAR ? 0.6F : 0.75F;
  return found;
}

/* The body or place that "it" stands for: the only one that does something in this
 * sentence, or in the one before it where the sentence begins with "It"; where it
 * says something, the only body of both. */
static uint32_t find_thing(q_resolver *r, uint32_t token) {
  bool speaks = token + 1 < r->sentence.last && q_is(r->doc, token + 1, Q_BIT(Q_CUE_SPEECH));
  uint32_t found = QUOTH_NONE, from = r->sentence_index;
  if ((speaks || token == r->sentence.first) && from) from--;
  for (uint32_t i = 0; i < r->recent_count && r->recents[i].sentence >= from; i++) {
    q_recent *recent = &r->recents[i];
    if (is_person(r, recent) || !q_is_subject(r, recent)) continue;
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
  q_person person = q_sense_of(r->doc, token)->person;
  float confidence = 0.7F;
  uint32_t entity = QUOTH_NONE;
  uint8_t sort = person == Q_PERSON_HE ? Q_MALE : person == Q_PERSON_SHE ? Q_FEMALE : 0;
  if (sort) entity = find_person(r, token, sort, &confidence);
  if (person == Q_PERSON_IT) entity = find_thing(r, token);
  if (entity == QUOTH_NONE) return true;
  q_mention mention = mention_of(r, token, confidence);
  mention.sort = sort;
  return q_resolver_refer(r, mention, entity);
}

/* ---- speakers ---- */

/* Is the token an "I" that the text quotes? All of the content is quoted where it is literal,
 * as in a transcript: "Roa: I quit." */
static bool is_speaker(const quoth_doc *doc, uint32_t token, bool literal) {
  return q_is(doc, token, Q_BIT(Q_PRONOUN_FIRST) | Q_BIT(Q_POSSESSIVE)) &&
         (literal || q_region_at(doc, token) != QUOTH_NONE) &&
         q_sense_of(doc, token)->person == Q_PERSON_SPEAKER;
}

/* The next such token from `from` on, or `last`. */
static uint32_t next_speaker(const quoth_doc *doc, uint32_t from, uint32_t last, bool literal) {
  const uint64_t *pronouns = doc->flags[Q_FLAG_PRONOUN];
  uint32_t t = q_next(pronouns, from, last);
  while (t < last && !is_speaker(doc, t, literal)) t = q_next(pronouns, t + 1, last);
  return t;
}

static bool refer_in(q_resolver *r, q_range content, bool literal, uint32_t entity) {
  for (uint32_t t = content.first; (t = next_speaker(r->doc, t, content.last, literal)) < content.last; t++) {
    q_mention mention = mention_of(r, t, 0.85F);
    mention.rule = "coreference: speaker";
    if (!q_resolver_refer(r, mention, entity)) return false;
  }
  return true;
}

static bool has_speaker(const quoth_doc *doc, const q_attribution *a) {
  for (uint32_t c = 0; c < a->content.count; c++) {
    q_range range = a->content.items[c];
    if (next_speaker(doc, range.first, range.last, !a->cue.count) < range.last) return true;
  }
  return false;
}

/* The person who says what an attribution holds, or QUOTH_NONE. */
static uint32_t person_of(const q_resolver *r, const q_attribution *a) {
  uint32_t source = q_source_mention(r->doc, a->source.items[0]);
  uint32_t entity = source == QUOTH_NONE ? QUOTH_NONE : r->doc->mentions.items[source].entity;
  if (entity == QUOTH_NONE || r->linker->entities.items[entity].label != Q_LABEL_PERSON) return QUOTH_NONE;
  return entity;
}

bool q_speakers_refer(q_resolver *r) {
  quoth_doc *doc = r->doc;
  uint32_t done = 0; /* contents do not overlap but where one quote lies in another: read each token once */
  for (uint32_t i = 0; i < doc->attributions.count; i++) {
    const q_attribution *a = &doc->attributions.items[i];
    if (!a->source.count || a->parent != QUOTH_NONE || !has_speaker(doc, a)) continue;
    uint32_t entity = person_of(r, a);
    if (entity == QUOTH_NONE) continue;
    for (uint32_t c = 0; c < a->content.count; c++) {
      q_range content = a->content.items[c];
      if (content.first < done) content.first = done;
      if (!refer_in(r, content, !a->cue.count, entity)) return false;
      if (content.last > done) done = content.last;
    }
  }
  return true;
}
