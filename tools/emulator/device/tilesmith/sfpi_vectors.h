// The vectors of SFPI C++: 32 lanes of floats, signed or unsigned integers, and the lanes that are switched on.
#pragma once

#include <cstdint>

#include "tilesmith/sfpu_lane.h"

namespace sfpi {

constexpr int kLanes = 32;

/// A condition in each lane.
struct vCond {
    uint32_t lanes = 0;
};
inline vCond operator&&(vCond a, vCond b) { return {a.lanes & b.lanes}; }
inline vCond operator||(vCond a, vCond b) { return {a.lanes | b.lanes}; }
inline vCond operator!(vCond a) { return {~a.lanes}; }

namespace detail {

/// The lanes that assignments reach; v_if and its kin narrow them.
inline uint32_t active = 0xFFFFFFFFu;
inline bool is_active(int lane) { return (active >> lane) & 1; }

template <typename Predicate>
vCond each_lane(Predicate holds) {
    vCond condition;
    for (int i = 0; i < kLanes; ++i) condition.lanes |= static_cast<uint32_t>(holds(i)) << i;
    return condition;
}

/// 32 words; an assignment changes the lanes that are on, an initialisation all.
template <typename T>
struct Vector {
    T lane[kLanes] = {};

    Vector() = default;
    Vector(const Vector&) = default;
    Vector& operator=(const Vector& other) {
        for (int i = 0; i < kLanes; ++i) {
            if (is_active(i)) lane[i] = other.lane[i];
        }
        return *this;
    }
    void fill(T value) {
        for (T& element : lane) element = value;
    }
};

template <typename V, typename Function>
V map(Function value) {
    V result;
    for (int i = 0; i < kLanes; ++i) result.lane[i] = value(i);
    return result;
}

}  // namespace detail

struct vFloat : detail::Vector<float> {
    vFloat() = default;
    vFloat(float value) { fill(value); }
};

struct vInt;

struct vUInt : detail::Vector<uint32_t> {
    vUInt() = default;
    vUInt(uint32_t value) { fill(value); }
    vUInt(int value) { fill(static_cast<uint32_t>(value)); }
    explicit vUInt(const vInt& other);
};

struct vInt : detail::Vector<int32_t> {
    vInt() = default;
    vInt(int value) { fill(value); }
    vInt(uint32_t value) { fill(static_cast<int32_t>(value)); }
    vInt(const vUInt& other) {
        for (int i = 0; i < kLanes; ++i) lane[i] = static_cast<int32_t>(other.lane[i]);
    }
};

inline vUInt::vUInt(const vInt& other) {
    for (int i = 0; i < kLanes; ++i) lane[i] = static_cast<uint32_t>(other.lane[i]);
}

// Floats. Every operation is one multiply-add of the unit.
inline vFloat operator+(const vFloat& a, const vFloat& b) {
    return detail::map<vFloat>([&](int i) { return tilesmith::lane::add(a.lane[i], b.lane[i]); });
}
inline vFloat operator-(const vFloat& a) {
    return detail::map<vFloat>([&](int i) { return -a.lane[i]; });
}
inline vFloat operator-(const vFloat& a, const vFloat& b) { return a + -b; }
inline vFloat operator*(const vFloat& a, const vFloat& b) {
    return detail::map<vFloat>([&](int i) { return tilesmith::lane::mul(a.lane[i], b.lane[i]); });
}
inline vFloat& operator+=(vFloat& a, const vFloat& b) { return static_cast<vFloat&>(a = a + b); }
inline vFloat& operator-=(vFloat& a, const vFloat& b) { return static_cast<vFloat&>(a = a - b); }
inline vFloat& operator*=(vFloat& a, const vFloat& b) { return static_cast<vFloat&>(a = a * b); }

inline vCond operator<(const vFloat& a, const vFloat& b) {
    return detail::each_lane([&](int i) { return tilesmith::lane::less(a.lane[i], b.lane[i]); });
}
inline vCond operator>(const vFloat& a, const vFloat& b) { return b < a; }
inline vCond operator>=(const vFloat& a, const vFloat& b) { return !(a < b); }
inline vCond operator<=(const vFloat& a, const vFloat& b) { return !(b < a); }
inline vCond operator==(const vFloat& a, const vFloat& b) {
    return detail::each_lane([&](int i) { return tilesmith::lane::flush(a.lane[i]) == tilesmith::lane::flush(b.lane[i]); });
}
inline vCond operator!=(const vFloat& a, const vFloat& b) { return !(a == b); }

// Integers wrap, as registers do.
#define TILESMITH_INTEGER_OPERATOR(V, op)                                                                          \
    inline V operator op(const V& a, const V& b) {                                                                 \
        return detail::map<V>([&](int i) {                                                                         \
            return static_cast<decltype(a.lane[0] + 0)>(static_cast<uint32_t>(a.lane[i]) op static_cast<uint32_t>(b.lane[i])); \
        });                                                                                                        \
    }                                                                                                              \
    inline V& operator op##=(V& a, const V& b) { return static_cast<V&>(a = a op b); }
#define TILESMITH_INTEGER_COMPARISON(V, op)                                                 \
    inline vCond operator op(const V& a, const V& b) {                                      \
        return detail::each_lane([&](int i) { return a.lane[i] op b.lane[i]; });            \
    }
#define TILESMITH_INTEGER_OPERATORS(V)                                                                    \
    TILESMITH_INTEGER_OPERATOR(V, +)                                                                      \
    TILESMITH_INTEGER_OPERATOR(V, -)                                                                      \
    TILESMITH_INTEGER_OPERATOR(V, &)                                                                      \
    TILESMITH_INTEGER_OPERATOR(V, |)                                                                      \
    TILESMITH_INTEGER_OPERATOR(V, ^)                                                                      \
    TILESMITH_INTEGER_COMPARISON(V, <)                                                                    \
    TILESMITH_INTEGER_COMPARISON(V, >)                                                                    \
    TILESMITH_INTEGER_COMPARISON(V, <=)                                                                   \
    TILESMITH_INTEGER_COMPARISON(V, >=)                                                                   \
    TILESMITH_INTEGER_COMPARISON(V, ==)                                                                   \
    TILESMITH_INTEGER_COMPARISON(V, !=)                                                                   \
    inline V operator~(const V& a) { return detail::map<V>([&](int i) { return ~a.lane[i]; }); }          \
    inline V operator<<(const V& a, uint32_t by) {                                                        \
        return detail::map<V>([&](int i) { return static_cast<decltype(a.lane[0] + 0)>(static_cast<uint32_t>(a.lane[i]) << (by & 31)); }); \
    }                                                                                                     \
    inline V operator>>(const V& a, uint32_t by) { return detail::map<V>([&](int i) { return a.lane[i] >> (by & 31); }); } \
    inline V& operator<<=(V& a, uint32_t by) { return static_cast<V&>(a = a << by); }                     \
    inline V& operator>>=(V& a, uint32_t by) { return static_cast<V&>(a = a >> by); }
TILESMITH_INTEGER_OPERATORS(vInt)
TILESMITH_INTEGER_OPERATORS(vUInt)
#undef TILESMITH_INTEGER_OPERATORS
#undef TILESMITH_INTEGER_COMPARISON
#undef TILESMITH_INTEGER_OPERATOR
inline vInt operator-(const vInt& a) { return vInt(0) - a; }

/// A scalar that is exact as a bf16 in the kernel's code: the unit loads its upper half.
struct s2vFloat16b {
    float value;
    explicit s2vFloat16b(float x) : value(tilesmith::lane::float_of(tilesmith::lane::bits_of(x) & 0xFFFF0000u)) {}
    explicit s2vFloat16b(uint32_t bits) : value(tilesmith::lane::float_of(bits << 16)) {}
    explicit s2vFloat16b(int bits) : s2vFloat16b(static_cast<uint32_t>(bits)) {}
    operator vFloat() const { return vFloat(value); }
};

}  // namespace sfpi
