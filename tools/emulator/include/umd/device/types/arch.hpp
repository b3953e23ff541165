#pragma once

#include <cstdint>

namespace tt {

enum class ARCH : uint8_t { GRAYSKULL = 0, WORMHOLE_B0 = 2, BLACKHOLE = 3, QUASAR = 4, Invalid = 0xFF };
using ChipId = int;

}  // namespace tt
