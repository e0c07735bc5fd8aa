/* The flags of tokens, turned into bitmaps over them. */
#ifndef QUOTH_CORE_TRANSPOSE_H
#define QUOTH_CORE_TRANSPOSE_H

#include "core/doc.h"

/* Makes the flags of 64 tokens, a bit each from the lowest on, word w of Q_FLAG_COUNT bitmaps. */
typedef void q_transposer(const uint16_t *flags, q_bits *bitmaps, uint32_t w);
q_transposer q_transpose;
q_transposer q_transpose_avx2; /* the same for machines that q_has_avx2 */

#endif
