#include "core/token.h"

#include <string.h>

#include "core/doc.h"
#include "core/scan_masks.h"
#include "core/transpose.h"
#include "core/utf8.h"

/* ---- forms: spans put together or cut ---- */

typedef struct q_shaping {
  const q_forms *forms;
  const char *text;
  const q_cuts *cuts;
} q_shaping;

static q_form form_of(const q_shaping *s, quoth_span span) {
  return s->forms->of(s->forms->context, s->text + span.start, span.end - span.start);
}

/* Is just this byte the span that starts there, right behind another? */
static bool is_mark(const q_shaping *s, uint32_t at, char byte) {
  return q_cuts_start(s->cuts, at) && s->text[at] == byte && q_cuts_end(s->cuts, at + 1);
}

/* Does the next span stand in the same line? */
static bool same_line(const q_shaping *s, uint32_t end, uint32_t next) {
  return !memchr(s->text + end, '\n', next - end);
}

static bool is_upper_at(const q_shaping *s, quoth_span span) {
  uint32_t size;
  return q_is_upper(q_decode(s->text + span.start, s->text + span.end, &size));
}

/* Does the full stop behind a word, which begins at `start`, belong to it? The span before ends at `before`.
 */
static bool keeps_stop(const q_shaping *s, q_form form, uint32_t before, uint32_t start, uint32_t stop) {
  if (!form.stop || !is_mark(s, stop, '.')) return false;
  if (form.stop == Q_STOP_NAME || form.stop == Q_STOP_MAY_END) return true;
  quoth_span next;
  if (!q_cuts_next(s->cuts, stop + 1, &next) || !same_line(s, stop + 1, next.start)) return false;
  char byte = s->text[next.start];
  if (form.stop == Q_STOP_NUMBER) return byte >= '0' && byte <= '9';
  if (form.stop == Q_STOP_ITEM)
    return next.start > stop + 1 && (before == QUOTH_NONE || !same_line(s, before, start));
  bool comma = byte == ',' && next.end == next.start + 1;
  return comma || (is_upper_at(s, next) && !form_of(s, next).function);
}

/* The end of the word that a hyphen at a byte joins with what is before it, or 0; its form. */
static uint32_t joined(const q_shaping *s, uint32_t hyphen, q_form *form) {
  quoth_span word;
  if (!is_mark(s, hyphen, '-') || !q_cuts_start(s->cuts, hyphen + 1)) return 0;
  if (!q_cuts_next(s->cuts, hyphen + 1, &word)) return 0;
  q_form next = form_of(s, word);
  if (next.word) *form = next;
  return next.word ? word.end : 0;
}

/* Where an apostrophe ends, with the word whose beginning it stands for: 'em. */
static uint32_t elided_end(const q_shaping *s, uint32_t before, quoth_span mark) {
  quoth_span word;
  if (mark.start == before || !q_cuts_start(s->cuts, mark.end)) return mark.end;
  return q_cuts_next(s->cuts, mark.end, &word) && form_of(s, word).elided ? word.end : mark.end;
}

q_pieces q_shape_token(const q_forms *forms, const char *text, const q_cuts *cuts, uint32_t before,
                       quoth_span span) {
  q_shaping s = {forms, text, cuts};
  q_form form = form_of(&s, span);
  if (form.cut) {
    uint32_t cut = span.start + form.cut;
    return (q_pieces){{{span.start, cut}, {cut, span.end}}, 2};
  }
  if (form.apostrophe) return (q_pieces){{{span.start, elided_end(&s, before, span)}}, 1};
  for (uint32_t end; form.prefix && (end = joined(&s, span.end, &form)) != 0; span.end = end)
    before = span.start;
  if (keeps_stop(&s, form, before, span.start, span.end)) span.end++;
  return (q_pieces){{span}, 1};
}

/* ---- kinds ---- */

static bool is_digit(char b) { return b >= '0' && b <= '9'; }

