/* What escaping shares with the writer of JSON. */
#ifndef QUOTH_CORE_ESCAPE_H
#define QUOTH_CORE_ESCAPE_H

#include "quoth.h"

/* Writes what stands in a string of JSON for the character at bytes, which lies before end:
 * at most 8 bytes. Returns how many; *size is the character's own length. */
uint32_t q_json_character(const char *bytes, const char *end, char *to, uint32_t *size);

#endif
