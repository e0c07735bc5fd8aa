/* Where a model is loaded, it decides: its attributions take the place of those
 * that rules gathered, but for what users' own words force and for quotations on
 * which the model is silent. */
#include "core/attribution.h"
#include "core/learned.h"
#include "core/lemma.h"
#include "core/phrase.h"
#include "core/reading.h"

#define LEAST 0.6F /* a rule below this confidence does not stand beside a model */
#define SURE 0.97F /* a rule of this confidence and more wins over a model */
#define FIRM 0.9F  /* and of this one stands where the model doubts */

/* What the rules gathered, and where: a paragraph's entries are chained, in order. A
 * rule has one for each piece of its content and cue. */
typedef struct place {
  uint32_t rule, next; /* next: 1 + index, or 0 */
} place;

typedef struct ruling {
  q_attribution *items;
  uint32_t count;
  uint32_t *first; /* of each paragraph: 1 + index of its first place, or 0 */
  Q_LIST(place) places;
} ruling;

/* Rules that win over the model: on a user's own word, where the words name a chain of
 * reporters, which the model was never shown, and in forms that leave no doubt. */
static bool is_sure(const quoth_doc *doc, const q_attribution *rule) {
  if (rule->reporters.count || rule->confidence >= SURE) return true;
  if (rule->cue_index == QUOTH_NONE) return false;
  const q_term *term = doc->cues.items[rule->cue_index].term;
  return term && term->user;
}

static bool add_places(quoth_doc *doc, ruling *rules, uint32_t rule, const q_ranges *ranges) {
  for (uint32_t i = 0; i < ranges->count; i++) {
    uint32_t *first = &rules->first[q_paragraph_at(doc, ranges->items[i].first)];
    place *new = q_push(&doc->arena, &rules->places);
    if (!new) return false;
    *new = (place){rule, *first};
    *first = rules->places.count;
  }
  return true;
}

/* Takes the attributions out of the document. From the last to the first, since each is
 * put in front of those of its paragraph. */
static bool gather(quoth_doc *doc, ruling *rules) {
  *rules = (ruling){doc->attributions.items,
                    doc->attributions.count,
                    q_alloc_zero(&doc->arena, (doc->paragraphs.count + 1) * sizeof *rules->first),
                    {0}};
  if (!rules->first) return false;
  for (uint32_t i = rules->count; i-- > 0;)
    if (!add_places(doc, rules, i, &rules->items[i].content) ||
        !add_places(doc, rules, i, &rules->items[i].cue))
      return false;
  doc->attributions.items = NULL;
  doc->attributions.count = doc->attributions.capacity = 0;
  return true;
}

/* The place of the first rule in the paragraph of a cue, or NULL; and the next one's. */
static const place *place_at(const ruling *rules, uint32_t link) {
  return link ? &rules->places.items[link - 1] : NULL;
}

static const place *first_place(const quoth_doc *doc, const ruling *rules, q_range cue) {
  return place_at(rules, rules->first[q_paragraph_at(doc, cue.first)]);
}

/* The rule's attribution of the same cue, or NULL. */
static const q_attribution *same_cue(const quoth_doc *doc, const ruling *rules, const q_proposal *from) {
  for (const place *p = first_place(doc, rules, from->cue); p; p = place_at(rules, p->next))
    if (q_any_overlap(&rules->items[p->rule].cue, from->cue)) return &rules->items[p->rule];
  return NULL;
}

/* The cue of the lexicon that lies in the model's cue. O(log n). */
static uint32_t known_cue(const quoth_doc *doc, q_range cue) {
  uint32_t known = q_cue_from(doc, cue.first);
  return known < doc->cues.count && doc->cues.items[known].head < cue.last ? known : QUOTH_NONE;
}

static bool crosses(const q_attribution *rule, const q_proposal *made) {
  for (uint32_t p = 0; p < made->pieces; p++)
    if (q_any_overlap(&rule->content, made->content[p]) || q_any_overlap(&rule->cue, made->content[p]))
      return true;
  return q_any_overlap(&rule->content, made->cue) || q_any_overlap(&rule->cue, made->cue);
}

