// A matrix of 8 x 32 words, cut into four shards over a mesh of 2 x 2 devices. The upper devices add 100 to theirs and the
// lower ones 1000: once directly, and twice by a trace. Argument: the core that works.
#include <cstdlib>
#include <vector>

#include <tt-metalium/distributed.hpp>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/sub_device.hpp>
#include <tt-metalium/tensor_accessor_args.hpp>

using namespace tt;
using namespace tt::tt_metal;
using namespace tt::tt_metal::distributed;

constexpr uint32_t kRows = 8, kColumns = 32, kPage = 64;

Program adder(const MeshBuffer& buffer, const CoreCoord& core, uint32_t number) {
    Program program = CreateProgram();
    CreateCircularBuffer(program, core, CircularBufferConfig(kPage, {{CBIndex::c_0, DataFormat::UInt32}}).set_page_size(CBIndex::c_0, kPage));
    std::vector<uint32_t> compile_args;
    TensorAccessorArgs(*buffer.get_reference_buffer()).append_to(compile_args);
    const auto kernel = CreateKernel(program, "kernels/add.cpp", core, WriterDataMovementConfig(compile_args));
    SetRuntimeArgs(program, kernel, core, {buffer.address(), buffer.num_pages(), number});
    return program;
}

std::vector<uint32_t> numbers(uint32_t times) {
    std::vector<uint32_t> values;
    for (uint32_t i = 0; i < kRows * kColumns; ++i) {
        values.push_back(i + times * (i < kRows * kColumns / 2 ? 100 : 1000));
    }
    return values;
}

int main(int, char** argv) {
    const CoreCoord core(std::strtoul(argv[1], nullptr, 10), 0);
    auto mesh = MeshDevice::create(MeshDeviceConfig(MeshShape(2, 2)), 0, 1 << 20, 2);
    auto &work = mesh->mesh_command_queue(0), &transfers = mesh->mesh_command_queue(1);
    SubDevice first(std::array{CoreRangeSet(CoreRange({0, 0}, {0, 0}))}), second(std::array{CoreRangeSet(CoreRange({1, 0}, {1, 0}))});
    mesh->load_sub_device_manager(mesh->create_sub_device_manager({first, second}, 3200));
    TT_FATAL(mesh->num_sub_devices() == 2 && mesh->get_devices().at(3)->id() == 3, "a mesh of four devices with two sub-devices");

    const distributed::ShardedBufferConfig shards{
        .global_size = kRows * kColumns * 4, .global_buffer_shape = {kRows, kColumns}, .shard_shape = {kRows / 2, kColumns / 2}};
    auto buffer = MeshBuffer::create(shards, {.page_size = kPage, .buffer_type = BufferType::DRAM}, mesh.get());
    std::vector<uint32_t> data = numbers(0), shard;
    EnqueueWriteMeshBuffer(transfers, buffer, data);
    ReadShard(transfers, shard, buffer, MeshCoordinate(1, 0));
    TT_FATAL(shard.size() == 64 && shard[0] == 4 * kColumns && shard[16] == 5 * kColumns, "the lower left quarter");

    MeshWorkload workload;
    workload.add_program(MeshCoordinateRange(MeshCoordinate(0, 0), MeshCoordinate(0, 1)), adder(*buffer, core, 100));
    workload.add_program(MeshCoordinateRange(MeshCoordinate(1, 0), MeshCoordinate(1, 1)), adder(*buffer, core, 1000));
    EnqueueMeshWorkload(work, workload, false);
    const MeshTraceId trace = BeginTraceCapture(mesh.get(), 0);
    EnqueueMeshWorkload(work, workload, false);
    mesh->end_mesh_trace(0, trace);
    EnqueueReadMeshBuffer(transfers, data, buffer);
    TT_FATAL(data == numbers(1), "a trace runs nothing while it is captured");

    mesh->replay_mesh_trace(0, trace, false);
    mesh->replay_mesh_trace(0, trace, false);
    const MeshEvent done = work.enqueue_record_event();
    transfers.enqueue_wait_for_event(done);
    EnqueueReadMeshBuffer(transfers, data, buffer);
    TT_FATAL(data == numbers(3), "each device has added its own number");
    mesh->release_mesh_trace(trace);
    return 0;
}
