// What stands behind the host API's Program.
#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <tt-metalium/host_api.hpp>

#include "program.hpp"

namespace tt::tt_metal::detail {

class ProgramImpl {
public:
    tilesmith::Program program;
    std::vector<CircularBufferConfig> cb_configs;   ///< parallel to program.circular_buffers
    std::map<std::pair<KernelHandle, tilesmith::Core>, RuntimeArgsData> runtime_args;
    std::map<KernelHandle, RuntimeArgsData> common_args;
    std::map<KernelHandle, std::vector<std::vector<RuntimeArgsData>>> args_by_core;

    /// Throws std::runtime_error for a handle of another program.
    tilesmith::KernelSpec& kernel(KernelHandle handle);
};

/// Cores as the API takes them, row by row. Throws std::runtime_error for cores that the device does not have.
tilesmith::Cores cores_of(const std::variant<CoreCoord, CoreRange, CoreRangeSet>& spec);
tilesmith::Cores cores_of(const CoreRangeSet& set);

tilesmith::CbSpec cb_spec(const CircularBufferConfig& config, tilesmith::Cores cores);

}  // namespace tt::tt_metal::detail
