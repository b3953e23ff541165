#!/usr/bin/env python3
"""`tt-metal/tools/kernel_generator/generate_kernel.py` as it was called; see docs/migration.md."""

import sys

import in_environment  # noqa: F401 - goes on in the project's environment

from tilesmith.agent.cli.old_scripts import GENERATE_KERNEL, run_script

if __name__ == "__main__":
    sys.exit(run_script(GENERATE_KERNEL))
