"""What each kind of end is called, and what the user is told."""

from pathlib import Path

import pytest

from tilesmith.tools.diagnostics import Stage
from tilesmith.tools.runner import Finding, KernelCompile, Report, RunResult, RunStatus, Stuck
from tilesmith.tools.runner.judgement import judged
from tilesmith.tools.sandbox import Isolation, LimitReached, SandboxResult

_READER = "kernels/dataflow/reader.cpp"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "kernels/dataflow").mkdir(parents=True)
    (tmp_path / _READER).write_text("void kernel_main() {\n    cb_reserve_back(0, 1);\n}\n")
    (tmp_path / "host.cpp").write_text("int main() {\n    CreateKernel();\n}\n")
    return tmp_path


def _ended(
    returncode: int = 0, stderr: str = "", stdout: str = "", limit: LimitReached | None = None
) -> SandboxResult:
    return SandboxResult(returncode, stdout, stderr, limit, 0.5, Isolation.BUBBLEWRAP)


def _judged(project: Path, report: Report | None = None, **ended: object) -> RunResult:
    return judged(_ended(**ended), report, project)  # type: ignore[arg-type]


def test_exit_code_0_without_findings_is_ok(project: Path) -> None:
    result = _judged(project, Report(status="ok", programs=1))

    assert result.ok and result.diagnostics == ()


@pytest.mark.parametrize("report", [None, Report(status="ok", programs=0)])
def test_a_program_that_never_used_the_device_fails(project: Path, report: Report | None) -> None:
    result = _judged(project, report, stdout="PASS")

    assert not result.ok and result.diagnostics[0].check == "no_device_work"


def test_a_hang_names_kernel_line_and_cores_once(project: Path) -> None:
    stuck = tuple(
        Stuck(
            core=(x, 0),
            processor="riscv_1",
            file=str(project / _READER),
            line=2,
            waiting_for="cb_reserve_back(0, 1): 0 pages free",
        )
        for x in range(20)
    )
    result = _judged(project, Report(status="hang", stuck=stuck), returncode=86)

    (fault,) = result.diagnostics
    assert result.status is RunStatus.HANG
    assert (fault.stage, fault.file, fault.line) == (Stage.HANG, _READER, 2)
    assert fault.message == "riscv_1 waits forever: cb_reserve_back(0, 1): 0 pages free"
    assert fault.evidence[0] == "core (0,0) riscv_1" and fault.evidence[-1] == "and 12 more"
    assert ">   2 |" in fault.excerpt


def test_an_uncaught_error_of_the_host_api_is_told_in_its_words(project: Path) -> None:
    error = Finding(check="host_error", severity="error", message="TT_FATAL: page size is 0")
    result = _judged(project, Report(status="fault", findings=(error,)), returncode=-6)

    assert result.status is RunStatus.CRASH
    assert [fault.message for fault in result.diagnostics] == ["TT_FATAL: page size is 0"]


def test_findings_fail_a_strict_run_only(project: Path) -> None:
    finding = Finding(check="push_without_reserve", severity="error", message="3 pages", file=_READER, line=2)
    report = Report(status="ok", programs=1, findings=(finding,))

    assert judged(_ended(), report, project, strict=False).ok
    assert judged(_ended(), report, project).status is RunStatus.FAULT


def test_findings_keep_check_expectation_and_hint(project: Path) -> None:
    finding = Finding(
        check="cb_read_without_wait",
        severity="error",
        core=(1, 2),
        processor="compute",
        file=_READER,
        line=2,
        message="page 1 of c_0 was read, 0 were waited for",
        expected="cb_wait_front before it",
        hint="add cb_wait_front(c_0, 1)",
        count=3,
    )
    result = _judged(project, Report(status="ok", findings=(finding,)), returncode=86)

    (fault,) = result.diagnostics
    assert result.status is RunStatus.FAULT
    assert (fault.stage, fault.check, fault.hint) == (Stage.SANITIZER, finding.check, finding.hint)
    assert fault.evidence == (
        "core (1,2) compute",
        "seen 3 times, on all cores",
        "expected: cb_wait_front before it",
    )


def test_a_finding_counts_even_when_the_program_hides_its_exit_code(project: Path) -> None:
    finding = Finding(check="x", severity="error", message="m", file=_READER, line=1)

    assert not _judged(project, Report(status="fault", findings=(finding,)), returncode=0).ok


def test_warnings_alone_do_not_fail_a_run(project: Path) -> None:
    warning = Finding(check="cb_not_drained", severity="warning", message="2 pages left", file=_READER)

    assert _judged(project, Report(status="ok", programs=1, findings=(warning,))).ok


def test_kernel_errors_of_the_run_time_compiler_are_kernel_check_diagnostics(project: Path) -> None:
    log = f"{project / _READER}:2:5: error: 'cb_reserve_back' was not declared in this scope\n"
    report = Report(
        status="compile_error", kernel_compile=(KernelCompile(kernel=_READER, ok=False, log=log),)
    )
    result = _judged(project, report, returncode=86)

    (fault,) = result.diagnostics
    assert result.status is RunStatus.COMPILE_ERROR
    assert (fault.stage, fault.file, fault.line) == (Stage.KERNEL_CHECK, _READER, 2)


