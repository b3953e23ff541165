// tilesmith-device SOCKET: the device as a process of its own. The socket's other end tells it to serve host programs,
// whose sockets come along, and then to do what they asked for again, on other data. See docs/verification.md.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "session.hpp"

namespace tilesmith::server {
namespace {

const char* name_of(Action action) {
    switch (action) {
        case Action::create: return "create";
        case Action::free: return "free";
        case Action::write: return "write";
        case Action::read: return "read";
        case Action::write_l1: return "write_l1";
        case Action::read_l1: return "read_l1";
        case Action::launch: return "launch";
    }
    return "";
}

bool answers(Action action) { return action == Action::read || action == Action::read_l1 || action == Action::launch; }

/// What the verifier is told of a command; data follows in the body.
Json command_json(const Command& command) {
    JsonObject out{{"do", name_of(command.action)}, {"buffer", command.buffer}, {"bytes", command.data.size()}};
    if (const Json* offset = command.head.find("offset")) {
        out.emplace_back("offset", *offset);
    }
    if (command.program) {
        JsonArray kernels;
        for (const auto& kernel : command.program->kernels) {
            kernels.push_back(JsonObject{{"file", kernel->file.string()},
                                         {"from_text", kernel->from_text},
                                         {"compute", kernel->processor == Processor::compute},
                                         {"cores", kernel->cores.size()}});
        }
        out.emplace_back("kernels", std::move(kernels));
    }
    return out;
}

Json uses_json(const std::vector<BufferUse>& uses) {
    JsonArray out;
    for (const BufferUse& use : uses) {
        out.push_back(JsonObject{{"buffer", use.buffer},
                                 {"dram", use.dram},
                                 {"pages", use.pages},
                                 {"pages_read", use.pages_read},
                                 {"pages_written", use.pages_written},
                                 {"changed", use.changed}});
    }
    return out;
}

JsonArray core_json(const ArchInfo& arch, uint32_t index) {
    const Core core = arch.core_at(index);
    return {Json(core.x), Json(core.y)};
}

Json ranges_json(const std::vector<noc::ByteRange>& ranges) {
    JsonArray out;
    for (const auto& [begin, end] : noc::merged(ranges)) {
        out.push_back(JsonArray{Json(begin), Json(end)});
    }
    return out;
}

/// Who moved what over the NoC.
Json movements_json(const Machine& machine) {
    JsonArray buffers, links, multicasts;
    for (const auto& [key, moves] : machine.movements.buffers) {
        buffers.push_back(JsonObject{{"buffer", key.first},
                                     {"core", core_json(machine.arch, key.second)},
                                     {"read", ranges_json(moves.read)},
                                     {"written", ranges_json(moves.written)}});
    }
    for (const auto& [key, link] : machine.movements.links) {
        links.push_back(JsonObject{{"giver", core_json(machine.arch, key.first)},
                                   {"getter", core_json(machine.arch, key.second)},
                                   {"bytes", link.bytes},
                                   {"multicast_bytes", link.multicast_bytes},
                                   {"signals", link.signals}});
    }
    for (const auto& [core, bytes] : machine.movements.multicast_bytes) {
        multicasts.push_back(JsonObject{{"core", core_json(machine.arch, core)}, {"bytes", bytes}});
    }
    return JsonObject{{"cores", machine.arch.cores()},
                      {"buffers", std::move(buffers)},
                      {"links", std::move(links)},
                      {"multicasts", std::move(multicasts)}};
}

class Server {
public:
    explicit Server(int control) : control_(control), machine_(Machine::instance()) {}

    /// Until the verifier hangs up.
    void run() {
        int descriptor = -1;
        while (const auto message = link::receive(control_, descriptor)) {
            machine_.report.clear();
            machine_.movements = {};
            machine_.settings.schedule_seed = static_cast<uint64_t>(message->head.at("schedule_seed").integer());
            if (message->head.at("do").text() == "serve") {
                serve(descriptor);
                close(descriptor);
            } else {
                repeat(*message);
            }
        }
    }

private:
    struct Session {
        Commands commands;
        std::unique_ptr<Performer> performer;
    };

    void serve(int host) {
        Session session{{}, std::make_unique<Performer>(machine_)};
        std::string broken;
        while (auto message = link::receive(host)) {
            if (!one(host, session, *std::move(message), broken)) {
                break;
            }
        }
        session.performer->end();
        JsonArray commands;
        std::vector<std::byte> data;
        for (const Command& command : session.commands) {
            commands.push_back(command_json(command));
            data.insert(data.end(), command.data.begin(), command.data.end());
        }
        JsonObject head{{"session", sessions_.size()}, {"commands", std::move(commands)}, {"broken", broken}};
        head.emplace_back("movements", movements_json(machine_));
        answer(std::move(head), *session.performer, data);
        sessions_.push_back(std::move(session));
    }

    /// False when the host does not speak as the host library does.
    bool one(int host, Session& session, link::Message message, std::string& broken) {
        bool wants_answer = false;
        try {
            Command command = command_from(machine_, std::move(message));
            wants_answer = answers(command.action);
            session.performer->perform(command);
            const bool fine = !wants_answer || link::send(host, JsonObject{{"ok", true}}, reply_data(command));
            session.commands.push_back(std::move(command));
            return fine;
        } catch (const std::exception& error) {
            if (wants_answer) {
                return link::send(host, JsonObject{{"refused", error.what()}});
            }
            broken = error.what();
            return false;
        }
    }

    static std::span<const std::byte> reply_data(const Command& command) {
        return command.action == Action::launch ? std::span<const std::byte>() : std::span<const std::byte>(command.data);
    }

    void repeat(const link::Message& message) {
        Session& session = sessions_.at(static_cast<size_t>(message.head.at("session").integer()));
        Variation variation;
        variation.stale = message.head.at("stale").boolean();
        variation.spoiled = message.head.at("spoiled").boolean();
        for (const Json& tensor : message.head.at("disguised").array()) {
            const auto bytes = static_cast<uint32_t>(tensor.at("float_bytes").integer());
            variation.disguised[static_cast<size_t>(tensor.at("command").integer())] = bytes;
        }
        size_t at = 0;
        for (const Json& write : message.head.at("writes").array()) {
            const auto bytes = static_cast<size_t>(write.at("bytes").integer());
            variation.writes[static_cast<size_t>(write.at("command").integer())] = std::span(message.body).subspan(at, bytes);
            at += bytes;
        }
        try {
            session.performer->perform_all(session.commands, variation);
        } catch (const std::runtime_error& error) {
            session.performer->end();
            return answer({{"refused", error.what()}}, *session.performer, {});
        }
        std::vector<std::byte> data;
        for (const Command& command : session.commands) {
            if (command.action == Action::read) {
                data.insert(data.end(), command.data.begin(), command.data.end());
            }
        }
        answer({{"disguise_spent", session.performer->disguise_spent()}}, *session.performer, data);
    }

    void answer(JsonObject head, const Performer& performer, std::span<const std::byte> data) {
        head.emplace_back("buffers", uses_json(performer.uses()));
        head.emplace_back("report", machine_.report.json(Status::ok, 0));
        link::send(control_, Json(std::move(head)), data);
    }

    int control_;
    Machine& machine_;
    std::vector<Session> sessions_;
};

}  // namespace
}  // namespace tilesmith::server

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: tilesmith-device SOCKET (a descriptor; for the verifier's use)\n", stderr);
        return 1;
    }
    try {
        tilesmith::server::Server(std::atoi(argv[1])).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tilesmith-device: %s\n", error.what());
        return 1;
    }
    return 0;
}
