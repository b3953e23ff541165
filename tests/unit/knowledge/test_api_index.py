"""The index answers with what the headers of the SDK at hand declare, whatever a model remembers."""

from pathlib import Path

import pytest

from tilesmith.knowledge.api_index import ApiIndex, api_index, build_api_index
from tilesmith.tools.sdk import Sdk, SdkOrigin

HEADERS = {
    "tt_metal/hw/inc/api/compute/eltwise_binary.h": """\
namespace ckernel {
// clang-format off
/**
 * Paired init for element-wise addition. Call before add_tiles.
 *
 * | Argument | Description          | Type     | Valid Range | Required |
 * |----------|----------------------|----------|-------------|----------|
 * | icb0     | CB with operand A    | uint32_t | 0 to 31     | True     |
 * | icb1     | CB with operand B    | uint32_t | 0 to 31     | True     |
 */
// clang-format on
ALWI void add_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false) { body(); }
ALWI void add_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst) {}
namespace detail {
void hidden() {}
}
}
""",
    "tt_metal/hw/inc/api/compute/eltwise_unary/exp.h": """\
namespace ckernel {
/** Element-wise exponential of a tile in DST. */
template <bool approx = false>
ALWI void exp_tile(uint32_t idst) {
    MATH(f());
}
}
""",
    "tt_metal/hw/inc/api/dataflow/circular_buffer.h": """\
class CircularBuffer {
public:
    /// Waits for pages.
    void wait_front(int32_t num_pages) { impl(); }
private:
    void secret();
};
#define get_compile_time_arg_val(arg_idx) get_ct_arg<arg_idx>()
""",
    "tt_metal/hw/inc/api/compute/experimental/eltwise_binary.h": "void add_init(Other o);\n",
}


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in HEADERS.items():
        path = tmp_path / "sdk" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return Sdk("1.0", tmp_path / "sdk", SdkOrigin.WHEEL, "test")


@pytest.fixture
def index(sdk: Sdk) -> ApiIndex:
    return build_api_index(sdk)


def test_a_function_with_its_header_line_signature_and_table(index: ApiIndex) -> None:
    (found,) = index.lookup("add_init")
    assert (found.header, found.line) == ("api/compute/eltwise_binary.h", 12)
    assert found.signature == "void add_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false)"
    assert found.summary == "Paired init for element-wise addition. Call before add_tiles."
    assert [(p.name, p.type, p.required) for p in found.parameters] == [
        ("icb0", "uint32_t", "True"),
        ("icb1", "uint32_t", "True"),
    ]


def test_templates_methods_and_macros(index: ApiIndex) -> None:
    assert (
        index.lookup("exp_tile")[0].signature == "template <bool approx = false> void exp_tile(uint32_t idst)"
    )
    assert index.lookup("CircularBuffer::wait_front")[0].kind == "method"
    assert index.lookup("get_compile_time_arg_val")[0].kind == "macro"


@pytest.mark.parametrize("name", ["hidden", "secret", "no_such_name", "Other::add_init"])
def test_what_is_not_public_is_not_found(index: ApiIndex, name: str) -> None:
    assert index.lookup(name) == []


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("add_tiles_init", "add_init"),
        ("add_tile", "add_tiles"),
        ("exp_tiles", "exp_tile"),
        ("add_initt", "add_init"),
    ],
)
def test_the_nearest_name(index: ApiIndex, name: str, first: str) -> None:
    assert index.nearest(name)[0].function.name == first


def test_nothing_is_near_to_nonsense(index: ApiIndex) -> None:
    assert index.nearest("zzzzqqq") == []


def test_words_are_found_in_names_and_documentation(index: ApiIndex) -> None:
    assert index.search("exponential of a tile")[0].function.name == "exp_tile"
    assert index.search("addition")[0].function.name == "add_init"
    assert index.search("zebra") == []


def test_the_stored_index_is_the_built_one(sdk: Sdk) -> None:
    built, stored = api_index(sdk), api_index(sdk)
    assert stored.functions == built.functions


def test_a_damaged_store_is_rebuilt(sdk: Sdk, tmp_path: Path) -> None:
    api_index(sdk)
    (stored,) = (tmp_path / "cache").rglob("api-*.json")
    stored.write_text("[{")
    assert api_index(sdk).lookup("add_init")
