/* Memory: the caller's allocator behind an arena that frees all at once.
 *
 * An engine has one arena for its life; a document has one that each read
 * resets. Nothing in an arena is freed by itself. Every function that allocates
 * returns NULL or false when the allocator says no, and the arena stays usable.
 */
#ifndef QUOTH_CORE_ARENA_H
#define QUOTH_CORE_ARENA_H

#include "quoth.h"

typedef struct q_chunk q_chunk;

typedef struct q_arena {
  quoth_allocator allocator;
  q_chunk *chunks; /* newest first */
  char *next, *end;
} q_arena;

/* malloc and free as a quoth_allocator. */
quoth_allocator q_default_allocator(void);

void q_arena_init(q_arena *arena, quoth_allocator allocator);

/* Makes all memory of the arena free for new use; keeps one chunk as large as
 * all were, so that equal work allocates nothing the second time. */
void q_arena_reset(q_arena *arena);

/* Gives all memory back to the allocator. */
void q_arena_free(q_arena *arena);

/* size bytes aligned to 16, not cleared; NULL on failure. */
void *q_alloc(q_arena *arena, size_t size);

/* The same, cleared. */
void *q_alloc_zero(q_arena *arena, size_t size);

/* A copy of length bytes with a NUL behind. */
char *q_copy(q_arena *arena, const char *bytes, size_t length);

/* Two strings joined, with a NUL behind; NULL on failure. */
char *q_join(q_arena *arena, const char *first, const char *second);

/* A growable array in an arena: Q_LIST(q_token) tokens; */
#define Q_LIST(T)      \
  struct {             \
    T *items;          \
    uint32_t count;    \
    uint32_t capacity; \
  }

/* Room for at least `more` further items of a list; false on failure. Doubles,
 * so pushing is O(1) amortised; outgrown arrays stay in the arena till reset. */
bool q_list_reserve(q_arena *arena, void *list, size_t item_size, uint32_t more);

/* A pointer to a new, uncleared item at the end of the list, or NULL. */
#define q_push(arena, list)                                                                      \
  ((list)->count < (list)->capacity || q_list_reserve((arena), (list), sizeof *(list)->items, 1) \
       ? &(list)->items[(list)->count++]                                                         \
       : NULL)

#endif
