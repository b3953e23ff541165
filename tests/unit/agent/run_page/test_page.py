"""The page of a run: everything in it, nothing loaded from elsewhere, foreign text harmless."""

import re
from pathlib import Path

import pytest

from tilesmith.agent.cli import main
from tilesmith.agent.drafter import Selection, Usage
from tilesmith.agent.run_page import page
from tilesmith.agent.run_page.diffs import diff_rows
from tilesmith.agent.run_page.heat import colour
from tilesmith.agent.run_page.timeline import bars
from tilesmith.agent.trace import (
    AskedTool,
    AttemptClosed,
    Message,
    ModelCall,
    NumericsSeen,
    RunStarted,
    StepEnded,
    Trace,
    read_run,
)
from tilesmith.agent.verdict import Rung, Verdict, failed, passed
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.wrong_tile import WrongTile

FAULT = Diagnostic(stage=Stage.KERNEL_CHECK, message="no such name", file="k.cpp", line=2, hint="use another")
TILE = WrongTile(
    output="out",
    case="shape 32x32",
    tile=1,
    wrong=(0, 2),
    columns=2,
    got=((1.0, None),),
    expected=((1.0, 2.0),),
    error=((0.0, None),),
)
EVIL = "<script>alert(1)</script>"
SELECTION = (
    Selection(
        name="e.h:2 exp_tile_init",
        kind="api",
        value=4,
        tokens=40,
        left=6000,
        taken=True,
        reason="computes exp",
    ),
    Selection(
        name="e.h:9 exp_tile", kind="api", value=4, tokens=60, left=5960, taken=True, reason="computes exp"
    ),
    Selection(
        name="sigmoid", kind="pattern", value=3, tokens=9000, left=5900, taken=False, reason="a program"
    ),
)


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / "20260101-100000-add-00aa"
    folder.mkdir(parents=True)
    trace = Trace(folder)
    trace.write(
        RunStarted(
            time=100, tilesmith="0", operation="add", description=EVIL, request={}, settings={"model": "m"}
        )
    )
    trace.write(StepEnded(time=101, step="retrieve", attempt=1, seconds=1, selection=SELECTION))
    call = ModelCall(
        time=110, step="draft_kernels", attempt=1, seconds=9, model="m", reply=EVIL,
        messages=(Message(role="user", text="write it"),),
        tool_calls=(AskedTool(id="1", name="lookup_api", arguments={"name": EVIL}),),
        usage=Usage(calls=1, input_tokens=1000, output_tokens=10, unpriced=1),
    )  # fmt: skip
    trace.write(call)
    trace.write(StepEnded(time=115, step="compile", attempt=1, seconds=5))
    bad = Verdict.of([passed(Rung.CONTRACT), failed(Rung.KERNEL_CHECK, "1 fault")])
    trace.write(AttemptClosed(number=1, files={"k.cpp": "a\nold\nc\n"}, verdict=bad, diagnostics=(FAULT,)))
    trace.write(NumericsSeen(attempt=2, worst=TILE))
    trace.write(AttemptClosed(number=2, files={"k.cpp": f"a\nnew {EVIL}\nc\n"}, verdict=bad))
    return tmp_path / "runs"


def the_page(runs: Path) -> str:
    return page(read_run(next(runs.iterdir())))


def test_it_tells_what_happened(runs: Path) -> None:
    html = the_page(runs)
    for text in (
        "Attempt 1",
        "Attempt 2",
        "no such name",
        "use another",
        "write it",
        "calls <code>lookup_api(",
        "did not come to its end",
    ):
        assert text in html
    assert "unknown (no price for 1 of 1 calls)" in html


def test_a_diagnostic_stands_at_its_line(runs: Path) -> None:
    html = the_page(runs)
    assert html.index("<i>2</i>old") < html.index("no such name") < html.index("<i>3</i>c")


def test_the_wrong_tile_is_drawn_element_by_element(runs: Path) -> None:
    html = the_page(runs)
    assert "row 0, column 1: NaN or inf, expected 2 (not finite)" in html
    assert "tile 1: 2 wrong" in html


def test_foreign_text_is_text(runs: Path) -> None:
    html = the_page(runs)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 3


def test_nothing_is_loaded_from_elsewhere(runs: Path) -> None:
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import", the_page(runs))


def test_bars_stand_where_the_time_went(runs: Path) -> None:
    retrieving, model, compiling = bars(read_run(next(runs.iterdir())))
    assert (retrieving.kind, retrieving.left) == ("retrieve", 0)
    assert (model.kind, model.left) == ("model", pytest.approx(100 / 15, abs=0.1))
    assert model.width == pytest.approx(100 * 9 / 15, abs=0.1)
    assert compiling.left == pytest.approx(100 * 10 / 15, abs=0.1)


def test_long_stretches_without_change_are_left_out() -> None:
    before = "\n".join(map(str, range(100)))
    rows = diff_rows(before, before.replace("50", "fifty"), [FAULT])
    assert [row.kind for row in rows].count("gap") == 2
    assert [(row.old, row.new) for row in rows if row.kind == "changed"] == [("50", "fifty")]
    assert [row.new_number for row in rows if row.diagnostics] == [2]


def test_it_tells_what_was_retrieved_and_why(runs: Path) -> None:
    html = the_page(runs)

    assert "about 100 of 6,000 tokens for the kernels; 1 of 3 left out" in html
    for text in ("e.h:9 exp_tile", "computes exp", "left out: 5,900 tokens were left"):
        assert text in html


def test_the_terminal_tells_it_in_few_lines_and_in_full(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["show", "--runs-dir", str(runs)])
    shown = capsys.readouterr().out
    assert "exp_tile_init, exp_tile: computes exp" in shown
    assert re.search(r"left out +value 3 +9,000 tokens +program +sigmoid: a program", shown)

    main(["show", "--runs-dir", str(runs), "--full"])
    assert "sigmoid: a program; left out: 5,900 tokens were left" in capsys.readouterr().out


def test_colours_tell_right_from_wrong_from_broken() -> None:
    assert colour(0) == colour(1) != colour(1.1) != colour(1000) != colour(None)
    assert colour(1e4) == colour(1e9), "beyond the scale"


def test_the_commands(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "--runs-dir", str(runs)]) == 0
    assert "20260101-100000-add-00aa" in capsys.readouterr().out
    assert main(["show", "--runs-dir", str(runs), "--full"]) == 0
    shown = capsys.readouterr().out
    for text in ("Attempt 2", "remedy: use another", "-old", "+new", "write it", "compile 5.0 s"):
        assert text in shown
    assert main(["report", "00aa", "--runs-dir", str(runs)]) == 0
    assert Path(capsys.readouterr().out.strip()).read_text() == the_page(runs)
    assert main(["show", "nothing", "--runs-dir", str(runs)]) == 1
    assert "no run nothing" in capsys.readouterr().err
