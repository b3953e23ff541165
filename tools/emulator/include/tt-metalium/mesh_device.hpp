#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <hostdevcommon/common_values.hpp>
#include <tt-metalium/device.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt-metalium/mesh_trace_id.hpp>
#include <tt-metalium/sub_device.hpp>
#include <tt-metalium/sub_device_types.hpp>
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

/// A mesh of up to 32 devices, each with memories of its own. There is no fabric between them.
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
    uint8_t num_hw_cqs() const { return static_cast<uint8_t>(queues_.size()); }
    const MeshShape& shape() const { return shape_; }
    size_t num_devices() const { return shape_.mesh_size(); }
    size_t num_rows() const;
    size_t num_cols() const;
    bool is_local(const MeshCoordinate&) const { return true; }
    std::vector<IDevice*> get_devices() const;
    IDevice* get_device(const MeshCoordinate& coord) const;
    IDevice* get_device(size_t row, size_t col) const;
    std::string to_string() const;
    bool close() { return true; }

    /// Number of the device at `coord`, row by row. Throws std::runtime_error when it lies outside the mesh.
    uint32_t device_number(const MeshCoordinate& coord) const;

    // Sub-devices: a program must lie in one of those that are loaded.
    SubDeviceManagerId create_sub_device_manager(std::initializer_list<SubDevice> sub_devices, DeviceAddr local_l1_size);
    SubDeviceManagerId create_sub_device_manager(tt::stl::Span<const SubDevice> sub_devices, DeviceAddr local_l1_size);
    void load_sub_device_manager(SubDeviceManagerId sub_device_manager_id);
    void clear_loaded_sub_device_manager();
    void remove_sub_device_manager(SubDeviceManagerId sub_device_manager_id);
    SubDeviceManagerId get_active_sub_device_manager_id() const { return SubDeviceManagerId(active_sub_devices_); }
    uint32_t num_sub_devices() const { return static_cast<uint32_t>(loaded_sub_devices().size()); }
    const std::vector<SubDeviceId>& get_sub_device_ids() const { return sub_device_ids_; }
    const std::vector<SubDeviceId>& get_sub_device_stall_group() const { return stall_group_; }
    void set_sub_device_stall_group(tt::stl::Span<const SubDeviceId> ids) { stall_group_.assign(ids.begin(), ids.end()); }
    void reset_sub_device_stall_group() { stall_group_ = sub_device_ids_; }
    CoreRangeSet worker_cores(HalProgrammableCoreType core_type, SubDeviceId sub_device_id) const;
    uint32_t num_worker_cores(HalProgrammableCoreType core_type, SubDeviceId sub_device_id) const;
    const std::vector<SubDevice>& loaded_sub_devices() const { return sub_devices_.at(active_sub_devices_); }

    // Traces: between begin and end the workloads of a queue are noted instead of run.
    MeshTraceId begin_mesh_trace(uint8_t cq_id);
    void begin_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id);
    void end_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id);
    void replay_mesh_trace(uint8_t cq_id, const MeshTraceId& trace_id, bool blocking);
    void release_mesh_trace(const MeshTraceId& trace_id);

private:
    MeshDevice(const MeshShape& shape, size_t queues);
    void load(uint64_t manager);

    MeshShape shape_;
    std::vector<std::unique_ptr<IDevice>> devices_;  // none for a mesh of one, which is its own device
    std::vector<std::unique_ptr<MeshCommandQueue>> queues_;
    std::map<uint64_t, std::vector<SubDevice>> sub_devices_;  // 0: the device as a whole
    uint64_t active_sub_devices_ = 0;
    std::vector<SubDeviceId> sub_device_ids_, stall_group_;
    uint32_t next_trace_ = 0;
};

}  // namespace tt::tt_metal::distributed
