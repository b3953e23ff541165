// The largest square so far at each place of each step; steps are shared among all Tensix cores.
//
// Each core works on steps of its own, one after the other, and hands the largest squares so far on to the next core: a
// chain, in which all cores work at once on different tiles. Semaphores say when there is a place and when it is filled.

#include <algorithm>
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
    .name = "running_peak_power",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"steps", "rows", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters = {},
    .tolerance = {.max_ulp = 1.5, .absolute_floor = 1e-4, .norm_relative = 0.01},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const std::size_t matrix = a_tensor.shape[1] * a_tensor.shape[2];
    std::vector<double> expected;
    for (std::size_t element = 0; element < a_tensor.values.size(); ++element) {
        const double value = a_tensor.values[element];
        const double before = element < matrix ? 0.0 : expected[element - matrix];
        expected.push_back(std::max(before, value * value));
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
    const auto steps = static_cast<uint32_t>(a_tensor.shape[0]);
    const auto matrix_tiles = static_cast<uint32_t>(tilesmith::tile_count(a_tensor)) / steps;

    const CoreCoord grid = mesh_device->compute_with_storage_grid_size();
    const uint32_t workers = std::min(steps, static_cast<uint32_t>(grid.x * grid.y));
    const std::vector<CoreCoord> working = working_cores(grid, workers);
    const CoreRangeSet cores = ranges_of(working);
    std::vector<CoreCoord> on_noc;
    for (const CoreCoord& core : working) {
        on_noc.push_back(mesh_device->worker_core_from_logical_core(core));
    }

    std::shared_ptr<distributed::MeshBuffer> a_buffer = allocate_in_dram(*mesh_device, steps * matrix_tiles);
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, steps * matrix_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 2);  // the largest so far, from the core before
    create_cb(program, cores, tt::CBIndex::c_8, 1);  // the largest so far, from the step before
    create_cb(program, cores, tt::CBIndex::c_9, 2);  // the largest so far, for the core behind
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
        OVERRIDE_KERNEL_PREFIX "kernels/compute/running_peak_power.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    const uint32_t places_free = CreateSemaphore(program, cores, 0);
    const uint32_t arrived = CreateSemaphore(program, cores, 0);

    uint32_t first = 0;
    for (uint32_t number = 0; number < workers; ++number) {
        const CoreCoord core = working[number];
        const uint32_t has_before = number > 0 ? 1 : 0, has_next = number + 1 < workers ? 1 : 0;
        const CoreCoord before = on_noc[number - has_before], next = on_noc[number + has_next];
        const auto before_x = static_cast<uint32_t>(before.x), before_y = static_cast<uint32_t>(before.y);
        const auto next_x = static_cast<uint32_t>(next.x), next_y = static_cast<uint32_t>(next.y);
        const uint32_t count = steps / workers + (number < steps % workers ? 1 : 0);
        SetRuntimeArgs(
            program, reader, core,
            {a_address, first, count, matrix_tiles, has_before, before_x, before_y, places_free, arrived});
        SetRuntimeArgs(program, compute, core, {count, matrix_tiles, has_before, has_next});
        SetRuntimeArgs(
            program, writer, core, {out_address, first, count, matrix_tiles, has_next, next_x, next_y, places_free, arrived});
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
    results.outputs["out"] = tilesmith::untilize(out_tiles, a_tensor.shape);
    results.milliseconds = milliseconds;
    return results;
}

}  // namespace

int main(int argc, char** argv) { return tilesmith::run(argc, argv, operation, golden, run_on_device); }
