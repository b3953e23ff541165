"""Everything that is checked before a program runs: contract, kernels and host build, side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tilesmith.agent.rungs import Checked, contract_rung, host_rung
from tilesmith.tools.cmake import BuildResult, build
from tilesmith.tools.contract import kernel_jobs
from tilesmith.tools.kernel_check import KernelJob
from tilesmith.tools.project import Project
from tilesmith.tools.runner import EmulatorRunner

CheckKernels = Callable[[list[KernelJob]], Checked]


@dataclass(frozen=True)
class Built:
    """What contract, kernel check and host build found, in this order, and the program if there is one."""

    checked: tuple[Checked, ...]
    build: BuildResult

    @property
    def executable(self) -> Path | None:
        """The host program."""
        return self.build.executable


def check_and_build(
    project: Project, build_dir: Path, runner: EmulatorRunner, check_kernels: CheckKernels
) -> Built:
    """Check `project`, whose files lie in `runner.project_dir`, and build its host program.

    The kernels are checked while the host builds; when what it tells of them differs from what its source
    told, they are checked again: results are cached by content, so only what differs costs time.

    Raises:
        CMakeMissingError: a build tool is not installed.
        SandboxError: a folder does not exist.
    """
    jobs = kernel_jobs(project)
    with ThreadPoolExecutor(max_workers=2) as pool:
        building = pool.submit(build, runner.project_dir, build_dir, runner.prefix, cancel=runner.cancel)
        checking = pool.submit(check_kernels, jobs)
        contract = contract_rung(project)
        built, kernels = building.result(), checking.result()
    if built.executable is not None:
        exact = _exact_jobs(project, runner.describe(built.executable).records) or jobs
        kernels = kernels if exact == jobs else check_kernels(exact)
    return Built((contract, kernels, host_rung(built)), built)


def _exact_jobs(project: Project, records: tuple[dict[str, object], ...]) -> list[KernelJob]:
    return kernel_jobs(project, records[0]) if records else []
