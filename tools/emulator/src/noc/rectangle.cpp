// The rectangle of a multicast.
#include <algorithm>

#include "noc/checks.hpp"
#include "text.hpp"

namespace tilesmith::noc {

namespace {

void check_direction(Machine& machine, NocCoordinate start, NocCoordinate end, uint8_t noc, const char* call,
                     CallSite site) {
    const bool forward = start.x <= end.x && start.y <= end.y;
    const bool backward = start.x >= end.x && start.y >= end.y;
    if (noc == 0 ? forward : backward) {
        return;
    }
    report_finding(machine, "multicast_rectangle_reversed", Severity::error, site,
                   {text(call, ": the rectangle runs from (", start.x, ",", start.y, ") to (", end.x, ",", end.y,
                         ") on NoC ", int{noc}),
                    noc == 0 ? "start coordinates not larger than end coordinates on NoC 0"
                             : "start and end exchanged on NoC 1, which runs the other way",
                    "on NoC 1 pass the end of the rectangle first"});
}

}  // namespace

std::vector<Endpoint> check_rectangle(Machine& machine, uint64_t noc_address, uint32_t destinations, Options options,
                                      const char* call, CallSite site) {
    const NocCoordinate start = start_of(noc_address), end = end_of(noc_address);
    check_direction(machine, start, end, options.noc, call, site);
    const NocCoordinate from{std::min(start.x, end.x), std::min(start.y, end.y)};
    const NocCoordinate to{std::max(start.x, end.x), std::max(start.y, end.y)};
    std::vector<Endpoint> cores;
    for (uint32_t y = from.y; y <= to.y; ++y) {
        for (uint32_t x = from.x; x <= to.x; ++x) {
            const auto core = machine.arch.worker_at({x, y});
            const bool self = core && machine.arch.core_index(*core) == machine.core().index;
            if (core && (!self || options.include_self)) {
                cores.push_back({false, machine.arch.core_index(*core), offset_of(noc_address)});
            }
        }
    }
    if (cores.size() != destinations) {
        report_finding(machine, "multicast_destinations", Severity::error, site,
                       {text(call, ": num_dests is ", destinations, ", but the rectangle (", from.x, ",", from.y,
                             ")-(", to.x, ",", to.y, ") holds ", cores.size(),
                             options.include_self ? " cores with the sender" : " cores without the sender"),
                        text("num_dests ", cores.size()),
                        "with a wrong count the hardware waits for acknowledgements that never come"});
    }
    return cores;
}

}  // namespace tilesmith::noc
