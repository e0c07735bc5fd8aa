/* Finding the best sequence of labels: the labels' grammars, Viterbi, and what
 * quotation marks allow. Shared by the runtime and the trainer. */
#ifndef QUOTH_CORE_DECODE_H
#define QUOTH_CORE_DECODE_H

#include "core/reading.h"

/* Labels are O, then begin, inside, last and unit for each kind of span. */
enum { Q_LABEL_OUT, Q_LABEL_SOURCE = 1, Q_LABEL_CUE = 1, Q_LABEL_CONTENT = 5 };
enum { Q_CUE_LABELS = 5, Q_PART_LABELS = 9, Q_STATES_MOST = 72, Q_PIECES_MOST = 3 };

/* The states that label sequences run through. For source and content a state
 * remembers whether the source was seen and how many pieces of content. */
typedef struct q_grammar {
  uint32_t labels, states, move_count;
  uint8_t label_of[Q_STATES_MOST];
  bool starts[Q_STATES_MOST], ends[Q_STATES_MOST];
  struct {
    uint8_t from, to;
  } moves[Q_STATES_MOST * Q_PART_LABELS];
} q_grammar;

void q_grammar_cue(q_grammar *grammar);
void q_grammar_parts(q_grammar *grammar);

/* The states of a sequence of labels that the grammar allows. */
void q_states_of(const q_grammar *grammar, const uint8_t *labels, uint32_t count, uint8_t *states);

/* Weights as the decoder sees them: the trainer's are floats, the runtime's bytes.
 * moves is [states + 1][states]; its last row is for the first token. */
typedef struct q_weights {
  void (*sum)(const void *table, const q_features *features, float *scores);
  const void *table;
  const float *moves;
} q_weights;

/* Fills states with the best sequence and returns its score, or -INFINITY when
 * nothing is allowed. scores is [count][labels], allowed a bit a label. work has
 * q_sequence_work(count) bytes. */
size_t q_sequence_work(uint32_t count);
float q_best_sequence(const q_grammar *grammar, const float *moves, const float *scores,
                      const uint16_t *allowed, uint32_t count, void *work, uint8_t *states);

/* The score of nothing found. */
float q_score_empty(const q_grammar *grammar, const float *moves, const float *scores, uint32_t count);

/* The spans of one kind (Q_LABEL_…) in a sequence; returns how many, most at most. */
uint32_t q_spans_of(const q_grammar *grammar, const uint8_t *states, q_range window, uint8_t kind,
                    q_range *spans, uint32_t most);

/* The tokens in which source and content of a cue are looked for. */
q_range q_window(const q_reading *all, q_range cue);

/* What quotation marks, the cue itself and taken tokens (NULL or a flag a token
 * of the document) allow. */
void q_allow_cues(const q_reading *all, q_range window, uint16_t *allowed);
void q_allow_parts(const q_reading *all, q_range window, q_range cue, const bool *taken, uint16_t *allowed);

#endif
