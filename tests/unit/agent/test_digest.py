"""What a repair is told: root causes first, and not too many."""

from tilesmith.agent.digest import MOST_SHOWN, digest
from tilesmith.tools.diagnostics import Diagnostic, Stage


def fault(stage: Stage, message: str = "x", file: str = "", line: int = 0) -> Diagnostic:
    return Diagnostic(stage=stage, message=message, file=file, line=line)


def test_the_order_is_that_of_the_stages() -> None:
    shown, left_out = digest([fault(Stage.CMAKE), fault(Stage.CONTRACT), fault(Stage.KERNEL_CHECK)])
    assert [d.stage for d in shown] == [Stage.CONTRACT, Stage.KERNEL_CHECK, Stage.CMAKE]
    assert left_out == 0


def test_repetitions_are_told_once() -> None:
    shown, left_out = digest([fault(Stage.CMAKE)] * 3)
    assert (len(shown), left_out) == (1, 0)


def test_effects_give_way_to_their_cause() -> None:
    findings = [fault(Stage.NUMERICS), fault(Stage.HANG), fault(Stage.SANITIZER, "push without reserve")]
    shown, left_out = digest(findings)
    assert [d.message for d in shown] == ["push without reserve"]
    assert left_out == 2


def test_the_number_left_out_is_told() -> None:
    shown, left_out = digest(fault(Stage.RUN, str(n)) for n in range(MOST_SHOWN + 3))
    assert (len(shown), left_out) == (MOST_SHOWN, 3)


def test_one_file_does_not_crowd_out_the_others() -> None:
    many = [fault(Stage.KERNEL_CHECK, str(n), "a.cpp", n) for n in range(20)]
    shown, left_out = digest([*many, fault(Stage.KERNEL_CHECK, "other", "b.cpp", 1)])
    assert "other" in [d.message for d in shown]
    assert len(shown) + left_out == 21
