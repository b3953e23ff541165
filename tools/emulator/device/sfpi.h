// SFPI C++ for kernels that write functions of the vector unit themselves: vFloat, vInt, vUInt, dst_reg, v_if. All 32 lanes
// of a vector are computed at once, in program order.
#pragma once

#include "tilesmith/sfpi/lut.h"

// The library's headers make these names visible without their namespace.
using sfpi::dst_reg;
using sfpi::l_reg;
using sfpi::LRegs;
using sfpi::reinterpret;
using sfpi::s2vFloat16a;
using sfpi::s2vFloat16b;
using sfpi::vBool;
using sfpi::vFloat;
using sfpi::vInt;
using sfpi::vUInt;
using sfpi::vConst0;
using sfpi::vConst0p8373;
using sfpi::vConst1;
using sfpi::vConstFloatPrgm0;
using sfpi::vConstFloatPrgm1;
using sfpi::vConstFloatPrgm2;
using sfpi::vConstIntPrgm0;
using sfpi::vConstIntPrgm1;
using sfpi::vConstIntPrgm2;
using sfpi::vConstNeg1;
using sfpi::vConstTileId;
