#include <tt-metalium/host_api.hpp>

#include <stdexcept>

#include <tt_stl/assert.hpp>

#include "program_impl.hpp"

namespace tt::tt_metal {

std::uint32_t& RuntimeArgsData::at(std::size_t index) {
    if (index >= rt_args_count) {
        throw std::out_of_range("Index " + std::to_string(index) + " is larger than runtime args size " + std::to_string(rt_args_count));
    }
    return rt_args_data[index];
}

namespace {

void set_on_core(const Program& program, KernelHandle handle, tilesmith::Core core, stl::Span<const uint32_t> args) {
    tilesmith::KernelSpec& kernel = program.impl().kernel(handle);
    TT_FATAL(kernel.runs_on(core), "Cannot set runtime args for core {}-{} since kernel {} is not placed on it!", core.x, core.y, kernel.source);
    TT_FATAL(args.size() <= max_runtime_args, "{} unique+common runtime args targeting kernel {} on {}-{} are too large. Max allowable is {}",
             args.size(), kernel.source, core.x, core.y, max_runtime_args);
    auto& slot = kernel.runtime_args[core];
    TT_FATAL(slot.empty() || slot.size() == args.size(),
             "Illegal Runtime Args on {}-{}: Number of runtime args cannot be modified from {} to {}!", core.x, core.y, slot.size(), args.size());
    slot.assign(args.begin(), args.end());
}

tilesmith::Core to_core(const CoreCoord& core) { return {static_cast<uint32_t>(core.x), static_cast<uint32_t>(core.y)}; }

}  // namespace

void SetRuntimeArgs(const Program& program, KernelHandle kernel, const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                    stl::Span<const uint32_t> runtime_args) {
    for (const tilesmith::Core core : detail::cores_of(core_spec)) {
        set_on_core(program, kernel, core, runtime_args);
    }
}

void SetRuntimeArgs(const Program& program, KernelHandle kernel, const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                    std::initializer_list<uint32_t> runtime_args) {
    SetRuntimeArgs(program, kernel, core_spec, stl::Span<const uint32_t>(runtime_args.begin(), runtime_args.size()));
}

void SetRuntimeArgs(const Program& program, KernelHandle kernel, const std::vector<CoreCoord>& core_spec,
                    const std::vector<std::vector<uint32_t>>& runtime_args) {
    TT_FATAL(core_spec.size() == runtime_args.size(), "Mistmatch between number of cores {} and number of runtime args {} getting updated",
             core_spec.size(), runtime_args.size());
    for (size_t i = 0; i < core_spec.size(); ++i) {
        set_on_core(program, kernel, to_core(core_spec[i]), runtime_args[i]);
    }
}

void SetCommonRuntimeArgs(const Program& program, KernelHandle kernel_id, stl::Span<const uint32_t> runtime_args) {
    tilesmith::KernelSpec& kernel = program.impl().kernel(kernel_id);
    TT_FATAL(!kernel.has_common_args, "Illegal Common Runtime Args: Can only set common runtime args once. Get and modify args in place instead.");
    TT_FATAL(runtime_args.size() <= max_runtime_args, "{} unique+common runtime args targeting kernel {} are too large. Max allowable is {}",
             runtime_args.size(), kernel.source, max_runtime_args);
    kernel.common_runtime_args.assign(runtime_args.begin(), runtime_args.end());
    kernel.has_common_args = true;
}

void SetCommonRuntimeArgs(const Program& program, KernelHandle kernel_id, std::initializer_list<uint32_t> runtime_args) {
    SetCommonRuntimeArgs(program, kernel_id, stl::Span<const uint32_t>(runtime_args.begin(), runtime_args.size()));
}

RuntimeArgsData& GetRuntimeArgs(const Program& program, KernelHandle kernel_id, const CoreCoord& logical_core) {
    tilesmith::KernelSpec& kernel = program.impl().kernel(kernel_id);
    const tilesmith::Core core = to_core(logical_core);
    TT_FATAL(kernel.runs_on(core), "Cannot get runtime args for kernel {} that is not placed on core {}", kernel.source, logical_core.str());
    auto& words = kernel.runtime_args[core];
    RuntimeArgsData& data = program.impl().runtime_args[{kernel_id, core}];
    data = {words.data(), words.size()};
    return data;
}

std::vector<std::vector<RuntimeArgsData>>& GetRuntimeArgs(const Program& program, KernelHandle kernel_id) {
    tilesmith::KernelSpec& kernel = program.impl().kernel(kernel_id);
    auto& table = program.impl().args_by_core[kernel_id];
    table.clear();
    for (const tilesmith::Core core : kernel.cores) {
        table.resize(std::max<size_t>(table.size(), core.x + 1));
        table[core.x].resize(std::max<size_t>(table[core.x].size(), core.y + 1));
        auto& words = kernel.runtime_args[core];
        table[core.x][core.y] = {words.data(), words.size()};
    }
    return table;
}

RuntimeArgsData& GetCommonRuntimeArgs(const Program& program, KernelHandle kernel_id) {
    auto& words = program.impl().kernel(kernel_id).common_runtime_args;
    RuntimeArgsData& data = program.impl().common_args[kernel_id];
    data = {words.data(), words.size()};
    return data;
}

}  // namespace tt::tt_metal
