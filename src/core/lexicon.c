#include "core/lexicon.h"

#include <ctype.h>
#include <string.h>

#include "core/engine.h"
#include "core/utf8.h"
#include "core/word.h"

enum { MAX_WORDS = 12, MAX_TERM = 200, MOST_LETTERS = 31 };

/* In the order of q_class. */
static const char *const CLASS_NAMES[Q_CLASS_COUNT] = {
    "cue.speech",
    "cue.belief",
    "cue.plan",
    "cue.directive",
    "cue.noun",
    "cue.phrase",
    "auxiliary",
    "modal",
    "negation",
    "adverb",
    "determiner",
    "possessive",
    "preposition",
    "preposition.place",
    "conjunction",
    "subordinator",
    "relative",
    "pronoun.male",
    "pronoun.female",
    "pronoun.neuter",
    "pronoun.plural",
    "pronoun.first",
    "pronoun.other",
    "title",
    "role",
    "group",
    "body",
    "nationality",
    "country",
    "place",
    "agency",
    "organization",
    "person",
    "first_name.male",
    "first_name.female",
    "particle",
    "connector",
    "org_word",
    "place_word",
    "event_word",
    "month",
    "weekday",
    "date_word",
    "date_part",
    "number_word",
    "currency",
    "unit",
    "abbreviation",
    "spelling",
    "event",
    "work",
    "product",
    "never",
    "common",
    "nickname",
    "seat",
    "noun.male",
    "noun.female",
    "noun.thing",
    "role_modifier",
    "role_verb",
    "past",
    "org_suffix",
    "entity",
    "possessive.marker",
    "complementizer",
    "demonstrative",
    "infinitive.marker",
    "predicative.marker",
    "expletive",
    "copula",
    "article",
    "article.definite",
    "coordinator",
    "coordinator.clause",
    "relative.personal",
    "relative.genitive",
    "relative.restrictive",
    "relative.sentence",
    "preposition.agent",
    "preposition.genitive",
    "preposition.complement",
    "preposition.affiliation",
    "preposition.origin",
    "preposition.day",
    "cue.hearer",
    "cue.question",
    "cue.origin",
    "cue.gain",
    "cue.clause",
    "cue.hearsay",
    "cue.naming",
    "cue.phrase.start",
    "body.document",
    "body.message",
    "role.former",
    "role.epithet",
    "role.naming",
    "role.chosen",
    "role.dependent",
    "title.own",
    "title.honour",
    "title.personal",
    "name.letters",
    "name.group",
    "name.firm",
    "name.saint",
    "name.other",
    "age.opening",
    "age.adjective",
    "generation",
    "place.state",
    "place.wide",
    "range.marker",
    "range.opening",
    "range.pair",
    "number.suffix",
    "number.minus",
    "number.rate",
    "numbered",
    "clock.opening",
    "thing.head",
    "inflection",
    "ending.past",
    "ending.participle",
};

const char *q_class_name(q_class class) { return CLASS_NAMES[class]; }

q_class q_class_of(const char *section, size_t length) {
  if (length > 7 && !memcmp(section, "entity.", 7)) return Q_TYPED;
  for (q_class i = 0; i < Q_CLASS_COUNT; i++)
    if (i != Q_TYPED && strlen(CLASS_NAMES[i]) == length && !memcmp(CLASS_NAMES[i], section, length))
      return i;
  return Q_CLASS_COUNT;
}

/* ---- the map from word sequences to terms ---- */

const q_lexicon_slot *q_lexicon_find(const q_lexicon *lexicon, uint64_t key) {
  if (!lexicon->slots) return NULL;
  for (uint32_t i = (uint32_t)(key >> 32) & lexicon->slot_mask;; i = (i + 1) & lexicon->slot_mask) {
    const q_lexicon_slot *slot = &lexicon->slots[i];
    if (slot->key == key) return slot;
    if (!slot->key) return NULL;
  }
}

