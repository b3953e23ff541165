#include "noc/page_writes.hpp"

#include <algorithm>

#include "machine.hpp"
#include "text.hpp"

namespace tilesmith::noc {

namespace {

void report_twice(Machine& machine, const DeviceBuffer& buffer, uint32_t page, const PageWriter& first, const PageWriter& second) {
    Finding finding{"page_written_twice", Severity::error, place_of(*second.fiber, second.site), "", "", "", 1};
    finding.message = text(name_of(second.fiber->core->coord), " writes page ", page, " of ", buffer.describe(), ", which ",
                           name_of(first.fiber->core->coord), " has written too (", first.fiber->kernel->source, ":", first.site.line, ")");
    finding.expected = "pages that are divided among the cores without overlap";
    finding.hint = "compare the first page and the number of pages that each core is given";
    machine.report.add(std::move(finding));
}

/// "3, 4 and 9 others"
std::string list_of(const std::vector<uint32_t>& pages) {
    constexpr size_t kNamed = 4;
    std::string list;
    for (size_t i = 0; i < std::min(pages.size(), kNamed); ++i) {
        list += text(i == 0 ? "" : ", ", pages[i]);
    }
    return pages.size() <= kNamed ? list : text(list, " and ", pages.size() - kNamed, " others");
}

}  // namespace

void note_page_write(Machine& machine, const Fiber& fiber, const Transfer& write, const Endpoint& at) {
    DeviceBuffer* buffer = machine.buffers.find(at.dram, at.address);
    if (buffer == nullptr || buffer->shard) {
        return;
    }
    const auto page = buffer->page_at(at.unit, at.address);
    if (!page) {
        return;
    }
    BufferWrites& writes = machine.launch->page_writes[buffer->id];
    writes.buffer = buffer;
    writes.writers.resize(buffer->pages);
    PageWriter& writer = writes.writers[*page];
    const PageWriter now{&fiber, write.site};
    const bool whole = write.size >= buffer->page_size;
    const bool by_other_core = writer.fiber != nullptr && writer.fiber->core != fiber.core;
    if (whole && by_other_core && machine.launch->program->semaphores.empty()) {
        report_twice(machine, *buffer, *page, writer, now);
    }
    writer = now;
}

void check_gaps(Machine& machine) {
    for (const auto& [id, writes] : machine.launch->page_writes) {
        const auto& [buffer, writers] = writes;
        std::vector<uint32_t> missing;
        const PageWriter* last = nullptr;
        for (uint32_t page = 0; page < writers.size(); ++page) {
            if (writers[page].fiber == nullptr) {
                missing.push_back(page);
            } else {
                last = &writers[page];
            }
        }
        if (missing.empty() || last == nullptr) {
            continue;
        }
        Finding finding{"pages_not_written", Severity::warning, place_of(*last->fiber, last->site), "", "", "", 1};
        finding.message = text("page", missing.size() == 1 ? " " : "s ", list_of(missing), " of ", buffer->describe(),
                               missing.size() == 1 ? " is" : " are", " never written");
        finding.expected = "every page of an output written once";
        finding.hint = "compare the first page and the number of pages that the cores are given with the size of the tensor";
        machine.report.add(std::move(finding));
    }
}

}  // namespace tilesmith::noc
