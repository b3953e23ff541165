// dst_reg and l_reg, and the calls that run a function face by face.
#pragma once

#include <type_traits>
#include <utility>

#include "api/compute/detail/types.h"
#include "tilesmith/runtime.h"
#include "tilesmith/sfpi_vectors.h"

namespace tilesmith::device {
/// The 32 words of a vector of DST, counted from tile 0, and the store of those whose bit in `lanes` is set.
void sfpi_load(uint32_t vector, uint32_t* words, CallSite site);
void sfpi_store(uint32_t vector, const uint32_t* words, uint32_t lanes, CallSite site);
bool fp32_dest();
void sfpi_call(const char* name, CallSite site);
}  // namespace tilesmith::device

namespace sfpi {
namespace detail {

constexpr int kVectorsOfTile = 32;
constexpr int kVectorsOfFace = 8;

/// Where dst_reg[0] is: a face while a function runs on it, moved on by dst_reg++.
inline int base = 0;
inline tilesmith::CallSite site;

/// One vector of DST.
class DstVector {
public:
    explicit DstVector(int vector) : vector_(vector) {}
    operator vUInt() const {
        vUInt words;
        tilesmith::device::sfpi_load(static_cast<uint32_t>(vector_), words.lane, site);
        return words;
    }
    operator vInt() const { return vInt(static_cast<vUInt>(*this)); }
    operator vFloat() const {
        const vUInt words = *this;
        return map<vFloat>([&](int i) { return tilesmith::lane::float_of(words.lane[i]); });
    }

    // A 16-bit DST keeps the upper half of a float.
    const DstVector& operator=(const vFloat& value) const {
        const uint32_t kept = tilesmith::device::fp32_dest() ? 0xFFFFFFFFu : 0xFFFF0000u;
        return *this = map<vUInt>([&](int i) { return tilesmith::lane::bits_of(value.lane[i]) & kept; });
    }
    const DstVector& operator=(const vInt& value) const { return *this = vUInt(value); }
    const DstVector& operator=(const vUInt& value) const {
        tilesmith::device::sfpi_store(static_cast<uint32_t>(vector_), value.lane, active, site);
        return *this;
    }
    const DstVector& operator=(const s2vFloat16b& value) const { return *this = vFloat(value.value); }
    const DstVector& operator=(float value) const { return *this = vFloat(value); }
    const DstVector& operator=(const DstVector& other) const { return *this = static_cast<vUInt>(other); }

    vFloat operator-() const { return -static_cast<vFloat>(*this); }
    const DstVector& operator+=(const vFloat& value) const { return *this = static_cast<vFloat>(*this) + value; }
    const DstVector& operator-=(const vFloat& value) const { return *this = static_cast<vFloat>(*this) - value; }
    const DstVector& operator*=(const vFloat& value) const { return *this = static_cast<vFloat>(*this) * value; }

private:
    int vector_;
};

// Arithmetic takes what is in DST for floats.
#define TILESMITH_DST_OPERATOR(op, Result)                                                                                   \
    inline Result operator op(const DstVector& a, const DstVector& b) { return static_cast<vFloat>(a) op static_cast<vFloat>(b); } \
    inline Result operator op(const DstVector& a, const vFloat& b) { return static_cast<vFloat>(a) op b; }                    \
    inline Result operator op(const vFloat& a, const DstVector& b) { return a op static_cast<vFloat>(b); }
TILESMITH_DST_OPERATOR(+, vFloat)
TILESMITH_DST_OPERATOR(-, vFloat)
TILESMITH_DST_OPERATOR(*, vFloat)
TILESMITH_DST_OPERATOR(<, vCond)
TILESMITH_DST_OPERATOR(>, vCond)
TILESMITH_DST_OPERATOR(<=, vCond)
TILESMITH_DST_OPERATOR(>=, vCond)
TILESMITH_DST_OPERATOR(==, vCond)
TILESMITH_DST_OPERATOR(!=, vCond)
#undef TILESMITH_DST_OPERATOR

struct DstRegister {
    DstVector operator[](int i) const { return DstVector(base + i); }
    void operator++(int) const { ++base; }
    void operator++() const { ++base; }
    void operator+=(int vectors) const { base += vectors; }
};

/// Runs `function` with dst_reg[0] at each of the faces that `mode` names.
template <typename Function>
void by_faces(int first_vector, int mode, const char* name, tilesmith::CallSite at, Function function) {
    tilesmith::device::sfpi_call(name, at);
    site = at;
    for (int face = 0; face < 4; ++face) {
        const bool wanted = mode == static_cast<int>(ckernel::VectorMode::R)   ? face < 2
                            : mode == static_cast<int>(ckernel::VectorMode::C) ? face % 2 == 0
                            : mode == static_cast<int>(ckernel::VectorMode::RC) ? true
                                                                               : face == 0;
        if (!wanted) continue;
        base = first_vector + face * kVectorsOfFace;
        active = 0xFFFFFFFFu;
        function();
    }
    base = 0;
}

}  // namespace detail

inline constexpr detail::DstRegister dst_reg{};

enum class LRegs { LReg0, LReg1, LReg2, LReg3, LReg4, LReg5, LReg6, LReg7 };

/// The registers of the unit by number: what one function leaves there another finds.
struct LocalRegisters {
    vUInt registers[8];

