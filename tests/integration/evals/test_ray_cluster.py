"""Samples on a real Ray cluster of two nodes: every end is recorded, and is the same as here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.trace import read_run
from tilesmith.evals.run.cluster import QUIET, RayCluster
from tilesmith.evals.run.engine import Limits
from tilesmith.evals.run.evaluation import evaluate
from tilesmith.evals.run.sample import SampleResult, Status
from tilesmith.evals.run.store import Store
from tilesmith.evals.tasks import suite
from tilesmith.tests.integration.evals.planted import CRASHES, HANGS, WELL, config, planted

KILLS_ITS_WORKER = """import psutil, time
next(p for p in psutil.Process().parents() if "ray::" in " ".join(p.cmdline())).kill()
time.sleep(60)
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two nodes with one CPU each."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)  # Ray reads them when it is imported
        from ray.cluster_utils import Cluster

        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        try:
            cluster.add_node(num_cpus=1)
            yield str(cluster.address)
        finally:
            cluster.shutdown()


def told(result: SampleResult) -> tuple[object, ...]:
    """What does not depend on the machine."""
    tokens = (result.usage.calls, result.usage.input_tokens, result.usage.output_tokens)
    return result.key, result.status, result.drafter, result.attempts, tokens, result.seed, result.reason


def test_what_goes_wrong_is_told_and_another_engine_goes_on_with_it(address: str, tmp_path: Path) -> None:
    sources = {"well": WELL, "crashes": CRASHES, "kills": KILLS_ITS_WORKER, "fine": WELL}
    tasks = [planted(tmp_path / "specs", name, source) for name, source in sources.items()]
    folder = tmp_path / "evaluation"

    run = evaluate(tasks, config(tasks), folder, Limits(), RayCluster(address))
    results = {result.key.task: result for _, result in run}

    status = {name: result.status for name, result in results.items()}
    assert {name for name, is_ in status.items() if is_ is Status.INFRA} == {"crashes", "kills"}
    assert status["well"] is status["fine"] is Status.VERIFIED
    assert "status 7" in results["crashes"].reason
    assert results["kills"].reason.startswith("Ray: The worker died unexpectedly")
    assert len({result.node for result in results.values() if result.node}) == 2, "both nodes had work"
    trace = read_run(folder / results["well"].run)
    assert trace.report is not None
    assert trace.report.verified
    assert (folder / "samples/well/0/project/well.cpp").is_file()

    for name in ("crashes", "kills"):
        planted(tmp_path / "specs", name, WELL)
    again = [result for _, result in evaluate(tasks, config(tasks), folder, Limits())]

    assert sorted(result.key.task for result in again) == ["crashes", "kills"]
    assert all(result.status is Status.VERIFIED for result in Store(folder).results())
    assert Store(folder).config().engines == (f"Ray cluster {address}", "this machine")


@pytest.mark.slow
def test_what_takes_too_long_is_stopped(address: str, tmp_path: Path) -> None:
    task = planted(tmp_path / "specs", "hangs", HANGS)

    run = evaluate([task], config([task]), tmp_path / "evaluation", Limits(seconds=8), RayCluster(address))

    (result,) = [result for _, result in run]
    assert (result.status, result.reason) == (Status.INFRA, "did not end within 8 s")


@pytest.mark.slow
def test_a_sample_comes_to_the_same_on_a_cluster_as_here(address: str, tmp_path: Path) -> None:
    tasks = [task for task in suite("core") if task.id == "copy-single"]
    settings = {"max_iterations": 2, "retrieval": False, "max_tool_calls": 0}
    setup = config(tasks).model_copy(update={"flaws": 0.5, "settings": settings})

    (there,) = evaluate(tasks, setup, tmp_path / "there", Limits(), RayCluster(address))
    (here,) = evaluate(tasks, setup, tmp_path / "here", Limits())

    assert told(there[1]) == told(here[1])
    assert [attempt.stage for attempt in here[1].attempts] == ["run", "verified"]


def test_a_cluster_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["eval", "run", "--output", str(tmp_path / "evaluation"), "--ray", "127.0.0.1:1"]

    assert main([*words, "--task", "copy-single"]) == 1

    said = capsys.readouterr().err
    assert "no Ray cluster answers at 127.0.0.1:1" in said
    assert "Traceback" not in said
    assert not (tmp_path / "evaluation").exists()
