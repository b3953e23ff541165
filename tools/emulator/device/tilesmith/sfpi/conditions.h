// Comparisons, and v_if with its kin: which lanes assignments reach.
//
// Facts (tt-isa-documentation, SFPSETCC, SFPCOMPC): a comparison looks at the sign bit or at all bits of the difference, or
// of the operand itself where it is compared with 0. So -0.0f < 0.0f holds for a literal 0.0f, and integers that are
// further apart than 2^31 compare the wrong way round.
#pragma once

#include "tilesmith/sfpi/operators.h"

namespace sfpi {

/// A condition in each lane: -1 where it holds, 0 elsewhere.
class vBool {
public:
    explicit vBool(impl::Ints lanes) : lanes_(lanes) {}
    vBool(vInt value) : lanes_(value.get() != impl::all(0)) {}
    vBool(vUInt value) : lanes_(value.get() != impl::all(0)) {}
    vBool(vSMag value) : lanes_(value.get() != impl::all(0)) {}
    operator vInt() const { return vInt(impl::words_of(lanes_ & 1)); }
    impl::Ints get() const { return lanes_; }

private:
    impl::Ints lanes_;
};
inline vBool operator&&(vBool a, vBool b) { return vBool(a.get() & b.get()); }
inline vBool operator||(vBool a, vBool b) { return vBool(a.get() | b.get()); }
inline vBool operator!(vBool a) { return vBool(~a.get()); }

namespace impl {

inline Words difference(vFloat a, vFloat b) { return add(a.get(), b.get() ^ kSign); }
inline Words difference(vFloat a, float b) { return b == 0.0f ? a.get() : difference(a, vFloat(b)); }
inline Words difference(vInt a, vInt b) { return a.get() - b.get(); }
inline Words difference(vUInt a, vUInt b) { return a.get() - b.get(); }

inline vBool equal(Words d) { return vBool(d == all(0)); }
inline vBool not_equal(Words d) { return vBool(d != all(0)); }
inline vBool less(Words d) { return vBool(negative(d)); }
inline vBool greater_equal(Words d) { return !less(d); }
inline vBool greater(Words d) { return greater_equal(d) && not_equal(d); }
inline vBool less_equal(Words d) { return !greater(d); }

}  // namespace impl

#define TILESMITH_SFPI_COMPARISON(A, B, op, name) \
    inline vBool operator op(A a, B b) { return impl::name(impl::difference(a, b)); }
#define TILESMITH_SFPI_COMPARISONS(A, B)                      \
    TILESMITH_SFPI_COMPARISON(A, B, ==, equal)                \
    TILESMITH_SFPI_COMPARISON(A, B, !=, not_equal)            \
    TILESMITH_SFPI_COMPARISON(A, B, <, less)                  \
    TILESMITH_SFPI_COMPARISON(A, B, >, greater)               \
    TILESMITH_SFPI_COMPARISON(A, B, <=, less_equal)           \
    TILESMITH_SFPI_COMPARISON(A, B, >=, greater_equal)
#define TILESMITH_SFPI_SCALARS(V, T)                          \
    inline vBool operator==(V a, T b) { return a == V(b); }   \
    inline vBool operator!=(V a, T b) { return a != V(b); }   \
    inline vBool operator<(V a, T b) { return a < V(b); }     \
    inline vBool operator>(V a, T b) { return a > V(b); }     \
    inline vBool operator<=(V a, T b) { return a <= V(b); }   \
    inline vBool operator>=(V a, T b) { return a >= V(b); }
TILESMITH_SFPI_COMPARISONS(vFloat, vFloat)
TILESMITH_SFPI_COMPARISONS(vFloat, float)
TILESMITH_SFPI_COMPARISONS(vInt, vInt)
TILESMITH_SFPI_COMPARISONS(vUInt, vUInt)
TILESMITH_SFPI_SCALARS(vInt, int)
TILESMITH_SFPI_SCALARS(vInt, unsigned)
TILESMITH_SFPI_SCALARS(vInt, vUInt)
TILESMITH_SFPI_SCALARS(vInt, vMag)
TILESMITH_SFPI_SCALARS(vUInt, int)
TILESMITH_SFPI_SCALARS(vUInt, unsigned)
#undef TILESMITH_SFPI_SCALARS
#undef TILESMITH_SFPI_COMPARISONS
#undef TILESMITH_SFPI_COMPARISON
inline vBool operator==(float a, vFloat b) { return b == a; }
inline vBool operator!=(float a, vFloat b) { return b != a; }
inline vBool operator<(float a, vFloat b) { return b > a; }
inline vBool operator>(float a, vFloat b) { return b < a; }
inline vBool operator<=(float a, vFloat b) { return b >= a; }
inline vBool operator>=(float a, vFloat b) { return b <= a; }
inline vBool operator==(vSMag a, vSMag b) { return vBool(a.get() == b.get()); }
inline vBool operator!=(vSMag a, vSMag b) { return vBool(a.get() != b.get()); }

namespace impl {

/// One v_if or v_block: ends by giving back the lanes that were active before.
class Branch {
public:
    Branch() : before_(unit.active), frame_(unit.active) {}
    ~Branch() { unit.active = before_; }
    Branch(const Branch&) = delete;
    Branch& operator=(const Branch&) = delete;

    void narrow(vBool condition) { unit.active &= condition.get(); }
    /// To the lanes of the frame that are off now: those that failed the condition, or a v_and of the branch.
    void complement() {
        frame_ &= ~unit.active;
        unit.active = frame_;
    }

private:
    Ints before_;
    Ints frame_;
};

}  // namespace impl
}  // namespace sfpi

#define v_if(condition)                   \
    {                                     \
        sfpi::impl::Branch sfpi_branch;   \
        sfpi_branch.narrow(condition);    \
        {
#define v_elseif(condition)               \
    }                                     \
    sfpi_branch.complement();             \
    sfpi_branch.narrow(condition);        \
    {
#define v_else                            \
    }                                     \
    sfpi_branch.complement();             \
    {
#define v_endif                           \
    }                                     \
    }
#define v_block                           \
    {                                     \
        sfpi::impl::Branch sfpi_branch;
#define v_and(condition) sfpi_branch.narrow(condition)
#define v_endblock }
