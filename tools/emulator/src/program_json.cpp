#include "program_json.hpp"

#include <algorithm>
#include <stdexcept>

namespace tilesmith {

namespace {

/// In a row or column: more than any chip has.
constexpr uint32_t kMostCores = 255;

Json core_json(Core core) { return JsonArray{Json(core.x), Json(core.y)}; }

const char* name_of_fidelity(Fidelity fidelity) {
    switch (fidelity) {
        case Fidelity::LoFi: return "LoFi";
        case Fidelity::HiFi2: return "HiFi2";
        case Fidelity::HiFi3: return "HiFi3";
        case Fidelity::HiFi4: return "HiFi4";
    }
    return "";
}

Fidelity fidelity_named(const std::string& name) {
    for (const Fidelity fidelity : {Fidelity::LoFi, Fidelity::HiFi2, Fidelity::HiFi3, Fidelity::HiFi4}) {
        if (name == name_of_fidelity(fidelity)) {
            return fidelity;
        }
    }
    throw std::runtime_error("the emulator does not know the math fidelity " + name);
}

Processor data_movement_processor(const std::string& name) {
    for (const Processor processor : {Processor::riscv_0, Processor::riscv_1}) {
        if (name == name_of(processor)) {
            return processor;
        }
    }
    throw std::runtime_error("the emulator does not know the processor " + name + ": it is riscv_0 or riscv_1");
}

void add_role(JsonObject& out, const KernelSpec& kernel) {
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
    out.emplace_back("bfp8_pack_precise", kernel.compute.bfp8_pack_precise);
    out.emplace_back("unpack_to_dest_fp32", std::move(unpack_fp32));
}

Json accessors_json(const KernelSpec& kernel) {
    JsonArray accessors;
    for (const AccessorWords& accessor : kernel.accessors) {
        accessors.push_back(JsonObject{{"offset", accessor.offset},
                                       {"words", words_json(accessor.words)},
                                       {"buffer", "buf" + std::to_string(accessor.buffer_id)},
                                       {"address", accessor.buffer_address}});
    }
    return accessors;
}

bool flag(const Json& entry, std::string_view key) {
    const Json* member = entry.find(key);
    return member != nullptr && member->boolean();
}

std::vector<uint32_t> words_from(const Json& list) {
    std::vector<uint32_t> words;
    for (const Json& word : list.array()) {
        words.push_back(word.word());
    }
    return words;
}

Json circular_buffer_json(const CbSpec& spec) {
    JsonArray indices;
    for (const CbIndexSpec& index : spec.indices) {
        indices.push_back(JsonObject{{"index", index.index},
                                     {"page_size", index.page_size},
                                     {"format", static_cast<unsigned>(index.format)},
                                     {"tile", words_json({index.tile.rows, index.tile.cols, index.tile.face_rows,
                                                          index.tile.face_cols})}});
    }
    JsonObject out{{"total_size", spec.total_size}, {"indices", std::move(indices)}};
    out.emplace_back("buffer_address", spec.buffer_address ? Json(*spec.buffer_address) : Json(nullptr));
    add_cores(out, spec.cores);
    return out;
}

CbIndexSpec index_from(const Json& entry) {
    const std::vector<uint32_t> tile = words_from(entry.at("tile"));
    const CbIndexSpec index{.index = entry.at("index").word(),
                            .page_size = entry.at("page_size").word(),
                            .format = static_cast<DataFormat>(entry.at("format").word()),
                            .tile = {tile.at(0), tile.at(1), tile.at(2), tile.at(3)}};
    if (index.index >= kCircularBuffers || index.page_size == 0) {
        throw std::runtime_error("there is no circular buffer " + std::to_string(index.index) + " with pages of " +
                                 std::to_string(index.page_size) + " bytes");
    }
    return index;
}

CbSpec circular_buffer_from(const Json& entry) {
    CbSpec spec;
    spec.cores = cores_from(entry);
    spec.total_size = entry.at("total_size").word();
    for (const Json& index : entry.at("indices").array()) {
        spec.indices.push_back(index_from(index));
    }
    if (const Json& address = entry.at("buffer_address"); !address.is_null()) {
        spec.buffer_address = static_cast<uint64_t>(address.integer());
    }
    return spec;
}

AccessorWords accessor_from(const Json& entry) {
    return {.offset = entry.at("offset").word(),
            .words = words_from(entry.at("words")),
            .buffer_id = static_cast<uint32_t>(std::stoul(entry.at("buffer").text().substr(3))),
            .buffer_address = static_cast<uint64_t>(entry.at("address").integer())};
}

std::shared_ptr<KernelSpec> kernel_from(const Json& entry) {
    auto kernel = std::make_shared<KernelSpec>();
    kernel->source = entry.at("source").text();
    kernel->file = entry.at("file").text();
    kernel->cores = cores_from(entry);
    set_role(*kernel, entry);
    set_names(*kernel, entry);
    kernel->compile_args = words_from(entry.at("compile_args"));
    for (const auto& [core, words] : entry.at("runtime_args").object()) {
        kernel->runtime_args[core_named(core)] = words_from(words);
    }
    kernel->common_runtime_args = words_from(entry.at("common_runtime_args"));
    kernel->has_common_args = !kernel->common_runtime_args.empty();
    for (const Json& accessor : entry.at("accessors").array()) {
        kernel->accessors.push_back(accessor_from(accessor));
    }
    return kernel;
}

}  // namespace

Json words_json(const std::vector<uint32_t>& words) {
    JsonArray out;
    for (const uint32_t word : words) {
        out.push_back(Json(word));
    }
    return out;
}

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

JsonObject kernel_json(const KernelSpec& kernel) {
    JsonObject out{{"source", kernel.source}, {"file", kernel.file.string()}};
    add_role(out, kernel);
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

Json semaphores_json(const Program& program) {
    JsonArray semaphores;
    for (const SemaphoreSpec& spec : program.semaphores) {
        JsonObject semaphore{{"id", spec.id}};
        add_cores(semaphore, spec.cores);
        semaphore.emplace_back("initial", spec.initial);
        semaphores.push_back(std::move(semaphore));
    }
    return semaphores;
}

Core core_from(const Json& pair) { return {pair[0].word(), pair[1].word()}; }

Cores cores_from(const Json& entry) {
    Cores cores;
    if (const Json* list = entry.find("core_list")) {
        for (const Json& core : list->array()) {
            cores.push_back(core_from(core));
        }
        return cores;
    }
    const Core low = core_from(entry.at("cores")[0]), high = core_from(entry.at("cores")[1]);
    if (high.x > kMostCores || high.y > kMostCores) {
        throw std::runtime_error("there is no core " + std::to_string(high.x) + "-" + std::to_string(high.y));
    }
    for (uint32_t y = low.y; y <= high.y; ++y) {
        for (uint32_t x = low.x; x <= high.x; ++x) {
            cores.push_back({x, y});
        }
    }
    return cores;
}

void set_role(KernelSpec& kernel, const Json& entry) {
    const std::string& kind = entry.at("kind").text();
    if (kind == "data_movement") {
        kernel.processor = data_movement_processor(entry.at("processor").text());
        kernel.noc = static_cast<uint8_t>(entry.at("noc").word());
        return;
    }
    if (kind != "compute") {
        throw std::runtime_error("the emulator does not know kernels of the kind " + kind);
    }
    kernel.processor = Processor::compute;
    kernel.compute.fidelity = fidelity_named(entry.at("math_fidelity").text());
    kernel.compute.fp32_dest_acc = flag(entry, "fp32_dest_acc_en");
    kernel.compute.math_approx = flag(entry, "math_approx_mode");
    kernel.compute.dst_full_sync = flag(entry, "dst_full_sync_en");
    kernel.compute.bfp8_pack_precise = flag(entry, "bfp8_pack_precise");
    if (const Json* list = entry.find("unpack_to_dest_fp32")) {
        for (const Json& cb : list->array()) {
            kernel.compute.unpack_to_dest_fp32[cb.word() % kCircularBuffers] = true;
        }
    }
}

void set_names(KernelSpec& kernel, const Json& entry) {
    for (const auto& [name, value] : entry.at("named_compile_args").object()) {
        kernel.named_compile_args[name] = value.word();
    }
    for (const auto& [name, value] : entry.at("defines").object()) {
        kernel.defines[name] = value.text();
    }
}

Core core_named(const std::string& key) {
    const size_t comma = key.find(',');
    return {static_cast<uint32_t>(std::stoul(key.substr(0, comma))), static_cast<uint32_t>(std::stoul(key.substr(comma + 1)))};
}

std::vector<SemaphoreSpec> semaphores_from(const Json& entries) {
    std::vector<SemaphoreSpec> semaphores;
    for (const Json& entry : entries.array()) {
        semaphores.push_back({entry.at("id").word(), cores_from(entry), entry.at("initial").word()});
    }
    return semaphores;
}

Json program_json(const Program& program) {
    JsonArray circular_buffers, kernels;
    for (const CbSpec& spec : program.circular_buffers) {
        circular_buffers.push_back(circular_buffer_json(spec));
    }
    for (const auto& kernel : program.kernels) {
        kernels.push_back(kernel_json(*kernel));
    }
    return JsonObject{{"circular_buffers", std::move(circular_buffers)},
                      {"semaphores", semaphores_json(program)},
                      {"kernels", std::move(kernels)}};
}

Program program_from(const Json& json) {
    Program program;
    for (const Json& entry : json.at("circular_buffers").array()) {
        program.circular_buffers.push_back(circular_buffer_from(entry));
    }
    program.semaphores = semaphores_from(json.at("semaphores"));
    for (const Json& entry : json.at("kernels").array()) {
        program.kernels.push_back(kernel_from(entry));
    }
    return program;
}

}  // namespace tilesmith
