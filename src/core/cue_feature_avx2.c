/* The features of a token towards a cue, compiled for machines that q_has_avx2. */
#define NAME(name) name##_avx2
#include "core/cue_feature_lanes.h"
