// The plain functions of the emulator's library that device headers call. C++17: kernels are compiled as such.
#pragma once

#include <cstddef>
#include <cstdint>

#include "call_site.hpp"

namespace tilesmith::device {

using tilesmith::CallSite;

// Arguments.
uint32_t runtime_arg(int index, CallSite site);
uint32_t common_runtime_arg(int index, CallSite site);
uint32_t runtime_arg_address(int index, CallSite site);
uint32_t common_runtime_arg_address(int index, CallSite site);
uint32_t logical_x();
uint32_t logical_y();

// Circular buffers.
void cb_reserve_back(uint32_t cb, uint32_t pages, CallSite site);
void cb_push_back(uint32_t cb, uint32_t pages, CallSite site);
void cb_wait_front(uint32_t cb, uint32_t pages, CallSite site);
void cb_pop_front(uint32_t cb, uint32_t pages, CallSite site);
bool cb_pages_reservable_at_back(uint32_t cb, uint32_t pages, CallSite site);
bool cb_pages_available_at_front(uint32_t cb, uint32_t pages, CallSite site);
uint32_t cb_write_pointer(uint32_t cb, CallSite site);
uint32_t cb_read_pointer(uint32_t cb, CallSite site);
uint32_t cb_page_size(uint32_t cb, CallSite site);
uint32_t cb_pages(uint32_t cb, CallSite site);
uint32_t cb_address(uint32_t cb, CallSite site);
uint32_t cb_page_address(uint32_t cb, uint32_t page, CallSite site);

// NoC addresses.
uint64_t self_address(uint32_t offset);
uint64_t bank_address(bool dram, uint32_t bank, uint32_t offset, CallSite site);
uint64_t interleaved_address(bool dram, uint32_t base, uint32_t aligned_page_size, uint32_t page, uint32_t offset,
                             CallSite site);
void note_accessor(uint32_t words_offset, uint32_t base, uint32_t page_size, bool dram, CallSite site);
void check_sharded_page(uint32_t page, uint32_t pages, CallSite site);
uint32_t dram_alignment();

// NoC transactions. `trid` 0xFFFFFFFF in a barrier means any.
void noc_read(uint64_t from, uint32_t to, uint32_t bytes, uint8_t noc, uint32_t trid, CallSite site);
void noc_write(uint32_t from, uint64_t to, uint32_t bytes, uint8_t noc, uint32_t trid, bool posted, CallSite site);
void noc_multicast(uint32_t from, uint64_t to, uint32_t bytes, uint32_t destinations, bool include_self, uint8_t noc,
                   CallSite site);
void noc_inline_write(uint64_t to, uint32_t value, uint8_t noc, bool posted, CallSite site);
void noc_atomic_increment(uint64_t to, uint32_t increment, uint8_t noc, CallSite site);
void noc_multicast_increment(uint64_t to, uint32_t increment, uint32_t destinations, uint8_t noc, CallSite site);
void noc_read_barrier(uint8_t noc, uint32_t trid, CallSite site);
void noc_write_barrier(uint8_t noc, uint32_t trid, CallSite site);
void noc_writes_flushed(uint8_t noc, uint32_t trid, CallSite site);
void noc_atomic_barrier(uint8_t noc, CallSite site);

// Registers of the "set state" forms: what one call sets and the next ones use.
struct NocState {
    uint64_t read_from = 0;
    uint32_t read_bytes = 0;
    uint32_t read_trid = 0;
    uint64_t write_to = 0;
    uint32_t write_bytes = 0;
    uint32_t write_trid = 0;
    uint64_t inline_to = 0;
    uint32_t inline_value = 0;
};
NocState& noc_state(uint8_t noc);

// Semaphores.
uint32_t semaphore_address(uint32_t id, CallSite site);
void semaphore_wait(const volatile uint32_t* semaphore, uint32_t value, bool at_least, CallSite site);
void semaphore_set(volatile uint32_t* semaphore, uint32_t value, CallSite site);

/// A call that only makes sense in a polling loop: lets other kernels run.
void poll(const char* call, CallSite site);

// Debug output: only when TT_METAL_DPRINT_CORES is set, as on the chip.
void print_text(const char* text);
void print_signed(int64_t value, bool hex);
void print_unsigned(uint64_t value, bool hex);
void print_real(double value);
void print_character(char value);

/// ASSERT of a kernel that does not hold.
[[noreturn]] void assertion_failed(const char* condition, CallSite site);

/// The emulator lacks `what`.
[[noreturn]] void unsupported(const char* what, CallSite site);

/// Something a kernel may read as time: the number of calls so far. It grows; it measures nothing.
uint32_t wall_clock();

}  // namespace tilesmith::device

// Set when a kernel's fiber is continued: the core's NoC coordinates and the kernel's own NoC.
extern uint8_t my_x[2];
extern uint8_t my_y[2];
extern uint8_t noc_index;
