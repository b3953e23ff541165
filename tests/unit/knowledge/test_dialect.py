"""A kernel that is written for the pinned release is said in the names and headers that an SDK has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tilesmith.knowledge.api_function import Area
from tilesmith.knowledge.dialect import Dialect
from tilesmith.knowledge.errors import MissingFromSdkError
from tilesmith.tools.sdk import Sdk, SdkOrigin

KERNEL = """\
// Compute: out = copy_init(a), which is only a comment.
#include <cstdint>

#include "api/compute/common.h"
#include "api/compute/transpose.h"

void kernel_main() {
    compute_kernel_hw_startup(cb_a, cb_out);
    transpose_init(cb_a);
    for (uint32_t tile = 0; tile < count; ++tile) {
        transpose_tile(cb_a, get_arg_val<uint32_t>(0), 0);
    }
}
"""
COMMON = """\
#include "{folder}/startup.h"
template <typename T> T get_arg_val(int index);
"""
STARTUP = "void compute_kernel_hw_startup(uint32_t icb, uint32_t ocb);\n"
# As 0.65 had it.
OLDER = {
    "tt_metal/include/compute_kernel_api/common.h": COMMON.format(folder="compute_kernel_api"),
    "tt_metal/include/compute_kernel_api/startup.h": STARTUP,
    "tt_metal/include/compute_kernel_api/transpose_wh.h": """\
void transpose_wh_init(uint32_t icb, uint32_t ocb);
void transpose_wh_init_short(uint32_t icb);
void transpose_wh_tile(uint32_t icb, uint32_t itile, uint32_t idst);
""",
    "tt_metal/include/compute_kernel_api/where.h": """\
void where_tile(uint32_t a, uint32_t b, uint32_t c, uint32_t out);
void where_fp32_tile(uint32_t a, uint32_t b, uint32_t c, uint32_t out);
""",
    "tt_metal/hw/inc/dataflow_api.h": """\
[[deprecated("Use <typename AddrGen> noc_async_read_page instead.")]] void noc_async_read_tile(uint32_t id);
void noc_async_read_page(uint32_t id);
""",
    "tt_metal/hw/ckernels/wormhole_b0/metal/common/chlkc_list.h": "chlkc_math::math_main();\n",
}
NEWER = {
    "tt_metal/hw/inc/api/compute/common.h": COMMON.format(folder="api/compute"),
    "tt_metal/hw/inc/api/compute/startup.h": STARTUP,
    "tt_metal/hw/inc/api/compute/transpose.h": """\
void transpose_init(uint32_t icb, uint32_t transpose = 0);
void transpose_tile(uint32_t icb, uint32_t itile, uint32_t idst);
""",
    "tt_metal/hw/ckernels/wormhole_b0/metal/common/chlkc_list.h": "kernel_main();\n",
}


Tree = Callable[[dict[str, str]], Dialect]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def make(files: dict[str, str]) -> Dialect:
        root = tmp_path / "sdk"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Dialect(Sdk("0.1", root, SdkOrigin.WHEEL, "test"))

    return make


def test_where_an_sdk_has_all_of_it_the_kernel_stays_as_it_is(tree: Tree) -> None:
    assert tree(NEWER).spell(KERNEL, Area.COMPUTE) == KERNEL


def test_names_headers_and_entry_become_those_of_an_older_sdk(tree: Tree) -> None:
    """The init that takes one buffer is the one that is meant, not its namesake that takes two."""
    assert (
        tree(OLDER).spell(KERNEL, Area.COMPUTE)
        == """\
// Compute: out = copy_init(a), which is only a comment.
#include <cstdint>

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/transpose_wh.h"

namespace NAMESPACE {
void MAIN {
    compute_kernel_hw_startup(cb_a, cb_out);
    transpose_wh_init_short(cb_a);
    for (uint32_t tile = 0; tile < count; ++tile) {
        transpose_wh_tile(cb_a, get_arg_val<uint32_t>(0), 0);
    }
}
}  // namespace NAMESPACE
"""
    )


def test_a_reader_keeps_its_entry_and_calls_nothing_that_is_deprecated(tree: Tree) -> None:
    reader = (
        '#include "api/dataflow/dataflow_api.h"\n\nvoid kernel_main() {\n    noc_async_read_tile(0);\n}\n'
    )
    assert tree(OLDER).spell(reader, Area.DATAFLOW) == (
        '#include "dataflow_api.h"\n\nvoid kernel_main() {\n    noc_async_read_page(0);\n}\n'
    )


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("where_tile<DataFormat::Float32>", "where_fp32_tile"),
        ("where_tile<DataFormat::Float16_b>", "where_tile"),
    ],
)
def test_a_type_that_was_part_of_the_name_becomes_it_again(tree: Tree, newer: str, older: str) -> None:
    spelt = tree(OLDER).spell(f"{newer}(0, 1, 2, 0);\n", Area.COMPUTE)
    assert spelt.startswith(f"{older}(0, 1, 2, 0);")


def test_what_an_sdk_has_in_no_form_is_named(tree: Tree) -> None:
    kernel = KERNEL.replace("transpose_init(cb_a)", "mish_tile_init();\n    mish_tile(0)")
    with pytest.raises(MissingFromSdkError, match=r"^SDK 0\.1 has no mish_tile_init and no mish_tile, nor"):
        tree(OLDER).spell(kernel, Area.COMPUTE)


def test_what_a_header_declares_in_a_way_of_its_own_is_not_missing(tree: Tree) -> None:
    kernel = KERNEL.replace("transpose_init(cb_a)", "REPEATED(transpose)")
    declared = NEWER["tt_metal/hw/inc/api/compute/common.h"] + "DECLARE_ALL(REPEATED)\n"
    dialect = tree(NEWER | {"tt_metal/hw/inc/api/compute/common.h": declared})
    assert dialect.spell(kernel, Area.COMPUTE) == kernel


def test_patterns_may_ask_what_there_is(tree: Tree) -> None:
    dialect = tree(OLDER)
    assert dialect.has("transpose_init")
    assert not dialect.has("mish_tile")
    assert dialect.takes("transpose_wh_init", "ocb")
    assert not dialect.takes("transpose_wh_init", "icb0")


@pytest.mark.parametrize(("before", "needed"), [("", True), ("#define REDUCE_OP PoolType::SUM\n", False)])
def test_a_macro_that_a_header_leaves_open_has_to_be_defined(tree: Tree, before: str, needed: bool) -> None:
    header = f"{before}template <PoolType type = REDUCE_OP> void reduce_init(uint32_t icb);\n"
    dialect = tree(OLDER | {"tt_metal/include/compute_kernel_api/reduce.h": header})
    assert dialect.needs_macro("reduce_init", "REDUCE_OP") is needed
