// Product of matrices plus a row: out = a @ b + c, on one Tensix core or on all.
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
    .name = "matmul_bias",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -2.0, .high = 2.0, .dimensions = {"m", "k"}},
            {.name = "b", .dtype = tilesmith::DType::bfloat16, .low = -2.0, .high = 2.0, .dimensions = {"k", "n"}},
            {.name = "c", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"1", "n"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters =
        {
        },
    .tolerance = {.max_ulp = 4.5, .absolute_floor = 0.001, .norm_relative = 0.02},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const tilesmith::Tensor& b_tensor = arguments.input("b");
    const tilesmith::Tensor& c_tensor = arguments.input("c");
    const std::size_t m = a_tensor.shape[0], inner = a_tensor.shape[1], n = b_tensor.shape[1];
    std::vector<double> expected(m * n);
    for (std::size_t row = 0; row < m; ++row) {
        for (std::size_t k = 0; k < inner; ++k) {
            for (std::size_t column = 0; column < n; ++column) {
                expected[row * n + column] +=
                    static_cast<double>(a_tensor.values[row * inner + k]) * b_tensor.values[k * n + column];
            }
        }
    }
    for (std::size_t place = 0; place < expected.size(); ++place) {
        expected[place] += c_tensor.values[place % n];
    }
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
    const tilesmith::Tensor& b_tensor = arguments.input("b");
    const tilesmith::Tensor& c_tensor = arguments.input("c");
    const auto row_tiles = static_cast<uint32_t>(tilesmith::tile_rows(a_tensor));
    const auto inner_tiles = static_cast<uint32_t>(tilesmith::tile_columns(a_tensor));
    const auto column_tiles = static_cast<uint32_t>(tilesmith::tile_columns(b_tensor));

    // Each core of group 1 works on one tile more than each core of group 2; cores without work get no kernel.
    const CoreCoord grid = ALL_CORES ? mesh_device->compute_with_storage_grid_size() : CoreCoord{1, 1};
    const auto [core_count, cores, group_1, group_2, in_group_1, in_group_2] = split_work_to_cores(grid, row_tiles * column_tiles);

    std::shared_ptr<distributed::MeshBuffer> a_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(a_tensor)));
    std::shared_ptr<distributed::MeshBuffer> b_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(b_tensor)));
    std::shared_ptr<distributed::MeshBuffer> c_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(c_tensor)));
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto b_address = static_cast<uint32_t>(b_buffer->address());
    const auto c_address = static_cast<uint32_t>(c_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 2);  // tiles of b
    create_cb(program, cores, tt::CBIndex::c_2, 2);  // tiles of the row
    create_cb(program, cores, tt::CBIndex::c_16, 2);  // tiles of out
    create_cb(program, cores, tt::CBIndex::c_24, 1, tt::DataFormat::Float32);  // a tile of the product

    std::vector<uint32_t> reader_compile_args;
    TensorAccessorArgs(*a_buffer).append_to(reader_compile_args);
    TensorAccessorArgs(*b_buffer).append_to(reader_compile_args);
    TensorAccessorArgs(*c_buffer).append_to(reader_compile_args);
    const KernelHandle reader = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores, ReaderDataMovementConfig{reader_compile_args});

    std::vector<uint32_t> writer_compile_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);
    const KernelHandle writer = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/writer.cpp", cores, WriterDataMovementConfig{writer_compile_args});

    const KernelHandle compute = CreateKernel(
        program,
        OVERRIDE_KERNEL_PREFIX "kernels/compute/matmul_bias.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    uint32_t first = 0;
    for (const auto& [group, count] : {std::pair{group_1, in_group_1}, std::pair{group_2, in_group_2}}) {
        for (const auto& range : group.ranges()) {
            for (const auto& core : range) {
                SetRuntimeArgs(program, reader, core, {a_address, b_address, c_address, first, count, inner_tiles, column_tiles});
                SetRuntimeArgs(program, compute, core, {count, inner_tiles});
                SetRuntimeArgs(program, writer, core, {out_address, first, count});
                first += count;
            }
        }
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::tilize<tilesmith::BFloat16>(a_tensor), /*blocking=*/true);
    distributed::EnqueueWriteMeshBuffer(
        cq, b_buffer, tilesmith::tilize<tilesmith::BFloat16>(b_tensor), /*blocking=*/true);
    distributed::EnqueueWriteMeshBuffer(
        cq, c_buffer, tilesmith::tilize<tilesmith::BFloat16>(c_tensor), /*blocking=*/true);

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
    results.outputs["out"] = tilesmith::untilize(out_tiles, {a_tensor.shape[0], b_tensor.shape[1]});
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
