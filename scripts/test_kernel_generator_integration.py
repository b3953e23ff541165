#!/usr/bin/env python3
"""Tests an installation: examines the machine, then generates, builds and runs one kernel.

The kernel goes to a temporary folder. Flags of `generate_kernel.py` may be added, such as `--model gpt-5`.
"""

import sys
import tempfile
from pathlib import Path

import in_environment  # noqa: F401 - goes on in the project's environment

from tilesmith.agent.cli import main as tilesmith
from tilesmith.agent.cli.old_scripts import GENERATE_KERNEL, run_script


def main(further: list[str]) -> int:
    """Examine and try.

    Returns: 0 when a kernel was verified here.
    """
    code = tilesmith(["doctor"])
    if code:
        return code
    with tempfile.TemporaryDirectory() as folder:
        project = ["--output", str(Path(folder) / "add")]
        words = ["--operation", "add", "--refine", "--generate-host", "--validate", *project, *further]
        return run_script(GENERATE_KERNEL, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
