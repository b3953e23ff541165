"""The projects that were written by hand are right, on one core and on all."""

from pathlib import Path

import pytest

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.verify_project import how_to_verify, verify_project
from tilesmith.evals.right_project import right_project
from tilesmith.evals.tasks import Task, spec_of, suite
from tilesmith.tools.project import Project
from tilesmith.tools.verification import Level

BY_HAND = {task.id: task for task in suite("core") if task.request.spec_file}


def verdict(task: Task, folder: Path, level: Level) -> str:
    files, _ = right_project(task)
    spec, target = spec_of(task), Target(core_mode=task.request.core_mode)
    Project(files={**files.files, **scaffold(spec, target)}).write(folder)
    return verify_project(folder, spec, target, how_to_verify(level)).verdict.sentence


@pytest.mark.parametrize("name", ["softmax-single", "layernorm-multi", "concat-multi"])
def test_some_of_them_on_a_few_shapes(name: str, tmp_path: Path) -> None:
    assert verdict(BY_HAND[name], tmp_path, Level.QUICK).startswith("Verified")


@pytest.mark.slow
@pytest.mark.parametrize("task", BY_HAND.values(), ids=lambda task: task.id)
def test_all_of_them_as_verified_means(task: Task, tmp_path: Path) -> None:
    assert verdict(task, tmp_path, Level.STANDARD).startswith("Verified")
