/* Attributions by the model: cues are tagged first, then source and content of
 * each cue, the surest cue first. */
#ifndef QUOTH_CORE_LEARNED_H
#define QUOTH_CORE_LEARNED_H

#include "core/decode.h"

typedef Q_LIST(q_candidate) q_candidates;

/* One attribution as the model sees it. */
typedef struct q_proposal {
  q_range cue, source, content[Q_PIECES_MOST]; /* source may be empty */
  uint32_t head, lemma, pieces;                /* lemma: the hash of the head's */
  float cue_score, margin;                     /* how much better than nothing found */
  float confidence;                            /* that source and content are right, by and large */
  bool doubtful;             /* below what is worth showing; for runners-up and for training */
  bool overruled;            /* doubtful since a rule knows better */
  bool speech, speech_known; /* known: the cue word was seen often enough in training */
} q_proposal;

typedef Q_LIST(q_proposal) q_proposals;

/* Appends the cues of a paragraph whose tokens have these scores; those that may belong to one are
 * given, in order. False when memory ran out. */
bool q_propose_cues(q_arena *arena, const q_reading *all, q_range paragraph, const uint32_t *tokens,
                    uint32_t count, const float (*scores)[Q_CUE_LANES], q_candidates *cues);

/* rank[i] is the number of cues that begin at or before token paragraph.first + i. */
void q_rank_cues(const q_candidate *cues, uint32_t count, q_range paragraph, uint8_t *rank);

/* Fills the model's proposals in text order, and the readings of all tokens that they rest
 * on; none and NULL when the engine has no model for attributions. False when memory ran
 * out. */
bool q_learned_attributions(quoth_doc *doc, q_proposals *proposals, const q_reading **readings);

/* Mends the borders of proposals by the parts of speech around them. O(tokens). */
void q_amend_proposals(const quoth_doc *doc, const q_reading *readings, q_proposals *proposals);

#endif
