// The network on chip: addresses, asynchronous transactions, barriers.
#pragma once

#include <cstdint>
#include <optional>

#include "machine.hpp"

namespace tilesmith::noc {

// 64-bit NoC address: offset in bits 0..35, x in 36..41, y in 42..47; a multicast address has the end there and the
// start x, y above.
constexpr uint64_t address(uint32_t x, uint32_t y, uint64_t offset) {
    return (static_cast<uint64_t>(y) << 42) | (static_cast<uint64_t>(x) << 36) | offset;
}
constexpr uint64_t offset_of(uint64_t noc_address) { return noc_address & 0xFFFFFFFFFull; }
constexpr NocCoordinate end_of(uint64_t noc_address) {
    return {static_cast<uint32_t>(noc_address >> 36) & 0x3F, static_cast<uint32_t>(noc_address >> 42) & 0x3F};
}
constexpr NocCoordinate start_of(uint64_t noc_address) {
    return {static_cast<uint32_t>(noc_address >> 48) & 0x3F, static_cast<uint32_t>(noc_address >> 54) & 0x3F};
}

/// NoC address of an offset in a DRAM bank or in the L1 of a core.
uint64_t address_of(const ArchInfo& arch, const Endpoint& endpoint);

/// What a unicast NoC address names; nothing when there is no core and no DRAM bank at its coordinate.
std::optional<Endpoint> resolve(const ArchInfo& arch, uint64_t noc_address);

struct Options {
    uint8_t noc = 0;
    uint32_t trid = 0;
    bool posted = false;
    bool include_self = false;
};

// Called from kernels. All of them check their arguments and report by line.
void read(Machine& machine, uint64_t from, uint32_t to, uint32_t bytes, Options options, CallSite site);
void write(Machine& machine, uint32_t from, uint64_t to, uint32_t bytes, Options options, CallSite site);
void multicast(Machine& machine, uint32_t from, uint64_t to, uint32_t bytes, uint32_t destinations, Options options,
               CallSite site);
void inline_write(Machine& machine, uint64_t to, uint32_t value, Options options, CallSite site);
void atomic_increment(Machine& machine, uint64_t to, uint32_t increment, Options options, CallSite site);
void multicast_increment(Machine& machine, uint64_t to, uint32_t increment, uint32_t destinations, Options options,
                         CallSite site);

constexpr uint32_t kAnyTrid = 0xFFFFFFFF;
void read_barrier(Machine& machine, uint8_t noc, uint32_t trid, CallSite site);
void write_barrier(Machine& machine, uint8_t noc, uint32_t trid, CallSite site);
void writes_flushed(Machine& machine, uint8_t noc, uint32_t trid, CallSite site);
void atomic_barrier(Machine& machine, uint8_t noc, CallSite site);

/// Findings about what is still under way when a kernel returns; then everything takes place.
void finish_kernel(Machine& machine);

/// Lets the oldest undelivered write of a fiber take place. False when it has none.
bool deliver_next(Machine& machine, Fiber& fiber);

/// Sets what kernels see as my_x, my_y and noc_index.
void show_identity(const Fiber& fiber);

}  // namespace tilesmith::noc
