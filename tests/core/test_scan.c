/* All scanners cut alike: each set of masks, the rules that odd chunks go to, and the
 * plain scanner of these tests, on random texts of tricky pieces.
 *
 *   test_scan [TEXTS [SEED]]    how many texts; tests/slow/scan runs millions
 */
#include <stdlib.h>

#include "check.h"

#include "core/scan_masks.h"
#include "plain_scan.h"

static uint64_t state = 1;

static uint32_t random_below(uint32_t limit) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)((state >> 33) % limit);
}

static const char *const PIECES[] = {" ",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     "\n",
                                     "\t",
                                     "a",
                                     "s",
                                     "S",
                                     "d",
                                     "t",
                                     "n",
                                     "re",
                                     "ll",
                                     "the",
                                     "Roa",
                                     "USA",
                                     "I",
                                     "J",
                                     "0",
                                     "5",
                                     "42",
                                     "1970",
                                     "'",
                                     "'",
                                     "\"",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "%",
                                     "$",
                                     "$",
                                     ".",
                                     ".",
                                     ".",
                                     ",",
                                     ",",
                                     ":",
                                     ";",
                                     "!",
                                     "?",
                                     "-",
                                     "-",
                                     "_",
                                     "/",
                                     "@",
                                     "#",
                                     "&",
                                     "*",
                                     "=",
                                     "~",
                                     "+",
                                     "<",
                                     ">",
                                     "`",
                                     "\\",
                                     "{",
                                     "|",
                                     "^",
                                     "www.",
                                     "http://",
                                     "HTTPS://",
                                     "a@b",
                                     ".com",
                                     "n't",
                                     "'s",
                                     "D",
                                     ":)",
                                     "\xE2\x80\x99",
                                     "\xE2\x80\x99",
                                     "\xE2\x80\x9C",
                                     "\xE2\x80\x9D",
                                     "\xE2\x80\x98",
                                     "\xE2\x80\x93",
                                     "\xE2\x80\x94",
                                     "\xE2\x80\xA6",
                                     "\xC2\xA0",
                                     "\xC3\xA9",
                                     "\xCC\x81",
                                     "\xE2\x80\x83",
                                     "\xC2\xA3",
                                     "\xC2\xBA",
                                     "\xC2\x85",
                                     "\xC3\x97",
                                     "\xC5\xA1",
                                     "\xC3",
                                     "\xE2\x82\xAC",
                                     "\xE2\x80\xA2",
                                     "\xE2\x80\x90",
                                     "''",
                                     "\xE5\x8C\x97",
                                     "\xE3\x80\x82",
                                     "\xF0\x9F\x91\x8D",
                                     "\xF0\x9F\x8F\xBD",
                                     "\xEF\xB8\x8F",
                                     "\xE2\x80\x8D",
                                     "\xE2",
                                     "\x80",
                                     "\xFF",
                                     "\xE2\x80",
                                     "\x01",
                                     "\x7F",
                                     "e\xCC\x81"};

/* A text in exactly as many bytes as it has, so that a read beyond them is seen. */
static char *random_text(uint32_t *length) {
  char buffer[1024];
  uint32_t pieces = 1 + random_below(random_below(8) ? 40 : 300), used = 0;
  bool words = random_below(2); /* mostly what masks cut, or mostly odd */
  for (uint32_t i = 0; i < pieces && used < sizeof buffer - 16; i++) {
    uint32_t limit = words && random_below(10) ? 42 : sizeof PIECES / sizeof *PIECES;
    const char *piece = PIECES[random_below(limit)];
    memcpy(buffer + used, piece, strlen(piece));
    used += (uint32_t)strlen(piece);
  }
  if (!random_below(20)) buffer[random_below(used)] = 0;
  char *text = malloc(used);
  if (!text) abort();
  memcpy(text, buffer, used);
  *length = used;
  return text;
}

static q_spans spans_of(q_arena *arena, const q_cuts *cuts) {
  q_spans spans = {0};
  for (quoth_span span = {cuts->from, cuts->from}; q_cuts_next(cuts, span.end, &span);) {
    quoth_span *new = q_push(arena, &spans);
    if (CHECK(new)) *new = span;
  }
  return spans;
}

