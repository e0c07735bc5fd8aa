/* Attributions by the model: cues are tagged first, then source and content of
 * each cue, the surest cue first. */
#ifndef QUOTH_CORE_LEARNED_H
#define QUOTH_CORE_LEARNED_H

#include "core/decode.h"

typedef Q_LIST(q_candidate) q_candidates;

/* One attribution as the model sees it. */
typedef struct q_proposal {
  q_range cue, source, content[Q_PIECES_MOST]; /* source may be empty */
  uint32_t head, pieces;
  float margin; /* how much better than nothing found; > 0 */
  float confidence;
  bool speech, speech_known; /* known: the cue word was seen often enough in training */
} q_proposal;

typedef Q_LIST(q_proposal) q_proposals;

/* Appends the cues of a paragraph. False when memory ran out. */
bool q_propose_cues(q_arena *arena, const q_reading *all, q_range paragraph, const q_grammar *grammar,
                    const q_weights *weights, q_candidates *cues);

/* Fills the model's proposals in text order; none when the engine has no model
 * for attributions. False when memory ran out. */
bool q_learned_attributions(quoth_doc *doc, q_proposals *proposals);

#endif
