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
  q_cuts *cuts;
  q_spans odd; /* of the odd chunk at hand */
} block_scanner;

/* Of the characters beyond ASCII, and of apostrophes. Masks of first bytes but where they
 * say otherwise. */
typedef struct high_masks {
  uint64_t letter;     /* all bytes of letters of two bytes: é */
  uint64_t two, three; /* marks of two bytes (£) and of three (“) */
  uint64_t inner, cut; /* inner apostrophes of words, and the cuts for clitics */
  uint64_t odd;
  uint64_t tail, letter_tail; /* bytes of the next block that are not the first of a character */
} high_masks;

/* What a block needs to know of the one before it: masks of which the last bits count. */
typedef struct carry {
  uint64_t alnum, digit, blank, ender, colon, hyphen, apostrophe, again, alone, rare, word, mark;
  high_masks high;
} carry;

/* The mask of the bytes behind those of a mask. */
static inline uint64_t behind(uint64_t mask, uint64_t before) { return mask << 1 | before >> 63; }

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

/* Dashes, quotation marks, bullets, ellipses and the euro: U+2010 … U+2027, U+20AC. */
static inline bool is_plain_three(const block_scanner *s, uint32_t at) {
  const unsigned char *bytes = (const unsigned char *)s->text + at;
  if (s->to - at < 3 || bytes[0] != 0xE2) return false;
  return (bytes[1] == 0x80 && bytes[2] >= 0x90 && bytes[2] <= 0xA7) || (bytes[1] == 0x82 && bytes[2] == 0xAC);
}

/* Does scan.c end a clitic before a place and look no further? */
static inline bool ends_clitic(const block_scanner *s, uint32_t at) {
  unsigned char b = byte_of(s, at);
  if (b >= 0x80) return is_plain_three(s, at) && (unsigned char)s->text[at + 2] != 0x99;
  return b != '\'' && !is_ascii_alnum(b);
}

/* An apostrophe in a word, of bit i, before byte `next`: 's, 'd, 'm, 're, 've, 'll are cut
 * off, n't with its n; all else is odd. */
static void inner_apostrophe(const block_scanner *s, high_masks *m, uint32_t base, uint32_t i, uint32_t next,
                             uint64_t alnum) {
  unsigned char a = byte_of(s, next) | 32, b = byte_of(s, next + 1) | 32;
  bool one = ends_clitic(s, next + 1), two = !one && ends_clitic(s, next + 2);
  uint64_t bit = (uint64_t)1 << i;
  bool clitic = (one && (a == 's' || a == 'd' || a == 'm')) ||
                (two && ((b == 'e' && (a == 'r' || a == 'v')) || (b == 'l' && a == 'l')));
  bool negation = one && a == 't' && i >= 2 && alnum >> (i - 2) & 1 && (byte_of(s, base + i - 1) | 32) == 'n';
  if (!clitic && !negation) m->odd |= bit;
  else m->inner |= bit, m->cut |= clitic ? bit : bit >> 1;
}

/* ’ by its neighbours. */
static void curly_apostrophe(const block_scanner *s, high_masks *m, uint32_t base, uint32_t i, uint64_t alnum,
                             bool word_before) {
  unsigned char next = byte_of(s, base + i + 3);
  uint64_t bit = (uint64_t)1 << i;
  if (word_before && is_ascii_alnum(next)) inner_apostrophe(s, m, base, i, base + i + 3, alnum);
  else if (word_before ? next >= 0x80 && next != 0xE2 : (next | 32) == 's' || (unsigned)next - '0' < 10)
    m->odd |= bit;
  else m->three |= bit;
}

/* A character that begins with C2 … DF: nearly all are letters. */
static inline void read_two(high_masks *m, uint64_t bit, unsigned char lead, unsigned char second) {
  bool latin = lead == 0xC2; /* U+0080 … U+00BF */
  if (lead < 0xC2 || (second & 0xC0) != 0x80) m->odd |= bit;
  else if (latin && (second == 0xA0 || second == 0x85)) return; /* as good as a blank */
  else if (latin ? second == 0xAA || second == 0xB5 || second == 0xBA
                 : lead != 0xC3 || (second & 0xDF) != 0x97)
    m->letter |= bit | bit << 1, m->letter_tail = bit >> 63;
  else m->two |= bit;
}

