// Barriers, and what is owed when a kernel returns.
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

void finish_kernel(Machine& machine) {
    Fiber& fiber = machine.fiber();
    for (const Transfer& read : fiber.transfers.reads) {
        if (read.blamed) {
            continue;
        }
        report_finding(machine, "read_not_awaited", Severity::error, read.site,
                       {"the kernel returned before the data of this read had arrived",
                        "noc_async_read_barrier() after the last read", "without it the data may never be used"});
    }
    for (Transfer& write : fiber.transfers.writes) {
        if (write.has_source() && write.size > kSemaphoreBytes && !write.blamed) {
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

}  // namespace tilesmith::noc
