/* Masks from a table of what each byte is: for every machine. */
#include "core/scan_masks.h"

enum {
  LETTER = 1 << 0,
  DIGIT = 1 << 1,
  BLANK = 1 << 2,
  HIGH = 1 << 3,
  S = 1 << 4,
  APOSTROPHE = 1 << 5,
  STOP = 1 << 6,
  BANG = 1 << 7,
  COMMA = 1 << 8,
  COLON = 1 << 9,
  HYPHEN = 1 << 10,
  DOLLAR = 1 << 11,
  MARK = 1 << 12
};

static uint32_t kind_of(unsigned char b) {
  if (b >= 0x80) return HIGH;
  if ((b | 32) == 's') return LETTER | S;
  if ((unsigned)(b | 32) - 'a' < 26) return LETTER;
  if ((unsigned)b - '0' < 10) return DIGIT;
  if (q_is_blank((char)b)) return BLANK;
  switch (b) {
    case '\'': return APOSTROPHE;
    case '.': return STOP;
    case '!':
    case '?': return BANG;
    case ',': return COMMA;
    case ':':
    case ';': return COLON;
    case '-': return HYPHEN;
    case '$': return DOLLAR;
    case '"':
    case '(':
    case ')':
    case '[':
    case ']':
    case '%': return MARK;
    default: return 0;
  }
}

static void q_masks_make(const char *bytes, q_masks *m) {
  uint64_t *const masks[] = {&m->letter,     &m->digit,  &m->blank, &m->high,  &m->s,
                             &m->apostrophe, &m->stop,   &m->bang,  &m->comma, &m->colon,
                             &m->hyphen,     &m->dollar, &m->mark};
  enum { COUNT = sizeof masks / sizeof *masks };
  for (int k = 0; k < COUNT; k++) *masks[k] = 0;
  for (int i = 0; i < 64; i++)
    for (uint32_t kinds = kind_of((unsigned char)bytes[i]); kinds; kinds &= kinds - 1)
      *masks[__builtin_ctz(kinds)] |= (uint64_t)1 << i;
}

#include "core/scan_blocks.h"

bool q_scan_portable(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  return scan_blocks(arena, text, from, to, cuts);
}