/* Does the model's report lie in what the rule's reports, with its source and cue? */
static bool encloses(const q_attribution *rule, const q_proposal *made) {
  if (rule->content.count != 1) return false;
  q_range outer = rule->content.items[0];
  bool source = made->source.first == made->source.last ||
                (made->source.first >= outer.first && made->source.last <= outer.last);
  return source && made->cue.first >= outer.first && made->content[0].first >= outer.first &&
         made->content[made->pieces - 1].last <= outer.last;
}

static bool is_direct(const quoth_doc *doc, const q_attribution *rule) {
  for (uint32_t i = 0; i < rule->content.count; i++) {
    q_range content = rule->content.items[i];
    if (q_region_at(doc, content.first) == QUOTH_NONE || q_region_at(doc, content.last - 1) == QUOTH_NONE)
      return false;
  }
  return rule->content.count > 0;
}

/* ---- quotations over paragraphs ---- */

/* The most regions of one that are put together on each side. */
enum { MOST_REGIONS = 64 };

/* The first proposal of the paragraph around a token: they are in the order of cues, and
 * lie each in one paragraph. O(log n). */
static uint32_t first_in(const q_proposals *made, q_range paragraph) {
  uint32_t low = 0, high = made->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (made->items[middle].cue.first < paragraph.first) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Has the model a report, with a cue of its own, of what a region says? */
static bool is_claimed(const quoth_doc *doc, const q_proposals *made, uint32_t region) {
  q_range tokens = doc->quotations.items[region].tokens;
  q_range paragraph = doc->paragraphs.items[q_paragraph_at(doc, tokens.first)].tokens;
  for (uint32_t i = first_in(made, paragraph); i < made->count; i++) {
    const q_proposal *p = &made->items[i];
    if (p->cue.first >= paragraph.last) break;
    for (uint32_t k = 0; k < p->pieces && !p->doubtful; k++)
      if (q_overlaps(p->content[k], tokens)) return true;
  }
  return false;
}

/* A content has the quotation of the paragraphs before that goes on in it, as far as nobody else does. */
static bool add_previous(quoth_doc *doc, q_attribution *to, q_range content, const q_proposals *made) {
  uint32_t region = q_region_at(doc, content.first), first = region, count = 0;
  if (region == QUOTH_NONE || doc->quotations.items[region].tokens.first != content.first) return true;
  for (uint32_t i = region; i-- > 0 && doc->quotations.items[first].reopened && count < MOST_REGIONS;) {
    if (doc->quotations.items[i].next != first) continue;
    if (is_claimed(doc, made, i)) break;
    first = i, count++;
  }
  for (; first != region; first = doc->quotations.items[first].next)
    if (!q_add_range(doc, &to->content, doc->quotations.items[first].tokens)) return false;
  return true;
}

/* So has it the one that goes on in the next paragraphs. */
static bool add_next(quoth_doc *doc, q_attribution *to, q_range content, const q_proposals *made) {
  uint32_t region = q_region_at(doc, content.last - 1);
  for (uint32_t i = 0; i < MOST_REGIONS && region != QUOTH_NONE; i++) {
    region = doc->quotations.items[region].next;
    if (region == QUOTH_NONE || is_claimed(doc, made, region)) break;
    if (!q_add_range(doc, &to->content, doc->quotations.items[region].tokens)) return false;
  }
  return true;
}

/* ---- sources ---- */

/* A source with the whole of the names that it cuts, as far as cue and content leave them.
 * O(log n). */
static q_range with_whole_names(const quoth_doc *doc, q_range source, const q_proposal *from) {
  uint32_t low = 0, high = doc->mentions.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->mentions.items[middle].tokens.last <= source.first) low = middle + 1;
    else high = middle;
  }
  if (low == doc->mentions.count) return source;
  q_range name = doc->mentions.items[low].tokens;
  if (!q_overlaps(name, source) || name.first >= source.first || q_overlaps(name, from->cue)) return source;
  for (uint32_t p = 0; p < from->pieces; p++)
    if (q_overlaps(name, from->content[p])) return source;
  return (q_range){name.first, source.last};
}

