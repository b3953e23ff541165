"""Samples on a real LangGraph server: they come to the same as here, and its faults end none but theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.evals.run.engine import Limits
from tilesmith.evals.run.evaluation import evaluate
from tilesmith.evals.run.sample import Status
from tilesmith.evals.run.server import Server, ServerError
from tilesmith.evals.tasks import suite
from tilesmith.tests.integration.evals.planted import WELL, config, planted
from tilesmith.tests.langgraph_server import langgraph_server


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with langgraph_server(tmp_path_factory.mktemp("server"), "--n-jobs-per-worker", "2") as address:
        yield address


def test_a_sample_comes_to_the_same_on_a_server_as_here(url: str, tmp_path: Path) -> None:
    tasks = [task for task in suite("core") if task.id == "copy-single"]
    settings = {"max_iterations": 2, "retrieval": False, "max_tool_calls": 0}
    setup = config(tasks).model_copy(update={"flaws": 0.5, "settings": settings})

    ((_, there),) = evaluate(tasks, setup, tmp_path / "there", Limits(), Server(url))
    ((_, here),) = evaluate(tasks, setup, tmp_path / "here", Limits())

    assert (there.status, there.attempts, there.drafter) == (here.status, here.attempts, here.drafter)
    assert (there.usage.tokens, there.seed, there.reason) == (here.usage.tokens, here.seed, here.reason)
    assert [attempt.stage for attempt in there.attempts] == ["run", "verified"]
    assert min(there.seconds, there.llm_seconds, there.compile_seconds, there.run_seconds) > 0
    assert (there.node, there.run) == (url, "")
    assert (tmp_path / "there/samples/copy-single/0/project/copy.cpp").is_file()


@pytest.mark.slow
def test_what_takes_too_long_is_told_and_is_tried_again(url: str, tmp_path: Path) -> None:
    task = planted(tmp_path / "specs", "well", WELL)
    setup, folder = config([task]), tmp_path / "evaluation"

    ((_, late),) = evaluate([task], setup, folder, Limits(seconds=0.5), Server(url))
    assert (late.status, late.reason) == (Status.INFRA, "did not end within 0.5 s")

    ((_, again),) = evaluate([task], setup, folder, Limits(), Server(url))
    assert again.status is Status.VERIFIED


@pytest.mark.slow
def test_a_refused_run_is_told(url: str, tmp_path: Path) -> None:
    task = planted(tmp_path / "specs", "well", WELL)
    setup = config([task]).model_copy(update={"settings": {"max_iterations": 0}})

    ((_, result),) = evaluate([task], setup, tmp_path / "evaluation", Limits(), Server(url))

    assert result.status is Status.INFRA
    assert result.reason.startswith("max_iterations 0 cannot be used")


def test_a_server_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["eval", "run", "--output", str(tmp_path / "evaluation"), "--server", "http://127.0.0.1:1"]

    assert main([*words, "--task", "copy-single"]) == 1

    said = capsys.readouterr().err
    assert "no LangGraph server answers at http://127.0.0.1:1" in said
    assert "Traceback" not in said
    assert not (tmp_path / "evaluation").exists()


@pytest.mark.parametrize(
    ("changes", "said"), [({"flaws": 0.5}, "flawed:RATE"), ({"suite": "kernelbench"}, "--kernelbench")]
)
def test_what_another_machine_cannot_reach_is_refused(
    changes: dict[str, object], said: str, tmp_path: Path
) -> None:
    setup = config([]).model_copy(update=changes)
    with pytest.raises(ServerError, match=said):
        list(evaluate([], setup, tmp_path, Limits(), Server("http://graphs.example:2024")))
