"""Import it first: it goes on in the project's environment when Tilesmith is not installed in this one."""

import importlib.util
import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]

if importlib.util.find_spec("tilesmith") is None:
    script, arguments = sys.argv[0], sys.argv[1:]
    command = ["uv", "run", "--quiet", "--project", str(_ROOT), "python", script, *arguments]
    try:
        os.execvp(command[0], command)
    except FileNotFoundError:
        sys.exit(f"error: uv is missing: run {_ROOT / 'scripts/setup.sh'} first")
