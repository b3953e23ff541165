// Each row with mean 0 and variance 1, times weights, plus biases, on one Tensix core or on all.
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
// Added to the mean square, so that nothing is divided by 0.
constexpr double EPS = 1e-5;

const tilesmith::Operation operation{
    .name = "layernorm",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"rows", "columns"}},
            {.name = "weight", .dtype = tilesmith::DType::bfloat16, .low = 0.5, .high = 1.5, .dimensions = {"1", "columns"}},
            {.name = "bias", .dtype = tilesmith::DType::bfloat16, .low = -0.5, .high = 0.5, .dimensions = {"1", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters =
        {
        },
    .tolerance = {.max_ulp = 4.5, .absolute_floor = 0.001, .norm_relative = 0.02},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const tilesmith::Tensor& weight_tensor = arguments.input("weight");
    const tilesmith::Tensor& bias_tensor = arguments.input("bias");
    const std::size_t rows = a_tensor.shape[0], columns = a_tensor.shape[1];
    std::vector<double> expected(rows * columns);
    for (std::size_t row = 0; row < rows; ++row) {
        const float* const values = a_tensor.values.data() + row * columns;
        double mean = 0, squares = 0;
        for (std::size_t column = 0; column < columns; ++column) {
            mean += values[column] / static_cast<double>(columns);
        }
        for (std::size_t column = 0; column < columns; ++column) {
            squares += (values[column] - mean) * (values[column] - mean);
        }
        const double scale = 1 / std::sqrt(squares / static_cast<double>(columns) + EPS);
        for (std::size_t column = 0; column < columns; ++column) {
            expected[row * columns + column] =
                (values[column] - mean) * scale * weight_tensor.values[column] + bias_tensor.values[column];
        }
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
    const tilesmith::Tensor& weight_tensor = arguments.input("weight");
    const tilesmith::Tensor& bias_tensor = arguments.input("bias");
    const auto row_tiles = static_cast<uint32_t>(tilesmith::tile_rows(a_tensor));
    const auto column_tiles = static_cast<uint32_t>(tilesmith::tile_columns(a_tensor));
    // Scalars reach the compute kernel as the bits of a float32.
    const uint32_t one_over_columns = tilesmith::float_bits(1.0 / static_cast<double>(a_tensor.shape[1]));
    const uint32_t eps = tilesmith::float_bits(EPS);
    // Columns of the last tile of a row that are no padding: what stands in the others must not count.
    const auto last_columns = static_cast<uint32_t>((a_tensor.shape[1] - 1) % constants::TILE_WIDTH + 1);

    // Each core of group 1 works on one row of tiles more than each core of group 2; cores without work get no kernel.
    const CoreCoord grid = ALL_CORES ? mesh_device->compute_with_storage_grid_size() : CoreCoord{1, 1};
    const auto [core_count, cores, group_1, group_2, in_group_1, in_group_2] = split_work_to_cores(grid, row_tiles);

    std::shared_ptr<distributed::MeshBuffer> a_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(a_tensor)));
    std::shared_ptr<distributed::MeshBuffer> weight_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(weight_tensor)));
    std::shared_ptr<distributed::MeshBuffer> bias_buffer =
        allocate_in_dram(*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(bias_tensor)));
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto weight_address = static_cast<uint32_t>(weight_buffer->address());
    const auto bias_address = static_cast<uint32_t>(bias_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 1);  // the scaler of sums
    create_cb(program, cores, tt::CBIndex::c_2, 2);  // tiles of the weights
    create_cb(program, cores, tt::CBIndex::c_3, 2);  // tiles of the biases
    create_cb(program, cores, tt::CBIndex::c_4, 1);  // 1 in the columns of the last tile that count
    create_cb(program, cores, tt::CBIndex::c_16, 2);  // tiles of out
    create_cb(program, cores, tt::CBIndex::c_24, 1, tt::DataFormat::Float32);  // the mean of each row; what comes of it stays float32 up to the end
    create_cb(program, cores, tt::CBIndex::c_25, 1, tt::DataFormat::Float32);  // sums of squares, column by column
    create_cb(program, cores, tt::CBIndex::c_26, 1, tt::DataFormat::Float32);  // the scale of each row
    create_cb(program, cores, tt::CBIndex::c_30, 1, tt::DataFormat::Float32);  // what is left when the mean is taken off, added up
    create_cb(program, cores, tt::CBIndex::c_31, 1, tt::DataFormat::Float32);  // the mean of that

    std::vector<uint32_t> reader_compile_args;
    TensorAccessorArgs(*a_buffer).append_to(reader_compile_args);
    TensorAccessorArgs(*weight_buffer).append_to(reader_compile_args);
    TensorAccessorArgs(*bias_buffer).append_to(reader_compile_args);
    const KernelHandle reader = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores, ReaderDataMovementConfig{reader_compile_args});

    std::vector<uint32_t> writer_compile_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);
    const KernelHandle writer = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/writer.cpp", cores, WriterDataMovementConfig{writer_compile_args});

    const KernelHandle compute = CreateKernel(
        program,
        OVERRIDE_KERNEL_PREFIX "kernels/compute/layernorm.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    uint32_t first = 0;
    for (const auto& [group, count] : {std::pair{group_1, in_group_1}, std::pair{group_2, in_group_2}}) {
        for (const auto& range : group.ranges()) {
            for (const auto& core : range) {
                SetRuntimeArgs(program, reader, core, {a_address, weight_address, bias_address, first, count, column_tiles, last_columns});
                SetRuntimeArgs(program, compute, core, {count, column_tiles, one_over_columns, eps});
                SetRuntimeArgs(program, writer, core, {out_address, first * column_tiles, count * column_tiles});
                first += count;
            }
        }
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::tilize<tilesmith::BFloat16>(a_tensor), /*blocking=*/true);
    distributed::EnqueueWriteMeshBuffer(
        cq, weight_buffer, tilesmith::tilize<tilesmith::BFloat16>(weight_tensor), /*blocking=*/true);
    distributed::EnqueueWriteMeshBuffer(
        cq, bias_buffer, tilesmith::tilize<tilesmith::BFloat16>(bias_tensor), /*blocking=*/true);

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
    results.outputs["out"] = tilesmith::untilize(out_tiles, a_tensor.shape);
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
