/* Borders that a model drew, mended by parts of speech before its proposals are taken. */
#include "core/learned.h"
#include "core/phrase.h"
#include "core/reading.h"

#define PLAIN 0.5F /* how sure a report is, at the least, that is plain by its form */

static bool is_finite(uint8_t tag) {
  return tag == Q_TAG_VERB_PAST || tag == Q_TAG_VERB_PRESENT || tag == Q_TAG_VERB_THIRD || tag == Q_TAG_MODAL;
}

/* A noun, or a name that the tagger may take for something else. */
static bool is_name_or_noun(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  bool day = q_is(doc, token, Q_BIT(Q_WEEKDAY) | Q_BIT(Q_MONTH) | Q_BIT(Q_DATE_WORD));
  bool name = q_word_of(doc, token)->shape >= Q_SHAPE_CAPITAL && !q_is(doc, token, Q_FUNCTION_WORD) &&
              !is_finite(all[token].tag);
  return !day && (q_tag_is_noun(all[token].tag) || name);
}

/* May a source go on behind its noun with this: a noun or name, 's, what was done? The tagger
 * does not tell "briefed on it" of people from what they did, but a second verb follows here. */
static bool goes_on(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  uint8_t tag = all[token].tag;
  return is_name_or_noun(doc, all, token) || tag == Q_TAG_GENITIVE || tag == Q_TAG_VERB_PARTICIPLE ||
         (tag == Q_TAG_VERB_PAST && all[token + 1].tag == Q_TAG_PREPOSITION);
}

/* May it go on so far? No finite verb, adverb, conjunction or time is of a noun phrase. */
static bool is_within(const quoth_doc *doc, const q_reading *all, uint32_t token) {
  switch (all[token].tag) {
    case Q_TAG_PREPOSITION:
    case Q_TAG_DETERMINER:
    case Q_TAG_POSSESSIVE:
    case Q_TAG_NUMBER:
    case Q_TAG_GENITIVE:
    case Q_TAG_VERB_PARTICIPLE: return true;
    case Q_TAG_ADJECTIVE: return !q_is(doc, token, Q_BIT(Q_DATE_WORD));
    default: return is_name_or_noun(doc, all, token);
  }
}

/* Is what stands between a name and its cue the rest of the name: "Sarah | Dunning | said"? Not
 * in headlines, where all words have capitals. */
static bool is_rest_of_name(const quoth_doc *doc, q_range gap) {
  enum { MOST = 2 };
  if (gap.last - gap.first > MOST || q_word_of(doc, gap.last)->shape != Q_SHAPE_LOWER) return false;
  for (uint32_t t = gap.first - 1; t < gap.last; t++)
    if (q_word_of(doc, t)->shape < Q_SHAPE_CAPITAL || q_is(doc, t, Q_FUNCTION_WORD)) return false;
  return true;
}

/* Is it the rest of a noun phrase: "Two people | briefed on the talks | said"? */
static bool is_rest_of_phrase(const quoth_doc *doc, const q_reading *all, q_range gap) {
  enum { MOST = 12 };
  if (gap.last - gap.first > MOST || !is_finite(all[gap.last].tag)) return false;
  if (!is_name_or_noun(doc, all, gap.first - 1) || !goes_on(doc, all, gap.first)) return false;
  for (uint32_t t = gap.first + 1; t < gap.last; t++)
    if (!is_within(doc, all, t)) return false;
  return is_name_or_noun(doc, all, gap.last - 1);
}

/* Gives a source the title before it and the rest of its phrase, up to the cue. */
static void complete_source(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *source = &p->source, gap = {source->last, p->cue.first};
  if (source->first == source->last) return;
  uint32_t start = all[source->first].sentence.first;
  while (source->first > start && q_is(doc, source->first - 1, Q_BIT(Q_TITLE)) &&
         q_word_of(doc, source->first - 1)->shape >= Q_SHAPE_CAPITAL)
    source->first--;
  if (gap.first >= gap.last) return;
  if (is_rest_of_name(doc, gap) || is_rest_of_phrase(doc, all, gap)) source->last = gap.last;
}

/* Is nothing of some tokens claimed by the proposals around one? They are in the order of cues. */
static bool is_free(const q_proposals *made, uint32_t index, q_range tokens) {
  enum { AROUND = 3 };
  uint32_t first = index > AROUND ? index - AROUND : 0;
  for (uint32_t i = first; i < made->count && i <= index + AROUND; i++) {
    const q_proposal *p = &made->items[i];
    if (i == index || p->doubtful) continue;
    if (p->cue.first < tokens.last && p->cue.last > tokens.first) return false;
    for (uint32_t k = 0; k < p->pieces; k++)
      if (p->content[k].first < tokens.last && p->content[k].last > tokens.first) return false;
  }
  return true;
}

