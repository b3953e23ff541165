#include "access/access.hpp"
#include "cb/pages.hpp"
#include "l1_map.hpp"
#include "noc/checks.hpp"
#include "poison.hpp"
#include "text.hpp"

namespace tilesmith::access {

namespace {

constexpr uint32_t kBlock = 16;   // what is looked at around a small access, so that a value is not taken for poison

bool overlaps(const Transfer& transfer, const Access& access) {
    return transfer.local < access.address + access.bytes && access.address < transfer.local + transfer.size;
}

/// The read of a kernel of this core whose data is still to arrive at these addresses.
const Transfer* read_under_way(const CoreState& core, const Access& access) {
    for (const auto& fiber : core.fibers) {
        if (!fiber) {
            continue;
        }
        for (const Transfer& read : fiber->transfers.reads) {
            if (overlaps(read, access)) {
                return &read;
            }
        }
    }
    return nullptr;
}

void check_arrived(Machine& machine, const Access& access) {
    const Transfer* read = read_under_way(machine.core(), access);
    if (read == nullptr) {
        return;
    }
    report_finding(machine, "access_before_read_barrier", Severity::error, access.place().site(machine.fiber()),
                   {text("the kernel ", access.store ? "stores to " : "reads ", hex(access.address),
                         ", where the data of the read at line ", read->site.line, " has not arrived"),
                    "noc_async_read_barrier() between the read and the use of its data",
                    "a read is complete only at its barrier"});
}

/// A store into bytes that a write of this kernel is still to fetch.
void check_source_of_writes(Machine& machine, const Access& access) {
    const TransferQueue& queue = machine.fiber().transfers;
    if (!access.store || access.address >= queue.source_end || access.address + access.bytes <= queue.source_begin) {
        return;
    }
    for (const Transfer& write : queue.writes) {
        if (write.needs_source() && overlaps(write, access)) {
            noc::report_overwritten_source(machine, write, access.place().site(machine.fiber()));
            return;
        }
    }
}

void check_written(Machine& machine, const Access& access) {
    const std::byte* l1 = machine.core().l1;
    const auto block = static_cast<uint32_t>(access.address / kBlock * kBlock);
    const size_t bytes = std::max<size_t>(kBlock, (access.address + access.bytes - block) / kBlock * kBlock);
    if (!is_poison(l1 + block, bytes, kUnwritten)) {
        return;
    }
    report_finding(machine, "uninitialised_data", Severity::error, access.place().site(machine.fiber()),
                   {text("the kernel reads ", hex(access.address), ", which nobody has written"),
                    "data that a read, another kernel or this kernel has put there",
                    "check the address, and that the data is read or written before it is used"});
}

}  // namespace

void check_l1(Machine& machine, const Access& access) {
    CoreState& core = machine.core();
    const auto address = static_cast<uint32_t>(access.address);
    const auto bytes = static_cast<uint32_t>(access.bytes);
    if (address < machine.arch.first_cb_address) {
        // Arguments and semaphores. A store may reset one.
        if (access.store) {
            note_local_set(machine, core.index, address);
        }
        return;
    }
    check_arrived(machine, access);
    check_source_of_writes(machine, access);
    if (CircularBuffer* cb = cb::at(core, address)) {
        access.store ? cb::note_write(machine, *cb, address, bytes, "a store", access.place())
                     : cb::note_read(machine, *cb, address, bytes, access.place());
    } else {
        check_l1_range(machine, core.index, address, bytes, access.store, "the kernel", access.place());
    }
    if (!access.store) {
        check_written(machine, access);
    }
}

}  // namespace tilesmith::access
