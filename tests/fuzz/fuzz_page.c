/* Any bytes as a page, whose first line is a selector: it is read or refused, and what is
 * read maps back into the page, in order. */
#include "fuzz.h"
#include "html/jsonld.h"
#include "html/selector.h"
#include "html/text.h"

static void select_in(q_dom *dom, const char *selector, size_t length) {
  quoth_error error = {0};
  q_found found = {0};
  q_selector *read = q_selector_read(&dom->arena, selector, length, &error);
  MUST(read || (error.code == QUOTH_ERROR_SYNTAX && error.message[0] && error.position <= length));
  if (!read) return;
  MUST(q_select(dom, read, 0, &dom->arena, &found));
  for (uint32_t i = 0; i < found.count; i++) {
    MUST(found.items[i] < dom->count && dom->nodes[found.items[i]].name);
    MUST(i == 0 || found.items[i] > found.items[i - 1]);
    dom->nodes[found.items[i]].is_left_out = true;
  }
}

static void check_text(const q_dom *dom, size_t size) {
  q_page_text blocks = {.arena = (q_arena *)(uintptr_t)&dom->arena}, text = blocks;
  MUST(q_text_blocks(&blocks, dom));
  for (uint32_t i = 0; i < blocks.blocks.count; i++) MUST(q_text_add_block(&text, &blocks, i));
  MUST(text.map.length == text.bytes.count);
  for (uint32_t i = 0; i < text.blocks.count; i++) {
    quoth_span place = q_map_source(&text.map, text.blocks.items[i].span);
    quoth_span page = q_map_source(&dom->page.map, place);
    MUST(place.end <= dom->page.length && page.end <= size);
    MUST(text.blocks.items[i].linked <= text.blocks.items[i].span.end - text.blocks.items[i].span.start);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *bytes = (const char *)data, *line = size ? memchr(bytes, '\n', size) : NULL;
  size_t head = line ? (size_t)(line - bytes) : 0;
  quoth_error error = {0};
  q_dom dom = {0};
  q_json_values values = {0};
  q_arena_init(&dom.arena, q_default_allocator());
  quoth_status status = q_dom_read(&dom, bytes + head, size - head, NULL, &error);
  MUST(!status || (error.code == status && error.message[0]));
  if (!status) {
    select_in(&dom, bytes, head);
    check_text(&dom, size - head);
    MUST(q_jsonld_read(&dom.arena, &dom, &values));
  }
  q_arena_free(&dom.arena);
  return 0;
}
