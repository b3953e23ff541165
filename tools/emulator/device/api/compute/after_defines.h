// Up to 0.65 a reduction takes its kind from what the host defines.
#pragma once

#if defined(REDUCE_OP) && defined(REDUCE_DIM)
namespace ckernel {

inline void reduce_init(uint32_t icb, uint32_t icb_scaler, uint32_t ocb, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    reduce_init<REDUCE_OP, REDUCE_DIM>(icb, icb_scaler, ocb, site);
}

inline void reduce_tile(uint32_t icb, uint32_t icb_scaler, uint32_t itile, uint32_t itile_scaler, uint32_t idst, tilesmith::CallSite site = tilesmith::CallSite::here()) {
    reduce_tile<REDUCE_OP, REDUCE_DIM>(icb, icb_scaler, itile, itile_scaler, idst, site);
}

}  // namespace ckernel
#endif
