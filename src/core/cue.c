/* Cues: words that say that somebody said, thought, planned or ordered. Only
 * words that the lexicon flags are looked at. */
#include "core/phrase.h"

#define VERB_GROUP (Q_BIT(Q_AUXILIARY) | Q_BIT(Q_MODAL) | Q_BIT(Q_NEGATION))

/* The first token of the verb group that ends with the verb: its auxiliaries and
 * negation, and adverbs between them. */
static uint32_t group_start(const quoth_doc *doc, uint32_t from, uint32_t verb) {
  uint32_t start = verb;
  for (uint32_t t = verb; t > from && verb - t < 6;) {
    t--;
    bool member = q_is(doc, t, VERB_GROUP) && q_word_of(doc, t)->shape != Q_SHAPE_CAPITAL;
    if (member) start = t;
    else if (!q_is(doc, t, Q_BIT(Q_ADVERB)) || q_is(doc, t, Q_PRONOUN)) break;
  }
  return start;
}

static bool is_negated(const quoth_doc *doc, q_range group) {
  for (uint32_t t = group.first; t < group.last; t++)
    if (q_is(doc, t, Q_BIT(Q_NEGATION))) return true;
  return group.first > 0 && q_is(doc, group.first - 1, Q_BIT(Q_NEGATION)) &&
         !q_is(doc, group.first - 1, Q_BIT(Q_DETERMINER));
}

static bool has_be(const quoth_doc *doc, q_range group) {
  for (uint32_t t = group.first; t + 1 < group.last; t++)
    if (q_is_a(doc, t, Q_COPULA)) return true;
  return false;
}

/* the said contract, has a say, of reported cases, to say; "That said, …" */
static bool is_no_verb(const quoth_doc *doc, q_range sentence, uint32_t token) {
  if (token == sentence.first) return q_is_text(doc, token, q_cue_verb_term(doc, token)->canonical);
  if (q_word_of(doc, token)->shape != Q_SHAPE_LOWER) return true;
  uint32_t before = token - 1;
  if (q_is(doc, token, Q_BIT(Q_CUE_NOUN)) && token + 1 < sentence.last &&
      q_is_a(doc, token + 1, Q_PREPOSITION_GENITIVE))
    return true;
  if (q_is_a(doc, before, Q_DEMONSTRATIVE) && before == sentence.first) return true;
  if (q_is_a(doc, before, Q_INFINITIVE_MARKER) || q_is_a(doc, before, Q_POSSESSIVE_MARKER)) return true;
  if (q_is(doc, before, Q_BIT(Q_POSSESSIVE)) && !q_is(doc, before, Q_PRONOUN)) return true;
  if (q_is(doc, before, Q_BIT(Q_DETERMINER)) && !q_is(doc, before, Q_PRONOUN | Q_BIT(Q_RELATIVE)))
    return true;
  if (q_is(doc, before, Q_BIT(Q_PREPOSITION)) && !q_is_a(doc, token, Q_ENDING_PARTICIPLE))
    return !q_is(doc, before, Q_BIT(Q_SUBORDINATOR));
  return token + 1 < sentence.last && q_is_char(doc, token + 1, "-");
}

/* was quoted as saying: the group runs on to the second verb. */
static uint32_t group_end(const quoth_doc *doc, uint32_t verb, uint32_t end) {
  bool quoted = verb + 2 < end && q_is_a(doc, verb + 1, Q_PREDICATIVE_MARKER) &&
                q_is(doc, verb + 2, Q_BIT(Q_CUE_SPEECH)) && q_is_a(doc, verb + 2, Q_ENDING_PARTICIPLE);
  return quoted ? verb + 3 : verb + 1;
}

static bool add_verb(quoth_doc *doc, q_range sentence, uint32_t token) {
  const q_term *term = q_cue_verb_term(doc, token);
  if (!term || is_no_verb(doc, sentence, token)) return true;
  if (token > sentence.first && !term->user && q_is_bare_noun(doc, token)) return true;
  q_range group = {group_start(doc, sentence.first, token), group_end(doc, token, sentence.last)};
  q_cue *cue = q_push(&doc->arena, &doc->cues);
  if (!cue) return false;
  *cue = (q_cue){.tokens = group, .head = token, .term = term, .kind = Q_CUE_IS_VERB, .class = term->class};
  cue->negated = is_negated(doc, group);
  cue->passive = has_be(doc, group) && !q_is_a(doc, token, Q_ENDING_PARTICIPLE);
  return true;
}

