// The L1 memories of all cores, and the low window through which a running kernel sees its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arch.hpp"

namespace tilesmith {

/// One memory file holds the L1 of all cores one after another (sparse: untouched pages cost nothing). It is mapped
/// once as a whole for the runtime; the running core's part appears at its 32-bit addresses when a kernel first touches
/// them (see `serve_fault`), so that kernels that never dereference an L1 address cost no system call.
class L1 {
public:
    explicit L1(const ArchInfo& arch);
    ~L1();
    L1(const L1&) = delete;
    L1& operator=(const L1&) = delete;

    /// From now on all memories are those of device `number` of the mesh, made at their first use.
    void use_device(uint32_t number);

    std::byte* core(uint32_t core_index) { return current_.base + static_cast<size_t>(core_index) * size_; }
    uint32_t size() const { return size_; }

    /// From now on the low window belongs to this core.
    void select(uint32_t core_index);

    /// Called by the SIGSEGV handler: true when `address` lies in the window and is now mapped, so that the access may
    /// be tried again. Async-signal-safe.
    bool serve_fault(uintptr_t address);

private:
    struct Memory {
        int file = -1;
        std::byte* base = nullptr;
    };

    Memory make_memory() const;
    void hide_window();

    uint32_t size_;
    size_t total_;
    std::vector<Memory> devices_;
    Memory current_;
    uint32_t selected_ = 0;
    bool shown_ = false;
};

}  // namespace tilesmith
