#include "program_file.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

#include "program_json.hpp"

namespace tilesmith::replay {

namespace {

DataFormat format_of(const std::string& dtype) {
    if (dtype == "bfloat16") return DataFormat::Float16_b;
    if (dtype == "float32") return DataFormat::Float32;
    if (dtype == "int32") return DataFormat::Int32;
    if (dtype == "uint32") return DataFormat::UInt32;
    if (dtype == "uint16") return DataFormat::UInt16;
    if (dtype == "uint8") return DataFormat::UInt8;
    if (dtype == "bfloat8_b") return DataFormat::Bfp8_b;
    if (dtype == "bfloat4_b") return DataFormat::Bfp4_b;
    throw std::runtime_error("the emulator does not know the data type " + dtype);
}

bool flag(const Json& entry, std::string_view key) {
    const Json* member = entry.find(key);
    return member != nullptr && member->boolean();
}

/// Refuses members that nothing here reads: a program that says more than is done would run as another one.
void require_known(const Json& entry, const char* what, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : entry.object()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw std::runtime_error("the emulator does not know the member " + name + " of " + what + " in program.json");
        }
    }
}

bool is_tiled(const std::string& layout) {
    if (layout != "tile" && layout != "row_major") {
        throw std::runtime_error("the emulator does not know the layout " + layout + ": it is tile or row_major");
    }
    return layout == "tile";
}

void check_size(const Tensor& tensor) {
    constexpr uint64_t kMostElements = 1ull << 30;
    uint64_t elements = 1;
    for (const uint64_t extent : tensor.type.shape) {
        elements *= extent;
        if (elements > kMostElements) {
            throw std::runtime_error("the tensor " + tensor.name + " is too large to be replayed");
        }
    }
}

Tensor make_tensor(Machine& machine, const Json& entry) {
    require_known(entry, "a buffer", {"name", "dtype", "shape", "layout", "memory", "page_size", "output"});
    Tensor tensor;
    tensor.name = entry.at("name").text();
    tensor.type.dtype = entry.at("dtype").text();
    tensor.type.tiled = is_tiled(entry.at("layout").text());
    for (const Json& extent : entry.at("shape").array()) {
        tensor.type.shape.push_back(extent.word());
    }
    check_size(tensor);
    tensor.output = flag(entry, "output");
    const std::string& memory = entry.at("memory").text();
    if (memory != "dram_interleaved" && memory != "l1_interleaved") {
        throw std::runtime_error("the emulator cannot replay buffers in " + memory);
    }
    BufferRequest request;
    request.size = device_bytes(tensor.type);
    request.page_size = static_cast<uint64_t>(entry.at("page_size").word());
    if (request.page_size == 0 || request.size == 0 || request.size % request.page_size != 0) {
        throw std::runtime_error("the " + std::to_string(request.size) + " bytes of " + tensor.name +
                                 " are no whole number of pages of " + std::to_string(request.page_size) + " bytes");
    }
    request.dram = memory == "dram_interleaved";
    tensor.buffer = machine.buffers.create(request);
    tensor.buffer->name = tensor.name;
    return tensor;
}

class Words {
public:
    Words(const Machine& machine, const std::vector<Tensor>& tensors) : machine_(machine), tensors_(tensors) {}

    std::vector<uint32_t> list(const Json& items, std::vector<AccessorWords>* accessors = nullptr) const {
        std::vector<uint32_t> words;
        for (const Json& item : items.array()) {
            if (item.is_number()) {
                words.push_back(item.word());
            } else if (const Json* name = item.find("accessor")) {
                add_accessor(words, tensor(name->text()), accessors);
            } else if (const Json* owner = item.find("address")) {
                words.push_back(static_cast<uint32_t>(tensor(owner->text()).buffer->address));
            } else if (const Json* x = item.find("noc_x")) {
                words.push_back(machine_.arch.noc_of(core_from(*x)).x);
            } else if (const Json* y = item.find("noc_y")) {
                words.push_back(machine_.arch.noc_of(core_from(*y)).y);
            } else {
                throw std::runtime_error("an argument in program.json is a number or has one of accessor, address, noc_x, noc_y");
            }
        }
        return words;
    }

private:
    const Tensor& tensor(const std::string& name) const {
        for (const Tensor& tensor : tensors_) {
            if (tensor.name == name) {
                return tensor;
            }
        }
        throw std::runtime_error("program.json names the unknown buffer " + name);
    }

