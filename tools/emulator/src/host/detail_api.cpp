// The functions of tt::tt_metal::detail that examples use.
#include <tt-metalium/tt_metal.hpp>

#include <algorithm>
#include <span>

#include "launch.hpp"
#include "machine.hpp"
#include "program_impl.hpp"

namespace tt::tt_metal::detail {

void WriteToBuffer(Buffer& buffer, tt::stl::Span<const uint8_t> host_buffer) {
    TT_FATAL(host_buffer.size() <= buffer.size(), "Bounds-Error -- Attempting to write {} bytes to a {} byte buffer", host_buffer.size(), buffer.size());
    tilesmith::Machine::instance().buffers.write(buffer.impl(), reinterpret_cast<const std::byte*>(host_buffer.data()), host_buffer.size());
}

void ReadFromBuffer(Buffer& buffer, uint8_t* host_buffer) {
    tilesmith::Machine::instance().buffers.read(buffer.impl(), reinterpret_cast<std::byte*>(host_buffer), buffer.size());
}

void LaunchProgram(IDevice*, Program& program, bool, bool) {
    tilesmith::Machine& machine = tilesmith::Machine::instance();
    try {
        tilesmith::launch(machine, program.impl().program);
    } catch (const std::runtime_error& error) {
        machine.report.add_launch_error(error.what());
        TT_THROW("{}", error.what());
    }
}

void CompileProgram(IDevice*, Program&, bool) {}

namespace {

/// The core, after a check that its L1 holds these bytes.
tilesmith::Core core_with(const CoreCoord& logical_core, uint32_t address, uint64_t bytes) {
    const tilesmith::ArchInfo& arch = tilesmith::Machine::instance().arch;
    const tilesmith::Core core{static_cast<uint32_t>(logical_core.x), static_cast<uint32_t>(logical_core.y)};
    TT_FATAL(arch.contains(core), "No core coordinate found at location: ({}, {}, TENSIX, LOGICAL)", core.x, core.y);
    TT_FATAL(address + bytes <= arch.l1_bytes, "Bounds-Error -- Address {} with {} bytes is outside of L1", address, bytes);
    return core;
}

}  // namespace

bool WriteToDeviceL1(IDevice*, const CoreCoord& logical_core, uint32_t address, std::vector<uint32_t>& host_buffer, CoreType) {
    const auto bytes = std::as_bytes(std::span(host_buffer));
    tilesmith::write_l1(tilesmith::Machine::instance(), core_with(logical_core, address, bytes.size()), address, bytes);
    return true;
}

bool ReadFromDeviceL1(IDevice*, const CoreCoord& logical_core, uint32_t address, uint32_t size, std::vector<uint32_t>& host_buffer, CoreType) {
    host_buffer.resize(size / 4);
    const auto bytes = std::as_writable_bytes(std::span(host_buffer));
    tilesmith::read_l1(tilesmith::Machine::instance(), core_with(logical_core, address, size), address, bytes);
    return true;
}

}  // namespace tt::tt_metal::detail
