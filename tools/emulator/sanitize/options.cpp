// What the sanitizers' run time shall do in programs of the emulator. It asks for these functions by name; they must be
// in the program itself, since the run time brings its own, which say nothing.

// A report ends the process by a signal, which nobody takes for the end of a program that found a fault. Signals belong
// to the emulator's own handlers (src/fault_handler.cpp): the first touch of L1 is one, and so is a kernel's wild
// pointer. Leaks are not looked for: the emulator ends most runs in the midst of them, and its machine is never destroyed.
#define TILESMITH_OPTIONS                                                                                              \
    "abort_on_error=1:print_stacktrace=1:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:" \
    "use_sigaltstack=0:detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=0"

extern "C" {

__attribute__((visibility("default"))) const char* __asan_default_options() { return TILESMITH_OPTIONS; }
__attribute__((visibility("default"))) const char* __ubsan_default_options() { return TILESMITH_OPTIONS; }

}  // extern "C"
