#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <hostdevcommon/common_values.hpp>
#include <tt-metalium/device.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt_stl/span.hpp>

namespace tt::tt_metal::distributed {

class MeshCommandQueue;

class MeshDeviceConfig {
public:
    explicit MeshDeviceConfig(const MeshShape& mesh_shape) : shape_(mesh_shape) {}
    const MeshShape& mesh_shape() const { return shape_; }

private:
    MeshShape shape_;
};

/// A mesh of one device: the emulator has no more. Larger meshes throw std::runtime_error.
class MeshDevice : public IDevice, public std::enable_shared_from_this<MeshDevice> {
public:
    ~MeshDevice() override;
    MeshDevice(const MeshDevice&) = delete;
    MeshDevice& operator=(const MeshDevice&) = delete;

    static std::shared_ptr<MeshDevice> create(const MeshDeviceConfig& config, size_t l1_small_size = DEFAULT_L1_SMALL_SIZE,
                                              size_t trace_region_size = DEFAULT_TRACE_REGION_SIZE, size_t num_command_queues = 1,
                                              const DispatchCoreConfig& dispatch_core_config = DispatchCoreConfig{},
                                              tt::stl::Span<const std::uint32_t> l1_bank_remap = {},
                                              size_t worker_l1_size = DEFAULT_WORKER_L1_SIZE);
    static std::shared_ptr<MeshDevice> create_unit_mesh(int device_id, size_t l1_small_size = DEFAULT_L1_SMALL_SIZE,
                                                        size_t trace_region_size = DEFAULT_TRACE_REGION_SIZE,
                                                        size_t num_command_queues = 1,
                                                        const DispatchCoreConfig& dispatch_core_config = DispatchCoreConfig{},
                                                        tt::stl::Span<const std::uint32_t> l1_bank_remap = {},
                                                        size_t worker_l1_size = DEFAULT_WORKER_L1_SIZE);

    MeshCommandQueue& mesh_command_queue(std::optional<uint8_t> cq_id = std::nullopt) const;
    const MeshShape& shape() const { return shape_; }
    size_t num_devices() const { return 1; }
    size_t num_rows() const { return 1; }
    size_t num_cols() const { return 1; }
    bool is_local(const MeshCoordinate&) const { return true; }
    std::vector<IDevice*> get_devices() const;
    IDevice* get_device(const MeshCoordinate& coord) const;
    IDevice* get_device(size_t row, size_t col) const;
    std::string to_string() const;
    bool close() { return true; }

private:
    MeshDevice();
    MeshShape shape_;
    std::unique_ptr<MeshCommandQueue> queue_;
};

}  // namespace tt::tt_metal::distributed
