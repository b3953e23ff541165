#include "machine.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <unistd.h>

#include "cb/pages.hpp"
#include "fault_handler.hpp"
#include "kernel_builder.hpp"
#include "link/device_link.hpp"

namespace tilesmith {

namespace {

Machine* the_machine = nullptr;

Settings settings_or_exit() {
    try {
        return Settings::from_environment();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tilesmith: %s\n", error.what());
        std::_Exit(1);
    }
}

void at_exit(int status, void*) {
    Machine* machine = Machine::existing();
    if (machine == nullptr || machine->report.written()) {
        return;
    }
    const int code = machine->report.finish(status);
    if (code != status) {
        std::fflush(nullptr);
        _exit(code);
    }
}

std::terminate_handler next_terminate_handler = nullptr;

/// An exception of the host program that nobody catches: the report is written, then the process aborts as it would.
void on_terminate() {
    Machine* machine = Machine::existing();
    if (machine != nullptr && !machine->report.written()) {
        machine->report.finish_by_exception();
    }
    next_terminate_handler();
}

}  // namespace

Machine& Machine::instance() {
    if (the_machine == nullptr) {
        // Never destroyed: buffers and devices of the host may live until the very end of the process.
        the_machine = new Machine(settings_or_exit());
        on_exit(at_exit, nullptr);
        install_fault_handlers();
        next_terminate_handler = std::set_terminate(on_terminate);
    }
    return *the_machine;
}

Machine* Machine::existing() { return the_machine; }

Machine::Machine(const Settings& from)
    : settings(from),
      arch(arch_info(settings.arch)),
      link(settings.device_socket < 0 ? nullptr : std::make_unique<link::DeviceLink>(settings.device_socket)),
      report(settings),
      l1(arch),
      buffers(arch, l1, settings.dram_gap, link.get()),
      builder(std::make_unique<KernelBuilder>(settings, report)) {}

Machine::~Machine() = default;

void Machine::use_device(uint32_t number) {
    if (number == device) {
        return;
    }
    l1.use_device(number);
    buffers.use_device(number);
    device = number;
}

void Machine::log_accessor(AccessorWords words) {
    constexpr size_t kKept = 512;
    if (accessor_log.size() >= kKept) {
        accessor_log.erase(accessor_log.begin());
    }
    accessor_log.push_back(std::move(words));
}

Place place_of(const Fiber& fiber, CallSite site) {
    Place place;
    place.core = fiber.core->coord;
    place.kernel = fiber.kernel->source;
    place.processor = name_of(fiber.processor);
    place.file = site.file == fiber.kernel->file.string() ? fiber.kernel->source : site.file;
    place.line = site.line;
    return place;
}

void write_l1(Machine& machine, Core core, uint32_t address, std::span<const std::byte> data) {
    if (machine.link) {
        machine.link->write_l1(core, address, data);
    } else {
        std::memcpy(machine.l1.core(machine.arch.core_index(core)) + address, data.data(), data.size());
    }
}

void read_l1(Machine& machine, Core core, uint32_t address, std::span<std::byte> data) {
    if (machine.link) {
        machine.link->read_l1(core, address, data);
    } else {
        std::memcpy(data.data(), machine.l1.core(machine.arch.core_index(core)) + address, data.size());
    }
}

CallSite CodePlace::site(const Fiber& fiber) const {
    return code == 0 ? call : fiber.code->site_of(code).value_or(fiber.site);
}

namespace {

Finding finding_of(Machine& machine, Check check, Severity severity, CallSite site,
                   const kernel::FindingText& text) {
    return Finding{check,
                   severity,
                   place_of(machine.fiber(), site),
                   std::string(text.message),
                   std::string(text.expected),
                   std::string(text.hint),
                   1};
}

}  // namespace

void report_finding(Machine& machine, Check check, Severity severity, CallSite site,
                    const kernel::FindingText& text) {
    machine.report.add(finding_of(machine, check, severity, site, text));
}

void report_fault(Machine& machine, Check check, CallSite site, const kernel::FindingText& text) {
    cb::report_all_suspicions(machine);
    machine.report.add(finding_of(machine, check, Severity::error, site, text));
    machine.report.end_run(Status::fault, text.message);
}

}  // namespace tilesmith
