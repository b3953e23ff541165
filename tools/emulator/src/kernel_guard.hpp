// A kernel is native code in the device's process. On the chip it could not call a C library, an operating system or the
// emulator's own functions, and neither may it here: else it could judge itself.
#pragma once

#include <filesystem>
#include <string>

namespace tilesmith {

/// Why the compiled kernel `object` must not be loaded, as a compiler would say it of `source`; empty: it may be.
/// `listing` is what the assembler was given.
std::string forbidden_in_kernel(const std::filesystem::path& object, const std::filesystem::path& listing,
                                const std::filesystem::path& source);

}  // namespace tilesmith
