/* Runs the patterns of rules over a text, before anything else reads it: fills
 * doc->dropped and doc->marked. A pattern sees one paragraph: ^ and $ are its ends,
 * and nothing stands before or behind. */
#include <stdio.h>
#include <stdlib.h>

#include "core/doc.h"
#include "core/pattern.h"
#include "core/utf8.h"

enum {
  MATCH_LIMIT = 100000, /* a pattern that explodes stops after about 0.1 ms */
  HEAP_LIMIT = 8192,    /* KiB, for the interpreter */
  JIT_STACK_FIRST = 32 << 10,
  JIT_STACK_MOST = 512 << 10
};

/* One set's run over a document. */
typedef struct runner {
  quoth_doc *doc;
  const q_pattern_set *set;
  const char *text; /* well-formed */
  uint64_t *due;    /* a bit for each pattern to be run on this paragraph */
  uint64_t *spent;  /* likewise for those that reached a limit */
  pcre2_general_context *memory;
  pcre2_match_context *limits;
  pcre2_match_data *match;
  pcre2_jit_stack *stack; /* NULL where PCRE2 was built without JIT */
} runner;

/* What PCRE2 needs, made when the first pattern is due. */
static bool prepare(runner *r) {
  if (r->match) return true;
  if (!(r->memory = q_pattern_memory(r->doc->engine)) ||
      !(r->limits = pcre2_match_context_create(r->memory)) ||
      !(r->match = pcre2_match_data_create(2, r->memory)))
    return false;
  pcre2_set_match_limit(r->limits, MATCH_LIMIT);
  pcre2_set_heap_limit(r->limits, HEAP_LIMIT);
  uint32_t jit;
  if (pcre2_config(PCRE2_CONFIG_JIT, &jit) || !jit) return true;
  r->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST, r->memory);
  pcre2_jit_stack_assign(r->limits, NULL, r->stack);
  return r->stack != NULL;
}

static void finish(runner *r) {
  pcre2_jit_stack_free(r->stack);
  pcre2_match_data_free(r->match);
  pcre2_match_context_free(r->limits);
  pcre2_general_context_free(r->memory);
}

static const char *limit_name(int code) {
  switch (code) {
    case PCRE2_ERROR_MATCHLIMIT: return "takes too many steps: make its repetitions more exact";
    case PCRE2_ERROR_JIT_STACKLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT: return "needs too much memory: make its repetitions shorter";
    case PCRE2_ERROR_NOMEMORY: return "found no memory left";
    default: return "stopped";
  }
}

/* A pattern that reached a limit is left out of the rest of the read, so that it
 * costs its limit once and not for each paragraph. */
static bool give_up(runner *r, uint32_t index, int code) {
  const q_pattern *p = &r->set->patterns.items[index];
  r->spent[index / 64] |= UINT64_C(1) << index % 64;
  char warning[400];
  int length = snprintf(warning, sizeof warning,
                        "%s: pattern '%.200s' %s (PCRE2 error %d); it is not used on the rest of the text",
                        p->rule, p->regex, limit_name(code), code);
  const char **new = q_push(&r->doc->arena, &r->doc->warnings);
  if (!new) return false;
  *new = q_copy(&r->doc->arena, warning, length < (int)sizeof warning ? (size_t)length : sizeof warning - 1);
  return *new != NULL;
}

static bool note(runner *r, const q_pattern *p, quoth_span span) {
  quoth_doc *doc = r->doc;
  if (p->action == QUOTH_PATTERN_DROP) {
    quoth_span *dropped = q_push(&doc->arena, &doc->dropped);
    if (dropped) *dropped = span;
    return dropped != NULL;
  }
  q_marked *marked = q_push(&doc->arena, &doc->marked);
  if (marked) *marked = (q_marked){span, p->type, p->reason};
  return marked != NULL;
}

/* Group 1 where it took part, else the whole match. */
static quoth_span matched(const runner *r, int groups, uint32_t start) {
  const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
  if (groups != 1 && at[2] != PCRE2_UNSET) at += 2;
  return (quoth_span){start + (uint32_t)at[0], start + (uint32_t)at[1]};
}

/* Finds all matches in a paragraph. An empty match says nothing. */
static bool run_pattern(runner *r, uint32_t index, quoth_span paragraph) {
  const q_pattern *p = &r->set->patterns.items[index];
  PCRE2_SPTR subject = (PCRE2_SPTR)r->text + paragraph.start;
  PCRE2_SIZE length = paragraph.end - paragraph.start;
  for (PCRE2_SIZE from = 0; from < length;) {
    int groups =
        pcre2_match(p->code, subject, length, from, PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, r->match, r->limits);
    if (groups == PCRE2_ERROR_NOMATCH) return true;
    if (groups < 0) return give_up(r, index, groups);
    quoth_span span = matched(r, groups, paragraph.start);
    if (span.start < span.end && !note(r, p, span)) return false;
    PCRE2_SIZE end = pcre2_get_ovector_pointer(r->match)[1];
    if (end <= from) return true;
    from = end;
  }
  return true;
}

