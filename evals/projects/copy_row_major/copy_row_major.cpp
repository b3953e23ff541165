// A tensor that lies in rows, copied on one Tensix core or on all.
//
// Rows travel DRAM -> reader -> L1 -> writer -> DRAM. The two kernels of a core run at the same time and hand rows over in a
// circular buffer. Nothing is computed, so there is no compute kernel.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/device.hpp>
#include <tt-metalium/distributed.hpp>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/tensor_accessor_args.hpp>
#include <tt-metalium/work_split.hpp>

#include "tilesmith_io.hpp"

#ifndef OVERRIDE_KERNEL_PREFIX
#define OVERRIDE_KERNEL_PREFIX ""
#endif

using namespace tt;
using namespace tt::tt_metal;

namespace {

// On one core instead where it is false.
constexpr bool ALL_CORES = true;

const tilesmith::Operation operation{
    .name = "copy_row_major",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters =
        {
        },
    .tolerance = {.max_ulp = 0.25, .absolute_floor = 0.0, .norm_relative = 1e-6},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const std::vector<float>& values = arguments.input("a").values;
    return {{"out", {values.begin(), values.end()}}};
}

// A buffer in DRAM with one row a page, so that page n holds row n.
std::shared_ptr<distributed::MeshBuffer> allocate_in_dram(
    distributed::MeshDevice& mesh_device, uint32_t rows, uint32_t page_bytes) {
    const distributed::DeviceLocalBufferConfig local{.page_size = page_bytes, .buffer_type = BufferType::DRAM};
    const distributed::ReplicatedBufferConfig replicated{.size = static_cast<DeviceAddr>(rows) * page_bytes};
    return distributed::MeshBuffer::create(replicated, local, &mesh_device);
}

tilesmith::Results run_on_device(const tilesmith::Arguments& arguments) {
    const std::shared_ptr<distributed::MeshDevice> mesh_device = distributed::MeshDevice::create_unit_mesh(0);
    distributed::MeshCommandQueue& cq = mesh_device->mesh_command_queue();
    Program program = CreateProgram();
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const auto rows = static_cast<uint32_t>(tilesmith::row_count(a_tensor));
    const auto page_bytes = static_cast<uint32_t>(tilesmith::row_bytes<tilesmith::BFloat16>(a_tensor));

    // Each core of group 1 works on one row more than each core of group 2; cores without work get no kernel.
    const CoreCoord grid = ALL_CORES ? mesh_device->compute_with_storage_grid_size() : CoreCoord{1, 1};
    const auto [core_count, cores, group_1, group_2, in_group_1, in_group_2] = split_work_to_cores(grid, rows);

    std::shared_ptr<distributed::MeshBuffer> a_buffer = allocate_in_dram(*mesh_device, rows, page_bytes);
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, rows, page_bytes);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    constexpr uint32_t pages = 2;
    CreateCircularBuffer(
        program, cores,
        CircularBufferConfig(pages * page_bytes, {{tt::CBIndex::c_0, tt::DataFormat::Float16_b}})
            .set_page_size(tt::CBIndex::c_0, page_bytes));

    std::vector<uint32_t> reader_compile_args;
    TensorAccessorArgs(*a_buffer).append_to(reader_compile_args);
    const KernelHandle reader = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores, ReaderDataMovementConfig{reader_compile_args});

    std::vector<uint32_t> writer_compile_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);
    const KernelHandle writer = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/writer.cpp", cores, WriterDataMovementConfig{writer_compile_args});

    uint32_t first = 0;
    for (const auto& [group, count] : {std::pair{group_1, in_group_1}, std::pair{group_2, in_group_2}}) {
        for (const auto& range : group.ranges()) {
            for (const auto& core : range) {
                SetRuntimeArgs(program, reader, core, {a_address, first, count, page_bytes});
                SetRuntimeArgs(program, writer, core, {out_address, first, count, page_bytes});
                first += count;
            }
        }
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::to_rows<tilesmith::BFloat16>(a_tensor), /*blocking=*/true);

    distributed::MeshWorkload workload;
    workload.add_program(distributed::MeshCoordinateRange(mesh_device->shape()), std::move(program));
    const tilesmith::Stopwatch stopwatch;  // a first launch also compiles the kernels
    distributed::EnqueueMeshWorkload(cq, workload, /*blocking=*/false);
    distributed::Finish(cq);
    const double milliseconds = stopwatch.milliseconds();

    std::vector<tilesmith::BFloat16> out_rows;
    distributed::EnqueueReadMeshBuffer(cq, out_rows, out_buffer, /*blocking=*/true);
    mesh_device->close();

    tilesmith::Results results;
    results.outputs["out"] = tilesmith::from_rows(out_rows, a_tensor.shape);
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
