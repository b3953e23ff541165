// CreateKernel: where the source lies, which processor runs it, which tensors its accessor words come from.
#include <tt-metalium/host_api.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <tt_stl/assert.hpp>

#include "launch.hpp"
#include "machine.hpp"
#include "program_impl.hpp"
#include "settings.hpp"

namespace fs = std::filesystem;

namespace tt::tt_metal {

namespace {

fs::path& root_dir() {
    static fs::path root;
    return root;
}

std::vector<fs::path> search_folders() {
    std::vector<fs::path> folders{fs::current_path()};
    if (!root_dir().empty()) {
        folders.push_back(root_dir());
    }
    for (const char* name : {"TT_METAL_KERNEL_PATH", "TT_METAL_HOME", "TT_METAL_RUNTIME_ROOT"}) {
        if (const char* value = std::getenv(name)) {
            folders.emplace_back(value);
            folders.push_back(fs::path(value) / "tt_metal" / "programming_examples");
        }
    }
    return folders;
}

fs::path find_source(const std::string& name) {
    if (fs::path(name).is_absolute() && fs::is_regular_file(name)) {
        return name;
    }
    std::string searched;
    for (const fs::path& folder : search_folders()) {
        if (fs::is_regular_file(folder / name)) {
            return fs::absolute(folder / name).lexically_normal();
        }
        searched += " " + folder.string();
    }
    TT_THROW("Kernel file {} doesn't exist in any of the searched paths! Searched:{}", name, searched);
}

/// Source text given as a string gets a file of its own, named by its content so that the cache recognises it.
fs::path file_for_text(const std::string& text) {
    const fs::path folder = fs::temp_directory_path() / ("tilesmith-sources-" + std::to_string(getuid()));
    fs::create_directories(folder);
    const fs::path file = folder / ("kernel_" + std::to_string(std::hash<std::string>()(text)) + ".cpp");
    const fs::path own = file.string() + "." + std::to_string(getpid());
    std::ofstream(own, std::ios::binary) << text;
    fs::rename(own, file);
    return file;
}

void set_common(tilesmith::KernelSpec& kernel, const auto& config) {
    kernel.compile_args = config.compile_args;
    kernel.named_compile_args.insert(config.named_compile_args.begin(), config.named_compile_args.end());
    kernel.defines = config.defines;
}

void configure(tilesmith::KernelSpec& kernel, const DataMovementConfig& config) {
    set_common(kernel, config);
    kernel.processor = config.processor == DataMovementProcessor::RISCV_0 ? tilesmith::Processor::riscv_0 : tilesmith::Processor::riscv_1;
    kernel.noc = config.noc;
}

void configure(tilesmith::KernelSpec& kernel, const ComputeConfig& config) {
    TT_FATAL(config.math_fidelity != MathFidelity::Invalid, "Math fidelity of a compute kernel must be LoFi, HiFi2, HiFi3 or HiFi4");
    TT_FATAL(config.unpack_to_dest_mode.empty() || config.unpack_to_dest_mode.size() == NUM_CIRCULAR_BUFFERS,
             "unpack_to_dest_mode vector must have size {} (NUM_CIRCULAR_BUFFERS) when non-empty", NUM_CIRCULAR_BUFFERS);
    set_common(kernel, config);
    kernel.processor = tilesmith::Processor::compute;
    kernel.compute.fidelity = static_cast<tilesmith::Fidelity>(config.math_fidelity);
    kernel.compute.fp32_dest_acc = config.fp32_dest_acc_en;
    kernel.compute.dst_full_sync = config.dst_full_sync_en;
    kernel.compute.math_approx = config.math_approx_mode;
    kernel.compute.bfp8_pack_precise = config.bfp8_pack_precise;
    for (size_t cb = 0; cb < config.unpack_to_dest_mode.size(); ++cb) {
        kernel.compute.unpack_to_dest_fp32[cb] = config.unpack_to_dest_mode[cb] == UnpackToDestMode::UnpackToDestFp32;
    }
}

void configure(tilesmith::KernelSpec&, const EthernetConfig&) { TT_THROW("the emulator lacks Ethernet cores"); }

bool words_match(const std::vector<uint32_t>& arguments, const tilesmith::AccessorWords& accessor) {
    const size_t end = accessor.offset + accessor.words.size();
    return end <= arguments.size() && std::equal(accessor.words.begin(), accessor.words.end(), arguments.begin() + accessor.offset);
}

KernelHandle add_kernel(Program& program, std::shared_ptr<tilesmith::KernelSpec> kernel,
                        const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                        const std::variant<DataMovementConfig, ComputeConfig, EthernetConfig>& config) {
    kernel->cores = detail::cores_of(core_spec);
    std::visit([&](const auto& one) { configure(*kernel, one); }, config);
    for (const tilesmith::AccessorWords& accessor : tilesmith::Machine::instance().accessor_log) {
        if (words_match(kernel->compile_args, accessor)) {
            kernel->accessors.push_back(accessor);
        }
    }
    auto& kernels = program.impl().program.kernels;
    kernels.push_back(std::move(kernel));
    try {
        tilesmith::check_processors(program.impl().program);
    } catch (const std::runtime_error& error) {
        TT_THROW("{}", error.what());
    }
    return static_cast<KernelHandle>(kernels.size() - 1);
}

}  // namespace

ReaderDataMovementConfig::ReaderDataMovementConfig(std::vector<uint32_t> args, std::map<std::string, std::string> kernel_defines,
                                                   std::unordered_map<std::string, uint32_t> named, KernelBuildOptLevel level)
    : DataMovementConfig{.processor = DataMovementProcessor::RISCV_1,
                         .noc = NOC::NOC_0,
                         .compile_args = std::move(args),
                         .defines = std::move(kernel_defines),
                         .named_compile_args = std::move(named),
                         .opt_level = level} {}

WriterDataMovementConfig::WriterDataMovementConfig(std::vector<uint32_t> args, std::map<std::string, std::string> kernel_defines,
                                                   std::unordered_map<std::string, uint32_t> named, KernelBuildOptLevel level)
    : DataMovementConfig{.processor = DataMovementProcessor::RISCV_0,
                         .noc = NOC::NOC_1,
                         .compile_args = std::move(args),
                         .defines = std::move(kernel_defines),
                         .named_compile_args = std::move(named),
                         .opt_level = level} {}

void SetRootDir(const std::string& root) { root_dir() = root; }

KernelHandle CreateKernel(Program& program, const std::string& file_name, const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                          const std::variant<DataMovementConfig, ComputeConfig, EthernetConfig>& config) {
    auto kernel = std::make_shared<tilesmith::KernelSpec>();
    kernel->source = file_name;
    kernel->file = find_source(file_name);
    return add_kernel(program, std::move(kernel), core_spec, config);
}

KernelHandle CreateKernelFromString(Program& program, const std::string& kernel_src_code,
                                    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& core_spec,
                                    const std::variant<DataMovementConfig, ComputeConfig, EthernetConfig>& config) {
    auto kernel = std::make_shared<tilesmith::KernelSpec>();
    kernel->file = file_for_text(kernel_src_code);
    kernel->from_text = true;
    kernel->source = kernel->file.string();
    return add_kernel(program, std::move(kernel), core_spec, config);
}

}  // namespace tt::tt_metal
