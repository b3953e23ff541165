// A kernel on one processor of one core, as a fiber.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../device/tilesmith/runtime.h"
#include "fiber_stack.hpp"
#include "kernel_context.hpp"
#include "loaded_kernel.hpp"
#include "program.hpp"
#include "noc/transfer.hpp"

namespace tilesmith {

struct CoreState;

/// What a wait is for, as far as the search for the cause of a hang needs to know.
struct WaitTarget {
    enum class Kind : uint8_t { other, cb_front, cb_back, semaphore };
    Kind kind = Kind::other;
    uint32_t cb = 0;          ///< index
    uint32_t pages = 0;
    uint32_t address = 0;     ///< of the semaphore, in the L1 of the core that waits
    uint32_t value = 0;       ///< that is waited for
    bool at_least = false;    ///< a larger value will do too
};

/// Why a fiber cannot go on. Lives on the stack of the blocked fiber.
class Wait {
public:
    virtual bool ready() = 0;
    /// In words, with the values seen, for the hang report.
    virtual std::string describe() = 0;
    virtual WaitTarget target() const { return {}; }
    /// If what is waited for has been there and was missed, the wait is over from now on. Says whether it is.
    virtual bool forgive() { return false; }

protected:
    ~Wait() = default;
};

/// Reads of one address through a pointer, in a row.
struct SpinState {
    uintptr_t address = 0;
    uint32_t reads = 0;
};

enum class FiberStatus : uint8_t { runnable, waiting, polling, yielded, finished };

struct Fiber {
    CoreState* core = nullptr;
    const KernelSpec* kernel = nullptr;
    LoadedKernel* code = nullptr;
    Processor processor = Processor::riscv_0;
    uint8_t noc = 0;
    std::array<device::NocState, 2> noc_states;   ///< registers of the "set state" calls, one set a NoC

    FiberStatus status = FiberStatus::runnable;
    Wait* wait = nullptr;
    CallSite site;                      ///< the last call into the runtime
    const char* call = "";              ///< its name
    std::string polling_for;
    Context context;
    std::unique_ptr<FiberStack> stack;
    uintptr_t frames_end = 0;           ///< the kernel's own part of its stack ends here
    std::vector<std::byte> globals;     ///< this fiber's image of the kernel's writable variables

    SpinState spin;

    /// The last page addresses that were computed for pages past the end of a tensor.
    std::array<PastEnd, 8> past_end{};
    size_t next_past_end = 0;

    TransferQueue transfers;
    std::unique_ptr<FiberState> state;  ///< the compute engine's
    std::vector<AccessorUse> accessor_uses;

    bool blocked() const { return status == FiberStatus::waiting; }
};

/// A place in a kernel: a call, or the address of its code, whose line is looked up only when it is told.
struct CodePlace {
    CallSite call;
    uintptr_t code = 0;

    CallSite site(const Fiber& fiber) const;
};

}  // namespace tilesmith
