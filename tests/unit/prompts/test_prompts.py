"""What the prompts say, and what they never say."""

from pathlib import Path

import jinja2
import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.llm_drafter.prompt_view import io_interface, kernel_files, repair_view, view
from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.prompts import render
from tilesmith.tools.diagnostics import ApiEntry, Diagnostic, Stage

ENTRY = ApiEntry(
    name="exp_tile",
    signature="void exp_tile(uint32_t idst)",
    header="api/compute/exp.h",
    line=1,
    summary="e^x.",
)
KNOWLEDGE = Knowledge(
    sdk="0.81.1",
    api=(ENTRY,),
    patterns={"add/kernels/compute/add.cpp": "// a kernel", "add/add.cpp": "// a host"},
)
DIODE = DraftRequest(CATALOGUE["diode_equation"], Target(core_mode=CoreMode.MULTI), KNOWLEDGE)


def fault(file: str) -> Diagnostic:
    return Diagnostic(stage=Stage.KERNEL_CHECK, message="wrong", file=file)


def test_a_variable_that_is_not_given_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="sdk"):
        render("system")


def test_the_kernels_prompt_has_the_operation_the_api_and_an_example() -> None:
    prompt = render("draft_kernels", **view(DIODE), files=kernel_files(DIODE.spec))
    assert "`out = isat * (exp(v / vj) - 1)`" in prompt
    assert "`isat` = 0.001, `vj` = 0.25" in prompt
    assert "do not hard-code their values" in prompt
    assert '`#include "api/compute/exp.h"`\n- `void exp_tile(uint32_t idst)`: e^x.' in prompt
    assert "// a kernel" in prompt
    assert "// a host" not in prompt
    assert "kernels/compute/diode_equation.cpp" in prompt


@pytest.mark.parametrize(
    ("example", "said"), [("void kernel_main() {}", False), ("namespace NAMESPACE { void MAIN {} }", True)]
)
def test_the_entry_of_earlier_releases_is_said_where_the_examples_have_it(example: str, said: bool) -> None:
    knowledge = KNOWLEDGE.model_copy(update={"patterns": {"add/kernels/compute/add.cpp": example}})
    prompt = render("system", **view(DraftRequest(DIODE.spec, DIODE.target, knowledge)), tools=0)
    assert ("In this release the compute kernel is\n  `namespace NAMESPACE" in prompt) is said


@pytest.mark.parametrize(
    ("mode", "said"), [(CoreMode.SINGLE, "one core, {0, 0}"), (CoreMode.MULTI, "all cores")]
)
def test_the_core_mode_is_said(mode: CoreMode, said: str) -> None:
    request = DraftRequest(DIODE.spec, Target(core_mode=mode), KNOWLEDGE)
    assert said in render("draft_kernels", **view(request), files=kernel_files(request.spec))


def test_the_host_prompt_has_the_kernels_and_the_io_header() -> None:
    kernels = {"kernels/compute/x.cpp": "void kernel_main() { the_kernel(); }"}
    prompt = render("draft_host", **view(DIODE), kernels=kernels, io=io_interface(DIODE), file="x.cpp")
    assert "```cpp kernels/compute/x.cpp\nvoid kernel_main() { the_kernel(); }\n```" in prompt
    assert "struct Operation {" in prompt
    assert "int run(int argc, char** argv, const Operation& operation" in prompt
    assert "{4.5, 0.001, 0.02}" in prompt
    assert "// a host" in prompt