/* Can the token be what a source is about: a noun, a name, a pronoun? */
static bool is_head(const quoth_doc *doc, const q_reading *readings, uint32_t token) {
  const q_word *word = q_word_of(doc, token);
  if (word->kind == QUOTH_TOKEN_URL) return true;
  if (word->kind != QUOTH_TOKEN_WORD && word->kind != QUOTH_TOKEN_NUMBER) return false;
  bool opens = token == readings[token].sentence.first; /* where any word has a capital */
  if (word->shape >= Q_SHAPE_CAPITAL && !(opens && word->classes & Q_FUNCTION_WORD)) return true;
  if (word->classes & (Q_PRONOUN | Q_BIT(Q_RELATIVE) | Q_BIT(Q_ROLE) | Q_BIT(Q_GROUP) | Q_BIT(Q_BODY)))
    return true;
  uint8_t tag = readings[token].tag;
  return q_tag_is_noun(tag) || tag == Q_TAG_PRONOUN || tag == Q_TAG_POSSESSIVE || tag == Q_TAG_WH ||
         tag == Q_TAG_NUMBER || tag == Q_TAG_OTHER;
}

/* Is there a phrase at all: a head, an article with something behind it (the accused), or a determiner
 * that stands by itself (another)? */
static bool is_phrase(const quoth_doc *doc, const q_reading *readings, q_range source) {
  for (uint32_t t = source.first; t < source.last; t++)
    if (is_head(doc, readings, t)) return true;
  return readings[source.first].tag == Q_TAG_DETERMINER &&
         (source.last > source.first + 1 || !q_is_a(doc, source.first, Q_ARTICLE));
}

/* The model's source; the rule's where the model took what can be none ("widely seen as"). */
static bool add_source(quoth_doc *doc, q_attribution *to, const q_proposal *from, const q_attribution *rule,
                       const q_reading *readings) {
  if (is_phrase(doc, readings, from->source))
    return q_add_range(doc, &to->source, with_whole_names(doc, from->source, from));
  bool other = rule && rule->source.count && is_phrase(doc, readings, rule->source.items[0]);
  return !other || q_add_range(doc, &to->source, rule->source.items[0]);
}

/* ---- what lost ---- */

static bool same(const q_ranges *a, const q_ranges *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (a->items[i].first != b->items[i].first || a->items[i].last != b->items[i].last) return false;
  return true;
}

/* A rule's reading beside a model's that won, unless both say the same or it is there. */
static bool add_lost_rule(quoth_doc *doc, q_attribution *to, const q_attribution *rule) {
  if (same(&to->source, &rule->source) && same(&to->content, &rule->content)) return true;
  for (uint32_t i = 0; i < to->rivals.count; i++)
    if (same(&to->rivals.items[i].cue, &rule->cue) && same(&to->rivals.items[i].content, &rule->content))
      return true;
  q_rival *rival = q_push(&doc->arena, &to->rivals);
  if (rival) *rival = (q_rival){rule->source, rule->cue, rule->content, rule->rule, rule->confidence};
  return rival != NULL;
}

static bool add_lost_rules(quoth_doc *doc, q_attribution *to, const q_proposal *from, const ruling *rules) {
  for (const place *p = first_place(doc, rules, from->cue); p; p = place_at(rules, p->next))
    if (crosses(&rules->items[p->rule], from) && !add_lost_rule(doc, to, &rules->items[p->rule]))
      return false;
  return true;
}

/* A model's reading beside a rule's that won. */
static bool add_lost_proposal(quoth_doc *doc, q_attribution *to, const q_proposal *made) {
  q_rival *rival = q_push(&doc->arena, &to->rivals);
  if (!rival) return false;
  *rival = (q_rival){.rule = "model", .confidence = made->confidence};
  if (!q_add_range(doc, &rival->source, made->source) || !q_add_range(doc, &rival->cue, made->cue))
    return false;
  for (uint32_t p = 0; p < made->pieces; p++)
    if (!q_add_range(doc, &rival->content, made->content[p])) return false;
  return true;
}

/* ---- what wins ---- */

/* Does the model's report break off before the verb of its clause, "noted Roa | had gone", or amid a
 * noun phrase, "wrote that her | deputy had", where the rule's goes on? */