/* Of what begins with a byte that is neither letter nor digit. */
static quoth_token_kind kind_of_mark(uint32_t c, const char *bytes, uint32_t length, uint32_t size) {
  static const char SYMBOLS[] = "$+<=>^|~%&*#@", MARKS[] = "\"`";
  if (c == '\'' || c == 0x2019) {
    if (length == size) return QUOTH_TOKEN_MARK;
    return is_digit(bytes[size]) ? QUOTH_TOKEN_NUMBER
                                 : (bytes[size] == '\'' ? QUOTH_TOKEN_MARK : QUOTH_TOKEN_WORD);
  }
  if (c == '.' && length > 1 && is_digit(bytes[1])) return QUOTH_TOKEN_NUMBER;
  if ((c == ':' || c == ';') && length > 1) return QUOTH_TOKEN_SYMBOL;
  if (c < 0x80)
    return c && strchr(MARKS, (int)c)     ? QUOTH_TOKEN_MARK
           : c && strchr(SYMBOLS, (int)c) ? QUOTH_TOKEN_SYMBOL
                                          : QUOTH_TOKEN_PUNCTUATION;
  if (c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A)
    return QUOTH_TOKEN_MARK;
  if (c == 0xA1 || c == 0xBF || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3003) ||
      (c >= 0x3008 && c <= 0x3011) || c == 0xFF01 || c == 0xFF0C || c == 0xFF0E || c == 0xFF1F)
    return QUOTH_TOKEN_PUNCTUATION;
  return QUOTH_TOKEN_SYMBOL;
}

quoth_token_kind q_token_kind_of(const char *bytes, uint32_t length) {
  uint32_t size, c = q_decode(bytes, bytes + length, &size);
  if (c < 0x80 && is_digit((char)c)) return QUOTH_TOKEN_NUMBER;
  if (length > 1 && (c == '@' || (c == '#' && bytes[1] != '#'))) return QUOTH_TOKEN_URL;
  if (!q_is_letter(c)) return kind_of_mark(c, bytes, length, size);
  if (q_is_web_address(bytes, length)) return QUOTH_TOKEN_URL;
  if (bytes[length - 1] == '$') return QUOTH_TOKEN_SYMBOL;
  return memchr(bytes, '@', length) ? QUOTH_TOKEN_URL : QUOTH_TOKEN_WORD;
}

/* ---- the stage ---- */

static q_form form_in_table(void *context, const char *bytes, uint32_t length) {
  q_word_table *words = context;
  uint32_t word = q_words_find(words, bytes, length); /* may move the items */
  return words->items[word].form;
}

/* Words of more bytes are rare. Plain tokens are added a window at a time: 64 bits of the cuts, of the
 * spans that start in the first WINDOW bytes, and of their ends where they have at most WORD. */
enum { WORD = 16, WINDOW = 64 - WORD };

/* What the stage makes. */
typedef struct tokenizer {
  quoth_doc *doc;
  q_cuts cuts;            /* scanned, not shaped yet */
  uint32_t at;            /* byte before which all spans are shaped */
  uint32_t first;         /* token of the part of the text under way */
  Q_LIST(uint16_t) flags; /* of each token, to become bitmaps; has the room of doc->tokens */
  void (*add_windows)(struct tokenizer *t, const char *bytes, size_t until);
  q_transposer *transpose;
} tokenizer;

/* The slot of a word, or NULL when memory ran out. */
static const q_word_slot *find_word(quoth_doc *doc, quoth_span span) {
  const char *bytes = doc->text + span.start;
  uint32_t length = span.end - span.start;
  uint64_t key = length <= WORD && doc->length - span.start >= WORD ? q_word_key_short(bytes, length) : 0;
  return q_words_slot(&doc->words, bytes, length, key ? key : q_word_key(bytes, length));
}

/* There is room. False without a slot. */
static bool add_token(tokenizer *t, quoth_span span, const q_word_slot *slot) {
  if (!slot) return false;
  t->flags.items[t->flags.count++] = (uint16_t)slot->flags;
  t->doc->tokens.items[t->doc->tokens.count++] = (q_token){span.start, span.end, slot->word};
  t->at = span.end;
  return true;
}

