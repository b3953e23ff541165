// Everything that the emulator checks, each with a sentence that says what is wrong. A finding names one of these; a name
// that is not in the list does not compile.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace tilesmith {

struct CheckEntry {
    std::string_view area;
    std::string_view name;
    std::string_view wrong;
};

// The README's table holds the same rows.
inline constexpr CheckEntry kChecks[] = {
    {"circular buffers", "cb_capacity", "more pages are waited for, reserved or pushed than the buffer has"},
    {"circular buffers", "cb_index_out_of_range", "fault: the index is above 31"},
    {"circular buffers", "cb_not_created", "fault: the host created no such buffer on this core"},
    {"circular buffers", "cb_not_drained", "pages were pushed that nobody ever waited for"},
    {"circular buffers", "cb_overwrite", "data goes into a page that the consumer has not popped yet"},
    {"circular buffers", "cb_page_out_of_range", "fault: a tile index lies past the end of the buffer"},
    {"circular buffers", "cb_pointer_overrun", "a lap does not end at the end of the buffer"},
    {"circular buffers", "cb_read_after_pop", "a page is read after it was popped"},
    {"circular buffers", "cb_read_without_wait", "a page is read that was not waited for"},
    {"circular buffers", "cb_write_without_reserve", "a page is written that was not reserved (a warning where it cannot do harm)"},
    {"circular buffers", "missing_push_back", "pages are packed and reserved again without a push"},
    {"circular buffers", "pop_before_write_flush", "a page is freed while a write from it is under way"},
    {"circular buffers", "pop_without_wait", "more is popped than was waited for"},
    {"circular buffers", "push_before_read_barrier", "a page is published whose data has not arrived"},
    {"circular buffers", "push_without_data", "a page is pushed and used into which nothing was written"},
    {"circular buffers", "push_without_reserve", "more is pushed than was reserved (a warning where it cannot do harm)"},
    {"circular buffers", "cb_two_consumers", "two kernels of a core consume the same buffer"},
    {"circular buffers", "cb_two_producers", "two kernels of a core push to the same buffer"},
    {"NoC", "access_before_read_barrier", "a pointer leads to data that has not arrived"},
    {"NoC", "atomic_not_awaited", "the kernel returns before a semaphore increment is acknowledged (a warning)"},
    {"NoC", "bank_out_of_range", "fault: there is no such bank"},
    {"NoC", "data_after_publication", "a write to another core arrives after that core has pushed the page"},
    {"NoC", "data_before_reserve", "a write to another core arrives before that core has reserved the page"},
    {"NoC", "dram_address_out_of_range", "fault: the address belongs to no DRAM buffer"},
    {"NoC", "l1_address_out_of_range", "fault: the address lies outside L1"},
    {"NoC", "l1_unallocated", "L1 is used that was not allocated (a warning where nothing is read)"},
    {"NoC", "multicast_destinations", "num_dests is not the number of cores in the rectangle"},
    {"NoC", "multicast_rectangle_reversed", "the corners are in the wrong order for the NoC"},
    {"NoC", "noc_alignment", "source and destination differ modulo the alignment"},
    {"NoC", "noc_coordinate_invalid", "fault: there is neither a core nor a DRAM bank at the coordinate"},
    {"NoC", "noc_in_compute_kernel", "fault: a compute kernel uses the NoC"},
    {"NoC", "page_out_of_range", "a page past the last one of the tensor"},
    {"NoC", "page_written_twice", "two cores write the same page, and nothing orders them"},
    {"NoC", "pages_not_written", "some pages of a tensor are written and others are not (a warning)"},
    {"NoC", "read_not_awaited", "the kernel returns before the data of a read has arrived"},
    {"NoC", "transfer_exceeds_buffer", "a transfer runs over the end of a circular buffer, a shard or a buffer (a warning where nothing follows)"},
    {"NoC", "transfer_exceeds_page", "a transfer runs over the end of a page"},
    {"NoC", "uninitialised_data", "data is used that nobody has written"},
    {"NoC", "write_before_read_barrier", "data is sent that has not arrived"},
    {"NoC", "write_not_awaited", "the kernel returns before a write is acknowledged"},
    {"NoC", "write_source_overwritten", "the source of a write is changed before it has left"},
    {"arguments", "accessor_memory", "the accessor's words say DRAM and the tensor lies in L1, or the reverse"},
    {"arguments", "accessor_of_other_tensor", "accessor words and address belong to different tensors"},
    {"arguments", "accessor_page_size", "the accessor's page size is not the tensor's"},
    {"arguments", "runtime_arg_missing", "the host did not set this argument for this core"},
    {"semaphores", "semaphore_address", "fault: not the address of a word in L1"},
    {"semaphores", "semaphore_not_reset", "a wait is met by the signal that met the wait before"},
    {"semaphores", "semaphore_not_created", "the host created no such semaphore on this core"},
    {"compute", "argument_out_of_range", "fault: a row, a group or an entry of a table that does not exist"},
    {"compute", "dst_index", "fault: DST has fewer tiles"},
    {"compute", "dst_not_written", "a tile of DST is read that nothing has written"},
    {"compute", "format_not_configured", "unpacker or packer is set up for another data format"},
    {"compute", "math_after_commit", "an operation comes after tile_regs_commit"},
    {"compute", "missing_acquire", "an operation or a commit comes without tile_regs_acquire"},
    {"compute", "missing_commit", "tile_regs_wait, pack_tile or the end of the kernel comes without tile_regs_commit"},
    {"compute", "missing_hw_startup", "a compute call comes before compute_kernel_hw_startup"},
    {"compute", "missing_init", "an operation comes without its init"},
    {"compute", "missing_release", "DST is acquired, waited for or left without tile_regs_release"},
    {"compute", "missing_uninit", "an operation finds what another one's init has left behind"},
    {"compute", "missing_wait", "pack_tile, tile_regs_release or the end of the kernel comes without tile_regs_wait"},
    {"compute", "operands_swapped", "an operation takes the operands of its init the other way round"},
    {"compute", "pack_after_release", "pack_tile comes after tile_regs_release"},
    {"compute", "pack_not_written", "a tile of DST is packed that nothing has written"},
    {"compute", "release_without_commit", "tile_regs_release comes while the packer has nothing"},
    {"compute", "repeated_acquire", "tile_regs_acquire comes again before tile_regs_commit"},
    {"compute", "repeated_hw_startup", "compute_kernel_hw_startup is called again"},
    {"compute", "scalar_not_float_bits", "a scalar is an integer where the bits of a float belong"},
    {"compute", "statistics_overwritten", "running statistics are used after another vector function took their registers"},
    {"compute", "tile_exceeds_page", "a tile is larger than a page of its circular buffer"},
    {"compute", "wrong_init", "an operation runs on the set-up of another one"},
    {"hang", "cb_never_popped", "pages are waited for and never popped, and the producer waits for space"},
    {"hang", "cb_never_pushed", "pages are reserved and never pushed, and the consumer waits for them"},
    {"hang", "cb_no_consumer", "space is waited for in a buffer that no kernel of the core pops from"},
    {"hang", "cb_no_producer", "pages are waited for in a buffer that no kernel of the core pushes to"},
    {"hang", "cb_too_few_pages", "the producer has finished, and more pages are waited for"},
    {"hang", "cb_too_many_pages", "the consumer has finished, and there are more pages to push"},
    {"hang", "deadlock", "kernels wait for each other"},
    {"hang", "endless_loop", "a loop reads something that nobody changes"},
    {"hang", "multicast_misses_core", "a core waits for a semaphore that a multicast sets on other cores only"},
    {"hang", "semaphore_never_signalled", "a semaphore is waited for that nobody sets"},
    {"hang", "semaphore_passed", "a semaphore holds more than the value that is waited for"},
    {"hang", "semaphore_too_low", "a semaphore is signalled less often than is waited for"},
    {"kernel code", "division_by_zero", "fault: an integer is divided by zero"},
    {"kernel code", "kernel_assertion", "fault: an ASSERT of the kernel does not hold"},
    {"kernel code", "kernel_compile_error", "the kernel does not compile or link"},
    {"kernel code", "stack_overflow", "fault: the kernel needs more stack than there is"},
    {"kernel code", "wild_pointer", "fault: a pointer leads outside L1"},
    {"host", "cb_l1_overflow", "the circular buffers do not fit in L1"},
    {"host", "host_error", "an exception of the host program that nobody caught"},
    {"host", "host_write_size", "a vector is smaller than the buffer that it is written to (a warning)"},
    {"host", "kernel_overlap", "two kernels on one processor of a core"},
    {"host", "launch_refused", "the program cannot be launched"},
    {"host", "out_of_memory", "a buffer does not fit"},
    {"emulator", "emulator_crash", "fault of the emulator itself"},
    {"emulator", "unsupported", "the emulator lacks what the kernel uses: this says nothing about the kernel"},
};

/// A check by name, looked up when the caller is compiled.
class Check {
public:
    consteval Check(const char* name) : index_(index_of(name)) {}

    std::string_view name() const { return kChecks[index_].name; }
    std::string_view area() const { return kChecks[index_].area; }
    friend bool operator==(Check, Check) = default;

private:
    static consteval uint8_t index_of(std::string_view name) {
        for (size_t i = 0; i < std::size(kChecks); ++i) {
            if (kChecks[i].name == name) {
                return static_cast<uint8_t>(i);
            }
        }
        throw "this check is not in kChecks";
    }

    uint8_t index_;
};

}  // namespace tilesmith
