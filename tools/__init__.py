"""What touches the machine: SDK, kernel check, CMake, sandbox, runners, verification, emulator."""
