// The plain functions behind the device headers (device/tilesmith/runtime.h).
#include "../device/tilesmith/runtime.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "accessor_check.hpp"
#include "cb/ops.hpp"
#include "noc/noc.hpp"
#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::device {

namespace {

Machine& machine() { return Machine::instance(); }

void note(const char* call, CallSite site) {
    Fiber& fiber = machine().fiber();
    fiber.site = site;
    fiber.call = call;
}

uint32_t arguments_base() {
    return L1Layout::arguments + static_cast<uint32_t>(machine().fiber().processor) * L1Layout::arguments_stride;
}

const std::vector<uint32_t>& own_arguments(const Fiber& fiber) {
    static const std::vector<uint32_t> none;
    const auto found = fiber.kernel->runtime_args.find(fiber.core->coord);
    return found == fiber.kernel->runtime_args.end() ? none : found->second;
}

void check_argument(int index, size_t count, bool common, CallSite site) {
    if (index >= 0 && static_cast<size_t>(index) < count) {
        return;
    }
    const Fiber& fiber = machine().fiber();
    const std::string owner = common ? "the kernel" : name_of(fiber.core->coord);
    report_finding(machine(), "runtime_arg_missing", Severity::error, site,
                   {text(common ? "get_common_arg_val(" : "get_arg_val(", index, "): ", owner, " was given ",
                         count == 0 ? "no" : std::to_string(count), common ? " common" : "", " runtime argument",
                         count == 1 ? "" : "s"),
                    text("at least ", int64_t{index} + 1, " arguments from ", common ? "SetCommonRuntimeArgs" : "SetRuntimeArgs"),
                    "set them on the host for every core of the kernel; on hardware the kernel reads garbage"});
}

uint32_t word_at(uint32_t address) {
    uint32_t word = 0;
    std::memcpy(&word, machine().core().l1 + address, sizeof word);
    return word;
}

}  // namespace

uint32_t runtime_arg_address(int index, CallSite site) {
    note("get_arg_addr", site);
    return arguments_base() + static_cast<uint32_t>(index) * 4;
}

uint32_t common_runtime_arg_address(int index, CallSite site) {
    note("get_common_arg_addr", site);
    return arguments_base() + L1Layout::common_arguments + static_cast<uint32_t>(index) * 4;
}

uint32_t runtime_arg(int index, CallSite site) {
    note("get_arg_val", site);
    check_argument(index, own_arguments(machine().fiber()).size(), false, site);
    return index < 0 || index >= static_cast<int>(L1Layout::max_arguments) ? 0 : word_at(arguments_base() + static_cast<uint32_t>(index) * 4);
}

uint32_t common_runtime_arg(int index, CallSite site) {
    note("get_common_arg_val", site);
    check_argument(index, machine().fiber().kernel->common_runtime_args.size(), true, site);
    return index < 0 || index >= static_cast<int>(L1Layout::max_arguments)
               ? 0
               : word_at(arguments_base() + L1Layout::common_arguments + static_cast<uint32_t>(index) * 4);
}

uint32_t logical_x() { return machine().core().coord.x; }
uint32_t logical_y() { return machine().core().coord.y; }

void cb_reserve_back(uint32_t cb, uint32_t pages, CallSite site) { cb::reserve_back(machine(), cb, pages, site); }
void cb_push_back(uint32_t cb, uint32_t pages, CallSite site) { cb::push_back(machine(), cb, pages, site); }
void cb_wait_front(uint32_t cb, uint32_t pages, CallSite site) { cb::wait_front(machine(), cb, pages, site); }
void cb_pop_front(uint32_t cb, uint32_t pages, CallSite site) { cb::pop_front(machine(), cb, pages, site); }
bool cb_pages_reservable_at_back(uint32_t cb, uint32_t pages, CallSite site) {
    return cb::can_reserve(machine(), cb, pages, site);
}
bool cb_pages_available_at_front(uint32_t cb, uint32_t pages, CallSite site) {
    return cb::has_pages(machine(), cb, pages, site);
}

uint32_t cb_write_pointer(uint32_t index, CallSite site) {
    return cb::get(machine(), index, "get_write_ptr", site).port(machine().fiber().processor).write_pointer;
}
uint32_t cb_read_pointer(uint32_t index, CallSite site) {
    return cb::get(machine(), index, "get_read_ptr", site).port(machine().fiber().processor).read_pointer;
}
uint32_t cb_page_size(uint32_t index, CallSite site) {
    return cb::get(machine(), index, "a circular buffer's page size", site).page_size;
}
uint32_t cb_pages(uint32_t index, CallSite site) {
    return cb::get(machine(), index, "a circular buffer's capacity", site).capacity;
}
uint32_t cb_address(uint32_t index, CallSite site) {
    return cb::get(machine(), index, "a circular buffer's address", site).address;
}
uint32_t cb_page_address(uint32_t index, uint32_t page, CallSite site) {
    const std::byte* bytes = kernel::cb_read_page(index, page, site);
    return static_cast<uint32_t>(bytes - machine().core().l1);
}

uint64_t self_address(uint32_t offset) { return noc::address_of(machine().arch, {false, machine().core().index, offset}); }

uint64_t bank_address(bool dram, uint32_t bank, uint32_t offset, CallSite site) {
    const ArchInfo& arch = machine().arch;
    const uint32_t banks = dram ? arch.dram_banks : arch.cores();
    if (bank >= banks) {
        report_fault(machine(), "bank_out_of_range", site,
                     {text("bank ", bank, " of ", dram ? "DRAM" : "L1", " does not exist"), text("a bank from 0 to ", banks - 1),
                      "use the number of banks of the device"});
    }
    return noc::address_of(arch, {dram, dram ? bank : machine().buffers.core_of_l1_bank(bank), offset});
}

