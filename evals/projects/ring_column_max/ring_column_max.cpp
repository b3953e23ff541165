// Each element minus the largest one of its column, whose rows are shared among all Tensix cores.
//
// Each core finds the largest elements of its own rows of tiles. What it knows goes round a ring of all working cores: in each
// round to the next one, which takes it in and passes on what it knows then, until all know the largest of all rows.

#include <algorithm>
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

#include "tilesmith_io.hpp"

#ifndef OVERRIDE_KERNEL_PREFIX
#define OVERRIDE_KERNEL_PREFIX ""
#endif

using namespace tt;
using namespace tt::tt_metal;

namespace {

const tilesmith::Operation operation{
    .name = "ring_column_max",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"rows", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters = {},
    .tolerance = {.max_ulp = 1.5, .absolute_floor = 1e-4, .norm_relative = 0.01},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const std::size_t columns = a_tensor.shape[1];
    std::vector<double> largest(columns, -std::numeric_limits<double>::infinity());
    for (std::size_t element = 0; element < a_tensor.values.size(); ++element) {
        double& known = largest[element % columns];
        known = std::max(known, static_cast<double>(a_tensor.values[element]));
    }
    std::vector<double> expected;
    for (std::size_t element = 0; element < a_tensor.values.size(); ++element) {
        expected.push_back(a_tensor.values[element] - largest[element % columns]);
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
    const uint32_t workers = std::min(row_tiles, static_cast<uint32_t>(grid.x * grid.y));
    const std::vector<CoreCoord> working = working_cores(grid, workers);
    const CoreRangeSet cores = ranges_of(working);
    std::vector<CoreCoord> on_noc;
    for (const CoreCoord& core : working) {
        on_noc.push_back(mesh_device->worker_core_from_logical_core(core));
    }

    std::shared_ptr<distributed::MeshBuffer> a_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());
    const uint32_t rounds = workers - 1;

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 1);  // the scaler of maxima
    create_cb(program, cores, tt::CBIndex::c_2, 2);  // what comes from the core before
    create_cb(program, cores, tt::CBIndex::c_8, 1);  // what this core knows
    create_cb(program, cores, tt::CBIndex::c_9, 2);  // what goes to the next core
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
        OVERRIDE_KERNEL_PREFIX "kernels/compute/ring_column_max.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    const uint32_t places_free = CreateSemaphore(program, cores, 0);
    const uint32_t arrived = CreateSemaphore(program, cores, 0);

    uint32_t first = 0;
    for (uint32_t number = 0; number < workers; ++number) {
        const CoreCoord core = working[number];
        const CoreCoord before = on_noc[(number + workers - 1) % workers], next = on_noc[(number + 1) % workers];
        const auto before_x = static_cast<uint32_t>(before.x), before_y = static_cast<uint32_t>(before.y);
        const auto next_x = static_cast<uint32_t>(next.x), next_y = static_cast<uint32_t>(next.y);
        const uint32_t count = row_tiles / workers + (number < row_tiles % workers ? 1 : 0);
        SetRuntimeArgs(
            program, reader, core, {a_address, first, count, column_tiles, rounds, before_x, before_y, places_free, arrived});
        SetRuntimeArgs(program, compute, core, {count, column_tiles, rounds});
        SetRuntimeArgs(
            program, writer, core, {out_address, first, count, column_tiles, rounds, next_x, next_y, places_free, arrived});
        first += count;
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::tilize<tilesmith::BFloat16>(a_tensor, -1e30F  /* larger than nothing */), /*blocking=*/true);

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
