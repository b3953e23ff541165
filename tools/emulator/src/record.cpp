#include "record.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace tilesmith {

namespace {

Json words_json(const std::vector<uint32_t>& words) {
    JsonArray out;
    for (const uint32_t word : words) {
        out.push_back(Json(word));
    }
    return out;
}

Json core_json(Core core) { return JsonArray{Json(core.x), Json(core.y)}; }

/// Cores as [[x0,y0],[x1,y1]] when they fill their bounding box (the schema's form), else as a list of all of them.
void add_cores(JsonObject& out, const Cores& cores) {
    Core low{UINT32_MAX, UINT32_MAX}, high{0, 0};
    for (const Core core : cores) {
        low = {std::min(low.x, core.x), std::min(low.y, core.y)};
        high = {std::max(high.x, core.x), std::max(high.y, core.y)};
    }
    if (!cores.empty() && cores.size() == static_cast<size_t>(high.x - low.x + 1) * (high.y - low.y + 1)) {
        out.emplace_back("cores", JsonArray{core_json(low), core_json(high)});
        return;
    }
    JsonArray list;
    for (const Core core : cores) {
        list.push_back(core_json(core));
    }
    out.emplace_back("cores", nullptr);
    out.emplace_back("core_list", std::move(list));
}

Json buffer_json(const DeviceBuffer& buffer) {
    return JsonObject{{"name", buffer.name},
                      {"memory", std::string(buffer.dram ? "dram_" : "l1_") + (buffer.shard ? "sharded" : "interleaved")},
                      {"bytes", static_cast<long>(buffer.size)},
                      {"page_size", static_cast<long>(buffer.page_size)},
                      {"address", static_cast<long>(buffer.address)}};
}

const char* dtype_of(DataFormat format) {
    switch (format) {
        case DataFormat::Float16_b: return "bfloat16";
        case DataFormat::Float32: return "float32";
        case DataFormat::Int32: return "int32";
        case DataFormat::UInt32: return "uint32";
        case DataFormat::UInt16: return "uint16";
        case DataFormat::UInt8: return "uint8";
        case DataFormat::Bfp8_b: return "bfloat8_b";
        case DataFormat::Bfp4_b: return "bfloat4_b";
        default: return name_of(format);
    }
}

void add_circular_buffers(JsonArray& out, const CbSpec& spec) {
    for (const CbIndexSpec& index : spec.indices) {
        JsonObject cb{{"index", index.index}};
        add_cores(cb, spec.cores);
        cb.emplace_back("num_pages", index.page_size == 0 ? 0u : spec.total_size / index.page_size);
        cb.emplace_back("page_size", index.page_size);
        cb.emplace_back("dtype", dtype_of(index.format));
        cb.emplace_back("data_format", name_of(index.format));
        cb.emplace_back("data_format_code", static_cast<unsigned>(index.format));
        cb.emplace_back("tile", JsonArray{Json(index.tile.rows), Json(index.tile.cols)});
        cb.emplace_back("total_size", spec.total_size);
        cb.emplace_back("on_buffer", spec.buffer_address.has_value());
        out.push_back(std::move(cb));
    }
}

const char* name_of_fidelity(Fidelity fidelity) {
    switch (fidelity) {
        case Fidelity::LoFi: return "LoFi";
        case Fidelity::HiFi2: return "HiFi2";
        case Fidelity::HiFi3: return "HiFi3";
        case Fidelity::HiFi4: return "HiFi4";
    }
    return "";
}

void add_kind(JsonObject& out, const KernelSpec& kernel) {
    if (kernel.processor != Processor::compute) {
        out.emplace_back("kind", "data_movement");
        out.emplace_back("processor", name_of(kernel.processor));
        out.emplace_back("noc", unsigned{kernel.noc});
        return;
    }
    JsonArray unpack_fp32;
    for (uint32_t cb = 0; cb < kCircularBuffers; ++cb) {
        if (kernel.compute.unpack_to_dest_fp32[cb]) {
            unpack_fp32.push_back(Json(cb));
        }
    }
    out.emplace_back("kind", "compute");
    out.emplace_back("math_fidelity", name_of_fidelity(kernel.compute.fidelity));
    out.emplace_back("fp32_dest_acc_en", kernel.compute.fp32_dest_acc);
    out.emplace_back("math_approx_mode", kernel.compute.math_approx);
    out.emplace_back("dst_full_sync_en", kernel.compute.dst_full_sync);
    out.emplace_back("unpack_to_dest_fp32", std::move(unpack_fp32));
}

Json accessors_json(const KernelSpec& kernel) {
    JsonArray accessors;
    for (const AccessorWords& accessor : kernel.accessors) {
        accessors.push_back(JsonObject{{"offset", accessor.offset},
                                       {"words", words_json(accessor.words)},
                                       {"buffer", "buf" + std::to_string(accessor.buffer_id)}});
    }
    return accessors;
}

Json kernel_json(const KernelSpec& kernel) {
    JsonObject out{{"source", kernel.source}, {"file", kernel.file.string()}};
    add_kind(out, kernel);
    add_cores(out, kernel.cores);
    out.emplace_back("compile_args", words_json(kernel.compile_args));
    JsonObject named, defines, runtime;
    for (const auto& [name, value] : kernel.named_compile_args) {
        named.emplace_back(name, value);
    }
    for (const auto& [name, value] : kernel.defines) {
        defines.emplace_back(name, value);
    }
    for (const auto& [core, words] : kernel.runtime_args) {
        runtime.emplace_back(std::to_string(core.x) + "," + std::to_string(core.y), words_json(words));
    }
    out.emplace_back("named_compile_args", std::move(named));
    out.emplace_back("defines", std::move(defines));
    out.emplace_back("runtime_args", std::move(runtime));
    out.emplace_back("common_runtime_args", words_json(kernel.common_runtime_args));
    out.emplace_back("accessors", accessors_json(kernel));
    return out;
}

}  // namespace

void record_program(Machine& machine, const Program& program, bool ran) {
    if (machine.settings.record.empty()) {
        return;
    }
    JsonArray buffers, circular_buffers, semaphores, kernels;
    for (const DeviceBuffer* buffer : machine.buffers.live()) {
        buffers.push_back(buffer_json(*buffer));
    }
    for (const CbSpec& cb : program.circular_buffers) {
        add_circular_buffers(circular_buffers, cb);
    }
    for (const SemaphoreSpec& spec : program.semaphores) {
        JsonObject semaphore{{"id", spec.id}};
        add_cores(semaphore, spec.cores);
        semaphore.emplace_back("initial", spec.initial);
        semaphores.push_back(std::move(semaphore));
    }
    for (const auto& kernel : program.kernels) {
        kernels.push_back(kernel_json(*kernel));
    }
    const uint32_t number = machine.next_record++;
    JsonObject out{{"name", "program" + std::to_string(number)},
                   {"arch", machine.arch.name},
                   {"ran", ran},
                   {"buffers", std::move(buffers)},
                   {"circular_buffers", std::move(circular_buffers)},
                   {"semaphores", std::move(semaphores)},
                   {"kernels", std::move(kernels)}};
    if (ran) {
        out.emplace_back("counters", machine.report.counters_json());
    }
    const auto folder = machine.settings.record / std::to_string(number);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::ofstream file(folder / "program.json", std::ios::binary);
    file << Json(std::move(out)).dump();
    if (!file.flush()) {
        std::fprintf(stderr, "tilesmith: cannot write the record to %s\n", folder.c_str());
    }
}

}  // namespace tilesmith
