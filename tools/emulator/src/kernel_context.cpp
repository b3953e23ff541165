#include "kernel_context.hpp"

#include "access/access.hpp"
#include "cb/ops.hpp"
#include "cb/pages.hpp"
#include "machine.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::kernel {

namespace {

Machine& machine() { return Machine::instance(); }

class ConditionWait final : public Wait {
public:
    ConditionWait(bool (*condition)(void*), void* argument, std::string_view waiting_for)
        : condition_(condition), argument_(argument), waiting_for_(waiting_for) {}
    bool ready() override { return condition_(argument_); }
    std::string describe() override { return std::string(waiting_for_); }

private:
    bool (*condition_)(void*);
    void* argument_;
    std::string_view waiting_for_;
};

bool never(void*) { return false; }

[[noreturn]] void page_outside(const CircularBuffer& buffer, uint32_t page, CallSite site) {
    report_fault(machine(), "cb_page_out_of_range", site,
                 {text("page ", page, " of CB ", buffer.index, " does not exist: it has ", pages(buffer.capacity)),
                  text("a page index from 0 to ", buffer.capacity - 1), "tile indices count from the front of the buffer"});
}

uint32_t page_offset(const CircularBuffer& buffer, uint32_t pointer, uint32_t page) {
    return (pointer - buffer.address + page * buffer.page_size) % buffer.size;
}

std::byte* page_bytes(const CircularBuffer& buffer, uint32_t offset) { return machine().core().l1 + buffer.address + offset; }

}  // namespace

Arch arch() { return machine().arch.arch; }
Processor processor() { return machine().fiber().processor; }
const ComputeSettings& compute_settings() { return machine().fiber().kernel->compute; }

CbView cb(uint32_t index) {
    CbView view;
    view.index = index;
    if (index >= kCircularBuffers || !machine().core().cbs[index].exists) {
        return view;
    }
    const CircularBuffer& buffer = machine().core().cbs[index];
    const CbPort& port = buffer.port(processor());
    view.exists = true;
    view.format = buffer.format;
    view.tile = buffer.tile;
    view.page_size = buffer.page_size;
    view.capacity = buffer.capacity;
    view.available = buffer.available();
    view.waited = port.waited;
    view.reserved = port.reserved;
    view.read_address = port.read_pointer;
    view.write_address = port.write_pointer;
    return view;
}

const std::byte* cb_read_page(uint32_t index, uint32_t tile, CallSite site) {
    CircularBuffer& buffer = cb::get(machine(), index, "reading a tile", site);
    CbPort& port = buffer.port(processor());
    if (tile >= buffer.capacity) {
        page_outside(buffer, tile, site);
    }
    if (tile >= port.waited && !buffer.borrowed) {
        port.blamed = true;
        finding("cb_read_without_wait", Severity::error, site,
                {text("tile ", tile, " of CB ", index, " is read, but this kernel has waited for ", pages(port.waited)),
                 text("cb_wait_front(", index, ", ", tile + 1, ") before the tile is used"),
                 "without the wait the tile may not have been produced yet"});
    }
    const uint32_t offset = page_offset(buffer, port.read_pointer, tile);
    cb::note_unpack(machine(), buffer, offset / buffer.page_size);
    return page_bytes(buffer, offset);
}

namespace {

/// The kernel has come round again and packs behind what it has packed before: it does not push.
void report_missing_push(const CircularBuffer& buffer, const CbPort& port) {
    finding("missing_push_back", Severity::error, port.last_reserve,
            {text("pages of CB ", buffer.index, " are reserved and packed again and again, and never pushed"),
             text("cb_push_back(", buffer.index, ", n) after pack_tile"), "push what was packed before more is reserved"});
}

void check_reserved(const CircularBuffer& buffer, const CbPort& port, uint32_t tile, CallSite site) {
    if (tile < port.reserved || buffer.borrowed) {
        return;
    }
    if (port.reserves_since_push > 1 && port.pushed == 0) {
        report_missing_push(buffer, port);
        return;
    }
    finding("cb_write_without_reserve", buffer.severity_of_unreserved(port, tile + 1), site,
            {text("page ", tile, " of CB ", buffer.index, " is packed, but this kernel has reserved ", pages(port.reserved)),
             text("cb_reserve_back(", buffer.index, ", ", tile + 1, ") before pack_tile"),
             "without the reservation a page that is still being read may be overwritten"});
}

}  // namespace

std::byte* cb_write_page(uint32_t index, uint32_t tile, CallSite site) {
    CircularBuffer& buffer = cb::get(machine(), index, "packing a tile", site);
    const CbPort& port = buffer.port(processor());
    check_reserved(buffer, port, tile, site);
    if (tile >= buffer.capacity) {
        page_outside(buffer, tile, site);
    }
    const uint32_t offset = page_offset(buffer, port.write_pointer, tile);
    cb::note_pack(buffer, offset / buffer.page_size);
    return page_bytes(buffer, offset);
}

bool cb_pushed_empty(uint32_t index, uint32_t tile) {
    const CircularBuffer& buffer = machine().core().cbs.at(index);
    return cb::is_pushed_empty(buffer, buffer.address + page_offset(buffer, buffer.port(processor()).read_pointer, tile));
}

uint32_t cb_next_pack_page(uint32_t index) {
    return machine().core().cbs.at(index).port(processor()).pack_page++;
}

void wait_until(bool (*ready)(void*), void* argument, std::string_view waiting_for, CallSite site) {
    ConditionWait wait(ready, argument, waiting_for);
    Scheduler::block(machine(), wait, site, "a wait");
}

void check_pointer(const void* pointer, size_t bytes, bool store, CallSite site) {
    access::check_pointer(machine(), pointer, bytes, store, site);
}

void wait_forever(std::string_view waiting_for, CallSite site) {
    ConditionWait wait(never, nullptr, waiting_for);
    Scheduler::block(machine(), wait, site, "a wait");
    __builtin_unreachable();
}

void finding(Check check, Severity severity, CallSite site, const FindingText& text) {
    report_finding(machine(), check, severity, site, text);
}

void fault(Check check, CallSite site, const FindingText& text) { report_fault(machine(), check, site, text); }

void unsupported(std::string_view what, CallSite site) {
    Finding finding{"unsupported", Severity::error, place_of(machine().fiber(), site), "", "", "", 1};
    finding.message = "the emulator lacks " + std::string(what);
    finding.hint = "this says nothing about the kernel: run it on hardware or on ttsim";
    const std::string headline = finding.message;
    machine().report.add(std::move(finding));
    machine().report.end_run(Status::unsupported, headline);
}

std::unique_ptr<FiberState>& state() { return machine().fiber().state; }

void count(std::string_view name, uint64_t amount) { machine().report.count(machine().core().coord, name, amount); }

}  // namespace tilesmith::kernel
