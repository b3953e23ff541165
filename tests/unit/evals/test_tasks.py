"""The tasks: enough, in every form, and each a request that can be understood."""

import pytest

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.communication import CommunicationKind
from tilesmith.agent.template_drafter import TemplateError, template_project
from tilesmith.evals.flaws import flaws_of
from tilesmith.evals.right_project import right_project
from tilesmith.evals.tasks import UnknownSuiteError, spec_of, suite
from tilesmith.tools.contract import check_contract
from tilesmith.tools.project import Project


def test_there_are_enough_tasks_each_with_a_name_of_its_own() -> None:
    tasks = suite("core")
    assert len(tasks) >= 72
    assert len({task.id for task in tasks}) == len(tasks)
    assert {task.request.core_mode for task in tasks} == {"single", "multi"}
    assert {task.level for task in tasks} == {"L0", "L1", "L2", "L3", "L4", "L5"}


def test_cores_work_together_on_several_cores_only_and_every_way_is_asked_for() -> None:
    tasks = [task for task in suite("core") if task.level == "L5"]
    asked = [spec_of(task).communication for task in tasks]
    assert {task.request.core_mode for task in tasks} == {"multi"}
    assert {communication.kind for communication in asked} == set(CommunicationKind)
    assert {task.split for task in tasks} == {"dev", "test"}


def test_the_splits_share_no_operation() -> None:
    dev, test = ({spec_of(task).name for task in suite(name)} for name in ("dev", "test"))
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


BY_HAND = [task for task in suite("core") if task.request.spec_file]


def test_some_tasks_are_served_by_no_single_pattern() -> None:
    assert {task.level for task in BY_HAND} == {"L0", "L3", "L4", "L5"}
    for task in BY_HAND:
        with pytest.raises(TemplateError):
            template_project(spec_of(task))


@pytest.mark.parametrize("task", BY_HAND, ids=lambda task: task.id)
def test_what_is_written_by_hand_agrees_with_itself(task) -> None:
    files, _ = right_project(task)
    spec = spec_of(task)
    target = Target(core_mode=task.request.core_mode)
    assert check_contract(Project(files={**files.files, **scaffold(spec, target)})) == []
