/* Events, products and works by the word before their name: Hurricane Odalys, Battle of Karsa,
 * Airbus A320, the film "The Salt Road". */
#include <string.h>

#include "core/mention.h"

enum { TITLE_MOST = 12 /* tokens of a work's title */ };

static bool offer(q_finding *finding, q_range tokens, const char *type, const char *rule) {
  q_mention *mention;
  if (!q_mention_offer(finding, tokens, &mention)) return false;
  if (!mention) return true;
  mention->type = type;
  mention->rule = rule;
  mention->confidence = 0.8F;
  return true;
}

static bool is_capital(const quoth_doc *doc, uint32_t token, uint32_t last) {
  return token < last && q_word_of(doc, token)->kind == QUOTH_TOKEN_WORD &&
         q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL;
}

static bool is_day(const quoth_doc *doc, uint32_t token) {
  return q_is(doc, token, Q_BIT(Q_WEEKDAY) | Q_BIT(Q_MONTH));
}

/* The name of a storm is one word. Before another capital it may be a headline (Hurricane Hits
 * Coast), and a body or a season may be called by storms (Hurricane Center). */
static uint32_t storm_end(const quoth_doc *doc, uint32_t token, uint32_t last) {
  const uint64_t other = Q_BIT(Q_ORG_WORD) | Q_BIT(Q_PLACE_WORD) | Q_BIT(Q_ROLE) | Q_FUNCTION_WORD;
  uint32_t name = token + 1;
  bool called = is_capital(doc, name, last) && !q_is(doc, name, other) && !is_day(doc, name) &&
                q_word_of(doc, name)->shape == Q_SHAPE_CAPITAL;
  return called && (!is_capital(doc, name + 1, last) || is_day(doc, name + 1)) ? name + 1 : 0;
}

/* Battle of Karsa, Battle of the Somme */
static uint32_t battle_end(const quoth_doc *doc, uint32_t token, uint32_t last) {
  uint32_t name = token + 2;
  if (name >= last || !q_is_a(doc, token + 1, Q_PREPOSITION_GENITIVE)) return 0;
  name += q_is_a(doc, name, Q_ARTICLE_DEFINITE);
  uint32_t end = name;
  while (is_capital(doc, end, last) && !is_day(doc, end)) end++;
  return end > name ? end : 0;
}

/* A model has letters and digits: A320, X5; but Q3 is a quarter. */
static uint32_t model_end(const quoth_doc *doc, uint32_t token, uint32_t last) {
  uint32_t model = token + 1;
  if (model >= last || !q_spaced(doc, model)) return 0;
  const q_word *word = q_word_of(doc, model);
  bool mixed = word->has_digit && word->shape >= Q_SHAPE_CAPITAL;
  return mixed && !(word->classes & Q_BIT(Q_DATE_PART)) ? model + 1 : 0;
}

/* Tropical Storm Greta, Super Typhoon Odalys: what kind of storm. */
static uint32_t storm_first(const quoth_doc *doc, uint32_t token, uint32_t first) {
  bool kind = token > first && is_capital(doc, token - 1, token) && !q_is(doc, token - 1, Q_FUNCTION_WORD);
  return token - (kind && q_word_of(doc, token - 1)->shape == Q_SHAPE_CAPITAL && !is_day(doc, token - 1));
}

/* ---- titles ---- */

/* Is every long word of some tokens written with a capital, and the first one too? */
static bool is_titled(const quoth_doc *doc, q_range tokens) {
  enum { SHORT = 4 };
  for (uint32_t i = tokens.first; i < tokens.last; i++) {
    const q_word *word = q_word_of(doc, i);
    bool small = word->kind != QUOTH_TOKEN_WORD || word->shape >= Q_SHAPE_CAPITAL;
    if (!small && (i == tokens.first || (q_size(doc, i) > SHORT && !q_is_small(word)))) return false;
  }
  return tokens.first < tokens.last;
}

