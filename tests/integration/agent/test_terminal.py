"""The command in a real process: what a terminal shows, and how it ends when it is interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tilesmith.evals.scripted_server import ScriptedServer, Slow, Text

KERNEL = "void kernel_main() {}\n"
NAMES = ("kernels/dataflow/reader.cpp", "kernels/compute/add.cpp", "kernels/dataflow/writer.cpp")
DRAFT = Text("Some words first.\n" + "\n".join(f"```cpp {name}\n{KERNEL}```" for name in NAMES))


def start(server: ScriptedServer, folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tilesmith.agent.cli", "generate", "--operation", "add"]
    model = ["--model", "openai:scripted", "--base-url", server.url, "--no-generate-host", "--no-refine"]
    return subprocess.Popen(
        [*command, *model, *words],
        cwd=folder,
        env={**os.environ, "OPENAI_API_KEY": "sk-test-key-0123456789"},
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


def test_an_interrupt_ends_it_without_a_traceback(tmp_path: Path) -> None:
    with ScriptedServer([Slow(DRAFT.text, seconds=8)]) as server:
        process = start(server, tmp_path)
        deadline = time.monotonic() + 100
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted." in err
    assert "Traceback" not in err
