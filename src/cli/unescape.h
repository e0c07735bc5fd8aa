/* What stands in a string of JSON. */
#ifndef QUOTH_CLI_UNESCAPE_H
#define QUOTH_CLI_UNESCAPE_H

#include "cli/buffer.h"

/* Replaces what is in the buffer by the string of which `bytes` is the first behind the opening
 * mark, with a NUL that its length does not count; end is where the line ends. Bytes need not be
 * UTF-8: they are taken as they are. Returns the place behind the closing mark; NULL where there
 * is none, where an escape or a control character is wrong, where half a surrogate pair stands,
 * and where memory ran out. */
const char *q_unescape(q_buffer *into, const char *bytes, const char *end);

#endif
