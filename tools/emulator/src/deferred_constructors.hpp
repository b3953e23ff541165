// Constructors of a kernel's global objects. On the chip they run on the core, before the kernel; the loader would run them
// in the host program, where there is no core.
#pragma once

#include <filesystem>
#include <span>

struct link_map;

namespace tilesmith {

/// Hides constructors and destructors of a shared object from the loader. The destructors never run, as on the chip.
void defer_constructors(const std::filesystem::path& object);

/// The hidden constructors of a loaded object, in their order.
std::span<void (*const)()> deferred_constructors(const link_map& object);

}  // namespace tilesmith
