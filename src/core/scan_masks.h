/* The rules of scan.c in masks: what 64 bytes are, a bit a byte. Each file that makes
 * masks (scan_portable.c, scan_sse2.c, scan_avx2.c) defines q_masks_make for its
 * instructions and includes scan_blocks.h; all must give the same spans. */
#ifndef QUOTH_CORE_SCAN_MASKS_H
#define QUOTH_CORE_SCAN_MASKS_H

#include "core/token.h"

typedef struct q_masks {
  uint64_t letter, digit, blank, high;              /* high: no ASCII */
  uint64_t s;                                       /* s and S, which may be a clitic */
  uint64_t apostrophe, stop, comma, hyphen, dollar; /* ' . , - $ */
  uint64_t bang, colon;                             /* ! ? and : ; */
  uint64_t mark;                                    /* " ( ) [ ] %, always a token each */
} q_masks;

/* White space of ASCII, which parts chunks. */
static inline bool q_is_blank(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

q_scanner q_scan_portable;
#if defined __x86_64__
q_scanner q_scan_sse2, q_scan_avx2;
/* Does this machine run q_scan_avx2, and have BMI2? */
bool q_has_avx2(void);
#endif

#endif
