#!/usr/bin/env python3
"""The usage examples of `generate_kernel.py`, one after another; further flags go to each of them.

python3 scripts/examples.py
python3 scripts/examples.py --model openai:gpt-5 --max-iterations 5
"""

import sys

import in_environment  # noqa: F401 - goes on in the project's environment

from tilesmith.agent.cli.old_scripts import GENERATE_KERNEL, run_script

EXAMPLES = (
    "--operation add --core-mode single",
    "--operation subtract --core-mode multi --refine --generate-host",
    "--operation multiply --core-mode multi --refine --generate-host --validate",
)


def main(further: list[str]) -> int:
    """Run all examples.

    Returns: the worst exit code.
    """
    worst = 0
    for example in EXAMPLES:
        words = [*example.split(), *further]
        sys.stdout.write(f"\n$ {GENERATE_KERNEL} {' '.join(words)}\n")
        sys.stdout.flush()
        worst = max(worst, run_script(GENERATE_KERNEL, words))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
