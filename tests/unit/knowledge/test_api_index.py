"""The index answers with what the headers of the SDK at hand declare, whatever a model remembers."""

from pathlib import Path

import pytest

from tilesmith.knowledge.api_function import Area
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
namespace add_detail {
void hidden_half() {}
}
}
""",
    "tt_metal/hw/inc/api/compute/eltwise_unary/rounding.h": """\
ALWI void rounding_op_tile_init() {}
ALWI void floor_tile(uint32_t idst) {}
""",
    "tt_metal/hw/inc/api/dataflow/dataflow_api.h": """\
void get_noc_addr(uint32_t x, uint32_t y, uint32_t addr) {}
void get_noc_addr_from_bank_id(uint32_t bank_id, uint32_t offset) {}
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
    "tt_metal/hw/inc/api/compute/old.h": """\
[[deprecated("Renamed to copy_init(). Removed soon.")]] ALWI void copy_tile_to_dst_init(uint32_t cb) {}
ALWI void copy_init(uint32_t cb) {}
""",
    "tt_metal/api/tt-metalium/host_api.hpp": """\
// ==================================================
//                  HOST API: kernels
// ==================================================
namespace tt::tt_metal {
/**
 * @brief Adds a kernel to the program.
 * @param program The program.
 */
KernelHandle CreateKernel(Program& program, const std::string& file_name);
namespace detail {
void hidden_host();
}
using CBHandle = std::uintptr_t;
}
""",
    "tt_metal/api/tt-metalium/kernel_types.hpp": """\
namespace tt::tt_metal {
// How a compute kernel is compiled.
struct ComputeConfig {
    MathFidelity math_fidelity = MathFidelity::HiFi4;  // Passes of the FPU.
    // Tiles of 32 bits.
    bool fp32_dest_acc_en = false;
    std::vector<uint32_t> compile_args;
    static constexpr int limit = 3;

private:
    int secret_member;
};
template <>
struct std::hash<ComputeConfig> {
    int operator()() const;
};
}
""",
    "tt_metal/api/tt-metalium/mesh_device.hpp": """\
namespace tt::tt_metal::distributed {
class MeshShape {};
class MeshDevice {
public:
    static std::shared_ptr<MeshDevice> create_unit_mesh(int device_id);
    const MeshShape& mesh_shape() const;
    void set_stall_group(int group);
};
enum class MeshBufferLayout : uint8_t { REPLICATED,  // the same everywhere
    SHARDED };
}
""",
    "tt_metal/api/tt-metalium/experimental/fabric.hpp": "void CreateKernel(Fabric f);\n",
}


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in HEADERS.items():
        path = tmp_path / "sdk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
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


def test_a_host_function_with_its_namespace_header_and_parameters(index: ApiIndex) -> None:
    (found,) = index.lookup("CreateKernel")
    assert (found.header, found.namespace, found.area) == (
        "tt-metalium/host_api.hpp",
        "tt::tt_metal",
        Area.HOST,
    )
    assert found.summary == "Adds a kernel to the program."
    assert [(p.name, p.description) for p in found.parameters] == [("program", "The program.")]
    assert index.lookup("CBHandle")[0].signature == "using CBHandle = std::uintptr_t"


def test_a_config_struct_is_its_public_members(index: ApiIndex) -> None:
    (found,) = index.lookup("ComputeConfig")
    assert found.signature == (
        "struct ComputeConfig { MathFidelity math_fidelity = MathFidelity::HiFi4; "
        "bool fp32_dest_acc_en = false; std::vector<uint32_t> compile_args; }"
    )
    assert [(p.name, p.type, p.required, p.description) for p in found.parameters] == [
        ("math_fidelity", "MathFidelity", "default MathFidelity::HiFi4", "Passes of the FPU."),
        ("fp32_dest_acc_en", "bool", "default false", "Tiles of 32 bits."),
        ("compile_args", "std::vector<uint32_t>", "", ""),
    ]


def test_an_enumeration_is_its_values(index: ApiIndex) -> None:
    (found,) = index.lookup("MeshBufferLayout")
    assert found.signature == "enum class MeshBufferLayout : uint8_t { REPLICATED, SHARDED }"


@pytest.mark.parametrize(
    "name",
    [
        "create_unit_mesh",
        "MeshDevice::create_unit_mesh",
        "distributed::MeshDevice::create_unit_mesh",
        "tt::tt_metal::distributed::MeshDevice::create_unit_mesh",
    ],
)
def test_a_name_may_have_as_much_of_its_scope_as_one_likes(index: ApiIndex, name: str) -> None:
    assert [f.owner for f in index.lookup(name)] == ["MeshDevice"]


def test_a_tree_without_the_host_api_borrows_tilesmiths_headers(sdk: Sdk) -> None:
    (sdk.root / "tt_metal/api/tt-metalium/host_api.hpp").unlink()

    (found,) = build_api_index(sdk).lookup("EnqueueMeshWorkload")

    assert found.header == "tt-metalium/distributed.hpp"
    assert Path(found.path).is_file()


def test_a_deprecated_name_is_followed_by_what_its_note_says(index: ApiIndex) -> None:
    assert [f.name for f in index.successors("copy_tile_to_dst_init")] == ["copy_init"]
    assert [m.function.name for m in index.find("copy_tile_to_dst_init")[:2]] == [
        "copy_tile_to_dst_init",
        "copy_init",
    ]


def test_who_comes_near_to_an_old_name_is_told_the_new_one(index: ApiIndex) -> None:
    assert index.nearest("copy_tile_to_dst_inits")[0].function.name == "copy_init"


@pytest.mark.parametrize("name", ["adds_init", "addinit", "add_inits"])
def test_plurals_and_underscores_say_nothing(index: ApiIndex, name: str) -> None:
    assert index.nearest(name, 1)[0].function.name == "add_init"


def test_names_by_their_beginning(index: ApiIndex) -> None:
    assert [m.function.name for m in index.beginning("add_")] == ["add_init", "add_tiles"]
    assert [m.function.name for m in index.beginning("add_", area=Area.DATAFLOW)] == []
    assert index.beginning("") == index.find("") == []
    assert "create_unit_mesh" in [m.function.name for m in index.find("create_unit")]


def test_what_may_be_meant_best_first(index: ApiIndex) -> None:
    scores = [match.score for match in index.find("add_tiles")]

    assert index.find("add_tiles")[0].function.name == "add_tiles"
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "name", ["hidden", "hidden_half", "secret", "no_such_name", "Other::add_init", "hidden_host"]
)
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


def test_a_function_without_an_init_of_its_own_takes_that_of_its_header(index: ApiIndex) -> None:
    assert index.find("floor_tile_init")[0].function.name == "rounding_op_tile_init"


def test_a_name_that_this_api_still_has_was_not_replaced(index: ApiIndex) -> None:
    assert index.find("get_noc_address_from_bank_id")[0].function.name == "get_noc_addr_from_bank_id"


def test_a_type_is_not_taken_for_the_method_that_tells_it(index: ApiIndex) -> None:
    assert index.find("MeshShapes")[0].function.name == "MeshShape"
    assert index.find("SetStallGroups")[0].function.name == "set_stall_group"


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
