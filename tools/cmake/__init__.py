"""Builds a project's host program with CMake, inside the sandbox, and explains what went wrong."""

from tilesmith.tools.cmake.build import BuildResult, build
from tilesmith.tools.cmake.toolchain import CMakeMissingError

__all__ = ["BuildResult", "CMakeMissingError", "build"]
