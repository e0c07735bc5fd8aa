#include "cli/record.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_gen.h>
#include <yajl/yajl_parse.h>

#include "cli/unescape.h"

/* Names of the fields, in the order of q_field. */
static const char *const FIELDS[Q_FIELD_COUNT] = {"text",   "html", "url",  "title",
                                                  "byline", "date", "site", "id"};

/* Members that the output has of its own; the input's are not carried through. */
static const char *const OWN[] = {"quoth",    "offsets", "meta", "entities", "quotes",
                                  "warnings", "text",    "html", "id"};

typedef struct reading {
  q_record *record;
  yajl_gen carried; /* an object of the members that are carried through */
  yajl_gen id;      /* the id, as JSON */
  int depth;
  int field;  /* of the member under way, or -1 */
  bool carry; /* the member under way is carried through */
  bool taken; /* the string that the parser reads next was taken from the line already */
  bool is_object;
  const char *wrong; /* the message of the first error found here */
} reading;

static bool is_name(const char *name, const unsigned char *key, size_t length) {
  return strlen(name) == length && !memcmp(name, key, length);
}

/* Where the value under way is written to, if anywhere. */
static yajl_gen target(const reading *in) {
  if (in->field == Q_FIELD_ID) return in->id;
  return in->carry ? in->carried : NULL;
}

/* Replaces the bytes of a buffer; a NUL stands behind them. */
static bool set(q_buffer *into, const char *bytes, size_t length) {
  into->length = 0;
  if (!q_buffer_add(into, bytes, length) || !q_buffer_add(into, "", 1)) return false;
  into->length = length;
  return true;
}

static int refuse(reading *in, const char *message) {
  in->wrong = message;
  return 0;
}

/* A value that is no string where a field needs one. Null counts as absent. */
static int wrong_kind(reading *in) {
  if (in->depth == 0) return refuse(in, "the line is no JSON object");
  if (in->depth == 1 && (in->field == Q_FIELD_TEXT || in->field == Q_FIELD_HTML))
    return refuse(in, in->field == Q_FIELD_TEXT ? "\"text\" is no string" : "\"html\" is no string");
  return 1;
}

/* ---- yajl's events ---- */

static int on_null(void *context) {
  reading *in = context;
  if (in->depth == 0) return wrong_kind(in);
  yajl_gen out = target(in);
  return !out || yajl_gen_null(out) == yajl_gen_status_ok;
}

static int on_boolean(void *context, int value) {
  reading *in = context;
  yajl_gen out = target(in);
  return wrong_kind(in) && (!out || yajl_gen_bool(out, value) == yajl_gen_status_ok);
}

static int on_number(void *context, const char *digits, size_t length) {
  reading *in = context;
  yajl_gen out = target(in);
  return wrong_kind(in) && (!out || yajl_gen_number(out, digits, length) == yajl_gen_status_ok);
}

static int on_string(void *context, const unsigned char *bytes, size_t length) {
  reading *in = context;
  if (in->depth == 0) return wrong_kind(in);
  if (in->depth == 1 && in->field >= 0 && in->field != Q_FIELD_ID) {
    q_buffer *field = &in->record->fields[in->field];
    if (!in->taken && !set(field, (const char *)bytes, length)) return refuse(in, "out of memory");
    in->record->has[in->field] = true;
    in->taken = false;
  }
  yajl_gen out = target(in);
  return !out || yajl_gen_string(out, bytes, length) == yajl_gen_status_ok;
}

static void begin_member(reading *in, const unsigned char *key, size_t length) {
  in->field = -1;
  in->carry = true;
  for (int i = 0; i < Q_FIELD_COUNT; i++)
    if (is_name(FIELDS[i], key, length)) in->field = i;
  for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
    if (is_name(OWN[i], key, length)) in->carry = false;
  if (in->field == Q_FIELD_ID) yajl_gen_reset(in->id, NULL), yajl_gen_clear(in->id);
}

static int on_key(void *context, const unsigned char *key, size_t length) {
  reading *in = context;
  if (in->depth == 1) begin_member(in, key, length);
  yajl_gen out = in->depth == 1 && in->field == Q_FIELD_ID ? NULL : target(in);
  return !out || yajl_gen_string(out, key, length) == yajl_gen_status_ok;
}

static int on_open_map(void *context) {
  reading *in = context;
  if (in->depth == 0) in->is_object = true;
  else if (!wrong_kind(in)) return 0;
  yajl_gen out = in->depth == 0 ? in->carried : target(in);
  in->depth++;
  return !out || yajl_gen_map_open(out) == yajl_gen_status_ok;
}

static int on_close_map(void *context) {
  reading *in = context;
  in->depth--;
  yajl_gen out = in->depth == 0 ? in->carried : target(in);
  return !out || yajl_gen_map_close(out) == yajl_gen_status_ok;
}

static int on_open_array(void *context) {
  reading *in = context;
  if (!wrong_kind(in)) return 0;
  yajl_gen out = target(in);
  in->depth++;
  return !out || yajl_gen_array_open(out) == yajl_gen_status_ok;
}

