"""What is retrieved for an operation, with and without an SDK."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import CoreMode, ExpressionReference, OperationSpec, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.knowledge.examples import examples
from tilesmith.knowledge.retriever import retrieve
from tilesmith.tools.sdk import Sdk, SdkOrigin

HEADERS = {
    "tt_metal/hw/inc/api/compute/eltwise_unary/exp.h": """\
void exp_tile_init();
void exp_tile(uint32_t idst);
""",
    "tt_metal/hw/inc/api/compute/eltwise_binary_sfpu.h": "void lt_binary_tile(uint32_t a, uint32_t b);\n",
    "tt_metal/hw/inc/api/compute/cb_api.h": "void cb_wait_front(uint32_t cb, uint32_t tiles);\n",
    "tt_metal/hw/inc/api/compute/unused.h": "/** Shockley current of a diode. */ void diode_tile();\n",
    "tt_metal/api/tt-metalium/host_api.hpp": "Program CreateProgram();\n",
    "tt_metal/hw/inc/api/dataflow/dataflow_api.h": """\
void cb_wait_front(uint32_t cb, uint32_t tiles);
void noc_async_read_barrier();
void noc_semaphore_inc(uint64_t address, uint32_t by);
""",
    "tt_metal/hw/inc/api/tensor/tensor_accessor.h": f"template <{'int A, ' * 100}>\nvoid TensorAccessor();\n",
}


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in HEADERS.items():
        path = tmp_path / "sdk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Sdk("1.0", tmp_path / "sdk", SdkOrigin.WHEEL, "test")


def expression(text: str) -> OperationSpec:
    return CATALOGUE["exp"].model_copy(update={"name": "mine", "reference": ExpressionReference(text=text)})


@pytest.mark.parametrize("name", ["add", "exp", "sigmoid", "multiply", "diode_equation"])
def test_without_an_sdk_there_are_examples_of_another_operation(name: str) -> None:
    found = retrieve(CATALOGUE[name], Target(core_mode=CoreMode.MULTI), None, 6_000)
    assert (found.sdk, found.api) == ("", ())
    assert {path.split("/")[0] for path in found.patterns} != {name}
    kinds = [path.split("/")[1:] for path in found.patterns]
    assert sum("dataflow" in parts for parts in kinds) == 2
    assert sum("compute" in parts for parts in kinds) == 1
    assert sum(len(parts) == 1 for parts in kinds) == 1


def test_the_functions_of_the_operation_come_first_then_what_every_program_needs_then_a_program(
    sdk: Sdk,
) -> None:
    selection = retrieve(expression("exp(a)"), Target(), sdk, 6_000).selection

    assert [choice.name for choice in selection] == [
        "api/compute/eltwise_unary/exp.h:1 exp_tile_init",
        "api/compute/eltwise_unary/exp.h:2 exp_tile",
        "api/dataflow/dataflow_api.h:2 noc_async_read_barrier",
        "api/compute/cb_api.h:1 cb_wait_front",
        "api/dataflow/dataflow_api.h:1 cb_wait_front",
        "sigmoid",
        "tt-metalium/host_api.hpp:1 CreateProgram",
        "sigmoid",
    ]
    assert [choice.prompt for choice in selection] == ["kernels"] * 6 + ["host"] * 2
    assert [choice.reason for choice in selection] == [
        "computes mine",
        "computes mine",
        *["every program needs it"] * 3,
        "a verified program: elementwise, of one input",
        "every program needs it",
        "a verified program: elementwise, of one input",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a @ b + c", ["matmul"]),
        ("a @ b", ["reduce_sum_col"]),  # not the operation itself
        ("exp(a) / reduce_sum(exp(a), -1)", ["reduce_sum_row", "mul_bcast_rows"]),
        ("a.T @ b", ["matmul", "transpose"]),
        ("a * b + a", ["add"]),
    ],
)
def test_programs_are_chosen_by_the_kind_of_work(text: str, shown: list[str]) -> None:
    spec = resolve(OperationRequest(expression=text))
    assert [program.name for program in examples(spec, Target())] == shown


def test_a_function_in_a_file_says_by_its_words_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "rms.py"
    file.write_text(
        'import numpy as np\n\nshapes = {"x": "m n", "w": "1 n"}\n\n\n'
        "def rms(x, w):\n    scale = []\n    for row in x:\n        scale.append(np.mean(row**2))\n"
        "    return w * x / np.sqrt(np.array(scale))[:, None]\n"
    )
    spec = resolve(OperationRequest(spec_file=file))
    assert [program.name for program in examples(spec, Target())] == ["reduce_sum_row", "mul_bcast_rows"]


def test_comparisons_are_found_by_what_the_device_calls_them(sdk: Sdk) -> None:
    found = retrieve(expression("exp(a) < a"), Target(), sdk, 6_000)

    assert {"lt_binary_tile", "exp_tile"} <= {entry.name for entry in found.api}


def test_a_python_function_is_found_by_its_description(sdk: Sdk) -> None:
    spec = CATALOGUE["diode_equation"].model_copy(
        update={"reference": {"kind": "python", "path": "f.py", "function": "f"}}
    )

    selection = retrieve(spec, Target(), sdk, 6_000).selection

    assert selection[0].name == "api/compute/unused.h:1 diode_tile"
    assert selection[0].reason == "has words of the description"


def test_for_what_is_deprecated_its_successor_is_offered(sdk: Sdk) -> None:
    header = sdk.root / "tt_metal/hw/inc/api/dataflow/dataflow_api.h"
    header.write_text(
        '[[deprecated("Use noc_async_read_page instead.")]] void noc_async_read_tile(uint32_t id);\n'
        "void noc_async_read_page(uint32_t id);\n"
    )

    found = retrieve(expression("exp(a)"), Target(), sdk, 6_000)

    assert {"noc_async_read_page"} == {e.name for e in found.api if e.name.startswith("noc_async_read")}


def test_declarations_that_nobody_can_read_are_not_offered(sdk: Sdk) -> None:
    selection = retrieve(expression("exp(a)"), Target(), sdk, 6_000).selection

    assert not [choice.name for choice in selection if "TensorAccessor" in choice.name]


def test_a_small_budget_has_room_for_the_operation_alone(sdk: Sdk) -> None:
    found = retrieve(expression("exp(a)"), Target(), sdk, 24)
    kernels = [entry for entry in found.api if not entry.host]

    assert {entry.name for entry in kernels} == {"exp_tile_init", "exp_tile"}
    assert (found.patterns, found.sources) == ({}, {})