static bool holds(const char *at, const char *end, const q_literal *literal) {
  if (end - at < literal->length) return false;
  for (uint32_t i = 0; i < literal->length; i++)
    if (q_literal_fold(at[i]) != literal->bytes[i]) return false;
  return true;
}

/* Notes the patterns that have a literal in a paragraph, and those that need none. */
static bool find_due(runner *r, quoth_span paragraph) {
  const q_pattern_set *set = r->set;
  const char *end = r->text + paragraph.end;
  bool any = set->unfiltered.count > 0;
  for (uint32_t i = 0; i < set->unfiltered.count; i++)
    r->due[set->unfiltered.items[i] / 64] |= UINT64_C(1) << set->unfiltered.items[i] % 64;
  for (const char *at = r->text + paragraph.start; end - at >= Q_WINDOW; at++)
    for (uint32_t e = set->heads[q_pattern_head(at)]; e; e = set->entries.items[e - 1].next) {
      const q_pattern_entry *entry = &set->entries.items[e - 1];
      if (!holds(at, end, &entry->literal)) continue;
      r->due[entry->pattern / 64] |= UINT64_C(1) << entry->pattern % 64;
      any = true;
    }
  return any;
}

/* From the pattern added last to the first, so that its marks come first. */
static bool run_paragraph(runner *r, quoth_span paragraph) {
  if (!find_due(r, paragraph)) return true;
  if (!prepare(r)) return false;
  for (uint32_t i = (r->set->patterns.count + 63) / 64; i-- > 0; r->due[i] = 0)
    for (uint64_t bits = r->due[i] & ~r->spent[i], bit; bits; bits &= ~(UINT64_C(1) << bit)) {
      bit = 63 - (uint64_t)__builtin_clzll(bits);
      if (!run_pattern(r, i * 64 + (uint32_t)bit, paragraph)) return false;
    }
  return true;
}

static bool run_lines(runner *r) {
  const quoth_doc *doc = r->doc;
  for (uint32_t at = 0, next; at < doc->length; at = next + 1) {
    const char *stop = memchr(doc->text + at, '\n', doc->length - at);
    next = stop ? (uint32_t)(stop - doc->text) : doc->length;
    uint32_t end = next > at && doc->text[next - 1] == '\r' ? next - 1 : next;
    if (!run_paragraph(r, (quoth_span){at, end})) return false;
  }
  return true;
}

/* PCRE2 is told not to check UTF-8: a block that cuts a character is left out. */
static bool is_border(const quoth_doc *doc, uint32_t at) {
  return at == doc->length || (at < doc->length && ((unsigned char)doc->text[at] & 0xC0) != 0x80);
}

static bool run_blocks(runner *r) {
  for (uint32_t i = 0; i < r->doc->block_count; i++) {
    quoth_span span = r->doc->blocks[i].span;
    if (is_border(r->doc, span.start) && is_border(r->doc, span.end) && !run_paragraph(r, span)) return false;
  }
  return true;
}

/* The text itself where it is UTF-8; else a copy in which each ill-formed byte is
 * one that no pattern looks for, so that offsets stay. NULL when memory ran out. */
static const char *well_formed(quoth_doc *doc) {
  if (q_utf8_valid(doc->text, doc->length)) return doc->text;
  char *copy = q_copy(&doc->arena, doc->text, doc->length);
  uint32_t size;
  for (uint32_t at = 0; copy && at < doc->length; at += size) {
    bool ill = q_decode(doc->text + at, doc->text + doc->length, &size) == 0xFFFD;
    if (ill) memset(copy + at, 0x1A, size);
  }
  return copy;
}

static bool run_set(quoth_doc *doc, const q_pattern_set *set) {
  size_t words = (set->patterns.count + 63) / 64;
  runner r = {.doc = doc, .set = set, .text = well_formed(doc)};
  r.due = q_alloc_zero(&doc->arena, words * sizeof *r.due);
  r.spent = q_alloc_zero(&doc->arena, words * sizeof *r.spent);
  bool good = r.text && r.due && r.spent && (doc->blocks ? run_blocks(&r) : run_lines(&r));
  finish(&r);
  return good;
}

/* ---- what was found, in text order ---- */

static int by_start(const void *a, const void *b) {
  const quoth_span *one = a, *other = b;
  return (one->start > other->start) - (one->start < other->start);
}

/* Sorts the dropped spans and joins those that meet. */
static void join_dropped(quoth_doc *doc) {
  if (!doc->dropped.count) return;
  quoth_span *items = doc->dropped.items;
  qsort(items, doc->dropped.count, sizeof *items, by_start);
  uint32_t last = 0;
  for (uint32_t i = 1; i < doc->dropped.count; i++)
    if (items[i].start > items[last].end) items[++last] = items[i];
    else if (items[i].end > items[last].end) items[last].end = items[i].end;
  doc->dropped.count = last + 1;
}

bool q_patterns_run(quoth_doc *doc) {
  for (const quoth_engine *engine = doc->engine; engine; engine = engine->base)
    if (engine->patterns && !run_set(doc, engine->patterns)) return false;
  join_dropped(doc);
  return true;
}
