"""Hand-written projects whose inputs have different shapes: a row that is broadcast, a matrix product."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.python_file import load_spec
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.project import Project
from tilesmith.tools.verification import Level, VerificationResult, verify

COMPUTE, READER, HOST = (
    "kernels/compute/add.cpp",
    "kernels/dataflow/reader.cpp",
    "add.cpp",
)
SPECS = {
    "add_row": 'shapes = {"a": "rows columns", "b": "1 columns"}\ntolerance = {"max_ulp": 1.5}\n\n\n'
    "def add_row(a, b):\n    return a + b\n",
    "matmul": 'shapes = {"a": "m k", "b": "k n"}\ninputs = {"a": (-1, 1), "b": (-1, 1)}\n'
    'tolerance = {"max_ulp": 8, "absolute_floor": 0.01}\n\n\n'
    "def matmul(a, b):\n    return a @ b\n",
}
# Each input has tiles of its own, and the reader is told how many lie side by side.
_TILES = (
    (
        HOST,
        "b_buffer = allocate_in_dram(*mesh_device, tiles,",
        "b_buffer = allocate_in_dram("
        '*mesh_device, static_cast<uint32_t>(tilesmith::tile_count(arguments.input("b"))),',
    ),
    (HOST, ".norm_relative = 0.01},", ".norm_relative = 0.01},\n    .same_shape = false,"),
)
ADD_ROW = (
    *_TILES,
    (
        HOST,
        "first, count});\n    SetRuntimeArgs(program, compute",
        'first, count, static_cast<uint32_t>((arguments.input("a").shape[1] + 31) / 32)});\n'
        "    SetRuntimeArgs(program, compute",
    ),
    (
        READER,
        "noc_async_read_tile(tile, b_accessor",
        "noc_async_read_tile(tile % get_arg_val<uint32_t>(4), b_accessor",
    ),
    (COMPUTE, "eltwise_binary.h", "bcast.h"),
    (COMPUTE, "add_init(cb_a, cb_b);", "add_bcast_rows_init(cb_a, cb_b);"),
    (COMPUTE, "add_tiles(", "add_tiles_bcast_rows("),
)
MATMUL = (
    *_TILES,
    (
        HOST,
        'tilesmith::tile_count(arguments.input("a")));\n',
        'tilesmith::tile_count(arguments.input("a")));\n'
        '    const uint32_t kt = static_cast<uint32_t>((arguments.input("a").shape[1] + 31) / 32);\n'
        '    const uint32_t nt = static_cast<uint32_t>((arguments.input("b").shape[1] + 31) / 32);\n'
        "    const uint32_t products = tiles / kt * nt;\n",
    ),
    (
        HOST,
        "out_buffer = allocate_in_dram(*mesh_device, tiles,",
        "out_buffer = allocate_in_dram(*mesh_device, products,",
    ),
    (HOST, "const uint32_t count = tiles;", "const uint32_t count = products;"),
    (
        HOST,
        "first, count});\n    SetRuntimeArgs(program, compute, core, {count});",
        "kt, nt, count});\n    SetRuntimeArgs(program, compute, core, {count, kt});",
    ),
    (
        HOST,
        'untilize(out_tiles, arguments.input("a").shape)',
        'untilize(out_tiles, {arguments.input("a").shape[0], arguments.input("b").shape[1]})',
    ),
    (HOST, ".fp32_dest_acc_en = false", ".fp32_dest_acc_en = true"),
    (
        READER,
        "const uint32_t first = get_arg_val<uint32_t>(2);",
        "const uint32_t kt = get_arg_val<uint32_t>(2), nt = get_arg_val<uint32_t>(3);",
    ),
    (READER, "get_arg_val<uint32_t>(3);\n\n", "get_arg_val<uint32_t>(4);\n\n"),
    (
        READER,
        "for (uint32_t tile = first; tile < first + count; ++tile) {",
        "for (uint32_t step = 0; step < count * kt; ++step) {\n"
        "        const uint32_t tile = step / kt, k = step % kt;",
    ),
    (READER, "noc_async_read_tile(tile, a_accessor", "noc_async_read_tile(tile / nt * kt + k, a_accessor"),
    (READER, "noc_async_read_tile(tile, b_accessor", "noc_async_read_tile(k * nt + tile % nt, b_accessor"),
    (COMPUTE, "eltwise_binary.h", "matmul.h"),
    (COMPUTE, "compute_kernel_hw_startup(", "compute_kernel_hw_startup<SrcOrder::Reverse>("),
    (COMPUTE, "add_init(", "matmul_init("),
    (COMPUTE, "        cb_wait_front(cb_a, 1);\n        cb_wait_front(cb_b, 1);\n\n", ""),
    (
        COMPUTE,
        "        add_tiles(cb_a, cb_b, 0, 0, 0);\n",
        "        for (uint32_t k = 0; k < get_arg_val<uint32_t>(1); ++k) {\n"
        "            cb_wait_front(cb_a, 1);\n"
        "            cb_wait_front(cb_b, 1);\n            matmul_tiles(cb_a, cb_b, 0, 0, 0);\n"
        "            cb_pop_front(cb_a, 1);\n            cb_pop_front(cb_b, 1);\n        }\n",
    ),
    (
        COMPUTE,
        "        cb_pop_front(cb_a, 1);\n        cb_pop_front(cb_b, 1);\n\n        cb_reserve",
        "        cb_reserve",
    ),
)
PROJECTS = {"add_row": ADD_ROW, "matmul": MATMUL}


def _project(edits: tuple[tuple[str, str, str], ...]) -> Project:
    files = dict(template_project(CATALOGUE["add"]).files)
    for file, old, new in edits:
        assert old in files[file], f"{file} no longer has {old!r}"
        files[file] = files[file].replace(old, new, 1)
    return Project(files=files)


@pytest.fixture(scope="module", params=PROJECTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def spec(name: str, tmp_path_factory: pytest.TempPathFactory) -> OperationSpec:
    file = tmp_path_factory.mktemp("spec") / f"{name}.py"
    file.write_text(SPECS[name])
    return load_spec(file)


@pytest.fixture(scope="module")
def program(name: str, tmp_path_factory: pytest.TempPathFactory):
    return built(_project(PROJECTS[name]), tmp_path_factory.mktemp(name))


def _verified(spec: OperationSpec, program, seed: int = 3, level: Level = Level.QUICK) -> VerificationResult:
    return verify(spec, Target(), *program, seed=seed, level=level)


def test_it_is_verified_on_every_kind_of_size(spec: OperationSpec, program) -> None:
    result = _verified(spec, program, level=Level.STANDARD)

    assert result.passed, result.diagnostics
    assert result.shapes >= 6
    assert {"one element", "compute", "disguise"} <= result.trials_by_check.keys()


WRONG = {
    "add_row": [
        (COMPUTE, "add_tiles_bcast_rows(", "add_tiles_bcast_cols("),
        (READER, "tile % get_arg_val<uint32_t>(4)", "0"),
    ],
    "matmul": [
        (READER, "k * nt + tile % nt", "tile % nt * kt + k"),
        (READER, "tile / nt * kt + k", "k"),
    ],
}


@pytest.mark.parametrize("place", range(2))
def test_a_wrong_index_or_dimension_is_found(name: str, spec: OperationSpec, program, place: int) -> None:
    file, old, new = WRONG[name][place]
    path: Path = program[1].project_dir / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    try:
        result = _verified(spec, program)
    finally:
        path.write_text(text)

    assert not result.passed and result.diagnostics
