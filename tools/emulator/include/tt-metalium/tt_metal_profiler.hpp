#pragma once

#include <string>

#include <tt-metalium/device.hpp>

namespace tt::tt_metal::detail {

// The emulator measures no device time: these do nothing.
inline void ReadDeviceProfilerResults(IDevice*) {}
inline void SetDeviceProfilerDir(const std::string& = "") {}
inline void FreshProfilerDeviceLog() {}

}  // namespace tt::tt_metal::detail
