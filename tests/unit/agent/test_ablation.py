"""What is left of a fault when repairs are to know less."""

from tilesmith.agent.ablation import as_told
from tilesmith.agent.context import Context
from tilesmith.agent.verdict import Rung
from tilesmith.tools.diagnostics import ApiEntry, Diagnostic, Stage

ENTRY = ApiEntry(name="add_init", signature="void add_init()", header="add.h", line=1)
KERNEL = Diagnostic(
    stage=Stage.KERNEL_CHECK,
    message="'add_tiles_init' was not declared",
    file="kernels/compute/add.cpp",
    line=7,
    excerpt="> 7 | add_tiles_init();",
    hint="did you mean add_init?",
    api=(ENTRY,),
)
HANG = Diagnostic(
    stage=Stage.HANG, message="waits forever", file="r.cpp", line=3, hint="push", evidence=("(0, 0)",)
)
RAW = Context(raw_errors=True)


def test_all_of_it_is_told_unless_something_is_taken_away() -> None:
    assert as_told([KERNEL, HANG], {}, Context()) == [KERNEL, HANG]


def test_without_retrieval_the_api_entries_go() -> None:
    (told,) = as_told([KERNEL], {}, Context(retrieval=False))
    assert told == KERNEL.model_copy(update={"api": ()})


def test_raw_errors_are_what_the_compilers_printed() -> None:
    (told,) = as_told([KERNEL], {Rung.KERNEL_CHECK: "add.cpp:7:5: error: no\n"}, RAW)
    assert told.excerpt == "add.cpp:7:5: error: no"
    assert (told.file, told.line, told.hint, told.api) == ("", 0, "", ())


def test_of_what_no_compiler_printed_the_message_is_left() -> None:
    (told,) = as_told([HANG], {}, RAW)
    assert told == Diagnostic(stage=Stage.HANG, message="waits forever", file="r.cpp")


def test_a_compiler_that_printed_of_one_rung_hides_no_fault_of_another() -> None:
    told = as_told([KERNEL, HANG], {Rung.HOST_BUILD: "error: host"}, RAW)
    assert [each.stage for each in told] == [Stage.KERNEL_CHECK, Stage.HANG, Stage.CMAKE]