def test_what_the_emulator_lacks_never_counts_against_the_program(project: Path) -> None:
    finding = Finding(check="unsupported", severity="error", message="the emulator lacks sharded buffers")
    result = _judged(project, Report(status="unsupported", findings=(finding,)), returncode=86)

    assert result.status is RunStatus.UNSUPPORTED
    assert result.diagnostics == () and result.reason == "sharded buffers"


def test_an_assertion_of_the_host_api_is_quoted(project: Path) -> None:
    stderr = (
        "TT_FATAL @ /opt/tt/program.cpp:77: core.x < grid.x\ninfo:\nCore (9,0) is\nnot on the grid\n"
        "backtrace:\n --- main\n"
    )
    result = _judged(project, returncode=1, stderr=stderr)

    (fault,) = result.diagnostics
    assert result.status is RunStatus.FAILED
    assert fault.message == "TT_FATAL: Core (9,0) is not on the grid"
    assert fault.evidence == ("condition: core.x < grid.x", "raised at /opt/tt/program.cpp:77")


def test_an_assertion_in_the_projects_own_host_names_its_line(project: Path) -> None:
    (fault,) = _judged(project, returncode=1, stderr="TT_THROW @ host.cpp:2: no tiles\n").diagnostics

    assert (fault.file, fault.line, fault.message) == ("host.cpp", 2, "TT_THROW: no tiles")


def test_a_crash_names_its_signal(project: Path) -> None:
    result = _judged(project, returncode=-11)

    assert result.status is RunStatus.CRASH and "SIGSEGV" in result.diagnostics[0].message


@pytest.mark.parametrize("limit", [LimitReached.WALL_TIME, LimitReached.MEMORY])
def test_a_limit_is_named_with_advice(project: Path, limit: LimitReached) -> None:
    result = _judged(project, returncode=-9, limit=limit)

    assert result.status is RunStatus.LIMIT
    assert limit in result.diagnostics[0].message and result.diagnostics[0].hint


def test_an_exit_code_is_explained_by_the_last_words(project: Path) -> None:
    (fault,) = _judged(project, returncode=2, stderr="usage\nadd: no file inputs/a.npy\n").diagnostics

    assert fault.message == "the program ended with exit code 2: add: no file inputs/a.npy"


def test_a_finding_fails_the_run_whatever_the_exit_code(project: Path) -> None:
    finding = Finding(check="push_before_read_barrier", severity="error", message="has not arrived")
    result = _judged(project, Report(status="ok", programs=1, findings=(finding,)), returncode=0)

    assert result.status is RunStatus.FAULT
    assert [fault.check for fault in result.diagnostics] == ["push_before_read_barrier"]


def test_a_warning_does_not_fail_the_run(project: Path) -> None:
    finding = Finding(check="host_write_size", severity="warning", message="too short")

    assert _judged(project, Report(status="ok", programs=1, findings=(finding,))).ok


def test_the_cause_of_a_hang_is_the_fault_and_the_stuck_kernels_are_its_evidence(project: Path) -> None:
    cause = Finding(
        check="cb_never_pushed",
        area="hang",
        severity="error",
        core=(0, 0),
        processor="riscv_1",
        file=_READER,
        line=2,
        message="pages of CB 0 are reserved and never pushed",
        hint="push what was reserved",
    )
    stuck = Stuck(core=(0, 0), processor="compute", file="compute.cpp", line=9, waiting_for="cb_wait_front")
    result = _judged(project, Report(status="hang", findings=(cause,), stuck=(stuck,)), returncode=86)

    (fault,) = result.diagnostics
    assert (fault.stage, fault.check, fault.file, fault.line) == (Stage.HANG, "cb_never_pushed", _READER, 2)
    assert fault.evidence == (
        "core (0,0) riscv_1",
        "core (0,0) compute compute.cpp:9 waits: cb_wait_front",
    )


def test_a_circle_is_told_once_and_without_the_place_where_it_was_built(project: Path) -> None:
    message = f"the kernels wait for each other: {project}/{_READER}:2 on core (0,0): cb_reserve_back(cb 0)"
    circle = Finding(check="deadlock", area="hang", severity="error", core=(0, 0), message=message)
    quoted = Stuck(
        core=(0, 0), processor="riscv_1", file=_READER, line=2, waiting_for="cb_reserve_back(cb 0)"
    )
    another = Stuck(core=(0, 0), processor="compute", file="compute.cpp", line=9, waiting_for="cb_wait_front")
    report = Report(status="hang", findings=(circle,), stuck=(quoted, another))
    (fault,) = _judged(project, report, returncode=86).diagnostics

    assert fault.message == (
        f"the kernels wait for each other: {_READER}:2 on core (0,0): cb_reserve_back(cb 0)"
    )
    assert fault.evidence == ("core (0,0)", "core (0,0) compute compute.cpp:9 waits: cb_wait_front")


def test_no_finding_tells_where_the_project_was_built(project: Path) -> None:
    where = f"{project}/{_READER}"
    finding = Finding(check="x", severity="error", message=f"{where}:2", expected=where, hint=f"see {where}")
    (fault,) = _judged(project, Report(status="fault", findings=(finding,)), returncode=86).diagnostics
    assert str(project) not in fault.model_dump_json()
    assert fault.hint == f"see {_READER}"
