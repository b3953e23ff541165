// The functions of the compute engine that device headers call, as the library sees them.
#pragma once

#include "../call_site.hpp"

#define TILESMITH_COMPUTE_LIBRARY
#include "../../device/api/compute/detail/engine.h"
