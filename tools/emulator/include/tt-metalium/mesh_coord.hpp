#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <tt_stl/assert.hpp>
#include <tt_stl/span.hpp>

namespace tt::tt_metal::distributed {

class MeshShape {
public:
    explicit MeshShape(uint32_t s) : value_{s} {}
    MeshShape(uint32_t s0, uint32_t s1) : value_{s0, s1} {}
    MeshShape(uint32_t s0, uint32_t s1, uint32_t s2) : value_{s0, s1, s2} {}
    explicit MeshShape(tt::stl::Span<const uint32_t> shape) : value_(shape.begin(), shape.end()) {}

    size_t dims() const { return value_.size(); }
    size_t mesh_size() const;
    uint32_t operator[](int32_t index) const;
    friend bool operator==(const MeshShape& a, const MeshShape& b) { return a.value_ == b.value_; }
    std::string str() const;

private:
    std::vector<uint32_t> value_;
};

class MeshCoordinate {
public:
    explicit MeshCoordinate(uint32_t c) : value_{c} {}
    MeshCoordinate(uint32_t c0, uint32_t c1) : value_{c0, c1} {}
    MeshCoordinate(uint32_t c0, uint32_t c1, uint32_t c2) : value_{c0, c1, c2} {}
    explicit MeshCoordinate(tt::stl::Span<const uint32_t> coords) : value_(coords.begin(), coords.end()) {}
    static MeshCoordinate zero_coordinate(size_t dimensions);

    size_t dims() const { return value_.size(); }
    tt::stl::Span<const uint32_t> coords() const { return value_; }
    uint32_t operator[](int32_t dim) const { return value_.at(static_cast<size_t>(dim)); }
    friend bool operator==(const MeshCoordinate& a, const MeshCoordinate& b) { return a.value_ == b.value_; }
    friend bool operator<(const MeshCoordinate& a, const MeshCoordinate& b) { return a.value_ < b.value_; }
    std::string str() const;

private:
    std::vector<uint32_t> value_;
};

class MeshCoordinateRange {
public:
    MeshCoordinateRange(const MeshCoordinate& start, const MeshCoordinate& end) : start_(start), end_(end) {}
    explicit MeshCoordinateRange(const MeshShape& shape);
    explicit MeshCoordinateRange(const MeshCoordinate& coord) : start_(coord), end_(coord) {}

    size_t dims() const { return start_.dims(); }
    const MeshCoordinate& start_coord() const { return start_; }
    const MeshCoordinate& end_coord() const { return end_; }
    MeshShape shape() const;
    bool contains(const MeshCoordinate& coord) const;
    bool intersects(const MeshCoordinateRange& range) const;
    std::string str() const { return start_.str() + "-" + end_.str(); }
    friend bool operator==(const MeshCoordinateRange& a, const MeshCoordinateRange& b) {
        return a.start_ == b.start_ && a.end_ == b.end_;
    }

    class Iterator {
    public:
        Iterator(const MeshCoordinateRange& range, size_t index) : range_(&range), index_(index) {}
        MeshCoordinate operator*() const;
        Iterator& operator++() { return ++index_, *this; }
        bool operator==(const Iterator& other) const { return index_ == other.index_; }
        bool operator!=(const Iterator& other) const { return index_ != other.index_; }

    private:
        const MeshCoordinateRange* range_;
        size_t index_;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, shape().mesh_size()}; }

private:
    MeshCoordinate start_, end_;
};

}  // namespace tt::tt_metal::distributed

template <>
struct std::hash<tt::tt_metal::distributed::MeshCoordinateRange> {
    std::size_t operator()(const tt::tt_metal::distributed::MeshCoordinateRange& range) const {
        return std::hash<std::string>()(range.str());
    }
};
