// The vector unit's table instruction: a straight line per range of |x|.
#pragma once

#include "lane.hpp"

namespace tilesmith::compute::sfpu {

/// Six lines with 16-bit coefficients; the ranges end at 0.5, 1, 1.5, 2, 3 and infinity.
struct SixLines {
    float slope[6];
    float offset[6];

    /// Value at |x|, without a sign.
    float at(float x) const {
        constexpr float kEnds[] = {0.5f, 1.0f, 1.5f, 2.0f, 3.0f};
        const float distance = magnitude(x);
        int range = 0;
        while (range < 5 && !(distance < kEnds[range])) ++range;
        return mad(slope[range], distance, offset[range]);
    }
};

}  // namespace tilesmith::compute::sfpu
