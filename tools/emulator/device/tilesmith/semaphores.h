// Semaphores: words in L1 that cores set, add to and wait for.
#pragma once

#include "tilesmith/noc_transfers.h"

template <ProgrammableCoreType type = ProgrammableCoreType::TENSIX>
inline uint32_t get_semaphore(uint32_t semaphore_id, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    return tilesmith::device::semaphore_address(semaphore_id, site);
}
inline void noc_semaphore_wait(volatile uint32_t* sem_addr, uint32_t val,
                               tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::semaphore_wait(sem_addr, val, false, site);
}
inline void noc_semaphore_wait_min(volatile uint32_t* sem_addr, uint32_t val,
                                   tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::semaphore_wait(sem_addr, val, true, site);
}
inline void noc_semaphore_set(volatile uint32_t* sem_addr, uint32_t val,
                              tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::semaphore_set(sem_addr, val, site);
}
inline void noc_semaphore_set_remote(uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint8_t noc = noc_index,
                                     tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_write(src_local_l1_addr, dst_noc_addr, sizeof(uint32_t), noc, 0, false, site);
}
inline void noc_semaphore_set_multicast(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast, uint32_t num_dests,
                                        bool = false, uint8_t noc = noc_index, uint8_t = NOC_MULTICAST_WRITE_VC,
                                        tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast(src_local_l1_addr, dst_noc_addr_multicast, sizeof(uint32_t), num_dests, false, noc,
                                     site);
}
inline void noc_semaphore_set_multicast_loopback_src(uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
                                                     uint32_t num_dests, bool = false, uint8_t noc = noc_index,
                                                     tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast(src_local_l1_addr, dst_noc_addr_multicast, sizeof(uint32_t), num_dests, true, noc,
                                     site);
}
template <bool posted = false>
inline void noc_semaphore_inc(uint64_t addr, uint32_t incr, uint8_t noc_id = noc_index, uint8_t = NOC_UNICAST_WRITE_VC,
                              tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_atomic_increment(addr, incr, noc_id, site);
}
template <bool posted = false>
inline void noc_semaphore_inc_multicast(uint64_t addr, uint32_t incr, uint32_t num_dests, uint8_t noc_id = noc_index,
                                        uint8_t = NOC_MULTICAST_WRITE_VC,
                                        tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::noc_multicast_increment(addr, incr, num_dests, noc_id, site);
}
