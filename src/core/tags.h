/* The tag of each token, from left to right: the best of what speaks for it in the tags before, in
 * the word and in the words around. */
#ifndef QUOTH_CORE_TAGS_H
#define QUOTH_CORE_TAGS_H

#include "core/feature.h"

/* Sets the tags and what hangs on them: lemmas, rates, belief. */
typedef void q_tag_all(const quoth_doc *doc, q_reading *all, const q_part *weights);
q_tag_all q_tag_all_plain;
q_tag_all q_tag_all_avx2; /* the same for machines that q_has_avx2 */

#endif
