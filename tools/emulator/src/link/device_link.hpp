// The host program's end of the link to a device in another process (TILESMITH_DEVICE): buffers, launches and reads go
// there, and nothing of the device is in this process that the host program could reach.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "buffers.hpp"
#include "json/json.hpp"
#include "program.hpp"

namespace tilesmith::link {

struct Message;

class DeviceLink {
public:
    explicit DeviceLink(int socket) : socket_(socket) {}

    void create(const DeviceBuffer& buffer);
    void free(const DeviceBuffer& buffer);
    void write(const DeviceBuffer& buffer, std::span<const std::byte> data, uint64_t offset);
    void read(const DeviceBuffer& buffer, std::span<std::byte> data, uint64_t offset);
    void write_l1(Core core, uint32_t address, std::span<const std::byte> data);
    void read_l1(Core core, uint32_t address, std::span<std::byte> data);

    /// Comes back when the program has ended. Throws std::runtime_error when the device refuses it.
    void launch(const Program& program);

private:
    void tell(const Json& head, std::span<const std::byte> body = {});
    void fetch(const Json& head, std::span<std::byte> data);
    Message ask(const Json& head);

    int socket_;
};

}  // namespace tilesmith::link