static bool breaks_off(const quoth_doc *doc, const q_proposal *made, const q_attribution *rule) {
  if (!rule || rule->content.count != 1 || made->pieces != 1) return false;
  q_range report = made->content[0], whole = rule->content.items[0];
  if (whole.first != report.first || whole.last <= report.last + 1 || report.first < made->cue.last)
    return false;
  for (uint32_t t = report.first; t < report.last; t++)
    if (q_region_at(doc, t) != QUOTH_NONE || q_is_verb(doc, report.first, t)) return false;
  uint8_t tag = doc->readings[report.last - 1].tag;
  return tag == Q_TAG_POSSESSIVE || tag == Q_TAG_DETERMINER || q_is_verb(doc, report.first, report.last);
}

/* Gives reports that break off the rest; what the model made of that is out of the race. */
static void complete(const quoth_doc *doc, const ruling *rules, q_proposals *made) {
  for (uint32_t i = 0; i < made->count; i++) {
    q_proposal *p = &made->items[i];
    const q_attribution *rule = same_cue(doc, rules, p);
    if (p->doubtful || !breaks_off(doc, p, rule)) continue;
    p->content[0] = rule->content.items[0];
    for (uint32_t k = i + 1; k < made->count && made->items[k].cue.first < p->content[0].last; k++)
      made->items[k].doubtful = true;
  }
}

static bool add_contents(quoth_doc *doc, q_attribution *to, const q_proposal *from, const q_proposals *made) {
  if (!add_previous(doc, to, from->content[0], made)) return false;
  for (uint32_t p = 0; p < from->pieces; p++)
    if (!q_add_range(doc, &to->content, from->content[p])) return false;
  return add_next(doc, to, from->content[from->pieces - 1], made);
}

/* The lemma of the model's cue: as the lexicon has it, if only as a word, since rules may have seen no
 * cue here ("Another wrote"); else by regular endings. NULL when memory ran out. */
static const char *lemma_of(quoth_doc *doc, const q_proposal *from, const q_reading *readings) {
  const q_term *term = q_tag_is_verb(readings[from->head].tag) ? q_cue_verb_term(doc, from->head) : NULL;
  return term ? term->canonical : q_lemma_text(doc, from->head, from->lemma);
}

static bool add_proposal(quoth_doc *doc, const q_proposals *made, uint32_t index, const ruling *rules,
                         const q_reading *readings) {
  const q_proposal *from = &made->items[index];
  const q_attribution *rule = same_cue(doc, rules, from);
  uint32_t cue = rule ? rule->cue_index : known_cue(doc, from->cue);
  q_attribution *new = q_attribution_add(doc, cue, "model", from->confidence);
  if (!new) return false;
  new->cue.count = 0;
  if (from->speech_known) new->speech = from->speech;
  if (!new->lemma && !(new->lemma = lemma_of(doc, from, readings))) return false;
  if (rule) new->reporters.items = rule->reporters.items, new->reporters.count = rule->reporters.count;
  if (!q_add_range(doc, &new->cue, from->cue) || !add_source(doc, new, from, rule, readings)) return false;
  return add_contents(doc, new, from, made) && add_lost_rules(doc, new, from, rules);
}

/* Does a rule that leaves no doubt decide here? */
static bool is_overruled(const quoth_doc *doc, const ruling *rules, const q_proposal *made) {
  for (const place *p = first_place(doc, rules, made->cue); p; p = place_at(rules, p->next)) {
    const q_attribution *rule = &rules->items[p->rule];
    if (is_sure(doc, rule) && crosses(rule, made) && !encloses(rule, made)) return true;
  }
  return false;
}

/* Radio Nord reported, quoting state media: that tells where words are from, not what they are. */
static bool names_origin(const quoth_doc *doc, const q_proposal *made) {
  if (!q_is_a(doc, made->head, Q_CUE_ORIGIN)) return false;
  for (uint32_t p = 0; p < made->pieces; p++)
    if (q_region_at(doc, made->content[p].first) != QUOTH_NONE) return false;
  return made->content[0].first == made->cue.last;
}

/* "The union wrote to members:": is all that the model takes for a report who a rule says speaks
 * with the same cue, in marks? */
static bool mistakes_source(const quoth_doc *doc, const ruling *rules, const q_proposal *made) {
  const q_attribution *rule = same_cue(doc, rules, made);
  if (!rule || made->pieces != 1 || rule->source.count != 1 || !is_direct(doc, rule)) return false;
  q_range source = rule->source.items[0], report = made->content[0];
  return report.first >= source.first && report.last <= source.last;
}

