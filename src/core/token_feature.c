/* The features of a token among its neighbours, for any machine. */
#define NAME(name) name
#include "core/token_feature_lanes.h"
