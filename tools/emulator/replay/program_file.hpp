// A program.json as a program of the machine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "buffers.hpp"
#include "json/json.hpp"
#include "machine.hpp"
#include "program.hpp"
#include "tensor_bytes.hpp"

namespace tilesmith::replay {

struct Tensor {
    std::string name;
    TensorType type;
    bool output = false;
    std::shared_ptr<DeviceBuffer> buffer;
};

struct ProgramFile {
    std::vector<Tensor> tensors;
    Program program;
};

/// Makes the buffers of `folder`/program.json on the machine and describes its program. Throws JsonError or
/// std::runtime_error with one sentence.
ProgramFile load_program(Machine& machine, const std::filesystem::path& folder);

}  // namespace tilesmith::replay
