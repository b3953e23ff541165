#include "l1.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace tilesmith {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string("The emulator cannot ") + what + ": " + std::strerror(errno) +
                             ". Kernels need the addresses 0x10000 to 0x180000 of this process to be free.");
}

void* window_address() { return reinterpret_cast<void*>(static_cast<uintptr_t>(L1Layout::window_begin)); }

}  // namespace

L1::L1(const ArchInfo& arch) : size_(arch.l1_bytes), total_(static_cast<size_t>(arch.l1_bytes) * arch.cores()) {
    void* low = mmap(window_address(), size_ - L1Layout::window_begin, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (low != window_address()) {
        fail("reserve the low window of L1");
    }
    use_device(0);
}

L1::Memory L1::make_memory() const {
    Memory memory;
    memory.file = memfd_create("tilesmith-l1", MFD_CLOEXEC);
    if (memory.file < 0 || ftruncate(memory.file, static_cast<off_t>(total_)) != 0) {
        fail("create the L1 memories");
    }
    void* all = mmap(nullptr, total_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, memory.file, 0);
    if (all == MAP_FAILED) {
        fail("map the L1 memories");
    }
    memory.base = static_cast<std::byte*>(all);
    return memory;
}

void L1::use_device(uint32_t number) {
    if (number >= devices_.size()) {
        devices_.resize(number + 1);
    }
    if (devices_[number].base == nullptr) {
        devices_[number] = make_memory();
    }
    if (shown_) {
        hide_window();
    }
    current_ = devices_[number];
}

L1::~L1() {
    munmap(window_address(), size_ - L1Layout::window_begin);
    for (const Memory& memory : devices_) {
        if (memory.base != nullptr) {
            munmap(memory.base, total_);
            close(memory.file);
        }
    }
}

void L1::select(uint32_t core_index) {
    if (core_index != selected_ && shown_) {
        hide_window();
    }
    selected_ = core_index;
}

void L1::hide_window() {
    void* low = mmap(window_address(), size_ - L1Layout::window_begin, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    if (low != window_address()) {
        fail("hide the low window of L1");
    }
    shown_ = false;
}

bool L1::serve_fault(uintptr_t address) {
    if (shown_ || address < L1Layout::window_begin || address >= size_) {
        return false;
    }
    const off_t offset = static_cast<off_t>(selected_) * size_ + L1Layout::window_begin;
    void* low = mmap(window_address(), size_ - L1Layout::window_begin, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
                     current_.file, offset);
    shown_ = low == window_address();
    return shown_;
}

}  // namespace tilesmith
