// A program as the host described it: circular buffers, semaphores, kernels and their arguments.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arch.hpp"
#include "buffers.hpp"

namespace tilesmith {

using Cores = std::vector<Core>;

struct CbIndexSpec {
    uint32_t index = 0;
    uint32_t page_size = 0;
    DataFormat format = DataFormat::Invalid;
    TileGeometry tile;
};

/// One allocation in L1; it may be known under several indices.
struct CbSpec {
    Cores cores;
    uint32_t total_size = 0;
    std::vector<CbIndexSpec> indices;
    std::optional<uint64_t> buffer_address;  ///< placed on a sharded buffer instead of in the static region
};

struct SemaphoreSpec {
    uint32_t id = 0;
    Cores cores;
    uint32_t initial = 0;
};

/// The words that TensorAccessorArgs appended to a kernel's compile-time arguments.
struct AccessorWords {
    uint32_t offset = 0;
    std::vector<uint32_t> words;
    uint32_t buffer_id = 0;
    uint64_t buffer_address = 0;
};

struct KernelSpec {
    std::string source;             ///< path as the host gave it
    std::filesystem::path file;     ///< the file that is compiled
    bool from_text = false;         ///< the host gave the source itself; `file` was written for it
    Processor processor = Processor::riscv_0;
    uint8_t noc = 0;
    Cores cores;
    std::vector<uint32_t> compile_args;
    std::map<std::string, uint32_t> named_compile_args;
    std::map<std::string, std::string> defines;
    ComputeSettings compute;
    std::map<Core, std::vector<uint32_t>> runtime_args;
    std::vector<uint32_t> common_runtime_args;
    bool has_common_args = false;
    std::vector<AccessorWords> accessors;  ///< every tensor whose words may be meant, by offset

    bool runs_on(Core core) const;
};

struct Program {
    std::vector<CbSpec> circular_buffers;
    std::vector<SemaphoreSpec> semaphores;
    std::vector<std::shared_ptr<KernelSpec>> kernels;
};

const char* name_of(Processor processor);

/// Address of each entry of `program.circular_buffers`: from the first address on, each at the end of what its cores
/// already hold, rounded up to the DRAM alignment (as tt-metal does). Throws std::runtime_error when they do not fit.
std::vector<uint32_t> allocate_circular_buffers(const Program& program, const ArchInfo& arch,
                                                std::optional<uint64_t> lowest_l1_buffer);

}  // namespace tilesmith
