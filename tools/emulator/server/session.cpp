#include "session.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

#include "launch.hpp"
#include "program_check.hpp"
#include "program_json.hpp"
#include "text.hpp"

namespace tilesmith::server {

namespace {

constexpr uint64_t kLargestBuffer = 4ull << 30;

Action action_named(const std::string& name) {
    static constexpr std::pair<const char*, Action> names[] = {
        {"create", Action::create},     {"free", Action::free},       {"write", Action::write}, {"read", Action::read},
        {"write_l1", Action::write_l1}, {"read_l1", Action::read_l1}, {"launch", Action::launch}};
    for (const auto& [known, action] : names) {
        if (name == known) {
            return action;
        }
    }
    throw std::runtime_error("the device does not know how to " + name);
}

uint64_t number(const Json& head, std::string_view key) {
    const int64_t value = head.at(key).integer();
    if (value < 0 || static_cast<uint64_t>(value) > kLargestBuffer * 4) {
        throw std::runtime_error(text(key, " is out of range"));
    }
    return static_cast<uint64_t>(value);
}

std::optional<ShardLayout> shard_from(const Json& json) {
    if (json.is_null()) {
        return std::nullopt;
    }
    ShardLayout layout;
    for (const Json& extent : json.at("tensor_pages").array()) {
        layout.tensor_pages.push_back(extent.word());
    }
    for (const Json& extent : json.at("shard_pages").array()) {
        layout.shard_pages.push_back(extent.word());
    }
    for (const Json& core : json.at("cores").array()) {
        layout.cores.push_back(core_from(core));
    }
    return layout;
}

/// The host library has checked this: whoever sends otherwise is not the library.
void check_banks(const ArchInfo& arch, const BufferRequest& request) {
    const ShardLayout& shard = *request.shard;
    if (shard.cores.empty() || shard.tensor_pages.size() != shard.shard_pages.size() ||
        std::count(shard.shard_pages.begin(), shard.shard_pages.end(), 0u) != 0) {
        throw std::runtime_error("a buffer cannot be sharded like this");
    }
    for (const Core core : shard.cores) {
        if (!request.dram) {
            check_core(arch, core);
        } else if (core.x >= arch.dram_banks) {
            throw std::runtime_error(text("there is no DRAM bank ", core.x));
        }
    }
}

/// Sources that the host gave as strings become files again.
void place_texts(Program& program, const Json& texts) {
    for (size_t i = 0; i < program.kernels.size(); ++i) {
        const Json& source = texts[i];
        if (source.is_null()) {
            continue;
        }
        const auto file = std::filesystem::temp_directory_path() /
                          text("tilesmith_text_", getpid(), "_", std::hash<std::string>()(source.text()), ".cpp");
        std::ofstream(file, std::ios::binary) << source.text();
        program.kernels[i]->file = file;
        program.kernels[i]->from_text = true;
    }
}

uint32_t set_pages(const std::vector<bool>& pages) {
    return static_cast<uint32_t>(std::count(pages.begin(), pages.end(), true));
}

}  // namespace

Command command_from(const Machine& machine, link::Message message) {
    Command command;
    command.action = action_named(message.head.at("do").text());
    if (const Json* buffer = message.head.find("buffer")) {
        command.buffer = buffer->word();
    }
    if (command.action == Action::launch) {
        command.program = std::make_shared<Program>(program_from(message.head.at("program")));
        check_possible(machine.arch, *command.program);
        place_texts(*command.program, message.head.at("texts"));
    }
    command.head = std::move(message.head);
    command.data = std::move(message.body);
    return command;
}

Performer::Held& Performer::held(uint32_t id) {
    const auto found = held_.find(id);
    if (found == held_.end()) {
        throw std::runtime_error(text("there is no buffer ", id));
    }
    return found->second;
}

void Performer::create(const Command& command) {
    BufferRequest request;
    request.size = number(command.head, "bytes");
    request.page_size = number(command.head, "page_size");
    request.dram = command.head.at("dram").boolean();
    request.address = number(command.head, "address");
    request.shard = shard_from(command.head.at("shard"));
    if (request.page_size == 0 || request.size == 0 || request.size % request.page_size != 0 || request.size > kLargestBuffer) {
        throw std::runtime_error("a buffer cannot have this size");
    }
    if (request.shard) {
        check_banks(machine_.arch, request);
    }
    Held held{machine_.buffers.create(request), std::vector<std::byte>(request.size), std::vector<bool>(request.size)};
    held.buffer->id = command.buffer;
    held.buffer->name = text("buf", command.buffer);
    if (const auto before = left_.find(command.buffer); stale_ && before != left_.end()) {
        machine_.buffers.write(*held.buffer, before->second.data(), before->second.size());
    }
    held_.insert_or_assign(command.buffer, std::move(held));
}

void Performer::write(const Command& command, std::span<const std::byte> data) {
    Held& to = held(command.buffer);
    const uint64_t offset = number(command.head, "offset");
    if (offset + data.size() > to.buffer->size) {
        throw std::runtime_error(text("a write runs over the end of ", to.buffer->name));
    }
    machine_.buffers.write(*to.buffer, data.data(), data.size(), offset);
    std::memcpy(to.written.data() + offset, data.data(), data.size());
    std::fill_n(to.known.begin() + static_cast<long>(offset), data.size(), true);
}

void Performer::read(Command& command) {
    Held& from = held(command.buffer);
    const uint64_t offset = number(command.head, "offset"), bytes = number(command.head, "bytes");
    if (offset + bytes > from.buffer->size) {
        throw std::runtime_error(text("a read runs over the end of ", from.buffer->name));
    }
    command.data.resize(bytes);
    machine_.buffers.read(*from.buffer, command.data.data(), bytes, offset);
}

void Performer::access_l1(Command& command) {
    const Core core = core_from(command.head.at("core"));
    check_core(machine_.arch, core);
    const bool reads = command.action == Action::read_l1;
    const uint64_t address = number(command.head, "address");
    const uint64_t bytes = reads ? number(command.head, "bytes") : command.data.size();
    if (address + bytes > machine_.arch.l1_bytes) {
        throw std::runtime_error("an access runs over the end of L1");
    }
    command.data.resize(bytes);
    if (reads) {
        read_l1(machine_, core, static_cast<uint32_t>(address), command.data);
    } else {
        write_l1(machine_, core, static_cast<uint32_t>(address), command.data);
    }
}

void Performer::launch_program(const Command& command) {
    for (const auto& kernel : command.program->kernels) {
        kernel->compute.spoiled = spoiled_;
        kernel->compute.disguise = disguise_.get();
    }
    try {
        launch(machine_, *command.program);
    } catch (const std::runtime_error& error) {
        machine_.report.add_launch_error(error.what());
        throw;
    }
}

void Performer::perform(Command& command) {
    switch (command.action) {
        case Action::create: return create(command);
        case Action::free: return drop(command.buffer);
        case Action::write: return write(command, command.data);
        case Action::read: return read(command);
        case Action::write_l1:
        case Action::read_l1: return access_l1(command);
        case Action::launch: return launch_program(command);
    }
}

void Performer::perform_all(Commands& commands, const Variation& variation) {
    stale_ = variation.stale;
    spoiled_ = variation.spoiled;
    disguise_ = variation.disguised.empty() ? nullptr : std::make_unique<compute::Disguise>();
    uses_.clear();
    for (size_t i = 0; i < commands.size(); ++i) {
        perform_again(i, commands[i], variation);
    }
    end();
}

void Performer::perform_again(size_t place, Command& command, const Variation& variation) {
    const auto other = variation.writes.find(place);
    const auto disguised = variation.disguised.find(place);
    if (other != variation.writes.end() && command.action == Action::write) {
        std::vector<std::byte> data(other->second.begin(), other->second.end());
        if (disguised != variation.disguised.end()) {
            disguise_->hide(data, disguised->second);
        }
        return write(command, data);
    }
    perform(command);
    if (disguised != variation.disguised.end() && command.action == Action::read) {
        disguise_->reveal(command.data, disguised->second);
    }
}

void Performer::drop(uint32_t id) {
    Held& gone = held(id);
    const DeviceBuffer& buffer = *gone.buffer;
    std::vector<std::byte>& content = left_[id];
    content.resize(buffer.size);
    machine_.buffers.read(*gone.buffer, content.data(), content.size());
    BufferUse use{id, buffer.dram, buffer.pages, set_pages(buffer.kernel_read), set_pages(buffer.kernel_wrote), false};
    for (size_t i = 0; i < content.size() && !use.changed; ++i) {
        use.changed = gone.known[i] && gone.written[i] != content[i];
    }
    uses_.push_back(use);
    held_.erase(id);
}

void Performer::end() {
    while (!held_.empty()) {
        drop(held_.begin()->first);
    }
}

}  // namespace tilesmith::server
