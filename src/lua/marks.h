/* Columns: what doc:marks makes and out:rows reads. All lies in one userdata. */
#ifndef QUOTH_LUA_MARKS_H
#define QUOTH_LUA_MARKS_H

#include "lua/binding.h"

#define QUOTH_COLUMN "quoth.column"

/* So many bytes can be read at each piece, however short. */
enum { QUOTH_LUA_BLOCK = 16 };

typedef struct quoth_lua_piece {
  const char *bytes;
  size_t length;
} quoth_lua_piece;

/* What a span writes at one token, and what follows there. */
typedef struct quoth_lua_mark {
  uint32_t piece; /* an index */
  uint32_t next;  /* 1 + an index of marks, or 0 */
} quoth_lua_mark;

typedef struct quoth_lua_column {
  uint32_t tokens;
  uint32_t *heads; /* for each token 1 + the index of its first mark, or 0 */
  quoth_lua_mark *marks;
  quoth_lua_piece *pieces;                 /* two a span: for its first token, and for the others */
  quoth_lua_piece none;                    /* for tokens without marks */
  quoth_lua_piece between, before, behind; /* of the marks of a token */
  char *bytes;
} quoth_lua_column;

#endif
