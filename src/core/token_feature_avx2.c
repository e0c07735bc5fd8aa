/* The features of a token among its neighbours, compiled for machines that q_has_avx2. */
#define NAME(name) name##_avx2
#include "core/token_feature_lanes.h"
