// NoC addresses and the generators of addresses for interleaved buffers.
#pragma once

#include <type_traits>
#include <utility>

#include "tilesmith/attributes.h"
#include "tilesmith/data_format.h"
#include "tilesmith/runtime.h"

inline uint64_t get_noc_addr(uint32_t noc_x, uint32_t noc_y, uint32_t addr, uint8_t = noc_index) {
    return (static_cast<uint64_t>(noc_y) << 42) | (static_cast<uint64_t>(noc_x) << 36) | addr;
}
inline uint64_t get_noc_addr_helper(uint32_t noc_xy, uint32_t addr) {
    return (static_cast<uint64_t>(noc_xy) << 32) | addr;
}
inline uint64_t get_noc_addr(uint32_t addr, uint8_t = noc_index) { return tilesmith::device::self_address(addr); }
inline uint64_t get_noc_multicast_addr(uint32_t noc_x_start, uint32_t noc_y_start, uint32_t noc_x_end,
                                       uint32_t noc_y_end, uint32_t addr, uint8_t = noc_index) {
    return (static_cast<uint64_t>(noc_y_start) << 54) | (static_cast<uint64_t>(noc_x_start) << 48) |
           (static_cast<uint64_t>(noc_y_end) << 42) | (static_cast<uint64_t>(noc_x_end) << 36) | addr;
}

template <bool DRAM>
inline uint64_t get_noc_addr_from_bank_id(uint32_t bank_id, uint32_t bank_address_offset, uint8_t = noc_index,
                                          tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::bank_address(DRAM, bank_id, bank_address_offset, site);
}

constexpr uint32_t align_power_of_2(uint32_t address, uint32_t alignment) {
    return (address + alignment - 1) & ~(alignment - 1);
}
constexpr bool is_power_of_2(uint32_t value) { return value != 0 && (value & (value - 1)) == 0; }

namespace tilesmith::device {
template <bool DRAM>
inline uint32_t aligned_page(uint32_t page_size) {
    return align_power_of_2(page_size, DRAM ? dram_alignment() : L1_ALIGNMENT);
}

constexpr uint32_t tile_bytes(DataFormat format, uint32_t datums) {
    const uint32_t exponents = (datums / 16 + 15) / 16 * 16;
    switch (format) {
        case DataFormat::Float32:
        case DataFormat::Tf32:
        case DataFormat::Int32:
        case DataFormat::UInt32: return datums * 4;
        case DataFormat::Float16:
        case DataFormat::Float16_b:
        case DataFormat::UInt16: return datums * 2;
        case DataFormat::Bfp4:
        case DataFormat::Bfp4_b: return datums / 2 + exponents;
        case DataFormat::Bfp2:
        case DataFormat::Bfp2_b: return datums / 4 + exponents;
        case DataFormat::Bfp8:
        case DataFormat::Bfp8_b: return datums + exponents;
        default: return datums;
    }
}
}  // namespace tilesmith::device

inline uint64_t get_dram_noc_addr(uint32_t id, uint32_t page_size, uint32_t bank_base_address, uint32_t offset = 0,
                                  uint8_t = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::interleaved_address(true, bank_base_address, tilesmith::device::aligned_page<true>(page_size),
                                                  id, offset, site);
}
inline uint64_t get_l1_noc_addr(uint32_t id, uint32_t page_size, uint32_t bank_base_address, uint32_t offset = 0,
                                uint8_t = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::interleaved_address(false, bank_base_address,
                                                  tilesmith::device::aligned_page<false>(page_size), id, offset, site);
}

template <bool DRAM>
struct InterleavedAddrGen {
    static constexpr bool is_dram = DRAM;
    uint32_t bank_base_address;
    const uint32_t page_size;
    const uint32_t aligned_page_size = tilesmith::device::aligned_page<DRAM>(page_size);

    uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t = noc_index,
                          tilesmith::CallSite site = tilesmith::CallSite::here()) const {
        return tilesmith::device::interleaved_address(DRAM, bank_base_address, aligned_page_size, id, offset, site);
    }
};

template <bool DRAM>
struct InterleavedPow2AddrGen {
    static constexpr bool is_dram = DRAM;
    const uint32_t bank_base_address;
    const uint32_t log_base_2_of_page_size;

    uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t = noc_index,
                          tilesmith::CallSite site = tilesmith::CallSite::here()) const {
        return tilesmith::device::interleaved_address(
            DRAM, bank_base_address, tilesmith::device::aligned_page<DRAM>(1u << log_base_2_of_page_size), id, offset, site);
    }
};

template <bool DRAM>
using InterleavedPow2AddrGenFast = InterleavedPow2AddrGen<DRAM>;

template <bool DRAM, uint32_t tile_hw = 1024>
struct InterleavedAddrGenFast {
    static constexpr bool is_dram = DRAM;
    uint32_t bank_base_address;
    uint32_t page_size;
    DataFormat data_format;

    uint64_t get_noc_addr(uint32_t id, uint32_t offset = 0, uint8_t = noc_index,
                          tilesmith::CallSite site = tilesmith::CallSite::here()) const {
        return tilesmith::device::interleaved_address(
            DRAM, bank_base_address, tilesmith::device::tile_bytes(data_format, tile_hw), id, offset, site);
    }
};

template <bool DRAM, uint32_t page_size>
inline auto get_interleaved_addr_gen(uint32_t base_addr) {
    return InterleavedAddrGen<DRAM>{base_addr, page_size};
}
template <bool DRAM, bool is_size_pow2>
inline auto get_interleaved_addr_gen(uint32_t base_addr, uint32_t page_size, uint32_t log2_page_size) {
    if constexpr (is_size_pow2) {
        return InterleavedPow2AddrGen<DRAM>{.bank_base_address = base_addr, .log_base_2_of_page_size = log2_page_size};
    } else {
        return InterleavedAddrGen<DRAM>{.bank_base_address = base_addr, .page_size = page_size};
    }
}
/// `size` is the page size, or its logarithm for powers of two.
template <bool DRAM, bool is_size_pow2>
inline auto get_interleaved_addr_gen(uint32_t base_addr, uint32_t size) {
    return get_interleaved_addr_gen<DRAM, is_size_pow2>(base_addr, size, size);
}

/// The bytes that one page of an address generator or tensor accessor holds.
namespace tilesmith::device {
template <typename T, typename = void>
struct PageBytes {
    static uint32_t of(const T& generator) { return 1u << generator.log_base_2_of_page_size; }
};
template <typename T>
struct PageBytes<T, std::void_t<decltype(std::declval<const T&>().page_size)>> {
    static uint32_t of(const T& generator) { return generator.page_size; }
};
template <typename T>
struct PageBytes<T, std::void_t<decltype(std::declval<const T&>().get_aligned_page_size())>> {
    static uint32_t of(const T& generator) { return generator.get_aligned_page_size(); }
};
template <typename T>
inline uint32_t page_bytes(const T& generator) {
    return PageBytes<T>::of(generator);
}
}  // namespace tilesmith::device

template <typename AddrGen, typename = decltype(std::declval<const AddrGen&>().get_noc_addr(0u))>
inline uint64_t get_noc_addr(uint32_t id, const AddrGen& addrgen, uint32_t offset = 0, uint8_t noc = noc_index,
                             tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return addrgen.get_noc_addr(id, offset, noc, site);
}