/* Does a report begin amid a clause at a token? Behind a comma, a dash or "But" the author may have
 * begun, and "that" or "and would" begins one of its own; but a name before a comma and an
 * article is what the article tells of. */
static bool is_amid(const quoth_doc *doc, const q_reading *all, uint32_t start, uint32_t token) {
  if (token == start + 1 && q_is(doc, start, Q_BIT(Q_CONJUNCTION) | Q_BIT(Q_ADVERB))) return false;
  if (q_word_of(doc, start)->kind == QUOTH_TOKEN_PUNCTUATION || q_is_a(doc, token, Q_COMPLEMENTIZER))
    return false;
  if (q_is(doc, token - 1, Q_BIT(Q_CONJUNCTION)) && is_finite(all[token].tag)) return false;
  if (q_word_of(doc, token - 1)->kind != QUOTH_TOKEN_PUNCTUATION) return true;
  enum { NAME_MOST = 8 };
  if (!q_is_char(doc, token - 1, ",") || !q_is(doc, token, Q_BIT(Q_DETERMINER))) return false;
  if (token > start + NAME_MOST) return false;
  for (uint32_t t = start; t + 1 < token; t++)
    if (all[t].tag != Q_TAG_NAME) return false;
  return true;
}

/* "Talks may go on if | Ms Pai agrees, the officials said": what stands before the clause that
 * tells who speaks is reported from the sentence's start. */
static void complete_front(const quoth_doc *doc, const q_reading *all, q_proposals *made, uint32_t index) {
  q_proposal *p = &made->items[index];
  q_range *piece = &p->content[0];
  uint32_t start = all[piece->first].sentence.first;
  if (piece->last > piece->first + 1 && q_is_char(doc, piece->last - 1, ",") &&
      q_region_at(doc, piece->last - 1) == QUOTH_NONE && piece->last <= p->cue.first &&
      p->source.first >= piece->last)
    piece->last--;
  if (piece->first == start || p->cue.first < piece->last || p->source.first < piece->last) return;
  if (all[p->cue.first].sentence.first != start || q_region_at(doc, piece->first) != QUOTH_NONE) return;
  if (!q_is_char(doc, piece->last, ",") || q_is_char(doc, p->cue.last - 1, ":") ||
      !is_amid(doc, all, start, piece->first))
    return;
  if (!is_free(made, index, (q_range){start, piece->first})) return;
  piece->first = start + (q_is(doc, start, Q_BIT(Q_CONJUNCTION)) && start + 1 < piece->first);
}

/* "The dues will stay, a person briefed on the harbour | talks | said": where a report runs on into
 * its source, or takes all of it, that begins behind the report's last comma. */
static void part_source(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *piece = &p->content[p->pieces - 1], source = p->source;
  bool none = source.first == source.last && piece->last == p->cue.first;
  if (none && (!is_finite(all[p->head].tag) || !is_name_or_noun(doc, all, piece->last - 1))) return;
  if (none) source = (q_range){piece->last, piece->last};
  if (piece->last > source.first || source.last != p->cue.first || q_is_char(doc, source.first - 1, ","))
    return;
  uint32_t first = piece->last;
  while (first > piece->first && !q_is_char(doc, first - 1, ",") && q_region_at(doc, first - 1) == QUOTH_NONE)
    first--;
  if (first <= piece->first + 1 || first == piece->last || q_region_at(doc, first - 1) != QUOTH_NONE) return;
  for (uint32_t t = first; t < source.first; t++)
    if (!is_within(doc, all, t) && !goes_on(doc, all, t)) return;
  p->source = (q_range){first, source.last};
  piece->last = first - 1;
}

/* "…, said Lund, of a group | that keeps the quay": a relative clause right behind the source is
 * the source's, and no second part of the report before. */
static void join_relative(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  if (p->pieces < 2 || p->source.first == p->source.last || p->cue.last != p->source.first) return;
  q_range piece = p->content[p->pieces - 1];
  if (p->content[0].last > p->cue.first || piece.first != p->source.last) return;
  if (q_region_at(doc, piece.first) != QUOTH_NONE) return;
  if (all[piece.first].tag != Q_TAG_WH && !q_is_a(doc, piece.first, Q_RELATIVE_RESTRICTIVE)) return;
  p->source.last = piece.last;
  p->pieces--;
}

