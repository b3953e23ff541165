"""From a compiler's messages to the diagnostics of one kernel: each fault once, where it is caused."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.tools.diagnostics import Diagnostic, Stage, excerpt, ordered
from tilesmith.tools.kernel_check.blame import blamed, is_inside_project
from tilesmith.tools.kernel_check.classify import Check, Finding, classify
from tilesmith.tools.kernel_check.hints import defined_later, remedy
from tilesmith.tools.kernel_check.job import KernelJob
from tilesmith.tools.kernel_check.messages import Message, Place
from tilesmith.tools.kernel_check.translation_unit import ENTRY, PROJECT_FOLDER

_MOST = 12
"""Diagnostics of one kernel: more would be echoes of the first."""
_MESSAGE_CHARACTERS = 300
_ALIAS = re.compile(r" \{aka [^}]*\}")
_CALL = re.compile(r"([A-Za-z_]\w*)\s*(?:<[^;(]*>)?\s*\(")


def kernel_diagnostics(messages: list[Message], job: KernelJob, index: ApiIndex) -> list[Diagnostic]:
    """The faults of the kernel that `messages` tell of; empty when none of them is about the kernel."""
    found: list[Diagnostic] = []
    for message, place, finding in _root_causes(messages):
        found.append(_diagnostic(message, place, _with_call(finding, job, place), job, index))
    if not found and (entry := _missing_entry_point(messages, job)):
        found.append(entry)
    return ordered(found)[:_MOST]


def _root_causes(messages: list[Message]) -> Iterator[tuple[Message, Place, Finding]]:
    """Messages about the project, without those that follow from an earlier one."""
    lines: set[tuple[str, int]] = set()
    broken_accessor = False
    for message in messages:
        place = blamed(message)
        finding = classify(message)
        if place is None or (broken_accessor and "TensorAccessor" in message.text):
            continue
        if message.text.startswith("class template argument deduction failed"):
            continue  # the next message says why
        if (place.file, place.line) in lines:
            continue
        broken_accessor |= finding.check is Check.TOO_FEW_COMPILE_ARGS
        lines.add((place.file, place.line))
        yield message, place, finding


def _with_call(finding: Finding, job: KernelJob, place: Place) -> Finding:
    """`finding` with the name of the function that the line calls, where the message has none."""
    if finding.name or finding.check not in (Check.WRONG_ARITY, Check.WRONG_TYPE, Check.STATIC_ASSERTION):
        return finding
    lines = _source(job, place.file).splitlines()
    text = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    calls = _CALL.findall(text[: place.column]) or _CALL.findall(text)
    return Finding(finding.check, calls[-1] if calls else "", finding.details)


def _diagnostic(
    message: Message, place: Place, finding: Finding, job: KernelJob, index: ApiIndex
) -> Diagnostic:
    source = _source(job, place.file)
    cure = defined_later(finding, source, place.line) or remedy(finding, job.role, index)
    evidence = () if is_inside_project(message) else (f"reported in {_sdk_name(message.place.file)}",)
    return Diagnostic(
        stage=Stage.KERNEL_CHECK,
        check=cure.check,
        message=_told(finding) or _plain(message.text),
        file=place.file,
        line=place.line,
        column=place.column,
        excerpt=excerpt(source, place.line),
        evidence=evidence,
        hint=cure.hint,
        api=cure.api,
    )


def _told(finding: Finding) -> str:
    """A message of our own, where the compiler's says nothing of the cause; else empty."""
    if finding.check is not Check.TOO_FEW_COMPILE_ARGS or len(finding.details) != 2:
        return ""
    index, count = finding.details
    plural = "" if count == "1" else "s"
    return f"compile-time argument {index} (from 0) is read, but the host passes {count} argument{plural}"


def _missing_entry_point(messages: list[Message], job: KernelJob) -> Diagnostic | None:
    if not any(classify(message).check is Check.MISSING_ENTRY_POINT for message in messages):
        return None
    return Diagnostic(
        stage=Stage.KERNEL_CHECK,
        check=Check.MISSING_ENTRY_POINT,
        message="the kernel does not define kernel_main",
        file=job.path,
        hint="A kernel's entry point is `void kernel_main()` at file scope.",
    )


def _source(job: KernelJob, path: str) -> str:
    return job.source if path == job.path else job.headers.get(path, "")


def _plain(text: str) -> str:
    """The message without spelled-out aliases and without the names that the check uses for itself."""
    short = _ALIAS.sub("", text).replace(ENTRY, "kernel_main").replace(f"{PROJECT_FOLDER}/", "")
    return short if len(short) <= _MESSAGE_CHARACTERS else f"{short[:_MESSAGE_CHARACTERS]}..."


def _sdk_name(path: str) -> str:
    """The path from `tt_metal` on: where the SDK lies on the disk does not matter."""
    parts = PurePosixPath(path).parts
    start = parts.index("tt_metal") if "tt_metal" in parts else max(0, len(parts) - 3)
    return str(PurePosixPath(*parts[start:]))
