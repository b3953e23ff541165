// Who moved what: which bytes of which buffers each core read and wrote, and what went from core to core.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace tilesmith {
class Machine;
class DeviceBuffer;
struct CoreState;
struct Transfer;
struct Endpoint;
}  // namespace tilesmith

namespace tilesmith::noc {

/// Bytes [first, second) of a buffer, as the host counts them.
using ByteRange = std::pair<uint64_t, uint64_t>;

/// A core's dealings with one buffer. In the order of time; ranges that follow one another are one.
struct BufferMoves {
    std::vector<ByteRange> read, written;
};

/// What one core brought into the L1 of another.
struct CoreLink {
    uint64_t bytes = 0;            ///< by writes of the one and reads of the other
    uint64_t multicast_bytes = 0;  ///< by multicasts
    uint64_t signals = 0;          ///< transfers of a word: increments of semaphores, flags
};

struct Movements {
    std::map<std::pair<uint32_t, uint32_t>, BufferMoves> buffers;  ///< by buffer's id and core
    std::map<std::pair<uint32_t, uint32_t>, CoreLink> links;       ///< by the core that gives and the one that gets
    std::map<uint32_t, uint64_t> multicast_bytes;                  ///< by the core that sends, each multicast once
};

/// A read, write, multicast or atomic of `core` takes place at one of its ends.
void note_movement(Machine& machine, const CoreState& core, const Transfer& transfer, const Endpoint& at);

/// A multicast takes place at all its ends.
void note_multicast(Machine& machine, const CoreState& core, const Transfer& transfer);

/// Sorted, and without overlaps.
std::vector<ByteRange> merged(std::vector<ByteRange> ranges);

}  // namespace tilesmith::noc
