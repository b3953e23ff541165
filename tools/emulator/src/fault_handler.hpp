// Signals that running kernels cause: the first touch of L1, wild pointers, endless loops.
#pragma once

namespace tilesmith {

/// Installs the handlers for SIGSEGV, SIGBUS, SIGFPE and SIGILL. Once a process.
void install_fault_handlers();

/// While it lives, a kernel that computes or spins for long without calling the runtime is put aside now and then, so
/// that the others run and a loop that waits for them can end.
class SpinWatch {
public:
    SpinWatch();
    ~SpinWatch();
    SpinWatch(const SpinWatch&) = delete;
    SpinWatch& operator=(const SpinWatch&) = delete;
};

}  // namespace tilesmith
