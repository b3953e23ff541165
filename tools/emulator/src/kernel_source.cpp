#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>

#include "kernel_builder.hpp"

namespace tilesmith {

namespace {

std::string joined(const std::vector<uint32_t>& values) {
    std::string text;
    for (const uint32_t value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value) + "u";
    }
    return text;
}

void write_arguments(std::ostringstream& out, const KernelSpec& kernel) {
    out << "#define KERNEL_COMPILE_TIME_ARGS " << joined(kernel.compile_args) << "\n";
    if (!kernel.named_compile_args.empty()) {
        out << "#define KERNEL_COMPILE_TIME_ARG_MAP";
        const char* separator = " ";
        for (const auto& [name, value] : kernel.named_compile_args) {
            out << separator << "{\"" << name << "\", " << value << "u}";
            separator = ", ";
        }
        out << "\n";
    }
}

void write_table(std::ostringstream& out, const char* type, const char* name, const KernelRequest& request,
                 const std::function<uint32_t(const CbIndexSpec&)>& value, uint32_t missing) {
    std::vector<uint32_t> table(kCircularBuffers, missing);
    for (const CbIndexSpec& cb : request.circular_buffers) {
        table[cb.index] = value(cb);
    }
    out << "constexpr " << type << " " << name << "[32] = {" << joined(table) << "};\n";
}

void write_descriptors(std::ostringstream& out, const KernelRequest& request) {
    out << "namespace tilesmith::generated {\n";
    write_table(out, "uint32_t", "cb_tile_size", request,
                [](const CbIndexSpec& cb) { return bytes_of(cb.format, cb.tile.rows * cb.tile.cols); }, 0);
    write_table(out, "uint32_t", "cb_format", request,
                [](const CbIndexSpec& cb) { return static_cast<uint32_t>(cb.format); }, 255);
    write_table(out, "uint32_t", "cb_tile_rows", request, [](const CbIndexSpec& cb) { return cb.tile.rows; }, 0);
    write_table(out, "uint32_t", "cb_tile_cols", request, [](const CbIndexSpec& cb) { return cb.tile.cols; }, 0);
    write_table(out, "uint32_t", "cb_tile_faces", request, [](const CbIndexSpec& cb) { return cb.tile.faces(); }, 0);
    out << "}\n";
}

void write_role(std::ostringstream& out, const KernelSpec& kernel, Arch arch) {
    out << (arch == Arch::wormhole_b0 ? "#define ARCH_WORMHOLE\n" : "#define ARCH_BLACKHOLE\n");
    switch (kernel.processor) {
        case Processor::riscv_0: out << "#define COMPILE_FOR_BRISC\n#define PROCESSOR_INDEX 0\n"; break;
        case Processor::riscv_1: out << "#define COMPILE_FOR_NCRISC\n#define PROCESSOR_INDEX 1\n"; break;
        case Processor::compute: out << "#define COMPILE_FOR_TRISC 1\n#define TRISC_MATH\n#define PROCESSOR_INDEX 2\n"; break;
    }
    out << "#define NOC_INDEX " << int{kernel.noc} << "\n";
}

void write_compute_settings(std::ostringstream& out, const ComputeSettings& settings) {
    out << "#define MATH_FIDELITY " << static_cast<int>(settings.fidelity) << "\n"
        // A constant, as on the chip: kernels ask whether there is a macro of this name.
        << "constexpr bool DST_ACCUM_MODE = " << (settings.fp32_dest_acc ? "true" : "false") << ";\n"
        << "#define ENABLE_FP32_DEST_ACC " << int{settings.fp32_dest_acc} << "\n"
        << "#define APPROX " << (settings.math_approx ? "true" : "false") << "\n";
}

/// Whether the kernel's entry is `void MAIN`, as it was before 0.70. Only the old include paths define that macro.
bool has_older_entry(const std::filesystem::path& file) {
    std::ifstream in(file);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return text.find("void MAIN") != std::string::npos;
}

}  // namespace

std::string kernel_translation_unit(const KernelRequest& request, Arch arch) {
    const KernelSpec& kernel = *request.kernel;
    std::ostringstream out;
    write_role(out, kernel, arch);
    write_arguments(out, kernel);
    if (kernel.processor == Processor::compute) {
        write_compute_settings(out, kernel.compute);
    }
    write_descriptors(out, request);
    out << "#include \"tilesmith/kernel_constants.h\"\n";
    for (const auto& [name, value] : kernel.defines) {
        out << "#define " << name << " " << value << "\n";
    }
    const char* entry = has_older_entry(kernel.file) ? "NAMESPACE::MAIN" : "kernel_main()";
    out << "#include \"tilesmith/after_defines.h\"\n"
        << "#include \"" << kernel.file.string() << "\"\n"
        << "extern \"C\" __attribute__((visibility(\"default\"))) void tilesmith_kernel_entry() { " << entry << "; }\n";
    return out.str();
}

}  // namespace tilesmith
