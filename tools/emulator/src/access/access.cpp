#include "access/access.hpp"

#include <link.h>

#include "scheduler.hpp"
#include "text.hpp"

namespace tilesmith::access {

namespace {

// Reads of one address in a row, without a store or a call in between, after which the others get a turn.
constexpr uint32_t kReadsBeforeYield = 64;

struct Image {
    uintptr_t begin = UINTPTR_MAX, end = 0;
};

/// This library: kernels read variables of its interface (my_x, noc_index).
Image own_image() {
    static const int inside = 0;
    Image image;
    dl_iterate_phdr(
        [](dl_phdr_info* info, size_t, void* argument) {
            Image found;
            for (size_t i = 0; i < info->dlpi_phnum; ++i) {
                const auto& header = info->dlpi_phdr[i];
                if (header.p_type == PT_LOAD) {
                    found.begin = std::min(found.begin, info->dlpi_addr + header.p_vaddr);
                    found.end = std::max(found.end, info->dlpi_addr + header.p_vaddr + header.p_memsz);
                }
            }
            const auto at = reinterpret_cast<uintptr_t>(&inside);
            if (at < found.begin || at >= found.end) {
                return 0;
            }
            *static_cast<Image*>(argument) = found;
            return 1;
        },
        &image);
    return image;
}

bool lies_in(const Access& access, uintptr_t begin, uintptr_t end) {
    return access.address >= begin && access.address < end && access.bytes <= end - access.address;
}

/// The registers that the "set state" calls write live with the fiber.
bool is_noc_state(const Fiber& fiber, const Access& access) {
    const auto begin = reinterpret_cast<uintptr_t>(&fiber.noc_states);
    return lies_in(access, begin, begin + sizeof fiber.noc_states);
}

bool is_own(const Fiber& fiber, const Access& access) {
    if (is_noc_state(fiber, access)) {
        return true;
    }
    if (access.store) {
        return fiber.code->owns_variables(access.address, access.bytes);
    }
    static const Image library = own_image();
    return fiber.code->owns(access.address, access.bytes) || lies_in(access, library.begin, library.end);
}

}  // namespace

void note_spinning(Machine& machine, const Access& access) {
    SpinState& spin = machine.fiber().spin;
    if (access.store || access.address != spin.address) {
        spin = {access.store ? 0 : access.address, 0};
        return;
    }
    if (++spin.reads < kReadsBeforeYield) {
        return;
    }
    spin.reads = 0;
    const std::string what = text("reads ", semaphore_name(static_cast<uint32_t>(access.address)), " in a loop, and nothing changes it");
    Scheduler::poll(machine, what, access.place().site(machine.fiber()), "a loop");
}

void check(Machine& machine, const Access& access) {
    if (access.bytes == 0) {
        return;
    }
    if (lies_in(access, L1Layout::window_begin, machine.arch.l1_bytes)) {
        check_l1(machine, access);
        note_spinning(machine, access);
        return;
    }
    if (is_own(machine.fiber(), access)) {
        return;
    }
    report_fault(machine, "wild_pointer", access.place().site(machine.fiber()),
                 {text("the kernel ", access.store ? "stores to" : "reads", " address ", hex(access.address), ", which is not in L1"),
                  text("an L1 address between ", hex(L1Layout::window_begin), " and ", hex(machine.arch.l1_bytes)),
                  "pointers must come from get_write_ptr, get_read_ptr or get_semaphore; DRAM can only be reached through "
                  "the NoC"});
}

void check_pointer(Machine& machine, const void* pointer, size_t bytes, bool store, CallSite call) {
    const auto address = reinterpret_cast<uintptr_t>(pointer);
    if (!in_own_frames(machine.fiber(), address, bytes)) {
        check(machine, {.address = address, .bytes = bytes, .store = store, .call = call});
    }
}

}  // namespace tilesmith::access
