"""Examines the machine, part by part. Nothing is fetched, built or changed by looking."""

from collections.abc import Iterator, Sequence

from tilesmith.agent.context import Context
from tilesmith.agent.doctor import machine, parts
from tilesmith.agent.doctor.finding import Finding, State

__all__ = ["Finding", "State", "examine", "healthy"]


def examine(context: Context) -> Iterator[Finding]:
    """All parts in the order in which a run needs them."""
    yield machine.python()
    yield machine.space()
    yield machine.memory()
    yield machine.host_compiler()
    yield machine.cmake()
    yield machine.sandbox()
    sdk, finding = parts.sdk_sources(context)
    yield finding
    yield parts.kernel_compiler(sdk)
    yield parts.emulator()
    yield parts.knowledge(sdk)
    yield parts.models()
    yield parts.simulator()


def healthy(findings: Sequence[Finding]) -> bool:
    """Whether a run can succeed here."""
    return all(finding.state is not State.BROKEN for finding in findings)