/* "The bridge, he said, | should last": where what stands before the source has no verb, the verb
 * behind the cue is its. */
static void add_verb(const quoth_doc *doc, const q_reading *all, const q_proposals *made, uint32_t index) {
  q_proposal *p = &made->items[index];
  q_range piece = p->content[0], sentence = all[p->cue.first].sentence;
  uint32_t comma = p->cue.last;
  if (p->pieces != 1 || piece.first != sentence.first || piece.last + 1 != p->source.first ||
      p->source.last != p->cue.first || comma + 1 >= sentence.last)
    return;
  if (!q_is_char(doc, piece.last, ",") || !q_is_char(doc, comma, ",") || !is_finite(all[comma + 1].tag))
    return;
  for (uint32_t t = piece.first; t < piece.last; t++)
    if (is_finite(all[t].tag) || q_region_at(doc, t) != QUOTH_NONE) return;
  q_range rest = {comma + 1, sentence.last};
  while (rest.last > rest.first + 1 && q_word_of(doc, rest.last - 1)->final) rest.last--;
  if (is_free(made, index, rest)) p->content[p->pieces++] = rest;
}

/* "Ms Pai, who claims she was not paid, | lives in the port": a clause between commas whose source
 * is its pronoun ends before the verb of the sentence. */
static void cut_main_verb(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *piece = &p->content[p->pieces - 1];
  uint32_t who = p->source.first;
  if (p->source.last != who + 1 || !who || !q_is_a(doc, who, Q_RELATIVE_PERSONAL) ||
      !q_is_char(doc, who - 1, ",") || piece->first < p->cue.last)
    return;
  for (uint32_t t = piece->first + 1; t + 1 < piece->last; t++) {
    if (q_region_at(doc, t) != QUOTH_NONE) return;
    if (q_is_char(doc, t, ",") && is_finite(all[t + 1].tag)) piece->last = t;
  }
}

/* "The inquest heard | that his parents were told": what ends in the cue of another's report is
 * who reports, not what. */
static bool is_reporter(const quoth_doc *doc, const q_proposal *p) {
  q_range piece = p->content[0];
  uint32_t verb = piece.last - 1;
  return p->pieces == 1 && piece.last < p->cue.first && q_is_a(doc, piece.last, Q_COMPLEMENTIZER) &&
         q_is(doc, verb, Q_CUE_VERB) && q_region_at(doc, verb) == QUOTH_NONE;
}

/* 'The pier', Ms Pai told the council, 'has rotted': where the words behind the cue go on with a
 * small letter, the quotation before the source is their beginning. */
static void add_front(const quoth_doc *doc, const q_reading *all, q_proposals *made, uint32_t index) {
  q_proposal *p = &made->items[index];
  uint32_t start = all[p->cue.first].sentence.first, first = p->content[0].first, end = p->source.first;
  if (p->pieces == Q_PIECES_MOST || p->source.first == p->source.last || p->source.last > p->cue.first)
    return;
  if (first < p->cue.last || q_region_at(doc, first) == QUOTH_NONE || first + 1 >= p->content[0].last) return;
  if (q_word_of(doc, first + 1)->shape != Q_SHAPE_LOWER || !q_is_char(doc, first - 1, ",")) return;
  if (end > start && q_is_char(doc, end - 1, ",")) end--;
  uint32_t region = end > start ? q_region_at(doc, end - 1) : QUOTH_NONE;
  if (region == QUOTH_NONE) return;
  q_range front = doc->quotations.items[region].tokens;
  if (front.first != start || front.last != end || !is_free(made, index, front)) return;
  for (uint32_t k = p->pieces++; k > 0; k--) p->content[k] = p->content[k - 1];
  p->content[0] = front;
}

/* The quotation that goes on with a small letter behind a comma or dash, some words behind a cue; else
 * empty. */
static q_range rest_behind(const quoth_doc *doc, const q_reading *all, const q_proposal *p) {
  q_range sentence = all[p->cue.first].sentence;
  uint32_t t = p->cue.last > p->source.last ? p->cue.last : p->source.last;
  while (t < sentence.last && q_region_at(doc, t) == QUOTH_NONE) t++;
  if (t + 1 >= sentence.last || !t || q_word_of(doc, t + 1)->shape != Q_SHAPE_LOWER) return (q_range){0, 0};
  if (!q_is_char(doc, t - 1, ",") && !q_is_dash(doc, t - 1)) return (q_range){0, 0};
  return doc->quotations.items[q_region_at(doc, t)].tokens;
}

