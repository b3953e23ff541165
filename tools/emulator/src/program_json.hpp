// Programs as JSON: what records, replayed programs and the link to a device in another process share.
#pragma once

#include "json/json.hpp"
#include "program.hpp"

namespace tilesmith {

// The parts of which program.json is made too.
Json words_json(const std::vector<uint32_t>& words);
/// Adds cores as [[x0,y0],[x1,y1]] when they fill their bounding box, else as a list of all of them.
void add_cores(JsonObject& out, const Cores& cores);
/// A kernel with its role, cores and arguments.
JsonObject kernel_json(const KernelSpec& kernel);
Json semaphores_json(const Program& program);
Core core_from(const Json& pair);
Cores cores_from(const Json& entry);
/// Sets the processor and what belongs to it.
void set_role(KernelSpec& kernel, const Json& entry);
/// Named compile-time arguments and defines.
void set_names(KernelSpec& kernel, const Json& entry);
/// The core of a key such as "3,4".
Core core_named(const std::string& key);
std::vector<SemaphoreSpec> semaphores_from(const Json& entries);

/// All of a program, so that `program_from` gives the same again.
Json program_json(const Program& program);

/// Throws JsonError or std::runtime_error with one sentence when `json` does not describe a program.
Program program_from(const Json& json);

}  // namespace tilesmith
