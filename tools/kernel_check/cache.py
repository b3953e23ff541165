"""Results of earlier checks, found by everything that they depend on."""

import hashlib
import json
import os
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check.compiler import Compiler
from tilesmith.tools.kernel_check.job import KernelJob
from tilesmith.tools.kernel_check.result import KernelCheck
from tilesmith.tools.kernel_check.stand_ins import stand_ins
from tilesmith.tools.sdk import Sdk, derived_folder


class ResultCache:
    """The results for one SDK, chip and compiler, one file each in the user's cache."""

    def __init__(self, sdk: Sdk, arch: Arch, compiler: Compiler) -> None:
        self._folder = derived_folder(sdk.identity) / "checks"
        self._context = f"{_own_version()} {sdk.identity} {arch.value} {compiler.path} {compiler.label}"

    def get(self, job: KernelJob) -> KernelCheck | None:
        """The stored result for `job`; None when there is none that can be read."""
        try:
            stored = KernelCheck.model_validate_json(self._path(job).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        return stored.model_copy(update={"cached": True})

    def put(self, job: KernelJob, result: KernelCheck) -> None:
        """Store `result`; a reader sees all of it or nothing."""
        path = self._path(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.{id(job)}.partial")
        partial.write_text(result.model_dump_json())
        partial.replace(path)

    def _path(self, job: KernelJob) -> Path:
        text = f"{self._context}\n{json.dumps(asdict(job), sort_keys=True)}"
        return self._folder / f"{hashlib.sha256(text.encode()).hexdigest()}.json"


@cache
def _own_version() -> str:
    """Digest of the code that makes the results, so that no change of it can leave old ones in use."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for folder in (package, package.parent / "sdk", package.parent.parent / "knowledge"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    digest.update("".join(stand_ins(["sfpi.h"]).values()).encode())
    return digest.hexdigest()
