// Adds two bf16 vectors on one core or on as many as there are: vector_add TILES CORES [KERNEL_FOLDER [short]].
// With "short" the host writes half of the second vector.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <tt-metalium/bfloat16.hpp>
#include <tt-metalium/constants.hpp>
#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/device.hpp>
#include <tt-metalium/distributed.hpp>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/tensor_accessor_args.hpp>
#include <tt-metalium/tilize_utils.hpp>
#include <tt-metalium/work_split.hpp>

using namespace tt;
using namespace tt::tt_metal;

namespace {

constexpr uint32_t kTileBytes = constants::TILE_HW * sizeof(bfloat16);

struct Kernels {
    KernelHandle reader, compute, writer;
};

void create_circular_buffers(Program& program, const CoreRangeSet& cores) {
    for (const uint32_t index : {CBIndex::c_0, CBIndex::c_1, CBIndex::c_16}) {
        CreateCircularBuffer(
            program, cores,
            CircularBufferConfig(2 * kTileBytes, {{index, DataFormat::Float16_b}}).set_page_size(index, kTileBytes));
    }
}

Kernels create_kernels(Program& program, const CoreRangeSet& cores, const std::string& folder,
                       const std::vector<std::shared_ptr<distributed::MeshBuffer>>& buffers) {
    std::vector<uint32_t> reader_args, writer_args;
    TensorAccessorArgs(*buffers[0]).append_to(reader_args);
    TensorAccessorArgs(*buffers[1]).append_to(reader_args);
    TensorAccessorArgs(*buffers[2]).append_to(writer_args);
    return {CreateKernel(program, folder + "/reader.cpp", cores, ReaderDataMovementConfig(reader_args)),
            CreateKernel(program, folder + "/compute.cpp", cores, ComputeConfig{.math_fidelity = MathFidelity::HiFi4}),
            CreateKernel(program, folder + "/writer.cpp", cores, WriterDataMovementConfig(writer_args))};
}

int run(uint32_t tiles, bool many_cores, const std::string& folder, bool half) {
    auto mesh = distributed::MeshDevice::create_unit_mesh(0);
    auto& queue = mesh->mesh_command_queue();
    const distributed::DeviceLocalBufferConfig local{.page_size = kTileBytes, .buffer_type = BufferType::DRAM};
    const distributed::ReplicatedBufferConfig replicated{.size = tiles * kTileBytes};
    std::vector<std::shared_ptr<distributed::MeshBuffer>> buffers;
    for (int i = 0; i < 3; ++i) {
        buffers.push_back(distributed::MeshBuffer::create(replicated, local, mesh.get()));
    }

    const CoreCoord grid = many_cores ? mesh->compute_with_storage_grid_size() : CoreCoord{1, 1};
    const auto [count, all, group1, group2, per1, per2] = split_work_to_cores(grid, tiles);
    Program program = CreateProgram();
    create_circular_buffers(program, all);
    const Kernels kernels = create_kernels(program, all, folder, buffers);
    uint32_t first = 0;
    for (const CoreCoord& core : corerange_to_cores(all)) {
        const uint32_t mine = group1.contains(core) ? per1 : per2;
        SetRuntimeArgs(program, kernels.reader, core, {buffers[0]->address(), buffers[1]->address(), first, mine});
        SetRuntimeArgs(program, kernels.compute, core, {mine});
        SetRuntimeArgs(program, kernels.writer, core, {buffers[2]->address(), first, mine});
        first += mine;
    }

    std::vector<bfloat16> a(tiles * constants::TILE_HW), b(a.size());
    for (size_t i = 0; i < a.size(); ++i) {
        a[i] = bfloat16(static_cast<float>(i % 117) - 50.0f);
        b[i] = bfloat16(static_cast<float>(i % 31) * 0.5f);
    }
    a = tilize_nfaces(a, tiles * constants::TILE_HEIGHT, constants::TILE_WIDTH);
    b = tilize_nfaces(b, tiles * constants::TILE_HEIGHT, constants::TILE_WIDTH);
    distributed::EnqueueWriteMeshBuffer(queue, buffers[0], a, false);
    b.resize(half ? b.size() / 2 : b.size());
    distributed::EnqueueWriteMeshBuffer(queue, buffers[1], b, false);
    distributed::MeshWorkload workload;
    workload.add_program(distributed::MeshCoordinateRange(mesh->shape()), std::move(program));
    distributed::EnqueueMeshWorkload(queue, workload, false);
    distributed::Finish(queue);
    std::vector<bfloat16> sum;
    distributed::EnqueueReadMeshBuffer(queue, sum, buffers[2], true);

    for (size_t i = 0; i < sum.size(); ++i) {
        const float expected = static_cast<float>(bfloat16(static_cast<float>(a[i]) + static_cast<float>(b[i])));
        TT_FATAL(static_cast<float>(sum[i]) == expected, "element {}: {} instead of {}", i, static_cast<float>(sum[i]), expected);
    }
    fmt::print("PASS on {} cores\n", count);
    return mesh->close() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string folder = argc > 3 ? argv[3] : "kernels";
    return run(static_cast<uint32_t>(std::atoi(argv[1])), std::atoi(argv[2]) != 1, folder, argc > 4);
}
