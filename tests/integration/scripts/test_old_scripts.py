"""The scripts of the earlier workflow, started as their users start them, without and with a model."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.evals.scripted_server import ChatRequest, Reply, ScriptedServer
from tilesmith.tests.projects import template_project
from tilesmith.tests.scripted_model import files_reply, right_answer
from tilesmith.tools.sdk import DEFAULT_VERSION, IndexUnreachableError, NoPipError, resolve_sdk

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
KEY = "sk-a-key-that-must-stay-secret"
EXAMPLES = "tt_metal/programming_examples"
COMPUTE = "kernels/compute/add.cpp"
HOST, KERNELS = "add.cpp", [COMPUTE, "kernels/dataflow/reader.cpp", "kernels/dataflow/writer.cpp"]
WHOLE = ("--refine", "--generate-host", "--validate")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Starts a script in `tmp_path`, without keys and without a tree unless they are given."""

    def start(script: str | Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        ours = ("TILESMITH_", "TT_METAL_", "OPENAI_", "GROQ_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        return subprocess.run(
            [SCRIPTS / script, *words],
            cwd=tmp_path,
            env=environment
            | {"HOME": str(tmp_path), "XDG_CACHE_HOME": _cache(), "COLUMNS": "200"}
            | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return start


def _cache() -> str:
    return os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tt-metal checkout, made of the installed SDK, with the scripts where they used to be."""
    try:
        sdk = resolve_sdk(DEFAULT_VERSION)
    except (IndexUnreachableError, NoPipError) as error:
        pytest.skip(str(error))
    root = tmp_path / "work/tt-metal"
    shutil.copytree(sdk.root / "tt_metal", root / "tt_metal")
    (root / EXAMPLES).mkdir(exist_ok=True)
    (root / "tools").mkdir()
    (root / "tools/kernel_generator").symlink_to(SCRIPTS)
    return root


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.cpp"))


def with_model(server: ScriptedServer, key: str = "OPENAI_API_KEY") -> dict[str, str]:
    return {key: KEY, "TILESMITH_BASE_URL": server.url}


def wrong_at_first(request: ChatRequest) -> Reply:
    """The first draft calls a function that this version does not have."""
    reply = right_answer(request)
    if "Write the device kernels" not in request.last_message:
        return reply
    kernels = template_project(CATALOGUE["add"], Target()).kernels
    return files_reply(kernels | {COMPUTE: kernels[COMPUTE].replace("add_init(", "add_tiles_init(")})


class TestGenerateKernel:
    def test_kernels_alone_go_into_the_tree_that_the_script_lies_in(self, run: Run, tree: Path) -> None:
        done = run(
            tree / "tools/kernel_generator/generate_kernel.py", "--operation", "add", "--core-mode", "multi"
        )

        assert done.returncode == 0, done.stderr
        assert written(tree / EXAMPLES / "add_multi_core_generated") == KERNELS
        assert "SDK unknown" in done.stderr, "the tree's own headers, which say no version"
        assert "Passed: kernel check" in done.stdout

    def test_a_named_tree_gets_the_whole_project(self, run: Run, tree: Path, tmp_path: Path) -> None:
        words = ("--operation", "add", "--refine", "--generate-host", "--max-iterations", "2", "--verbose")
        done = run("generate_kernel.py", *words, TT_METAL_HOME=str(tree))

        assert done.returncode == 0, done.stderr
        project = tree / EXAMPLES / "add_single_core_generated"
        assert {HOST, *KERNELS} <= set(written(project))
        assert (project / "CMakeLists.txt").is_file()
        assert "Passed: contract, kernel check, host build" in done.stdout
        assert "template" in done.stdout
        assert not (tmp_path / "generated").exists()

    def test_the_key_that_is_set_chooses_the_model(self, run: Run, tmp_path: Path) -> None:
        with ScriptedServer(right_answer) as server:
            words = ("--operation", "add", "--output", "out")
            done = run("generate_kernel.py", *words, **with_model(server, "GROQ_API_KEY"))

        assert done.returncode == 0, done.stderr
        (request,) = server.requests
        assert (request.path, request.key) == ("/openai/v1/chat/completions", KEY)
        assert request.body["model"] == "llama-3.3-70b-versatile"
        assert written(tmp_path / "out") == KERNELS
        assert not any(KEY in path.read_text() for path in tmp_path.rglob("*.json*"))

    def test_a_project_that_is_there_is_repaired_and_stays_as_it_was(self, run: Run, tmp_path: Path) -> None:
        project = template_project(CATALOGUE["add"], Target(core_mode=CoreMode.MULTI))
        wrong = project.kernels[COMPUTE].replace("add_tiles(", "sub_tiles(").replace("add_init", "sub_init")
        assert wrong.count("sub_") > 1
        project.with_files({COMPUTE: wrong}).write(tmp_path / "mine")
        words = ("--operation", "add", "--core-mode", "multi", "--refine-target", "mine", "--validate")
        with ScriptedServer(right_answer) as server:
            done = run("generate_kernel.py", *words, "--model", "gpt-5", **with_model(server))

        assert done.returncode == 0, done.stderr
        (request,) = server.requests
        assert "# What went wrong" in request.last_message
        assert (tmp_path / "mine" / COMPUTE).read_text() == wrong
        assert (tmp_path / "mine_refined" / COMPUTE).read_text() == project.kernels[COMPUTE]

    def test_a_repair_needs_somebody_who_repairs(self, run: Run, tmp_path: Path) -> None:
        template_project(CATALOGUE["add"], Target()).write(tmp_path / "mine")
        done = run("generate_kernel.py", "--operation", "add", "--refine-target", "mine")

        assert done.returncode == 1
        assert "needs a model" in done.stderr

    def test_what_stays_wrong_is_told_by_the_exit_code(self, run: Run) -> None:
        with ScriptedServer(wrong_at_first) as server:
            words = ("--operation", "add", "--model", "openai:scripted", "--output", "out")
            done = run("generate_kernel.py", *words, **with_model(server))

        assert done.returncode == 2
        assert "add_tiles_init" in done.stdout

    def test_a_missing_flag_is_one_sentence(self, run: Run) -> None:
        done = run("generate_kernel.py", "--core-mode", "single")

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "error: Missing option '--operation': see `generate_kernel.py --help`\n"

    def test_it_finds_its_environment_from_a_python_that_has_none(self, run: Run, tmp_path: Path) -> None:
        bare = tmp_path / "bin/python3"  # a Python whose packages are out of reach
        bare.parent.mkdir()
        bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
        bare.chmod(0o755)
        path = os.pathsep.join([str(bare.parent), os.environ["PATH"]])
        done = run("generate_kernel.py", "--operation", "no_such", PATH=path, UV_NO_SYNC="1")

        assert done.returncode == 1
        assert "unknown operation 'no_such'" in done.stderr


class TestGpt4KernelGenerator:
    def test_a_wrong_draft_is_repaired_until_it_verifies(self, run: Run) -> None:
        words = ("--operation", "add", "--core-mode", "single", *WHOLE, "--output", "out")
        with ScriptedServer(wrong_at_first) as server:
            keys = with_model(server) | {"GROQ_API_KEY": KEY}
            done = run("gpt4_kernel_generator_new.py", *words, **keys)

        assert done.returncode == 0, done.stderr
        assert {request.path for request in server.requests} == {"/v1/chat/completions"}, "OpenAI comes first"
        assert "add_tiles_init" in server.requests[-1].last_message
        assert "2 attempts" in done.stdout

    def test_without_a_key_it_is_the_template_compiler(self, run: Run, tmp_path: Path) -> None:
        done = run("gpt4_kernel_generator_new.py", "--operation", "multiply", "--core-mode", "multi")

        assert done.returncode == 0, done.stderr
        assert len(written(tmp_path / "generated/multiply_multi_core_generated")) == 3


class TestExamples:
    PROJECTS = ("add_single_core", "subtract_multi_core", "multiply_multi_core")

    def test_all_examples_pass_without_a_model(self, run: Run, tmp_path: Path) -> None:
        done = run("examples.py")

        assert done.returncode == 0, done.stderr
        for name in self.PROJECTS:
            assert written(tmp_path / "generated" / f"{name}_generated")

    @pytest.mark.slow
    def test_all_examples_pass_with_a_model(self, run: Run) -> None:
        with ScriptedServer(right_answer) as server:
            done = run("examples.py", "--model", "scripted", **with_model(server))

        assert done.returncode == 0, done.stderr
        assert len(server.requests) == 5, "three drafts, two of them with a host program"


class TestIntegrationTest:
    def test_it_examines_the_machine_and_verifies_a_kernel(self, run: Run, tmp_path: Path) -> None:
        done = run("test_kernel_generator_integration.py")

        assert done.returncode == 0, done.stderr
        assert "sandbox" in done.stdout
        assert "Verified" in done.stdout
        assert not (tmp_path / "generated").exists()

    @pytest.mark.slow
    def test_with_a_key_it_tests_the_model(self, run: Run) -> None:
        with ScriptedServer(right_answer) as server:
            done = run("test_kernel_generator_integration.py", **with_model(server))

        assert done.returncode == 0, done.stderr
        assert server.requests[0].body["model"] == "gpt-5"


def test_setup_brings_what_is_missing_and_examines_the_machine(run: Run) -> None:
    done = run("setup.sh")

    assert done.returncode == 0, done.stderr
    assert "SDK" in done.stdout
    assert "emulator" in done.stdout
