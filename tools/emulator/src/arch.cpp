#include "arch.hpp"

namespace tilesmith {

namespace {

constexpr ArchInfo kWormhole{
    .arch = Arch::wormhole_b0,
    .name = "wormhole_b0",
    .grid_x = 8,
    .grid_y = 9,
    .l1_bytes = 1499136,
    .first_cb_address = 0x19d60,
    .l1_alignment = 16,
    .dram_alignment = 32,
    .dram_banks = 12,
    .dram_base = 0x100040,
    .dram_bytes_per_bank = 1ull << 30,
    .dram_noc_hi = {0x2c00, 0x400, 0x1400, 0x1c00, 0x450, 0x2c50, 0x850, 0x2450, 0x2050, 0xc50, 0x1450, 0x1c50},
    .dram_upper_half = {false, true, false, true, false, true, false, true, false, true, false, true},
};

constexpr ArchInfo kBlackhole{
    .arch = Arch::blackhole,
    .name = "blackhole",
    .grid_x = 13,
    .grid_y = 10,
    .l1_bytes = 1572864,
    .first_cb_address = 0x1b480,
    .l1_alignment = 16,
    .dram_alignment = 64,
    .dram_banks = 8,
    .dram_base = 0x100080,
    .dram_bytes_per_bank = 4ull << 30,
    .dram_noc_hi = {0x3910, 0x3d10, 0x4910, 0x5510, 0x3920, 0x4520, 0x5120, 0x5d20, 0, 0, 0, 0},
    .dram_upper_half = {},
};

// Blackhole's virtual columns 8 and 9 belong to DRAM and Ethernet, so the workers jump from x = 7 to x = 10.
constexpr uint32_t kBlackholeLeftColumns = 7;

}  // namespace

NocCoordinate ArchInfo::noc_of(Core core) const {
    if (arch == Arch::wormhole_b0) {
        return {core.x + 18, core.y + 18};
    }
    return {core.x < kBlackholeLeftColumns ? core.x + 1 : core.x + 3, core.y + 2};
}

std::optional<Core> ArchInfo::worker_at(NocCoordinate at) const {
    Core core;
    if (arch == Arch::wormhole_b0) {
        if (at.x < 18 || at.y < 18) {
            return std::nullopt;
        }
        core = Core{at.x - 18, at.y - 18};
    } else {
        if (at.x < 1 || at.y < 2 || at.x == 8 || at.x == 9) {
            return std::nullopt;
        }
        core = Core{at.x < 8 ? at.x - 1 : at.x - 3, at.y - 2};
    }
    return contains(core) ? std::optional(core) : std::nullopt;
}

const ArchInfo& arch_info(Arch arch) {
    return arch == Arch::wormhole_b0 ? kWormhole : kBlackhole;
}

std::optional<Arch> arch_named(std::string_view name) {
    if (name == "wormhole_b0") {
        return Arch::wormhole_b0;
    }
    if (name == "blackhole") {
        return Arch::blackhole;
    }
    return std::nullopt;
}

}  // namespace tilesmith
