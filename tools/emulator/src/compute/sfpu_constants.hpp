// Which initialisations of the vector unit a kernel has called, and whose constants are in its registers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "device_interface.hpp"

namespace tilesmith::compute {

/// Values that an init programs into constant registers or tables and that operations read. Functions without any use
/// `none`: for them only the call itself matters.
enum class SfpuConstants : uint8_t {
    none, exp, exp_lines, recip, log, sqrt, tanh, tanh_accurate, tanh_lines, sigmoid_lines, gelu_lines, sin, cos, tan,
    power, power_binary, cbrt, expm1, exp2, hardsigmoid, fmod, remainder, asin, atan, cosh, sinh, quant, isclose
};

/// What the init of `op` leaves behind, and what `op` needs.
SfpuConstants constants_of(SfpuOp op, bool approx, bool wide_dest);

struct SfpuSetup {
    SfpuConstants constants = SfpuConstants::none;
    std::string constants_from;      ///< the init that programmed them
    std::string last_init;
    std::vector<std::string> seen;   ///< every init so far
    uint32_t params[2] = {};         ///< of the last init that has some

    void init(const char* name, SfpuConstants programmed);
    /// True if one of `names`, separated by '|', was called.
    bool saw_any(const char* names) const;
};

/// The first name of a list separated by '|'.
std::string first_of(const char* names);

}  // namespace tilesmith::compute