static bool reserve(tokenizer *t, uint32_t more) {
  if (t->doc->tokens.capacity - t->doc->tokens.count >= more) return true;
  return q_list_reserve(&t->doc->arena, &t->doc->tokens, sizeof(q_token), more) &&
         q_list_reserve(&t->doc->arena, &t->flags, sizeof(uint16_t), more);
}

/* May a word, with what stands behind it, be no token by itself, or more than one? */
static inline bool may_be_shaped(uint32_t flags, char behind) {
  const uint32_t CUT = 1U << Q_FLAG_CUT, JOINS = 1U << Q_FLAG_JOINS;
  return flags & CUT || (flags & JOINS && (behind == '.' || behind == '-'));
}

/* ---- plain tokens ---- */

static inline size_t lowest(uint64_t bits) { return (size_t)__builtin_ctzll(bits); }

/* The slot of a key behind one, or a free one. */
static inline const q_word_slot *next_slot(const q_word_slot *slot, uint64_t key) {
  do slot++;
  while (slot->key && slot->key != key);
  return slot;
}

/* Adds the tokens of the next spans while they are words that the table knows and no form shapes,
 * and while there is room; of windows before `until`. `bytes` are those from the last eighth byte of
 * the cuts on, and 64 for each window can be read. Most tokens pass here only, so all is in local
 * variables, as a byte written to the flags might else change any of it, and nothing is called. */
static inline __attribute__((always_inline)) void add_windows(tokenizer *t, const char *bytes, size_t until) {
  const uint32_t PLAIN = (1U << Q_FLAG_COUNT) - 1;
  if (!t->doc->tokens.capacity || !t->flags.capacity) return; /* there is no list yet */
  const q_cuts cuts = t->cuts;
  const q_word_slot *slots = t->doc->words.slots;
  const q_token *end = t->doc->tokens.items + t->doc->tokens.capacity;
  q_token *token = t->doc->tokens.items + t->doc->tokens.count;
  uint16_t *flags = t->flags.items + t->flags.count;
  uint32_t shift = t->doc->words.slot_shift;
  size_t eighth = (t->at - cuts.from) / 8, base = cuts.from + 8 * eighth;
  uint64_t new = UINT64_MAX >> (64 - WINDOW) & UINT64_MAX << (t->at - base);
  for (; base < until && end - token >= WINDOW; base += WINDOW, bytes += WINDOW, eighth += WINDOW / 8) {
    uint64_t starts = q_bits_from(cuts.starts, eighth) & new;
    uint64_t lasts = q_bits_from(cuts.ends, eighth) >> 1 | UINT64_C(1) << 63;
    for (; starts; starts &= starts - 1) {
      size_t at = lowest(starts), more = lowest(lasts >> at);
      uint64_t key = q_word_key_short(bytes + at, more + 1);
      const q_word_slot *slot = q_word_home(slots, key, shift);
      if (__builtin_expect(slot->key != key, false)) slot = next_slot(slot, key);
      uint32_t bits = slot->flags; /* all of them where the word is new */
      at += base, more += at + 1;
      if (bits > PLAIN && may_be_shaped(bits, more < t->doc->length ? bytes[more - base] : ' ')) break;
      token->start = (uint32_t)at, token->end = (uint32_t)more, token->word = slot->word;
      token++;
      *flags++ = (uint16_t)bits;
    }
    if (starts) {
      base += lowest(starts);
      break;
    }
    new = UINT64_MAX >> (64 - WINDOW);
  }
  if (base > t->at) t->at = (uint32_t)base; /* where there was no room, nothing was added */
  t->doc->tokens.count = t->flags.count = (uint32_t)(token - t->doc->tokens.items);
}

typedef void windows_adder(tokenizer *t, const char *bytes, size_t until);

static void add_windows_anywhere(tokenizer *t, const char *bytes, size_t until) {
  add_windows(t, bytes, until);
}

