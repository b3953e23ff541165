// Reads, writes, multicasts and atomics as kernels issue them.
#include <algorithm>

#include "noc/checks.hpp"
#include "noc/delivery.hpp"
#include "poison.hpp"
#include "scheduler.hpp"

namespace tilesmith::noc {

namespace {

void count_transfer(Machine& machine, const char* transactions, const char* bytes_name, uint64_t bytes) {
    const Core core = machine.core().coord;
    machine.report.count(core, transactions, 1);
    machine.report.count(core, bytes_name, bytes);
}

void count_dram(Machine& machine, const Endpoint& remote, const char* name, uint64_t bytes) {
    if (remote.dram) {
        machine.report.count(machine.core().coord, name, bytes);
    }
}

/// Atomics travel on the same virtual channel as the writes issued before them and do not overtake those. With nothing
/// in front of them they take place at once.
void enqueue_atomic(Machine& machine, Transfer transfer) {
    Fiber& fiber = machine.fiber();
    count_transfer(machine, "noc_atomics", "noc_atomic_bytes", sizeof(uint32_t));
    enqueue(machine, std::move(transfer));
    const auto& writes = fiber.transfers.writes;
    const bool first = std::all_of(writes.begin(), writes.end() - 1, [](const Transfer& write) { return write.delivered; });
    if (first) {
        take_place(machine, fiber, fiber.transfers.writes.back());
        // Who was waiting for it runs before this kernel goes on: what it may rely on must have happened before.
        if (wakes_somebody(machine, fiber.transfers.writes.back())) {
            Scheduler::yield(machine);
        }
    }
}

}  // namespace

void read(Machine& machine, uint64_t from, uint32_t to, uint32_t bytes, Options options, CallSite site) {
    constexpr const char* call = "noc_async_read";
    note_call(machine, call, site);
    check_local(machine, to, bytes, true, call, site);
    const Endpoint remote = remote_end(machine, from, call, site);
    check_alignment(machine, remote, to, false, call, site);
    check_remote(machine, remote, from, bytes, false, call, site);
    check_read_destination(machine, to, bytes, call, site);
    poison(machine.core().l1 + to, bytes, kInFlight);
    count_transfer(machine, "noc_reads", "noc_read_bytes", bytes);
    count_dram(machine, remote, "dram_read_bytes", bytes);
    machine.fiber().transfers.reads.push_back(Transfer{.kind = TransferKind::read,
                                                       .noc = options.noc,
                                                       .trid = options.trid,
                                                       .local = to,
                                                       .size = bytes,
                                                       .remote = {remote},
                                                       .site = site});
}

void write(Machine& machine, uint32_t from, uint64_t to, uint32_t bytes, Options options, CallSite site) {
    constexpr const char* call = "noc_async_write";
    note_call(machine, call, site);
    check_local(machine, from, bytes, false, call, site);
    const Endpoint remote = remote_end(machine, to, call, site);
    check_alignment(machine, remote, from, true, call, site);
    check_remote(machine, remote, to, bytes, true, call, site);
    check_write_source(machine, from, bytes, call, site);
    count_transfer(machine, "noc_writes", "noc_write_bytes", bytes);
    count_dram(machine, remote, "dram_write_bytes", bytes);
    enqueue(machine, Transfer{.kind = TransferKind::write,
                              .noc = options.noc,
                              .trid = options.trid,
                              .posted = options.posted,
                              .local = from,
                              .size = bytes,
                              .remote = {remote},
                              .site = site});
}

void multicast(Machine& machine, uint32_t from, uint64_t to, uint32_t bytes, uint32_t destinations, Options options,
               CallSite site) {
    const char* call = bytes == kSemaphoreBytes ? "noc_semaphore_set_multicast" : "noc_async_write_multicast";
    note_call(machine, call, site);
    check_local(machine, from, bytes, false, call, site);
    std::vector<Endpoint> cores = check_rectangle(machine, to, destinations, options, call, site);
    if (!cores.empty()) {
        check_alignment(machine, cores.front(), from, true, call, site);
        check_remote(machine, cores.front(), address_of(machine.arch, cores.front()), bytes, true, call, site);
    }
    check_write_source(machine, from, bytes, call, site);
    count_transfer(machine, "noc_multicasts", "noc_multicast_bytes", bytes);
    enqueue(machine, Transfer{.kind = TransferKind::multicast,
                              .noc = options.noc,
                              .local = from,
                              .size = bytes,
                              .remote = std::move(cores),
                              .site = site});
}

void inline_write(Machine& machine, uint64_t to, uint32_t value, Options options, CallSite site) {
    constexpr const char* call = "noc_inline_dw_write";
    note_call(machine, call, site);
    const Endpoint remote = remote_end(machine, to, call, site);
    check_remote(machine, remote, to, sizeof value, true, call, site);
    count_transfer(machine, "noc_writes", "noc_write_bytes", sizeof value);
    enqueue(machine, Transfer{.kind = TransferKind::inline_write,
                              .noc = options.noc,
                              .trid = options.trid,
                              .posted = options.posted,
                              .size = sizeof value,
                              .value = value,
                              .remote = {remote},
                              .site = site});
}

void atomic_increment(Machine& machine, uint64_t to, uint32_t increment, Options options, CallSite site) {
    constexpr const char* call = "noc_semaphore_inc";
    note_call(machine, call, site);
    const Endpoint remote = remote_end(machine, to, call, site);
    check_remote(machine, remote, to, sizeof increment, true, call, site);
    enqueue_atomic(machine, Transfer{.kind = TransferKind::atomic,
                                     .noc = options.noc,
                                     .posted = options.posted,
                                     .size = sizeof increment,
                                     .value = increment,
                                     .remote = {remote},
                                     .site = site});
}

void multicast_increment(Machine& machine, uint64_t to, uint32_t increment, uint32_t destinations, Options options,
                         CallSite site) {
    constexpr const char* call = "noc_semaphore_inc_multicast";
    note_call(machine, call, site);
    std::vector<Endpoint> cores = check_rectangle(machine, to, destinations, options, call, site);
    if (!cores.empty()) {
        check_remote(machine, cores.front(), address_of(machine.arch, cores.front()), sizeof increment, true, call, site);
    }
    enqueue_atomic(machine, Transfer{.kind = TransferKind::atomic,
                                     .noc = options.noc,
                                     .size = sizeof increment,
                                     .value = increment,
                                     .remote = std::move(cores),
                                     .site = site});
}

}  // namespace tilesmith::noc
