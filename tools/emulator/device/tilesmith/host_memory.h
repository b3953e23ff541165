// Transfers over PCIe to the host's memory, which a kernel here has none of, and what else only silicon has.
#pragma once

#include "tilesmith/noc_state.h"

inline void noc_async_read_pcie(uint64_t, uint32_t, uint32_t, uint8_t = noc_index,
                                tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unsupported("noc_async_read_pcie", site);
}
inline void noc_async_read_set_pcie_state(uint64_t, uint8_t = noc_index,
                                          tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unsupported("noc_async_read_set_pcie_state", site);
}
inline void noc_async_write_pcie(uint32_t, uint64_t, uint32_t, uint8_t = noc_index, uint32_t = NOC_UNICAST_WRITE_VC,
                                 tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unsupported("noc_async_write_pcie", site);
}
inline void noc_async_write_set_pcie_state(uint64_t, uint8_t = noc_index, uint8_t = NOC_UNICAST_WRITE_VC,
                                           tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unsupported("noc_async_write_set_pcie_state", site);
}
template <InlineWriteDst dst_type = InlineWriteDst::DEFAULT, bool posted = false, bool flush = true>
inline void noc_inline_mcast_dw_write(uint64_t, uint32_t, uint8_t = 0xF, uint8_t = noc_index,
                                      uint8_t = NOC_MULTICAST_WRITE_VC, uint32_t = 0, uint32_t = 1,
                                      tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::unsupported("noc_inline_mcast_dw_write", site);
}
// Nothing to end, since none can begin.
inline void noc_async_read_clear_pcie_state(uint8_t = noc_index, uint8_t = read_cmd_buf) {}
inline void noc_async_write_clear_pcie_state(uint8_t = noc_index, uint8_t = write_cmd_buf) {}
inline bool noc_cmd_bufs_mid_clear(uint8_t = noc_index) { return true; }

/// Whether the address is one of L1 and not of the registers of a core, which lie above.
inline bool is_l1_address(uint64_t addr) { return (addr & 0xFFFFFFFFu) < 0xFF000000u; }

/// Spins until the word at `addr` is `val`; others run meanwhile.
inline void wait_for_sync_register_value(uintptr_t addr, int32_t val,
                                         tilesmith::CallSite site = tilesmith::CallSite::here()) {
    while (*reinterpret_cast<volatile int32_t*>(addr) != val) {
        tilesmith::device::poll("wait_for_sync_register_value", site);
    }
}

/// Tells a watchdog of the firmware that the processor is alive; there is none here.
inline void RISC_POST_HEARTBEAT(uint32_t&) {}
