"""What the mutator changes."""

import pytest

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.evals.mutation import OPERATORS, Mutant, mutants_of
from tilesmith.tests.projects import template_project
from tilesmith.tools.project import Project

PROJECTS = {
    name: template_project(CATALOGUE[name], Target(core_mode=CoreMode.MULTI))
    for name in ("add", "subtract", "diode_equation", "multiply")
}
SINGLE = template_project(CATALOGUE["subtract"])


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    return [mutant for project in (*PROJECTS.values(), SINGLE) for mutant in mutants_of(project)]


def test_there_are_many_operators_each_with_a_name_of_its_own() -> None:
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS) >= 40


def test_every_operator_finds_a_place_in_the_catalogue(mutants: list[Mutant]) -> None:
    assert {operator.name for operator in OPERATORS} == {mutant.operator for mutant in mutants}


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
