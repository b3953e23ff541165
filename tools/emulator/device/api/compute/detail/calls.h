// Short ways to describe a call of the vector unit.
#pragma once

#include "api/compute/detail/engine.h"
#include "api/compute/detail/types.h"

namespace ckernel::detail {

using tilesmith::device::SfpuCall;
using tilesmith::device::SfpuFaces;
using tilesmith::device::SfpuOp;

inline SfpuCall unary(SfpuOp op, uint32_t dst) {
    SfpuCall call;
    call.op = op;
    call.dst[0] = call.out = dst;
    return call;
}

inline SfpuCall binary(SfpuOp op, uint32_t in0, uint32_t in1, uint32_t out, uint32_t p0 = 0, uint32_t p1 = 0,
                       uint32_t p2 = 0) {
    SfpuCall call;
    call.op = op;
    call.operands = 2;
    call.dst[0] = in0;
    call.dst[1] = in1;
    call.out = out;
    call.p[0] = p0;
    call.p[1] = p1;
    call.p[2] = p2;
    return call;
}

inline SfpuCall ternary(SfpuOp op, uint32_t in0, uint32_t in1, uint32_t in2, uint32_t out, uint32_t p0 = 0) {
    SfpuCall call = binary(op, in0, in1, out, p0);
    call.operands = 3;
    call.dst[2] = in2;
    return call;
}

inline SfpuCall with_approx(SfpuCall call, bool approx) {
    call.approx = approx;
    return call;
}

inline SfpuCall with_faces(SfpuCall call, VectorMode mode) {
    call.faces = static_cast<SfpuFaces>(mode);
    return call;
}

inline SfpuCall with_params(SfpuCall call, uint32_t p0, uint32_t p1 = 0, uint32_t p2 = 0) {
    call.p[0] = p0;
    call.p[1] = p1;
    call.p[2] = p2;
    return call;
}

/// For functions that do not look at what DST holds.
inline SfpuCall write_only(SfpuCall call) {
    call.operands = 0;
    return call;
}

inline uint32_t bits_of(float value) {
    uint32_t bits = 0;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

constexpr bool is_float(DataFormat format) {
    return format == DataFormat::Float32 || format == DataFormat::Float16_b || format == DataFormat::Float16 ||
           format == DataFormat::Bfp8_b || format == DataFormat::Bfp4_b || format == DataFormat::Tf32;
}

/// The kernel's `math_approx_mode` unless the call says otherwise.
inline bool approximate(ReciprocalApproxMode mode) {
    if (mode == ReciprocalApproxMode::Default) return tilesmith::device::math_approx();
    return mode == ReciprocalApproxMode::Approximate;
}

/// Ends the run when a variant is asked for that is not modelled.
inline void full_width_only(bool other, const char* what, tilesmith::CallSite site) {
    if (other) tilesmith::device::lacks(what, site);
}

}  // namespace ckernel::detail
