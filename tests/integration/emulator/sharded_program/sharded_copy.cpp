// Copies 6 x 4 pages from a buffer sharded over the L1 of four cores to an interleaved one, with all accessor words at
// compile time (argument "0") or as many as possible at run time (argument "1").
#include <cstdlib>
#include <vector>

#include <tt-metalium/distributed.hpp>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/tensor_accessor_args.hpp>

using namespace tt;
using namespace tt::tt_metal;

int main(int, char** argv) {
    const bool at_run_time = std::atoi(argv[1]) != 0;
    constexpr uint32_t kPage = 64, kPages = 24;
    auto mesh = distributed::MeshDevice::create_unit_mesh(0);
    auto& queue = mesh->mesh_command_queue();
    // Shards of 2 x 3 pages: 3 rows and 2 columns of shards over four cores.
    const std::vector<CoreCoord> cores{{0, 0}, {1, 0}, {0, 1}, {5, 2}};
    const BufferDistributionSpec spec({6, 4}, {2, 3}, cores);
    const distributed::ReplicatedBufferConfig size{.size = kPage * kPages};
    auto in = distributed::MeshBuffer::create(
        size, {.page_size = kPage, .buffer_type = BufferType::L1, .sharding_args = BufferShardingArgs(spec)}, mesh.get());
    auto out = distributed::MeshBuffer::create(size, {.page_size = kPage, .buffer_type = BufferType::DRAM}, mesh.get());

    Program program = CreateProgram();
    const CoreCoord core{2, 1};
    CreateCircularBuffer(program, core, CircularBufferConfig(kPage, {{CBIndex::c_0, DataFormat::UInt32}}).set_page_size(CBIndex::c_0, kPage));
    std::vector<uint32_t> compile_args, common_args;
    using tensor_accessor::ArgConfig;
    const tensor_accessor::ArgsConfig config = ArgConfig::RuntimeTensorShape | ArgConfig::RuntimeShardShape | ArgConfig::RuntimeNumBanks |
                                               ArgConfig::RuntimeBankCoords | ArgConfig::RuntimeRank;
    if (at_run_time) {
        TensorAccessorArgs(*in, config).append_to(compile_args, common_args);
    } else {
        TensorAccessorArgs(*in).append_to(compile_args);
    }
    TensorAccessorArgs(*out).append_to(compile_args);
    auto kernel = CreateKernel(program, "kernels/copy.cpp", core, ReaderDataMovementConfig(compile_args));
    SetRuntimeArgs(program, kernel, core, {in->address(), out->address(), kPages});
    SetCommonRuntimeArgs(program, kernel, common_args);

    std::vector<uint32_t> data(kPages * kPage / 4), result;
    for (uint32_t i = 0; i < data.size(); ++i) {
        data[i] = i * 2654435761u;
    }
    distributed::EnqueueWriteMeshBuffer(queue, in, data);
    distributed::MeshWorkload workload;
    workload.add_program(distributed::MeshCoordinateRange(mesh->shape()), std::move(program));
    distributed::EnqueueMeshWorkload(queue, workload, true);
    distributed::EnqueueReadMeshBuffer(queue, result, out);
    TT_FATAL(result == data, "the copy differs");
    return 0;
}