#if defined __x86_64__
static __attribute__((target("bmi,bmi2"))) void add_windows_bmi2(tokenizer *t, const char *bytes,
                                                                 size_t until) {
  add_windows(t, bytes, until);
}
#endif

/* Adds the tokens of the next spans while they are plain: see add_windows. */
static void add_plain(tokenizer *t) {
  const quoth_doc *doc = t->doc;
  uint32_t base = t->at - (t->at - t->cuts.from) % 8, last = doc->length < 64 ? 0 : doc->length - 64;
  if (base <= last && doc->length >= 64) {
    t->add_windows(t, doc->text + base, t->cuts.to < last ? t->cuts.to : last + 1);
    if (t->at <= last) return;
    base = t->at - (t->at - t->cuts.from) % 8;
  }
  if (base >= t->cuts.to) return;
  char tail[2 * 64] = {0};
  memcpy(tail, doc->text + base, doc->length - base);
  t->add_windows(t, tail, t->cuts.to);
}

/* ---- other tokens ---- */

static bool add_shaped(tokenizer *t, quoth_span span) {
  quoth_doc *doc = t->doc;
  q_forms forms = {form_in_table, &doc->words};
  bool any = doc->tokens.count > t->first;
  uint32_t before = any ? doc->tokens.items[doc->tokens.count - 1].end : QUOTH_NONE;
  q_pieces pieces = q_shape_token(&forms, doc->text, &t->cuts, before, span);
  for (uint32_t k = 0; k < pieces.count; k++)
    if (!add_token(t, pieces.parts[k], find_word(doc, pieces.parts[k]))) return false;
  return true;
}

/* Adds the token of a span, alone or with others. */
static bool add_other(tokenizer *t, quoth_span span) {
  if (!reserve(t, 2 * WINDOW)) return false;
  const q_word_slot *slot = find_word(t->doc, span);
  bool touched = q_cuts_start(&t->cuts, span.end);
  if (slot && may_be_shaped(slot->flags, touched ? t->doc->text[span.end] : ' ')) return add_shaped(t, span);
  return add_token(t, span, slot);
}

/* Shapes the spans into tokens. In a run of new words add_plain would only stop at each. */
static bool add_tokens(tokenizer *t) {
  const uint32_t *tokens = &t->doc->tokens.count, *words = &t->doc->words.count;
  quoth_span span;
  add_plain(t);
  for (uint32_t run = 0; q_cuts_next(&t->cuts, t->at, &span);) {
    uint32_t known = *words;
    if (!add_other(t, span)) return false;
    run = *words > known ? run + 1 : 0;
    uint32_t count = *tokens;
    if (run < 2) add_plain(t);
    if (*tokens > count) run = 0;
  }
  return true;
}

/* ---- paragraphs ---- */

/* A paragraph of the tokens from `first` on; none without a token. */
static bool add_paragraph(quoth_doc *doc, q_range tokens, quoth_block_kind kind) {
  if (tokens.first == tokens.last) return true;
  q_paragraph *paragraph = q_push(&doc->arena, &doc->paragraphs);
  if (paragraph) *paragraph = (q_paragraph){tokens, kind};
  return paragraph != NULL;
}

/* The first token from i on that starts at a byte or behind it. */
static uint32_t token_from(const quoth_doc *doc, uint32_t i, uint32_t byte) {
  enum { STRIDE = 8 };
  const q_token *tokens = doc->tokens.items;
  while (doc->tokens.count - i > STRIDE && tokens[i + STRIDE].start < byte) i += STRIDE;
  while (i < doc->tokens.count && tokens[i].start < byte) i++;
  return i;
}

/* The tokens from i on, a paragraph for each line; the last line ends at byte `to`. */
static bool part_lines(quoth_doc *doc, uint32_t i, uint32_t to) {
  while (i < doc->tokens.count) {
    uint32_t start = doc->tokens.items[i].start;
    const char *stop = memchr(doc->text + start, '\n', to - start);
    uint32_t next = stop ? token_from(doc, i, (uint32_t)(stop - doc->text)) : doc->tokens.count;
    if (!add_paragraph(doc, (q_range){i, next}, QUOTH_BLOCK_PARAGRAPH)) return false;
    i = next;
  }
  return true;
}