    static void add_accessor(std::vector<uint32_t>& words, const Tensor& tensor, std::vector<AccessorWords>* accessors) {
        const std::vector<uint32_t> own{tensor.buffer->dram ? 2u : 0u, static_cast<uint32_t>(tensor.buffer->aligned_page_size)};
        if (accessors != nullptr) {
            accessors->push_back({static_cast<uint32_t>(words.size()), own, tensor.buffer->id, tensor.buffer->address});
        }
        words.insert(words.end(), own.begin(), own.end());
    }

    const Machine& machine_;
    const std::vector<Tensor>& tensors_;
};

CbSpec make_cb(const Json& entry) {
    require_known(entry, "a circular buffer", {"index", "cores", "num_pages", "page_size", "dtype"});
    CbSpec cb;
    cb.cores = cores_from(entry);
    const uint32_t index = entry.at("index").word(), page_size = entry.at("page_size").word();
    if (index >= kCircularBuffers || page_size == 0) {
        throw std::runtime_error("there is no circular buffer " + std::to_string(index) + " with pages of " +
                                 std::to_string(page_size) + " bytes");
    }
    const uint64_t total = uint64_t{entry.at("num_pages").word()} * page_size;
    if (total == 0 || total > UINT32_MAX) {
        throw std::runtime_error("circular buffer " + std::to_string(index) + " cannot have " + std::to_string(total) + " bytes");
    }
    cb.total_size = static_cast<uint32_t>(total);
    cb.indices.push_back({index, page_size, format_of(entry.at("dtype").text()), {}});
    return cb;
}

std::shared_ptr<KernelSpec> make_kernel(const Json& entry, const Words& words, const std::filesystem::path& folder) {
    require_known(entry, "a kernel",
                  {"source", "kind", "processor", "noc", "cores", "core_list", "compile_args", "named_compile_args",
                   "defines", "runtime_args", "common_runtime_args", "math_fidelity", "fp32_dest_acc_en",
                   "math_approx_mode", "dst_full_sync_en", "bfp8_pack_precise", "unpack_to_dest_fp32"});
    auto kernel = std::make_shared<KernelSpec>();
    kernel->source = entry.at("source").text();
    kernel->file = std::filesystem::absolute(folder / kernel->source);
    kernel->cores = cores_from(entry);
    set_role(*kernel, entry);
    kernel->compile_args = words.list(entry.at("compile_args"), &kernel->accessors);
    set_names(*kernel, entry);
    for (const auto& [core, values] : entry.at("runtime_args").object()) {
        kernel->runtime_args[core_named(core)] = words.list(values);
    }
    kernel->common_runtime_args = words.list(entry.at("common_runtime_args"));
    return kernel;
}

}  // namespace

ProgramFile load_program(Machine& machine, const std::filesystem::path& folder) {
    const Json json = Json::parse_file(folder / "program.json");
    ProgramFile file;
    for (const Json& entry : json.at("buffers").array()) {
        file.tensors.push_back(make_tensor(machine, entry));
    }
    for (const Json& entry : json.at("circular_buffers").array()) {
        file.program.circular_buffers.push_back(make_cb(entry));
    }
    if (const Json* semaphores = json.find("semaphores")) {
        file.program.semaphores = semaphores_from(*semaphores);
    }
    const Words words(machine, file.tensors);
    for (const Json& entry : json.at("kernels").array()) {
        file.program.kernels.push_back(make_kernel(entry, words, folder));
    }
    return file;
}

}  // namespace tilesmith::replay
