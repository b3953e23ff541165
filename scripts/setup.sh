#!/usr/bin/env bash
# Installs Tilesmith and what it needs once: Python packages, the tt-metal headers, the emulator.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

command -v uv >/dev/null || pip install -q uv
uv sync -q --inexact --project "$root"
run=(uv run -q --project "$root" tilesmith)
[ -n "${TT_METAL_HOME:-}" ] || "${run[@]}" sdk install
"${run[@]}" emulator build
"${run[@]}" doctor