static q_lexicon_slot *free_slot(q_lexicon_slot *slots, uint32_t mask, uint64_t key) {
  uint32_t i = (uint32_t)(key >> 32) & mask;
  while (slots[i].key && slots[i].key != key) i = (i + 1) & mask;
  return &slots[i];
}

static bool set_slots(q_lexicon *lexicon, uint32_t count) {
  q_lexicon_slot *slots = q_alloc_zero(lexicon->arena, count * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; lexicon->slots && i <= lexicon->slot_mask; i++)
    if (lexicon->slots[i].key) *free_slot(slots, count - 1, lexicon->slots[i].key) = lexicon->slots[i];
  lexicon->slots = slots;
  lexicon->slot_mask = count - 1;
  return true;
}

/* Room for one more slot that may be written to. */
static bool make_room(q_lexicon *lexicon) {
  uint32_t count = lexicon->slots ? lexicon->slot_mask + 1 : 512;
  bool fits = lexicon->slots && lexicon->slot_count * 2 < count;
  if (fits && !lexicon->shared) return true;
  if (!set_slots(lexicon, fits ? count : count * 2)) return false;
  lexicon->shared = false;
  return true;
}

static q_lexicon_slot *make_slot(q_lexicon *lexicon, uint64_t key) {
  if (!make_room(lexicon)) return NULL;
  q_lexicon_slot *slot = free_slot(lexicon->slots, lexicon->slot_mask, key);
  if (!slot->key) {
    slot->key = key;
    lexicon->slot_count++;
  }
  return slot;
}

/* ---- terms ---- */

/* The end of the run of ASCII letters that begins at a byte. */
static uint32_t letters_end(quoth_string term, uint32_t at) {
  while (at < term.length && (unsigned)(term.bytes[at] | 32) - 'a' < 26) at++;
  return at;
}

/* May a word of ASCII letters be one that the list of spellings cuts? Never wrongly no. */
static bool may_be_cut(const quoth_engine *engine, const char *bytes, uint32_t length) {
  uint32_t bit = length < MOST_LETTERS ? length : MOST_LETTERS;
  for (; engine; engine = engine->base)
    if (engine->lexicon.cuts[(unsigned)(*bytes | 32) - 'a'] >> bit & 1) return true;
  return false;
}

/* ASCII letters and blanks are parted at the blanks, unless the list of spellings cuts a
 * word. Most terms are so, and scanning them would be most of what it takes to load a lexicon. */
static bool is_plain(const q_lexicon *lexicon, quoth_string term) {
  for (uint32_t at = 0, end; at < term.length; at = end + 1) {
    end = letters_end(term, at);
    if (end < term.length && term.bytes[end] != ' ') return false;
    if (end > at && may_be_cut(lexicon->engine, term.bytes + at, end - at)) return false;
  }
  return true;
}

static bool visit_plain(quoth_string term, bool (*visit)(void *context, const char *bytes, uint32_t length),
                        void *context) {
  for (uint32_t at = 0, end; at < term.length; at = end + 1) {
    end = letters_end(term, at);
    if (end > at && !visit(context, term.bytes + at, end - at)) return false;
  }
  return true;
}

static q_form form_in_engine(void *context, const char *bytes, uint32_t length) {
  return q_form_of(context, bytes, length);
}

