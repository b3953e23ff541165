"""The tasks: enough, in every form, and each a request that can be understood."""

import pytest

from tilesmith.evals.flawed_model import right_project
from tilesmith.evals.flaws import flaws_of
from tilesmith.evals.tasks import UnknownSuiteError, suite


def test_there_are_enough_tasks_each_with_a_name_of_its_own() -> None:
    tasks = suite("core")
    assert len(tasks) >= 72
    assert len({task.id for task in tasks}) == len(tasks)
    assert {task.request.core_mode for task in tasks} == {"single", "multi"}


def test_the_splits_share_no_operation() -> None:
    dev, test = ({task.request.operation for task in suite(name)} for name in ("dev", "test"))
    assert dev
    assert test
    assert not dev & test


def test_an_unknown_suite_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownSuiteError, match="core, dev, test"):
        suite("nothing")


@pytest.mark.parametrize("task", suite("core"), ids=lambda task: task.id)
def test_every_task_has_a_right_project_with_places_for_mistakes(task) -> None:
    project, host = right_project(task)
    assert host in project.files
    flaws = flaws_of(project)
    assert len({flaw.name for flaw in flaws}) >= 8
    assert all(flaw.text != project.files[flaw.file] for flaw in flaws)
