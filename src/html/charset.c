#include "html/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "core/utf8.h"

enum {
  LOOK_AT = 4096, /* bytes of the page in which a declaration is looked for */
  LABEL_MOST = 40
};

/* Labels that mean another encoding on the web than their name says. Others are
 * iconv's own names. */
static const char *const WEB_NAMES[][2] = {{"iso-8859-1", "WINDOWS-1252"},
                                           {"latin1", "WINDOWS-1252"},
                                           {"l1", "WINDOWS-1252"},
                                           {"ascii", "WINDOWS-1252"},
                                           {"us-ascii", "WINDOWS-1252"},
                                           {"iso8859-1", "WINDOWS-1252"},
                                           {"iso-8859-9", "WINDOWS-1254"},
                                           {"iso-8859-11", "WINDOWS-874"},
                                           {"tis-620", "WINDOWS-874"},
                                           {"gb2312", "GB18030"},
                                           {"gb_2312-80", "GB18030"},
                                           {"gbk", "GB18030"},
                                           {"shift_jis", "CP932"},
                                           {"shift-jis", "CP932"},
                                           {"x-sjis", "CP932"},
                                           {"sjis", "CP932"},
                                           {"euc-kr", "CP949"},
                                           {"ks_c_5601-1987", "CP949"},
                                           {"big5", "BIG5-HKSCS"},
                                           {"x-x-big5", "BIG5-HKSCS"},
                                           {"utf8", "UTF-8"},
                                           {"utf-16", "UTF-8"},
                                           {"utf-16le", "UTF-8"},
                                           {"utf-16be", "UTF-8"},
                                           {"unicode", "UTF-8"},
                                           {"x-mac-roman", "MACINTOSH"},
                                           {"dos-874", "WINDOWS-874"}};

/* ---- which one ---- */

static bool set(q_decoded *out, const char *name) {
  memcpy(out->charset, name, strlen(name) + 1);
  return true;
}

/* Takes the encoding of a label, if iconv knows it. A page that declares UTF-16 in ASCII
 * letters is no UTF-16. */
static bool take_label(q_decoded *out, const char *label, size_t length) {
  char name[LABEL_MOST + 1];
  while (length && (*label == ' ' || *label == '\t')) label++, length--;
  while (length && (label[length - 1] == ' ' || label[length - 1] == '\t')) length--;
  if (!length || length > LABEL_MOST || memchr(label, '/', length)) return false;
  memcpy(name, label, length);
  name[length] = 0;
  for (size_t i = 0; i < sizeof WEB_NAMES / sizeof *WEB_NAMES; i++)
    if (!strcasecmp(name, WEB_NAMES[i][0])) return set(out, WEB_NAMES[i][1]);
  iconv_t converter = iconv_open("UTF-32LE", name);
  if (converter == (iconv_t)-1) return false;
  iconv_close(converter);
  return set(out, name);
}

/* The first place of a word, in any case, between two places; or NULL. */
static const char *find(const char *at, const char *end, const char *word) {
  size_t length = strlen(word);
  for (; at + length <= end; at++)
    if (!strncasecmp(at, word, length)) return at;
  return NULL;
}

/* Takes the encoding declared behind a name such as "charset" in a tag. */
static bool take_declared(q_decoded *out, const char *tag, const char *end, const char *name) {
  const char *at = find(tag, end, name);
  if (!at) return false;
  at += strlen(name);
  while (at < end && strchr(" \t\r\n=", *at)) at++;
  if (at < end && (*at == '"' || *at == '\'')) at++;
  const char *stop = at;
  while (stop < end && !strchr("\"'; \t\r\n>?", *stop)) stop++;
  return take_label(out, at, (size_t)(stop - at));
}

static bool take_declaration(q_decoded *out, const char *page, uint32_t length) {
  const char *end = page + (length < LOOK_AT ? length : LOOK_AT);
  if (length > 5 && !memcmp(page, "<?xml", 5)) {
    const char *stop = memchr(page, '>', (size_t)(end - page));
    if (stop && take_declared(out, page, stop, "encoding")) return true;
  }
  for (const char *at = page; (at = find(at, end, "<meta")) != NULL; at += 5) {
    const char *stop = memchr(at, '>', (size_t)(end - at));
    if (stop && take_declared(out, at, stop, "charset")) return true;
  }
  return false;
}