/* 'The pier', Ms Pai told the council on Monday, 'has rotted': and the one behind the cue that goes on
 * so is their end. */
static void add_rest(const quoth_doc *doc, const q_reading *all, q_proposals *made, uint32_t index) {
  q_proposal *p = &made->items[index];
  q_range last = p->content[p->pieces - 1];
  if (p->pieces == Q_PIECES_MOST || p->source.first == p->source.last) return;
  if (last.last > p->cue.first || q_region_at(doc, last.last - 1) == QUOTH_NONE) return;
  q_range rest = rest_behind(doc, all, p);
  if (rest.first < rest.last && is_free(made, index, rest)) p->content[p->pieces++] = rest;
}

/* "The road is shut," Roa wrote in a letter | that the clerk read out, | "and it will stay so.": words
 * between two halves of a quotation are the author's. */
static void cut_between(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *piece = &p->content[1], first = p->content[0];
  if (p->pieces != 2 || first.last > p->cue.first || q_region_at(doc, first.last - 1) == QUOTH_NONE) return;
  if (q_region_at(doc, piece->first) != QUOTH_NONE || piece->first < p->cue.last) return;
  q_range rest = rest_behind(doc, all, p);
  if (rest.first > piece->first && rest.last == piece->last) piece->first = rest.first;
}

/* The agency | said, Mr Roa | told them and did not know: a noun phrase before an active verb is its
 * subject, and no report that nobody makes. */
static bool is_own_subject(const quoth_doc *doc, const q_reading *all, const q_proposal *p) {
  q_range piece = p->content[0];
  if (p->pieces != 1 || p->source.first != p->source.last || piece.last > p->cue.first) return false;
  if (q_is_char(doc, piece.last, ",")) return false;
  for (uint32_t t = piece.first; t < piece.last; t++)
    if (is_finite(all[t].tag) || q_region_at(doc, t) != QUOTH_NONE) return false;
  for (uint32_t t = p->cue.first; t < p->head; t++)
    if (q_is_a(doc, t, Q_COPULA)) return false;
  return is_name_or_noun(doc, all, piece.last - 1) && (p->head > p->cue.first || is_finite(all[p->head].tag));
}

/* In an interview, | she said:¶: a colon announces what follows, not what stands before who speaks. */
static bool is_announced(const quoth_doc *doc, const q_reading *all, const q_proposal *p) {
  q_range sentence = all[p->cue.first].sentence, piece = p->content[p->pieces - 1];
  return piece.last <= p->source.first && q_region_at(doc, piece.first) == QUOTH_NONE &&
         sentence.last == p->cue.last + 1 && q_is_char(doc, p->cue.last, ":");
}

/* Banners reading "Give us water" | lined the road: the quotation is all that they read. */
static void cut_inscription(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *piece = &p->content[0];
  uint32_t region = q_region_at(doc, piece->first);
  if (p->pieces != 1 || region == QUOTH_NONE || piece->first != p->cue.last || p->source.last != p->cue.first)
    return;
  uint32_t end = doc->quotations.items[region].tokens.last;
  if (end >= piece->last || all[p->head].tag != Q_TAG_VERB_GERUND || p->head != p->cue.first) return;
  if (is_finite(all[end].tag)) piece->last = end;
}

/* Gives the first word of a cue to the source before it. */
static void move_word(q_proposal *p) {
  p->source.last = ++p->cue.first;
  if (p->head < p->cue.first) p->head = p->cue.first;
}

/* One | placard read: a number or determiner is no source without its noun. Sarah | Dunning
 * described: nor half a name. */
static void move_noun(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  uint32_t first = p->cue.first;
  if (p->source.last != first || p->source.first == first || first + 1 >= p->cue.last) return;
  uint8_t tag = all[first - 1].tag;
  bool bare = first == p->source.first + 1 && (tag == Q_TAG_NUMBER || tag == Q_TAG_DETERMINER);
  if (bare && first + 2 < p->cue.last && q_tag_is_noun(all[first].tag)) move_word(p);
  else if (q_tag_is_verb(all[first + 1].tag) && is_rest_of_name(doc, (q_range){first, first + 1}))
    move_word(p);
}

/* said the men | , claiming that it was late, walked home: a noun phrase whose verb stands behind
 * two commas is the subject of what is said. Reports within it are out of the race. */
