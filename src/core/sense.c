#include "core/sense.h"

#include <string.h>

#include <string.h>

#include "core/entity.h"
#include "core/utf8.h"

bool q_senses_prepare(quoth_doc *doc) {
  doc->senses = q_column(doc, Q_COLUMN_SENSES, sizeof *doc->senses);
  return doc->senses != NULL;
}

/* Without case, accents (Erdoğan, Erdogan), and the stops of U.S. */
static uint64_t identity_of(const quoth_doc *doc, uint32_t token) {
  const char *bytes = q_bytes(doc, token);
  uint32_t size = q_size(doc, token), used = 0;
  bool plain = true;
  for (uint32_t i = 0; i < size; i++) plain &= bytes[i] != '.' && !(bytes[i] & 0x80);
  char bare[64];
  if (plain || size >= sizeof bare) return q_word_of(doc, token)->fold;
  size = q_strip_marks(bytes, size, bare, sizeof bare);
  for (uint32_t i = 0; i < size; i++)
    if (bare[i] != '.') bare[used++] = bare[i];
  return q_hash_folded(bare, used);
}

/* What spellings of a name differ in most often. */
static const char VOWELS[] = "aeiouy";

/* The first letter and the consonants behind it, each once in a row. */
static uint64_t skeleton_of(const quoth_doc *doc, uint32_t token) {
  char bare[64], last = 0;
  uint32_t size = q_strip_marks(q_bytes(doc, token), q_size(doc, token), bare, sizeof bare), used = 0;
  for (uint32_t i = 0; i < size; i++) {
    char letter = (char)(bare[i] | 32);
    bool vowel = i && memchr(VOWELS, letter, sizeof VOWELS - 1);
    if (!vowel && letter != last) bare[used++] = letter;
    last = letter;
  }
  return q_hash_folded(bare, used);
}

static uint64_t hash_of(const q_term *term) {
  return q_hash_folded(term->canonical, strlen(term->canonical));
}

static uint64_t description_of(const quoth_doc *doc, uint32_t token) {
  static const q_class CLASSES[] = {Q_NOUN_THING, Q_ROLE, Q_ROLE_VERB};
  for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++) {
    const q_term *term = q_term_of(doc, token, CLASSES[i]);
    if (term) return q_lexicon_step(q_key_start(Q_KEY_DESCRIPTION), hash_of(term));
  }
  return 0;
}

/* How the kinds of what is built, laid out or kept begin. */
static const char SITE[] = "site ";

static q_fit fit_of(const q_term *thing) {
  static const struct {
    const char *kind;
    q_fit fit;
  } FITS[] = {{"company", Q_FIT_COMPANY}, {"agency", Q_FIT_BODY},       {"organization", Q_FIT_BODY},
              {"country", Q_FIT_COUNTRY}, {"city", Q_FIT_CITY},         {"village", Q_FIT_CITY},
              {"province", Q_FIT_AREA},   {"region", Q_FIT_AREA},       {"county", Q_FIT_PLACE},
              {"island", Q_FIT_PLACE},    {"state", Q_FIT_STATE},       {"newspaper", Q_FIT_MEDIUM},
              {"magazine", Q_FIT_MEDIUM}, {"broadcaster", Q_FIT_MEDIUM}};
  for (size_t i = 0; thing && i < sizeof FITS / sizeof *FITS; i++)
    if (q_has_type(thing->canonical, FITS[i].kind)) return FITS[i].fit;
  return thing && !strncmp(thing->canonical, SITE, sizeof SITE - 1) ? Q_FIT_SITE : Q_FIT_NONE;
}

static q_person person_of(const quoth_doc *doc, uint32_t token) {
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_MALE))) return Q_PERSON_HE;
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_FEMALE))) return Q_PERSON_SHE;
  if (q_is(doc, token, Q_BIT(Q_PRONOUN_NEUTER))) return Q_PERSON_IT;
  q_class class = q_is(doc, token, Q_BIT(Q_POSSESSIVE)) ? Q_POSSESSIVE : Q_PRONOUN_FIRST;
  const q_term *term = q_term_of(doc, token, class);
  if (!term) return Q_PERSON_NONE;
  if (q_has_type(term->canonical, "male")) return Q_PERSON_HE;
  if (q_has_type(term->canonical, "female")) return Q_PERSON_SHE;
  if (q_has_type(term->canonical, "neuter")) return Q_PERSON_IT;
  bool one = q_has_type(term->canonical, "singular") || q_has_type(term->canonical, "first");
  return one ? Q_PERSON_SPEAKER : Q_PERSON_NONE;
}

/* Her is owner as well as object, and taken for either. */
static bool is_object(const quoth_doc *doc, uint32_t token) {
  const q_term *male = q_term_of(doc, token, Q_PRONOUN_MALE),
               *term = male ? male : q_term_of(doc, token, Q_PRONOUN_FEMALE);
  return term && q_has_type(term->canonical, "object") && !q_is(doc, token, Q_BIT(Q_POSSESSIVE));
}

void q_sense_fill(const quoth_doc *doc, uint32_t token, q_sense *sense) {
  const q_term *short_for = q_term_of(doc, token, Q_NICKNAME), *thing = q_term_of(doc, token, Q_NOUN_THING),
               *determiner = q_term_of(doc, token, Q_DETERMINER),
               *generation = q_term_of(doc, token, Q_GENERATION);
  const char *bytes = q_bytes(doc, token);
  uint32_t size;
  *sense = (q_sense){
      .identity = identity_of(doc, token),
      .full = short_for ? hash_of(short_for) : 0,
      .description = description_of(doc, token),
      .classes = q_classes_over(doc, (q_range){token, token + 1}),
      .kind = thing ? q_lexicon_step(q_key_start(Q_KEY_KIND), hash_of(thing)) : 0,
      .letter = q_to_lower(q_decode(bytes, bytes + q_size(doc, token), &size)),
      .person = (uint8_t)person_of(doc, token),
      .object = is_object(doc, token),
      .definite = determiner && q_has_type(determiner->canonical, "definite"),
      .fits = (uint8_t)fit_of(thing),
      .generation =
          generation && q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL ? *generation->canonical : 0,
  };
}

uint64_t q_skeleton_of(const quoth_doc *doc, uint32_t token) {
  q_sense_of(doc, token);
  q_sense *sense = &doc->senses[q_row(doc, token)];
  if (!sense->skeleton) sense->skeleton = skeleton_of(doc, token);
  return sense->skeleton;
}
