/* Lists of names to a gazetteer file. docs/lexicon.md has the form of the lists. */
#include <string.h>

#include "core/engine.h"
#include "core/gazetteer.h"
#include "core/word.h"

enum { FIRST_SLOTS = 1024 };

typedef struct maker {
  q_arena arena;
  q_lexicon lexicon; /* cuts names into words as the engine cuts texts */
  Q_LIST(q_name_entry) names;
  Q_LIST(q_name_section) sections;
  Q_LIST(char) strings;
  q_name_slot *slots;
  uint32_t slot_count, slot_mask;
  uint32_t foldings;
  /* the list and section under way */
  uint32_t list, folding;
  bool in_section;
} maker;

/* ---- parts of the file ---- */

/* The offset of a string's copy; 0 when memory ran out. */
static uint32_t add_string(maker *m, quoth_string string) {
  if (!q_list_reserve(&m->arena, &m->strings, 1, string.length + 1)) return 0;
  uint32_t offset = m->strings.count;
  memcpy(m->strings.items + offset, string.bytes, string.length);
  m->strings.items[offset + string.length] = 0;
  m->strings.count += string.length + 1;
  return offset;
}

static q_name_slot *slot_of(q_name_slot *slots, uint32_t mask, uint64_t key) {
  uint32_t i = (uint32_t)(key >> 32) & mask;
  while (slots[i].key && slots[i].key != key) i = (i + 1) & mask;
  return &slots[i];
}

static bool grow(maker *m) {
  uint32_t count = m->slots ? (m->slot_mask + 1) * 2 : FIRST_SLOTS;
  q_name_slot *slots = q_alloc_zero(&m->arena, count * sizeof *slots);
  if (!slots) return false;
  for (uint32_t i = 0; m->slots && i <= m->slot_mask; i++)
    if (m->slots[i].key) *slot_of(slots, count - 1, m->slots[i].key) = m->slots[i];
  m->slots = slots;
  m->slot_mask = count - 1;
  return true;
}

static q_name_slot *make_slot(maker *m, uint64_t key) {
  if (m->slot_count * 2 > m->slot_mask && !grow(m)) return NULL;
  q_name_slot *slot = slot_of(m->slots, m->slot_mask, key);
  m->slot_count += !slot->key;
  slot->key = key;
  return slot;
}

/* ---- names ---- */

/* A name on its way into the slots. */
typedef struct entry {
  maker *maker;
  uint64_t key;
  q_name_slot *slot; /* of the words so far; the next may move it */
  uint32_t words;
} entry;

static bool enter_word(void *context, const char *bytes, uint32_t length) {
  entry *e = context;
  if (e->slot) e->slot->longer = 1;
  e->key = q_lexicon_step(e->key, q_gazetteer_hash(e->maker->folding, bytes, length));
  e->words++;
  if (e->words > Q_NAME_WORDS) return false;
  return (e->slot = make_slot(e->maker, e->key)) != NULL;
}

static quoth_status out_of_memory(quoth_error *error) {
  return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
}

/* name, canonical and id; the last two may be empty. The first of equal names stays. */
static quoth_status add_name(maker *m, const quoth_string fields[3], quoth_error *error) {
  entry e = {.maker = m, .key = q_gazetteer_key(m->folding)};
  if (!q_term_words(&m->lexicon, Q_PERSON, fields[0], enter_word, &e)) {
    if (e.words <= Q_NAME_WORDS) return out_of_memory(error);
    return q_fail(error, QUOTH_ERROR_LIMIT, "a name has more than %d words", Q_NAME_WORDS);
  }
  if (!e.slot || e.slot->name) return QUOTH_OK;
  q_name_entry *name = q_push(&m->arena, &m->names);
  if (!name) return out_of_memory(error);
  name->section = m->sections.count - 1;
  name->canonical = add_string(m, fields[1].length ? fields[1] : fields[0]);
  name->id = fields[2].length ? add_string(m, fields[2]) : 0;
  e.slot->name = m->names.count;
  return name->canonical && (name->id || !fields[2].length) ? QUOTH_OK : out_of_memory(error);
}

/* ---- lists ---- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static quoth_string trim(const char *from, const char *to) {
  while (from < to && is_blank(*from)) from++;
  while (to > from && is_blank(to[-1])) to--;
  return (quoth_string){from, (uint32_t)(to - from)};
}

/* What stands before a mark, trimmed; *from moves behind the mark, or to the end. */
static quoth_string cut(const char **from, const char *to, char mark) {
  const char *begin = *from, *at = begin < to ? memchr(begin, mark, (size_t)(to - begin)) : NULL;
  *from = at ? at + 1 : to;
  return trim(begin, at ? at : to);
}

static bool equals(quoth_string string, const char *word) {
  return string.length == strlen(word) && !memcmp(string.bytes, word, string.length);
}