bool q_term_words(const q_lexicon *lexicon, q_class class, quoth_string term,
                  bool (*visit)(void *context, const char *bytes, uint32_t length), void *context) {
  if (class == Q_ABBREVIATION || class == Q_SPELLING || class >= Q_FIRST_SET)
    return visit(context, term.bytes, term.length);
  if (is_plain(lexicon, term)) return visit_plain(term, visit, context);
  uint64_t room[16]; /* enough for most: the arena is for longer terms */
  q_cuts cuts = {.starts = room, .capacity = sizeof room / sizeof *room};
  q_forms forms = {form_in_engine, (void *)(uintptr_t)lexicon->engine};
  if (!q_cuts_clear(lexicon->arena, &cuts, 0, term.length)) return false;
  if (!q_scan_cuts(lexicon->arena, term.bytes, 0, term.length, &cuts)) return false;
  uint32_t before = QUOTH_NONE;
  for (quoth_span span = {0, 0}; q_cuts_next(&cuts, span.end, &span); before = span.end) {
    q_pieces pieces = q_shape_token(&forms, term.bytes, &cuts, before, span);
    for (uint32_t k = 0; k < pieces.count; k++) {
      span = pieces.parts[k];
      if (!visit(context, term.bytes + span.start, span.end - span.start)) return false;
    }
  }
  return true;
}

/* A term on its way into the map. */
typedef struct entry {
  q_lexicon *lexicon;
  uint64_t key;
  bool exact;
  q_lexicon_slot *slot; /* of the words so far */
  uint8_t words;
} entry;

static uint64_t first_key(bool exact) { return exact ? Q_KEY_EXACT : Q_KEY_FOLDED; }

static bool note_second(const entry *e, uint64_t hash) {
  q_lexicon_slot *slot = make_slot(e->lexicon, q_lexicon_step(first_key(e->exact), hash));
  if (slot) slot->second = true;
  return slot != NULL;
}

static bool enter_word(void *context, const char *bytes, uint32_t length) {
  entry *e = context;
  if (e->words == MAX_WORDS) return true;
  uint64_t hash = e->exact ? q_hash(bytes, length) : q_hash_folded(bytes, length);
  if (e->slot) e->slot->prefix = true;
  if (e->words == 1 && !note_second(e, hash)) return false;
  e->key = q_lexicon_step(e->key, hash);
  e->words++;
  return (e->slot = make_slot(e->lexicon, e->key)) != NULL;
}

/* Enters a term under the key of its words. */
static bool enter(q_lexicon *lexicon, quoth_string words, bool exact, uint32_t term) {
  entry e = {lexicon, first_key(exact), exact, NULL, 0};
  if (!q_term_words(lexicon, (q_class)lexicon->terms.items[term].class, words, enter_word, &e)) return false;
  if (!e.slot) return true;
  lexicon->terms.items[term].next = e.slot->terms;
  lexicon->terms.items[term].words = e.words;
  e.slot->terms = term + 1;
  return true;
}

static void note_stem(q_lexicon *lexicon, quoth_string abbreviation) {
  uint64_t fold = q_hash_folded(abbreviation.bytes, abbreviation.length - 1);
  lexicon->stems[fold >> 38 & 15] |= UINT64_C(1) << (fold >> 32 & 63);
}

/* What is_plain needs to know of a word that is cut: its first letter and its length, folded. */
static void note_cut(q_lexicon *lexicon, quoth_string word) {
  char folded[MAX_TERM * 4];
  uint32_t length = q_fold(word.bytes, word.length, folded, sizeof folded);
  uint32_t letter = length ? (unsigned char)folded[0] - (uint32_t)'a' : 26;
  if (letter < 26) lexicon->cuts[letter] |= 1U << (length < MOST_LETTERS ? length : MOST_LETTERS);
}

static bool has_capital(quoth_string text) {
  for (uint32_t i = 0, size; i < text.length; i += size)
    if (q_is_upper(q_decode(text.bytes + i, text.bytes + text.length, &size))) return true;
  return false;
}

static quoth_string capitals(quoth_string text, char *buffer) {
  uint32_t length = 0;
  for (uint32_t i = 0, size = 1; i < text.length; i += size) {
    unsigned char byte = (unsigned char)text.bytes[i];
    if (byte < 0x80) { /* nearly always */
      size = 1;
      buffer[length++] = (char)(byte - ((unsigned)byte - 'a' < 26) * 32);
    } else {
      uint32_t c = q_decode(text.bytes + i, text.bytes + text.length, &size);
      length += q_encode(q_to_upper(c), buffer + length);
    }
  }
  return (quoth_string){buffer, length};
}