/* The first of the dropped spans that ends behind a byte. */
static uint32_t dropped_after(const quoth_doc *doc, uint32_t byte) {
  uint32_t low = 0, high = doc->dropped.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->dropped.items[middle].end <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Cuts what patterns left of a paragraph. */
static bool scan_kept(quoth_doc *doc, quoth_span span, q_cuts *cuts) {
  for (uint32_t i = dropped_after(doc, span.start); i < doc->dropped.count; i++) {
    quoth_span dropped = doc->dropped.items[i];
    if (dropped.start >= span.end) break;
    if (!q_scan_cuts(&doc->arena, doc->text, span.start, dropped.start, cuts)) return false;
    span.start = dropped.end;
  }
  return q_scan_cuts(&doc->arena, doc->text, span.start, span.end, cuts);
}

/* Makes the tokens of a part of the text. */
static bool tokenize(tokenizer *t, quoth_span part) {
  t->first = t->doc->tokens.count;
  if (!q_cuts_clear(&t->doc->arena, &t->cuts, part.start, part.end)) return false;
  if (!scan_kept(t->doc, part, &t->cuts)) return false;
  t->at = part.start;
  return add_tokens(t);
}

/* Every line is a paragraph. Lines are taken in lots, so that what is scanned is still
 * in the cache when it is shaped. */
static bool add_lines(tokenizer *t) {
  enum { LOT = 1 << 15 };
  quoth_doc *doc = t->doc;
  for (uint32_t at = 0, end; at < doc->length; at = end) {
    uint32_t first = doc->tokens.count;
    const char *stop =
        doc->length - at > LOT ? memchr(doc->text + at + LOT, '\n', doc->length - at - LOT) : NULL;
    end = stop ? (uint32_t)(stop - doc->text) + 1 : doc->length;
    if (!tokenize(t, (quoth_span){at, end}) || !part_lines(doc, first, end)) return false;
  }
  return true;
}

static bool add_blocks(tokenizer *t) {
  quoth_doc *doc = t->doc;
  for (uint32_t i = 0; i < doc->block_count; i++) {
    uint32_t first = doc->tokens.count;
    if (!tokenize(t, doc->blocks[i].span)) return false;
    if (!add_paragraph(doc, (q_range){first, doc->tokens.count}, doc->blocks[i].kind)) return false;
  }
  return true;
}

/* Bitmaps of the flags, with a clear word behind. */
static bool make_bitmaps(tokenizer *t) {
  quoth_doc *doc = t->doc;
  uint32_t count = doc->tokens.count, words = count / 64 + 1;
  if (!q_list_reserve(&doc->arena, &t->flags, sizeof(uint16_t), 64)) return false;
  memset(t->flags.items + count, 0, 64 * sizeof(uint16_t));
  for (int f = 0; f < Q_FLAG_COUNT; f++) {
    if (!(doc->flags[f] = q_alloc(&doc->arena, (words + 1) * sizeof(uint64_t)))) return false;
    doc->flags[f][words] = 0;
  }
  for (uint32_t w = 0; w < words; w++) t->transpose(t->flags.items + (size_t)64 * w, doc->flags, w);
  return true;
}

bool q_tokens_run(quoth_doc *doc) {
  tokenizer t = {.doc = doc, .add_windows = add_windows_anywhere, .transpose = q_transpose};
#if defined __x86_64__
  if (q_has_avx2()) t.add_windows = add_windows_bmi2, t.transpose = q_transpose_avx2;
#endif
  enum { FEWEST_BYTES = 4 }; /* of text for a token, mostly */
  return reserve(&t, doc->length / FEWEST_BYTES) && (doc->blocks ? add_blocks(&t) : add_lines(&t)) &&
         make_bitmaps(&t);
}
