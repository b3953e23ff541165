#pragma once

#include <cstdint>
#include <optional>

namespace tt::tt_metal {

enum class DispatchCoreType : uint32_t { WORKER, ETH, COUNT };
enum class DispatchCoreAxis { ROW, COL, COUNT };

/// Which cores feed programs to the others. The emulator needs none: every worker core is the program's.
class DispatchCoreConfig {
public:
    DispatchCoreConfig(DispatchCoreType type = DispatchCoreType::WORKER) : type_(type) {}
    DispatchCoreConfig(DispatchCoreType type, DispatchCoreAxis axis) : type_(type), axis_(axis) {}
    DispatchCoreType get_dispatch_core_type() const { return type_; }
    DispatchCoreAxis get_dispatch_core_axis() const { return axis_.value_or(DispatchCoreAxis::ROW); }

private:
    DispatchCoreType type_;
    std::optional<DispatchCoreAxis> axis_;
};

}  // namespace tt::tt_metal
