/* Names by rule: runs of capitalised words, typed by the words in and before them. */
#include "core/mention.h"

#define FIRST_NAME (Q_BIT(Q_FIRST_MALE) | Q_BIT(Q_FIRST_FEMALE))
#define PLACE (Q_BIT(Q_PLACE) | Q_BIT(Q_COUNTRY))
/* Capitals that are no part of a name by themselves. */
#define NO_NAME                                                                                        \
  (Q_BIT(Q_DETERMINER) | Q_BIT(Q_PREPOSITION) | Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_SUBORDINATOR) |         \
   Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_POSSESSIVE) | Q_BIT(Q_RELATIVE) | Q_BIT(Q_NEGATION) | \
   Q_BIT(Q_ADVERB) | Q_PRONOUN | Q_BIT(Q_MONTH) | Q_BIT(Q_WEEKDAY) | Q_BIT(Q_COMMON) | Q_BIT(Q_NATIONALITY))

/* One reading of the names of a document. */
typedef struct namer {
  q_finding *finding;
  const quoth_doc *doc;
  uint8_t *known; /* of each word type: what it was part of where that was clear */
} namer;

enum { UNKNOWN, PERSON, ORGANIZATION, PLACE_NAME };
static const char *const TYPES[] = {NULL, "person", "organization", "place"};

static bool is_capital(const quoth_doc *doc, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  return word->kind == QUOTH_TOKEN_WORD && word->shape >= Q_SHAPE_CAPITAL && !(word->classes & NO_NAME);
}

/* Behind the run of capitalised words that starts at a token: a particle or "of"
 * may stand between two of them. */
static uint32_t run_end(const namer *n, uint32_t first, uint32_t last) {
  uint32_t end = first;
  while (end < last && !q_is_covered(n->finding, end) && is_capital(n->doc, end)) {
    end++;
    if (end + 1 < last && q_is(n->doc, end, Q_BIT(Q_PARTICLE)) && is_capital(n->doc, end + 1)) end++;
  }
  return end;
}

static bool any(const quoth_doc *doc, q_range run, uint64_t classes) {
  for (uint32_t i = run.first; i < run.last; i++)
    if (q_is(doc, i, classes)) return true;
  return false;
}

/* The type of a run, by what it holds and what stands before it. */
static uint8_t type_of(const namer *n, q_range run, bool titled) {
  const quoth_doc *doc = n->doc;
  bool several = run.last - run.first > 1;
  if (titled) return PERSON;
  if (several && q_is(doc, run.first, FIRST_NAME) && !any(doc, run, Q_BIT(Q_ORG_WORD))) return PERSON;
  if (any(doc, run, Q_BIT(Q_ORG_WORD)) && several) return ORGANIZATION;
  if (any(doc, run, PLACE | Q_BIT(Q_PLACE_WORD)) && (several || q_is(doc, run.first, PLACE)))
    return PLACE_NAME;
  if (n->known[doc->tokens.items[run.last - 1].word]) return n->known[doc->tokens.items[run.last - 1].word];
  if (!several && q_word_of(doc, run.first)->shape == Q_SHAPE_UPPER && q_size(doc, run.first) > 1)
    return ORGANIZATION;
  return several && run.last - run.first <= 3 ? PERSON : UNKNOWN;
}

static bool offer(namer *n, q_range run, uint8_t type) {
  q_mention *mention;
  for (uint32_t i = run.first; i < run.last; i++)
    if (run.last - run.first > 1) n->known[n->doc->tokens.items[i].word] = type;
  if (!q_mention_offer(n->finding, run, &mention)) return false;
  if (!mention) return true;
  mention->type = TYPES[type];
  mention->rule = "capitals";
  mention->confidence = 0.5F;
  return true;
}

static bool read_sentence(namer *n, q_range sentence) {
  for (uint32_t i = sentence.first; i < sentence.last;) {
    q_range run = {i, run_end(n, i, sentence.last)};
    i = run.last + (run.first == run.last);
    while (run.first < run.last && q_is(n->doc, run.first, Q_BIT(Q_TITLE))) run.first++;
    if (run.first == run.last) continue;
    uint8_t type = type_of(n, run, run.first > sentence.first && q_is(n->doc, run.first - 1, Q_BIT(Q_TITLE)));
    bool opens = run.first == sentence.first && run.last - run.first == 1;
    if (type && !(opens && !n->known[n->doc->tokens.items[run.first].word] &&
                  !q_is(n->doc, run.first, PLACE | FIRST_NAME)))
      if (!offer(n, run, type)) return false;
  }
  return true;
}

bool q_names_find(q_finding *finding) {
  quoth_doc *doc = finding->doc;
  namer n = {finding, doc, q_alloc_zero(&doc->arena, doc->words.count)};
  if (!n.known) return false;
  for (uint32_t i = 0; i < doc->sentences.count; i++)
    if (!read_sentence(&n, doc->sentences.items[i])) return false;
  return true;
}
