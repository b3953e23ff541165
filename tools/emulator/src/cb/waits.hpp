// What a kernel that waits for a circular buffer waits for, and how it is said in a hang report.
#pragma once

#include "machine.hpp"

namespace tilesmith::cb {

class FrontWait final : public Wait {
public:
    FrontWait(const CoreState& core, const CircularBuffer& cb, const Fiber& self, uint32_t pages)
        : core_(core), cb_(cb), self_(self), pages_(pages) {}
    bool ready() override { return cb_.available() >= pages_; }
    std::string describe() override;
    WaitTarget target() const override { return {.kind = WaitTarget::Kind::cb_front, .cb = cb_.index, .pages = pages_}; }

private:
    const CoreState& core_;
    const CircularBuffer& cb_;
    const Fiber& self_;
    uint32_t pages_;
};

class BackWait final : public Wait {
public:
    BackWait(const CoreState& core, const CircularBuffer& cb, const Fiber& self, uint32_t pages)
        : core_(core), cb_(cb), self_(self), pages_(pages) {}
    bool ready() override { return cb_.capacity >= uint64_t{cb_.available()} + pages_; }
    std::string describe() override;
    WaitTarget target() const override { return {.kind = WaitTarget::Kind::cb_back, .cb = cb_.index, .pages = pages_}; }

private:
    const CoreState& core_;
    const CircularBuffer& cb_;
    const Fiber& self_;
    uint32_t pages_;
};

}  // namespace tilesmith::cb
