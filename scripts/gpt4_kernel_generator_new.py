#!/usr/bin/env python3
"""`KernelBench/scripts/gpt4_kernel_generator_new.py` as it was called; see docs/migration.md."""

import sys

import in_environment  # noqa: F401 - goes on in the project's environment

from tilesmith.agent.cli.old_scripts import GPT4_GENERATOR, run_script

if __name__ == "__main__":
    sys.exit(run_script(GPT4_GENERATOR))
