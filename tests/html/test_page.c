/* Every allocation fails once, in turn, while a page is read: no crash, no leak, and what
 * is read is either whole or refused. */
#include "check.h"
#include "html/jsonld.h"
#include "html/selector.h"
#include "html/text.h"
#include "memory.h"

static const char PAGE[] =
    "<!doctype html><meta charset=windows-1252><title>T</title>"
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"n\":[1,true,null,\"x\"]}</script>"
    "<div class='a b' id=c><p>\x93We tried,\x94 &mdash; she&nbsp;said.<br><br>And <b>so<p>on</b> it "
    "&amp;#8217;s"
    "<my-ad>no</my-ad><ul><li>one<li>two</ul></div>";

/* Reads all there is in the page; how many bytes of text it has. */
static quoth_status read_page(const quoth_allocator *allocator, uint32_t *length, quoth_error *error) {
  q_dom dom = {0};
  q_arena_init(&dom.arena, *allocator);
  q_page_text blocks = {.arena = &dom.arena}, text = {.arena = &dom.arena};
  q_found found = {0};
  q_json_values values = {0};
  quoth_status status = q_dom_read(&dom, PAGE, sizeof PAGE - 1, NULL, error);
  if (!status) {
    static const char SELECTOR[] = "div.a > p:not(.x), [id=c] li, my-ad";
    q_selector *selector = q_selector_read(&dom.arena, SELECTOR, sizeof SELECTOR - 1, error);
    bool good = selector && q_select(&dom, selector, 0, &dom.arena, &found) && q_text_blocks(&blocks, &dom) &&
                q_jsonld_read(&dom.arena, &dom, &values);
    for (uint32_t i = 0; good && i < blocks.blocks.count; i++) good = q_text_add_block(&text, &blocks, i);
    status = good ? QUOTH_OK : QUOTH_ERROR_MEMORY;
  }
  *length = text.bytes.count;
  q_arena_free(&dom.arena);
  return status;
}

static bool fails_well(size_t n, bool onwards, uint32_t whole) {
  memory state = {.fail_at = n, .fail_onwards = onwards};
  quoth_allocator allocator = memory_allocator(&state);
  quoth_error error;
  uint32_t length;
  quoth_status status = read_page(&allocator, &length, &error);
  CHECK_INT(state.live, 0);
  CHECK_INT(state.misuses, 0);
  if (state.failures) CHECK_INT(status, QUOTH_ERROR_MEMORY);
  else CHECK(status == QUOTH_OK && length == whole);
  return state.failures > 0;
}

static void each_allocation_may_fail(void) {
  memory state = {0};
  quoth_allocator allocator = memory_allocator(&state);
  quoth_error error;
  uint32_t whole;
  CHECK_INT(read_page(&allocator, &whole, &error), QUOTH_OK);
  size_t n = 1;
  while (fails_well(n, false, whole)) n++;
  for (size_t m = 1; fails_well(m, true, whole);) m++;
  CHECK(n > 100);
}

int main(void) {
  CASE(each_allocation_may_fail);
  return check_done();
}
