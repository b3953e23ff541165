"""Every command that a page tells its reader to type, typed: with a scripted model behind every key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilesmith.evals.scripted_server import ScriptedServer
from tilesmith.tests.integration.replay.single_tile import write_compute
from tilesmith.tests.integration.site.pages import PAGES, Fence, fences, name_of
from tilesmith.tests.integration.site.session import TABLE, Reader, is_slow
from tilesmith.tests.scripted_model import right_answer

INCLUDES = """#include "api/compute/tile_move_copy.h"
"""
PRICES = '["openai:gpt-5"]\ninput = 1.25\noutput = 10.0\n'
TREE = {
    "tt_metal/hw/inc/api/compute/eltwise_binary.h": "ALWI void add_tiles(uint32_t icb0, uint32_t icb1) {}\n",
    "tt_metal/hw/firmware/src/tt-1xx/brisck.cc": "",
    "tt_metal/programming_examples/CMakeLists.txt": "add_subdirectory(loopback)\n",
    "tt_metal/programming_examples/loopback/CMakeLists.txt": "",
}

WITH_COMMANDS = [page for page in PAGES if any(fence.is_script for fence in fences(page))]
QUICK = [page for page in WITH_COMMANDS if any(f.is_script and not is_slow(f) for f in fences(page))]
SLOW = [page for page in WITH_COMMANDS if any(f.is_script and is_slow(f) for f in fences(page))]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    for name, text in TREE.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text(text)
    (tmp_path / "tree/tools").mkdir()
    (tmp_path / "program").mkdir()
    write_compute(tmp_path / "program", INCLUDES, "")
    (tmp_path / "prices.toml").write_text(PRICES)
    with ScriptedServer(right_answer) as model:
        person = Reader(
            tmp_path,
            {
                "TILESMITH_BASE_URL": model.url,
                "OPENAI_API_KEY": "sk-none",
                "MODEL": model.url,
                "TREE": str(tmp_path / "tree"),
                "PROGRAM": str(tmp_path / "program"),
                "PRICES": str(tmp_path / "prices.toml"),
            },
        )
        yield person
        person.leave()


def follow(reader: Reader, page: Path, wanted: list[Fence]) -> None:
    """Write the files that `page` shows, and type the blocks that are `wanted`."""
    for fence in fences(page):
        if fence.is_file and not fence.is_script:
            reader.write(fence)
    for fence in wanted:
        reader.type(fence)


@pytest.mark.parametrize("page", QUICK, ids=name_of)
def test_what_a_page_says_to_type_works(reader: Reader, page: Path) -> None:
    follow(reader, page, [fence for fence in fences(page) if fence.is_script and not is_slow(fence)])


@pytest.mark.slow
@pytest.mark.parametrize("page", SLOW, ids=name_of)
def test_the_whole_page_works(reader: Reader, page: Path) -> None:
    follow(reader, page, [fence for fence in fences(page) if fence.is_script])


def test_whatever_stands_in_stands_in_for_something() -> None:
    typed = "".join(fence.text for page in WITH_COMMANDS for fence in fences(page) if fence.is_script)
    entries = [entry["text"] for table in TABLE.values() for entry in table]
    assert [text for text in entries if text.strip() not in typed] == []
