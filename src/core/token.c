#include "core/token.h"

#include <string.h>
#if defined __SSE2__
#include <emmintrin.h>
#endif

#include "core/doc.h"
#include "core/utf8.h"

/* ---- forms: spans put together or cut ---- */

typedef struct q_shaping {
  const q_forms *forms;
  const char *text;
  const q_spans *spans;
} q_shaping;

static bool is_text(const q_shaping *s, uint32_t i, const char *bytes) {
  quoth_span span = s->spans->items[i];
  size_t length = strlen(bytes);
  return span.end - span.start == length && !memcmp(s->text + span.start, bytes, length);
}

/* Is there a span i, and right behind the one before it? */
static bool touches(const q_shaping *s, uint32_t i) {
  return i < s->spans->count && s->spans->items[i].start == s->spans->items[i - 1].end;
}

/* Is there a span i in the same line as the one before it? */
static bool same_line(const q_shaping *s, uint32_t i) {
  if (!i || i >= s->spans->count) return false;
  quoth_span before = s->spans->items[i - 1], span = s->spans->items[i];
  return !memchr(s->text + before.end, '\n', span.start - before.end);
}

static q_form form_of(const q_shaping *s, uint32_t i) {
  quoth_span span = s->spans->items[i];
  return s->forms->of(s->forms->context, s->text + span.start, span.end - span.start);
}

static char first_byte(const q_shaping *s, uint32_t i) { return s->text[s->spans->items[i].start]; }

static bool is_upper_at(const q_shaping *s, uint32_t i) {
  quoth_span span = s->spans->items[i];
  uint32_t size;
  return q_is_upper(q_decode(s->text + span.start, s->text + span.end, &size));
}

/* Does the full stop at span `stop` belong to the word in front of it? */
static bool keeps_stop(const q_shaping *s, q_form form, uint32_t word, uint32_t stop) {
  if (!form.stop || !touches(s, stop) || !is_text(s, stop, ".")) return false;
  uint32_t next = stop + 1;
  bool more = same_line(s, next);
  switch ((q_stop)form.stop) {
    case Q_STOP_NUMBER: return more && (unsigned char)(first_byte(s, next) - '0') < 10;
    case Q_STOP_ITEM: return more && !touches(s, next) && !same_line(s, word);
    case Q_STOP_INITIAL:
      return more && (is_text(s, next, ",") || (is_upper_at(s, next) && !form_of(s, next).function));
    default: return true;
  }
}

