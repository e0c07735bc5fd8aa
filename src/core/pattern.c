#include "core/pattern.h"

enum { LONGEST_PATTERN = 8192, DEEPEST_GROUP = 50, PATTERNS_MOST = 10000 };

/* ---- memory: PCRE2 does not say how large what it frees is ---- */

enum { SIZE_HEADER = 16 };

static void *take(PCRE2_SIZE size, void *context) {
  const quoth_allocator *from = context;
  char *block = from->call(from->context, NULL, 0, size + SIZE_HEADER);
  if (!block) return NULL;
  memcpy(block, &size, sizeof size);
  return block + SIZE_HEADER;
}

static void give(void *bytes, void *context) {
  const quoth_allocator *to = context;
  if (!bytes) return;
  char *block = (char *)bytes - SIZE_HEADER;
  PCRE2_SIZE size;
  memcpy(&size, block, sizeof size);
  to->call(to->context, block, size + SIZE_HEADER, 0);
}

pcre2_general_context *q_pattern_memory(const quoth_engine *engine) {
  return pcre2_general_context_create(take, give, (void *)&engine->allocator);
}

/* ---- adding ---- */

static quoth_status out_of_memory(quoth_error *error) {
  return q_fail(error, QUOTH_ERROR_MEMORY, "out of memory");
}

static q_pattern_set *set_of(quoth_engine *engine) {
  if (engine->patterns) return engine->patterns;
  q_pattern_set *set = q_alloc_zero(&engine->arena, sizeof *set);
  if (!set || !(set->memory = q_pattern_memory(engine))) return NULL;
  return engine->patterns = set;
}

static bool add_literal(quoth_engine *engine, const q_literal *literal, uint32_t index) {
  q_pattern_set *set = engine->patterns;
  q_pattern_entry *new = q_push(&engine->arena, &set->entries);
  if (!new) return false;
  uint32_t *head = &set->heads[q_pattern_head(literal->bytes)];
  *new = (q_pattern_entry){*literal, index, *head};
  *head = set->entries.count;
  return true;
}

/* Enters the literals of a pattern; where one is too short to be looked up, the
 * pattern runs everywhere. */
static bool add_filter(quoth_engine *engine, const char *regex, uint32_t index) {
  q_literals found;
  q_literals_find(regex, &found);
  bool filtered = found.count > 0;
  for (uint32_t i = 0; i < found.count; i++) filtered &= found.items[i].length >= Q_WINDOW;
  for (uint32_t i = 0; i < found.count && filtered; i++)
    if (!add_literal(engine, &found.items[i], index)) return false;
  if (filtered) return true;
  uint32_t *unfiltered = q_push(&engine->arena, &engine->patterns->unfiltered);
  if (unfiltered) *unfiltered = index;
  return unfiltered != NULL;
}

static quoth_status refuse(int code, size_t position, quoth_error *error) {
  if (code == PCRE2_ERROR_HEAP_FAILED) return out_of_memory(error);
  char reason[120];
  pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
  q_fail(error, QUOTH_ERROR_PATTERN, "PCRE2 refuses the pattern at byte %zu: %s", position, reason);
  if (error) error->position = (uint32_t)position;
  return QUOTH_ERROR_PATTERN;
}

static quoth_status compile(const q_pattern_set *set, const char *regex, pcre2_code **code,
                            quoth_error *error) {
  pcre2_compile_context *limits = pcre2_compile_context_create(set->memory);
  if (!limits) return out_of_memory(error);
  pcre2_set_max_pattern_length(limits, LONGEST_PATTERN);
  pcre2_set_parens_nest_limit(limits, DEEPEST_GROUP);
  int failure;
  PCRE2_SIZE position = 0;
  *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
                        PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &failure, &position, limits);
  pcre2_compile_context_free(limits);
  if (!*code) return refuse(failure, position, error);
  /* Where there is no JIT, or no memory for it, the interpreter does the same. */
  pcre2_jit_compile(*code, PCRE2_JIT_COMPLETE);
  return QUOTH_OK;
}

quoth_status quoth_engine_add_pattern(quoth_engine *engine, const quoth_pattern *from, quoth_error *error) {
  if (engine->sealed)
    return q_fail(error, QUOTH_ERROR_STATE, "the engine is sealed: derive a new one to add to it");
  if (from->action == QUOTH_PATTERN_MARK && !from->label)
    return q_fail(error, QUOTH_ERROR_ARGUMENT, "a pattern that marks needs a label");
  q_pattern_set *set = set_of(engine);
  if (!set) return out_of_memory(error);
  if (set->patterns.count == PATTERNS_MOST)
    return q_fail(error, QUOTH_ERROR_LIMIT, "an engine holds at most %d patterns", PATTERNS_MOST);
  q_arena *arena = &engine->arena;
  const char *rule = from->rule ? from->rule : "rules", *label = from->label ? from->label : "";
  q_pattern new = {.regex = q_copy(arena, from->regex, strlen(from->regex)),
                   .type = q_copy(arena, label, strlen(label)),
                   .rule = q_copy(arena, rule, strlen(rule)),
                   .reason = q_join(arena, "pattern: ", rule),
                   .action = from->action};
  q_pattern *place = q_push(arena, &set->patterns);
  if (!place) return out_of_memory(error);
  set->patterns.count--; /* counted when it is whole */
  if (!new.regex || !new.type || !new.rule || !new.reason) return out_of_memory(error);
  quoth_status status = compile(set, new.regex, &new.code, error);
  if (status) return status;
  *place = new;
  uint32_t index = set->patterns.count++;
  return add_filter(engine, new.regex, index) ? QUOTH_OK : out_of_memory(error);
}

void q_patterns_free(quoth_engine *engine) {
  q_pattern_set *set = engine->patterns;
  if (!set) return;
  for (uint32_t i = 0; i < set->patterns.count; i++) pcre2_code_free(set->patterns.items[i].code);
  pcre2_general_context_free(set->memory);
}
