#include "html/jsonld.h"

#include <string.h>
#include <strings.h>
#include <yajl/yajl_parse.h>

enum { DEPTH_MOST = 64 };

typedef struct reading {
  q_arena *arena;
  q_json_values *values;
  const char *key; /* of the value to come */
  uint32_t open[DEPTH_MOST];
  uint32_t depth;
  bool out_of_memory;
} reading;

/* ---- yajl's events: 1 to go on, 0 to stop ---- */

static q_json_value *add(reading *in, q_json_kind kind) {
  q_json_value *value = q_push(in->arena, in->values);
  if (!value) return in->out_of_memory = true, NULL;
  *value = (q_json_value){.kind = kind, .key = in->key, .end = in->values->count};
  in->key = NULL;
  return value;
}

static int add_text(reading *in, q_json_kind kind, const char *text, size_t length) {
  q_json_value *value = add(in, kind);
  if (!value) return 0;
  value->text = q_copy(in->arena, text, length);
  value->length = (uint32_t)length;
  in->out_of_memory = !value->text;
  return value->text != NULL;
}

static int on_null(void *context) { return add(context, Q_JSON_NULL) != NULL; }

static int on_boolean(void *context, int truth) {
  q_json_value *value = add(context, Q_JSON_BOOLEAN);
  if (value) value->truth = truth != 0;
  return value != NULL;
}

static int on_number(void *context, const char *digits, size_t length) {
  return add_text(context, Q_JSON_NUMBER, digits, length);
}

static int on_string(void *context, const unsigned char *text, size_t length) {
  return add_text(context, Q_JSON_STRING, (const char *)text, length);
}

static int on_key(void *context, const unsigned char *text, size_t length) {
  reading *in = context;
  in->key = q_copy(in->arena, (const char *)text, length);
  in->out_of_memory = !in->key;
  return in->key != NULL;
}

static int open_value(reading *in, q_json_kind kind) {
  if (in->depth == DEPTH_MOST) return 0;
  in->open[in->depth++] = in->values->count;
  return add(in, kind) != NULL;
}

static int on_open_object(void *context) { return open_value(context, Q_JSON_OBJECT); }
static int on_open_list(void *context) { return open_value(context, Q_JSON_LIST); }

static int on_close(void *context) {
  reading *in = context;
  in->values->items[in->open[--in->depth]].end = in->values->count;
  return 1;
}

static const yajl_callbacks EVENTS = {.yajl_null = on_null,
                                      .yajl_boolean = on_boolean,
                                      .yajl_number = on_number,
                                      .yajl_string = on_string,
                                      .yajl_start_map = on_open_object,
                                      .yajl_map_key = on_key,
                                      .yajl_end_map = on_close,
                                      .yajl_start_array = on_open_list,
                                      .yajl_end_array = on_close};

/* ---- scripts ---- */

/* Where the value begins: behind "<!--", "//<![CDATA[" and the like. */
static const char *value_start(const char *text) {
  const char *brace = strchr(text, '{');
  if (!brace) return NULL;
  const char *before = brace;
  while (before > text && strchr(Q_HTML_SPACE, before[-1])) before--;
  bool is_list = before > text && before[-1] == '[' && (before < text + 6 || memcmp(before - 6, "CDATA[", 6));
  return is_list ? before - 1 : brace;
}

static bool read_script(reading *in, const q_node *node) {
  char *text = q_copy(in->arena, node->text, node->text_length);
  if (!text) return false;
  for (char *at = text; *at; at++)
    if ((unsigned char)*at < 0x20) *at = ' ';
  const char *start = value_start(text);
  if (!start) return true;
  uint32_t before = in->values->count;
  yajl_handle parser = yajl_alloc(&EVENTS, NULL, in);
  if (!parser) return false;
  yajl_config(parser, yajl_dont_validate_strings, 1);
  yajl_config(parser, yajl_allow_trailing_garbage, 1);
  in->depth = 0;
  in->key = NULL;
  bool good = yajl_parse(parser, (const unsigned char *)start, strlen(start)) == yajl_status_ok &&
              yajl_complete_parse(parser) == yajl_status_ok;
  yajl_free(parser);
  if (!good) in->values->count = before;
  return !in->out_of_memory;
}

static bool is_script(const q_node *node) {
  const char *type = node->name && !strcmp(node->name, "script") ? q_dom_attribute(node, "type") : NULL;
  return type && !strncasecmp(type, "application/ld+json", 19);
}

bool q_jsonld_read(q_arena *arena, const q_dom *dom, q_json_values *values) {
  reading in = {.arena = arena, .values = values};
  for (uint32_t i = 0; i + 1 < dom->count; i++)
    if (is_script(&dom->nodes[i]) && dom->nodes[i].end > i + 1 && !dom->nodes[i + 1].name)
      if (!read_script(&in, &dom->nodes[i + 1])) return false;
  return true;
}
