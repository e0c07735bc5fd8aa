/* The features of a token towards a cue, for any machine. */
#define NAME(name) name
#include "core/cue_feature_lanes.h"
