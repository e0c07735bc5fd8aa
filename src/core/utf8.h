/* UTF-8 and the few character classes that English news needs. */
#ifndef QUOTH_CORE_UTF8_H
#define QUOTH_CORE_UTF8_H

#include "quoth.h"

/* Decodes the code point at bytes (at least one byte before end). Ill-formed
 * input gives U+FFFD and the length of the maximal ill-formed part, as the
 * WHATWG decoder and Unicode's chapter 3 have it. Never reads past end. */
uint32_t q_decode(const char *bytes, const char *end, uint32_t *length);

/* Is all of it well-formed? */
bool q_utf8_valid(const char *bytes, size_t length);

/* Writes a code point as UTF-8 (at most 4 bytes); returns how many. */
uint32_t q_encode(uint32_t code_point, char *bytes);

/* A word's form for comparison: lower case, NFKC, and ' for the curly apostrophe, so that
 * what looks the same to a reader is the same. Words beyond size are cut short, but
 * not within a character. Returns the length; size is at least 8. */
uint32_t q_fold(const char *bytes, size_t length, char *folded, uint32_t size);

/* A word without accents and the like: e for é, l for ł. Bounds are as those of q_fold. */
uint32_t q_strip_marks(const char *bytes, size_t length, char *bare, uint32_t size);

bool q_is_letter(uint32_t code_point); /* letters and combining marks */
bool q_is_upper(uint32_t code_point);
bool q_is_space(uint32_t code_point); /* NBSP, zero-width space and U+2000 … too */
uint32_t q_to_lower(uint32_t code_point);
uint32_t q_to_upper(uint32_t code_point);

#endif