/* Takes what a byte order mark tells; its length, or 0. */
static uint32_t take_order_mark(q_decoded *out, const char *page, uint32_t length) {
  if (length >= 3 && !memcmp(page, "\xEF\xBB\xBF", 3)) return set(out, "UTF-8"), 3;
  if (length >= 2 && !memcmp(page, "\xFF\xFE", 2)) return set(out, "UTF-16LE"), 2;
  if (length >= 2 && !memcmp(page, "\xFE\xFF", 2)) return set(out, "UTF-16BE"), 2;
  return 0;
}

/* ---- decoding ---- */

typedef struct output {
  q_arena *arena;
  q_decoded *decoded;
  Q_LIST(char) bytes;
} output;

static bool add(output *out, const char *bytes, uint32_t length, uint32_t start, uint32_t end) {
  if (!q_list_reserve(out->arena, &out->bytes, 1, length)) return false;
  memcpy(out->bytes.items + out->bytes.count, bytes, length);
  out->bytes.count += length;
  return q_map_add(out->arena, &out->decoded->map, length, (quoth_span){start, end});
}

static bool add_code_point(output *out, uint32_t code_point, uint32_t start, uint32_t end) {
  char bytes[4];
  return add(out, bytes, q_encode(code_point, bytes), start, end);
}

/* Ill-formed UTF-8: each ill-formed part becomes U+FFFD. */
static bool repair(output *out, const char *page, uint32_t at, uint32_t length) {
  while (at < length) {
    uint32_t size, c = q_decode(page + at, page + length, &size);
    if (!add_code_point(out, c, at, at + size)) return false;
    at += size;
  }
  return true;
}

/* One character by iconv, at most two code points; 0 bytes taken where it is wrong. */
static uint32_t convert(iconv_t converter, const char *at, uint32_t left, uint32_t *points, uint32_t *count) {
  char *in = (char *)(uintptr_t)at;
  for (size_t room = 4; room <= 8; room += 4) {
    size_t in_left = left, out_left = room;
    char *to = (char *)points;
    size_t done = iconv(converter, &in, &in_left, &to, &out_left);
    *count = (uint32_t)((room - out_left) / 4);
    if (in_left < left && *count) return left - (uint32_t)in_left;
    if (done != (size_t)-1 || errno != E2BIG) return 0;
  }
  return 0;
}

static bool transcode(output *out, iconv_t converter, const char *page, uint32_t at, uint32_t length) {
  bool ascii = strncmp(out->decoded->charset, "UTF-16", 6) && strncmp(out->decoded->charset, "ISO-2022", 8);
  while (at < length) {
    uint32_t run = at, points[2], count;
    while (ascii && run < length && (unsigned char)page[run] < 0x80) run++;
    if (run > at && !add(out, page + at, run - at, at, run)) return false;
    if ((at = run) == length) break;
    uint32_t taken = convert(converter, page + at, length - at, points, &count);
    if (!taken) taken = count = 1, points[0] = 0xFFFD;
    for (uint32_t i = 0; i < count; i++)
      if (!add_code_point(out, points[i], at, at + taken)) return false;
    at += taken;
  }
  return true;
}

bool q_decode_page(q_arena *arena, const char *page, uint32_t length, const char *label, q_decoded *out) {
  *out = (q_decoded){0};
  uint32_t mark = take_order_mark(out, page, length);
  bool valid = q_utf8_valid(page, length);
  out->has_mark = mark > 0;
  if (!mark && !(label && take_label(out, label, strlen(label))) && !take_declaration(out, page, length))
    set(out, valid ? "UTF-8" : "WINDOWS-1252");
  bool utf8 = !strcasecmp(out->charset, "UTF-8");
  if (utf8 && valid) {
    out->bytes = page + mark;
    out->length = length - mark;
    return q_map_add(arena, &out->map, out->length, (quoth_span){mark, length});
  }
  output to = {.arena = arena, .decoded = out};
  iconv_t converter = utf8 ? (iconv_t)-1 : iconv_open("UTF-32LE", out->charset);
  if (!utf8 && converter == (iconv_t)-1) return false;
  bool good = utf8 ? repair(&to, page, mark, length) : transcode(&to, converter, page, mark, length);
  if (!utf8) iconv_close(converter);
  out->bytes = to.bytes.items;
  out->length = to.bytes.count;
  return good;
}
