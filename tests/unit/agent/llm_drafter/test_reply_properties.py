"""What holds for every reply, however strange."""

from hypothesis import given
from hypothesis import strategies as st

from tilesmith.agent.llm_drafter.replies import Expectation, read_reply
from tilesmith.tools.project import safe_relative_path

READER, COMPUTE = "kernels/dataflow/reader.cpp", "kernels/compute/add.cpp"
ASKED = Expectation(required=(READER, COMPUTE), folders=("kernels/dataflow/", "kernels/compute/"))
REPAIR = Expectation(allowed=(READER,), current={READER: "void kernel_main() {}\n"})

_PIECES = st.sampled_from(
    [
        "```", "~~~", "````", "```cpp ", "\n", "\n\n", " ", READER, COMPUTE, "../../etc/passwd", "/etc", "\\",
        "CMakeLists.txt", "<think>", "</think>", "// ...", "void kernel_main() {}", "int main() {}", "\0",
        "<|channel|>final<|message|>",
    ]
)  # fmt: skip
REPLIES = st.lists(_PIECES | st.text(max_size=12), max_size=30).map("".join)
# Lines that are no fence, do not name a file and leave nothing out.
PROSE = st.lists(st.sampled_from(["Sure.", "It reads tiles:", "", "1. One tile at a time", "`code`"])).map(
    "\n".join
)
LINES = st.lists(
    st.sampled_from(["", "    int x = 0;", "// why", "  cb_wait_front(0, 1);", '"```"', "<think>"])
)


@given(text=REPLIES, cut_off=st.booleans())
def test_no_reply_raises_or_brings_what_was_not_asked_for(text: str, cut_off: bool) -> None:
    for expected in (ASKED, REPAIR):
        reply = read_reply(text, expected, cut_off)
        assert all(expected.permits(name) and safe_relative_path(name) == name for name in reply.files)
        assert reply.files or reply.problems
        if not reply.problems:
            assert set(expected.required) <= set(reply.files)
            assert not expected.current or any(
                reply.files[name] != expected.current[name] for name in reply.files
            )


@given(first=LINES, second=LINES, before=PROSE, between=PROSE, after=PROSE)
def test_files_come_out_as_they_went_in(
    first: list[str], second: list[str], before: str, between: str, after: str
) -> None:
    files = {
        READER: "\n".join(["void kernel_main() {", *first, "}"]) + "\n",
        COMPUTE: "\n".join(["void kernel_main() {", *second, "}"]) + "\n",
    }
    reader, compute = (f"```cpp {name}\n{text}```\n" for name, text in files.items())
    reply = read_reply(f"{before}\n{reader}\n{between}\n{compute}\n{after}", ASKED)
    assert reply.problems == ()
    assert reply.files == files


@given(first=LINES, length=st.integers(min_value=0))
def test_wherever_a_reply_is_cut_off_nothing_half_is_taken(first: list[str], length: int) -> None:
    files = {
        READER: "\n".join(["void kernel_main() {", *first, "}"]) + "\n",
        COMPUTE: "void kernel_main() { tile_regs_acquire(); }\n",
    }
    whole = "Here:\n\n" + "\n".join(f"```cpp {name}\n{text}```\n" for name, text in files.items())
    reply = read_reply(whole[: length % len(whole)], ASKED, cut_off=True)
    assert all(files[name] == text for name, text in reply.files.items())
    assert not reply.problems or reply.only_cut_off
