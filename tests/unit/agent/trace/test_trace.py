"""A run's trace: written as it happens, read back whatever became of the run, and free of secrets."""

import json
import threading
from pathlib import Path

import pytest

from tilesmith.agent.drafter import Usage
from tilesmith.agent.redaction import HIDDEN
from tilesmith.agent.trace import (
    AttemptClosed,
    Message,
    ModelCall,
    RunNotFoundError,
    RunStarted,
    StepEnded,
    Trace,
    find_run,
    list_runs,
    new_run,
    read_run,
)
from tilesmith.agent.trace.reader import UnreadableRunError
from tilesmith.agent.verdict import Verdict
from tilesmith.tools.diagnostics import Diagnostic, Stage

STARTED = RunStarted(tilesmith="0", operation="add", description="a + b", request={}, settings={})


def call(text: str, reply: str = "", error: str = "") -> ModelCall:
    return ModelCall(
        step="repair",
        attempt=2,
        seconds=1.5,
        model="openai:x",
        messages=(Message(role="user", text=text),),
        reply=reply,
        usage=Usage(calls=1, input_tokens=10, output_tokens=5),
        error=error,
    )


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = new_run(tmp_path / "runs", "add")
    Trace(folder).write(STARTED)
    return folder


def test_what_is_written_is_read_back(run: Path) -> None:
    fault = Diagnostic(stage=Stage.HANG, message="waits forever", file="a.cpp", line=3)
    step = StepEnded(step="compile", attempt=1, seconds=0.5, diagnostics=(fault,), files={"a.cpp": "ä\n"})
    asked = call("prompt")
    Trace(run).write(step)
    Trace(run).write(asked)

    record = read_run(run)

    assert record.id == run.name
    assert record.started == STARTED
    assert record.steps == (step,)
    assert record.calls == (asked,)
    assert record.usage.tokens == 15
    assert record.report is None


def test_a_line_is_there_as_soon_as_it_is_written(run: Path) -> None:
    trace = Trace(run)
    for count in range(1, 4):
        trace.write(call("x"))
        assert len((run / "trace.jsonl").read_text().splitlines()) == count + 1


