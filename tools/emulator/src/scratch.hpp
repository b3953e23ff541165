// L1 that kernels use without having allocated it.
#pragma once

#include <cstdint>
#include <map>

namespace tilesmith {

/// Memory that a kernel has written although it was not allocated: until the program ends it holds what was put there.
class Scratch {
public:
    void add(uint32_t begin, uint32_t end);
    bool holds(uint32_t begin, uint32_t end) const;

private:
    std::map<uint32_t, uint32_t> ranges_;   ///< end by begin; they do not touch
};

}  // namespace tilesmith
