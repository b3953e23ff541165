// SFPI C++, as kernels write it for the vector unit, on 32 lanes that are emulated one after the other.
#pragma once

#include "tilesmith/sfpi_conditions.h"
#include "tilesmith/sfpi_dst.h"
#include "tilesmith/sfpi_functions.h"

// The unit's own headers do so: kernels write vFloat and dst_reg without a namespace.
using namespace sfpi;
