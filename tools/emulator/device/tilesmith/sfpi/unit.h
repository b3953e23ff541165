// The state of the vector unit that a kernel works with.
#pragma once

#include "tilesmith/sfpi/engine.h"
#include "tilesmith/sfpi/words.h"

namespace sfpi::impl {

struct Unit {
    Ints active = ~Ints{};       ///< the lanes that assignments reach
    Words registers[8] = {};     ///< l_reg
    Words constants[3] = {};     ///< vConstFloatPrgm0..2
    Words random = all(0x2545F491u) * Words{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45,
                                            47, 49, 51, 53, 55, 57, 59, 61, 63};
    uint32_t vector = 0;         ///< where dst_reg[0] is
    tilesmith::CallSite site;    ///< the call in the kernel that runs
};

/// Each kernel on each core has its own.
inline Unit unit;

/// 32 new bits in each lane.
inline Words next_random() {
    Words& x = unit.random;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return x;
}

}  // namespace sfpi::impl
