// Reads, writes, multicasts and barriers on the NoC.
#pragma once

#include "tilesmith/noc_addresses.h"

namespace tilesmith::device {
constexpr uint32_t any_trid = 0xFFFFFFFF;
}

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, bool enable_noc_tracing = true>
inline void noc_async_read(uint64_t src_noc_addr, uint32_t dst_local_l1_addr, uint32_t size, uint8_t noc = noc_index,
                           uint32_t = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_read(src_noc_addr, dst_local_l1_addr, size, noc, tilesmith::device::noc_state(noc).read_trid,
                                site);
}
template <bool enable_noc_tracing = true>
inline void noc_async_read_one_packet(uint64_t src_noc_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                      uint8_t noc = noc_index, uint32_t = 0,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_read(src_noc_addr, dst_local_l1_addr, size, noc, 0, site);
}

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1, bool enable_noc_tracing = true, bool posted = false>
inline void noc_async_write(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size, uint8_t noc = noc_index,
                            uint32_t = NOC_UNICAST_WRITE_VC, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write(src_local_l1_addr, dst_noc_addr, size, noc,
                                 tilesmith::device::noc_state(noc).write_trid, posted, site);
}
template <bool enable_noc_tracing = true, bool posted = false>
inline void noc_async_write_one_packet(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
                                       uint8_t noc = noc_index, uint32_t = NOC_UNICAST_WRITE_VC,
                                       tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write(src_local_l1_addr, dst_noc_addr, size, noc, 0, posted, site);
}

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1>
inline void noc_async_write_multicast(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast, uint32_t size,
                                      uint32_t num_dests, bool = false, uint8_t noc = noc_index,
                                      uint8_t = NOC_MULTICAST_WRITE_VC,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests, false, noc, site);
}
template <bool enable_noc_tracing = true>
inline void noc_async_write_multicast_one_packet(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                 uint32_t size, uint32_t num_dests, bool = false,
                                                 uint8_t noc = noc_index,
                                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests, false, noc, site);
}
inline void noc_async_write_multicast_loopback_src(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                   uint32_t size, uint32_t num_dests, bool = false,
                                                   uint8_t noc = noc_index,
                                                   tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests, true, noc, site);
}

// Pages of tensors and interleaved buffers. The template of noc_async_read_page takes the generator first.
template <typename AddrGen, bool enable_noc_tracing = true>
inline void noc_async_read_page(uint32_t id, const AddrGen& addrgen, uint32_t dst_local_l1_addr, uint32_t offset = 0,
                                uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_read(addrgen.get_noc_addr(id, offset, noc, site), dst_local_l1_addr,
                   tilesmith::device::page_bytes(addrgen), noc, 0, site);
}
template <typename AddrGen>
inline void noc_async_read_tile(uint32_t id, const AddrGen& addrgen, uint32_t dst_local_l1_addr, uint32_t offset = 0,
                                uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_read_page(id, addrgen, dst_local_l1_addr, offset, noc, site);
}
template <typename AddrGen, bool enable_noc_tracing = true, bool posted = false>
inline void noc_async_write_page(uint32_t id, const AddrGen& addrgen, uint32_t src_local_l1_addr, uint32_t size = 0,
                                 uint32_t offset = 0, uint8_t noc = noc_index,
                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const uint32_t bytes = size != 0 ? size : tilesmith::device::page_bytes(addrgen);
    noc_async_write<NOC_MAX_BURST_SIZE + 1, true, posted>(src_local_l1_addr, addrgen.get_noc_addr(id, offset, noc, site),
                                                          bytes, noc, NOC_UNICAST_WRITE_VC, site);
}
template <typename AddrGen>
inline void noc_async_write_tile(uint32_t id, const AddrGen& addrgen, uint32_t src_local_l1_addr,
                                 uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_write_page(id, addrgen, src_local_l1_addr, 0, 0, noc, site);
}
template <typename Accessor>
inline void noc_async_read_shard(uint32_t shard_id, const Accessor& s, uint32_t dst_local_l1_addr,
                                 uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_read(s.get_shard_noc_addr(shard_id, 0, noc, site), dst_local_l1_addr, s.shard_bytes(), noc, 0, site);
}
template <typename Accessor, bool posted = false>
inline void noc_async_write_shard(uint32_t shard_id, const Accessor& s, uint32_t src_local_l1_addr,
                                  uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    noc_async_write<NOC_MAX_BURST_SIZE + 1, true, posted>(src_local_l1_addr, s.get_shard_noc_addr(shard_id, 0, noc, site),
                                                          s.shard_bytes(), noc, NOC_UNICAST_WRITE_VC, site);
}

// Barriers.
inline void noc_async_read_barrier(uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_read_barrier(noc, tilesmith::device::any_trid, site);
}
inline void noc_async_write_barrier(uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write_barrier(noc, tilesmith::device::any_trid, site);
}
inline void noc_async_writes_flushed(uint8_t noc = noc_index, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_writes_flushed(noc, tilesmith::device::any_trid, site);
}
inline void noc_async_posted_writes_flushed(uint8_t noc = noc_index,
                                            tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_writes_flushed(noc, tilesmith::device::any_trid, site);
}
inline void noc_async_atomic_barrier(uint8_t noc_idx = noc_index,
                                     tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_atomic_barrier(noc_idx, site);
}
inline void noc_async_full_barrier(uint8_t noc_idx = noc_index,
                                   tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_read_barrier(noc_idx, tilesmith::device::any_trid, site);
    tilesmith::device::noc_write_barrier(noc_idx, tilesmith::device::any_trid, site);
    tilesmith::device::noc_atomic_barrier(noc_idx, site);
}
inline void invalidate_l1_cache(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::poll("invalidate_l1_cache", site);
}

template <InlineWriteDst dst_type = InlineWriteDst::DEFAULT, bool posted = false, bool flush = true>
inline void noc_inline_dw_write(uint64_t addr, uint32_t val, uint8_t = 0xF, uint8_t noc = noc_index,
                                uint8_t = NOC_UNICAST_WRITE_VC, uint32_t = 0,
                                tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_inline_write(addr, val, noc, posted, site);
}
