"""Checks kernels against the real headers of an SDK, each for its role and with its real arguments."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from tilesmith.agent.spec import Arch
from tilesmith.knowledge.api_index import api_index
from tilesmith.tools.diagnostics import Diagnostic, Stage, excerpt, ordered
from tilesmith.tools.kernel_check.cache import ResultCache
from tilesmith.tools.kernel_check.classify import Check
from tilesmith.tools.kernel_check.compile import Compilation, Setting, UnitFolder, unit_folder
from tilesmith.tools.kernel_check.compiler import Compiler, CompilerKind, choose_compiler
from tilesmith.tools.kernel_check.job import KernelJob
from tilesmith.tools.kernel_check.messages import Message
from tilesmith.tools.kernel_check.report import kernel_diagnostics
from tilesmith.tools.kernel_check.result import CheckStatus, KernelCheck
from tilesmith.tools.kernel_check.sources import forbidden_includes
from tilesmith.tools.kernel_check.translation_unit import new_entry, old_entry
from tilesmith.tools.sandbox import Signal
from tilesmith.tools.sdk import Sdk
from tilesmith.tools.sdk.entry_point import knows_kernel_main, knows_main

# What code that needs C++20 holds; without any of it a second look as C++20 is not worth its time.
_CXX20_WORDS = re.compile(
    r"\b(?:concept|requires|co_await|co_return|co_yield|char8_t|using\s+enum|span|ranges|bit_cast|midpoint|lerp|"
    r"source_location|remove_cvref|type_identity|popcount|countl_zero|countr_zero|has_single_bit|bit_ceil|"
    r"bit_floor|bit_width|rotl|rotr|same_as|integral|is_constant_evaluated|to_array|erase_if|ssize|likely)\b"
    r"|<=>|\]\s*<"
)


def check_kernels(
    sdk: Sdk,
    jobs: Sequence[KernelJob],
    arch: Arch,
    *,
    compiler: Compiler | None = None,
    cancel: Signal | None = None,
) -> list[KernelCheck]:
    """One result for each of `jobs`, in their order; kernels are compiled in parallel.

    Args:
        compiler: the best one for `sdk` when None.
        cancel: ends the compilers; what they have not come to is then unchecked.

    Raises:
        NoCompilerError: there is no compiler.
        SdkError: the SDK's firmware sources are laid out in an unknown way.
        UnknownSettingError: a job has a data format or math fidelity that does not exist.
        SandboxError: the sandbox cannot be set up.
    """
    setting = Setting(sdk, arch, compiler or choose_compiler(sdk), cancel)
    cache = ResultCache(sdk, arch, setting.compiler)
    with ThreadPoolExecutor(max_workers=max(1, min(len(jobs), os.cpu_count() or 1))) as pool:
        return list(pool.map(lambda job: _cached_check(setting, job, cache), jobs))


def _cached_check(setting: Setting, job: KernelJob, cache: ResultCache) -> KernelCheck:
    started = time.perf_counter()
    result = cache.get(job)
    if result is None:
        result = _check(setting, job)
        if result.status is not CheckStatus.UNCHECKED:
            cache.put(job, result)
    return result.model_copy(update={"seconds": time.perf_counter() - started})


def _check(setting: Setting, job: KernelJob) -> KernelCheck:
    if forbidden := list(_forbidden(job)):
        return _failed(setting, job, forbidden)
    wrong_entry = list(_wrong_entry(setting, job))
    with unit_folder(setting, job) as unit:
        outcome = unit.compile()
        if outcome.accepted and not wrong_entry:
            return KernelCheck(path=job.path, status=CheckStatus.PASSED, compiler=setting.compiler.label)
        if reason := outcome.failure or _needs_sfpi(setting, outcome):
            return _unchecked(setting, job, reason)
        found = [*wrong_entry, *kernel_diagnostics(list(outcome.messages), job, api_index(setting.sdk))]
        if not found:
            return _unchecked(setting, job, _unrelated(outcome.messages))
        return _failed(setting, job, _with_cxx20(unit, job, setting, found), outcome.output)


def _wrong_entry(setting: Setting, job: KernelJob) -> Iterator[Diagnostic]:
    """Compilation alone would not tell: both entries are read, so that the rest is checked, too."""
    root = setting.sdk.root
    if (old := old_entry(job)) is not None and not knows_main(root):
        yield _entry_fault(
            job,
            old,
            Check.OLD_ENTRY_POINT,
            "MAIN is the entry point of earlier versions; this SDK calls kernel_main",
            "Write `void kernel_main() { ... }` at file scope, without namespace NAMESPACE.",
        )
    if (new := new_entry(job)) is not None and not knows_kernel_main(root):
        yield _entry_fault(
            job,
            new,
            Check.NEW_ENTRY_POINT,
            "kernel_main is the entry point of compute kernels of later versions; this SDK calls MAIN",
            "Write `namespace NAMESPACE { void MAIN { ... } }` instead, below the includes.",
        )


def _entry_fault(job: KernelJob, entry: re.Match[str], check: Check, message: str, hint: str) -> Diagnostic:
    line = job.source.count("\n", 0, entry.start()) + 1
    return Diagnostic(
        stage=Stage.KERNEL_CHECK,
        check=check,
        message=message,
        file=job.path,
        line=line,
        excerpt=excerpt(job.source, line),
        hint=hint,
    )


def _forbidden(job: KernelJob) -> list[Diagnostic]:
    files = {**job.headers, job.path: job.source}
    return [found for path, text in files.items() for found in forbidden_includes(path, text)]


def _with_cxx20(
    unit: UnitFolder, job: KernelJob, setting: Setting, found: list[Diagnostic]
) -> list[Diagnostic]:
    """`found`, where what C++20 would accept is said to be C++20. The device's compiler reads C++17."""
    if all(diagnostic.api for diagnostic in found) or not _CXX20_WORDS.search(job.source):
        return found
    newer = unit.compile(cxx20=True)
    if newer.failure:
        return found
    remaining = kernel_diagnostics(list(newer.messages), job, api_index(setting.sdk))
    lines = {(diagnostic.file, diagnostic.line) for diagnostic in remaining}
    return [d if (d.file, d.line) in lines else _as_cxx20(d) for d in found]