static bool add_ending(q_lexicon *lexicon, q_class class, quoth_string term, quoth_string canonical) {
  const char *bytes = q_copy(lexicon->arena, term.bytes, term.length);
  const char *name = q_copy(lexicon->arena, canonical.bytes, canonical.length);
  bool inflection = class == Q_INFLECTION;
  q_ending *new =
      bytes &&name ? q_push(lexicon->arena, inflection ? &lexicon->inflections : &lexicon->endings) : NULL;
  uint64_t key = q_lexicon_step(Q_KEY_EXACT, q_hash(term.bytes, term.length));
  if (new) *new = (q_ending){{bytes + 1, term.length - 1}, name, key, (uint8_t) class};
  return new != NULL;
}

bool q_lexicon_add(q_lexicon *lexicon, q_class class, const char *type, quoth_string term,
                   quoth_string canonical, const char *reason, bool user) {
  if (term.length > MAX_TERM) term.length = MAX_TERM;
  if (!canonical.bytes) canonical = term;
  if (class >= Q_FIRST_SET && term.length > 1 && *term.bytes == '-')
    return add_ending(lexicon, class, term, canonical);
  lexicon->has_user |= user;
  if (class == Q_ABBREVIATION && term.length > 1) note_stem(lexicon, term);
  if (class == Q_SPELLING && memchr(canonical.bytes, ' ', canonical.length)) note_cut(lexicon, term);
  q_term base = {.type = type, .reason = reason, .class = (uint8_t) class, .user = user};
  if (!(base.canonical = q_copy(lexicon->arena, canonical.bytes, canonical.length))) return false;
  bool exact = has_capital(term);
  char buffer[MAX_TERM * 4];
  quoth_string forms[2] = {term, {0}};
  if (exact) forms[1] = capitals(term, buffer);
  for (int i = 0; i < 2 && forms[i].bytes; i++) {
    q_term *new = q_push(lexicon->arena, &lexicon->terms);
    if (!new) return false;
    *new = base;
    if (!enter(lexicon, forms[i], exact, lexicon->terms.count - 1)) return false;
    if (forms[1].length == term.length && !memcmp(forms[1].bytes, term.bytes, term.length)) break;
  }
  return true;
}

/* ---- tables ---- */

/* Appends the items of a list to another of the same type. */
#define APPEND_ALL(arena, to, from)                                                         \
  (!(from)->count ||                                                                        \
   (q_list_reserve((arena), (to), sizeof *(to)->items, (from)->count) &&                    \
    (memcpy((to)->items + (to)->count, (from)->items, (from)->count * sizeof *(to)->items), \
     (to)->count += (from)->count, true)))

/* Puts the terms of a table's slot, which were appended from `first` on, before those that
 * are there: the newest come first. */
static bool take_slot(q_lexicon *lexicon, const q_lexicon_slot *slot, uint32_t first) {
  q_lexicon_slot *mine = make_slot(lexicon, slot->key);
  if (!mine) return false;
  mine->prefix |= slot->prefix;
  mine->second |= slot->second;
  uint32_t newest = slot->terms ? slot->terms + first : mine->terms;
  for (uint32_t t = slot->terms ? newest : 0; t;) {
    q_term *term = &lexicon->terms.items[t - 1];
    bool oldest = !term->next;
    term->next = oldest ? mine->terms : term->next + first;
    t = oldest ? 0 : term->next;
  }
  mine->terms = newest;
  return true;
}

/* What shares the memory of a table still has its own arena. */
static bool share(q_lexicon *lexicon, const q_lexicon *table) {
  q_lexicon shared = *table;
  shared.arena = lexicon->arena;
  shared.engine = lexicon->engine;
  *lexicon = shared;
  return true;
}

