"""The page of the documentation tells of every reference program, and of no disagreement."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
VECTORS = ROOT.parent / "shared/ttsim-vectors"
PAGE = ROOT / "docs/emulator/agreement.md"


def rows() -> dict[str, list[str]]:
    found = re.findall(r"^\| ([a-z -]+) \| (.*) \|$", PAGE.read_text(), re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in found if cells[0].isdigit()}


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the reference programs are not there")
def test_the_page_counts_every_program_on_both_architectures() -> None:
    counted = Counter(json.loads(path.read_text())["category"] for path in VECTORS.rglob("program.json"))

    assert {name: int(cells[0]) for name, cells in rows().items()} == {
        category: 2 * count for category, count in counted.items()
    }


def test_every_right_program_agrees_and_every_broken_one_is_reported() -> None:
    table = rows()
    broken = table.pop("broken")

    assert broken[-1] == f"{broken[0]} of {broken[0]}"
    assert all(agree == runs for runs, agree, *_ in table.values())
