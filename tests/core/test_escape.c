/* Escaping for each notation: always well-formed, never past a writer that says no. */
#include "check.h"
#include "core/utf8.h"

enum { ROOM = 8192 };

typedef struct sink {
  char bytes[ROOM];
  size_t length, calls, most; /* the call that is refused; 0: none */
} sink;

static bool take(void *context, const char *bytes, size_t length) {
  sink *into = context;
  if (++into->calls == into->most || length > ROOM - into->length) return false;
  memcpy(into->bytes + into->length, bytes, length);
  into->length += length;
  return true;
}

static void any_bytes_come_out_well_formed(void) {
  static sink into;
  unsigned seed = 7;
  for (int round = 0; round < 2000; round++) {
    char text[64];
    for (size_t i = 0; i < sizeof text; i++) {
      seed = seed * 1103515245u + 12345u;
      text[i] = (char)(seed >> 16);
    }
    for (int n = QUOTH_NOTATION_TEXT; n <= QUOTH_NOTATION_SQL; n++) {
      into.length = into.calls = into.most = 0;
      CHECK(quoth_escape((quoth_notation)n, text, sizeof text, take, &into));
      CHECK(q_utf8_valid(into.bytes, into.length));
      CHECK(n == QUOTH_NOTATION_JSON || !memchr(into.bytes, 1, into.length));
    }
  }
}

static void a_writer_may_stop(void) {
  static const char TEXT[] = "1. a<b>\"c\"&'d'\\\n\xFF\xC3\xA9, x";
  static sink into;
  for (int n = QUOTH_NOTATION_TEXT; n <= QUOTH_NOTATION_SQL; n++) {
    into.length = into.calls = into.most = 0;
    CHECK(quoth_escape((quoth_notation)n, TEXT, sizeof TEXT - 1, take, &into));
    for (size_t most = 1, calls = into.calls; most <= calls; most++) {
      into = (sink){.most = most};
      CHECK(!quoth_escape((quoth_notation)n, TEXT, sizeof TEXT - 1, take, &into));
      CHECK_INT(into.calls, most);
    }
  }
}

static void nothing_is_an_empty_string(void) {
  static sink into;
  into = (sink){.most = 0};
  CHECK(quoth_escape(QUOTH_NOTATION_JSON, NULL, 0, take, &into));
  CHECK_INT(into.length, 2);
  into = (sink){.most = 0};
  CHECK(quoth_escape(QUOTH_NOTATION_CSV, NULL, 0, take, &into));
  CHECK_INT(into.length, 0);
}

int main(void) {
  CASE(any_bytes_come_out_well_formed);
  CASE(a_writer_may_stop);
  CASE(nothing_is_an_empty_string);
  return check_done();
}
