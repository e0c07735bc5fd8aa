/* out:rows(doc, first, last, template [, unit [, base [, column, …]]]): writes tokens
 * first … last, from 1, each as the template says. For formats of one token a line: a string
 * for each token in Lua would be most of their time. O(result).
 *
 * In a template stand for
 *   %t %j        the token's text, as a field of TSV or as a string of JSON
 *   %b %e        where it begins and ends, in the unit: "byte", "codepoint" or "utf16"
 *   %n           its number, less the base
 *   %u           its Universal Dependencies tag, where its kind tells it, or "_"
 *   %1 … %9      the column's string for the token, as it is; columns are made by doc:marks
 *   %(a%|b%)     a where the next token follows without a blank, else b
 *   %%           a percent sign
 * and all else for itself. Returns the writer.
 */
#include <string.h>

#include "lua/marks.h"
#include "lua/writer.h"

enum { COLUMNS_AT = 8, COLUMNS_MOST = 9, STEPS_MOST = 64, DIGITS_MOST = 20, BLOCK = QUOTH_LUA_BLOCK };

/* What a template does, step by step: a mark, or 0, and bytes behind it as they are. */
typedef struct step {
  char mark;
  char few[BLOCK]; /* the bytes, where there are no more than these */
  const char *bytes;
  size_t length;
  const quoth_lua_column *column;
} step;

typedef struct program {
  step steps[STEPS_MOST];
  int count;
} program;

typedef struct rows {
  lua_State *L;
  quoth_lua_writer *out;
  const quoth_doc *doc;
  const char *text;
  size_t length; /* of the text */
  quoth_unit unit;
  size_t base;
  int columns;
  const quoth_lua_column *column[COLUMNS_MOST];
  program glued, apart; /* the template where the next token follows without a blank, and else */
} rows;

/* ---- templates ---- */

static void add_step(const rows *r, program *to, step new) {
  if (to->count == STEPS_MOST) luaL_error(r->L, "out:rows: the template has more than %d parts", STEPS_MOST);
  if (new.length &&new.length <= BLOCK) memcpy(new.few, new.bytes, new.length);
  to->steps[to->count++] = new;
}

/* Bytes go with the mark before them if they can. */
static void add_bytes(const rows *r, program *to, const char *bytes, size_t length) {
  step *before = to->count ? &to->steps[to->count - 1] : NULL;
  if (!before || before->length || length > BLOCK) {
    add_step(r, to, (step){0});
    before = &to->steps[to->count - 1];
  }
  before->bytes = bytes, before->length = length;
  if (length <= BLOCK) memcpy(before->few, bytes, length);
}

static step column_step(const rows *r, char mark) {
  int column = mark - '1';
  if (column >= r->columns)
    luaL_error(r->L, "out:rows: the template has %%%c, and there are %d columns", mark, r->columns);
  return (step){.mark = '1', .column = r->column[column]};
}

/* Behind the next "%" and mark, or the end. */
static const char *skip_to(const char *at, const char *end, char mark) {
  while (at + 1 < end && !(at[0] == '%' && at[1] == mark)) at++;
  return at + 1 < end ? at + 2 : end;
}

/* Takes "%" and a mark; `next` is behind it. Where the template goes on. */
static const char *read_mark(const rows *r, program *to, char mark, const char *next, const char *end) {
  bool glued = to == &r->glued;
  if (mark >= '1' && mark <= '9') add_step(r, to, column_step(r, mark));
  else if (strchr("tjbenu", mark)) add_step(r, to, (step){.mark = mark});
  else if (mark == '%') add_bytes(r, to, "%", 1);
  else if (mark == '(') return glued ? next : skip_to(next, end, '|');
  else if (mark == '|') return skip_to(next, end, ')');
  else if (mark != ')') luaL_error(r->L, "out:rows: the template has %%%c, which means nothing", mark);
  return next;
}

static void read_template(const rows *r, program *to, const char *at, const char *end) {
  while (at < end) {
    if (*at == '%' && at + 1 < end && at[1]) {
      at = read_mark(r, to, at[1], at + 2, end);
      continue;
    }
    const char *stop = memchr(at + 1, '%', (size_t)(end - at - 1));
    if (!stop) stop = end;
    add_bytes(r, to, at, (size_t)(stop - at));
    at = stop;
  }
}

/* ---- rows ---- */

/* Room for so many bytes and a block more, of which those that call `put` may write two. */
static char *room(const rows *r, char *at, size_t length) {
  quoth_lua_writer *out = r->out;
  out->length = (size_t)(at - out->bytes);
  return quoth_lua_room(r->L, out, length + BLOCK);
}

static char *put(const rows *r, char *at, const char *bytes, size_t length) {
  if ((size_t)(r->out->bytes + r->out->capacity - at) < length + BLOCK) at = room(r, at, length);
  memcpy(at, bytes, length);
  return at + length;
}

/* The same where a block can be read at the bytes, however few there are: most are few. */
static inline char *put_few(const rows *r, char *at, const char *bytes, size_t length) {
  if (length > BLOCK) return put(r, at, bytes, length);
  if (r->out->bytes + r->out->capacity - at < 2 * BLOCK) at = room(r, at, BLOCK);
  memcpy(at, bytes, BLOCK);
  return at + length;
}

static char *put_number(const rows *r, char *at, size_t number) {
  char digits[DIGITS_MOST + BLOCK], *end = digits + DIGITS_MOST, *first = end;
  do *--first = (char)('0' + number % 10);
  while (number /= 10);
  return put_few(r, at, first, (size_t)(end - first));
}