/* May a rule stand in the place of a proposal that is out of the race? What the model doubts is mostly
 * no report, whatever a rule makes of it, unless its form leaves little doubt. */
static bool replaces(const q_attribution *rule, const q_proposal *made) {
  return made->doubtful && q_any_overlap(&rule->cue, made->cue) &&
         (made->overruled || rule->confidence >= FIRM);
}

/* Does a rule meet a proposal that is in the race in the paragraph of one of its pieces?
 * *met tells whether it may take the place of one which is out. */
static bool meets(const quoth_doc *doc, const q_attribution *rule, const q_ranges *pieces,
                  const q_proposals *made, bool *met) {
  for (uint32_t k = 0; k < pieces->count; k++) {
    q_range paragraph = doc->paragraphs.items[q_paragraph_at(doc, pieces->items[k].first)].tokens;
    for (uint32_t i = first_in(made, paragraph); i < made->count; i++) {
      if (made->items[i].cue.first >= paragraph.last) break;
      if (!made->items[i].doubtful && crosses(rule, &made->items[i])) return true;
      *met |= replaces(rule, &made->items[i]);
    }
  }
  return false;
}

/* Nine died, Roa said: behind a clause, with a verb that has no noun as its object. */
static bool is_said_behind(const quoth_doc *doc, const q_attribution *rule) {
  if (rule->content.count != 1 || !rule->cue.count || !rule->source.count) return false;
  uint32_t end = rule->content.items[0].last;
  return rule->cue.items[0].first > end && rule->source.items[0].first > end &&
         q_is_a(doc, doc->cues.items[rule->cue_index].head, Q_CUE_CLAUSE);
}

/* Does a rule's attribution stand beside the model's? It must meet none of them,
 * and either tell of a direct quotation, or of a report behind it, or take the place of an overruled one.
 * What has no cue is seen to later, when it is known who has the floor. */
static bool stays(const quoth_doc *doc, const q_attribution *rule, const q_proposals *made) {
  if (is_sure(doc, rule)) return true;
  if (rule->cue_index == QUOTH_NONE) return false;
  bool nobody = !rule->source.count && rule->confidence >= FIRM; /* it was learnt that */
  bool wanted = nobody || is_direct(doc, rule) || is_said_behind(doc, rule);
  if (meets(doc, rule, &rule->content, made, &wanted) || meets(doc, rule, &rule->cue, made, &wanted))
    return false;
  return wanted && rule->confidence >= LEAST;
}

/* The proposals that are out of the race beside a rule that stands, in the paragraph where
 * its content begins. */
static bool add_lost_proposals(quoth_doc *doc, q_attribution *to, const q_proposals *made) {
  if (!to->content.count) return true;
  q_range paragraph = doc->paragraphs.items[q_paragraph_at(doc, to->content.items[0].first)].tokens;
  for (uint32_t i = first_in(made, paragraph); i < made->count && made->items[i].cue.first < paragraph.last;
       i++)
    if (made->items[i].doubtful && crosses(to, &made->items[i]) &&
        !add_lost_proposal(doc, to, &made->items[i]))
      return false;
  return true;
}

bool q_attribution_model(quoth_doc *doc) {
  q_proposals made;
  const q_reading *readings;
  ruling rules;
  if (!q_learned_attributions(doc, &made, &readings)) return false;
  if (!readings) return true;
  doc->readings = readings;
  if (!gather(doc, &rules)) return false;
  q_amend_proposals(doc, readings, &made);
  complete(doc, &rules, &made);
  for (uint32_t i = 0; i < made.count; i++) {
    q_proposal *p = &made.items[i];
    p->overruled = names_origin(doc, p) || mistakes_source(doc, &rules, p) || is_overruled(doc, &rules, p);
    p->doubtful |= p->overruled;
  }
  for (uint32_t i = 0; i < made.count; i++)
    if (!made.items[i].doubtful && !add_proposal(doc, &made, i, &rules, readings)) return false;
  for (uint32_t i = 0; i < rules.count; i++) {
    if (!stays(doc, &rules.items[i], &made)) continue;
    q_attribution *kept = q_push(&doc->arena, &doc->attributions);
    if (!kept) return false;
    *kept = rules.items[i];
    if (!add_lost_proposals(doc, kept, &made)) return false;
  }
  return true;
}