/* [section fold-case fold-accents] */
static quoth_status read_section(maker *m, quoth_string line, quoth_error *error) {
  const char *at = line.bytes + 1, *end = line.bytes + line.length;
  quoth_string inside = cut(&at, end, ']');
  at = inside.bytes, end = at + inside.length;
  quoth_string name = cut(&at, end, ' ');
  q_class class = q_class_of(name.bytes, name.length);
  if (!q_class_among(class, Q_CLASS_NAME))
    return q_fail(error, QUOTH_ERROR_SYNTAX,
                  "names of '%.*s' are unknown; docs/lexicon.md lists what there is", (int)name.length,
                  name.bytes);
  m->folding = 0;
  while (at < end) {
    quoth_string option = cut(&at, end, ' ');
    if (equals(option, "fold-case")) m->folding |= Q_FOLD_CASE;
    else if (equals(option, "fold-accents")) m->folding |= Q_FOLD_MARKS;
    else if (option.length)
      return q_fail(error, QUOTH_ERROR_SYNTAX, "a section takes fold-case and fold-accents, not '%.*s'",
                    (int)option.length, option.bytes);
  }
  m->foldings |= 1U << m->folding;
  m->in_section = true;
  q_name_section *section = q_push(&m->arena, &m->sections);
  if (!section) return out_of_memory(error);
  *section = (q_name_section){add_string(m, name), m->list};
  return section->section ? QUOTH_OK : out_of_memory(error);
}

static quoth_status read_line(maker *m, quoth_string line, quoth_error *error) {
  if (!line.length || *line.bytes == '#') return QUOTH_OK;
  if (*line.bytes == '[') return read_section(m, line, error);
  if (!m->in_section) return q_fail(error, QUOTH_ERROR_SYNTAX, "a name before the first [section]");
  const char *at = line.bytes, *end = at + line.length;
  quoth_string fields[3] = {{0}};
  for (int i = 0; i < 3; i++) fields[i] = cut(&at, end, '\t');
  if (at < end) return q_fail(error, QUOTH_ERROR_SYNTAX, "a name has a canonical form and an id, no more");
  return add_name(m, fields, error);
}

/* Errors get the name of the list and the line. */
static quoth_status read_list(maker *m, const quoth_list *list, quoth_error *error) {
  const char *at = list->text, *end = at + list->length;
  m->in_section = false;
  const char *folder = strrchr(list->name, '/'), *name = folder ? folder + 1 : list->name;
  m->list = add_string(m, (quoth_string){name, (uint32_t)strlen(name)});
  if (!m->list) return out_of_memory(error);
  for (uint32_t number = 1; at < end; number++) {
    quoth_error wrong;
    const char *begin = at;
    quoth_status status = read_line(m, cut(&at, end, '\n'), &wrong);
    if (!status) continue;
    q_fail(error, status, "%s:%u: %.120s", list->name, number, wrong.message);
    if (error) error->line = number, error->position = (uint32_t)(begin - list->text);
    return status;
  }
  return QUOTH_OK;
}

/* ---- the file ---- */

static uint32_t reach_of(const maker *m) {
  uint32_t reach = 0;
  for (uint32_t i = 0; i <= m->slot_mask; i++) {
    uint32_t far = (i - (uint32_t)(m->slots[i].key >> 32)) & m->slot_mask;
    if (m->slots[i].key && far > reach) reach = far;
  }
  return reach;
}

/* NULL when memory ran out. */
static const char *filter_of(maker *m) {
  char *filter = q_alloc_zero(&m->arena, (size_t)m->slot_mask + 1);
  for (uint32_t i = 0; filter && i <= m->slot_mask; i++) {
    uint32_t bit = q_filter_bit(m->slots[i].key, m->slot_mask + 1);
    if (m->slots[i].key) filter[bit / 8] = (char)(filter[bit / 8] | 1 << bit % 8);
  }
  return filter;
}

static bool write_part(quoth_writer writer, void *context, const void *items, size_t count, size_t size) {
  return !count || writer(context, items, count * size);
}

static bool write_file(const maker *m, const char *filter, quoth_writer writer, void *context) {
  q_gazetteer_header header = {.magic = Q_GAZETTEER_MAGIC,
                               .version = Q_GAZETTEER_VERSION,
                               .foldings = m->foldings,
                               .slots = m->slot_mask + 1,
                               .reach = reach_of(m),
                               .names = m->names.count,
                               .sections = m->sections.count,
                               .strings = m->strings.count};
  header.length = q_gazetteer_length(&header);
  header.sum = q_hash((const char *)&header, sizeof header);
  return writer(context, (const char *)&header, sizeof header) &&
         write_part(writer, context, m->slots, header.slots, sizeof *m->slots) &&
         write_part(writer, context, filter, header.slots, 1) &&
         write_part(writer, context, m->names.items, header.names, sizeof *m->names.items) &&
         write_part(writer, context, m->sections.items, header.sections, sizeof *m->sections.items) &&
         write_part(writer, context, m->strings.items, header.strings, 1);
}

static quoth_status make(maker *m, const quoth_list *lists, size_t count, quoth_error *error) {
  char *empty = q_push(&m->arena, &m->strings);
  if (!empty || !grow(m)) return out_of_memory(error);
  *empty = 0;
  for (size_t i = 0; i < count; i++) {
    quoth_status status = read_list(m, &lists[i], error);
    if (status) return status;
  }
  return QUOTH_OK;
}

quoth_status quoth_gazetteer_compile(const quoth_engine *engine, const quoth_list *lists, size_t count,
                                     quoth_writer writer, void *context, quoth_error *error) {
  maker m = {0};
  q_arena_init(&m.arena, engine->allocator);
  m.lexicon = (q_lexicon){.arena = &m.arena, .engine = engine};
  quoth_status status = make(&m, lists, count, error);
  const char *filter = status ? NULL : filter_of(&m);
  if (!status && !filter) status = out_of_memory(error);
  if (!status && !write_file(&m, filter, writer, context))
    status = q_fail(error, QUOTH_ERROR_WRITE, "the gazetteer could not be written");
  q_arena_free(&m.arena);
  return status;
}
