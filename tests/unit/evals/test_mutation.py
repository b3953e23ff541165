"""What the mutator changes."""

import pytest

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.evals.mutation import OPERATORS, Finding, Mutant, Outcome, Score, mutants_of
from tilesmith.evals.mutation.equivalents import arguments, key_of
from tilesmith.tests.projects import template_project
from tilesmith.tools.project import Project

MATRICES = (
    "matmul",
    "reduce_sum_row",
    "reduce_max_col",
    "add_bcast_rows",
    "sub_bcast_cols",
    "mul_bcast_scalar",
)
PROJECTS = {
    name: template_project(CATALOGUE[name], Target(core_mode=CoreMode.MULTI))
    for name in ("add", "subtract", "diode_equation", "multiply", "tanh", *MATRICES)
}
SINGLE = template_project(CATALOGUE["subtract"])


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    return [mutant for project in (*PROJECTS.values(), SINGLE) for mutant in mutants_of(project)]


def test_there_are_many_operators_each_with_a_name_of_its_own() -> None:
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS) >= 40


def test_every_operator_finds_a_place_in_some_project(mutants: list[Mutant]) -> None:
    unused = {operator.name for operator in OPERATORS} - {mutant.operator for mutant in mutants}
    assert not unused


def test_a_mutant_differs_at_one_place_of_one_file() -> None:
    project: Project = PROJECTS["add"]
    for mutant in mutants_of(project):
        before = project.files[mutant.file]
        at = next(
            place for place, (old, new) in enumerate(zip(before, mutant.text, strict=False)) if old != new
        )
        assert mutant.text != before
        assert before.count("\n", 0, at) + 1 >= mutant.line
        assert len(mutant.text) - len(before) == len(mutant.after) - len(mutant.before)


def test_comments_are_left_alone() -> None:
    kernel = (
        "void kernel_main() {\n    // noc_async_read_barrier();\n    noc_async_read_barrier();  // here\n}\n"
    )
    found = list(mutants_of(Project(files={"kernels/dataflow/reader.cpp": kernel})))

    assert [(mutant.operator, mutant.line) for mutant in found] == [("drop read barrier", 3)]


def _outcome(rung: str, argument: str = "") -> Outcome:
    mutant = Mutant("drop init", "kernels/compute/add.cpp", 1, "add_init();", "", "", host=False)
    return Outcome("add", mutant, "key", Finding(rung, "check"), argument)


def test_the_score_counts_mistakes_only() -> None:
    score = Score([_outcome("run"), _outcome("contract"), _outcome("", "no mistake"), _outcome("")])

    assert (score.killed, score.equivalent, score.mistakes) == (2, 1, 3)
    assert score.share == pytest.approx(2 / 3)
    assert score.rungs == {"run": 1, "contract": 1}
    assert [outcome.survived for outcome in score.outcomes] == [False, False, False, True]
    assert Score([]).share == 0


def test_an_argument_does_not_excuse_a_mutant_that_was_found() -> None:
    assert not _outcome("run", "no mistake").equivalent


def test_a_key_is_that_of_the_code_alone() -> None:
    project = PROJECTS["add"]
    mutant = next(mutants_of(project))
    text = project.files[mutant.file]
    commented = project.with_files({mutant.file: f"// Words.\n{text}"})
    changed = project.with_files({mutant.file: text.replace("count", "number")})

    assert key_of(mutant, commented) == key_of(mutant, project) != key_of(mutant, changed)


def test_each_argument_is_a_sentence() -> None:
    assert all(len(reason.split()) > 5 for reason in arguments().values())
