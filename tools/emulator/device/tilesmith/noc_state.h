// The forms that set registers once and issue many transactions, and those with transaction ids.
#pragma once

#include "tilesmith/noc_transfers.h"

namespace tilesmith::device {
// The state forms take only the lower 32 bits of an address in the second call: the coordinate comes from the state.
constexpr uint64_t with_offset(uint64_t noc_address, uint32_t offset) {
    return (noc_address & ~0xFFFFFFFFFull) | offset;
}
}  // namespace tilesmith::device

template <bool use_vc = false>
inline void noc_async_read_one_packet_set_state(uint64_t src_noc_addr, uint32_t size, const uint32_t = 0,
                                                uint8_t noc = noc_index) {
    auto& state = tilesmith::device::noc_state(noc);
    state.read_from = src_noc_addr;
    state.read_bytes = size;
}
template <bool inc_num_issued = true, bool use_vc = false>
inline void noc_async_read_one_packet_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
                                                 const uint32_t = 0, uint8_t noc = noc_index,
                                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_read(tilesmith::device::with_offset(state.read_from, src_local_l1_addr), dst_local_l1_addr,
                                state.read_bytes, noc, state.read_trid, site);
}
inline void noc_async_read_set_state(uint64_t src_noc_addr, uint8_t noc = noc_index) {
    tilesmith::device::noc_state(noc).read_from = src_noc_addr;
}
template <bool inc_num_issued = true, bool skip_cmdbuf_chk = false>
inline void noc_async_read_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                      uint8_t noc = noc_index,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_read(tilesmith::device::with_offset(state.read_from, src_local_l1_addr), dst_local_l1_addr,
                                size, noc, state.read_trid, site);
}
// Only counts: here a barrier knows its transactions themselves.
inline void noc_async_read_inc_num_issued(uint32_t, uint8_t = noc_index) {}

template <bool posted = false>
inline void noc_async_write_one_packet_set_state(uint64_t dst_noc_addr, uint32_t size, uint8_t noc = noc_index,
                                                 uint8_t = NOC_UNICAST_WRITE_VC) {
    auto& state = tilesmith::device::noc_state(noc);
    state.write_to = dst_noc_addr;
    state.write_bytes = size;
}
template <bool posted = false>
inline void noc_async_write_one_packet_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
                                                  uint8_t noc = noc_index,
                                                  tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_write(src_local_l1_addr, tilesmith::device::with_offset(state.write_to, dst_local_l1_addr),
                                 state.write_bytes, noc, state.write_trid, posted, site);
}
template <bool posted = false>
inline void noc_async_write_set_state(uint64_t dst_noc_addr, uint8_t noc = noc_index, uint8_t = NOC_UNICAST_WRITE_VC) {
    tilesmith::device::noc_state(noc).write_to = dst_noc_addr;
}
template <bool posted = false, bool update_counter = true, bool skip_cmdbuf_chk = false>
inline void noc_async_write_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr, uint32_t size,
                                       uint8_t noc = noc_index,
                                       tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_write(src_local_l1_addr, tilesmith::device::with_offset(state.write_to, dst_local_l1_addr),
                                 size, noc, state.write_trid, posted, site);
}

template <bool posted = false, bool set_val = false>
inline void noc_inline_dw_write_set_state(uint64_t addr, uint32_t val = 0, uint8_t = 0xF, uint8_t = write_at_cmd_buf,
                                          uint8_t noc = noc_index, uint8_t = NOC_UNICAST_WRITE_VC) {
    auto& state = tilesmith::device::noc_state(noc);
    state.inline_to = addr;
    state.inline_value = val;
}
template <bool update_addr_lo = false, bool update_counter = true, bool posted = false, bool update_addr_hi = false,
          bool update_val = false, InlineWriteDst dst_type = InlineWriteDst::DEFAULT>
inline void noc_inline_dw_write_with_state(uint32_t val, uint32_t addr = 0, uint8_t = write_at_cmd_buf,
                                           uint8_t noc = noc_index,
                                           tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    const uint64_t to = update_addr_lo ? tilesmith::device::with_offset(state.inline_to, addr) : state.inline_to;
    tilesmith::device::noc_inline_write(to, update_val ? val : state.inline_value, noc, posted, site);
}

// Transaction ids.
inline void noc_async_read_set_trid(uint32_t trid = 0, uint8_t noc = noc_index) {
    tilesmith::device::noc_state(noc).read_trid = trid;
}
inline void noc_async_write_set_trid(uint32_t trid = 0, uint8_t noc = noc_index) {
    tilesmith::device::noc_state(noc).write_trid = trid;
}
inline void noc_async_read_barrier_with_trid(uint32_t trid, uint8_t noc = noc_index,
                                             tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_read_barrier(noc, trid, site);
}
inline void noc_async_write_barrier_with_trid(uint32_t trid, uint8_t noc = noc_index,
                                              tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write_barrier(noc, trid, site);
}
inline void noc_async_write_flushed_with_trid(uint32_t trid, uint8_t noc = noc_index,
                                              tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_writes_flushed(noc, trid, site);
}
template <bool skip_ptr_update = false, bool skip_cmdbuf_chk = false>
inline void noc_async_read_one_packet_with_state_with_trid(uint32_t src_base_addr, uint32_t src_addr,
                                                           uint32_t dest_addr, uint32_t trid = 0,
                                                           uint8_t noc = noc_index,
                                                           tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_read(tilesmith::device::with_offset(state.read_from, src_base_addr + src_addr), dest_addr,
                                state.read_bytes, noc, trid, site);
}
template <bool update_counter = true, bool posted = false>
inline void noc_async_write_one_packet_with_trid(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
                                                 uint32_t trid, uint8_t = write_cmd_buf, uint8_t noc = noc_index,
                                                 uint8_t = NOC_UNICAST_WRITE_VC,
                                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write(src_local_l1_addr, dst_noc_addr, size, noc, trid, posted, site);
}
template <bool posted = false>
inline void noc_async_write_one_packet_with_trid_set_state(uint64_t dst_noc_addr, uint8_t = write_cmd_buf,
                                                           uint8_t noc = noc_index, uint8_t = NOC_UNICAST_WRITE_VC) {
    tilesmith::device::noc_state(noc).write_to = dst_noc_addr;
}
template <bool update_counter = true, bool posted = false>
inline void noc_async_write_one_packet_with_trid_with_state(uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
                                                            uint32_t size, uint32_t trid, uint8_t = write_cmd_buf,
                                                            uint8_t noc = noc_index,
                                                            tilesmith::CallSite site = tilesmith::CallSite::here()) {
    const auto& state = tilesmith::device::noc_state(noc);
    tilesmith::device::noc_write(src_local_l1_addr, tilesmith::device::with_offset(state.write_to, dst_local_l1_addr),
                                 size, noc, trid, posted, site);
}
inline void reset_noc_trid_barrier_counter(uint32_t = NOC_CLEAR_OUTSTANDING_REQ_MASK, uint32_t = noc_index) {}