uint64_t interleaved_address(bool dram, uint32_t base, uint32_t aligned_page_size, uint32_t page, uint32_t offset,
                             CallSite site) {
    note("get_noc_addr", site);
    const uint32_t banks = dram ? machine().arch.dram_banks : machine().arch.cores();
    const uint64_t address = bank_address(dram, page % banks, base + page / banks * aligned_page_size + offset, site);
    const DeviceBuffer* buffer = machine().buffers.find(dram, base);
    if (buffer != nullptr && buffer->address == base && page >= buffer->pages) {
        // Computing such an address is harmless; using it is not (see check_remote).
        auto& past_end = machine().fiber().past_end;
        past_end[machine().fiber().next_past_end++ % past_end.size()] = {address, page, buffer->id};
    }
    return address;
}

void note_accessor(uint32_t words_offset, uint32_t base, uint32_t page_size, bool dram, CallSite site) {
    note("TensorAccessor", site);
    tilesmith::note_accessor(machine(), words_offset, base, page_size, dram, site);
}

void check_sharded_page(uint32_t page, uint32_t pages, CallSite site) {
    note("get_noc_addr", site);
    if (page >= pages) {
        report_finding(machine(), "page_out_of_range", Severity::error, site,
                       {text("page or shard ", page, " of a sharded tensor does not exist"), text("ids 0 to ", pages - 1),
                        "check the first page and the page count that the kernel is given"});
    }
}

uint32_t dram_alignment() { return machine().arch.dram_alignment; }

void noc_read(uint64_t from, uint32_t to, uint32_t bytes, uint8_t noc, uint32_t trid, CallSite site) {
    noc::read(machine(), from, to, bytes, {.noc = noc, .trid = trid}, site);
}
void noc_write(uint32_t from, uint64_t to, uint32_t bytes, uint8_t noc, uint32_t trid, bool posted, CallSite site) {
    noc::write(machine(), from, to, bytes, {.noc = noc, .trid = trid, .posted = posted}, site);
}
void noc_multicast(uint32_t from, uint64_t to, uint32_t bytes, uint32_t destinations, bool include_self, uint8_t noc,
                   CallSite site) {
    noc::multicast(machine(), from, to, bytes, destinations, {.noc = noc, .include_self = include_self}, site);
}
void noc_inline_write(uint64_t to, uint32_t value, uint8_t noc, bool posted, CallSite site) {
    noc::inline_write(machine(), to, value, {.noc = noc, .posted = posted}, site);
}
void noc_atomic_increment(uint64_t to, uint32_t increment, uint8_t noc, CallSite site) {
    noc::atomic_increment(machine(), to, increment, {.noc = noc}, site);
}
void noc_multicast_increment(uint64_t to, uint32_t increment, uint32_t destinations, uint8_t noc, CallSite site) {
    noc::multicast_increment(machine(), to, increment, destinations, {.noc = noc}, site);
}
void noc_read_barrier(uint8_t noc, uint32_t trid, CallSite site) { noc::read_barrier(machine(), noc, trid, site); }
void noc_write_barrier(uint8_t noc, uint32_t trid, CallSite site) { noc::write_barrier(machine(), noc, trid, site); }
void noc_writes_flushed(uint8_t noc, uint32_t trid, CallSite site) { noc::writes_flushed(machine(), noc, trid, site); }
void noc_atomic_barrier(uint8_t noc, CallSite site) { noc::atomic_barrier(machine(), noc, site); }

NocState& noc_state(uint8_t noc) { return machine().fiber().noc_states[noc & 1]; }

void poll(const char* call, CallSite site) {
    Scheduler::poll(machine(), text("polls in a loop with ", call, "(), and nothing changes"), site, call);
}

namespace {

constexpr size_t kLongestText = 4096;

bool printing() { return std::getenv("TT_METAL_DPRINT_CORES") != nullptr; }

}  // namespace

void print_text(const char* text) {
    if (!printing()) {
        return;
    }
    // As far as the next byte is the kernel's to read; a pointer gone astray is a fault.
    const CallSite site = machine().fiber().site;
    for (size_t i = 0; i < kLongestText; ++i) {
        kernel::check_pointer(text + i, 1, false, site);
        if (text[i] == '\0') {
            break;
        }
        std::putchar(text[i]);
    }
}
void print_signed(int64_t value, bool hex) {
    if (printing()) {
        std::printf(hex ? "%llx" : "%lld", static_cast<long long>(value));
    }
}
void print_unsigned(uint64_t value, bool hex) {
    if (printing()) {
        std::printf(hex ? "%llx" : "%llu", static_cast<unsigned long long>(value));
    }
}
void print_real(double value) {
    if (printing()) {
        std::printf("%g", value);
    }
}
void print_character(char value) {
    if (printing()) {
        std::putchar(value);
    }
}

void assertion_failed(const char* condition, CallSite site) {
    report_fault(machine(), "kernel_assertion", site,
                 {text("ASSERT(", condition, ") of the kernel does not hold"), condition, "see the kernel's own condition"});
}

void unsupported(const char* what, CallSite site) { kernel::unsupported(what, site); }

uint32_t wall_clock() { return static_cast<uint32_t>(++machine().launch->clock); }

}  // namespace tilesmith::device
