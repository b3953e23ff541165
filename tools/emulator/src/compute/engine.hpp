// The compute engine of one core: DST, what the unpackers, the matrix unit, the vector unit and the packer are set up
// for, and the checks of the order in which a kernel does things.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "../kernel_context.hpp"
#include "dest.hpp"
#include "device_interface.hpp"
#include "fpu_accumulate.hpp"
#include "packer.hpp"
#include "sfpu_constants.hpp"
#include "unpacker.hpp"

namespace tilesmith::compute {

/// The operation that the last init prepared unpackers and matrix unit for.
struct OpSetup {
    enum class Kind : uint8_t { none, copy, eltwise, reuse, unary_bcast, transpose, matmul, matmul_block, reduce,
                                tilize, untilize, pack_untilize };
    Kind kind = Kind::none;
    uint32_t variant = 0;  ///< op, broadcast, pool or dimension, packed by `variant_of`
    std::string init;      ///< the call that made this set-up, as the kernel wrote it
    CallSite site;
    uint32_t first_cb = kCircularBuffers;   ///< operands that the init named, where their order matters
    uint32_t second_cb = kCircularBuffers;
};

constexpr uint32_t variant_of(uint32_t a, uint32_t b = 0, uint32_t c = 0) { return a | b << 8 | c << 16; }

/// Exponential moving averages: the weights of old and new, and the last average of each column.
struct Ema {
    float alpha = 0.0f;
    float beta = 0.0f;
    std::array<float, kTileRows> previous{};
};

/// Running mean and sum of squared distances from it, of each column.
struct Welford {
    std::array<float, kTileRows> mean{};
    std::array<float, kTileRows> m2{};
    const char* clobbered_by = nullptr;  ///< the vector function that has used the registers since
};

enum class Source : uint8_t { a, b };

class Engine : public FiberState {
public:
    Engine();

    // Start-up and formats.
    void start(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, bool may_repeat, CallSite site);
    void require_started(const char* name, CallSite site);
    void set_source_format(Source source, uint32_t cb, CallSite site);
    void set_pack_format(uint32_t cb, CallSite site);

    // Operation set-up.
    void prepare(OpSetup setup);
    /// A finding: `name` runs on what `init` has left behind.
    void missing_uninit(const char* name, const char* init, const char* uninit, CallSite site);
    /// A finding unless the last init was for this; `right` is the init to call.
    void require_setup(OpSetup::Kind kind, uint32_t variant, const char* name, const std::string& right, CallSite site);
    const OpSetup& setup() const { return setup_; }
    /// A finding when an operation takes the two operands of its init the other way round.
    void check_operand_order(uint32_t first_cb, uint32_t second_cb, const char* name, CallSite site) const;

    // DST.
    /// The tile that math works on, for writing. Faults when the index is outside the section.
    Tile& math_tile(uint32_t index, const char* name, CallSite site);
    /// The same for reading: a finding when nothing was written to it.
    Tile& math_operand(uint32_t index, const char* name, CallSite site);
    Tile& pack_operand(uint32_t index, const char* name, CallSite site);
    void check_index(uint32_t index, const char* name, CallSite site) const;

    // The hand-over, with findings about a wrong order.
    void acquire(CallSite site);
    void commit(CallSite site);
    void wait(CallSite site);
    void release(CallSite site);
    void at_return() override;

    // Operands.
    /// One tile of a circular buffer as source register A or B holds it.
    void load(Source source, uint32_t cb, uint32_t tile, Tile& out, CallSite site);
    /// As it arrives in DST by a copy: exact for 32-bit formats that are unpacked to DST.
    void load_to_dest(uint32_t cb, uint32_t tile, Tile& out, CallSite site);
    /// Bytes from page `page` on, gathered over page ends.
    std::vector<std::byte> read_bytes(uint32_t cb, uint32_t page, size_t offset, size_t bytes, CallSite site);
    void write_bytes(uint32_t cb, uint32_t page, size_t offset, const std::byte* data, size_t bytes, CallSite site);

    DestWidth width() const { return dest.wide() ? DestWidth::bits32 : DestWidth::bits16; }
    uint32_t fidelity_phases() const;
    /// What a DST value keeps on its way back into a source register that serves operands of `cb`.
    uint32_t source_mask(uint32_t cb) const;
    /// Checks that the packer is set up for the format of `cb`, and gives what it does with the datums.
    void check_packer_is_plain(uint32_t dst, CallSite site);
    PackSettings pack_settings(uint32_t cb, const char* name, CallSite site);

    Dest dest;
    ComputeSettings settings;
    std::optional<device::Reduce> pack_mask;  ///< only the result of a reduction is packed
    bool packs_untilized = false;             ///< since pack_untilize_init
    bool accumulate = false;                  ///< add_init/sub_init asked for DST = DST + ...
    bool transpose_faces = false;
    bool transpose_within = false;
    bool matmul_transpose = false;
    bool l1_accumulate = false;
    ReluMode relu = ReluMode::none;
    uint32_t relu_threshold = 0;
    uint32_t reduce_block_tiles = 0;   ///< of the last reduce_block_max_row_init
    uint32_t random_state = 0x2545F491u;
    SfpuSetup sfpu;
    Tile cumsum_carry;  ///< last row of the running sums, in row 0
    Ema ema;
    Welford welford;

private:
    bool require_acquired(const char* name, CallSite site);
    void check_packer_holds_dest(const char* name, CallSite site);
    void missing_acquire(const std::string& name, CallSite site);
    void missing_commit(const std::string& message, CallSite site);
    void missing_wait(const std::string& name, CallSite site);
    void missing_release(const std::string& name, CallSite site);
    void check_source_format(Source source, const CbView& view, CallSite site);
    const std::byte* tile_page(const CbView& view, uint32_t tile, CallSite site);

    bool started_ = false;
    bool start_missed_ = false;
    CallSite started_at_, acquired_at_, committed_at_, waited_at_;
    DataFormat source_format_[2] = {DataFormat::Invalid, DataFormat::Invalid};
    DataFormat pack_format_ = DataFormat::Invalid;
    OpSetup setup_;
    std::vector<std::byte> scratch_;
};

/// The engine of the running kernel; made at its first use.
Engine& engine();

/// A circular buffer that has to exist, else a fault.
CbView existing_cb(uint32_t cb, const char* name, CallSite site);

/// A finding when a page of the buffer is smaller than a tile in its format.
void check_tile_fits_page(const CbView& view, const char* what, CallSite site);

/// Exchanges rows and columns: inside every face, and of the faces among themselves.
void transpose(Tile& tile, bool within_faces, bool across_faces);

}  // namespace tilesmith::compute
