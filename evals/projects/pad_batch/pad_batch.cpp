// A batch with a matrix of zeros before it and one behind it, on one Tensix core or on all.
//
// Tiles travel DRAM -> reader -> L1 -> compute -> L1 -> writer -> DRAM. The three kernels of a core run at the same
// time and hand tiles over in circular buffers.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tt-metalium/constants.hpp>
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
    .name = "pad_batch",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"batch", "rows", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters =
        {
        },
    .tolerance = {.max_ulp = 0.25, .absolute_floor = 0.0, .norm_relative = 1e-6},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const std::size_t elements = a_tensor.shape[1] * a_tensor.shape[2];
    std::vector<double> expected(elements);
    expected.insert(expected.end(), a_tensor.values.begin(), a_tensor.values.end());
    expected.resize(expected.size() + elements);
    return {{"out", expected}};
}

// A buffer in DRAM with one tile a page, so that page n holds tile n.
std::shared_ptr<distributed::MeshBuffer> allocate_in_dram(distributed::MeshDevice& mesh_device, uint32_t tiles) {
    constexpr uint32_t tile_bytes = sizeof(tilesmith::BFloat16) * constants::TILE_HW;
    const distributed::DeviceLocalBufferConfig local{.page_size = tile_bytes, .buffer_type = BufferType::DRAM};
    const distributed::ReplicatedBufferConfig replicated{.size = static_cast<DeviceAddr>(tiles) * tile_bytes};
    return distributed::MeshBuffer::create(replicated, local, &mesh_device);
}

void create_cb(
    Program& program, const CoreRangeSet& cores, uint32_t index, uint32_t pages, tt::DataFormat format = tt::DataFormat::Float16_b) {
    const uint32_t page_bytes = tile_size(format);
    CreateCircularBuffer(
        program, cores, CircularBufferConfig(pages * page_bytes, {{index, format}}).set_page_size(index, page_bytes));
}

tilesmith::Results run_on_device(const tilesmith::Arguments& arguments) {
    const std::shared_ptr<distributed::MeshDevice> mesh_device = distributed::MeshDevice::create_unit_mesh(0);
    distributed::MeshCommandQueue& cq = mesh_device->mesh_command_queue();
    Program program = CreateProgram();
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const auto matrix_tiles = static_cast<uint32_t>(tilesmith::tile_rows(a_tensor) * tilesmith::tile_columns(a_tensor));
    const auto a_tiles = static_cast<uint32_t>(tilesmith::tile_count(a_tensor));
    const uint32_t tiles = a_tiles + 2 * matrix_tiles;  // of out

    // Each core of group 1 works on one tile more than each core of group 2; cores without work get no kernel.
    const CoreCoord grid = ALL_CORES ? mesh_device->compute_with_storage_grid_size() : CoreCoord{1, 1};
    const auto [core_count, cores, group_1, group_2, in_group_1, in_group_2] = split_work_to_cores(grid, tiles);

    std::shared_ptr<distributed::MeshBuffer> a_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(a_tensor)));
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a, and of zeros
    create_cb(program, cores, tt::CBIndex::c_16, 2);  // tiles of out

    std::vector<uint32_t> reader_compile_args;
    TensorAccessorArgs(*a_buffer).append_to(reader_compile_args);
    const KernelHandle reader = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores, ReaderDataMovementConfig{reader_compile_args});

    std::vector<uint32_t> writer_compile_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);
    const KernelHandle writer = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/writer.cpp", cores, WriterDataMovementConfig{writer_compile_args});

    const KernelHandle compute = CreateKernel(
        program,
        OVERRIDE_KERNEL_PREFIX "kernels/compute/pad_batch.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = false});

    uint32_t first = 0;
    for (const auto& [group, count] : {std::pair{group_1, in_group_1}, std::pair{group_2, in_group_2}}) {
        for (const auto& range : group.ranges()) {
            for (const auto& core : range) {
                SetRuntimeArgs(program, reader, core, {a_address, first, count, matrix_tiles, a_tiles});
                SetRuntimeArgs(program, compute, core, {count});
                SetRuntimeArgs(program, writer, core, {out_address, first, count});
                first += count;
            }
        }
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::tilize<tilesmith::BFloat16>(a_tensor), /*blocking=*/true);

    distributed::MeshWorkload workload;
    workload.add_program(distributed::MeshCoordinateRange(mesh_device->shape()), std::move(program));
    const tilesmith::Stopwatch stopwatch;  // a first launch also compiles the kernels
    distributed::EnqueueMeshWorkload(cq, workload, /*blocking=*/false);
    distributed::Finish(cq);
    const double milliseconds = stopwatch.milliseconds();

    std::vector<tilesmith::BFloat16> out_tiles;
    distributed::EnqueueReadMeshBuffer(cq, out_tiles, out_buffer, /*blocking=*/true);
    mesh_device->close();

    tilesmith::Results results;
    results.outputs["out"] = tilesmith::untilize(out_tiles, {a_tensor.shape[0] + 2, a_tensor.shape[1], a_tensor.shape[2]});
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
