// What code that runs inside a kernel may ask of the runtime. This is the border between the runtime (memory, circular
// buffers, NoC, fibers, reports) and the compute side (tile formats, FPU/SFPU numerics, DST).
//
// All functions here are to be called from inside a kernel fiber. Fibers run one at a time on one thread, so nothing
// here needs a lock; control moves to another fiber only inside `wait_until`, `wait_forever` and the `cb_*` calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "call_site.hpp"
#include "check.hpp"
#include "data_format.hpp"

namespace tilesmith {

namespace compute {
class Disguise;
}

enum class Arch : uint8_t { wormhole_b0, blackhole };

/// The three programs a Tensix core runs. Compute is one fiber: unpack, math and pack are in program order.
enum class Processor : uint8_t { riscv_0, riscv_1, compute };

/// Codes of `MathFidelity` in the host API.
enum class Fidelity : uint8_t { LoFi = 0, HiFi2 = 2, HiFi3 = 3, HiFi4 = 4 };

enum class Severity : uint8_t { info, warning, error };

constexpr uint32_t kCircularBuffers = 32;

/// `ComputeConfig` of the running compute kernel.
struct ComputeSettings {
    Fidelity fidelity = Fidelity::HiFi4;
    bool fp32_dest_acc = false;
    bool dst_full_sync = false;
    bool math_approx = false;
    bool bfp8_pack_precise = false;
    bool spoiled = false;  ///< the packer writes nonsense: what then comes out right was not computed here
    compute::Disguise* disguise = nullptr;  ///< values in memory have stand-ins, which only unpacker and packer know
    /// Per circular buffer: `UnpackToDestMode::UnpackToDestFp32`.
    bool unpack_to_dest_fp32[kCircularBuffers] = {};
};

/// Rows and columns of a tile and of its faces. The usual tile is 32x32 in four 16x16 faces.
struct TileGeometry {
    uint32_t rows = 32;
    uint32_t cols = 32;
    uint32_t face_rows = 16;
    uint32_t face_cols = 16;
    uint32_t faces() const { return (rows / face_rows) * (cols / face_cols); }
};

/// One circular buffer of one core, as seen by the running kernel. Page pointers wrap at the end of the buffer.
struct CbView {
    uint32_t index = 0;
    bool exists = false;  ///< false: the host created no such buffer on this core
    DataFormat format = DataFormat::Invalid;
    TileGeometry tile;
    uint32_t page_size = 0;   ///< bytes
    uint32_t capacity = 0;    ///< pages
    uint32_t available = 0;   ///< pages pushed and not popped
    uint32_t waited = 0;      ///< pages at the front that this kernel has waited for and not popped
    uint32_t reserved = 0;    ///< pages at the back that this kernel has reserved and not pushed
    uint32_t read_address = 0;   ///< L1 address of the front page (what get_read_ptr gives)
    uint32_t write_address = 0;  ///< L1 address of the back page (what get_write_ptr gives)
};

/// Base of whatever a fiber wants to keep for its lifetime (DST, unpacker and packer state ...).
struct FiberState {
    virtual ~FiberState() = default;
    /// The kernel has returned.
    virtual void at_return() {}
};

namespace kernel {

Arch arch();
Processor processor();
const ComputeSettings& compute_settings();

/// Snapshot of circular buffer `index` (0..31). Never reports anything; look at `exists`.
CbView cb(uint32_t index);

/// Host pointer to `bytes` bytes of page `tile` counted from the read side, after all checks: the buffer exists, the
/// page was waited for (else finding `cb_read_without_wait`), it lies inside the buffer. The pages wrap.
const std::byte* cb_read_page(uint32_t index, uint32_t tile, CallSite site);

/// The same for page `tile` counted from the write side (finding `cb_write_without_reserve`).
std::byte* cb_write_page(uint32_t index, uint32_t tile, CallSite site);

/// Whether page `tile` counted from the read side was pushed before anything was written to it: told of its own.
bool cb_pushed_empty(uint32_t index, uint32_t tile);

/// Page number for a `pack_tile` that names none: counts up from 0 and starts again at each cb_push_back.
uint32_t cb_next_pack_page(uint32_t index);

/// Lets fibers run until `ready(argument)`. `waiting_for` is said in the hang report, e.g. "tile_regs_wait: no commit".
void wait_until(bool (*ready)(void*), void* argument, std::string_view waiting_for, CallSite site);

/// A wait that nothing can end: shows up in the hang report once all fibers are stuck.
[[noreturn]] void wait_forever(std::string_view waiting_for, CallSite site);

/// A pointer that the kernel passes to a call, which will read or fill that many bytes: a fault when it leads outside L1
/// and the kernel's own memory.
void check_pointer(const void* pointer, size_t bytes, bool store, CallSite site);

struct FindingText {
    std::string_view message;   ///< what is wrong, with the values seen
    std::string_view expected;  ///< what would be right
    std::string_view hint;      ///< what to change
};

/// Records a finding; the same check at the same line of the same kernel is counted, not repeated.
void finding(Check check, Severity severity, CallSite site, const FindingText& text);

/// Ends the whole run with status "fault". For states that hardware leaves undefined and from which nothing can follow.
[[noreturn]] void fault(Check check, CallSite site, const FindingText& text);

/// Ends the whole run with status "unsupported": the emulator lacks `what` ("the emulator lacks ...").
[[noreturn]] void unsupported(std::string_view what, CallSite site);

/// The slot for the compute engine's own state: empty at kernel start, destroyed with the fiber.
std::unique_ptr<FiberState>& state();

/// Adds to a counter of the running core, e.g. count("add_tiles", 1). Names appear in the report and the record.
void count(std::string_view name, uint64_t amount = 1);

}  // namespace kernel
}  // namespace tilesmith