def test_lines_of_many_threads_never_mix(run: Path) -> None:
    text = "x" * 200_000
    threads = [threading.Thread(target=Trace(run).write, args=(call(text),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record = read_run(run)
    assert record.unreadable == 0
    assert [len(one.messages[0].text) for one in record.calls] == [len(text)] * 8


def test_half_a_line_of_a_killed_run_is_counted_and_left_out(run: Path) -> None:
    Trace(run).write(call("x"))
    whole = (run / "trace.jsonl").read_text()
    (run / "trace.jsonl").write_text(whole + whole.splitlines()[1][:40])
    record = read_run(run)
    assert len(record.calls) == 1
    assert record.unreadable == 1


def test_what_comes_after_half_a_line_is_not_lost_with_it(run: Path) -> None:
    trace = Trace(run)
    for _ in range(2):
        trace.mend()
    with (run / "trace.jsonl").open("a") as file:
        file.write('{"event": "model_call", "step": "rep')
    trace.mend()
    trace.write(call("x"))
    record = read_run(run)
    assert (len(record.calls), record.unreadable) == (1, 1)


def test_events_and_fields_of_a_newer_release_do_no_harm(run: Path) -> None:
    with (run / "trace.jsonl").open("a") as file:
        file.write('{"event": "telepathy", "time": 1}\n')
        file.write(json.dumps(STARTED.model_dump() | {"mood": "good"}) + "\n")
    assert read_run(run).unreadable == 1


def test_a_trace_without_a_beginning_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trace.jsonl").write_text("nonsense\n")
    with pytest.raises(UnreadableRunError, match="does not tell how the run began"):
        read_run(tmp_path)


def test_without_a_run_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Trace.of("").write(STARTED)
    assert list(tmp_path.iterdir()) == []


class TestSecrets:
    """Wherever a key is planted, it is not in the file."""

    planted = 'pa"ss\\wörd-0123456789'

    @pytest.fixture(autouse=True)
    def _key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOME_PROVIDER_API_KEY", self.planted)

    @pytest.mark.parametrize(
        "event",
        [
            call(f"use {planted} for it"),
            call("x", reply=f"// key: {planted}"),
            call("x", error=f"401: Incorrect API key provided: {planted}."),
            StepEnded(step="retrieve", attempt=1, seconds=0, notes=(f"from {planted}",)),
            StepEnded(step="repair", attempt=1, seconds=0, files={f"{planted}.cpp": f"// {planted}"}),
            StepEnded(step="finish", attempt=1, seconds=0, failure=f"cannot log in with {planted}"),
            STARTED.model_copy(update={"settings": {"base_url": f"http://me:{planted}@host/v1"}}),
            STARTED.model_copy(update={"request": {planted: planted}}),
        ],
    )
    def test_values_of_the_environment(self, run: Path, event: ModelCall | StepEnded | RunStarted) -> None:
        Trace(run).write(event)
        line = (run / "trace.jsonl").read_text().splitlines()[1]
        assert HIDDEN in line
        told = json.dumps(json.loads(line), ensure_ascii=False)
        for form in (
            self.planted,
            json.dumps(self.planted)[1:-1],
            json.dumps(self.planted, ensure_ascii=False)[1:-1],
        ):
            assert form not in line
            assert form not in told


class TestFindingRuns:
    """As much of an id as a person types."""

    @pytest.fixture
    def runs(self, tmp_path: Path) -> Path:
        for name in ("20260101-100000-add-00aa", "20260102-100000-add-00bb", "20260103-100000-gelu-00cc"):
            Trace(tmp_path / name).folder.mkdir()  # type: ignore[union-attr]
            Trace(tmp_path / name).write(STARTED)
        return tmp_path

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("", "20260103-100000-gelu-00cc"),
            ("20260101-100000-add-00aa", "20260101-100000-add-00aa"),
            ("gelu", "20260103-100000-gelu-00cc"),
            ("00bb", "20260102-100000-add-00bb"),
        ],
    )
    def test_a_part_that_no_other_has_is_enough(self, runs: Path, name: str, found: str) -> None:
        assert find_run(runs, name) == runs / found

    def test_a_folder_is_a_name_too(self, runs: Path, tmp_path: Path) -> None:
        folder = runs / "20260101-100000-add-00aa"
        assert find_run(tmp_path / "elsewhere", str(folder)) == folder

    def test_newest_first(self, runs: Path) -> None:
        assert [run.name[-4:] for run in list_runs(runs)] == ["00cc", "00bb", "00aa"]

    def test_of_several_the_one_that_can_only_be_meant_is_taken(self, runs: Path) -> None:
        assert find_run(runs, "add", lambda run: run.name.endswith("00aa")).name.endswith("00aa")

    def test_several_are_named(self, runs: Path) -> None:
        with pytest.raises(RunNotFoundError, match=r"2 runs are called so: .*00bb, .*00aa"):
            find_run(runs, "add")

    def test_none_says_which_there_are(self, runs: Path, tmp_path: Path) -> None:
        with pytest.raises(RunNotFoundError, match=r"no run relu in .*: the newest are 20260103"):
            find_run(runs, "relu")
        with pytest.raises(RunNotFoundError, match="there are no runs"):
            find_run(tmp_path / "nowhere")


def test_attempts_of_samples_are_told_apart_with_what_changed_between_them(tmp_path: Path) -> None:
    trace = Trace(tmp_path)
    trace.write(STARTED)
    for sample, number in [(2, 1), (1, 1), (2, 2), (1, 2)]:
        trace.write(AttemptClosed(number=number, sample=sample, files={}, verdict=Verdict.of([])))
    step = StepEnded(step="change_approach", sample=1, attempt=2, seconds=0, notes=("drafts from scratch",))
    trace.write(step)
    run = read_run(tmp_path)
    words = [attempt.words for attempt in run.attempts]
    assert words == [f"sample {s}, attempt {n}" for s in (1, 2) for n in (1, 2)]
    before = [run.before(attempt) for attempt in run.attempts]
    assert [earlier.words if earlier else "" for earlier in before] == ["", words[0], "", words[2]]
    assert [run.changes(attempt) for attempt in run.attempts] == [(), ("drafts from scratch",), (), ()]
