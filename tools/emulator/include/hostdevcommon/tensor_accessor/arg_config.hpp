#pragma once

#include <cstdint>

namespace tensor_accessor {

/// What a tensor accessor needs to know, and which of it is passed at run time instead of compile time.
enum class ArgConfig : uint8_t {
    None = 0,
    Sharded = 1 << 0,
    IsDram = 1 << 1,
    RuntimeRank = 1 << 2,
    RuntimeNumBanks = 1 << 3,
    RuntimeTensorShape = 1 << 4,
    RuntimeShardShape = 1 << 5,
    RuntimeBankCoords = 1 << 6,
    RuntimePageSize = 1 << 7,
    Runtime = RuntimeRank | RuntimeNumBanks | RuntimeTensorShape | RuntimeShardShape | RuntimeBankCoords | RuntimePageSize,
};

class ArgsConfig {
public:
    using Underlying = uint8_t;
    constexpr ArgsConfig() = default;
    constexpr ArgsConfig(ArgConfig flag) : raw_(static_cast<uint8_t>(flag)) {}
    constexpr explicit ArgsConfig(Underlying raw) : raw_(raw) {}
    constexpr bool test(ArgConfig flag) const { return (raw_ & static_cast<uint8_t>(flag)) != 0; }
    constexpr void set(ArgConfig flag, bool value = true) {
        raw_ = value ? raw_ | static_cast<uint8_t>(flag) : raw_ & ~static_cast<uint8_t>(flag);
    }
    constexpr Underlying raw() const { return raw_; }
    friend constexpr ArgsConfig operator|(ArgsConfig a, ArgsConfig b) {
        return ArgsConfig(static_cast<uint8_t>(a.raw_ | b.raw_));
    }

private:
    uint8_t raw_ = 0;
};
constexpr ArgsConfig operator|(ArgConfig a, ArgConfig b) { return ArgsConfig(a) | ArgsConfig(b); }

}  // namespace tensor_accessor
