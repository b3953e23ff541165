// Packing DST into circular buffers: the names and signatures of tt-metal 0.81, forwarded to the emulator.
#pragma once

#include "api/compute/detail/calls.h"

namespace ckernel {

inline void pack_init(uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_init(ocb, site);
}

template <bool out_of_order_output = false, bool is_fp32_dest_acc_en = false>
inline void pack_tile(
    uint32_t ifrom_dst, uint32_t icb, uint32_t output_tile_index = 0,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_tile(ifrom_dst, icb, out_of_order_output, output_tile_index, site);
}

template <bool is_fp32_dest_acc_en = false>
inline void pack_block(
    uint32_t ifrom_dst, uint32_t icb, uint32_t ntiles,
    tilesmith::CallSite site = tilesmith::CallSite::here()) {
    for (uint32_t i = 0; i < ntiles; ++i) {
        tilesmith::device::pack_tile(ifrom_dst + i, icb, false, 0, site);
    }
}

inline void dummy_pack(uint32_t cb_id, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    (void)cb_id;
    (void)site;
}

inline void pack_reconfig_l1_acc(const uint32_t l1_acc_en, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_l1_accumulate(l1_acc_en != 0, site);
}

inline void pack_relu_config(const ReluConfig& config, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    tilesmith::device::pack_relu(static_cast<uint32_t>(config.get_mode()), config.get_threshold(), site);
}

}  // namespace ckernel
