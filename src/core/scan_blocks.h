/* The scanner on masks of 64 bytes. Chunks in which every byte is plain are cut here,
 * all of a block at once; a chunk with an odd byte goes to q_scan_chunk whole. Which
 * bytes are odd where is chosen so that both would cut the plain ones alike: about one
 * chunk in fifty of news is odd. Include it behind q_masks_make. */
#include <string.h>

#include "core/scan_masks.h"

enum { BLOCK = 64 };

typedef struct block_scanner {
  q_arena *arena;
  const char *text;
  uint32_t from, to;
  q_spans *spans;
  uint32_t ends; /* how many spans have their end */
  uint64_t tail; /* bits of the next block that belong to a character of this one */
  uint64_t open_word, open_mark, open_curly; /* tokens that end in the next block: its bits */
} block_scanner;

static inline uint64_t behind(uint64_t before, uint64_t mask) { return mask << 1 | before >> 63; }
static inline uint64_t ahead(uint64_t mask, uint64_t next) { return mask >> 1 | next << 63; }
static inline uint64_t ahead2(uint64_t mask, uint64_t next) { return mask >> 2 | next << 62; }

/* Bits 0 … count-1. */
static inline uint64_t below(uint32_t count) {
  return count < 64 ? ((uint64_t)1 << count) - 1 : ~(uint64_t)0;
}

static inline unsigned char byte_of(const block_scanner *s, uint32_t at) {
  return at < s->to ? (unsigned char)s->text[at] : ' ';
}

static inline bool is_ascii_alnum(unsigned char b) {
  return (unsigned)(b | 32) - 'a' < 26 || (unsigned)b - '0' < 10;
}

/* ’ by its neighbours: inside a word it is a clitic's or odd, else a mark or odd. */
static void curly_apostrophe(const block_scanner *s, q_masks *m, uint32_t base, uint32_t i,
                             bool word_before) {
  unsigned char next = byte_of(s, base + i + 3), after = byte_of(s, base + i + 4);
  uint64_t bit = (uint64_t)1 << i;
  bool is_s = (next | 32) == 's';
  if (!word_before && (is_s || (unsigned)next - '0' < 10)) m->odd |= bit;
  else if (!word_before || !is_ascii_alnum(next)) m->curly |= bit;
  else if (is_s && after < 0x80 && after != '\'' && !is_ascii_alnum(after)) m->clitic |= bit;
  else m->odd |= bit;
}

/* The characters beyond ASCII: dashes, quotation marks and ellipses are plain. */
static void read_high(block_scanner *s, q_masks *m, const q_masks *before, uint32_t base) {
  uint64_t high = m->high & ~s->tail;
  m->tail = m->high & s->tail;
  s->tail = 0;
  while (high) {
    uint32_t i = (uint32_t)__builtin_ctzll(high);
    uint64_t bit = (uint64_t)1 << i;
    unsigned char third = byte_of(s, base + i + 2);
    bool plain = byte_of(s, base + i) == 0xE2 && byte_of(s, base + i + 1) == 0x80 &&
                 (third == 0x93 || third == 0x94 || third == 0x98 || third == 0x99 || third == 0x9C ||
                  third == 0x9D || third == 0xA6);
    high &= ~bit;
    if (!plain) {
      m->odd |= bit;
      continue;
    }
    if (third == 0x99) curly_apostrophe(s, m, base, i, (i ? m->alnum >> (i - 1) : before->alnum >> 63) & 1);
    else m->curly |= bit;
    m->tail |= bit << 1 | bit << 2;
    high &= ~m->tail;
    if (i > 61) s->tail = i == 62 ? 1 : 3;
  }
}

/* The masks of the block at base; blanks behind the end of the text. */
static void read_block(block_scanner *s, q_masks *m, const q_masks *before, uint32_t base) {
  char padded[BLOCK];
  const char *bytes = s->text + base;
  if (base >= s->to || s->to - base < BLOCK) {
    memset(padded, ' ', BLOCK);
    if (base < s->to) memcpy(padded, bytes, s->to - base);
    bytes = padded;
  }
  q_masks_make(bytes, m);
  m->alnum = m->letter | m->digit;
  m->curly = m->clitic = m->tail = 0;
  m->odd = ~(m->alnum | m->blank | m->high | m->apostrophe | m->stop | m->bang | m->comma | m->colon |
             m->hyphen | m->dollar | m->mark);
  if (m->high) read_high(s, m, before, base);
}

/* Appends starts, and gives as many spans their ends. There is room. */
static inline void emit(block_scanner *s, uint32_t base, uint64_t starts, uint64_t ends) {
  quoth_span *span = s->spans->items + s->spans->count;
  for (; starts; starts &= starts - 1) (span++)->start = base + (uint32_t)__builtin_ctzll(starts);
  s->spans->count = (uint32_t)(span - s->spans->items);
  span = s->spans->items + s->ends;
  for (; ends; ends &= ends - 1) (span++)->end = base + (uint32_t)__builtin_ctzll(ends);
  s->ends = (uint32_t)(span - s->spans->items);
}

/* Cuts the chunk around an odd byte by the rules of scan.c; gives where it ends, or
 * UINT32_MAX when memory ran out. Spans of its first part are taken back. */
