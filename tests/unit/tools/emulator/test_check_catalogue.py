"""The emulator's checks are listed once, documented, and all of them used."""

import re
from pathlib import Path

EMULATOR = Path(__file__).parents[4] / "tools/emulator"
CATALOGUE = re.findall(
    r'^    \{"([^"]+)", "([^"]+)",\s+"([^"]+)"\},$', (EMULATOR / "src/check.hpp").read_text(), re.MULTILINE
)


def test_names_are_unique_and_areas_are_not_scattered() -> None:
    names = [name for _, name, _ in CATALOGUE]
    areas = [area for area, _, _ in CATALOGUE]
    assert len(set(names)) == len(names) > 50
    assert areas == [area for known in dict.fromkeys(areas) for area in areas if area == known]


def test_the_readme_has_a_row_for_each_check_with_the_same_words() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", (EMULATOR / "README.md").read_text(), re.MULTILINE)
    documented = [row for row in rows if row[0] != row[0].upper()]
    assert documented == [(name, wrong) for _, name, wrong in CATALOGUE]


def test_each_check_is_made_somewhere() -> None:
    sources = [path for path in (EMULATOR / "src").rglob("*.?pp") if path.name != "check.hpp"]
    code = "".join(path.read_text() for path in sources)
    assert [name for _, name, _ in CATALOGUE if f'"{name}"' not in code] == []
