#include "noc/delivery.hpp"

#include <algorithm>
#include <cstring>

#include "cb/pages.hpp"
#include "noc/checks.hpp"
#include "poison.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::noc {

namespace {

// A kernel that never flushes must not grow the queue without bound.
constexpr size_t kKeptDeliveries = 4096;

std::byte* remote_bytes(Machine& machine, const Endpoint& at, uint32_t bytes) {
    if (!at.dram) {
        const bool inside = at.address + bytes <= machine.l1.size();
        return inside ? machine.l1.core(at.unit) + at.address : nullptr;  // reported at issue
    }
    DeviceBuffer* buffer = machine.buffers.find(true, at.address);
    if (buffer == nullptr || at.address + bytes > buffer->address + buffer->bytes_per_bank) {
        return nullptr;  // reported at issue; the data is lost
    }
    return buffer->dram_bytes(at.unit, at.address);
}

/// The page was pushed empty: that is told of its own.
bool is_known_to_be_empty(const Fiber& fiber, const Transfer& write) {
    const CircularBuffer* cb = cb::at(*fiber.core, write.local);
    return cb != nullptr && cb::is_pushed_empty(*cb, write.local);
}

void check_written_data(Machine& machine, const Fiber& fiber, const Transfer& write, const std::byte* from) {
    const bool in_flight = is_poison(from, write.size, kInFlight);
    if ((!in_flight && !is_poison(from, write.size, kUnwritten)) || is_known_to_be_empty(fiber, write)) {
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

std::string name_of_source(Machine& machine, const Endpoint& at) {
    if (const DeviceBuffer* buffer = machine.buffers.find(at.dram, at.address)) {
        return buffer->describe();
    }
    return text(hex(at.address), " on ", name_of(machine.arch.core_at(at.unit)));
}

/// The source of a read holds nothing, or not yet.
void check_read_data(Machine& machine, const Transfer& read, const std::byte* from) {
    const bool in_flight = is_poison(from, read.size, kInFlight);
    if (!in_flight && !is_poison(from, read.size, kUnwritten)) {
        return;
    }
    const std::string source = name_of_source(machine, read.remote.front());
    report_finding(machine, "uninitialised_data", Severity::error, read.site,
                   {text("the ", read.size, " bytes read from ", source, in_flight ? " have not arrived there" : " were never written"),
                    "data that the host or another kernel has put there before",
                    "write the buffer on the host, or wait for a semaphore of the core that fills it"});
}

/// One word changes: an inline write, an atomic, or a write of the size of a semaphore.
void apply_word(Machine& machine, const Fiber& fiber, const Transfer& transfer, const Endpoint& at, uint32_t value) {
    std::byte* to = remote_bytes(machine, at, sizeof(uint32_t));
    if (to == nullptr) {
        return;
    }
    uint32_t before = 0;
    std::memcpy(&before, to, sizeof before);
    const uint32_t after = transfer.kind == TransferKind::atomic ? before + value : value;
    std::memcpy(to, &after, sizeof after);
    if (!at.dram) {
        note_signal(machine, fiber, transfer.site,
                    {.core = at.unit, .address = static_cast<uint32_t>(at.address), .before = before, .after = after,
                     .multicast = transfer.remote.size() > 1});
    }
}

void drop_old_deliveries(std::vector<Transfer>& writes) {
    if (writes.size() > kKeptDeliveries) {
        std::erase_if(writes, [](const Transfer& write) { return write.delivered; });
    }
}

}  // namespace

void arrive(Machine& machine, CoreState& core, const Transfer& read) {
    std::byte* to = core.l1 + read.local;
    const Endpoint& at = read.remote.front();
    if (const std::byte* from = remote_bytes(machine, at, read.size)) {
        machine.buffers.note_access(at.dram, at.unit, at.address, false);
        note_movement(machine, core, read, at);
        check_read_data(machine, read, from);
        std::memmove(to, from, read.size);
    } else {
        poison(to, read.size, kUnwritten);
    }
}

void take_place(Machine& machine, Fiber& fiber, Transfer& transfer) {
    transfer.delivered = true;
    ++machine.launch->epoch;
    const bool immediate = transfer.kind == TransferKind::inline_write || transfer.kind == TransferKind::atomic;
    const std::byte* from = fiber.core->l1 + transfer.local;
    uint32_t value = transfer.value;
    if (!immediate) {
        check_written_data(machine, fiber, transfer, from);
        std::memcpy(&value, from, std::min<size_t>(transfer.size, sizeof value));
    }
    if (transfer.kind == TransferKind::multicast) {
        note_multicast(machine, *fiber.core, transfer);
    }
    for (const Endpoint& at : transfer.remote) {
        note_movement(machine, *fiber.core, transfer, at);
        if (transfer.size == kSemaphoreBytes) {
            apply_word(machine, fiber, transfer, at, value);
            continue;
        }
        check_arrival(machine, fiber, transfer, at);
        if (std::byte* to = remote_bytes(machine, at, transfer.size)) {
            note_page_write(machine, fiber, transfer, at);
            machine.buffers.note_access(at.dram, at.unit, at.address, true);
            std::memmove(to, from, transfer.size);
        }
    }
}

void enqueue(Machine& machine, Transfer transfer) {
    Fiber& fiber = machine.fiber();
    TransferQueue& queue = fiber.transfers;
    drop_old_deliveries(queue.writes);
    if (transfer.has_source()) {
        queue.source_begin = std::min(queue.source_begin, transfer.local);
        queue.source_end = std::max(queue.source_end, transfer.local + transfer.size);
    }
    queue.writes.push_back(std::move(transfer));
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

bool matches(const Transfer& transfer, uint8_t noc, uint32_t trid) {
    return transfer.noc == noc && (trid == kAnyTrid || transfer.trid == trid);
}

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
    if (writes.empty()) {
        fiber.transfers.source_begin = UINT32_MAX;
        fiber.transfers.source_end = 0;
    }
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

}  // namespace tilesmith::noc
