#include <tt-metalium/mesh_coord.hpp>

namespace tt::tt_metal::distributed {

size_t MeshShape::mesh_size() const {
    size_t size = 1;
    for (const uint32_t extent : value_) {
        size *= extent;
    }
    return size;
}
uint32_t MeshShape::operator[](int32_t index) const {
    return value_.at(index < 0 ? value_.size() - static_cast<size_t>(-index) : static_cast<size_t>(index));
}

namespace {

std::string bracketed(const char* name, tt::stl::Span<const uint32_t> values) {
    std::string text;
    for (const uint32_t value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return std::string(name) + "([" + text + "])";
}

}  // namespace

std::string MeshShape::str() const { return bracketed("MeshShape", value_); }
std::string MeshCoordinate::str() const { return bracketed("MeshCoordinate", value_); }

MeshCoordinate MeshCoordinate::zero_coordinate(size_t dimensions) {
    const std::vector<uint32_t> zeros(dimensions, 0);
    return MeshCoordinate(tt::stl::Span<const uint32_t>(zeros));
}

namespace {

MeshCoordinate last_of(const MeshShape& shape) {
    std::vector<uint32_t> last;
    for (size_t i = 0; i < shape.dims(); ++i) {
        last.push_back(shape[static_cast<int32_t>(i)] - 1);
    }
    return MeshCoordinate(tt::stl::Span<const uint32_t>(last));
}

}  // namespace

MeshCoordinateRange::MeshCoordinateRange(const MeshShape& shape)
    : start_(MeshCoordinate::zero_coordinate(shape.dims())), end_(last_of(shape)) {}

MeshShape MeshCoordinateRange::shape() const {
    std::vector<uint32_t> extents;
    for (size_t i = 0; i < dims(); ++i) {
        extents.push_back(end_.coords()[i] - start_.coords()[i] + 1);
    }
    return MeshShape(tt::stl::Span<const uint32_t>(extents));
}

bool MeshCoordinateRange::contains(const MeshCoordinate& coord) const {
    return coord.dims() == dims() && intersects(MeshCoordinateRange(coord));
}

bool MeshCoordinateRange::intersects(const MeshCoordinateRange& range) const {
    for (size_t i = 0; i < dims(); ++i) {
        if (range.end_.coords()[i] < start_.coords()[i] || end_.coords()[i] < range.start_.coords()[i]) {
            return false;
        }
    }
    return true;
}

MeshCoordinate MeshCoordinateRange::Iterator::operator*() const {
    const MeshShape shape = range_->shape();
    std::vector<uint32_t> coordinates(shape.dims());
    size_t rest = index_;
    for (size_t i = shape.dims(); i-- > 0;) {
        const uint32_t extent = shape[static_cast<int32_t>(i)];
        coordinates[i] = range_->start_.coords()[i] + static_cast<uint32_t>(rest % extent);
        rest /= extent;
    }
    return MeshCoordinate(tt::stl::Span<const uint32_t>(coordinates));
}

}  // namespace tt::tt_metal::distributed
