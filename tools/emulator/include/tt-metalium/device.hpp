#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include <hostdevcommon/common_values.hpp>
#include <hostdevcommon/kernel_structs.h>
#include <tt-metalium/allocator.hpp>
#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/data_types.hpp>
#include <tt-metalium/dispatch_core_common.hpp>
#include <tt-metalium/hal_types.hpp>
#include <tt-metalium/tt_align.hpp>
#include <umd/device/types/core_coordinates.hpp>

namespace tt::tt_metal {

using tt::ChipId;

/// A device. All of a mesh are alike: what is said of one holds for every object of this type.
class IDevice {
public:
    virtual ~IDevice() = default;

    tt::ARCH arch() const;
    ChipId id() const { return id_; }
    bool is_initialized() const { return true; }
    uint8_t num_hw_cqs() const { return 1; }
    int num_dram_channels() const;
    uint32_t l1_size_per_core() const;
    uint32_t dram_size_per_channel() const;
    CoreCoord grid_size() const;
    CoreCoord logical_grid_size() const;
    CoreCoord dram_grid_size() const;
    CoreCoord compute_with_storage_grid_size() const;

    /// NoC coordinates of a worker core, as kernels need them. Throws std::runtime_error when there is no such core.
    CoreCoord worker_core_from_logical_core(const CoreCoord& logical_core) const;
    std::vector<CoreCoord> worker_cores_from_logical_cores(const std::vector<CoreCoord>& logical_cores) const;
    CoreCoord virtual_core_from_logical_core(const CoreCoord& logical_coord, const CoreType& core_type) const;
    CoreCoord logical_core_from_dram_channel(uint32_t dram_channel) const;

    const std::unique_ptr<Allocator>& allocator() const { return allocator_; }

    /// None: the emulator's device has no links to others.
    std::unordered_set<CoreCoord> get_active_ethernet_cores(bool = false) const { return {}; }

    uint32_t get_noc_unicast_encoding(uint8_t noc_index, const CoreCoord& core) const;
    uint32_t get_noc_multicast_encoding(uint8_t noc_index, const CoreRange& cores) const;

    void enable_program_cache() {}
    void clear_program_cache() {}
    void disable_and_clear_program_cache() {}
    std::size_t num_program_cache_entries() const { return 0; }

protected:
    ChipId id_ = 0;

private:
    std::unique_ptr<Allocator> allocator_ = std::make_unique<Allocator>();
};

}  // namespace tt::tt_metal
