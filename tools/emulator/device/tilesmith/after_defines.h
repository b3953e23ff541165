// Included after the defines of a kernel and before its source: the place for headers whose defaults depend on them.
#pragma once

#if __has_include("api/compute/after_defines.h")
#include "api/compute/after_defines.h"
#endif
