"""From everything that was found to what a repair is told: root causes first, and not too many."""

from collections.abc import Iterable

from tilesmith.tools.diagnostics import Diagnostic, Stage, ordered

MOST_SHOWN = 8
_MOST_PER_FILE = 4

# An effect is told only when no cause was found: a program that cannot be linked or does not agree with its
# kernels hangs or computes nonsense because of that.
_CAUSE_OF = {
    Stage.LINK: {Stage.CMAKE},
    Stage.HANG: {Stage.SANITIZER},
    Stage.NUMERICS: {Stage.SANITIZER, Stage.HANG, Stage.RUN},
}


def digest(findings: Iterable[Diagnostic], most: int = MOST_SHOWN) -> tuple[list[Diagnostic], int]:
    """The faults to show, in order, and how many were left out."""
    found = ordered(findings)
    stages = {diagnostic.stage for diagnostic in found}
    causes = [d for d in found if not _CAUSE_OF.get(d.stage, set()) & stages]
    shown: list[Diagnostic] = []
    for diagnostic in causes:
        same_file = sum(
            1 for d in shown if d.file and (d.stage, d.file) == (diagnostic.stage, diagnostic.file)
        )
        if len(shown) < most and same_file < _MOST_PER_FILE:
            shown.append(diagnostic)
    return shown, len(found) - len(shown)
