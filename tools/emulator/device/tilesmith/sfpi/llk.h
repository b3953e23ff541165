// The calls of the low-level kernel library that run a function of a kernel on tiles of DST, face by face.
#pragma once

#include <type_traits>
#include <utility>

#include "api/compute/detail/types.h"
#include "tilesmith/sfpi/lut.h"

namespace sfpi::impl {

constexpr uint32_t kVectorsOfFace = 8;

inline bool works_on(uint32_t face, ckernel::VectorMode mode) {
    switch (mode) {
        case ckernel::VectorMode::R: return face < 2;
        case ckernel::VectorMode::C: return face % 2 == 0;
        case ckernel::VectorMode::RC: return true;
        default: return face == 0;
    }
}

/// Runs `function` with dst_reg[0] at each face in turn, beginning with `first`. A function may move dst_reg on.
template <typename Function>
void by_faces(uint32_t first, ckernel::VectorMode mode, const char* name, Function function) {
    tilesmith::device::sfpi_call(name, unit.site);
    for (uint32_t face = 0; face < 4; ++face) {
        if (!works_on(face, mode)) continue;
        unit.vector = first + face * kVectorsOfFace;
        unit.active = ~Ints{};
        function();
    }
    unit.vector = 0;
    unit.active = ~Ints{};
}

/// The vector mode, which some releases take as a number.
template <typename Mode>
constexpr ckernel::VectorMode mode_of(Mode mode) {
    return static_cast<ckernel::VectorMode>(mode);
}

/// Notes where the kernel calls; as a macro, since nothing can follow a pack of arguments.
inline void note(tilesmith::CallSite site) { unit.site = site; }

}  // namespace sfpi::impl

// `approximate` is an argument of older releases.
template <bool approximate = false, typename Function, typename Mode = ckernel::VectorMode, typename... Arguments>
void _llk_math_eltwise_unary_sfpu_params_(Function&& function, uint32_t dst, Mode mode = static_cast<Mode>(ckernel::VectorMode::RC),
                                          Arguments... arguments) {
    sfpi::impl::by_faces(dst * tilesmith::device::kSfpiVectorsOfTile, sfpi::impl::mode_of(mode), "sfpi_unary",
                         [&] { function(arguments...); });
}
/// The tiles' indices go to the function, which counts vectors from tile 0.
template <bool approximate = false, typename Function, typename Mode = ckernel::VectorMode, typename... Arguments>
void _llk_math_eltwise_binary_sfpu_params_(Function&& function, uint32_t in0, uint32_t in1, uint32_t out,
                                           Mode mode = static_cast<Mode>(ckernel::VectorMode::RC), Arguments... arguments) {
    sfpi::impl::by_faces(0, sfpi::impl::mode_of(mode), "sfpi_binary", [&] { function(in0, in1, out, arguments...); });
}
template <bool approximate = false, typename Function, typename Mode = ckernel::VectorMode, typename... Arguments>
void _llk_math_eltwise_ternary_sfpu_params_(Function&& function, uint32_t in0, uint32_t in1, uint32_t in2, uint32_t out,
                                            Mode mode = static_cast<Mode>(ckernel::VectorMode::RC), Arguments... arguments) {
    sfpi::impl::by_faces(0, sfpi::impl::mode_of(mode), "sfpi_ternary", [&] { function(in0, in1, in2, out, arguments...); });
}
#define _llk_math_eltwise_unary_sfpu_params_ TILESMITH_SFPI_SITE _llk_math_eltwise_unary_sfpu_params_
#define _llk_math_eltwise_binary_sfpu_params_ TILESMITH_SFPI_SITE _llk_math_eltwise_binary_sfpu_params_
#define _llk_math_eltwise_ternary_sfpu_params_ TILESMITH_SFPI_SITE _llk_math_eltwise_ternary_sfpu_params_
#define llk_math_eltwise_unary_sfpu_params _llk_math_eltwise_unary_sfpu_params_
#define llk_math_eltwise_binary_sfpu_params _llk_math_eltwise_binary_sfpu_params_
#define llk_math_eltwise_ternary_sfpu_params _llk_math_eltwise_ternary_sfpu_params_
#define TILESMITH_SFPI_SITE sfpi::impl::note(tilesmith::CallSite::here(__FILE__, __LINE__)),

/// Names of functions for the initialisation, which has nothing to do here but to run a callback.
enum class SfpuType {
    unused, abs, exponential, exp_with_base, expm1, log, log_with_base, log1p, reciprocal, sqrt, rsqrt, square, power, sigmoid, silu,
    tanh, gelu, relu_min, relu_max, lrelu, elu, selu, hardsigmoid, softplus, sign, signbit, sine, cosine, tan, identity, fill, clamp,
    add_unary, sub_unary, mul_unary, div_unary, equal_zero, not_equal_zero, less_than_zero, greater_than_zero, where, typecast
};

namespace ckernel {

template <SfpuType type, auto... settings>
void llk_math_eltwise_unary_sfpu_init() {}
template <SfpuType type, auto... settings, typename Callback, typename... Arguments>
void llk_math_eltwise_unary_sfpu_init(Callback&& callback, Arguments... arguments) {
    callback(arguments...);
}
template <SfpuType type, auto... settings>
void llk_math_eltwise_binary_sfpu_init() {}
template <SfpuType type, auto... settings, typename Callback, typename... Arguments>
void llk_math_eltwise_binary_sfpu_init(Callback&& callback, Arguments... arguments) {
    callback(arguments...);
}

}  // namespace ckernel

template <SfpuType type = SfpuType::unused, auto... settings>
void _llk_math_eltwise_unary_sfpu_init_() {}
template <SfpuType type = SfpuType::unused, auto... settings>
void _llk_math_eltwise_binary_sfpu_init_() {}

// For kernels that go through the faces themselves.
template <auto... settings>
void _llk_math_eltwise_unary_sfpu_start_(uint32_t dst) {
    tilesmith::device::sfpi_call("sfpi_unary", sfpi::impl::unit.site);
    sfpi::impl::unit.vector = dst * tilesmith::device::kSfpiVectorsOfTile;
}
inline void _llk_math_eltwise_unary_sfpu_done_() { sfpi::impl::unit.vector = 0; }
inline void _llk_math_eltwise_unary_sfpu_inc_dst_face_addr_() { sfpi::impl::unit.vector += sfpi::impl::kVectorsOfFace; }
#define _llk_math_eltwise_unary_sfpu_start_ TILESMITH_SFPI_SITE _llk_math_eltwise_unary_sfpu_start_
