// tilesmith-replay DIR [--arch wormhole_b0|blackhole] [--outputs OUT]: runs the program of a program.json folder on its
// inputs (in0.npy, in1.npy ... named as the buffers) and writes its output tensors as .npy files.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

#include "launch.hpp"
#include "program_file.hpp"

namespace tilesmith::replay {
namespace {

struct Arguments {
    std::filesystem::path folder;
    std::optional<std::filesystem::path> outputs;
};

constexpr const char* kUsage = "usage: tilesmith-replay DIR [--arch wormhole_b0|blackhole] [--outputs OUT]\n";

std::optional<Arguments> parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--arch" && i + 1 < argc) {
            setenv("TILESMITH_ARCH", argv[++i], 1);
        } else if (word == "--outputs" && i + 1 < argc) {
            arguments.outputs = argv[++i];
        } else if (arguments.folder.empty() && word.rfind("--", 0) != 0) {
            arguments.folder = word;
        } else {
            return std::nullopt;
        }
    }
    return arguments.folder.empty() ? std::nullopt : std::optional(arguments);
}

void fill(Machine& machine, const Tensor& tensor, const std::filesystem::path& folder) {
    // Outputs hold zeros before the program runs, as they did when the programs were measured.
    std::vector<std::byte> bytes(device_bytes(tensor.type));
    if (!tensor.output) {
        bytes = to_device(read_npy(folder / (tensor.name + ".npy")), tensor.type);
    }
    machine.buffers.write(*tensor.buffer, bytes.data(), bytes.size());
}

void save(Machine& machine, const Tensor& tensor, const std::filesystem::path& folder) {
    std::vector<std::byte> bytes(device_bytes(tensor.type));
    machine.buffers.read(*tensor.buffer, bytes.data(), bytes.size());
    write_npy(folder / (tensor.name + ".npy"), to_logical(bytes, tensor.type));
}

void replay(const Arguments& arguments) {
    Machine& machine = Machine::instance();
    const ProgramFile file = load_program(machine, arguments.folder);
    for (const Tensor& tensor : file.tensors) {
        fill(machine, tensor, arguments.folder);
    }
    try {
        launch(machine, file.program);
    } catch (const std::runtime_error& error) {
        machine.report.add_launch_error(error.what());
        machine.report.end_run(Status::fault, error.what());
    }
    if (arguments.outputs) {
        std::filesystem::create_directories(*arguments.outputs);
        for (const Tensor& tensor : file.tensors) {
            if (tensor.output) {
                save(machine, tensor, *arguments.outputs);
            }
        }
    }
}

}  // namespace
}  // namespace tilesmith::replay

int main(int argc, char** argv) {
    const auto arguments = tilesmith::replay::parse(argc, argv);
    if (!arguments) {
        std::fputs(tilesmith::replay::kUsage, stderr);
        return 1;
    }
    try {
        tilesmith::replay::replay(*arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tilesmith-replay: %s\n", error.what());
        return 1;
    }
    return 0;
}
