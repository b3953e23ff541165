// Facts of the two architectures. All values were measured on a running program (ttnn 0.81.1, unharvested chip).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "kernel_context.hpp"

namespace tilesmith {

/// Logical coordinate of a worker core.
struct Core {
    uint32_t x = 0;
    uint32_t y = 0;
    friend bool operator==(const Core&, const Core&) = default;
    friend auto operator<=>(const Core&, const Core&) = default;
};

struct NocCoordinate {
    uint32_t x = 0;
    uint32_t y = 0;
    friend bool operator==(const NocCoordinate&, const NocCoordinate&) = default;
};

/// Where the runtime keeps its own things in L1. On the chip semaphores and arguments lie below 0x10000, where an
/// unprivileged process cannot map memory; here they lie between 0x10000 and the first circular buffer.
struct L1Layout {
    static constexpr uint32_t window_begin = 0x10000;
    static constexpr uint32_t arguments = 0x10000;        ///< per processor 4 KiB: unique, then common arguments
    static constexpr uint32_t arguments_stride = 0x1000;
    static constexpr uint32_t common_arguments = 0x800;   ///< inside that
    static constexpr uint32_t semaphores = 0x13000;
    static constexpr uint32_t semaphore_stride = 16;
    static constexpr uint32_t max_semaphores = 16;
    static constexpr uint32_t zeros = 0x14000;            ///< MEM_ZEROS_BASE
    static constexpr uint32_t zeros_size = 512;
    static constexpr uint32_t max_arguments = 341;
};

struct ArchInfo {
    Arch arch;
    const char* name;
    uint32_t grid_x, grid_y;
    uint32_t l1_bytes;
    uint32_t first_cb_address;
    uint32_t l1_alignment;
    uint32_t dram_alignment;
    uint32_t dram_banks;
    uint32_t dram_base;             ///< address of the first DRAM buffer
    uint64_t dram_bytes_per_bank;
    std::array<uint32_t, 12> dram_noc_hi;   ///< upper word of the NoC address of each bank
    std::array<bool, 12> dram_upper_half;   ///< the bank lies 1 GB above the base of its DRAM core

    uint32_t cores() const { return grid_x * grid_y; }
    uint32_t core_index(Core core) const { return core.y * grid_x + core.x; }
    Core core_at(uint32_t index) const { return Core{index % grid_x, index / grid_x}; }
    bool contains(Core core) const { return core.x < grid_x && core.y < grid_y; }
    NocCoordinate noc_of(Core core) const;
    std::optional<Core> worker_at(NocCoordinate coordinate) const;
};

const ArchInfo& arch_info(Arch arch);
std::optional<Arch> arch_named(std::string_view name);

}  // namespace tilesmith
