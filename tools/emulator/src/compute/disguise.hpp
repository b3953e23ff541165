// Stand-ins for the values of tensors in memory. The unpacker turns them back and the packer puts them in, so compute
// works on the values, while code that reads memory by itself sees other numbers. Whoever only moves data notices nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>

namespace tilesmith::compute {

class Disguise {
public:
    /// Replaces each float of `bytes` (2: bfloat16, 4: float32) by its stand-in. False: there are not enough of them.
    bool hide(std::span<std::byte> bytes, uint32_t float_bytes);

    /// Replaces each stand-in in `bytes` by its value; what is none stays.
    void reveal(std::span<std::byte> bytes, uint32_t float_bytes) const;

    /// Some value had no stand-in: what follows says nothing.
    bool spent() const { return spent_; }

private:
    uint32_t stand_in(uint32_t value);

    std::unordered_map<uint32_t, uint32_t> by_value_, by_stand_in_;  ///< both as the bits of a float32
    bool spent_ = false;
};

}  // namespace tilesmith::compute
