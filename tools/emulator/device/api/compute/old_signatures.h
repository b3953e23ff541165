// Signatures of compute functions that tt-metal 0.65 has and 0.81 has no more; the names are the same.
//
// The integer functions of 0.65 take no format: they work on the 32-bit integers of DST.
#pragma once

#include "api/compute/old_generation.h"

namespace ckernel {

inline void bitwise_and_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_and_binary_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void bitwise_or_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_or_binary_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void bitwise_xor_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_xor_binary_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void binary_left_shift_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    binary_left_shift_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void binary_right_shift_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    binary_right_shift_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void binary_logical_right_shift_tile(uint32_t idst0, uint32_t idst1, uint32_t odst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    binary_logical_right_shift_tile<DataFormat::Int32>(idst0, idst1, odst, site);
}

inline void bitwise_and_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_and_tile<DataFormat::Int32>(idst, param0, site);
}

inline void bitwise_or_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_or_tile<DataFormat::Int32>(idst, param0, site);
}

inline void bitwise_xor_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    bitwise_xor_tile<DataFormat::Int32>(idst, param0, site);
}

inline void left_shift_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    left_shift_tile<DataFormat::Int32>(idst, param0, site);
}

inline void right_shift_tile(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    right_shift_tile<DataFormat::Int32>(idst, param0, site);
}

inline void fill_tile_int(uint32_t idst, uint32_t param0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    fill_tile_int<DataFormat::Int32>(idst, param0, site);
}

inline void mul_int_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    mul_int_tile_init<DataFormat::Int32>(site);
}

inline void typecast_tile_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    typecast_tile_init<0, 0>(site);
}

// Which faces of a tile: an int where 0.81 has a VectorMode.
template <bool approx = false, bool fast_and_approx = false, bool scale_en = false, bool skip_positive_check = false, int iterations = 8>
inline void exp_tile(uint32_t idst, int vector_mode, uint16_t scale = p_sfpu::kCONST_1_FP16B,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    exp_tile<approx || fast_and_approx, scale_en>(idst, static_cast<VectorMode>(vector_mode), scale, site);
}

inline void recip_tile(uint32_t idst, int vector_mode, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    recip_tile<>(idst, static_cast<VectorMode>(vector_mode), site);
}

template <RoundingMode rounding_mode = RoundingMode::None>
inline void rdiv_tile(uint32_t idst, uint32_t value, int vector_mode, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    rdiv_tile<rounding_mode>(idst, value, static_cast<VectorMode>(vector_mode), site);
}

inline void rpow_tile(uint32_t idst, uint32_t base_val, int vector_mode, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    rpow_tile<>(idst, base_val, static_cast<VectorMode>(vector_mode), site);
}

// The shape of faces, which 0.81 takes from the circular buffer.
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool narrow_row = false, uint32_t row_num_datums = TILE_C_DIM>
inline void pack_untilize_dest_init(uint32_t ocb, uint32_t face_r_dim, uint32_t num_faces = 4, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(face_r_dim != 16 || num_faces != 4, "faces other than 4 of 16 rows in pack_untilize_dest_init", site);
    pack_untilize_dest_init<block_ct_dim, full_ct_dim, narrow_row, row_num_datums>(ocb, site);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, bool diagonal = false, bool narrow_row = false, uint32_t row_num_datums = TILE_C_DIM, uint32_t tile_dst_ct_offset = 0>
inline void pack_untilize_dest(uint32_t ocb, uint32_t block_rt_dim, uint32_t block_c_index, uint32_t face_r_dim, uint32_t num_faces,
    uint32_t tile_dst_rt_offset = 0, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    detail::full_width_only(face_r_dim != 16 || num_faces != 4, "faces other than 4 of 16 rows in pack_untilize_dest", site);
    pack_untilize_dest<block_ct_dim, full_ct_dim, diagonal, narrow_row, row_num_datums, tile_dst_ct_offset>(
        ocb, block_rt_dim, block_c_index, tile_dst_rt_offset, site);
}

template <uint32_t block_ct_dim>
inline void reduce_block_max_row_init(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_block_init(block_ct_dim, 0, "reduce_block_max_row_init", site);
}

inline void reduce_block_max_row_uninit(tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::reduce_uninit(site);
}

inline void fast_tilize_uninit(uint32_t icb, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)ocb;
    tilesmith::device::tilize_uninit(icb, site);
}

}  // namespace ckernel
