// Square of a - b, where the row b is broadcast down a, on all Tensix cores.
//
// Each core works on rows of tiles of its own. The tiles of b are read from DRAM by the first core alone, which multicasts
// them to a rectangle of cores; semaphores say when they may be sent and when they have come.

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
    .name = "multicast_row",
    .inputs =
        {
            {.name = "a", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"rows", "columns"}},
            {.name = "b", .dtype = tilesmith::DType::bfloat16, .low = -4.0, .high = 4.0, .dimensions = {"1", "columns"}},
        },
    .outputs = {{.name = "out", .dtype = tilesmith::DType::bfloat16}},
    .parameters = {},
    .tolerance = {.max_ulp = 4.5, .absolute_floor = 1e-3, .norm_relative = 0.02},
};

std::map<std::string, std::vector<double>> golden(const tilesmith::Arguments& arguments) {
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const tilesmith::Tensor& b_tensor = arguments.input("b");
    const std::size_t columns = a_tensor.shape[1];
    std::vector<double> expected;
    for (std::size_t element = 0; element < a_tensor.values.size(); ++element) {
        const double difference = static_cast<double>(a_tensor.values[element]) - b_tensor.values[element % columns];
        expected.push_back(difference * difference);
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


tilesmith::Results run_on_device(const tilesmith::Arguments& arguments) {
    const std::shared_ptr<distributed::MeshDevice> mesh_device = distributed::MeshDevice::create_unit_mesh(0);
    distributed::MeshCommandQueue& cq = mesh_device->mesh_command_queue();
    Program program = CreateProgram();
    const tilesmith::Tensor& a_tensor = arguments.input("a");
    const tilesmith::Tensor& b_tensor = arguments.input("b");
    const auto row_tiles = static_cast<uint32_t>(tilesmith::tile_rows(a_tensor));
    const auto column_tiles = static_cast<uint32_t>(tilesmith::tile_columns(a_tensor));

    // A multicast goes to a rectangle: the last row of it may hold cores without rows of tiles, which only receive.
    const CoreCoord grid = mesh_device->compute_with_storage_grid_size();
    const uint32_t workers = std::min(row_tiles, static_cast<uint32_t>(grid.x * grid.y));
    const uint32_t width = std::min(workers, static_cast<uint32_t>(grid.x));
    const uint32_t height = (workers + width - 1) / width;
    const CoreCoord sender{0, 0}, corner{width - 1, height - 1};
    const CoreRange rectangle(sender, corner);
    const CoreRangeSet cores(rectangle);
    const uint32_t receivers = width * height - 1;

    std::shared_ptr<distributed::MeshBuffer> a_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    std::shared_ptr<distributed::MeshBuffer> b_buffer = allocate_in_dram(*mesh_device, column_tiles);
    std::shared_ptr<distributed::MeshBuffer> out_buffer = allocate_in_dram(*mesh_device, row_tiles * column_tiles);
    const auto a_address = static_cast<uint32_t>(a_buffer->address());
    const auto b_address = static_cast<uint32_t>(b_buffer->address());
    const auto out_address = static_cast<uint32_t>(out_buffer->address());

    create_cb(program, cores, tt::CBIndex::c_0, 2);  // tiles of a
    create_cb(program, cores, tt::CBIndex::c_1, 2);  // tiles of b
    create_cb(program, cores, tt::CBIndex::c_16, 2);  // tiles of out

    std::vector<uint32_t> reader_compile_args;
    TensorAccessorArgs(*a_buffer).append_to(reader_compile_args);
    TensorAccessorArgs(*b_buffer).append_to(reader_compile_args);
    const KernelHandle reader = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores, ReaderDataMovementConfig{reader_compile_args});

    std::vector<uint32_t> writer_compile_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_compile_args);
    const KernelHandle writer = CreateKernel(
        program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/writer.cpp", cores, WriterDataMovementConfig{writer_compile_args});

    const KernelHandle compute = CreateKernel(
        program,
        OVERRIDE_KERNEL_PREFIX "kernels/compute/multicast_row.cpp",
        cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi4, .fp32_dest_acc_en = true});

    const uint32_t ready = CreateSemaphore(program, cores, 0);
    const uint32_t arrived = CreateSemaphore(program, cores, 0);
    const CoreCoord sender_on_noc = mesh_device->worker_core_from_logical_core(sender);
    const CoreCoord corner_on_noc = mesh_device->worker_core_from_logical_core(corner);
    const auto sender_x = static_cast<uint32_t>(sender_on_noc.x), sender_y = static_cast<uint32_t>(sender_on_noc.y);
    const auto corner_x = static_cast<uint32_t>(corner_on_noc.x), corner_y = static_cast<uint32_t>(corner_on_noc.y);

    uint32_t first = 0, number = 0;
    for (const CoreCoord& core : rectangle) {
        const uint32_t count = row_tiles / workers + (number < row_tiles % workers ? 1 : 0);
        const uint32_t rows = number < workers ? count : 0;
        const uint32_t sends = core == sender ? 1 : 0;
        SetRuntimeArgs(
            program, reader, core,
            {a_address, b_address, first, rows, column_tiles, receivers, sender_x, sender_y, corner_x, corner_y, sends, ready, arrived});
        SetRuntimeArgs(program, compute, core, {rows, column_tiles});
        SetRuntimeArgs(program, writer, core, {out_address, first, rows, column_tiles});
        first += rows;
        ++number;
    }

    distributed::EnqueueWriteMeshBuffer(
        cq, a_buffer, tilesmith::tilize<tilesmith::BFloat16>(a_tensor), /*blocking=*/true);
    distributed::EnqueueWriteMeshBuffer(
        cq, b_buffer, tilesmith::tilize<tilesmith::BFloat16>(b_tensor), /*blocking=*/true);

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
