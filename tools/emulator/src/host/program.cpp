#include <tt-metalium/host_api.hpp>

#include <algorithm>

#include <tt_stl/assert.hpp>

#include "machine.hpp"
#include "program_impl.hpp"

namespace tt::tt_metal {

Program::Program() : internal_(std::make_shared<detail::ProgramImpl>()) {}
Program::~Program() noexcept = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;

Program CreateProgram() { return Program(); }

size_t GetNumAvailableDevices() { return 1; }
size_t GetNumPCIeDevices() { return 1; }
bool IsGalaxyCluster() { return false; }

namespace detail {

namespace {

CoreRangeSet range_set(const std::variant<CoreCoord, CoreRange, CoreRangeSet>& spec) {
    if (const auto* core = std::get_if<CoreCoord>(&spec)) {
        return CoreRangeSet(CoreRange(*core));
    }
    if (const auto* range = std::get_if<CoreRange>(&spec)) {
        return CoreRangeSet(*range);
    }
    return std::get<CoreRangeSet>(spec);
}

}  // namespace

tilesmith::KernelSpec& ProgramImpl::kernel(KernelHandle handle) {
    TT_FATAL(handle < program.kernels.size(), "Expected Kernel with ID {} to be in Program", handle);
    return *program.kernels[handle];
}

tilesmith::Cores cores_of(const CoreRangeSet& set) {
    const tilesmith::ArchInfo& arch = tilesmith::Machine::instance().arch;
    tilesmith::Cores cores;
    for (const CoreRange& range : set.ranges()) {
        TT_FATAL(range.end_coord.x < arch.grid_x && range.end_coord.y < arch.grid_y,
                 "Core range {} is outside of the worker grid of {}x{} cores", range.str(), arch.grid_x, arch.grid_y);
        for (const CoreCoord& core : range) {
            cores.push_back({static_cast<uint32_t>(core.x), static_cast<uint32_t>(core.y)});
        }
    }
    return cores;
}

tilesmith::Cores cores_of(const std::variant<CoreCoord, CoreRange, CoreRangeSet>& spec) { return cores_of(range_set(spec)); }

}  // namespace detail

uint32_t CreateSemaphore(Program& program, const std::variant<CoreRange, CoreRangeSet>& core_spec, uint32_t initial_value, CoreType) {
    const CoreRangeSet set = std::holds_alternative<CoreRange>(core_spec) ? CoreRangeSet(std::get<CoreRange>(core_spec))
                                                                          : std::get<CoreRangeSet>(core_spec);
    const tilesmith::Cores cores = detail::cores_of(set);
    auto& semaphores = program.impl().program.semaphores;
    const auto taken = [&](uint32_t id) {
        return std::any_of(semaphores.begin(), semaphores.end(), [&](const tilesmith::SemaphoreSpec& other) {
            return other.id == id && std::any_of(cores.begin(), cores.end(), [&](tilesmith::Core core) {
                       return std::find(other.cores.begin(), other.cores.end(), core) != other.cores.end();
                   });
        });
    };
    uint32_t id = 0;
    while (id < tilesmith::L1Layout::max_semaphores && taken(id)) {
        ++id;
    }
    TT_FATAL(id < tilesmith::L1Layout::max_semaphores, "Cannot add semaphore on core range {}: all {} semaphores are in use", set.str(),
             tilesmith::L1Layout::max_semaphores);
    semaphores.push_back({id, cores, initial_value});
    return id;
}

}  // namespace tt::tt_metal
