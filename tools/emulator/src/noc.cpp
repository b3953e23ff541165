#include "noc.hpp"

#include <algorithm>
#include <cstring>

#include "noc_checks.hpp"
#include "poison.hpp"
#include "scheduler.hpp"
#include "text.hpp"

// What kernels see as their own NoC coordinates, one entry a NoC (virtual coordinates: the same on both).
uint8_t my_x[2];
uint8_t my_y[2];
uint8_t noc_index;

namespace tilesmith::noc {

namespace {

constexpr uint32_t kSemaphoreBytes = 4;

// A kernel that never flushes must not grow the queue without bound.
constexpr size_t kKeptDeliveries = 4096;

std::byte* remote_bytes(Machine& machine, const Endpoint& at, uint32_t bytes) {
    if (!at.dram) {
        return machine.l1.core(at.unit) + at.address;
    }
    DeviceBuffer* buffer = machine.buffers.find(true, at.address);
    if (buffer == nullptr || at.address + bytes > buffer->address + buffer->bytes_per_bank) {
        return nullptr;  // reported at issue; the data is lost
    }
    return buffer->dram_bytes(at.unit, at.address);
}

void arrive(Machine& machine, CoreState& core, const Transfer& read) {
    std::byte* to = core.l1 + read.local;
    if (const std::byte* from = remote_bytes(machine, read.remote.front(), read.size)) {
        std::memmove(to, from, read.size);
    } else {
        poison(to, read.size, kUnwritten);
    }
}

void check_written_data(Machine& machine, const Fiber& fiber, const Transfer& write, const std::byte* from) {
    const bool in_flight = is_poison(from, write.size, kInFlight);
    if (!in_flight && !is_poison(from, write.size, kUnwritten)) {
        return;
    }
    Finding finding{"uninitialised_data", Severity::error, place_of(fiber, write.site), "", "", "", 1};
    finding.message = text("the ", write.size, " bytes written from ", hex(write.local),
                           in_flight ? " still wait for the data of a read" : " were never written");
    finding.expected = "data that a read, a compute kernel or this kernel has put there";
    finding.hint = in_flight ? "wait with noc_async_read_barrier() before the data is used"
                             : "check that the producer pushes before this kernel reads, and the addresses";
    machine.report.add(std::move(finding));
}

void apply_word(Machine& machine, const Transfer& transfer, const Endpoint& at) {
    std::byte* to = remote_bytes(machine, at, sizeof(uint32_t));
    if (to == nullptr) {
        return;
    }
    uint32_t word = transfer.value;
    if (transfer.kind == TransferKind::atomic) {
        uint32_t old = 0;
        std::memcpy(&old, to, sizeof old);
        word += old;
    }
    std::memcpy(to, &word, sizeof word);
}

/// Lets a write or an atomic take place: only now is its source read.
void take_place(Machine& machine, Fiber& fiber, Transfer& transfer) {
    transfer.delivered = true;
    ++machine.launch->epoch;
    const bool word = transfer.kind == TransferKind::inline_write || transfer.kind == TransferKind::atomic;
    const std::byte* from = fiber.core->l1 + transfer.local;
    if (!word) {
        check_written_data(machine, fiber, transfer, from);
    }
    for (const Endpoint& at : transfer.remote) {
        if (word) {
            apply_word(machine, transfer, at);
            continue;
        }
        check_arrival(machine, fiber, transfer, at);
        if (std::byte* to = remote_bytes(machine, at, transfer.size)) {
            std::memmove(to, from, transfer.size);
        }
    }
}

bool wakes_somebody(Machine& machine, const Transfer& transfer) {
    for (const Endpoint& at : transfer.remote) {
        const CoreState* core = at.dram ? nullptr : machine.launch->by_index[at.unit];
        if (core == nullptr) {
            continue;
        }
        for (const auto& fiber : core->fibers) {
            if (fiber && fiber->wait != nullptr && fiber->blocked() && fiber->wait->ready()) {
                return true;
            }
        }
    }
    return false;
}

void drop_old_deliveries(std::vector<Transfer>& writes) {
    if (writes.size() > kKeptDeliveries) {
        std::erase_if(writes, [](const Transfer& write) { return write.delivered; });
    }
}

void enqueue(Machine& machine, Transfer transfer) {
    Fiber& fiber = machine.fiber();
    drop_old_deliveries(fiber.transfers.writes);
    fiber.transfers.writes.push_back(std::move(transfer));
}

bool matches(const Transfer& transfer, uint8_t noc, uint32_t trid) {
    return transfer.noc == noc && (trid == kAnyTrid || transfer.trid == trid);
}

/// Lets matching writes take place in the order of issue. Between two of them others run when one of them can go on,
/// so that a flag that overtakes its data is seen to do so.
void deliver_matching(Machine& machine, uint8_t noc, uint32_t trid) {
    Fiber& fiber = machine.fiber();
    auto& writes = fiber.transfers.writes;
    for (size_t i = 0; i < writes.size(); ++i) {
        if (writes[i].delivered || !matches(writes[i], noc, trid)) {
            continue;
        }
        take_place(machine, fiber, writes[i]);
        if (i + 1 < writes.size() && wakes_somebody(machine, writes[i])) {
            Scheduler::yield(machine);
        }
    }
    std::erase_if(writes, [&](const Transfer& write) { return write.delivered && matches(write, noc, trid); });
}

void note_call(Machine& machine, const char* call, CallSite site) {
    Fiber& fiber = machine.fiber();
    fiber.site = site;
    fiber.call = call;
    if (fiber.processor == Processor::compute) {
        report_fault(machine, "noc_in_compute_kernel", site,
                     {text(call, " was called by a compute kernel"), "NoC calls in data movement kernels only",
                      "move data with a reader or writer kernel and a circular buffer"});
    }
}

void count_transfer(Machine& machine, const char* transactions, const char* bytes_name, uint64_t bytes) {
    const Core core = machine.core().coord;
    machine.report.count(core, transactions, 1);
    machine.report.count(core, bytes_name, bytes);
}

}  // namespace

void read(Machine& machine, uint64_t from, uint32_t to, uint32_t bytes, Options options, CallSite site) {
    constexpr const char* call = "noc_async_read";
    note_call(machine, call, site);
    check_local(machine, to, bytes, call, site);
    const Endpoint remote = check_remote(machine, from, bytes, false, call, site);
    check_alignment(machine, remote, to, false, call, site);
    check_read_destination(machine, to, bytes, call, site);
    poison(machine.core().l1 + to, bytes, kInFlight);
    count_transfer(machine, "noc_reads", "noc_read_bytes", bytes);
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
    check_local(machine, from, bytes, call, site);
    const Endpoint remote = check_remote(machine, to, bytes, true, call, site);
    check_alignment(machine, remote, from, true, call, site);
    check_write_source(machine, from, bytes, call, site);
    count_transfer(machine, "noc_writes", "noc_write_bytes", bytes);
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
    check_local(machine, from, bytes, call, site);
    std::vector<Endpoint> cores = check_rectangle(machine, to, destinations, options, call, site);
    if (!cores.empty()) {
        check_remote(machine, address_of(machine.arch, cores.front()), bytes, true, call, site);
        check_alignment(machine, cores.front(), from, true, call, site);
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
    const Endpoint remote = check_remote(machine, to, sizeof value, true, call, site);
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

namespace {

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
    }
}

}  // namespace

void atomic_increment(Machine& machine, uint64_t to, uint32_t increment, Options options, CallSite site) {
    constexpr const char* call = "noc_semaphore_inc";
    note_call(machine, call, site);
    const Endpoint remote = check_remote(machine, to, sizeof increment, true, call, site);
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
    enqueue_atomic(machine, Transfer{.kind = TransferKind::atomic,
                                     .noc = options.noc,
                                     .size = sizeof increment,
                                     .value = increment,
                                     .remote = std::move(cores),
                                     .site = site});
}

void read_barrier(Machine& machine, uint8_t noc, uint32_t trid, CallSite site) {
    note_call(machine, "noc_async_read_barrier", site);
    Fiber& fiber = machine.fiber();
    auto& reads = fiber.transfers.reads;
    for (const Transfer& read : reads) {
        if (matches(read, noc, trid)) {
            arrive(machine, *fiber.core, read);
        }
    }
    std::erase_if(reads, [&](const Transfer& read) { return matches(read, noc, trid); });
    machine.report.count(fiber.core->coord, "noc_read_barriers", 1);
    if (machine.settings.schedule_seed != 0) {
        Scheduler::yield(machine);
    }
}

void write_barrier(Machine& machine, uint8_t noc, uint32_t trid, CallSite site) {
    note_call(machine, "noc_async_write_barrier", site);
    deliver_matching(machine, noc, trid);
    machine.report.count(machine.core().coord, "noc_write_barriers", 1);
    if (machine.settings.schedule_seed != 0) {
        Scheduler::yield(machine);
    }
}

void writes_flushed(Machine& machine, uint8_t noc, uint32_t trid, CallSite site) {
    note_call(machine, "noc_async_writes_flushed", site);
    deliver_matching(machine, noc, trid);
}

void atomic_barrier(Machine& machine, uint8_t noc, CallSite site) {
    note_call(machine, "noc_async_atomic_barrier", site);
    Fiber& fiber = machine.fiber();
    auto& writes = fiber.transfers.writes;
    size_t end = writes.size();
    while (end > 0 && !(writes[end - 1].kind == TransferKind::atomic && writes[end - 1].noc == noc)) {
        --end;
    }
    // Writes in front of the last atomic have left too, but their own barrier is still owed.
    for (size_t i = 0; i < end; ++i) {
        if (!writes[i].delivered && writes[i].noc == noc) {
            take_place(machine, fiber, writes[i]);
        }
    }
    std::erase_if(writes, [&](const Transfer& write) { return write.kind == TransferKind::atomic && write.noc == noc; });
}

bool deliver_next(Machine& machine, Fiber& fiber) {
    for (Transfer& write : fiber.transfers.writes) {
        if (!write.delivered) {
            take_place(machine, fiber, write);
            return true;
        }
    }
    return false;
}

void finish_kernel(Machine& machine) {
    Fiber& fiber = machine.fiber();
    for (const Transfer& read : fiber.transfers.reads) {
        report_finding(machine, "read_not_awaited", Severity::error, read.site,
                       {"the kernel returned before the data of this read had arrived",
                        "noc_async_read_barrier() after the last read", "without it the data may never be used"});
    }
    for (Transfer& write : fiber.transfers.writes) {
        if (write.kind == TransferKind::write && write.size > kSemaphoreBytes) {
            report_finding(machine, "write_not_awaited", Severity::error, write.site,
                           {"the kernel returned before this write had been acknowledged",
                            "noc_async_write_barrier() after the last write",
                            "the host or the next program may see old data"});
        }
        if (!write.delivered) {
            take_place(machine, fiber, write);
        }
    }
    fiber.transfers = {};
}

void show_identity(const Fiber& fiber) {
    const CoreState& core = *fiber.core;
    noc_index = fiber.noc;
    my_x[0] = my_x[1] = static_cast<uint8_t>(core.noc.x);
    my_y[0] = my_y[1] = static_cast<uint8_t>(core.noc.y);
}

}  // namespace tilesmith::noc
