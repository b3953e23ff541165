// Messages between a host program and a device in another process: a JSON object and bytes, over a stream socket.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "json/json.hpp"

namespace tilesmith::link {

struct Message {
    Json head;
    std::vector<std::byte> body;
};

/// False when the other side has gone.
bool send(int socket, const Json& head, std::span<const std::byte> body = {});

/// Nothing when the other side has gone, or sent what is no message.
std::optional<Message> receive(int socket);

/// The same for a message with which a descriptor may come along; -1 when none did.
std::optional<Message> receive(int socket, int& descriptor);

}  // namespace tilesmith::link
