// The functions that compiled kernels call. Their names belong to ThreadSanitizer's interface; its library is not used.
#include <cstring>

#include "access/access.hpp"

namespace {

using tilesmith::Fiber;
using tilesmith::Machine;

inline void note(const volatile void* at, size_t bytes, bool store, const void* code) {
    Machine* machine = Machine::existing();
    Fiber* fiber = machine != nullptr && machine->launch ? machine->launch->running : nullptr;
    const auto address = reinterpret_cast<uintptr_t>(at);
    if (fiber == nullptr || tilesmith::access::in_own_frames(*fiber, address, bytes)) {
        return;  // variables of a kernel are initialised while it is loaded
    }
    tilesmith::access::check(*machine, {address, bytes, store, reinterpret_cast<uintptr_t>(code), {}});
}

}  // namespace

// The return address belongs to the next instruction.
#define TILESMITH_CODE (static_cast<char*>(__builtin_return_address(0)) - 1)

#define TILESMITH_ACCESS(BYTES)                                                                                     \
    void __tsan_read##BYTES(void* at) { note(at, BYTES, false, TILESMITH_CODE); }                                   \
    void __tsan_write##BYTES(void* at) { note(at, BYTES, true, TILESMITH_CODE); }                                   \
    void __tsan_volatile_read##BYTES(void* at) { note(at, BYTES, false, TILESMITH_CODE); }                          \
    void __tsan_volatile_write##BYTES(void* at) { note(at, BYTES, true, TILESMITH_CODE); }

#define TILESMITH_UNALIGNED(BYTES)                                                                                  \
    void __tsan_unaligned_read##BYTES(void* at) { note(at, BYTES, false, TILESMITH_CODE); }                         \
    void __tsan_unaligned_write##BYTES(void* at) { note(at, BYTES, true, TILESMITH_CODE); }                         \
    void __tsan_unaligned_volatile_read##BYTES(void* at) { note(at, BYTES, false, TILESMITH_CODE); }                \
    void __tsan_unaligned_volatile_write##BYTES(void* at) { note(at, BYTES, true, TILESMITH_CODE); }

#define TILESMITH_READ_MODIFY_WRITE(BITS, NAME)                                                                     \
    uint##BITS##_t __tsan_atomic##BITS##_##NAME(volatile uint##BITS##_t* at, uint##BITS##_t value, int) {           \
        note(at, BITS / 8, true, TILESMITH_CODE);                                                                   \
        return __atomic_##NAME(at, value, __ATOMIC_SEQ_CST);                                                        \
    }

#define TILESMITH_COMPARE_EXCHANGE(BITS, STRENGTH)                                                                  \
    int __tsan_atomic##BITS##_compare_exchange_##STRENGTH(volatile uint##BITS##_t* at, uint##BITS##_t* expected,    \
                                                          uint##BITS##_t wanted, int, int) {                        \
        note(at, BITS / 8, true, TILESMITH_CODE);                                                                   \
        return __atomic_compare_exchange_n(at, expected, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);        \
    }

#define TILESMITH_ATOMIC(BITS)                                                                                      \
    uint##BITS##_t __tsan_atomic##BITS##_load(const volatile uint##BITS##_t* at, int) {                             \
        note(at, BITS / 8, false, TILESMITH_CODE);                                                                  \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                                                               \
    }                                                                                                               \
    void __tsan_atomic##BITS##_store(volatile uint##BITS##_t* at, uint##BITS##_t value, int) {                      \
        note(at, BITS / 8, true, TILESMITH_CODE);                                                                   \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                                                              \
    }                                                                                                               \
    uint##BITS##_t __tsan_atomic##BITS##_exchange(volatile uint##BITS##_t* at, uint##BITS##_t value, int) {         \
        note(at, BITS / 8, true, TILESMITH_CODE);                                                                   \
        return __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST);                                                    \
    }                                                                                                               \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_add)                                                                    \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_sub)                                                                    \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_and)                                                                    \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_or)                                                                     \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_xor)                                                                    \
    TILESMITH_READ_MODIFY_WRITE(BITS, fetch_nand)                                                                   \
    TILESMITH_COMPARE_EXCHANGE(BITS, strong)                                                                        \
    TILESMITH_COMPARE_EXCHANGE(BITS, weak)

extern "C" {

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void** at, void*) { note(at, sizeof(void*), true, TILESMITH_CODE); }
void __tsan_vptr_read(void** at) { note(at, sizeof(void*), false, TILESMITH_CODE); }
void __tsan_atomic_thread_fence(int) {}
void __tsan_atomic_signal_fence(int) {}

void __tsan_read_range(void* at, unsigned long bytes) { note(at, bytes, false, TILESMITH_CODE); }
void __tsan_write_range(void* at, unsigned long bytes) { note(at, bytes, true, TILESMITH_CODE); }

TILESMITH_ACCESS(1)
TILESMITH_ACCESS(2)
TILESMITH_ACCESS(4)
TILESMITH_ACCESS(8)
TILESMITH_ACCESS(16)
TILESMITH_UNALIGNED(2)
TILESMITH_UNALIGNED(4)
TILESMITH_UNALIGNED(8)
TILESMITH_UNALIGNED(16)
TILESMITH_ATOMIC(8)
TILESMITH_ATOMIC(16)
TILESMITH_ATOMIC(32)
TILESMITH_ATOMIC(64)

// Kernels are linked with --wrap, since these are not instrumented.
void* __wrap_memcpy(void* to, const void* from, size_t bytes) {
    note(from, bytes, false, TILESMITH_CODE);
    note(to, bytes, true, TILESMITH_CODE);
    return std::memmove(to, from, bytes);  // the ranges may overlap: what the chip does then, too, is to copy
}
void* __wrap_memmove(void* to, const void* from, size_t bytes) {
    note(from, bytes, false, TILESMITH_CODE);
    note(to, bytes, true, TILESMITH_CODE);
    return std::memmove(to, from, bytes);
}
void* __wrap_memset(void* to, int value, size_t bytes) {
    note(to, bytes, true, TILESMITH_CODE);
    return std::memset(to, value, bytes);
}

}  // extern "C"
