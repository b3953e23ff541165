#include "link/device_link.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "link/wire.hpp"
#include "program_json.hpp"
#include "settings.hpp"

namespace tilesmith::link {

namespace {

/// The device has ended the run: it says why in its own report.
[[noreturn]] void end_with_the_device() {
    std::fflush(nullptr);
    _exit(kExitCode);
}

Json core_json(Core core) { return words_json({core.x, core.y}); }

Json shard_json(const std::optional<ShardLayout>& shard) {
    if (!shard) {
        return nullptr;
    }
    JsonArray cores;
    for (const Core core : shard->cores) {
        cores.push_back(core_json(core));
    }
    return JsonObject{{"tensor_pages", words_json(shard->tensor_pages)},
                      {"shard_pages", words_json(shard->shard_pages)},
                      {"cores", std::move(cores)}};
}

/// Sources that the host gave as strings lie in a file that only this process sees.
Json own_texts(const Program& program) {
    JsonArray texts;
    for (const auto& kernel : program.kernels) {
        if (!kernel->from_text) {
            texts.push_back(nullptr);
            continue;
        }
        std::ifstream file(kernel->file, std::ios::binary);
        texts.push_back(std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()));
    }
    return texts;
}

}  // namespace

void DeviceLink::tell(const Json& head, std::span<const std::byte> body) {
    if (!send(socket_, head, body)) {
        end_with_the_device();
    }
}

Message DeviceLink::ask(const Json& head) {
    tell(head);
    auto reply = receive(socket_);
    if (!reply) {
        end_with_the_device();
    }
    if (const Json* refused = reply->head.find("refused")) {
        throw std::runtime_error(refused->text());
    }
    return *std::move(reply);
}

void DeviceLink::fetch(const Json& head, std::span<std::byte> data) {
    const Message reply = ask(head);
    std::memcpy(data.data(), reply.body.data(), std::min(data.size(), reply.body.size()));
}

void DeviceLink::create(const DeviceBuffer& buffer) {
    tell(JsonObject{{"do", "create"},
                    {"buffer", buffer.id},
                    {"bytes", buffer.size},
                    {"page_size", buffer.page_size},
                    {"dram", buffer.dram},
                    {"address", buffer.address},
                    {"shard", shard_json(buffer.shard)}});
}

void DeviceLink::free(const DeviceBuffer& buffer) { send(socket_, JsonObject{{"do", "free"}, {"buffer", buffer.id}}); }

void DeviceLink::write(const DeviceBuffer& buffer, std::span<const std::byte> data, uint64_t offset) {
    tell(JsonObject{{"do", "write"}, {"buffer", buffer.id}, {"offset", offset}}, data);
}

void DeviceLink::read(const DeviceBuffer& buffer, std::span<std::byte> data, uint64_t offset) {
    fetch(JsonObject{{"do", "read"}, {"buffer", buffer.id}, {"offset", offset}, {"bytes", data.size()}}, data);
}

void DeviceLink::write_l1(Core core, uint32_t address, std::span<const std::byte> data) {
    tell(JsonObject{{"do", "write_l1"}, {"core", core_json(core)}, {"address", address}}, data);
}

void DeviceLink::read_l1(Core core, uint32_t address, std::span<std::byte> data) {
    fetch(JsonObject{{"do", "read_l1"}, {"core", core_json(core)}, {"address", address}, {"bytes", data.size()}}, data);
}

void DeviceLink::launch(const Program& program) {
    ask(JsonObject{{"do", "launch"}, {"program", program_json(program)}, {"texts", own_texts(program)}});
}

}  // namespace tilesmith::link
