"""The command in a real process: what a terminal shows, and how it ends when it is interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tilesmith.evals.scripted_server import Endless, HttpError, ScriptedServer, Text

KERNEL = "void kernel_main() {}\n"
NAMES = ("kernels/dataflow/reader.cpp", "kernels/compute/add.cpp", "kernels/dataflow/writer.cpp")
DRAFT = Text("Some words first.\n" + "\n".join(f"```cpp {name}\n{KERNEL}```" for name in NAMES))


def start(server: ScriptedServer, folder: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    model = ["--model", "openai:scripted", "--base-url", server.url, "--no-generate-host", "--no-refine"]
    return command(folder, "generate", "--operation", "add", *model, *words, **variables)


def command(folder: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tilesmith.agent.cli", *words],
        cwd=folder,
        env={**os.environ, "OPENAI_API_KEY": "sk-test-key-0123456789", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests themselves run in the background, an interrupt is ignored, and so would be ours.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_progress_goes_to_stderr_and_one_object_to_stdout(tmp_path: Path) -> None:
    with ScriptedServer([DRAFT]) as server:
        out, err = start(server, tmp_path, "--json").communicate(timeout=120)
    assert out, err
    assert json.loads(out)["attempts"] == 1
    seen = [line.split()[0] for line in err.splitlines() if line and not line.startswith(" ")]
    assert list(dict.fromkeys(seen))[:3] == ["retrieve", "draft_kernel", "compile"]
    assert "Some words first." not in err


def test_verbose_shows_the_model_s_words(tmp_path: Path) -> None:
    with ScriptedServer([DRAFT]) as server:
        out, err = start(server, tmp_path, "--verbose", "--json").communicate(timeout=120)
    assert "Some words first." in err
    assert "Some words first." not in out


def interrupted(process: subprocess.Popen[str], server: ScriptedServer) -> tuple[float, str]:
    """Ctrl-C as soon as the model is asked: the seconds that it took to end, and what it said."""
    deadline = time.monotonic() + 100
    while not server.requests and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)  # for the first words of the reply
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert out == ""
    return time.monotonic() - began, err


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("samples", [1, 2])
def test_an_interrupt_ends_it_at_once_in_the_middle_of_a_reply(
    tmp_path: Path, silent: bool, samples: int
) -> None:
    with ScriptedServer(lambda _request: Endless(DRAFT.text, silent=silent)) as server:
        process = start(server, tmp_path, "--samples", str(samples))
        seconds, err = interrupted(process, server)
        (run,) = (tmp_path / "runs").iterdir()
        deadline = time.monotonic() + 10
        while len(server.closed) < len(server.requests) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(server.closed) == len(server.requests), "no connection is left open"
    assert process.returncode == 130
    assert err.splitlines()[-1] == f"Interrupted: to go on with it, run `tilesmith resume {run.name}`"
    assert "Traceback" not in err
    assert seconds < 2


def test_a_run_that_was_interrupted_goes_on_and_can_be_interrupted_again(tmp_path: Path) -> None:
    with ScriptedServer([Endless(DRAFT.text), Endless(silent=True, text=""), DRAFT]) as server:
        process = start(server, tmp_path)
        interrupted(process, server)
        server.requests.clear()
        process = command(tmp_path, "resume")
        seconds, err = interrupted(process, server)
        assert "goes on with draft_kernel" in err
        assert (process.returncode, seconds < 2) == (130, True)
        out, err = command(tmp_path, "resume", "--json").communicate(timeout=120)
    assert json.loads(out)["attempts"] == 1, err


def test_an_interrupt_ends_a_client_that_can_only_block(tmp_path: Path) -> None:
    """As of a provider's package that has no asynchronous client."""
    (tmp_path / "sitecustomize.py").write_text(
        "from langchain_core.language_models import BaseChatModel\n"
        "from langchain_openai import ChatOpenAI\n"
        "from langchain_openai.chat_models.base import BaseChatOpenAI\n"
        "ChatOpenAI._astream = BaseChatOpenAI._astream = BaseChatModel._astream\n"
    )
    with ScriptedServer([Endless(DRAFT.text, silent=True)]) as server:
        process = start(server, tmp_path, PYTHONPATH=str(tmp_path))
        seconds, err = interrupted(process, server)
    assert (process.returncode, seconds < 2) == (130, True)
    assert "Interrupted: to go on with it" in err


def test_an_interrupt_ends_what_it_waits_for_before_it_asks_again(tmp_path: Path) -> None:
    with ScriptedServer([HttpError(429, retry_after=50)]) as server:
        process = start(server, tmp_path)
        seconds, _ = interrupted(process, server)
    assert (process.returncode, seconds < 2) == (130, True)


def test_a_second_run_into_the_same_folder_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with ScriptedServer([Endless(DRAFT.text, silent=True), DRAFT]) as server:
        first = start(server, tmp_path)
        deadline = time.monotonic() + 100
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.05)
        second = start(server, tmp_path, "--json")
        out, err = second.communicate(timeout=120)
        assert second.returncode == 1
        folder = tmp_path / "generated/add_single_core"
        said = f"another run is at work on {folder}: let it end, or name another folder with --output"
        assert json.loads(out)["error"] == said
        assert len(list((tmp_path / "runs").iterdir())) == 1, "it leaves no trace"
        first.kill()
        first.communicate()
        out, err = start(server, tmp_path, "--json").communicate(timeout=120)
    assert json.loads(out)["attempts"] == 1, err
