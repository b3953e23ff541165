"""A host program for TT-Metalium builds against the emulated package with CMake and runs."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent / "host_program"
SHARDED = Path(__file__).parent / "sharded_program"
MESH = Path(__file__).parent / "mesh_program"


def build_project(source: Path, prefix: Path, build: Path) -> None:
    for command in (
        ["cmake", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}"],
        ["cmake", "--build", build],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "warning" not in done.stdout


@pytest.fixture(scope="module")
def program(prefix: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = tmp_path_factory.mktemp("build")
    build_project(PROJECT, prefix, build)
    return build / "vector_add"


@pytest.fixture(scope="module")
def sharded_copy(prefix: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = tmp_path_factory.mktemp("sharded")
    build_project(SHARDED, prefix, build)
    return build / "sharded_copy"


@pytest.fixture(scope="module")
def mesh_add(prefix: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = tmp_path_factory.mktemp("mesh")
    build_project(MESH, prefix, build)
    return build / "mesh_add"


def start(
    program: Path,
    workspace: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    folder: Path = PROJECT,
) -> tuple[subprocess.CompletedProcess[str], dict[str, object]]:
    report = workspace / "report.json"
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=os.environ
        | {"TILESMITH_REPORT": str(report), "TILESMITH_KERNEL_CACHE": str(workspace.parent / "kernels")}
        | dict(environment or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done, json.loads(report.read_text())


@pytest.mark.parametrize("arch", ["wormhole_b0", "blackhole"])
@pytest.mark.parametrize(("tiles", "cores", "used"), [("5", "1", 1), ("7", "0", 7), ("200", "0", None)])
def test_vector_add_on_one_core_and_on_many(
    program: Path, tmp_path: Path, arch: str, tiles: str, cores: str, used: int | None
) -> None:
    done, report = start(program, tmp_path, tiles, cores, environment={"TILESMITH_ARCH": arch})
    assert done.returncode == 0, done.stderr
    grid = {"wormhole_b0": 72, "blackhole": 130}[arch]
    assert done.stdout == f"PASS on {used or grid} cores\n"
    assert (report["status"], report["findings"], report["arch"]) == ("ok", [], arch)


def test_describe_records_the_program_and_runs_nothing(program: Path, tmp_path: Path) -> None:
    environment = {"TILESMITH_MODE": "describe", "TILESMITH_RECORD": str(tmp_path / "record")}
    done, report = start(program, tmp_path, "5", "1", environment=environment)
    assert (done.returncode, done.stdout, report["programs"]) == (0, "", 0)
    record = json.loads((tmp_path / "record/0/program.json").read_text())
    reader, compute, writer = record["kernels"]
    assert reader["source"] == "kernels/reader.cpp"
    assert (reader["processor"], reader["noc"], reader["compile_args"]) == ("riscv_1", 0, [2, 2048, 2, 2048])
    assert (writer["processor"], writer["noc"], writer["compile_args"]) == ("riscv_0", 1, [2, 2048])
    assert (compute["kind"], compute["math_fidelity"]) == ("compute", "HiFi4")
    assert [accessor["offset"] for accessor in reader["accessors"][:2]] == [0, 2]
    assert [(cb["index"], cb["num_pages"], cb["dtype"]) for cb in record["circular_buffers"]] == [
        (0, 2, "bfloat16"),
        (1, 2, "bfloat16"),
        (16, 2, "bfloat16"),
    ]


def test_a_missing_kernel_file_ends_the_program_and_is_in_the_report(program: Path, tmp_path: Path) -> None:
    done, report = start(program, tmp_path, "5", "1", "no_such_folder")
    assert done.returncode != 0
    assert report["status"] == "fault"
    findings = report["findings"]
    assert isinstance(findings, list)
    assert findings[0]["check"] == "host_error"
    assert "no_such_folder/reader.cpp doesn't exist" in findings[0]["message"]


def test_a_vector_that_is_shorter_than_its_buffer_is_a_warning_and_what_is_missing_an_error(
    program: Path, tmp_path: Path
) -> None:
    done, report = start(program, tmp_path, "4", "1", "kernels", "short")
    assert done.returncode != 0
    findings = report["findings"]
    assert isinstance(findings, list)
    assert [(entry["check"], entry["severity"], entry["line"]) for entry in findings[:2]] == [
        ("host_write_size", "warning", 0),
        ("uninitialised_data", "error", 18),
    ]


def test_buffers_that_do_not_fit_in_dram_are_refused(program: Path, tmp_path: Path) -> None:
    done, report = start(program, tmp_path, "2097151", "1")
    assert done.returncode != 0
    assert report["status"] == "fault"
    findings = report["findings"]
    assert isinstance(findings, list)
    assert findings[0]["check"] == "host_error"
    assert "Out of Memory: Not enough space to allocate" in findings[0]["message"]


@pytest.mark.parametrize("arch", ["wormhole_b0", "blackhole"])
@pytest.mark.parametrize("at_run_time", ["0", "1"])
def test_a_sharded_buffer_is_read_page_by_page(
    sharded_copy: Path, tmp_path: Path, at_run_time: str, arch: str
) -> None:
    environment = {"TILESMITH_ARCH": arch}
    done, report = start(sharded_copy, tmp_path, at_run_time, environment=environment, folder=SHARDED)
    assert done.returncode == 0, done.stderr
    assert (report["status"], report["findings"]) == ("ok", [])


@pytest.mark.parametrize("core", ["0", "1"])
def test_each_device_of_a_mesh_works_on_its_own_data(mesh_add: Path, tmp_path: Path, core: str) -> None:
    done, report = start(mesh_add, tmp_path, core, folder=MESH)
    assert done.returncode == 0, done.stderr
    assert (report["status"], report["findings"], report["programs"]) == ("ok", [], 12)


def test_a_program_outside_the_sub_devices_is_refused(mesh_add: Path, tmp_path: Path) -> None:
    done, _ = start(mesh_add, tmp_path, "2", folder=MESH)
    assert done.returncode != 0
    assert "Kernel group cores do not match sub device cores for programmable core type TENSIX" in done.stderr
