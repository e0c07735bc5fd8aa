/* Finding the best sequence of labels: where cues may be, the window of a cue, what
 * quotation marks allow, and Viterbi. Shared by the runtime and the trainer. */
#ifndef QUOTH_CORE_DECODE_H
#define QUOTH_CORE_DECODE_H

#include "core/feature.h"

/* Labels are O, then begin, inside, last and unit for each kind of span. A token has a
 * score for each label but O, whose score is 0. */
enum { Q_LABEL_OUT, Q_LABEL_SOURCE = 1, Q_LABEL_CUE = 1, Q_LABEL_CONTENT = 5 };
enum { Q_AT_BEGIN, Q_AT_INNER, Q_AT_LAST, Q_AT_UNIT };
enum { Q_PIECES_MOST = 3 };

/* ---- cues ---- */

/* The best score of a token as part of a cue. */
float q_best_of_cue(const float scores[Q_CUE_LANES]);

/* Fills the tokens of a paragraph that may belong to a cue, in order: those outside of quotations,
 * near_cue or next to such a one. Returns how many; there is room for all of the paragraph. */
uint32_t q_allow_cues(const q_reading *all, q_range paragraph, uint32_t *tokens);

/* The best labels of such tokens. The scores are those of all tokens from `first` on; others than these
 * are not asked. work holds count times 2 bytes. */
void q_best_cues(const float (*scores)[Q_CUE_LANES], uint32_t first, const uint32_t *tokens, uint32_t count,
                 uint8_t *work, uint8_t *labels);

/* ---- sources and contents ---- */

/* A sequence remembers whether the source was seen and how many pieces of content: lane
 * seen + 2 × pieces. What it costs to begin a source or a piece depends on the lane. */
enum { Q_LANES = 2 * (Q_PIECES_MOST + 1), Q_BEGINNINGS = 2 };
typedef float q_beginnings[Q_BEGINNINGS][Q_LANES];

/* The tokens in which source and content of a cue are looked for: its sentence, the
 * quotations that touch it or follow it at once, and the sentences that these began in.
 * Long quotations are folded to their two ends. room is that of tokens; O(window). */
uint32_t q_window(const q_reading *all, q_range cue, uint32_t *tokens, uint32_t room);

/* Leaves the tokens of a window at which a source or content may begin or end, those of the cue, and the
 * two ends of quotations, in order: nothing changes at the others. Returns how many. */
uint32_t q_borders_of(const q_reading *all, q_range cue, uint32_t *tokens, uint32_t count);

/* What quotation marks, the cue and taken tokens (a flag a token of the document, or
 * NULL) allow: a bit a label. */
void q_allow_parts(const q_reading *all, const uint32_t *tokens, uint32_t count, q_range cue,
                   const bool *taken, uint16_t *allowed);

/* The best labels that have some content, and by how much they are better than nothing
 * found. work holds q_parts_work(count) bytes. -INFINITY when nothing is allowed. */
size_t q_parts_work(uint32_t count);
typedef float q_viterbi(const int16_t (*scores)[Q_PART_LANES], const uint16_t *allowed,
                        const q_beginnings beginnings, uint32_t count, void *work, uint8_t *labels);
q_viterbi q_best_parts;
q_viterbi q_best_parts_avx2; /* the same for machines that q_has_avx2 */

/* The spans of one kind (Q_LABEL_…) in labels of a list of tokens; returns how many. */
uint32_t q_spans_of(const uint8_t *labels, const uint32_t *tokens, uint32_t count, uint8_t kind,
                    q_range *spans, uint32_t most);

#endif
