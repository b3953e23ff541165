#include "noc/movements.hpp"

#include <algorithm>

#include "machine.hpp"
#include "noc/checks.hpp"

namespace tilesmith::noc {

namespace {

void append(std::vector<ByteRange>& ranges, ByteRange range) {
    if (!ranges.empty() && ranges.back().second == range.first) {
        ranges.back().second = range.second;
    } else {
        ranges.push_back(range);
    }
}

/// The pieces of the pages that [address, address + size) of a unit touches. The next slot of a bank holds a page that is
/// far away in the buffer.
void note_pages(std::vector<ByteRange>& ranges, const DeviceBuffer& buffer, const Endpoint& at, uint32_t size) {
    for (uint64_t done = 0; done < size;) {
        const uint64_t address = at.address + done;
        const uint64_t inside = (address - buffer.address) % buffer.aligned_page_size;
        const uint64_t piece = std::min<uint64_t>(buffer.aligned_page_size - inside, size - done);
        const auto page = buffer.page_at(at.unit, address);
        if (page && inside < buffer.page_size) {
            const uint64_t begin = *page * buffer.page_size + inside;
            append(ranges, {begin, begin + std::min(piece, buffer.page_size - inside)});
        }
        done += piece;
    }
}

void note_link(Machine& machine, uint32_t giver, uint32_t getter, const Transfer& transfer) {
    if (giver == getter) {
        return;
    }
    CoreLink& link = machine.movements.links[{giver, getter}];
    if (transfer.size <= kSemaphoreBytes) {
        ++link.signals;
    } else if (transfer.kind == TransferKind::multicast) {
        link.multicast_bytes += transfer.size;
    } else {
        link.bytes += transfer.size;
    }
}

}  // namespace

void note_movement(Machine& machine, const CoreState& core, const Transfer& transfer, const Endpoint& at) {
    const bool reads = transfer.kind == TransferKind::read;
    if (!at.dram) {
        note_link(machine, reads ? at.unit : core.index, reads ? core.index : at.unit, transfer);
    }
    if (const DeviceBuffer* buffer = machine.buffers.find(at.dram, at.address)) {
        BufferMoves& moves = machine.movements.buffers[{buffer->id, core.index}];
        note_pages(reads ? moves.read : moves.written, *buffer, at, transfer.size);
    }
}

void note_multicast(Machine& machine, const CoreState& core, const Transfer& transfer) {
    if (transfer.size > kSemaphoreBytes) {
        machine.movements.multicast_bytes[core.index] += transfer.size;
    }
}

std::vector<ByteRange> merged(std::vector<ByteRange> ranges) {
    std::sort(ranges.begin(), ranges.end());
    std::vector<ByteRange> result;
    for (const ByteRange& range : ranges) {
        if (!result.empty() && range.first <= result.back().second) {
            result.back().second = std::max(result.back().second, range.second);
        } else {
            result.push_back(range);
        }
    }
    return result;
}

}  // namespace tilesmith::noc
