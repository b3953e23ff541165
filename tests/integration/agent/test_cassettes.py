"""A run with a model is recorded, and repeated without it: the same files, verdict, tokens and cost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.template_drafter import TemplateDrafter
from tilesmith.agent.trace import RunRecord, find_run, read_run
from tilesmith.evals.scripted_server import Calls, Reply, ScriptedServer, Text
from tilesmith.tools.project import Project

KEY = "sk-of-the-test-and-never-recorded"
_REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge())
COMPUTE, HOST = "kernels/compute/add.cpp", "add.cpp"
KERNELS = TemplateDrafter().draft_kernels(_REQUEST).files
HOST_TEXT = TemplateDrafter().draft_host(_REQUEST, Project(files=KERNELS)).files[HOST]
WRONG = KERNELS | {COMPUTE: KERNELS[COMPUTE].replace("add_init(", "add_tiles_init(")}

# No room for the SDK's own code: whether its sources are indexed must not matter.
BUDGET = ("--retrieval-tokens", "2750")

Generate = Callable[..., tuple[int, dict[str, Any]]]


def reply(files: dict[str, str]) -> Text:
    return Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items()), piece=4000)


SCRIPT: list[Reply] = [
    Calls(tools=(("lookup_api", {"name": "add_tiles"}),)),
    reply(WRONG),
    reply({HOST: HOST_TEXT}),
    reply({COMPUTE: KERNELS[COMPUTE]}),
]


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Generate:
    """Runs the command with a seed of its own; gives exit code and the JSON object."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, operation: str = "add") -> tuple[int, dict[str, Any]]:
        fixed = ["--seed", "7", "--overwrite", "--json", "--output", "project", *BUDGET]
        code = main(["generate", "--operation", operation, *fixed, *words])
        said = capsys.readouterr()
        return code, (json.loads(said.out) if said.out else {}) | {"progress": said.err}

    return run


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of four exchanges, recorded to `cassette`."""
    folder = tmp_path_factory.mktemp("recorded")
    prices = folder / "prices.toml"
    prices.write_text('["openai:scripted"]\ninput = 2\noutput = 8\n')
    with pytest.MonkeyPatch.context() as patch, ScriptedServer(SCRIPT) as server:
        patch.setenv("OPENAI_API_KEY", KEY)
        patch.chdir(folder)
        code = main(
            ["generate", "--operation", "add", "--seed", "7", "--output", "project", *BUDGET,
             "--prices", str(prices), "--model", "openai:scripted", "--base-url", server.url,
             "--record", "cassette"]
        )  # fmt: skip
    assert code == 0
    assert len(server.requests) == 4
    return folder


@pytest.fixture
def recorded(generate: Generate, recording: Path) -> RunRecord:  # noqa: ARG001 - it sets the working folder
    """The run, whose recordings are in the folder `cassette`."""
    shutil.copytree(recording / "cassette", "cassette")
    return read_run(find_run(recording / "runs"))


def test_the_same_run_again_without_the_model(generate: Generate, recorded: RunRecord) -> None:
    first = recorded
    code, again = generate("--model", "replay:cassette")
    second = read_run(find_run(Path("runs"), Path(again["run"]).name))
    assert code == 0
    assert "no recording" not in again["progress"], "every prompt is the recorded one, byte by byte"
    assert [a.files for a in second.attempts] == [a.files for a in first.attempts]
    assert again["tokens"] == first.usage.tokens
    assert second.usage == first.usage
    assert second.usage.cost > 0
    assert [tool.name for tool in second.tools] == ["lookup_api"]


@pytest.mark.usefixtures("recorded")
def test_a_recording_is_readable_and_holds_no_key() -> None:
    files = sorted(Path("cassette").glob("*.json"))
    assert len(files) == 4
    texts = [file.read_text() for file in files]
    assert not any(KEY in text for text in texts)
    replies = {json.loads(text)["reply"] for text in texts}
    assert reply(WRONG).text in replies


@pytest.mark.usefixtures("recorded")
def test_another_prompt_gets_the_nearest_reply_and_a_warning(generate: Generate) -> None:
    code, outcome = generate("--model", "replay:cassette", "--retrieval-tokens", "2600")
    assert "has no recording of this prompt: takes the reply to the nearest one" in outcome["progress"]
    assert code == 0


@pytest.mark.usefixtures("recorded")
def test_words_that_resemble_nothing_recorded_end_the_run(generate: Generate) -> None:
    code, outcome = generate("--model", "replay:cassette", "--core-mode", "multi", operation="transpose")
    assert code == 1
    assert "record it with --record cassette and a model" in outcome["error"]


def test_replies_to_the_same_words_come_in_their_order(generate: Generate) -> None:
    """Three drafts from scratch; the fourth time the last one is given again."""
    script = [reply(WRONG), reply(WRONG | {COMPUTE: WRONG[COMPUTE] + "// 2\n"}), reply(KERNELS)]
    words = ("--samples", "3", "--no-generate-host", "--max-iterations", "1", "--no-validate")
    with ScriptedServer(script) as server:
        generate("--model", "openai:scripted", "--base-url", server.url, "--record", "cassette", *words)
    digests = {file.name.rpartition("-")[0] for file in Path("cassette").glob("*.json")}
    assert len(digests) == 1
    _, outcome = generate("--model", "replay:cassette", *words)
    run = read_run(find_run(Path("runs"), Path(outcome["run"]).name))
    assert not [call.error for call in run.calls if call.error]
    assert {call.reply for call in run.calls} == {each.text for each in script}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--model", "replay:nowhere"],
            "there are no recordings in nowhere: make some with --record nowhere",
        ),
        (["--model", "replay:broken"], "is no recording"),
        (["--model", "replay:cassette", "--record", "other"], "--record needs a model to record"),
    ],
)
@pytest.mark.usefixtures("recorded")
def test_mistakes_are_one_sentence(generate: Generate, words: list[str], said: str) -> None:
    Path("broken").mkdir()
    Path("broken/x.json").write_text("{}")
    code, outcome = generate(*words)
    assert code == 1
    assert said in outcome.get("error", "") + outcome["progress"]