def _as_cxx20(diagnostic: Diagnostic) -> Diagnostic:
    return diagnostic.model_copy(
        update={
            "check": Check.CXX20_ONLY,
            "hint": "This is C++20; kernels are compiled as C++17: write it without C++20.",
            "api": (),
        }
    )


def _needs_sfpi(setting: Setting, outcome: Compilation) -> str:
    """Kernels with vector code of their own can only be read by the SFPI compiler."""
    if setting.compiler.kind is CompilerKind.SFPI:
        return ""
    if any("sfpi.h" in message.text or "'sfpi'" in message.text for message in outcome.messages):
        return "the kernel holds SFPI code, which only the SFPI compiler can check"
    return ""


def _unrelated(messages: Sequence[Message]) -> str:
    """No message leads to the project: the fault is in how the SDK meets this compiler."""
    if not messages:
        return "the compiler failed without a message"
    first = messages[0]
    return f"the SDK's own headers did not compile here ({first.place.file}:{first.place.line}: {first.text})"


def _failed(
    setting: Setting, job: KernelJob, diagnostics: Sequence[Diagnostic], output: str = ""
) -> KernelCheck:
    return KernelCheck(
        path=job.path,
        status=CheckStatus.FAILED,
        diagnostics=tuple(ordered(diagnostics)),
        output=output,
        compiler=setting.compiler.label,
    )


def _unchecked(setting: Setting, job: KernelJob, reason: str) -> KernelCheck:
    return KernelCheck(
        path=job.path, status=CheckStatus.UNCHECKED, reason=reason, compiler=setting.compiler.label
    )
