/* How sure an attribution by the model is: a logistic model over what was decided. */
#ifndef QUOTH_CORE_CONFIDENCE_H
#define QUOTH_CORE_CONFIDENCE_H

#include "core/learned.h"

/* The rows of the model; all its features are small ones. */
enum { Q_CONFIDENCE_ROWS = 1 << 10 };

/* What tells whether a proposal is right. margin and cue_score must be in units of
 * weights. */
void q_confidence_features(const q_reading *all, const q_proposal *proposal, q_features *to);

/* 0 to 1; weights is [Q_CONFIDENCE_ROWS] of floats at any address. */
float q_confidence(const void *weights, const q_features *features);

#endif