q_pieces q_shape_token(const q_forms *forms, const char *text, const q_spans *spans, uint32_t i) {
  q_shaping s = {forms, text, spans};
  q_pieces pieces = {{spans->items[i]}, 1, 1};
  q_form form = form_of(&s, i);
  if (form.cut) {
    pieces.parts[1] = pieces.parts[0];
    pieces.parts[0].end = pieces.parts[1].start = pieces.parts[0].start + form.cut;
    pieces.count = 2;
    return pieces;
  }
  uint32_t last = i;
  if (form.apostrophe) {
    if (touches(&s, i + 1) && (!i || !touches(&s, i)) && form_of(&s, i + 1).elided) last++;
  } else {
    while (form.prefix && touches(&s, last + 1) && is_text(&s, last + 1, "-") && touches(&s, last + 2) &&
           form_of(&s, last + 2).word)
      form = form_of(&s, last += 2);
    if (keeps_stop(&s, form, last, last + 1)) last++;
  }
  pieces.parts[0].end = spans->items[last].end;
  pieces.used = last + 1 - i;
  return pieces;
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

/* What the stage makes. */
typedef struct tokenizer {
  quoth_doc *doc;
  q_spans spans;         /* scanned, not shaped yet */
  Q_LIST(uint8_t) flags; /* of each token, to become bitmaps */
} tokenizer;

static const q_word_slot *find_word(quoth_doc *doc, quoth_span span) {
  const char *bytes = doc->text + span.start;
  uint32_t length = span.end - span.start;
  return q_words_slot(&doc->words, bytes, length, q_word_key(bytes, length));
}

/* There is room. */
static void add_token(tokenizer *t, quoth_span span, const q_word_slot *slot) {
  t->flags.items[t->flags.count++] = (uint8_t)slot->flags;
  t->doc->tokens.items[t->doc->tokens.count++] = (q_token){span.start, span.end, slot->word};
}

static bool reserve(tokenizer *t, uint32_t more) {
  return q_list_reserve(&t->doc->arena, &t->doc->tokens, sizeof(q_token), more) &&
         q_list_reserve(&t->doc->arena, &t->flags, sizeof(uint8_t), more);
}

/* May a span be no token by itself, or more than one? The next begins at byte `next`. */
static inline bool is_shaped(const char *text, uint32_t flags, uint32_t end, uint32_t next) {
  const uint32_t CUT = 1U << Q_FLAG_CUT, JOINS = 1U << Q_FLAG_JOINS;
  return flags & CUT || (flags & JOINS && next == end && (text[end] == '.' || text[end] == '-'));
}

/* Adds the tokens of spans i, i + 1 … stop - 1 while they are words that the table knows
 * and no form shapes; gives the first span that is not. There is room, and 16 bytes of text at
 * each span. Most tokens pass here only, so it counts what it does: all is in local
 * variables, as a byte written to the flags might else be any of it. */
static __attribute__((noinline)) uint32_t add_plain(tokenizer *t, uint32_t i, uint32_t stop) {
  const uint32_t PLAIN = (1U << Q_FLAG_COUNT) - 1;
  quoth_doc *doc = t->doc;
  const q_word_slot *slots = doc->words.slots;
  const quoth_span *span = t->spans.items + i, *last = t->spans.items + stop;
  const char *text = doc->text;
  uint32_t shift = doc->words.slot_shift;
  q_token *token = doc->tokens.items + doc->tokens.count;
  uint8_t *flags = t->flags.items + t->flags.count;
  for (; span < last; span++) {
    uint32_t start = span->start, end = span->end, length = end - start;
    if (length > 16) break;
    uint64_t key = q_word_key_short(text + start, length);
    const q_word_slot *slot = q_word_home(slots, key, shift);
    if (__builtin_expect(slot->key != key, false)) slot = q_words_probe(&doc->words, key);
    uint32_t bits = slot->flags; /* all of them where the word is new */
    if (bits > PLAIN && is_shaped(text, bits, end, span[1].start)) break;
    token->start = start, token->end = end, token->word = slot->word;
    token++, *flags++ = (uint8_t)bits;
  }
  doc->tokens.count = t->flags.count = (uint32_t)(token - doc->tokens.items);
  return (uint32_t)(span - t->spans.items);
}

/* Adds the tokens of span i, as its form shapes it; gives the next span not used, or 0
 * when memory ran out. */
static uint32_t add_shaped(tokenizer *t, uint32_t i) {
  q_forms forms = {form_in_table, &t->doc->words};
  q_pieces pieces = q_shape_token(&forms, t->doc->text, &t->spans, i);
  if (!reserve(t, t->spans.count - i + pieces.count)) return 0;
  for (uint32_t k = 0; k < pieces.count; k++) {
    const q_word_slot *slot = find_word(t->doc, pieces.parts[k]);
    if (!slot) return 0;
    add_token(t, pieces.parts[k], slot);
  }
  return i + pieces.used;
}

/* Adds the token of span i, alone or with others; gives the next, or 0. */
static uint32_t add_other(tokenizer *t, uint32_t i) {
  quoth_span span = t->spans.items[i];
  const q_word_slot *slot = find_word(t->doc, span);
  if (!slot) return 0;
  if (is_shaped(t->doc->text, slot->flags, span.end, t->spans.items[i + 1].start)) return add_shaped(t, i);
  add_token(t, span, slot);
  return i + 1;
}

/* Shapes the spans into tokens. */
static bool add_tokens(tokenizer *t) {
  quoth_span *none = q_push(&t->doc->arena, &t->spans); /* behind the last */
  if (!none || !reserve(t, --t->spans.count)) return false;
  none->start = UINT32_MAX;
  uint32_t stop = t->spans.count; /* behind the spans at which 16 bytes can be read */
  while (stop && t->doc->length - t->spans.items[stop - 1].start < 16) stop--;
  for (uint32_t i = 0; i < t->spans.count;) {
    i = add_plain(t, i, stop);
    if (i < t->spans.count && !(i = add_other(t, i))) return false;
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
static bool scan_kept(quoth_doc *doc, quoth_span span, q_spans *spans) {
  for (uint32_t i = dropped_after(doc, span.start); i < doc->dropped.count; i++) {
    quoth_span dropped = doc->dropped.items[i];
    if (dropped.start >= span.end) break;
    if (!q_scan(&doc->arena, doc->text, span.start, dropped.start, spans)) return false;
    span.start = dropped.end;
  }
  return q_scan(&doc->arena, doc->text, span.start, span.end, spans);
}

/* Makes the tokens of a part of the text. */
static bool tokenize(tokenizer *t, quoth_span part) {
  t->spans.count = 0;
  return scan_kept(t->doc, part, &t->spans) && add_tokens(t);
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

/* The flags of 64 tokens, a byte each, as word w of the bitmaps. */
static void transpose(const uint8_t *bytes, q_bits *bitmaps, uint32_t w) {
#if defined __SSE2__
  __m128i x[4];
  memcpy(x, bytes, sizeof x);
  for (int f = 7; f >= 0; f--) { /* the topmost bit of each byte, then the next */
    uint64_t bits = 0;
    for (int k = 0; k < 4; k++) {
      bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(x[k]) << 16 * k;
      x[k] = _mm_add_epi8(x[k], x[k]);
    }
    if (f < Q_FLAG_COUNT) bitmaps[f][w] = bits;
  }
#else
  for (int f = 0; f < Q_FLAG_COUNT; f++) {
    bitmaps[f][w] = 0;
    for (int i = 0; i < 64; i++) bitmaps[f][w] |= (uint64_t)(bytes[i] >> f & 1) << i;
  }
#endif
}

/* Bitmaps of the flags, with a clear word behind. */
static bool make_bitmaps(tokenizer *t) {
  quoth_doc *doc = t->doc;
  uint32_t count = doc->tokens.count, words = count / 64 + 1;
  if (!q_list_reserve(&doc->arena, &t->flags, sizeof(uint8_t), 64)) return false;
  memset(t->flags.items + count, 0, 64);
  for (int f = 0; f < Q_FLAG_COUNT; f++) {
    if (!(doc->flags[f] = q_alloc(&doc->arena, (words + 1) * sizeof(uint64_t)))) return false;
    doc->flags[f][words] = 0;
  }
  for (uint32_t w = 0; w < words; w++) transpose(t->flags.items + (size_t)64 * w, doc->flags, w);
  return true;
}

bool q_tokens_run(quoth_doc *doc) {
  tokenizer t = {.doc = doc};
  enum { FEWEST_BYTES = 4 }; /* of text for a token, mostly */
  return reserve(&t, doc->length / FEWEST_BYTES) && (doc->blocks ? add_blocks(&t) : add_lines(&t)) &&
         make_bitmaps(&t);
}