static uint32_t scan_odd(block_scanner *s, uint32_t base, uint32_t at, uint64_t *starts, uint64_t *ends) {
  uint32_t first = at, last = at;
  const char *text = s->text;
  while (first > s->from && !q_is_blank(text[first - 1])) first--;
  while (last < s->to && !q_is_blank(text[last])) last++;
  uint64_t before = first > base ? below(first - base) : 0;
  emit(s, base, *starts & before, *ends & before);
  while (s->spans->count && s->spans->items[s->spans->count - 1].start >= first) s->spans->count--;
  bool good = q_scan_chunk(s->arena, s->text, first, last, s->spans) &&
              q_list_reserve(s->arena, s->spans, sizeof *s->spans->items, 2 * BLOCK);
  s->ends = s->spans->count;
  uint64_t behind_chunk = last - base < BLOCK ? ~below(last - base + 1) : 0;
  *starts &= behind_chunk, *ends &= behind_chunk;
  return good ? last : UINT32_MAX;
}

/* Where spans start and end in a block, as scan.c would have it but for odd chunks. */
typedef struct block_cuts {
  uint64_t starts, ends, odd;
} block_cuts;

static inline block_cuts find_cuts(block_scanner *s, const q_masks *b, const q_masks *m, const q_masks *n) {
  uint64_t word_before = behind(b->alnum, m->alnum), word_next = ahead(m->alnum, n->alnum);
  uint64_t digit_next = ahead(m->digit, n->digit);
  uint64_t digits = behind(b->digit, m->digit) & digit_next; /* on both sides */
  uint64_t joined = (m->stop | m->comma) & digits;
  uint64_t s_next = ahead(m->s, n->s), within = m->apostrophe & word_before & word_next;
  uint64_t longer = ahead2(m->alnum | m->apostrophe | m->high, n->alnum | n->apostrophe | n->high);
  uint64_t clitic = within & s_next & ~longer;
  uint64_t ender = m->stop | m->bang, next_ender = ahead(ender, n->stop | n->bang);
  uint64_t odd = m->odd | (m->stop & word_next & ~joined) | (ender & next_ender);
  odd |= m->colon & (behind(b->blank, m->blank) | ~ahead(m->blank, n->blank));
  odd |= m->hyphen & (ahead(m->hyphen, n->hyphen) | digits);
  odd |= m->dollar & (behind(b->letter, m->letter) | ahead(m->dollar, n->dollar));
  odd |= (within & ~clitic) | (m->apostrophe & ~word_before & (digit_next | s_next)) |
         (m->apostrophe & ahead(m->apostrophe, n->apostrophe));

  uint64_t curly_bytes = m->clitic | behind(b->clitic, m->clitic) | m->clitic << 2 | b->clitic >> 62;
  uint64_t word = m->alnum | joined | clitic | curly_bytes;
  uint64_t mark = m->bang | m->colon | m->hyphen | m->dollar | m->mark | ((m->stop | m->comma) & ~joined) |
                  (m->apostrophe & ~clitic);
  uint64_t word_starts = word << 1 | s->open_word, clitics = clitic | m->clitic;
  block_cuts cuts = {.odd = odd};
  cuts.starts = (word & ~word_starts) | clitics | mark | m->curly;
  cuts.ends = (~word & word_starts) | clitics | mark << 1 | s->open_mark | m->curly << 3 | s->open_curly;
  s->open_word = word >> 63, s->open_mark = mark >> 63, s->open_curly = m->curly >> 61;
  return cuts;
}

/* Starts anew at a place with a blank before it, or at the first. */
static void start_at(block_scanner *s, q_masks *around, uint32_t base) {
  s->tail = s->open_word = s->open_mark = s->open_curly = 0;
  around[0] = (q_masks){.blank = ~(uint64_t)0};
  read_block(s, &around[1], &around[0], base);
}

static bool scan_blocks(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_spans *spans) {
  block_scanner s = {
      .arena = arena, .text = text, .from = from, .to = to, .spans = spans, .ends = spans->count};
  q_masks around[3], *before = &around[0], *this = &around[1], *next = &around[2];
  if (from < to) start_at(&s, around, from);
  for (uint32_t base = from, step; base < to; base += step) {
    step = to - base < BLOCK ? to - base : BLOCK;
    if (!q_list_reserve(arena, spans, sizeof *spans->items, 2 * BLOCK)) return false;
    read_block(&s, next, this, base + step);
    block_cuts cuts = find_cuts(&s, before, this, next);
    uint32_t resume = base;
    while (cuts.odd && resume != UINT32_MAX && resume < base + step) {
      resume = scan_odd(&s, base, base + (uint32_t)__builtin_ctzll(cuts.odd), &cuts.starts, &cuts.ends);
      cuts.odd &= resume - base < BLOCK ? ~below(resume - base + 1) : 0;
    }
    if (resume == UINT32_MAX) return false;
    if (resume >= base + step) {
      if (resume < to) start_at(&s, around, resume);
      before = &around[0], this = &around[1], next = &around[2];
      step = resume - base;
      continue;
    }
    emit(&s, base, cuts.starts, cuts.ends);
    q_masks *free_one = before;
    before = this, this = next, next = free_one;
  }
  if (s.ends < spans->count) spans->items[s.ends].end = to;
  return true;
}
