// dst_reg, l_reg and the constants of the vector unit.
#pragma once

#include "tilesmith/sfpi/conditions.h"

namespace sfpi {

/// How a vector of DST is read or written where it is not what its type says.
enum class DataLayout { Default = 0, FSrcB, F32, F16a, F16b, I32, U32, U16, SM32, SM16, M32, LO16, HI16 };

namespace impl {

/// One vector of DST.
class DstVector {
public:
    explicit DstVector(uint32_t vector, DataLayout layout = DataLayout::Default) : vector_(vector), layout_(layout) {}

    template <DataLayout layout = DataLayout::Default>
    DstVector mode(int /*address_mode*/ = -1) const {
        return DstVector(vector_, layout == DataLayout::Default ? layout_ : layout);
    }

    operator vFloat() const { return vFloat(load()); }
    operator vFloat16a() const { return vFloat16a(load()); }
    operator vFloat16b() const { return vFloat16b(load()); }
    operator vInt() const { return vInt(load()); }
    operator vUInt() const { return vUInt(load()); }
    operator vMag() const { return vMag(load()); }
    operator vUInt16() const { return vUInt16(load() & 0xFFFFu); }
    operator vSMag() const;
    operator vSMag16() const;

    void operator=(vFloat value) const { store(value.get(), true); }
    void operator=(vFloat16a value) const { store(value.get(), true); }
    void operator=(vFloat16b value) const { store(value.get(), true); }
    void operator=(vInt value) const { store(value.get(), false); }
    void operator=(vUInt value) const { store(value.get(), false); }
    void operator=(vMag value) const { store(value.get(), false); }
    void operator=(vUInt16 value) const { store(value.get() & 0xFFFFu, false); }
    void operator=(vSMag value) const;
    void operator=(vSMag16 value) const;
    void operator=(float value) const { *this = vFloat(value); }
    void operator=(const DstVector& other) const { *this = static_cast<vFloat>(other); }

    vFloat operator-() const { return -static_cast<vFloat>(*this); }

private:
    Words load() const {
        alignas(128) uint32_t lanes[kLanes];
        tilesmith::device::sfpi_load(vector_, lanes, unit.site);
        Words words;
        __builtin_memcpy(&words, lanes, sizeof words);
        if (layout_ == DataLayout::U16 || layout_ == DataLayout::LO16) return words & 0xFFFFu;
        return layout_ == DataLayout::HI16 ? words << 16 : words;
    }
    void store(Words words, bool is_float) const {
        if (layout_ == DataLayout::U16 || layout_ == DataLayout::LO16) words &= 0xFFFFu;
        if (layout_ == DataLayout::HI16) words >>= 16;
        tilesmith::device::sfpi_store(vector_, reinterpret_cast<const uint32_t*>(&words),
                                      reinterpret_cast<const int32_t*>(&unit.active), is_float, unit.site);
    }

    uint32_t vector_;
    DataLayout layout_;
};

#define TILESMITH_SFPI_DST(result, op)                                                                                  \
    inline result operator op(DstVector a, DstVector b) { return static_cast<vFloat>(a) op static_cast<vFloat>(b); }    \
    inline result operator op(DstVector a, float b) { return static_cast<vFloat>(a) op b; }                             \
    inline result operator op(float a, DstVector b) { return a op static_cast<vFloat>(b); }
TILESMITH_SFPI_DST(vFloat, +)
TILESMITH_SFPI_DST(vFloat, -)
TILESMITH_SFPI_DST(vFloat, *)
TILESMITH_SFPI_DST(vBool, ==)
TILESMITH_SFPI_DST(vBool, !=)
TILESMITH_SFPI_DST(vBool, <)
TILESMITH_SFPI_DST(vBool, >)
TILESMITH_SFPI_DST(vBool, <=)
TILESMITH_SFPI_DST(vBool, >=)
#undef TILESMITH_SFPI_DST
inline void operator+=(DstVector a, vFloat b) { a = static_cast<vFloat>(a) + b; }
inline void operator-=(DstVector a, vFloat b) { a = static_cast<vFloat>(a) - b; }
inline void operator*=(DstVector a, vFloat b) { a = static_cast<vFloat>(a) * b; }

struct DstRegisters {
    DstVector operator[](int i) const { return DstVector(unit.vector + static_cast<uint32_t>(i)); }
    void operator++(int) const { unit.vector += 1; }
    void operator++() const { unit.vector += 1; }
    void operator+=(int vectors) const { unit.vector += static_cast<uint32_t>(vectors); }
};

/// One of l_reg: holds any type.
class LocalRegister {
public:
    explicit LocalRegister(Words& words) : words_(words) {}
    template <typename Type, IfVector<Type> = 0>
    operator Type() const {
        return Type(words_);
    }
    void operator=(const vVal& value) const { words_ = choose(unit.active, value.get(), words_); }
    void operator=(const LocalRegister& other) const { *this = vVal(other.words_); }
    void in_use() const {}

private:
    Words& words_;
};

/// A constant register that a kernel may set: as float and as integer it is the same one. All lanes are set, whichever are
/// active, since the hardware broadcasts.
template <typename Type>
class ProgrammableConstant {
public:
    constexpr explicit ProgrammableConstant(int number) : number_(number) {}
    operator Type() const { return Type(unit.constants[number_]); }
    void operator=(Type value) const { unit.constants[number_] = value.get(); }
    template <typename Scalar>
    void operator=(Scalar value) const {
        *this = Type(value);
    }

private:
    int number_;
};

/// A constant of the hardware, in a form that needs no initialisation at run time.
template <typename Type, uint32_t bits, uint32_t step = 0>
struct Constant {
    operator Type() const {
        Words words = all(bits);
        for (uint32_t lane = 0; step != 0 && lane < kLanes; ++lane) words[lane] += lane * step;
        return Type(words);
    }
};

}  // namespace impl

enum class LRegs : uint8_t { LReg0, LReg1, LReg2, LReg3, LReg4, LReg5, LReg6, LReg7, LRegCount };

struct LocalRegisters {
    impl::LocalRegister operator[](LRegs number) const {
        return impl::LocalRegister(impl::unit.registers[static_cast<int>(number)]);
    }
};

inline constexpr impl::DstRegisters dst_reg{};
inline constexpr LocalRegisters l_reg{};

inline constexpr impl::Constant<vFloat, 0x00000000u> vConst0{};
inline constexpr impl::Constant<vFloat, 0x3F800000u> vConst1{};
inline constexpr impl::Constant<vFloat, 0xBF800000u> vConstNeg1{};
inline constexpr impl::Constant<vFloat, 0x3F56594Bu> vConst0p8373{};
/// Twice the number of the lane.
inline constexpr impl::Constant<vInt, 0, 2> vConstTileId{};
inline constexpr impl::ProgrammableConstant<vFloat> vConstFloatPrgm0{0}, vConstFloatPrgm1{1}, vConstFloatPrgm2{2};
inline constexpr impl::ProgrammableConstant<vInt> vConstIntPrgm0{0}, vConstIntPrgm1{1}, vConstIntPrgm2{2};

}  // namespace sfpi