/* Roa's claim that …: a noun that "that" follows and an owner precedes. */
static bool add_noun(quoth_doc *doc, q_range sentence, uint32_t token) {
  if (token == sentence.first || token + 1 >= sentence.last || !q_is_a(doc, token + 1, Q_COMPLEMENTIZER))
    return true;
  uint32_t before = token - 1;
  if (!q_is(doc, before, Q_BIT(Q_POSSESSIVE)) && !q_is_a(doc, before, Q_POSSESSIVE_MARKER)) return true;
  q_cue *cue = q_push(&doc->arena, &doc->cues);
  if (!cue) return false;
  const q_term *term = q_term_of(doc, token, Q_CUE_NOUN);
  *cue = (q_cue){
      .tokens = {token, token + 1}, .head = token, .term = term, .kind = Q_CUE_IS_NOUN, .class = Q_CUE_NOUN};
  return term != NULL || doc->cues.count-- > 0;
}

static bool add_phrase(quoth_doc *doc, const q_match *match) {
  q_cue *cue = q_push(&doc->arena, &doc->cues);
  if (!cue) return false;
  *cue = (q_cue){.tokens = match->tokens,
                 .head = match->tokens.first,
                 .term = match->term,
                 .kind = Q_CUE_IS_PHRASE,
                 .class = Q_CUE_PHRASE};
  return true;
}

/* "Roa: …" at the start of a sentence, before a mark. */
static bool add_colon(quoth_doc *doc, q_range sentence, uint32_t token) {
  if (token == sentence.first || token - sentence.first > 6 || token + 1 >= doc->tokens.count) return true;
  if (q_word_of(doc, token + 1)->kind != QUOTH_TOKEN_MARK || q_region_at(doc, token + 1) == QUOTH_NONE)
    return true;
  for (uint32_t t = sentence.first; t < token; t++)
    if (q_word_of(doc, t)->shape == Q_SHAPE_LOWER) return true;
  q_cue *cue = q_push(&doc->arena, &doc->cues);
  if (!cue) return false;
  *cue = (q_cue){.tokens = {token, token + 1}, .head = token, .kind = Q_CUE_IS_MARK, .class = Q_CUE_SPEECH};
  return true;
}

/* A walk over the tokens that may be cues: words of the lexicon, starts of phrases, and what
 * stands before a mark and may be a colon. Each is the next one of its kind, so that the bits
 * are read once. */
typedef struct walk {
  uint32_t word, mark, match;
} walk;

static uint32_t next_candidate(const quoth_doc *doc, uint32_t t, walk *next) {
  uint32_t count = doc->tokens.count, first;
  if (next->word < t) next->word = q_next(doc->flags[Q_FLAG_CUE], t, count);
  if (next->mark <= t) next->mark = q_next(doc->flags[Q_FLAG_MARK], t + 1, count);
  first = next->mark < count && next->mark - 1 < next->word ? next->mark - 1 : next->word;
  const q_match *matches = doc->matches.items;
  while (next->match < doc->matches.count &&
         (matches[next->match].tokens.first < t || matches[next->match].term->class != Q_CUE_PHRASE))
    next->match++;
  bool phrase = next->match < doc->matches.count && matches[next->match].tokens.first < first;
  return phrase ? matches[next->match].tokens.first : first;
}

/* Adds the cue at a token, if it is one. */
static bool add_word(quoth_doc *doc, q_range sentence, uint32_t t) {
  if (q_is(doc, t, Q_CUE_VERB)) {
    uint32_t count = doc->cues.count;
    if (!add_verb(doc, sentence, t)) return false;
    if (doc->cues.count > count) return true;
  }
  if (q_is(doc, t, Q_BIT(Q_CUE_NOUN))) return add_noun(doc, sentence, t);
  return !q_is_char(doc, t, ":") || add_colon(doc, sentence, t);
}

/* Notes for each token which cue comes next. */
static bool note_cues(quoth_doc *doc) {
  uint32_t count = doc->cues.count, last = doc->tokens.count, t = 0;
  if (!count) return true;
  if (!(doc->cue_from = q_alloc(&doc->arena, last * sizeof *doc->cue_from))) return false;
  for (uint32_t k = 0; k <= count; k++) {
    uint32_t end = k < count ? doc->cues.items[k].head + 1 : last;
    for (; t < end; t++) doc->cue_from[t] = k;
  }
  return true;
}

bool q_cues_run(quoth_doc *doc) {
  walk next = {.word = q_next(doc->flags[Q_FLAG_CUE], 0, doc->tokens.count)};
  uint32_t s = 0;
  for (uint32_t t = 0; (t = next_candidate(doc, t, &next)) < doc->tokens.count; t++) {
    while (doc->sentences.items[s].last <= t) s++;
    uint32_t count = doc->cues.count, last = doc->sentences.items[s].last;
    const q_match *match = next.match < doc->matches.count ? &doc->matches.items[next.match] : NULL;
    bool phrase = match && match->tokens.first == t;
    if (phrase ? !add_phrase(doc, match) : !add_word(doc, doc->sentences.items[s], t)) return false;
    uint32_t end = doc->cues.count > count ? doc->cues.items[count].tokens.last : t + 1;
    t = (end < last ? end : last) - 1;
  }
  return note_cues(doc);
}
