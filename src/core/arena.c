#include "core/arena.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_CHUNK = 16 * 1024 };

struct q_chunk {
  q_chunk *older;
  size_t size; /* of the whole block, this head included */
};

static const size_t HEAD = (sizeof(q_chunk) + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

static void *call_malloc(void *context, void *block, size_t old_size, size_t size) {
  (void)context;
  (void)old_size;
  if (size) return realloc(block, size);
  free(block);
  return NULL;
}

quoth_allocator q_default_allocator(void) { return (quoth_allocator){call_malloc, NULL}; }

void q_arena_init(q_arena *arena, quoth_allocator allocator) { *arena = (q_arena){.allocator = allocator}; }

static void free_chunks(q_arena *arena) {
  for (q_chunk *chunk = arena->chunks, *older; chunk; chunk = older) {
    older = chunk->older;
    arena->allocator.call(arena->allocator.context, chunk, chunk->size, 0);
  }
  arena->chunks = NULL;
  arena->next = arena->end = NULL;
}

static bool add_chunk(q_arena *arena, size_t size) {
  q_chunk *chunk = arena->allocator.call(arena->allocator.context, NULL, 0, size);
  if (!chunk) return false;
  chunk->older = arena->chunks;
  chunk->size = size;
  arena->chunks = chunk;
  arena->next = (char *)chunk + HEAD;
  arena->end = (char *)chunk + size;
  return true;
}

void q_arena_reset(q_arena *arena) {
  if (!arena->chunks) return;
  if (arena->chunks->older) {
    size_t total = 0;
    for (q_chunk *chunk = arena->chunks; chunk; chunk = chunk->older) total += chunk->size;
    free_chunks(arena);
    add_chunk(arena, total); /* if that fails the arena starts from nothing */
  } else {
    arena->next = (char *)arena->chunks + HEAD;
  }
}

void q_arena_free(q_arena *arena) { free_chunks(arena); }

/* A block from a new chunk; apart from q_alloc, which so saves no registers. */
static __attribute__((noinline)) void *alloc_in_new(q_arena *arena, size_t size) {
  size_t chunk = arena->chunks ? arena->chunks->size * 2 : FIRST_CHUNK;
  if (size > SIZE_MAX / 4) return NULL;
  size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
  if (chunk < size + HEAD) chunk = size + HEAD;
  if (!add_chunk(arena, chunk)) return NULL;
  void *block = arena->next;
  arena->next += size;
  return block;
}

/* Room and next are multiples of ALIGNMENT, so what fits also fits when it is rounded up. */
void *q_alloc(q_arena *arena, size_t size) {
  char *block = arena->next;
  if ((size_t)(arena->end - block) < size) return alloc_in_new(arena, size);
  arena->next = block + ((size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1));
  return block;
}

void *q_alloc_zero(q_arena *arena, size_t size) {
  void *block = q_alloc(arena, size);
  return block ? memset(block, 0, size) : NULL;
}

char *q_copy(q_arena *arena, const char *bytes, size_t length) {
  char *copy = q_alloc(arena, length + 1);
  if (!copy) return NULL;
  if (length) memcpy(copy, bytes, length);
  copy[length] = 0;
  return copy;
}

/* Every Q_LIST starts with these members. */
typedef struct any_list {
  void *items;
  uint32_t count, capacity;
} any_list;

char *q_join(q_arena *arena, const char *first, const char *second) {
  size_t length = strlen(first), more = strlen(second) + 1;
  char *joined = q_alloc(arena, length + more);
  if (!joined) return NULL;
  memcpy(joined, first, length);
  memcpy(joined + length, second, more);
  return joined;
}

enum { FEWEST_ITEMS = 16 };

static __attribute__((noinline)) bool grow(q_arena *arena, any_list *any, size_t item_size, uint32_t more) {
  if (any->count > UINT32_MAX / 2 - more) return false;
  uint32_t capacity = any->capacity ? any->capacity * 2 : FEWEST_ITEMS;
  if (capacity < any->count + more) capacity = any->count + more;
  void *items = q_alloc(arena, capacity * item_size);
  if (!items) return false;
  if (any->count) memcpy(items, any->items, any->count * item_size);
  any->items = items;
  any->capacity = capacity;
  return true;
}

/* Most lists are new and stay short. */
bool q_list_reserve(q_arena *arena, void *list, size_t item_size, uint32_t more) {
  any_list *any = list;
  if (any->capacity - any->count >= more) return true;
  if (any->capacity || more > FEWEST_ITEMS) return grow(arena, any, item_size, more);
  any->items = q_alloc(arena, FEWEST_ITEMS * item_size);
  any->capacity = any->items ? FEWEST_ITEMS : 0;
  return any->items != NULL;
}
