"""Does a program compute what its operation says? Our inputs, our golden, our comparison."""

from tilesmith.agent.level import Level
from tilesmith.tools.verification.cases import Case, Distribution, plan
from tilesmith.tools.verification.compare import Comparison, compare
from tilesmith.tools.verification.result import CaseResult, VerificationResult
from tilesmith.tools.verification.verify import verify

__all__ = [
    "Case",
    "CaseResult",
    "Comparison",
    "Distribution",
    "Level",
    "VerificationResult",
    "compare",
    "plan",
    "verify",
]
