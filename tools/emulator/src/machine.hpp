// The simulated chip of this process: memories, buffers, the running program and the report. There is one, because the
// low L1 window, the signal handlers and the kernels' plain functions exist once in a process.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "buffers.hpp"
#include "cb/circular_buffer.hpp"
#include "fiber.hpp"
#include "l1.hpp"
#include "noc/movements.hpp"
#include "noc/page_writes.hpp"
#include "program.hpp"
#include "report.hpp"
#include "scratch.hpp"
#include "settings.hpp"
#include "signals.hpp"

namespace tilesmith {

class KernelBuilder;

/// A core that takes part in the running program.
struct CoreState {
    Core coord;
    uint32_t index = 0;
    NocCoordinate noc;
    std::byte* l1 = nullptr;
    std::array<CircularBuffer, kCircularBuffers> cbs;
    std::array<std::unique_ptr<Fiber>, 3> fibers;   ///< by Processor
    std::vector<uint32_t> semaphores;               ///< ids that exist here
    Scratch scratch;
};

/// State of the program that is running.
struct Launch {
    const Program* program = nullptr;
    std::vector<std::unique_ptr<CoreState>> cores;
    std::vector<CoreState*> by_index;     ///< by core index; nullptr: takes no part
    Fiber* running = nullptr;             ///< nullptr while the scheduler runs
    uint64_t epoch = 0;                   ///< counts changes that may let a waiting fiber go on
    uint32_t preemptions = 0;             ///< how often a kernel was put aside by force
    SignalLog signals;
    noc::PageWrites page_writes;
    uint64_t clock = 0;                   ///< what kernels read as wall clock: grows with every look at it
};

class Machine {
public:
    /// The machine of this process, made from the environment at the first call. A wrong setting ends the process
    /// with a sentence on stderr and code 1.
    static Machine& instance();

    /// The same, but nullptr when nothing has made one yet (for exit and signal handlers).
    static Machine* existing();

    explicit Machine(const Settings& settings);
    ~Machine();

    Settings settings;
    const ArchInfo& arch;
    std::unique_ptr<link::DeviceLink> link;   ///< to the device, when it is another process; nullptr: it is here
    Report report;
    L1 l1;
    Buffers buffers;
    std::unique_ptr<KernelBuilder> builder;
    std::unique_ptr<Launch> launch;
    noc::Movements movements;   ///< of all programs since they were last cleared
    uint32_t device = 0;        ///< of the mesh: whose memories `l1` and `buffers` show
    uint32_t next_record = 0;   ///< number of the next program.json

    /// What TensorAccessorArgs appended to argument lists, newest last: tells which tensor a kernel's words came from.
    std::vector<AccessorWords> accessor_log;
    void log_accessor(AccessorWords words);

    /// From now on all memories are those of device `number` of the mesh. Costs nothing when they are already.
    void use_device(uint32_t number);

    /// The fiber that calls. Only for code that runs inside kernels.
    Fiber& fiber() { return *launch->running; }
    CoreState& core() { return *launch->running->core; }
};

Place place_of(const Fiber& fiber, CallSite site);

/// The host reads and writes the L1 of a core; the range has been checked.
void write_l1(Machine& machine, Core core, uint32_t address, std::span<const std::byte> data);
void read_l1(Machine& machine, Core core, uint32_t address, std::span<std::byte> data);

/// Reports a finding of the running fiber.
void report_finding(Machine& machine, Check check, Severity severity, CallSite site,
                    const kernel::FindingText& text);

/// Ends the run: something happened in the running fiber after which nothing can follow.
[[noreturn]] void report_fault(Machine& machine, Check check, CallSite site, const kernel::FindingText& text);

}  // namespace tilesmith