bool q_lexicon_take(q_lexicon *lexicon, const q_lexicon *table) {
  uint32_t first = lexicon->terms.count;
  if (!first && !lexicon->endings.count && !lexicon->inflections.count) return share(lexicon, table);
  if (!APPEND_ALL(lexicon->arena, &lexicon->terms, &table->terms) ||
      !APPEND_ALL(lexicon->arena, &lexicon->endings, &table->endings) ||
      !APPEND_ALL(lexicon->arena, &lexicon->inflections, &table->inflections))
    return false;
  for (uint32_t i = 0; i <= table->slot_mask; i++)
    if (table->slots[i].key && !take_slot(lexicon, &table->slots[i], first)) return false;
  for (size_t i = 0; i < sizeof table->stems / sizeof *table->stems; i++)
    lexicon->stems[i] |= table->stems[i];
  for (size_t i = 0; i < sizeof table->cuts / sizeof *table->cuts; i++) lexicon->cuts[i] |= table->cuts[i];
  return true;
}

/* ---- files ---- */

typedef struct reader {
  q_lexicon *lexicon;
  const char *list, *reason; /* the name of the file, and "lexicon: NAME" */
  q_class class;
  const char *type;
} reader;

static quoth_string trim(const char *from, const char *to) {
  while (from < to && isspace((unsigned char)*from)) from++;
  while (to > from && isspace((unsigned char)to[-1])) to--;
  return (quoth_string){from, (uint32_t)(to - from)};
}

static const char *find(const char *from, const char *to, char c) {
  const char *at = memchr(from, c, (size_t)(to - from));
  return at ? at : to;
}

/* [section] */
static quoth_status read_section(reader *in, quoth_string line, quoth_error *error) {
  quoth_string name = trim(line.bytes + 1, find(line.bytes, line.bytes + line.length, ']'));
  in->class = q_class_of(name.bytes, name.length);
  if (in->class == Q_CLASS_COUNT)
    return q_fail(error, QUOTH_ERROR_SYNTAX, "%s: no section is called '%.*s'; docs/lexicon.md lists them",
                  in->list, (int)name.length, name.bytes);
  in->type = NULL;
  if (in->class == Q_TYPED && !(in->type = q_copy(in->lexicon->arena, name.bytes + 7, name.length - 7)))
    return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  return QUOTH_OK;
}

/* canonical: form, form — or a term by itself */
static quoth_status read_terms(reader *in, quoth_string line, quoth_error *error) {
  if (in->class == Q_CLASS_COUNT)
    return q_fail(error, QUOTH_ERROR_SYNTAX, "%s: a term before the first [section]", in->list);
  const char *end = line.bytes + line.length, *colon = find(line.bytes, end, ':');
  quoth_string canonical = trim(line.bytes, colon);
  const char *form = colon < end ? colon + 1 : line.bytes;
  while (form < end) {
    const char *comma = find(form, end, ',');
    quoth_string term = trim(form, comma);
    if (term.length && !q_lexicon_add(in->lexicon, in->class, in->type, term, canonical, in->reason, false))
      return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
    form = comma + 1;
  }
  return QUOTH_OK;
}

quoth_status q_lexicon_read(q_lexicon *lexicon, const char *list, const char *text, size_t length,
                            quoth_error *error) {
  reader in = {lexicon, list, q_join(lexicon->arena, "lexicon: ", list), Q_CLASS_COUNT, NULL};
  if (!in.reason) return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
  const char *end = text + length;
  uint32_t number = 1;
  for (const char *at = text; at < end; number++) {
    const char *stop = find(at, end, '\n');
    quoth_string line = trim(at, stop);
    quoth_status status = QUOTH_OK;
    if (line.length && line.bytes[0] == '[') status = read_section(&in, line, error);
    else if (line.length && line.bytes[0] != '#') status = read_terms(&in, line, error);
    if (status) {
      if (error) error->line = number, error->position = (uint32_t)(line.bytes - text);
      return status;
    }
    at = stop + 1;
  }
  return QUOTH_OK;
}