static void add_cut(const q_cuts *cuts, uint32_t start, uint32_t end) {
  cuts->starts[(start - cuts->from) / 64] |= UINT64_C(1) << (start - cuts->from) % 64;
  cuts->ends[(end - cuts->from) / 64] |= UINT64_C(1) << (end - cuts->from) % 64;
}

/* The rules alone, chunk by chunk. */
static bool scan_by_rules(q_arena *arena, const char *text, uint32_t from, uint32_t to, q_cuts *cuts) {
  q_spans spans = {0};
  for (uint32_t end; from < to; from = end) {
    while (from < to && q_is_blank(text[from])) from++;
    for (end = from; end < to && !q_is_blank(text[end]);) end++;
    if (from < end && !q_scan_chunk(arena, text, from, end, &spans)) return false;
  }
  for (uint32_t i = 0; i < spans.count; i++) add_cut(cuts, spans.items[i].start, spans.items[i].end);
  return true;
}

static const struct {
  const char *name;
  q_scanner *scan;
} SCANNERS[] = {{"rules", scan_by_rules},
                {"portable", q_scan_portable},
#if defined __x86_64__
                {"sse2", q_scan_sse2},
                {"avx2", q_scan_avx2},
#endif
                {"chosen", q_scan_cuts}};

static bool runs_here(q_scanner *scan) {
#if defined __x86_64__
  return scan != q_scan_avx2 || q_has_avx2();
#else
  return scan != NULL;
#endif
}

static void show(const char *name, const char *text, const quoth_span *spans, uint32_t count) {
  printf("  %-8s", name);
  for (uint32_t i = 0; i < count; i++)
    printf(" [%.*s]", (int)(spans[i].end - spans[i].start), text + spans[i].start);
  printf("\n");
}

static bool agree(const char *text, uint32_t length, uint32_t from) {
  static quoth_span wanted[PLAIN_MOST];
  uint32_t count = plain_scan(text + from, length - from, wanted);
  for (uint32_t i = 0; i < count; i++) wanted[i].start += from, wanted[i].end += from;
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  bool all = true;
  for (size_t k = 0; k < sizeof SCANNERS / sizeof *SCANNERS; k++) {
    if (!runs_here(SCANNERS[k].scan)) continue;
    q_cuts cuts = {0};
    CHECK(q_cuts_clear(&arena, &cuts, from & ~31U, length)); /* not all begin where the cuts do */
    CHECK(SCANNERS[k].scan(&arena, text, from, length, &cuts));
    q_spans spans = spans_of(&arena, &cuts);
    bool same = spans.count == count && (!count || !memcmp(spans.items, wanted, count * sizeof *wanted));
    if (CHECK(same)) continue;
    show("plain", text, wanted, count);
    show(SCANNERS[k].name, text, spans.items, spans.count);
    all = false;
  }
  q_arena_free(&arena);
  return all;
}

static void random_texts(uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t length;
    char *text = random_text(&length);
    bool good = agree(text, length, 0);
    uint32_t blank = random_below(length);
    if (q_is_blank(text[blank])) good &= agree(text, length, blank); /* any place behind a blank */
    free(text);
    if (!good) return;
  }
}

/* Every pair of pieces at every place of a block, between words. */
static void every_place_of_a_block(void) {
  enum { COUNT = sizeof PIECES / sizeof *PIECES };
  for (uint32_t place = 52; place < 68; place++)
    for (uint32_t pair = 0; pair < COUNT * COUNT; pair++) {
      char text[160];
      memset(text, 'x', place);
      text[place / 2] = ' ';
      if (pair % 3) text[place - 1] = ' ';
      int length = (int)place + snprintf(text + place, sizeof text - place, "%s%s%s", PIECES[pair / COUNT],
                                         PIECES[pair % COUNT], pair % 2 ? "s it" : " 5");
      if (!agree(text, (uint32_t)length, 0)) return;
    }
}

int main(int count, char **arguments) {
  uint32_t texts = count > 1 ? (uint32_t)strtoul(arguments[1], NULL, 10) : 20000;
  if (count > 2) state = strtoull(arguments[2], NULL, 10);
  check_case = "random_texts";
  random_texts(texts);
  CASE(every_place_of_a_block);
  return check_done();
}
