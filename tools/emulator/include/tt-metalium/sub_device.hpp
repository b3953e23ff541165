#pragma once

#include <array>
#include <cstdint>

#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/hal_types.hpp>
#include <tt-metalium/sub_device_types.hpp>
#include <tt_stl/span.hpp>

namespace tt::tt_metal {

/// A part of the device's cores that runs programs of its own.
class SubDevice {
public:
    /// One set of cores a core type, worker cores first. Throws std::runtime_error for other types than these.
    explicit SubDevice(tt::stl::Span<const CoreRangeSet> cores);

    bool has_core_type(HalProgrammableCoreType core_type) const;
    uint32_t num_cores(HalProgrammableCoreType core_type) const;
    const CoreRangeSet& cores(HalProgrammableCoreType core_type) const;

private:
    std::array<CoreRangeSet, static_cast<size_t>(HalProgrammableCoreType::COUNT)> cores_;
};

}  // namespace tt::tt_metal
