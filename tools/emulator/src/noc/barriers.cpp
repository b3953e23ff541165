// Barriers, and what is owed when a kernel returns.
#include <algorithm>

#include "noc/checks.hpp"
#include "noc/delivery.hpp"
#include "scheduler.hpp"

namespace tilesmith::noc {

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

namespace {

/// A signal that follows the data to the same core tells that core that it is there; no barrier is needed for it.
bool is_signalled(const std::vector<Transfer>& writes, size_t data) {
    return std::any_of(writes.begin() + static_cast<std::ptrdiff_t>(data) + 1, writes.end(), [&](const Transfer& later) {
        return later.size == kSemaphoreBytes && later.noc == writes[data].noc && later.reaches(writes[data].remote.front());
    });
}

void check_writes_awaited(Machine& machine, const std::vector<Transfer>& writes) {
    for (size_t i = 0; i < writes.size(); ++i) {
        const Transfer& write = writes[i];
        if (!write.has_source() || write.size <= kSemaphoreBytes || write.blamed || write.remote.empty() || is_signalled(writes, i)) {
            continue;
        }
        report_finding(machine, "write_not_awaited", Severity::error, write.site,
                       {"the kernel returned before this write had been acknowledged",
                        "noc_async_write_barrier() after the last write", "the host or the next program may see old data"});
    }
}

/// Kernels do so often enough, and nobody has seen harm: a warning.
void check_atomics_awaited(Machine& machine, const std::vector<Transfer>& writes) {
    for (const Transfer& write : writes) {
        if (write.kind == TransferKind::atomic && !write.posted) {
            report_finding(machine, "atomic_not_awaited", Severity::warning, write.site,
                           {"the kernel returned before this increment had been acknowledged",
                            "noc_async_atomic_barrier() after the last increment",
                            "without it the increment may still be under way when the next program starts"});
        }
    }
}

void check_reads_awaited(Machine& machine, const std::vector<Transfer>& reads) {
    for (const Transfer& read : reads) {
        if (!read.blamed) {
            report_finding(machine, "read_not_awaited", Severity::error, read.site,
                           {"the kernel returned before the data of this read had arrived",
                            "noc_async_read_barrier() after the last read", "without it the data may never be used"});
        }
    }
}

}  // namespace

void finish_kernel(Machine& machine) {
    Fiber& fiber = machine.fiber();
    check_reads_awaited(machine, fiber.transfers.reads);
    check_writes_awaited(machine, fiber.transfers.writes);
    check_atomics_awaited(machine, fiber.transfers.writes);
    for (Transfer& write : fiber.transfers.writes) {
        if (!write.delivered) {
            take_place(machine, fiber, write);
        }
    }
    fiber.transfers = {};
}

}  // namespace tilesmith::noc
