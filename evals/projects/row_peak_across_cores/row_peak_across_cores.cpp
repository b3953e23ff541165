// The largest magnitude of each row, whose columns are shared among all Tensix cores.
//
// Each core finds the largest of its own columns of tiles, and sends what it found of each row of tiles to the first core,
// which takes the largest of all. Semaphores say when there is a place for them and when they have come.

#include <algorithm>
#include <cmath>
#include <cstdint>
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

#include "tilesmith_io.hpp"

#ifndef OVERRIDE_KERNEL_PREFIX
#define OVERRIDE_KERNEL_PREFIX ""
#endif

using namespace tt;
using namespace tt::tt_metal;

namespace {

const tilesmith::Operation operation{
    .name = "row_peak_across_cores",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"rows", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters = {},
    .tolerance = {.max_ulp = 0.25, .absolute_floor = 0.0, .norm_relative = 1e-6},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const std::size_t rows = a_tensor.shape[0], columns = a_tensor.shape[1];
    std::vector<double> expected(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            expected[row] = std::max(expected[row], std::abs(static_cast<double>(a_tensor.values[row * columns + column])));
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

void create_cb(Program& program, const CoreRangeSet& cores, uint32_t index, uint32_t pages) {
    constexpr tt::DataFormat format = tt::DataFormat::Float16_b;
    const uint32_t page_bytes = tile_size(format);
    CreateCircularBuffer(
        program, cores, CircularBufferConfig(pages * page_bytes, {{index, format}}).set_page_size(index, page_bytes));
}

// `count` cores, row after row of the grid.
std::vector<CoreCoord> working_cores(CoreCoord grid, uint32_t count) {
    std::vector<CoreCoord> cores;
    for (uint32_t number = 0; number < count; ++number) {
        cores.emplace_back(number % grid.x, number / grid.x);
    }
    return cores;
}

CoreRangeSet ranges_of(const std::vector<CoreCoord>& cores) {
    std::vector<CoreRange> ranges;
    for (const CoreCoord& core : cores) {
        ranges.emplace_back(core);
    }
    return CoreRangeSet(ranges);
}

tilesmith::Results run_on_device(const tilesmith::Arguments& arguments) {
    const std::shared_ptr<distributed::MeshDevice> mesh_device = distributed::MeshDevice::create_unit_mesh(0);
    distributed::MeshCommandQueue& cq = mesh_device->mesh_command_queue();
    Program program = CreateProgram();
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const auto row_tiles = static_cast<uint32_t>(tilesmith::tile_rows(a_tensor));
    const auto column_tiles = static_cast<uint32_t>(tilesmith::tile_columns(a_tensor));

    const CoreCoord grid = mesh_device->compute_with_storage_grid_size();
    const uint32_t workers = std::min(column_tiles, static_cast<uint32_t>(grid.x * grid.y));
    const std::vector<CoreCoord> working = working_cores(grid, workers);
    const CoreRangeSet cores = ranges_of(working);
    std::vector<CoreCoord> on_noc;
    for (const CoreCoord& core : working) {
        on_noc.push_back(mesh_device->worker_core_from_logical_core(core));
    }

    std::shared_ptr<distributed::MeshBuffer> a_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, row_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());
    const uint32_t others = workers - 1;

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 1);  // the scaler of maxima
    create_cb(program, cores, tt::CBIndex::c_2, std::max(others, 1U));  // peaks of other cores, one place for each
    create_cb(program, cores, tt::CBIndex::c_8, 1);  // the largest, tile by tile
    create_cb(program, cores, tt::CBIndex::c_16, 2);  // peaks of this core, or of all

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
        OVERRIDE_KERNEL_PREFIX "kernels/compute/row_peak_across_cores.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    const uint32_t places_free = CreateSemaphore(program, cores, 0);
    const uint32_t arrived = CreateSemaphore(program, cores, 0);
    const auto combiner_x = static_cast<uint32_t>(on_noc.front().x), combiner_y = static_cast<uint32_t>(on_noc.front().y);

    uint32_t first = 0;
    for (uint32_t number = 0; number < workers; ++number) {
        const CoreCoord core = working[number];
        const uint32_t count = column_tiles / workers + (number < column_tiles % workers ? 1 : 0);
        const uint32_t combines = number == 0 ? 1 : 0;
        const uint32_t expected = combines != 0 ? others : 0;
        std::vector<uint32_t> reader_args{a_address, first, count, column_tiles, row_tiles, expected, places_free, arrived};
        for (uint32_t other = 1; other <= expected; ++other) {
            reader_args.push_back(static_cast<uint32_t>(on_noc[other].x));
            reader_args.push_back(static_cast<uint32_t>(on_noc[other].y));
        }
        const uint32_t place = combines != 0 ? 0 : number - 1;
        SetRuntimeArgs(program, reader, core, reader_args);
        SetRuntimeArgs(program, compute, core, {count, row_tiles, expected});
        SetRuntimeArgs(
            program, writer, core,
            {out_address, row_tiles, combines, place, combiner_x, combiner_y, places_free, arrived});
        first += count;
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
    results.outputs["out"] = tilesmith::untilize(out_tiles, {a_tensor.shape[0], 1});
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
