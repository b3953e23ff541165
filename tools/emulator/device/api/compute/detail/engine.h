// What the device headers call: the compute engine of the running kernel. C++17, values only, so that kernels compile
// quickly. Every function takes the place of the call in the kernel. The emulator's library includes this file too.
#pragma once

#include <cstdint>

#include "sfpu_op.h"
#ifndef TILESMITH_COMPUTE_LIBRARY
#include "tilesmith/call_site.hpp"
#endif

namespace tilesmith::device {

using compute::SfpuCall;
using compute::SfpuFaces;
using compute::SfpuOp;

// Codes of the low-level kernel library.
enum class Eltwise : uint8_t { mul = 0, div = 1, add = 2, sub = 3, less = 4 };
enum class Bcast : uint8_t { none = 0, col = 1, row = 2, scalar = 3 };
enum class Reuse : uint8_t { none = 0, dest_to_srca = 1, dest_to_srcb = 2 };
enum class Pool : uint8_t { sum = 0, avg = 1, max = 2, min = 3 };
enum class Reduce : uint8_t { row = 0, col = 1, scalar = 2 };

// Start-up and data formats.
/// The circular buffers whose formats source register A, source register B and the packer are set up for.
void hw_startup(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, CallSite site);
/// Old generation: an initialisation that starts up as well, and may be called more than once.
void hw_startup_again(uint32_t src_a_cb, uint32_t src_b_cb, uint32_t pack_cb, const char* name, CallSite site);
void reconfig_source_a(uint32_t cb, CallSite site);
void reconfig_source_b(uint32_t cb, CallSite site);
void reconfig_pack(uint32_t cb, CallSite site);
void set_fp32_dest(bool enabled, CallSite site);
/// Back to what ComputeConfig says.
void restore_fp32_dest(CallSite site);
bool fp32_dest();
bool math_approx();

// DST.
void tile_regs_acquire(CallSite site);
void tile_regs_commit(CallSite site);
void tile_regs_wait(CallSite site);
void tile_regs_release(CallSite site);
/// The old pair: math and packer take DST at once.
void acquire_dst(CallSite site);
void release_dst(CallSite site);

// Copies, element-wise operations, broadcasts.
void copy_init(uint32_t cb, bool transpose_faces, bool transpose_within, const char* name, CallSite site);
void copy_tile(uint32_t cb, uint32_t tile, uint32_t dst, CallSite site);
void eltwise_init(Eltwise op, Bcast bcast, uint32_t cb_a, uint32_t cb_b, bool accumulate, const char* name, CallSite site);
struct EltwiseTiles {
    uint32_t cb_a;
    uint32_t cb_b;
    uint32_t tile_a;
    uint32_t tile_b;
    uint32_t dst;
    uint32_t bcast_row;
};
void eltwise_tiles(Eltwise op, Bcast bcast, const EltwiseTiles& tiles, const char* name, CallSite site);
void reuse_init(Eltwise op, Reuse reuse, uint32_t cb, const char* name, CallSite site);
void reuse_tiles(Eltwise op, Reuse reuse, uint32_t cb, uint32_t tile, uint32_t dst, const char* name, CallSite site);
void unary_bcast_init(Bcast bcast, uint32_t cb, CallSite site);
void unary_bcast(Bcast bcast, uint32_t cb, uint32_t tile, uint32_t dst, CallSite site);
void transpose_init(uint32_t cb, CallSite site);
void transpose_tile(uint32_t cb, uint32_t tile, uint32_t dst, CallSite site);
void transpose_dest(uint32_t dst, bool across_faces, CallSite site);

// Matrix products.
struct MatmulBlock {
    uint32_t in0_cb;
    uint32_t in1_cb;
    uint32_t in0_tile;
    uint32_t in1_tile;
    uint32_t dst;
    uint32_t columns;  ///< ct_dim
    uint32_t rows;     ///< rt_dim
    uint32_t inner;    ///< kt_dim: tiles between two rows of in0
};
void matmul_init(uint32_t in0_cb, uint32_t in1_cb, bool transpose, bool block, const char* name, CallSite site);
void matmul(const MatmulBlock& block, bool is_block, const char* name, CallSite site);

// Reductions.
void reduce_init(Pool pool, Reduce dim, uint32_t cb, uint32_t scaler_cb, uint32_t out_cb, CallSite site);
void reduce_tile(Pool pool, Reduce dim, uint32_t cb, uint32_t scaler_cb, uint32_t tile, uint32_t scaler_tile, uint32_t dst,
                 CallSite site);
void reduce_uninit(CallSite site);
/// The row maximum of `tiles` tiles side by side in one call.
void reduce_block_init(uint32_t tiles, uint32_t out_cb, const char* name, CallSite site);
void reduce_block_max(uint32_t cb, uint32_t scaler_cb, uint32_t first_tile, uint32_t dst, const char* name, CallSite site);

// Packing.
void pack_init(uint32_t cb, CallSite site);
void pack_tile(uint32_t dst, uint32_t cb, bool out_of_order, uint32_t page, CallSite site);
void pack_l1_accumulate(bool enabled, CallSite site);
void pack_relu(uint32_t mode, uint32_t threshold, CallSite site);

// Tiles to rows and back.
void tilize_init(uint32_t in_cb, uint32_t out_cb, const char* name, CallSite site);
void tilize_block(uint32_t in_cb, uint32_t tiles, uint32_t out_cb, uint32_t in_tile, uint32_t out_tile, CallSite site);
void tilize_uninit(uint32_t in_cb, CallSite site);
void untilize_init(uint32_t in_cb, CallSite site);
void untilize_block(uint32_t in_cb, uint32_t tiles, uint32_t out_cb, CallSite site);
void untilize_uninit(CallSite site);
struct PackUntilize {
    uint32_t block_columns;  ///< tiles side by side that one call packs
    uint32_t full_columns;   ///< tiles side by side of the whole row
    uint32_t rows;           ///< rows of tiles
    uint32_t column;         ///< which block of the row
    uint32_t first_dst;      ///< tile of DST to begin with
};
void pack_untilize_init(uint32_t in_cb, uint32_t out_cb, bool from_dest, const char* name, CallSite site);
void pack_untilize_block(uint32_t in_cb, uint32_t out_cb, const PackUntilize& block, CallSite site);
void pack_untilize_dest(uint32_t out_cb, const PackUntilize& block, CallSite site);
void pack_untilize_uninit(CallSite site);

// Vector unit.
struct SfpuName {
    const char* op;    ///< what the kernel wrote
    const char* init;  ///< initialisations that serve it, separated by '|'
};
/// `op` stands for all operations of this initialisation. `params` keep their values until the next init with some.
void sfpu_init(SfpuOp op, const char* name, bool approx, CallSite site);
void sfpu_init(SfpuOp op, const char* name, uint32_t param0, uint32_t param1, CallSite site);
/// An init that seeds the generator of random numbers.
void sfpu_seed(uint32_t seed, SfpuOp op, const char* name, CallSite site);
void sfpu(const SfpuCall& call, SfpuName name, CallSite site);
/// The same from the packer's side, between tile_regs_wait and tile_regs_release.
void sfpu_pack(const SfpuCall& call, SfpuName name, CallSite site);

/// For what is not modelled: ends the run, naming `what`.
[[noreturn]] void lacks(const char* what, CallSite site);

// Looking into circular buffers from compute.

// Moving averages, and DST for a kernel's own code.
void ema_init(uint32_t alpha, uint32_t beta, CallSite site);
void ema_clear(CallSite site);
void ema_tile(uint32_t dst, CallSite site);

// Statistics of columns (Welford): reciprocals[i] are the bits of 1 / (i + 1); of a table without entries they are computed.
struct Reciprocals {
    const uint32_t* bits;
    uint32_t count;
};
struct WelfordRows {
    uint32_t start;  ///< first row of the tile
    uint32_t count;
};
/// No group: the place of group 0.
void welford_init(bool clear, CallSite site);
void welford_reinit(uint32_t cb, CallSite site);
void welford_clear(CallSite site);
void welford_update(uint32_t dst, uint32_t start_idx, WelfordRows rows, Reciprocals reciprocals, const char* name, CallSite site);
void welford_save(uint32_t dst, uint32_t group, CallSite site);
void welford_restore(uint32_t dst, uint32_t group, CallSite site);
void welford_finalize_to_row(uint32_t dst, uint32_t scale_idx, Reciprocals reciprocals, CallSite site);
void welford_finalize_to_face(uint32_t dst, uint32_t group, uint32_t scale_idx, Reciprocals reciprocals, CallSite site);
/// Adds row i of the tile to row `rows[i]` of the tile after it; from 32 on it leaves the row out.
void reshuffle_rows(uint32_t dst, const uint8_t* rows, CallSite site);

void dbg_read_dest_tile(uint32_t format, uint32_t dst, void* to, CallSite site);
void dbg_write_dest_tile(uint32_t format, uint32_t dst, const void* from, CallSite site);

uint32_t tile_address(uint32_t cb, uint32_t tile, CallSite site);
uint32_t tile_value(uint32_t cb, uint32_t tile, uint32_t element, CallSite site);

}  // namespace tilesmith::device
