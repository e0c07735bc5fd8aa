#include "core/doc.h"