/* The title between marks, without the comma or full stop that is the sentence's. */
static q_range title_at(const quoth_doc *doc, uint32_t mark, uint32_t last) {
  q_range title = {mark + 1, mark + 1};
  while (title.last < last && title.last - mark <= TITLE_MOST && !q_is_mark(doc, title.last)) title.last++;
  if (title.last == last || !q_is_mark(doc, title.last)) return (q_range){mark, mark};
  char end = title.last > title.first ? *q_bytes(doc, title.last - 1) : 0;
  if (end == ',' || end == '.') title.last--;
  return title;
}

/* the film "…"; her novel, "…"; a song called "…" */
static q_range work_behind(const quoth_doc *doc, uint32_t token, uint32_t last) {
  uint32_t mark = token + 1;
  if (mark + 1 < last && q_is_a(doc, mark + 1, Q_CUE_NAMING)) mark++; /* her novel, titled "…" */
  mark += mark < last && q_is_a(doc, mark, Q_CUE_NAMING);
  mark += mark < last && q_size(doc, mark) == 1 && *q_bytes(doc, mark) == ',';
  q_range none = {token, token},
          title = mark < last && q_is_mark(doc, mark) ? title_at(doc, mark, last) : none;
  return is_titled(doc, title) ? title : none;
}

/* ---- all ---- */

/* Is a listed name part of a longer one, which others find: FIFA World Cup, Kargil War Memorial? */
static bool is_part(const quoth_doc *doc, q_range name, bool event) {
  uint32_t last = doc->tokens.count;
  if (is_capital(doc, name.last, last) && !is_day(doc, name.last)) return true;
  return event && name.first > 0 && is_capital(doc, name.first - 1, last) &&
         !q_is(doc, name.first - 1, Q_FUNCTION_WORD);
}

static bool find_listed(q_finding *finding) {
  const quoth_doc *doc = finding->doc;
  for (uint32_t i = 0; i < doc->matches.count; i++) {
    const q_match *match = &doc->matches.items[i];
    const q_term *term = match->term;
    bool event = term->class == Q_EVENT;
    if (term->user || !(event || term->class == Q_PRODUCT)) continue;
    if (match->tokens.last - match->tokens.first == 1 || is_part(doc, match->tokens, event)) continue;
    if (!offer(finding, match->tokens, event ? "event" : "product", term->reason)) return false;
  }
  return true;
}

static bool add_headed(q_finding *finding, uint32_t token, q_range within, const char *head) {
  const quoth_doc *doc = finding->doc;
  bool work = !strcmp(head, "work"), maker = !strcmp(head, "maker"),
       capital = is_capital(doc, token, within.last);
  q_range thing = {token, token};
  if (work) thing = work_behind(doc, token, within.last);
  else if (!capital) return true;
  else if (maker) thing.last = model_end(doc, token, within.last);
  else if (!strcmp(head, "battle")) thing.last = battle_end(doc, token, within.last);
  else if ((thing.last = storm_end(doc, token, within.last)))
    thing.first = storm_first(doc, token, within.first);
  const char *type = work ? "work" : maker ? "product" : "event";
  return thing.first >= thing.last || offer(finding, thing, type, "rule: thing");
}

static bool find_headed(q_finding *finding) {
  const quoth_doc *doc = finding->doc;
  const uint64_t *heads = doc->flags[Q_FLAG_HEAD];
  const q_paragraph *in = doc->paragraphs.items;
  uint32_t count = doc->tokens.count;
  for (uint32_t i = q_next(heads, 0, count); i < count; i = q_next(heads, i + 1, count)) {
    const q_term *head = q_term_of(doc, i, Q_THING_HEAD);
    while (in->tokens.last <= i) in++;
    if (head && !add_headed(finding, i, in->tokens, head->canonical)) return false;
  }
  return true;
}

bool q_things_find(q_finding *finding) { return find_listed(finding) && find_headed(finding); }