/* The characters of a block that begin at the bits of `high`. */
static __attribute__((noinline)) high_masks read_high(const block_scanner *s, uint32_t base, uint64_t high,
                                                      uint64_t alnum, uint64_t alnum_before) {
  high_masks m = {0};
  while (high) {
    uint32_t i = (uint32_t)__builtin_ctzll(high), at = base + i;
    uint64_t bit = (uint64_t)1 << i;
    unsigned char lead = byte_of(s, at);
    high &= ~bit;
    if (lead < 0xE0) {
      read_two(&m, bit, lead, byte_of(s, at + 1));
      high &= ~(bit << 1), m.tail = bit >> 63;
    } else if (is_plain_three(s, at)) {
      uint64_t word = alnum | m.letter;
      if ((unsigned char)s->text[at + 2] != 0x99) m.three |= bit;
      else curly_apostrophe(s, &m, base, i, word, behind(word, alnum_before) >> i & 1);
      high &= ~(bit << 1 | bit << 2), m.tail = bit >> 63 | bit >> 62;
      m.tail |= bit >> 63 << 1;
    } else {
      m.odd |= bit;
    }
  }
  return m;
}

/* Where spans start and end in a block, as scan.c would have it but for odd chunks. */
typedef struct block_cuts {
  uint64_t starts, ends, odd;
} block_cuts;

/* Takes back the spans that start in first..last; there are none behind. */
static void take_back(const block_scanner *s, uint32_t first, uint32_t last) {
  uint32_t word = (first - s->cuts->from) / BLOCK, end = (last - s->cuts->from) / BLOCK;
  uint64_t kept = below((first - s->cuts->from) % BLOCK);
  s->cuts->starts[word] &= kept, s->cuts->ends[word] &= kept << 1 | 1;
  while (word++ < end) s->cuts->starts[word] = s->cuts->ends[word] = 0;
}

static inline void set_bit(uint64_t *bits, uint32_t bit) { bits[bit / BLOCK] |= UINT64_C(1) << bit % BLOCK; }

static void add_span(const q_cuts *cuts, quoth_span span) {
  set_bit(cuts->starts, span.start - cuts->from);
  set_bit(cuts->ends, span.end - cuts->from);
}

/* Cuts the chunk around an odd byte by the rules of scan.c; gives where it ends, or
 * UINT32_MAX when memory ran out. */
static uint32_t scan_odd(block_scanner *s, uint32_t base, uint32_t at, block_cuts *cuts) {
  uint32_t first = at, last = at;
  while (first > s->from && !q_is_blank(s->text[first - 1])) first--;
  while (last < s->to && !q_is_blank(s->text[last])) last++;
  if (first < base) take_back(s, first, base - 1);
  s->odd.count = 0;
  if (!q_scan_chunk(s->arena, s->text, first, last, &s->odd)) return UINT32_MAX;
  for (uint32_t i = 0; i < s->odd.count; i++) add_span(s->cuts, s->odd.items[i]);
  uint64_t before = first > base ? below(first - base) : 0;
  uint64_t behind = last - base < BLOCK ? ~below(last - base + 1) : 0;
  cuts->starts &= before | behind, cuts->ends &= before | behind, cuts->odd &= behind;
  return last;
}

/* The odd chunks of a block, one after the other, and what is plain between them; gives
 * where to go on, which is behind the block when the last of them is. */
static __attribute__((noinline)) uint32_t scan_odds(block_scanner *s, uint32_t base, block_cuts *cuts) {
  uint32_t resume = base;
  while (cuts->odd && resume < base + BLOCK)
    resume = scan_odd(s, base, base + (uint32_t)__builtin_ctzll(cuts->odd), cuts);
  return resume;
}

/* Apostrophes in words that are not plainly a clitic 's. */
static __attribute__((noinline)) void read_inner(const block_scanner *s, uint32_t base, uint64_t inner,
                                                 uint64_t alnum, high_masks *m) {
  for (; inner; inner &= inner - 1) {
    uint32_t i = (uint32_t)__builtin_ctzll(inner), next = base + i + 1;
    unsigned char b = byte_of(s, next);
    if (is_ascii_alnum(b)) inner_apostrophe(s, m, base, i, next, alnum);
    else if (i >= 62 || b >= 0x80) m->odd |= (uint64_t)1 << i; /* another apostrophe or a letter may follow */
  }
}

