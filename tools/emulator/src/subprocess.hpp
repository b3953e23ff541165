// Runs compilers, several at once, and addr2line. Nothing else is ever executed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tilesmith {

struct Command {
    std::vector<std::string> arguments;   ///< the program first; it is looked up in PATH
    std::filesystem::path output;         ///< stdout and stderr go to this file
    int status = -1;                      ///< result: exit code, 128 + signal, or 127 if it cannot be started
    double seconds = 0;                   ///< result: wall time
};

/// Runs all commands, at most as many at once as there are processors, and waits for them.
void run_all(std::vector<Command>& commands);

}  // namespace tilesmith
