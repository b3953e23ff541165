// What one host program asked of the device, in order: served as it comes, kept, and done again on other data.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compute/disguise.hpp"
#include "link/wire.hpp"
#include "machine.hpp"

namespace tilesmith::server {

enum class Action : uint8_t { create, free, write, read, write_l1, read_l1, launch };

struct Command {
    Action action = Action::create;
    Json head;                        ///< as the host sent it
    std::vector<std::byte> data;      ///< of a write; of a read, what was read when the host asked
    uint32_t buffer = 0;
    std::shared_ptr<Program> program; ///< of a launch
};

/// Kernels' doings with one buffer while it lived.
struct BufferUse {
    uint32_t buffer = 0;
    bool dram = true;
    uint32_t pages = 0, pages_read = 0, pages_written = 0;
    bool changed = false;  ///< it no longer holds what the host wrote to it
};

using Commands = std::vector<Command>;

/// A command from a message of the host. Throws JsonError or std::runtime_error for one that cannot be.
Command command_from(const Machine& machine, link::Message message);

/// How commands are done again.
struct Variation {
    std::map<size_t, std::span<const std::byte>> writes;  ///< other data, by place of the command
    bool stale = false;    ///< buffers begin with what was left in them the last time
    bool spoiled = false;  ///< the packer writes nonsense
    std::map<size_t, uint32_t> disguised;  ///< writes and reads of tensors whose values have stand-ins: bytes of a float
};

/// Does commands on the machine; holds the buffers that they make.
class Performer {
public:
    explicit Performer(Machine& machine) : machine_(machine) {}
    ~Performer() { end(); }

    /// Data of a read goes to `command.data`. Throws std::runtime_error when the device refuses it.
    void perform(Command& command);
    void perform_all(Commands& commands, const Variation& variation);

    /// Values had no stand-in the last time: what came out says nothing.
    bool disguise_spent() const { return disguise_ && disguise_->spent(); }

    /// Drops all buffers that are left.
    void end();

    const std::vector<BufferUse>& uses() const { return uses_; }

private:
    struct Held {
        std::shared_ptr<DeviceBuffer> buffer;
        std::vector<std::byte> written;  ///< by the host
        std::vector<bool> known;         ///< which of those bytes
    };

    Held& held(uint32_t id);
    void create(const Command& command);
    void write(const Command& command, std::span<const std::byte> data);
    void read(Command& command);
    void access_l1(Command& command);
    void launch_program(const Command& command);
    void perform_again(size_t place, Command& command, const Variation& variation);
    void drop(uint32_t id);

    Machine& machine_;
    std::map<uint32_t, Held> held_;
    std::vector<BufferUse> uses_;
    std::map<uint32_t, std::vector<std::byte>> left_;  ///< contents at the end, by buffer
    bool stale_ = false, spoiled_ = false;
    std::unique_ptr<compute::Disguise> disguise_;
};

}  // namespace tilesmith::server
