"""The emulator of the TT-Metalium programming model: C++ sources, and how they are built for this machine."""
