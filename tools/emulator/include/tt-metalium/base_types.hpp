#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

enum class MathFidelity : uint8_t { LoFi = 0, HiFi2 = 2, HiFi3 = 3, HiFi4 = 4, Invalid = 0xff };

template <>
struct std::hash<MathFidelity> {
    std::size_t operator()(MathFidelity fidelity) const noexcept { return static_cast<std::size_t>(fidelity); }
};

enum class UnpackToDestMode : uint8_t { UnpackToDestFp32, Default };

// Current releases have both names in tt::tt_metal as well.
namespace tt::tt_metal {
using ::MathFidelity;
using ::UnpackToDestMode;
}  // namespace tt::tt_metal
