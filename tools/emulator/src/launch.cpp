#include "launch.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <set>
#include <span>
#include <stdexcept>
#include <unistd.h>

#include "accessor_check.hpp"
#include "cb/ops.hpp"
#include "fault_handler.hpp"
#include "kernel_builder.hpp"
#include "link/device_link.hpp"
#include "poison.hpp"
#include "program_check.hpp"
#include "record.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith {

namespace {

/// Every index of the circular buffers that at least one core of the kernel has; the first wins.
std::vector<CbIndexSpec> visible_buffers(const Program& program, const KernelSpec& kernel) {
    std::set<Core> cores(kernel.cores.begin(), kernel.cores.end());
    std::array<bool, kCircularBuffers> known{};
    std::vector<CbIndexSpec> found;
    for (const CbSpec& cb : program.circular_buffers) {
        const bool visible = std::any_of(cb.cores.begin(), cb.cores.end(), [&](Core core) { return cores.contains(core); });
        for (const CbIndexSpec& index : cb.indices) {
            if (visible && !known[index.index]) {
                known[index.index] = true;
                found.push_back(index);
            }
        }
    }
    return found;
}

std::vector<LoadedKernel*> build_kernels(Machine& machine, const Program& program) {
    std::vector<KernelRequest> requests;
    for (const auto& kernel : program.kernels) {
        requests.push_back({kernel.get(), visible_buffers(program, *kernel)});
    }
    return machine.builder->build(requests);
}

CoreState& core_state(Machine& machine, Launch& launch, Core coord) {
    const uint32_t index = machine.arch.core_index(coord);
    if (launch.by_index[index] == nullptr) {
        auto core = std::make_unique<CoreState>();
        core->coord = coord;
        core->index = index;
        core->noc = machine.arch.noc_of(coord);
        core->l1 = machine.l1.core(index);
        launch.by_index[index] = core.get();
        launch.cores.push_back(std::move(core));
    }
    return *launch.by_index[index];
}

void place_buffers(Machine& machine, Launch& launch, const Program& program) {
    const auto addresses = allocate_circular_buffers(program, machine.arch, machine.buffers.lowest_l1());
    for (size_t i = 0; i < addresses.size(); ++i) {
        const CbSpec& spec = program.circular_buffers[i];
        for (const Core coord : spec.cores) {
            CoreState& core = core_state(machine, launch, coord);
            if (!spec.buffer_address) {
                poison(core.l1 + addresses[i], spec.total_size, kUnwritten);
            }
            for (const CbIndexSpec& index : spec.indices) {
                CircularBuffer& cb = core.cbs[index.index];
                cb.exists = true;
                cb.index = index.index;
                cb.format = index.format;
                cb.tile = index.tile;
                cb.address = addresses[i];
                cb.size = spec.total_size;
                cb.page_size = index.page_size;
                cb.capacity = spec.total_size / index.page_size;
                cb.borrowed = spec.buffer_address.has_value();
                cb.shared = spec.indices.size() > 1;
                cb.pages.resize(cb.capacity);
                for (CbPort& port : cb.ports) {
                    port.read_pointer = port.write_pointer = addresses[i];
                }
            }
        }
    }
}

void place_semaphores(Machine& machine, Launch& launch, const Program& program) {
    for (const SemaphoreSpec& semaphore : program.semaphores) {
        for (const Core coord : semaphore.cores) {
            CoreState& core = core_state(machine, launch, coord);
            core.semaphores.push_back(semaphore.id);
            std::memcpy(core.l1 + L1Layout::semaphores + semaphore.id * L1Layout::semaphore_stride, &semaphore.initial,
                        sizeof semaphore.initial);
        }
    }
}

void copy_words(std::byte* to, const std::vector<uint32_t>& words) {
    const std::span bytes = std::as_bytes(std::span(words));
    std::copy(bytes.begin(), bytes.end(), to);
}

void place_arguments(CoreState& core, const KernelSpec& kernel) {
    std::byte* base = core.l1 + L1Layout::arguments + static_cast<uint32_t>(kernel.processor) * L1Layout::arguments_stride;
    std::memset(base, 0, L1Layout::arguments_stride);
    if (const auto own = kernel.runtime_args.find(core.coord); own != kernel.runtime_args.end()) {
        copy_words(base, own->second);
    }
    copy_words(base + L1Layout::common_arguments, kernel.common_runtime_args);
}

void start_kernels(Machine& machine, Launch& launch, const Program& program, const std::vector<LoadedKernel*>& code) {
    for (size_t i = 0; i < program.kernels.size(); ++i) {
        const KernelSpec& kernel = *program.kernels[i];
        for (const Core coord : kernel.cores) {
            CoreState& core = core_state(machine, launch, coord);
            auto fiber = std::make_unique<Fiber>();
            fiber->core = &core;
            fiber->kernel = &kernel;
            fiber->code = code[i];
            fiber->processor = kernel.processor;
            fiber->noc = kernel.noc;
            fiber->globals = code[i]->initial_globals();
            fiber->stack = std::make_unique<FiberStack>();
            place_arguments(core, kernel);
            core.fibers[static_cast<size_t>(kernel.processor)] = std::move(fiber);
        }
    }
}

void check_after(Machine& machine) {
    noc::check_gaps(machine);
    for (const auto& core : machine.launch->cores) {
        cb::check_at_exit(machine, *core);
        for (const auto& fiber : core->fibers) {
            if (fiber) {
                check_accessors(machine, *fiber);
            }
        }
    }
}

struct LaunchGuard {
    Machine& machine;
    ~LaunchGuard() { machine.launch.reset(); }
};

}  // namespace

void check_processors(const Program& program) {
    std::set<std::pair<Core, Processor>> taken;
    for (const auto& kernel : program.kernels) {
        for (const Core core : kernel->cores) {
            if (!taken.emplace(core, kernel->processor).second) {
                throw std::runtime_error(text("Core Overlap Between (\"", kernel->source, "\") and another kernel: both run on ",
                                              name_of(kernel->processor), " at ", core.x, "-", core.y));
            }
        }
    }
}

void launch(Machine& machine, const Program& program) {
    check_possible(machine.arch, program);
    check_processors(program);
    if (machine.settings.describe) {
        record_program(machine, program, false);
        machine.report.finish(0);
        std::fflush(nullptr);
        _exit(0);
    }
    if (machine.link) {
        machine.link->launch(program);
        machine.report.ran_program();
        return;
    }
    const std::vector<LoadedKernel*> code = build_kernels(machine, program);
    const auto since = std::chrono::steady_clock::now();
    machine.launch = std::make_unique<Launch>();
    const LaunchGuard guard{machine};
    machine.launch->program = &program;
    machine.launch->by_index.resize(machine.arch.cores());
    place_buffers(machine, *machine.launch, program);
    place_semaphores(machine, *machine.launch, program);
    start_kernels(machine, *machine.launch, program, code);
    std::sort(machine.launch->cores.begin(), machine.launch->cores.end(),
              [](const auto& a, const auto& b) { return a->index < b->index; });
    {
        const SpinWatch watch;
        Scheduler(machine).run();
    }
    check_after(machine);
    machine.report.ran_program();
    machine.report.time("run", std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count());
    record_program(machine, program, true);
}

}  // namespace tilesmith
