"""The harness itself: what a sample does to its process harms no other, and no result is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.workspace import Workspace
from tilesmith.evals.conditions import conditions
from tilesmith.evals.run.engine import Limits, results_of
from tilesmith.evals.run.evaluation import evaluate
from tilesmith.evals.run.job import Job
from tilesmith.evals.run.pool import Pool
from tilesmith.evals.run.sample import SampleResult, Status
from tilesmith.evals.run.store import RESULTS, EvaluationError, Store
from tilesmith.evals.statistics import Share
from tilesmith.evals.tasks import Task, suite
from tilesmith.tests.integration.evals.planted import ABORTS, CRASHES, FILLS, HANGS, WELL, config, planted


def job(task: Task, folder: Path, most_bytes: int = 2**31) -> Job:
    return Job(task, 0, folder, {"max_iterations": 1}, seed=1, most_bytes=most_bytes)


def test_what_goes_wrong_in_one_sample_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    sources = {"crashes": CRASHES, "well": WELL, "aborts": ABORTS, "fills": FILLS, "fine": WELL}
    tasks = [planted(tmp_path / "specs", name, source) for name, source in sources.items()]
    jobs = [job(task, tmp_path, 16 * 1024 * 1024 if task.id == "fills" else 2**31) for task in tasks]

    results = {result.key.task: result for result in results_of(Pool(workers=2, seconds=300), jobs)}

    infra = {name for name, result in results.items() if result.status is Status.INFRA}
    assert infra == {"crashes", "aborts", "fills"}
    assert results["well"].status is results["fine"].status is Status.VERIFIED
    assert "status 7" in results["crashes"].reason
    assert "signal 6" in results["aborts"].reason
    assert "File too large" in results["fills"].reason


def test_what_takes_too_long_is_stopped_with_everything_below_it(tmp_path: Path) -> None:
    (result,) = results_of(Pool(2, seconds=8), [job(planted(tmp_path, "hangs", HANGS), tmp_path)])

    assert (result.status, result.reason) == (Status.INFRA, "did not end within 8 s")
    alive = subprocess.run(["pgrep", "-f", "sleep 98765"], capture_output=True, text=True, check=False)
    assert alive.stdout == ""


def test_an_evaluation_goes_on_where_it_was_and_tries_what_was_not_the_model_s_fault_again(
    tmp_path: Path,
) -> None:
    tasks = [planted(tmp_path / "specs", "well", WELL), planted(tmp_path / "specs", "broken", CRASHES)]
    folder = tmp_path / "evaluation"
    first = [result.key.task for _, result in evaluate(tasks, config(tasks), folder, Limits())]
    with (folder / RESULTS).open("a") as file:
        file.write('{"key": {"task": "wel')  # what a killed process leaves

    planted(tmp_path / "specs", "broken", WELL)
    second = [result.key.task for _, result in evaluate(tasks, config(tasks), folder, Limits())]
    third = [result.key.task for _, result in evaluate(tasks, config(tasks), folder, Limits())]

    assert (sorted(first), second, third) == (["broken", "well"], ["broken"], [])
    assert [result.status for result in Store(folder).results()] == [Status.VERIFIED] * 2
    assert (folder / "results.parquet").is_file()


def test_another_configuration_does_not_mix_with_the_results(tmp_path: Path) -> None:
    task = planted(tmp_path / "specs", "well", WELL)
    Store(tmp_path / "evaluation").begin(config([task]))

    with pytest.raises(EvaluationError, match="other samples: choose another folder"):
        Store(tmp_path / "evaluation").begin(config([task], samples=2))


def test_a_killed_evaluation_loses_only_what_was_in_flight(tmp_path: Path) -> None:
    folder = tmp_path / "evaluation"
    words = ["eval", "run", "--output", str(folder), "--workers", "1", "--task", "copy-single"]
    words += ["--task", "add-single", "--task", "relu-single"]
    process = subprocess.Popen([sys.executable, "-m", "tilesmith.agent.cli", *words], start_new_session=True)
    deadline = time.monotonic() + 120
    while not (folder / RESULTS).is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = Store(folder).results()
    assert [result.key.task for result in kept] == ["copy-single"]

    assert main(words) == 0

    results = Store(folder).results()
    assert sorted(result.key.task for result in results) == ["add-single", "copy-single", "relu-single"]
    assert all(result.status is Status.VERIFIED for result in results)
    assert kept[0] in results


def test_a_scripted_model_is_measured_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without mistakes everything is verified at first draft; with one in every draft nothing is."""
    for rate, verified in (("0", 2), ("1", 0)):
        folder = tmp_path / rate
        words = ["eval", "run", "--output", str(folder), "--model", f"flawed:{rate}", "--max-iterations", "1"]
        words += ["--no-tools", "--no-retrieval"]
        assert main([*words, "--task", "add-multi", "--task", "softsign-single", "--json"]) == 0
        summary = json.loads(capsys.readouterr().out)["summary"]
        assert f"{verified} of 2" in summary["verified at first draft"]
        assert conditions(Store(folder).config()) == ["no tools", "no retrieval"]
        assert all(result.usage.calls >= 1 for result in Store(folder).results())
        assert main(["eval", "report", str(folder)]) == 0
        page = Path(capsys.readouterr().out.strip()).read_text()
        assert page.count("<svg") == 3


def test_samples_of_the_scripted_model_build_where_the_last_one_of_their_task_did(tmp_path: Path) -> None:
    """It writes the same programs again and again; what a real model leaves is for no other sample."""
    tasks = [task for task in suite("core") if task.id == "copy-single"]
    for flaws, shared in ((0.0, True), (None, False)):
        folder = tmp_path / str(flaws)
        setup = config(tasks, samples=2).model_copy(update={"flaws": flaws})
        results = [result for _, result in evaluate(tasks, setup, folder, Limits(workers=1))]
        assert all(result.status is Status.VERIFIED for result in results)
        built = Workspace.of(f"{folder.resolve()}/copy-single").build
        assert built.is_dir() is shared


@pytest.mark.slow
def test_repairs_are_measured_too(tmp_path: Path) -> None:
    """A model that is wrong half of the time ends verified more often with repairs than at first draft."""
    tasks = [
        task for task in suite("core") if task.id in ("add-multi", "exp-multi", "lerp-single", "mish-multi")
    ]
    setup = config(tasks).model_copy(update={"flaws": 0.5, "settings": {"max_iterations": 4}, "seed": 4})
    results = [result for _, result in evaluate(tasks, setup, tmp_path / "evaluation", Limits())]

    assert all(result.status is not Status.INFRA for result in results)
    assert max(len(result.attempts) for result in results) > 1
    assert sum(_verified(result) for result in results) > sum(result.first_draft for result in results)


def _verified(result: SampleResult) -> bool:
    return result.status is Status.VERIFIED


@pytest.mark.slow
def test_a_model_planted_at_60_percent_scores_60_percent_within_its_interval(tmp_path: Path) -> None:
    tasks = [task for task in suite("core") if task.level == "L1"][:40]
    setup = config(tasks).model_copy(update={"flaws": 0.4})
    results = [result for _, result in evaluate(tasks, setup, tmp_path / "evaluation", Limits())]

    low, high = Share(sum(_verified(result) for result in results), len(results)).interval
    assert low <= 0.6 <= high
