"""Each prompt as a model gets it, whole, for a request of fixed content: what changes is seen in review.

`TILESMITH_WRITE_SNAPSHOTS=1 uv run pytest tests/unit/prompts` writes them anew.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.drafter import DraftRequest, Guidance, Knowledge, Setback
from tilesmith.agent.llm_drafter.prompt_view import io_interface, kernel_files, repair_view, view
from tilesmith.agent.spec import CoreMode, OperationSpec, Target, TensorLayout
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.communication import Communication, CommunicationKind
from tilesmith.prompts import render
from tilesmith.tools.diagnostics import ApiEntry, Diagnostic, Stage

FOLDER = Path(__file__).parent / "snapshots"
EXP = ApiEntry(
    name="exp_tile",
    signature="void exp_tile(uint32_t idst)",
    header="api/compute/eltwise_unary/exp.h",
    line=1,
    summary="e^x of a tile in DST.",
)
CREATE = ApiEntry(
    name="CreateProgram",
    signature="Program CreateProgram()",
    header="tt-metalium/host_api.hpp",
    line=1,
    host=True,
)
FILE = "kernels/compute/diode_equation.cpp"
FAULT = Diagnostic(
    stage=Stage.KERNEL_CHECK,
    message="'exp_tiles' was not declared",
    file=FILE,
    line=7,
    excerpt=">    7 | exp_tiles(0);",
    hint="use exp_tile",
    api=(EXP,),
)
REQUEST = DraftRequest(
    CATALOGUE["diode_equation"],
    Target(core_mode=CoreMode.MULTI),
    Knowledge(
        sdk="0.81.1",
        api=(EXP, CREATE),
        patterns={"add/kernels/compute/add.cpp": "// a kernel", "add/add.cpp": "// a host"},
        sources={"ttnn/cpp/exp.cpp:12": "// of TT-NN"},
    ),
)
LATER = DraftRequest(
    REQUEST.spec,
    REQUEST.target,
    REQUEST.knowledge,
    Guidance(
        setback=Setback(change="- a\n+ b", reason="it no longer compiles", diagnostics=(FAULT,)),
        widened=True,
        pattern={"copy/copy.cpp": "// verified"},
        earlier=(FAULT,),
    ),
)
FILES = {FILE: "void kernel_main() { exp_tiles(0); }"}


def _repair(request: DraftRequest) -> str:
    return render(
        "repair",
        **repair_view(request, [FAULT]),
        files=FILES,
        context={"diode_equation.cpp": "int main() {}"},
        diagnostics=[FAULT],
    )


def _together(kind: CommunicationKind) -> dict[str, Any]:
    """What prompts see of a request that asks for communication between cores."""
    of = "b" if kind is CommunicationKind.MULTICAST else ""
    asked = {"communication": Communication(kind=kind, along="rows", of=of)}
    spec = CATALOGUE["add_bcast_rows"].model_copy(update=asked)
    return view(DraftRequest(spec, REQUEST.target, REQUEST.knowledge))


def _in_rows(spec: OperationSpec) -> OperationSpec:
    """The same with all tensors in rows."""
    tensors = {
        side: tuple(
            tensor.model_copy(update={"layout": TensorLayout.ROW_MAJOR}) for tensor in getattr(spec, side)
        )
        for side in ("inputs", "outputs")
    }
    return spec.model_copy(update=tensors)


ROWS = DraftRequest(_in_rows(CATALOGUE["copy"]), REQUEST.target, REQUEST.knowledge)

PROMPTS: dict[str, Callable[[], str]] = {
    **{
        f"draft_kernels_{kind}": lambda kind=kind: render(
            "draft_kernels", **_together(kind), files=kernel_files(CATALOGUE["add_bcast_rows"])
        )
        for kind in CommunicationKind
    },
    "draft_kernels_of_rows": lambda: render("draft_kernels", **view(ROWS), files=kernel_files(ROWS.spec)),
    "draft_host_of_rows": lambda: render(
        "draft_host", **view(ROWS), kernels=FILES, io=io_interface(ROWS), file="copy.cpp"
    ),
    "draft_host_ring": lambda: render(
        "draft_host",
        **_together(CommunicationKind.RING),
        kernels=FILES,
        io="struct Tensor {};",
        file="add.cpp",
    ),
    "system": lambda: render("system", **view(REQUEST), tools=0, tool_calls=0),
    "system_with_tools": lambda: render("system", **view(REQUEST), tools=6, tool_calls=6),
    "draft_kernels": lambda: render("draft_kernels", **view(REQUEST), files=kernel_files(REQUEST.spec)),
    "draft_kernels_again": lambda: render("draft_kernels", **view(LATER), files=kernel_files(LATER.spec)),
    "draft_host": lambda: render(
        "draft_host", **view(REQUEST), kernels=FILES, io="struct Tensor {};", file="diode_equation.cpp"
    ),
    "repair": lambda: _repair(REQUEST),
    "repair_after_a_setback": lambda: _repair(LATER),
    "reminder": lambda: render("reminder", problems=[FAULT], required=(FILE,), kept=[]),
    "reminder_after_a_cut": lambda: render("reminder", problems=[FAULT], required=(FILE,), kept=["a.cpp"]),
}


@pytest.mark.parametrize("name", PROMPTS)
def test_the_prompt_is_as_it_was(name: str) -> None:
    file, text = FOLDER / f"{name}.md", PROMPTS[name]() + "\n"
    if os.environ.get("TILESMITH_WRITE_SNAPSHOTS"):
        file.write_text(text)
    assert text == file.read_text()


def test_every_snapshot_has_its_prompt() -> None:
    assert {file.stem for file in FOLDER.glob("*.md")} == set(PROMPTS)
