"""Reads the files out of a model's reply: tolerant of what stands around them, strict about the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.project import UnsafePathError, safe_relative_path

# Thoughts come before the reply. Where the server's template has opened them already, only their end is seen;
# a harmony channel is what a server leaks whose parser of gpt-oss has failed.
_THOUGHTS = (
    re.compile(r"\A\s*<(think|thinking|reasoning|analysis)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE),
    re.compile(
        r"\A(?:(?!^ {0,3}(?:```|~~~)).)*?</(?:think|thinking|reasoning)>",
        re.DOTALL | re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(r"\A.*<\|channel\|>final<\|message\|>", re.DOTALL),
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_FILE_NAME = re.compile(r"[\w./\\-]+\.(?:cpp|cc|hpp|h|txt|md|py|json|sh|cmake)\b")
_NAME_ALONE = re.compile(
    r"^\W*(?:file(?:name)?\s*:?\s*)?\W*([\w./-]+\.(?:cpp|cc|hpp|h|txt))\W*$", re.IGNORECASE
)
_ELISION = re.compile(
    r"^\s*(?://|/\*)\s*(?:\.\.\.|…|(?:the )?(?:rest|remain\w+)\b.*(?:unchanged|same|before|goes here))",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Expectation:
    """What a reply has to bring."""

    required: tuple[str, ...] = ()
    """Files that must be there."""
    folders: tuple[str, ...] = ()
    """Where further files may be."""
    allowed: tuple[str, ...] = ()
    """Further files that may be there."""
    current: dict[str, str] = field(default_factory=dict)
    """The files of which new versions are asked; at least one must change. Empty: nothing exists yet."""

    def permits(self, name: str) -> bool:
        """Whether the reply may bring the file `name`."""
        return name in self.required or name in self.allowed or name.startswith(self.folders or ("\0",))


@dataclass(frozen=True)
class Reply:
    """The files of a reply and what is wrong with it."""

    files: dict[str, str]
    """Whole and permitted; only when nothing is wrong are they all that was asked for."""
    problems: tuple[Diagnostic, ...]
    ignored: tuple[str, ...] = ()
    """Files that were not asked for; what was asked for is there without them."""

    @property
    def only_cut_off(self) -> bool:
        """Nothing is wrong but that it ended too early."""
        return bool(self.problems) and all(
            problem.check in ("cut_off", "missing") for problem in self.problems
        )


@dataclass(frozen=True)
class _Block:
    name: str
    text: str
    closed: bool


def rejection(check: str, message: str, file: str = "", hint: str = "") -> Diagnostic:
    """A fault of a reply, as opposed to one of the code in it."""
    return Diagnostic(stage=Stage.REPLY, check=check, message=message, file=file, hint=hint)


def read_reply(text: str, expected: Expectation, cut_off: bool = False) -> Reply:
    """The files in `text` and every reason for which they cannot be taken.

    Args:
        cut_off: the model ran into its length limit: whatever is missing is missing for that reason.
    """
    visible = _without_thoughts(text)
    if cut_off and not visible.strip():
        return Reply({}, (_cut("before its first word"),))
    if not visible.strip():
        return Reply({}, (rejection("empty", "the reply is empty"),))
    files: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for block in _blocks(visible):
        problem = _problem_of(block, expected, cut_off)
        if problem is not None:
            problems.append(problem)
        elif block.name:
            files[safe_relative_path(block.name)] = block.text
    missing = _missing(files, expected, problems)
    more_to_come = bool(missing) or not expected.required
    if cut_off and more_to_come and not any(problem.check == "cut_off" for problem in problems):
        problems.append(_cut(f"after {', '.join(files)}" if files else "before its first file"))
    foreign = tuple(problem.file for problem in problems if problem.check == "not_asked")
    if len(foreign) == len(problems) and files and not missing:
        problems, ignored = [], foreign
    else:
        ignored = ()
    problems += missing
    if not problems and expected.current:
        files, problems = _changed(files, expected.current)
    return Reply(files, tuple(problems), ignored)


def _without_thoughts(text: str) -> str:
    for thoughts in _THOUGHTS:
        text = thoughts.sub("", text, count=1)
    return text


def _cut(where: str, file: str = "") -> Diagnostic:
    return rejection(
        "cut_off",
        f"the reply was cut off at the model's length limit (finish_reason=length) {where}",
        file,
        hint="give the files alone, without explanations; or raise --max-output-tokens",
    )


def _blocks(text: str) -> Iterator[_Block]:
    fence, name, before = "", "", ""
    lines: list[str] = []
    for line in text.splitlines():
        match = _FENCE.match(line)
        if not fence and match:
            fence, lines = match[1], []
            name = _name_in(match[2], before)
        elif fence and match and match[1].startswith(fence) and not match[2].strip():
            yield _block(name, lines, closed=True)
            fence, before = "", ""
        elif fence:
            lines.append(line)
        elif line.strip():
            before = line
    if fence:
        yield _block(name, lines, closed=False)


def _block(name: str, lines: list[str], closed: bool) -> _Block:
    if not name and lines and lines[0].lstrip().startswith("//"):
        alone = _NAME_ALONE.match(lines[0])
        name = alone[1] if alone else ""
    return _Block(name, "\n".join(lines) + "\n", closed)


def _name_in(info: str, line_before: str) -> str:
    """The file that a fence names: in its info string, else alone on the line above it."""
    tokens = re.split(r"[\s=:\"'{}]+", info.strip())
    for token in tokens:
        if "/" in token or "\\" in token or _FILE_NAME.fullmatch(token):
            return token
    alone = _NAME_ALONE.match(line_before)
    return alone[1] if alone else ""


def _problem_of(block: _Block, expected: Expectation, cut_off: bool) -> Diagnostic | None:
    if not block.closed and cut_off:
        return _cut(f"in the middle of {block.name or 'a file'}", block.name)
    if not block.closed:
        return rejection("cut_off", "the reply ends in the middle of a file", block.name)
    if not block.name:
        return None  # A fence without a name is part of the prose.
    try:
        name = safe_relative_path(block.name)
    except UnsafePathError as error:
        return rejection("escapes", str(error))
    if not expected.permits(name):
        wanted = ", ".join([*expected.required, *expected.allowed, *(f"{f}..." for f in expected.folders)])
        return rejection("not_asked", f"{name} was not asked for: only {wanted} may be given", name)
    if _ELISION.search(block.text):
        return rejection("elided", f"{name} leaves code out with a comment: give the whole file", name)
    return _fragment(name, block.text)


def _fragment(name: str, text: str) -> Diagnostic | None:
    """A source that lacks its entry point is a piece of a file, which would overwrite the whole one."""
    if not name.endswith((".cpp", ".cc")):
        return None
    entry = "kernel_main" if name.startswith("kernels/") else "main"
    if re.search(rf"\b(?:{entry}\s*\(|MAIN\b)", _COMMENT.sub(" ", text)):
        return None
    return rejection("fragment", f"{name} has no {entry}(): give the whole file, not a piece of it", name)


def _missing(files: dict[str, str], expected: Expectation, problems: list[Diagnostic]) -> list[Diagnostic]:
    blamed = {problem.file for problem in problems}
    missing = [name for name in expected.required if name not in files and name not in blamed]
    found = [rejection("missing", f"the reply lacks {name}", name) for name in missing]
    if not files and not found and not problems:
        found.append(rejection("missing", "the reply holds no file"))
    return found


def _changed(files: dict[str, str], current: dict[str, str]) -> tuple[dict[str, str], list[Diagnostic]]:
    changed = {name: text for name, text in files.items() if text.strip() != current.get(name, "").strip()}
    if changed:
        return changed, []
    return {}, [rejection("unchanged", "every file in the reply is as it was: the faults are still there")]