static void add_verb_behind(const quoth_doc *doc, const q_reading *all, q_proposals *made, uint32_t index) {
  enum { INSERTED_MOST = 40 };
  q_proposal *p = &made->items[index];
  q_range *piece = &p->content[0], sentence = all[p->cue.first].sentence;
  if (p->pieces != 1 || piece->first != p->cue.last || piece->last + 1 >= sentence.last ||
      !q_is_char(doc, piece->last, ","))
    return;
  if (!q_is_a(doc, p->head, Q_CUE_CLAUSE) || all[piece->last + 1].tag != Q_TAG_VERB_GERUND) return;
  for (uint32_t t = piece->first; t < piece->last; t++)
    if (is_finite(all[t].tag) || q_region_at(doc, t) != QUOTH_NONE) return;
  uint32_t comma = piece->last + 1, far = comma + INSERTED_MOST;
  if (far > sentence.last) far = sentence.last;
  while (comma + 1 < far && !(q_is_char(doc, comma, ",") && is_finite(all[comma + 1].tag))) comma++;
  if (comma + 1 >= far) return;
  piece->last = sentence.last;
  while (piece->last > comma + 1 && q_word_of(doc, piece->last - 1)->final) piece->last--;
  for (uint32_t k = index + 1; k < made->count && made->items[k].cue.first < piece->last; k++)
    made->items[k].doubtful = true;
}

/* said in a notice | put up on the quay that …, said in | a notice put up on the quay that …, said | quoting
 * sources that …: where it was said, or whose words they are, is no part of them. */
static void cut_circumstance(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  enum { MOST = 12 };
  q_range *piece = &p->content[0];
  if (piece->first < p->cue.last || piece->first + 1 >= piece->last) return;
  uint8_t tag = all[piece->first].tag;
  bool past = q_is_a(doc, p->head, Q_CUE_CLAUSE) &&
              (tag == Q_TAG_VERB_PARTICIPLE || tag == Q_TAG_VERB_PAST) &&
              all[piece->first + 1].tag == Q_TAG_PREPOSITION;
  bool place = piece->first > p->head + 1 && all[piece->first - 1].tag == Q_TAG_PREPOSITION &&
               q_is_a(doc, piece->first - 2, Q_CUE_CLAUSE);
  if (!past && !place && !q_is_a(doc, piece->first, Q_CUE_ORIGIN)) return;
  for (uint32_t t = piece->first + 1; t + 1 < piece->last && t < piece->first + MOST; t++) {
    if (q_is_a(doc, t, Q_COMPLEMENTIZER)) piece->first = t;
    bool done = all[t].tag == Q_TAG_VERB_PAST && all[t + 1].tag == Q_TAG_PREPOSITION;
    if ((is_finite(all[t].tag) && !(place && done)) || piece->first == t) return;
  }
}

/* said he had no faith | . | "They fail.": where an unmarked sentence ends and a quotation begins, the
 * report is of two pieces. */
static void part_sentences(const quoth_doc *doc, q_proposal *p) {
  uint32_t k = p->pieces - 1;
  q_range piece = p->content[k];
  if (p->pieces == Q_PIECES_MOST) return;
  for (uint32_t t = piece.first + 1; t + 1 < piece.last; t++) {
    uint32_t region = q_region_at(doc, t + 1);
    if (region == QUOTH_NONE || doc->quotations.items[region].tokens.first != t + 1) continue;
    if (!q_word_of(doc, t)->final || q_region_at(doc, t) != QUOTH_NONE) continue;
    p->content[k].last = t;
    p->content[p->pieces++] = (q_range){t + 1, piece.last};
    return;
  }
}

/* "It is done," she said of | the pier: whom or what a quotation before the cue is about is no second
 * part of it, nor is the preposition one of the cue. */
static void drop_topic(const quoth_doc *doc, q_proposal *p) {
  uint32_t k = 1, verb = p->cue.last - 1;
  while (k < p->pieces && p->content[k].first != p->cue.last) k++;
  if (k >= p->pieces || p->content[0].last > p->cue.first) return;
  if (q_region_at(doc, p->content[0].first) == QUOTH_NONE || q_region_at(doc, p->cue.last) != QUOTH_NONE)
    return;
  bool within = verb > p->cue.first && q_is(doc, verb, Q_BIT(Q_PREPOSITION));
  verb -= within;
  if ((!within && !q_is(doc, p->cue.last, Q_BIT(Q_PREPOSITION))) || !q_is_a(doc, verb, Q_CUE_CLAUSE)) return;
  p->cue.last = verb + 1;
  for (p->pieces--; k < p->pieces; k++) p->content[k] = p->content[k + 1];
}