def test_the_repair_prompt_has_all_the_evidence() -> None:
    diagnostic = Diagnostic(
        stage=Stage.HANG,
        message="compute waits forever",
        file="kernels/compute/x.cpp",
        line=7,
        excerpt=">    7 | cb_wait_front(cb, 2);",
        evidence=("core (0, 0), compute: waits for 2 pages of c_0, which holds 1",),
        hint="push as many pages as are popped",
        api=(ENTRY,),
    )
    files = {"kernels/compute/x.cpp": "the old text"}
    shown = repair_view(DIODE, [diagnostic])
    prompt = render("repair", **shown, files=files, context={}, diagnostics=[diagnostic])
    for part in (diagnostic.message, diagnostic.place, diagnostic.excerpt, diagnostic.hint, ENTRY.signature):
        assert part in prompt
    assert diagnostic.evidence[0] in prompt
    assert "the old text" in prompt


@pytest.mark.parametrize(
    ("file", "examples"),
    [
        ("kernels/compute/x.cpp", ["// a kernel"]),
        ("x.cpp", ["// a host"]),
        ("", ["// a kernel"]),
    ],
)
def test_a_repair_is_shown_examples_of_what_is_blamed(file: str, examples: list[str]) -> None:
    assert list(repair_view(DIODE, [fault(file)])["patterns"].values()) == examples


@pytest.mark.parametrize(
    ("stage", "host"), [(Stage.RUN, True), (Stage.LINK, True), (Stage.HANG, False), (Stage.NUMERICS, False)]
)
def test_a_fault_without_a_file_is_that_of_its_stage(stage: Stage, host: bool) -> None:
    shown = repair_view(DIODE, [Diagnostic(stage=stage, message="wrong")])
    assert list(shown["patterns"].values()) == (["// a host"] if host else ["// a kernel"])
    assert ("struct Operation {" in shown["io"]) is host


@pytest.mark.parametrize(
    ("file", "names"), [("diode.cpp", ["CreateKernel"]), ("kernels/a.cpp", ["exp_tile"])]
)
def test_a_repair_is_shown_the_functions_of_what_is_blamed(file: str, names: list[str]) -> None:
    host = ENTRY.model_copy(update={"name": "CreateKernel", "host": True})
    request = DraftRequest(DIODE.spec, Target(), Knowledge(api=(ENTRY, host)))

    shown = repair_view(request, [fault(file)])["api"]

    assert [entry.name for entries in shown.values() for entry in entries] == names


def test_the_host_program_is_drafted_with_the_host_api() -> None:
    host = ENTRY.model_copy(update={"name": "CreateKernel", "signature": "CreateKernel()", "host": True})
    request = DraftRequest(DIODE.spec, Target(), Knowledge(api=(ENTRY, host)))

    prompt = render("draft_host", **view(request), kernels={}, io="", file="diode.cpp")

    assert "CreateKernel()" in prompt
    assert ENTRY.signature not in prompt


def test_a_python_operation_is_given_as_its_source(tmp_path: Path) -> None:
    source = "import numpy as np\n\ndef total(a):\n    '''Running sum.'''\n    return np.cumsum(a, -1)\n"
    (tmp_path / "op.py").write_text(source)
    spec = resolve(OperationRequest(spec_file=tmp_path / "op.py"))
    request = DraftRequest(spec, Target(), KNOWLEDGE)
    prompt = render("draft_kernels", **view(request), files=kernel_files(spec))
    assert "return np.cumsum(a, -1)" in prompt
    assert "`total` defines it" in prompt


def test_the_reminder_names_what_was_wrong() -> None:
    prompt = render("reminder", problems=[fault("a.cpp")], required=("a.cpp",), kept=[])
    assert "- wrong" in prompt
    assert "Needed: a.cpp" in prompt


def test_what_has_arrived_whole_is_not_asked_for_again() -> None:
    prompt = render("reminder", problems=[fault("b.cpp")], required=("b.cpp",), kept=["a.cpp"])
    assert "do not send them again: a.cpp" in prompt
    assert "Send b.cpp in the same format" in prompt


def test_tools_are_mentioned_only_where_there_are_some() -> None:
    assert "# Tools" not in render("system", **view(DIODE), tools=0, tool_calls=6)
    assert "6 times at most" in render("system", **view(DIODE), tools=3, tool_calls=6)
