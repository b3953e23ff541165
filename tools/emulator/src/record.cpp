#include "record.hpp"

#include <cstdio>
#include <fstream>

#include "program_json.hpp"

namespace tilesmith {

namespace {

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
        cb.emplace_back("tile", words_json({index.tile.rows, index.tile.cols}));
        cb.emplace_back("total_size", spec.total_size);
        cb.emplace_back("on_buffer", spec.buffer_address.has_value());
        out.push_back(std::move(cb));
    }
}

}  // namespace

void record_program(Machine& machine, const Program& program, bool ran) {
    if (machine.settings.record.empty()) {
        return;
    }
    JsonArray buffers, circular_buffers, kernels;
    for (const DeviceBuffer* buffer : machine.buffers.live()) {
        buffers.push_back(buffer_json(*buffer));
    }
    for (const CbSpec& cb : program.circular_buffers) {
        add_circular_buffers(circular_buffers, cb);
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
                   {"semaphores", semaphores_json(program)},
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