static int on_close_array(void *context) {
  reading *in = context;
  in->depth--;
  yajl_gen out = target(in);
  return !out || yajl_gen_array_close(out) == yajl_gen_status_ok;
}

static const yajl_callbacks EVENTS = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_open_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close_map,
    .yajl_start_array = on_open_array,
    .yajl_end_array = on_close_array,
};

/* ---- reading ---- */

static bool fail(q_record *record, const char *message) {
  snprintf(record->message, sizeof record->message, "%s", message);
  return false;
}

/* The parser's own words, without the picture of the line that it draws. */
static bool fail_as_parser(q_record *record, yajl_handle parser) {
  unsigned char *text = yajl_get_error(parser, 0, NULL, 0);
  if (!text) return fail(record, "out of memory");
  fail(record, (const char *)text);
  yajl_free_error(parser, text);
  char *end = strchr(record->message, '\n');
  if (end) *end = 0;
  return false;
}

/* Copies what a generator wrote, less `cut` bytes at either end, with a NUL. */
static bool take(q_buffer *into, yajl_gen from, size_t cut) {
  const unsigned char *bytes = NULL;
  size_t length = 0;
  if (yajl_gen_get_buf(from, &bytes, &length) != yajl_gen_status_ok || length < 2 * cut)
    length = 2 * cut, bytes = (const unsigned char *)"{}";
  return set(into, (const char *)bytes + cut, length - 2 * cut);
}

/* ---- long strings ----
 *
 * Most of a line is the one string of its article. The parser is given the line without it, so
 * that it is read once, many bytes at a time: `""` stands in its place. */

static const char *skip_blank(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) at++;
  return at;
}

/* What may be the name "text" or "html" with a string behind it: the mark that opens the string, and
 * *field says of which. NULL from `at` on if there is none. Only the parser knows if it is one. */
static const char *find_article(const char *at, const char *end, q_field *field) {
  enum { SIZE = 6 }; /* of either name, with its marks */
  for (; at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++) {
    bool text = end - at > SIZE && !memcmp(at, "\"text\"", SIZE);
    if (!text && (end - at <= SIZE || memcmp(at, "\"html\"", SIZE) != 0)) continue;
    const char *colon = skip_blank(at + SIZE, end), *mark = skip_blank(colon + 1, end);
    *field = text ? Q_FIELD_TEXT : Q_FIELD_HTML;
    if (colon < end && *colon == ':' && mark < end && *mark == '"') return mark;
  }
  return NULL;
}

static yajl_status give(yajl_handle parser, const char *from, const char *to) {
  return yajl_parse(parser, (const unsigned char *)from, (size_t)(to - from));
}

/* Gives the parser a line. Where a string cannot be taken from it, it is the parser's: to read it, or
 * to say what is wrong. */
static yajl_status read_all(reading *in, yajl_handle parser, const char *line, const char *end) {
  static const char EMPTY[] = "\"\"";
  yajl_status status = yajl_status_ok;
  q_field field;
  for (const char *mark = line; (mark = find_article(mark, end, &field)) != NULL;) {
    if ((status = give(parser, line, mark)) != yajl_status_ok) return status;
    line = mark++;
    if (in->field != (int)field) continue; /* the name is a string, or of what lies in another member */
    const char *behind = q_unescape(&in->record->fields[field], mark, end);
    if (!behind) continue;
    in->taken = true;
    if ((status = give(parser, EMPTY, EMPTY + 2)) != yajl_status_ok) return status;
    line = mark = behind;
  }
  return give(parser, line, end);
}

static bool parse(reading *in, const char *line, size_t length) {
  yajl_handle parser = yajl_alloc(&EVENTS, NULL, in);
  if (!parser) return fail(in->record, "out of memory");
  yajl_config(parser, yajl_dont_validate_strings, 1); /* ill-formed bytes are the core's to read */
  yajl_status status = read_all(in, parser, line, line + length);
  if (status == yajl_status_ok) status = yajl_complete_parse(parser);
  bool good = status == yajl_status_ok ||
              (in->wrong ? fail(in->record, in->wrong) : fail_as_parser(in->record, parser));
  yajl_free(parser);
  return good;
}

bool q_record_read(q_record *record, const char *line, size_t length) {
  reading in = {.record = record, .field = -1, .carried = yajl_gen_alloc(NULL), .id = yajl_gen_alloc(NULL)};
  memset(record->has, 0, sizeof record->has);
  bool good = in.carried && in.id ? parse(&in, line, length) : fail(record, "out of memory");
  if (good && !in.is_object) good = fail(record, "the line is no JSON object");
  if (good && (!take(&record->members, in.carried, 1) || !take(&record->fields[Q_FIELD_ID], in.id, 0)))
    good = fail(record, "out of memory");
  record->has[Q_FIELD_ID] = good && record->fields[Q_FIELD_ID].length > 0;
  if (in.carried) yajl_gen_free(in.carried);
  if (in.id) yajl_gen_free(in.id);
  return good;
}

void q_record_free(q_record *record) {
  for (int i = 0; i < Q_FIELD_COUNT; i++) q_buffer_free(&record->fields[i]);
  q_buffer_free(&record->members);
}
