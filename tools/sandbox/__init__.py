"""The only place where generated code is built and run: no network, no home, bounded, nothing left behind."""

from tilesmith.tools.sandbox.environment import SecretInEnvironmentError
from tilesmith.tools.sandbox.execute import run
from tilesmith.tools.sandbox.isolation import Offer, available_isolation, weak_isolation
from tilesmith.tools.sandbox.launch import SandboxError
from tilesmith.tools.sandbox.limits import GIB, KIB, MIB, LimitReached, Limits
from tilesmith.tools.sandbox.result import Isolation, SandboxResult
from tilesmith.tools.sandbox.watch import Signal

__all__ = [
    "GIB",
    "KIB",
    "MIB",
    "Isolation",
    "LimitReached",
    "Limits",
    "Offer",
    "SandboxError",
    "SandboxResult",
    "SecretInEnvironmentError",
    "Signal",
    "available_isolation",
    "run",
    "weak_isolation",
]
