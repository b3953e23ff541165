#include "cb/pages.hpp"

#include <algorithm>

#include "text.hpp"

namespace tilesmith::cb {

namespace {

struct PageRange {
    uint32_t first, last;
};

PageRange pages_of(const CircularBuffer& cb, uint32_t address, uint32_t bytes) {
    const uint32_t end = std::min(address + std::max(bytes, 1u), cb.end());
    return {(address - cb.address) / cb.page_size, std::min((end - 1 - cb.address) / cb.page_size, cb.capacity - 1)};
}

uint32_t page_of(const CircularBuffer& cb, uint32_t pointer, uint32_t offset) {
    return ((pointer - cb.address) / cb.page_size + offset) % cb.capacity;
}

/// Position of a page in the queue: 0 is the page at the front (or the next to be pushed when the queue is empty).
uint32_t queue_position(const CircularBuffer& cb, uint32_t page) {
    const auto front = static_cast<uint32_t>(cb.acked % cb.capacity);
    return (page + cb.capacity - front) % cb.capacity;
}

uint32_t reserved_by_anybody(const CircularBuffer& cb) {
    uint32_t reserved = 0;
    for (const CbPort& port : cb.ports) {
        reserved = std::max(reserved, port.reserved);
    }
    return reserved;
}

bool is_producer(const CbPort& port) { return port.pushed > 0 || port.reserve_calls > 0; }

/// The page was just popped by this kernel and is not in the queue again.
bool was_popped(const CircularBuffer& cb, const CbPort& port, uint32_t position) {
    return port.wait_calls > 0 && position >= cb.available() && cb.capacity - position <= std::min<uint64_t>(port.popped, cb.capacity);
}

/// The consumer uses a page into which nothing was put since it was last free: the fault is that of who pushed it. If the
/// data comes late, that is the fault, so this one waits.
void suspect_push(Machine& machine, CircularBuffer& cb, uint32_t number, const std::string& reader) {
    CbPage& page = cb.pages[number];
    if (page.written || !page.pushed || queue_position(cb, number) >= cb.available()) {
        return;
    }
    page.written = true;
    const CoreState& core = machine.core();
    const Fiber& pusher = *core.fibers[static_cast<size_t>(page.pusher)];
    Finding finding{"push_without_data", Severity::error, place_of(pusher, page.pushed_at), "", "", "", 1};
    finding.message = text("a page of CB ", cb.index, " is pushed into which nothing was written; ", reader, " uses it");
    finding.expected = "data in the page before cb_push_back: a read, a pack_tile or stores";
    finding.hint = "look for the call that should fill the page, its address and its size";
    cb.deferred.push_back({number, std::move(finding)});
}

std::string reader_name(const Machine& machine, CallSite site) {
    return text(machine.launch->running->kernel->source, site.line == 0 ? "" : text(":", site.line));
}

void suspect_read(const Machine& machine, CircularBuffer& cb, uint32_t position, CodePlace place) {
    const Fiber& fiber = *machine.launch->running;
    const SuspiciousRead read{fiber.processor, place.site(fiber), position, was_popped(cb, cb.port(fiber.processor), position)};
    const auto same = [&](const SuspiciousRead& known) {
        return known.processor == read.processor && known.site.line == read.site.line && known.site.file == read.site.file;
    };
    if (std::none_of(cb.suspicious.begin(), cb.suspicious.end(), same)) {
        cb.suspicious.push_back(read);
    }
}

void report_read(Machine& machine, const CoreState& core, const CircularBuffer& cb, const SuspiciousRead& read) {
    const Fiber& fiber = *core.fibers[static_cast<size_t>(read.processor)];
    Finding finding{"cb_read_without_wait", Severity::error, place_of(fiber, read.site), "", "", "", 1};
    if (read.popped) {
        finding = {"cb_read_after_pop", Severity::error, place_of(fiber, read.site), "", "", "", 1};
        finding.message = text("a page of CB ", cb.index, " is read after it was popped");
        finding.expected = text("cb_pop_front(", cb.index, ", n) after the last use of the page");
        finding.hint = "once it is popped the producer may overwrite it";
    } else {
        finding.message = text("page ", read.page, " from the front of CB ", cb.index, " is read before it was waited for");
        finding.expected = text("cb_wait_front(", cb.index, ", ", read.page + 1, ") before the data is used");
        finding.hint = "without the wait the page may not have been produced yet";
    }
    machine.report.add(std::move(finding));
}

bool somebody_else_pushed(const CircularBuffer& cb, Processor self) {
    for (const Processor other : {Processor::riscv_0, Processor::riscv_1, Processor::compute}) {
        if (other != self && cb.port(other).pushed > 0) {
            return true;
        }
    }
    return false;
}

}  // namespace

CircularBuffer* at(CoreState& core, uint32_t address) {
    for (CircularBuffer& cb : core.cbs) {
        if (cb.exists && cb.contains(address)) {
            return &cb;
        }
    }
    return nullptr;
}

void note_read(Machine& machine, CircularBuffer& cb, uint32_t address, uint32_t bytes, CodePlace place) {
    const CbPort& port = cb.port(machine.fiber().processor);
    if (!cb.tracked() || is_producer(port)) {
        return;
    }
    const PageRange range = pages_of(cb, address, bytes);
    for (uint32_t page = range.first; page <= range.last; ++page) {
        const uint32_t position = queue_position(cb, page);
        if (position >= port.waited) {
            // A fault only if somebody pushes into this buffer: else it is used as plain memory, which is fine.
            suspect_read(machine, cb, position, place);
        } else if (!cb.pages[page].written) {
            suspect_push(machine, cb, page, reader_name(machine, place.site(machine.fiber())));
        }
    }
}

void note_write(Machine& machine, CircularBuffer& cb, uint32_t address, uint32_t bytes, const char* what, CodePlace place) {
    if (!cb.tracked()) {
        return;
    }
    const Fiber& fiber = machine.fiber();
    const CbPort& port = cb.port(fiber.processor);
    const PageRange range = pages_of(cb, address, bytes);
    const uint32_t writable = cb.available() + reserved_by_anybody(cb);
    for (uint32_t page = range.first; page <= range.last; ++page) {
        cb.pages[page].written = true;
        const uint32_t position = queue_position(cb, page);
        if (position < cb.available() && position >= port.waited) {
            report_finding(machine, "cb_overwrite", Severity::error, place.site(fiber),
                           {text(what, " changes ", hex(address), ", which lies in a page of CB ", cb.index, " that was pushed and not popped yet"),
                            text("only pages that cb_reserve_back(", cb.index, ", n) has given, from get_write_ptr(", cb.index, ") on"),
                            "the consumer may still read this page"});
        } else if (position >= writable && is_producer(port)) {
            report_finding(machine, "cb_write_without_reserve", cb.severity_of_unreserved(port, position - cb.available() + 1), place.site(fiber),
                           {text(what, " changes ", hex(address), ", page ", position - cb.available(), " at the back of CB ", cb.index,
                                 ", and ", pages(reserved_by_anybody(cb)), " there are reserved"),
                            text("cb_reserve_back(", cb.index, ", ", position - cb.available() + 1, ") before the page is written"),
                            "without the reservation a page that is still being read may be overwritten"});
        }
    }
}

void note_arrival(Machine& machine, CircularBuffer& cb, const CoreState& core, const Fiber& sender, const Transfer& write,
                  uint32_t address) {
    if (!cb.tracked()) {
        return;
    }
    const PageRange range = pages_of(cb, address, write.size);
    for (uint32_t number = range.first; number <= range.last; ++number) {
        CbPage& page = cb.pages[number];
        const bool late = page.pushed && page.pushed_empty;
        const uint32_t position = queue_position(cb, number);
        page.written = true;
        page.pushed_empty = false;
        if (late || position < cb.available()) {
            std::erase_if(cb.deferred, [&](const DeferredFinding& finding) { return finding.page == number; });
            Finding finding{"data_after_publication", Severity::error, place_of(sender, write.site), "", "", "", 1};
            finding.message = text("the data of this write reaches CB ", cb.index, " of ", name_of(core.coord),
                                   " after that core has pushed the page");
            finding.expected = "data first, then the semaphore that tells the receiver to push";
            finding.hint = "issue the write before the semaphore on the same NoC, or put a barrier between them";
            machine.report.add(std::move(finding));
        } else if (position >= cb.available() + reserved_by_anybody(cb)) {
            Finding finding{"data_before_reserve", Severity::error, place_of(sender, write.site), "", "", "", 1};
            finding.message = text("the data of this write reaches CB ", cb.index, " of ", name_of(core.coord),
                                   " before that core has reserved the page");
            finding.expected = "a semaphore of the receiver, which it signals after cb_reserve_back, waited for before the write";
            finding.hint = "compare the number of signals that the sender waits for with the number of receivers";
            cb.early.push_back(std::move(finding));
        }
    }
}

void note_unpack(Machine& machine, CircularBuffer& cb, uint32_t page) {
    const CbPort& port = cb.port(Processor::compute);
    if (cb.tracked() && page < cb.capacity && !cb.pages[page].written && queue_position(cb, page) < port.waited) {
        suspect_push(machine, cb, page, reader_name(machine, machine.fiber().site));
    }
}

void note_pack(CircularBuffer& cb, uint32_t page) {
    if (cb.tracked() && page < cb.capacity) {
        cb.pages[page].written = true;
    }
}

void note_push(const Machine& machine, CircularBuffer& cb, uint32_t pointer, uint32_t count, CallSite site) {
    if (!cb.tracked()) {
        return;
    }
    for (uint32_t i = 0; i < std::min(count, cb.capacity); ++i) {
        CbPage& page = cb.pages[page_of(cb, pointer, i)];
        page.pushed = true;
        page.pushed_empty = !page.written;
        page.pusher = machine.launch->running->processor;
        page.pushed_at = site;
    }
}

void excuse_pages(CircularBuffer& cb, uint32_t pointer, uint32_t first, uint32_t last) {
    for (uint32_t i = first; i < std::min(last, cb.capacity); ++i) {
        note_pack(cb, page_of(cb, pointer, i));
    }
}

bool is_pushed_empty(const CircularBuffer& cb, uint32_t address) {
    return cb.tracked() && cb.pages[pages_of(cb, address, 1).first].pushed_empty;
}

void note_pop(CircularBuffer& cb, uint32_t pointer, uint32_t count) {
    if (!cb.tracked()) {
        return;
    }
    for (uint32_t i = 0; i < std::min(count, cb.capacity); ++i) {
        cb.pages[page_of(cb, pointer, i)].written = false;
    }
}

void report_suspicious_reads(Machine& machine, const CoreState& core, CircularBuffer& cb) {
    std::erase_if(cb.suspicious, [&](const SuspiciousRead& read) {
        const bool wrong = somebody_else_pushed(cb, read.processor);
        if (wrong) {
            report_read(machine, core, cb, read);
            cb.port(read.processor).blamed = true;
        }
        return wrong;
    });
}

void report_suspicions(Machine& machine, const CoreState& core, CircularBuffer& cb) {
    report_suspicious_reads(machine, core, cb);
    for (DeferredFinding& deferred : cb.deferred) {
        machine.report.add(std::move(deferred.finding));
    }
    cb.deferred.clear();
    // Memory that is never reserved is no queue for the receiver.
    const bool reserves = std::any_of(cb.ports.begin(), cb.ports.end(), [](const CbPort& port) { return port.reserve_calls > 0; });
    for (Finding& finding : cb.early) {
        if (reserves) {
            machine.report.add(std::move(finding));
        }
    }
    cb.early.clear();
}

void report_all_suspicions(Machine& machine) {
    for (const auto& core : machine.launch->cores) {
        for (CircularBuffer& cb : core->cbs) {
            if (cb.exists) {
                report_suspicions(machine, *core, cb);
            }
        }
    }
}

}  // namespace tilesmith::cb