/* Do all bytes stand for themselves in TSV and in JSON? */
static bool is_plain(const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') return false;
  }
  return true;
}

static char *put_text(const rows *r, char *at, quoth_span span, char mark) {
  const char *bytes = r->text + span.start;
  size_t length = span.end - span.start;
  if (!is_plain(bytes, length)) {
    quoth_notation notation = mark == 'j' ? QUOTH_NOTATION_JSON : QUOTH_NOTATION_TSV;
    r->out->length = (size_t)(at - r->out->bytes);
    if (!quoth_escape(notation, bytes, length, quoth_lua_write, r->out)) luaL_error(r->L, "out of memory");
    return r->out->bytes + r->out->length;
  }
  if (mark == 'j') *at++ = '"';
  at = r->text + r->length - bytes >= BLOCK ? put_few(r, at, bytes, length) : put(r, at, bytes, length);
  if (mark == 'j') *at++ = '"';
  return at;
}

static char *put_piece(const rows *r, char *at, const quoth_lua_piece *piece) {
  return put_few(r, at, piece->bytes, piece->length);
}

static char *put_column(const rows *r, char *at, const quoth_lua_column *column, size_t token) {
  uint32_t next = column->heads[token];
  if (!next) return put_piece(r, at, &column->none);
  at = put_piece(r, at, &column->before);
  for (;;) {
    const quoth_lua_mark *mark = &column->marks[next - 1];
    at = put_piece(r, at, &column->pieces[mark->piece]);
    if (!(next = mark->next)) return put_piece(r, at, &column->behind);
    at = put_piece(r, at, &column->between);
  }
}

/* A token with its number, from 1, and its place in the unit. */
typedef struct row {
  size_t number;
  quoth_token token;
  uint32_t start, end;
} row;

static char *put_mark(const rows *r, char *at, const step *s, const row *of) {
  static const char *const TAGS[] = {"_", "NUM", "PUNCT", "PUNCT", "SYM", "_"};
  switch (s->mark) {
    case 't':
    case 'j': return put_text(r, at, of->token.span, s->mark);
    case 'b': return put_number(r, at, of->start);
    case 'e': return put_number(r, at, of->end);
    case 'n': return put_number(r, at, of->number - r->base);
    case 'u': return put(r, at, TAGS[of->token.kind], strlen(TAGS[of->token.kind]));
    case '1': return put_column(r, at, s->column, of->number - 1);
    default: return at;
  }
}

static char *put_row(const rows *r, char *at, const program *run, const row *of) {
  for (int i = 0; i < run->count; i++) {
    const step *s = &run->steps[i];
    at = put_mark(r, at, s, of);
    at = s->length > BLOCK ? put(r, at, s->bytes, s->length) : put_few(r, at, s->few, s->length);
  }
  return at;
}

/* Places are found from the last one, so the start is asked for before the end, whatever the
 * template has first. */
static void put_rows(const rows *r, size_t first, size_t last) {
  quoth_token next;
  row of;
  char *at = quoth_lua_room(r->L, r->out, BLOCK);
  quoth_doc_token(r->doc, first - 1, &next);
  for (of.number = first; of.number <= last; of.number++) {
    of.token = next;
    of.start = quoth_doc_offset(r->doc, next.span.start, r->unit);
    of.end = quoth_doc_offset(r->doc, next.span.end, r->unit);
    bool glued = quoth_doc_token(r->doc, of.number, &next) && next.span.start == of.token.span.end;
    at = put_row(r, at, glued ? &r->glued : &r->apart, &of);
  }
  r->out->length = (size_t)(at - r->out->bytes);
}

static void read_columns(rows *r, size_t tokens) {
  int count = lua_gettop(r->L) - COLUMNS_AT + 1;
  luaL_argcheck(r->L, count <= COLUMNS_MOST, COLUMNS_AT + COLUMNS_MOST, "9 columns at most");
  r->columns = count > 0 ? count : 0;
  for (int i = 0; i < r->columns; i++) {
    r->column[i] = luaL_checkudata(r->L, COLUMNS_AT + i, QUOTH_COLUMN);
    luaL_argcheck(r->L, r->column[i]->tokens == tokens, COLUMNS_AT + i, "a column of another document");
  }
}

int quoth_lua_rows(lua_State *L) {
  static const char *const UNITS[] = {"byte", "codepoint", "utf16", NULL};
  rows r;
  r.L = L, r.out = quoth_lua_check(L, 1, QUOTH_WRITER), r.doc = quoth_lua_todoc(L, 2)->doc;
  size_t count = quoth_doc_count(r.doc, QUOTH_LAYER_TOKENS), length = 0;
  lua_Integer first = luaL_checkinteger(L, 3), last = luaL_checkinteger(L, 4);
  const char *template = luaL_checklstring(L, 5, &length);
  r.unit = (quoth_unit)luaL_checkoption(L, 6, "byte", UNITS);
  r.base = (size_t)luaL_optinteger(L, 7, 0);
  luaL_argcheck(L, first >= 1 && (size_t)first <= count + 1, 3, "no token has this number");
  luaL_argcheck(L, last >= first - 1 && (size_t)last <= count, 4, "no token has this number");
  luaL_argcheck(L, r.base <= (size_t)first, 7, "the base is more than the first token's number");
  read_columns(&r, count);
  r.text = quoth_lua_text(L, 2, &r.length);
  r.glued.count = r.apart.count = 0;
  read_template(&r, &r.glued, template, template + length);
  read_template(&r, &r.apart, template, template + length);
  if (first <= last) put_rows(&r, (size_t)first, (size_t)last);
  lua_settop(L, 1);
  return 1;
}