static inline block_cuts find_cuts(const block_scanner *s, uint32_t base, const q_masks *m, carry *c) {
  uint64_t alnum = m->letter | m->digit | c->high.letter_tail;
  uint64_t ender = m->stop | m->bang, separator = m->stop | m->comma;
  high_masks high = {0};
  if (m->high) high = read_high(s, base, m->high & ~c->high.tail, alnum, c->alnum);
  alnum |= high.letter;
  uint64_t behind_alnum = behind(alnum, c->alnum);

  /* Digits with . or , between them are a word; at the last bit that is not known. */
  uint64_t point = separator & behind(m->digit, c->digit), joined = point & m->digit >> 1;
  uint64_t single = m->bang | m->colon | m->hyphen | m->dollar | m->mark | separator | m->apostrophe;
  uint64_t odd = ~(alnum | m->blank | m->high | single) | (point & UINT64_C(1) << 63);
  ender &= ~joined;
  odd |= (alnum | ender) & behind(ender, c->ender);

  uint64_t rare = m->apostrophe | m->colon | m->hyphen | m->dollar; /* half of the blocks have none */
  uint64_t clitic = 0, straight = 0, apostrophe = 0, again = 0, alone = 0, curly = high.inner;
  if (rare | (c->rare >> 63)) {
    /* ' behind a word is a mark, but when the word goes on; mostly it is the clitic 's. */
    uint64_t within = m->apostrophe & behind_alnum, longer = (alnum | m->apostrophe | m->high) >> 2;
    clitic = within & m->s >> 1 & ~longer & below(62);
    uint64_t others = within & ~clitic & (alnum >> 1 | ~below(62));
    if (others) read_inner(s, base, others, alnum, &high);
    straight = clitic | (high.inner & m->apostrophe), apostrophe = m->apostrophe & ~straight;
    /* '' is one token; more of them are odd, and two in two blocks. */
    again = apostrophe & behind(apostrophe, c->apostrophe), alone = apostrophe & ~again & ~(again >> 1);
    odd |= again & behind(again, c->again);
    if (apostrophe >> 63 && byte_of(s, base + BLOCK) == '\'') odd |= UINT64_C(1) << 63;
    odd |= (m->digit | m->s) & behind(alone, c->alone);
    odd |= (m->digit | m->hyphen) & behind(m->hyphen, c->hyphen);
    odd |= (m->colon & behind(m->blank, c->blank)) | (behind(m->colon, c->colon) & ~m->blank);
    odd |= m->dollar & ~behind(m->blank, c->blank);
  }

  uint64_t word =
      alnum | joined | straight | curly | behind(curly, c->high.inner) | curly << 2 | c->high.inner >> 62;
  uint64_t mark = single & ~(joined | straight), behind_word = behind(word, c->word);
  uint64_t cut = clitic | high.cut, high_mark = high.two | high.three;
  block_cuts cuts = {.odd = odd | high.odd};
  cuts.starts = (word & ~behind_word) | cut | (mark & ~again) | high_mark;
  cuts.ends = (~word & behind_word) | cut | behind(mark & ~(again >> 1), c->mark);
  if (high_mark | c->high.two | c->high.three)
    cuts.ends |= high.two << 2 | c->high.two >> 62 | high.three << 3 | c->high.three >> 61;
  high.inner = curly;
  *c = (carry){alnum, m->digit, m->blank, ender, m->colon, m->hyphen, apostrophe,
               again, alone,    rare,     word,  mark,     high};
  return cuts;
}

/* A block of the bytes from `at` on, which is `skip` bytes behind its start, with blanks around
 * them where they do not fill it. */
static const char *pad(const block_scanner *s, uint32_t base, uint32_t skip, char padded[BLOCK]) {
  uint32_t stop = s->to - base < BLOCK ? s->to - base : BLOCK;
  memset(padded, ' ', BLOCK);
  memcpy(padded + skip, s->text + base + skip, stop - skip);
  return padded;
}

/* Blocks lie as the words of the cuts do. The last is never full, so that no span ends behind it. */
static bool scan_blocks(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  static const carry AT_CHUNK = {.blank = ~UINT64_C(0)};
  block_scanner s = {.arena = arena, .text = text, .from = from, .to = to, .cuts = cuts};
  carry c = AT_CHUNK;
  char padded[BLOCK];
  if (from >= to) return true;
  uint32_t skip = (from - cuts->from) % BLOCK; /* bytes of the block that are not looked at */
  for (uint32_t base = from - skip; base <= to; base += BLOCK) {
    const char *bytes = skip || to - base < BLOCK ? pad(&s, base, skip, padded) : text + base;
    skip = 0;
    q_masks masks;
    q_masks_make(bytes, &masks);
    block_cuts found = find_cuts(&s, base, &masks, &c);
    uint32_t resume = found.odd ? scan_odds(&s, base, &found) : base;
    if (resume == UINT32_MAX) return false;
    uint32_t word = (base - cuts->from) / BLOCK;
    cuts->starts[word] |= found.starts, cuts->ends[word] |= found.ends;
    if (resume >= base + BLOCK) { /* a blank, or the end */
      skip = (resume - base) % BLOCK;
      base = resume - skip - BLOCK;
      c = AT_CHUNK;
    }
  }
  return true;
}
