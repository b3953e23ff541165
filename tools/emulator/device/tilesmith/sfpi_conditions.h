// v_if, v_elseif, v_else, v_endif, v_and, v_block: which lanes assignments reach.
#pragma once

#include "tilesmith/sfpi_vectors.h"

namespace sfpi::detail {

class Branch {
public:
    Branch() : outer_(active) {}
    ~Branch() { active = outer_; }
    Branch(const Branch&) = delete;
    Branch& operator=(const Branch&) = delete;

    /// The lanes of `condition` that no earlier branch took.
    void enter(vCond condition) {
        active = outer_ & ~taken_ & condition.lanes;
        taken_ |= condition.lanes;
    }
    void narrow(vCond condition) { active &= condition.lanes; }

private:
    uint32_t outer_;
    uint32_t taken_ = 0;
};

}  // namespace sfpi::detail

#define v_if(condition)                      \
    {                                        \
        sfpi::detail::Branch tilesmith_branch; \
        tilesmith_branch.enter(condition);
#define v_elseif(condition) tilesmith_branch.enter(condition);
#define v_else tilesmith_branch.enter(sfpi::vCond{0xFFFFFFFFu});
#define v_endif }
#define v_block \
    {           \
        sfpi::detail::Branch tilesmith_branch;
#define v_endblock }
#define v_and(condition) tilesmith_branch.narrow(condition)
