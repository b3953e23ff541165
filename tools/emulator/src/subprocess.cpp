#include "subprocess.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string_view>
#include <thread>

extern char** environ;

namespace tilesmith {

namespace {

using Clock = std::chrono::steady_clock;

/// The process's environment, but with plain ASCII messages, so that logs read the same everywhere.
std::vector<char*> plain_environment() {
    static char plain[] = "LC_ALL=C";
    std::vector<char*> variables{plain};
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (std::string_view(*variable).substr(0, 7) != "LC_ALL=") {
            variables.push_back(*variable);
        }
    }
    variables.push_back(nullptr);
    return variables;
}

pid_t start(const Command& command) {
    std::vector<char*> arguments;
    for (const std::string& argument : command.arguments) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t child = -1;
    std::vector<char*> variables = plain_environment();
    const int error = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? child : -1;
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

struct Running {
    Command* command;
    Clock::time_point since;
};

void wait_for_one(std::map<pid_t, Running>& running) {
    // Only our own children are waited for: the host program may have children of its own.
    for (;;) {
        for (auto it = running.begin(); it != running.end(); ++it) {
            int status = 0;
            if (waitpid(it->first, &status, running.size() == 1 ? 0 : WNOHANG) == it->first) {
                it->second.command->status = exit_code(status);
                it->second.command->seconds = std::chrono::duration<double>(Clock::now() - it->second.since).count();
                running.erase(it);
                return;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

void run_all(std::vector<Command>& commands) {
    const size_t limit = std::max(1u, std::thread::hardware_concurrency());
    std::map<pid_t, Running> running;
    for (Command& command : commands) {
        if (running.size() >= limit) {
            wait_for_one(running);
        }
        const pid_t child = start(command);
        if (child < 0) {
            command.status = 127;
            continue;
        }
        running[child] = {&command, Clock::now()};
    }
    while (!running.empty()) {
        wait_for_one(running);
    }
}

}  // namespace tilesmith