    struct Register {
        vUInt& words;
        template <typename V>
        operator V() const {
            V value;
            __builtin_memcpy(static_cast<void*>(&value), &words, sizeof value);
            return value;
        }
        template <typename V>
        Register& operator=(const V& value) {
            vUInt bits;
            __builtin_memcpy(static_cast<void*>(&bits), &value, sizeof bits);
            words = bits;
            return *this;
        }
    };
    Register operator[](LRegs number) { return {registers[static_cast<int>(number)]}; }
};
inline LocalRegisters l_reg;

}  // namespace sfpi

template <bool approximate = false, typename Function, typename... Arguments>
void _llk_math_eltwise_unary_sfpu_params_(Function&& function, uint32_t dst_index, ckernel::VectorMode mode, Arguments... arguments) {
    sfpi::detail::by_faces(static_cast<int>(dst_index) * sfpi::detail::kVectorsOfTile, static_cast<int>(mode), "sfpi_unary",
                           sfpi::detail::site, [&] { function(arguments...); });
}
template <bool approximate = false, typename Function, typename... Arguments>
void _llk_math_eltwise_unary_sfpu_params_(Function&& function, uint32_t dst_index, int mode = 4, Arguments... arguments) {
    _llk_math_eltwise_unary_sfpu_params_(function, dst_index, static_cast<ckernel::VectorMode>(mode), arguments...);
}
template <bool approximate = false, typename Function, typename... Arguments>
void llk_math_eltwise_unary_sfpu_params(Function&& function, uint32_t dst_index, ckernel::VectorMode mode = ckernel::VectorMode::RC, Arguments... arguments) {
    _llk_math_eltwise_unary_sfpu_params_(function, dst_index, mode, arguments...);
}

/// The operands' indices go to the function, which counts vectors from the face of tile 0.
template <bool approximate = false, typename Function, typename... Arguments>
void _llk_math_eltwise_binary_sfpu_params_(Function&& function, uint32_t in0, uint32_t in1, uint32_t out,
                                           ckernel::VectorMode mode = ckernel::VectorMode::RC, Arguments... arguments) {
    sfpi::detail::by_faces(0, static_cast<int>(mode), "sfpi_binary", sfpi::detail::site,
                           [&] { function(in0, in1, out, arguments...); });
}
template <bool approximate = false, typename Function, typename... Arguments>
void llk_math_eltwise_binary_sfpu_params(Function&& function, uint32_t in0, uint32_t in1, uint32_t out,
                                         ckernel::VectorMode mode = ckernel::VectorMode::RC, Arguments... arguments) {
    _llk_math_eltwise_binary_sfpu_params_(function, in0, in1, out, mode, arguments...);
}
template <bool approximate = false, typename Function, typename... Arguments>
void _llk_math_eltwise_ternary_sfpu_params_(Function&& function, uint32_t in0, uint32_t in1, uint32_t in2, uint32_t out,
                                            ckernel::VectorMode mode = ckernel::VectorMode::RC, Arguments... arguments) {
    sfpi::detail::by_faces(0, static_cast<int>(mode), "sfpi_ternary", sfpi::detail::site,
                           [&] { function(in0, in1, in2, out, arguments...); });
}
// The calls above cannot take their own place as a parameter after a pack: a macro notes it.
#define _llk_math_eltwise_unary_sfpu_params_ TILESMITH_NOTE_SITE _llk_math_eltwise_unary_sfpu_params_
#define _llk_math_eltwise_binary_sfpu_params_ TILESMITH_NOTE_SITE _llk_math_eltwise_binary_sfpu_params_
#define _llk_math_eltwise_ternary_sfpu_params_ TILESMITH_NOTE_SITE _llk_math_eltwise_ternary_sfpu_params_
#define llk_math_eltwise_unary_sfpu_params TILESMITH_NOTE_SITE llk_math_eltwise_unary_sfpu_params
#define llk_math_eltwise_binary_sfpu_params TILESMITH_NOTE_SITE llk_math_eltwise_binary_sfpu_params
#define TILESMITH_NOTE_SITE (void)(sfpi::detail::site = tilesmith::CallSite::here(__FILE__, __LINE__)),
