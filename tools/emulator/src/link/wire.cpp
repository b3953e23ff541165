#include "link/wire.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tilesmith::link {

namespace {

// A head describes a program; bodies are tensors. More than this is no honest message.
constexpr uint64_t kLargestHead = 64ull << 20, kLargestBody = 4ull << 30;

struct Sizes {
    uint64_t head = 0, body = 0;
};

bool write_all(int socket, const void* data, size_t bytes) {
    const auto* at = static_cast<const std::byte*>(data);
    while (bytes > 0) {
        const ssize_t done = ::send(socket, at, bytes, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        at += done;
        bytes -= static_cast<size_t>(done);
    }
    return true;
}

bool read_all(int socket, void* data, size_t bytes) {
    auto* at = static_cast<std::byte*>(data);
    while (bytes > 0) {
        const ssize_t done = ::recv(socket, at, bytes, 0);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        at += done;
        bytes -= static_cast<size_t>(done);
    }
    return true;
}

/// The first bytes of a message, and the descriptor that travels with them.
bool read_sizes(int socket, Sizes& sizes, int& descriptor) {
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
    iovec piece{&sizes, sizeof sizes};
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    ssize_t done = 0;
    do {
        done = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    } while (done < 0 && errno == EINTR);
    if (done <= 0) {
        return false;
    }
    if (const cmsghdr* with = CMSG_FIRSTHDR(&header); with != nullptr && with->cmsg_type == SCM_RIGHTS) {
        std::memcpy(&descriptor, CMSG_DATA(with), sizeof descriptor);
    }
    return read_all(socket, reinterpret_cast<std::byte*>(&sizes) + done, sizeof sizes - static_cast<size_t>(done));
}

}  // namespace

bool send(int socket, const Json& head, std::span<const std::byte> body) {
    const std::string text = head.dump();
    const Sizes sizes{text.size(), body.size()};
    return write_all(socket, &sizes, sizeof sizes) && write_all(socket, text.data(), text.size()) &&
           write_all(socket, body.data(), body.size());
}

std::optional<Message> receive(int socket, int& descriptor) {
    descriptor = -1;
    Sizes sizes;
    if (!read_sizes(socket, sizes, descriptor) || sizes.head > kLargestHead || sizes.body > kLargestBody) {
        return std::nullopt;
    }
    std::string text(sizes.head, '\0');
    Message message;
    message.body.resize(sizes.body);
    if (!read_all(socket, text.data(), text.size()) || !read_all(socket, message.body.data(), message.body.size())) {
        return std::nullopt;
    }
    try {
        message.head = Json::parse(text);
    } catch (const JsonError&) {
        return std::nullopt;
    }
    return message;
}

std::optional<Message> receive(int socket) {
    int descriptor = -1;
    auto message = receive(socket, descriptor);
    if (descriptor >= 0) {
        close(descriptor);
    }
    return message;
}

}  // namespace tilesmith::link
