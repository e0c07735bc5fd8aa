/* Transcripts and interviews: paragraphs that begin with who speaks and a colon.
 * What stands behind it is speech without marks. */
#include "core/attribution.h"
#include "core/entity.h"
#include "core/phrase.h"

enum { LABEL_MOST = 5 };

/* The colon of a turn: "Q: …", "WEBB: …", "Ana Roa: …"; 0 where there is none. What
 * begins with a quotation mark is a quotation with a colon, not a turn. */
static uint32_t turn_colon(const quoth_doc *doc, q_range paragraph) {
  for (uint32_t t = paragraph.first; t + 1 < paragraph.last && t <= paragraph.first + LABEL_MOST; t++) {
    if (q_is_char(doc, t, ":"))
      return t > paragraph.first && q_word_of(doc, t + 1)->kind != QUOTH_TOKEN_MARK ? t : 0;
    if (q_word_of(doc, t)->shape < Q_SHAPE_CAPITAL && !q_is_char(doc, t, ".")) return 0;
  }
  return 0;
}

/* Behind the letter with a full stop that begins a paragraph, "Q. Did you?"; 0 where there is none. */
static uint32_t behind_letter(const quoth_doc *doc, q_range paragraph) {
  uint32_t first = paragraph.first;
  if (first + 2 >= paragraph.last) return 0;
  const char *bytes = q_bytes(doc, first);
  if (*bytes < 'A' || *bytes > 'Z') return 0;
  if (q_size(doc, first) == 2 && bytes[1] == '.') return first + 1;
  return q_size(doc, first) == 1 && q_is_char(doc, first + 1, ".") ? first + 2 : 0;
}

static char turn_letter(const quoth_doc *doc, q_range paragraph) {
  return behind_letter(doc, paragraph) ? *q_bytes(doc, paragraph.first) : 0;
}

/* The letters of who asks and who answers, each with a full stop. */
typedef struct letters {
  char asks, answers; /* 0: they are no labels */
} letters;

/* A question under one letter, and an answer under another. Letters that count up are a list. */
static letters letters_at(const quoth_doc *doc, uint32_t paragraph) {
  letters none = {0, 0};
  if (paragraph + 1 >= doc->paragraphs.count) return none;
  q_range own = doc->paragraphs.items[paragraph].tokens;
  letters pair = {turn_letter(doc, own), turn_letter(doc, doc->paragraphs.items[paragraph + 1].tokens)};
  bool differ = pair.asks && pair.answers && pair.asks != pair.answers && pair.asks + 1 != pair.answers;
  return differ && q_is_char(doc, own.last - 1, "?") ? pair : none;
}

/* Where the words of a turn begin, behind its colon or one of the letters; 0 where none begins. */
static uint32_t turn_start(const quoth_doc *doc, q_range paragraph, letters pair) {
  char letter = pair.asks ? turn_letter(doc, paragraph) : 0;
  if (letter && (letter == pair.asks || letter == pair.answers)) return behind_letter(doc, paragraph);
  uint32_t colon = turn_colon(doc, paragraph);
  return colon ? colon + 1 : 0;
}

/* Who speaks, without the colon or full stop. */
static q_range turn_label(const quoth_doc *doc, q_range paragraph, uint32_t start) {
  bool marked = start > paragraph.first + 1 && q_is_char(doc, start - 1, ":.");
  return (q_range){paragraph.first, start - marked};
}

/* Is it a transcript: a question, and a turn that answers in the next paragraph? */
static bool is_question(const quoth_doc *doc, uint32_t paragraph) {
  if (paragraph + 1 >= doc->paragraphs.count) return false;
  q_range own = doc->paragraphs.items[paragraph].tokens;
  return q_is_char(doc, own.last - 1, "?") && turn_colon(doc, own) &&
         turn_colon(doc, doc->paragraphs.items[paragraph + 1].tokens);
}

/* Does an attribution claim a turn's words for its speaker, or for nobody? */
static bool claims_turn(const quoth_doc *doc, const q_attribution *a, const uint32_t *starts) {
  uint32_t first = a->content.items[0].first, start = starts[q_paragraph_at(doc, first)];
  return start && first >= start && (!a->source.count || a->source.items[0].first < start);
}

/* Takes these attributions out. */
static void drop_claims(quoth_doc *doc, const uint32_t *starts) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->attributions.count; i++)
    if (!claims_turn(doc, &doc->attributions.items[i], starts))
      doc->attributions.items[kept++] = doc->attributions.items[i];
  doc->attributions.count = kept;
}

static bool add_turn(quoth_doc *doc, q_range paragraph, uint32_t start) {
  q_range label = turn_label(doc, paragraph, start), content = {start, paragraph.last};
  q_attribution *new = q_attribution_add(doc, QUOTH_NONE, "transcript", 0.9F);
  return new &&q_add_range(doc, &new->source, label) && q_add_range(doc, &new->content, content);
}

/* MS ODUYA: a title and capitals are a person, whom the finders of names may pass over in a label. */
static bool is_person_label(const quoth_doc *doc, q_range label) {
  uint32_t next =
      q_first_from(doc->mentions.items, doc->mentions.count, sizeof *doc->mentions.items, label.first);
  bool taken = next < doc->mentions.count && doc->mentions.items[next].tokens.first < label.last;
  return !taken && label.last > label.first + 1 && q_is_a(doc, label.first, Q_TITLE_PERSONAL) &&
         q_word_of(doc, label.last - 1)->kind == QUOTH_TOKEN_WORD;
}

static q_mention person_of(const quoth_doc *doc, q_range label) {
  q_range name = {label.first + 1, label.last};
  q_mention person = {.tokens = name,
                      .span = q_span(doc, name),
                      .rule = "rule: speaker",
                      .entity = QUOTH_NONE,
                      .confidence = 0.8F,
                      .kind = QUOTH_MENTION_NAME};
  q_mention_set_type(&person, "person");
  return person;
}

/* Names the speakers of turns whom nobody has found yet. */
static bool name_speakers(quoth_doc *doc, const uint32_t *starts) {
  Q_LIST(q_mention) found = {0};
  for (uint32_t i = 0; i < doc->paragraphs.count; i++) {
    if (!starts[i]) continue;
    q_range label = turn_label(doc, doc->paragraphs.items[i].tokens, starts[i]);
    if (!is_person_label(doc, label)) continue;
    q_mention *new = q_push(&doc->arena, &found);
    if (!new) return false;
    *new = person_of(doc, label);
  }
  return !found.count || q_mentions_insert(doc, found.items, found.count, NULL);
}

bool q_attribution_turns(quoth_doc *doc) {
  bool transcript = false;
  letters pair = {0, 0};
  uint32_t count = doc->paragraphs.count;
  for (uint32_t i = 0; i < count && !transcript; i++) {
    pair = letters_at(doc, i);
    transcript = pair.asks || is_question(doc, i);
  }
  if (!transcript) return true;
  uint32_t *starts = q_alloc(&doc->arena, count * sizeof *starts);
  if (!starts) return false;
  for (uint32_t i = 0; i < count; i++) starts[i] = turn_start(doc, doc->paragraphs.items[i].tokens, pair);
  drop_claims(doc, starts);
  for (uint32_t i = 0; i < count; i++)
    if (starts[i] && !add_turn(doc, doc->paragraphs.items[i].tokens, starts[i])) return false;
  return name_speakers(doc, starts);
}
