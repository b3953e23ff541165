#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace ttsl {

/// A number that is not to be mixed up with others: `*id` is the number.
template <typename T, typename Tag>
class StrongType {
public:
    using value_type = T;

    constexpr explicit StrongType(T value) : value_(value) {}
    constexpr const T& operator*() const { return value_; }
    constexpr const T& get() const { return value_; }
    constexpr auto operator<=>(const StrongType&) const = default;
    std::string str() const { return std::to_string(value_); }

private:
    T value_;
};

}  // namespace ttsl

namespace tt::stl {
using ::ttsl::StrongType;
}

template <typename T, typename Tag>
struct std::hash<ttsl::StrongType<T, Tag>> {
    std::size_t operator()(const ttsl::StrongType<T, Tag>& id) const { return std::hash<T>()(*id); }
};
