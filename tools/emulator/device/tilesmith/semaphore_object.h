// Semaphores, the object form.
#pragma once

#include "tilesmith/noc_object.h"
#include "tilesmith/semaphores.h"

template <ProgrammableCoreType core_type = ProgrammableCoreType::TENSIX>
class Semaphore {
    using CallSite = tilesmith::CallSite;

public:
    explicit Semaphore(uint32_t semaphore_id, CallSite site = CallSite::here()) : address_(get_semaphore(semaphore_id, site)) {}

    void up(uint32_t value, CallSite site = CallSite::here()) { set(this->value() + value, site); }
    /// Waits for at least `value` and takes it off.
    void down(uint32_t value, CallSite site = CallSite::here()) {
        wait_min(value, site);
        set(this->value() - value, site);
    }
    void wait(uint32_t value, CallSite site = CallSite::here()) const { noc_semaphore_wait(pointer(), value, site); }
    void wait_min(uint32_t value, CallSite site = CallSite::here()) const { noc_semaphore_wait_min(pointer(), value, site); }
    /// Room for a compute kernel's posts to the semaphores of the Tensix engine.
    void wait_not_full(uint32_t = 1, CallSite site = CallSite::here()) const {
        tilesmith::device::unsupported("Semaphore::wait_not_full", site);
    }
    void set(uint32_t value, CallSite site = CallSite::here()) { noc_semaphore_set(pointer(), value, site); }
    uint32_t value() const { return *pointer(); }

    void up(const Noc& noc, uint32_t noc_x, uint32_t noc_y, uint32_t value, uint8_t vc = NOC_UNICAST_WRITE_VC,
            CallSite site = CallSite::here()) {
        noc_semaphore_inc(get_noc_addr(noc_x, noc_y, address_), value, noc.get_noc_id(), vc, site);
    }
    template <ProgrammableCoreType other_type>
    void relay_unicast(const Noc& noc, const Semaphore<other_type>& dst_sem, uint32_t noc_x, uint32_t noc_y,
                       CallSite site = CallSite::here()) {
        noc_semaphore_set_remote(address_, get_noc_addr(noc_x, noc_y, dst_sem.address()), noc.get_noc_id(), site);
    }
    template <NocOptions opts = NocOptions::DEFAULT>
    void set_multicast(const Noc& noc, uint32_t x_start, uint32_t y_start, uint32_t x_end, uint32_t y_end, uint32_t num_dests,
                       bool = false, CallSite site = CallSite::here()) {
        multicast<opts>(noc, get_noc_multicast_addr(x_start, y_start, x_end, y_end, address_), num_dests, site);
    }
    template <NocOptions opts = NocOptions::DEFAULT, ProgrammableCoreType other_type>
    void relay_multicast(const Noc& noc, const Semaphore<other_type>& dst_sem, uint32_t x_start, uint32_t y_start, uint32_t x_end,
                         uint32_t y_end, uint32_t num_dests, bool = false, CallSite site = CallSite::here()) {
        multicast<opts>(noc, get_noc_multicast_addr(x_start, y_start, x_end, y_end, dst_sem.address()), num_dests, site);
    }
    void inc_multicast(const Noc& noc, uint32_t x_start, uint32_t y_start, uint32_t x_end, uint32_t y_end, uint32_t value,
                       uint32_t num_dests, CallSite site = CallSite::here()) {
        noc_semaphore_inc_multicast(get_noc_multicast_addr(x_start, y_start, x_end, y_end, address_), value, num_dests, noc.get_noc_id(),
                                    NOC_MULTICAST_WRITE_VC, site);
    }
    uint32_t address() const { return address_; }

private:
    volatile uint32_t* pointer() const { return reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(address_)); }
    template <NocOptions opts>
    void multicast(const Noc& noc, uint64_t to, uint32_t num_dests, CallSite site) {
        tilesmith::device::noc_multicast(address_, to, sizeof(uint32_t), num_dests, has_flag(opts, NocOptions::MCAST_INCL_SRC),
                                         noc.get_noc_id(), site);
    }
    uint32_t address_;
};