/* The road is closed, state media reported on Friday: a sentence that ends in a comma, who reported it,
 * a verb, and no more but a day or, behind a comma, whom that cites, leaves little doubt, however rare
 * its words. */
static bool is_plain_report(const quoth_doc *doc, const q_reading *all, const q_proposal *p) {
  q_range sentence = all[p->cue.first].sentence;
  uint32_t end = p->content[0].last, behind = q_behind_day(doc, p->cue.last, sentence.last);
  if (p->pieces != 1 || !p->speech || p->source.first == p->source.last || p->source.last != p->cue.first)
    return false;
  if (p->content[0].first != sentence.first || end + 1 != p->source.first || !q_is_char(doc, end, ","))
    return false;
  bool cites =
      behind + 1 < sentence.last && q_is_char(doc, behind, ",") && q_is_a(doc, behind + 1, Q_CUE_ORIGIN);
  bool ends = behind + 1 == sentence.last && !q_is_char(doc, behind, ":");
  return (cites || ends) && is_finite(all[p->head].tag);
}

/* | On Monday, | Radio Nord reported, | Roa signed an order: a time or place before who reports it, between
 * commas, is no report; the clause behind is. */
static void move_behind(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  q_range *piece = &p->content[0], sentence = all[p->cue.first].sentence;
  uint32_t comma = p->cue.last;
  if (p->pieces != 1 || piece->first != sentence.first || piece->last + 1 != p->source.first ||
      p->source.last != p->cue.first || comma + 1 >= sentence.last)
    return;
  if (all[piece->first].tag != Q_TAG_PREPOSITION || !q_is_char(doc, piece->last, ",") ||
      !q_is_char(doc, comma, ",") || all[comma + 1].tag == Q_TAG_VERB_GERUND || is_finite(all[comma + 1].tag))
    return;
  for (uint32_t t = piece->first; t < piece->last; t++)
    if (is_finite(all[t].tag) || q_region_at(doc, t) != QUOTH_NONE) return;
  uint32_t verb = comma + 1;
  while (verb < sentence.last && !is_finite(all[verb].tag)) verb++;
  if (verb == sentence.last) return;
  *piece = (q_range){comma + 1, sentence.last};
  while (piece->last > verb && q_word_of(doc, piece->last - 1)->final) piece->last--;
}

/* noted | in its letter | that it leaked: where the source's own words stand is none of the cue's. */
static void cut_own_document(const quoth_doc *doc, const q_reading *all, q_proposal *p) {
  uint32_t t = p->head + 1;
  if (t + 2 >= p->cue.last || p->content[0].first != p->cue.last) return;
  if (all[t].tag == Q_TAG_PREPOSITION && all[t + 1].tag == Q_TAG_POSSESSIVE &&
      q_is_a(doc, p->cue.last, Q_COMPLEMENTIZER))
    p->cue.last = t;
}

static void vouch_for(q_proposal *p) {
  if (p->confidence < PLAIN) p->confidence = PLAIN;
  p->doubtful = false;
}

void q_amend_proposals(const quoth_doc *doc, const q_reading *all, q_proposals *made) {
  for (uint32_t i = 0; i < made->count; i++) {
    if (made->items[i].doubtful && is_plain_report(doc, all, &made->items[i])) vouch_for(&made->items[i]);
    made->items[i].doubtful |= is_reporter(doc, &made->items[i]) || is_announced(doc, all, &made->items[i]) ||
                               is_own_subject(doc, all, &made->items[i]);
    if (made->items[i].doubtful) continue;
    move_noun(doc, all, &made->items[i]);
    complete_source(doc, all, &made->items[i]);
    part_source(doc, all, &made->items[i]);
    join_relative(doc, all, &made->items[i]);
    complete_front(doc, all, made, i);
    add_verb(doc, all, made, i);
    cut_main_verb(doc, all, &made->items[i]);
    cut_circumstance(doc, all, &made->items[i]);
    add_front(doc, all, made, i);
    cut_between(doc, all, &made->items[i]);
    add_rest(doc, all, made, i);
    add_verb_behind(doc, all, made, i);
    cut_inscription(doc, all, &made->items[i]);
    drop_topic(doc, &made->items[i]);
    part_sentences(doc, &made->items[i]);
    move_behind(doc, all, &made->items[i]);
    cut_own_document(doc, all, &made->items[i]);
  }
}
