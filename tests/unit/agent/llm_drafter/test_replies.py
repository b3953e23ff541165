"""How files are read out of a model's reply, and why a reply is refused."""

import pytest

from tilesmith.agent.llm_drafter.replies import Expectation, read_reply
from tilesmith.tools.diagnostics import Stage

READER = "kernels/dataflow/reader.cpp"
KERNEL = "void kernel_main() {\n    int x = 0;\n}\n"
ONE = Expectation(required=(READER,), folders=("kernels/dataflow/", "kernels/compute/"))


def block(name: str, text: str = KERNEL, fence: str = "```") -> str:
    return f"{fence}cpp {name}\n{text}{fence}\n"


def checks(text: str, expected: Expectation = ONE) -> list[str]:
    reply = read_reply(text, expected)
    assert all(problem.stage is Stage.REPLY for problem in reply.problems)
    return [problem.check for problem in reply.problems]


@pytest.mark.parametrize(
    "text",
    [
        block(READER),
        f"Sure, here it is.\n\n{block(READER)}\nIt reads tiles.\n",
        f"<think>\n```cpp {READER}\nnot this\n```\n</think>\n{block(READER)}",
        block(READER, fence="````"),
        block(READER, fence="~~~"),
        f"```cpp:{READER}\n{KERNEL}```",
        f'```cpp title="{READER}"\n{KERNEL}```',
        f"```{READER}\n{KERNEL}```",
        f"**{READER}**\n\n```cpp\n{KERNEL}```",
        f"### File: `{READER}`\n```cpp\n{KERNEL}```",
        f"  ```cpp {READER}\n{KERNEL}  ```",
        f"Build it so:\n```bash\nmake\n```\n{block(READER)}",
        block("./" + READER),
    ],
)
def test_the_file_is_found_whatever_stands_around_it(text: str) -> None:
    reply = read_reply(text, ONE)
    assert reply.problems == ()
    assert reply.files == {READER: KERNEL}


def test_a_name_in_the_first_comment_counts() -> None:
    reply = read_reply(f"```cpp\n// {READER}\n{KERNEL}```", ONE)
    assert list(reply.files) == [READER]


def test_the_last_version_of_a_file_wins() -> None:
    reply = read_reply(block(READER, "void kernel_main() { }\n") + block(READER), ONE)
    assert reply.files == {READER: KERNEL}


def test_further_kernels_are_welcome() -> None:
    assert checks(block(READER) + block("kernels/compute/extra.cpp")) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("", "empty"),
        ("<think>Hm, a reader...", "empty"),
        ("I cannot help with that.", "missing"),
        (f"```cpp {READER}\nvoid kernel_main() {{", "cut_off"),
        (block("/etc/passwd"), "escapes"),
        (block("../outside.cpp"), "escapes"),
        (block("kernels/dataflow/../../x.cpp"), "escapes"),
        (block("CMakeLists.txt", "project(x)\n"), "not_asked"),
        (block(READER) + block("../x.cpp") + block("CMakeLists.txt", "project(x)\n"), "escapes"),
        (block(READER, "// kernel_main() comes later\ncb_push_back(cb, 1);\n"), "fragment"),
        (block(READER, "cb_push_back(cb, 1);\n"), "fragment"),
        (block(READER, "void kernel_main() {\n    // ... rest unchanged\n}\n"), "elided"),
        (block(READER, "// the rest of the code stays the same\nvoid kernel_main() {}\n"), "elided"),
    ],
)
def test_a_reply_is_refused(text: str, check: str) -> None:
    assert check in checks(text)


def test_what_is_missing_is_named() -> None:
    problems = read_reply(block(READER), Expectation(required=(READER, "kernels/compute/add.cpp"))).problems
    assert [problem.message for problem in problems] == ["the reply lacks kernels/compute/add.cpp"]


def test_a_comment_that_only_mentions_the_rest_is_not_an_elision() -> None:
    assert checks(block(READER, "// the remaining tiles go to the next core\nvoid kernel_main() {}\n")) == []


class TestRepairs:
    """A repair brings new versions of some of the files."""

    current = Expectation(
        allowed=(READER, "add.cpp"), current={READER: KERNEL, "add.cpp": "int main() { return 0; }\n"}
    )

    def test_only_changed_files_are_taken(self) -> None:
        new = KERNEL.replace("0", "1")
        text = block(READER, new) + block("add.cpp", self.current.current["add.cpp"])
        assert read_reply(text, self.current).files == {READER: new}

    def test_a_repair_that_changes_nothing_is_refused(self) -> None:
        assert checks(block(READER), self.current) == ["unchanged"]

    def test_a_host_program_needs_its_main(self) -> None:
        assert checks(block("add.cpp", "return 0;\n"), self.current) == ["fragment"]

    def test_files_outside_the_refine_target_are_refused(self) -> None:
        kernels_only = Expectation(allowed=(READER,), current={READER: KERNEL})
        assert "not_asked" in checks(block("add.cpp", "int main() {}\n"), kernels_only)

    def test_one_line_never_overwrites_a_file(self) -> None:
        """Known mistake 29."""
        assert checks(block(READER, "    int x = 1;\n"), self.current) == ["fragment"]

    def test_the_sdk_is_never_what_is_repaired(self) -> None:
        """Known mistake 30."""
        header = block("tt_metal/hw/inc/api/compute/add.h", "void add_tiles_init();\n")
        assert checks(header, self.current) == ["not_asked"]

    def test_what_was_not_asked_for_does_not_spoil_what_was(self) -> None:
        new = KERNEL.replace("0", "1")
        reply = read_reply(block(READER, new) + block("README.md", "# Notes\n"), self.current)
        assert reply.files == {READER: new}
        assert reply.ignored == ("README.md",)


class TestCutOff:
    """A reply that ran into the length limit keeps what arrived whole."""

    two = Expectation(required=(READER, "kernels/compute/add.cpp"))

    def test_whole_files_are_kept_and_the_cut_one_is_named(self) -> None:
        text = block(READER) + "```cpp kernels/compute/add.cpp\nvoid kernel_main() {"
        reply = read_reply(text, self.two, cut_off=True)
        assert reply.files == {READER: KERNEL}
        assert reply.only_cut_off
        assert "in the middle of kernels/compute/add.cpp" in reply.problems[0].message

    def test_between_two_files(self) -> None:
        reply = read_reply(block(READER), self.two, cut_off=True)
        assert [problem.check for problem in reply.problems] == ["cut_off", "missing"]
        assert reply.only_cut_off

    def test_in_the_last_words_after_all_files(self) -> None:
        text = block(READER) + block("kernels/compute/add.cpp") + "I hope that"
        assert read_reply(text, self.two, cut_off=True).problems == ()

    def test_amid_its_thoughts(self) -> None:
        (problem,) = read_reply("<think>so many words", self.two, cut_off=True).problems
        assert problem.check == "cut_off"
        assert "--max-output-tokens" in problem.hint


@pytest.mark.parametrize(
    "thoughts",
    [
        "<think>perhaps\n```cpp kernels/dataflow/reader.cpp\nwrong\n```\n</think>",
        "thoughts whose beginning the server's template has opened\n</think>\n",
        "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>",
    ],
)
def test_thoughts_are_no_part_of_the_reply(thoughts: str) -> None:
    assert read_reply(thoughts + block(READER), ONE).files == {READER: KERNEL}


def test_a_file_may_speak_of_thoughts() -> None:
    kernel = "// <think> and </think> are tags\n" + KERNEL
    assert read_reply(block(READER, kernel), ONE).files == {READER: kernel}
