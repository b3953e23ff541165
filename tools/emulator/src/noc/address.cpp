#include "noc/noc.hpp"

namespace tilesmith::noc {

namespace {

constexpr uint64_t kUpperHalf = 0x40000000;  // the odd banks of a Wormhole DRAM core lie 1 GB up

NocCoordinate dram_coordinate(const ArchInfo& arch, uint32_t bank) {
    return end_of(static_cast<uint64_t>(arch.dram_noc_hi[bank]) << 32);
}

std::optional<uint32_t> bank_at(const ArchInfo& arch, NocCoordinate at, bool upper_half) {
    for (uint32_t bank = 0; bank < arch.dram_banks; ++bank) {
        if (dram_coordinate(arch, bank) == at && arch.dram_upper_half[bank] == upper_half) {
            return bank;
        }
    }
    return std::nullopt;
}

}  // namespace

uint64_t address_of(const ArchInfo& arch, const Endpoint& endpoint) {
    if (!endpoint.dram) {
        const NocCoordinate at = arch.noc_of(arch.core_at(endpoint.unit));
        return address(at.x, at.y, endpoint.address);
    }
    const NocCoordinate at = dram_coordinate(arch, endpoint.unit);
    return address(at.x, at.y, endpoint.address + (arch.dram_upper_half[endpoint.unit] ? kUpperHalf : 0));
}

std::optional<Endpoint> resolve(const ArchInfo& arch, uint64_t noc_address) {
    const NocCoordinate at = end_of(noc_address);
    const uint64_t offset = offset_of(noc_address);
    if (const auto core = arch.worker_at(at)) {
        return Endpoint{false, arch.core_index(*core), offset};
    }
    const bool upper = arch.arch == Arch::wormhole_b0 && offset >= kUpperHalf;
    if (const auto bank = bank_at(arch, at, upper)) {
        return Endpoint{true, *bank, upper ? offset - kUpperHalf : offset};
    }
    return std::nullopt;
}

}  // namespace tilesmith::noc
