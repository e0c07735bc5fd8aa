/* The letters of a lemma, of which the models only know the hash. */
#ifndef QUOTH_CORE_LEMMA_H
#define QUOTH_CORE_LEMMA_H

#include "core/doc.h"

/* The lemma of a token in lower case: the regular form whose hash is the lemma's, else the
 * word as it stands. NULL when memory ran out. */
const char *q_lemma_text(quoth_doc *doc, uint32_t token, uint32_t lemma);

#endif
