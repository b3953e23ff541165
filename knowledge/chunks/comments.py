"""Comments in plain words: without slashes, stars, rulers and formatter switches."""

import re

_SWITCH = re.compile(r"clang-format\s+(?:on|off)|SPDX-\S+:.*|NOLINT\w*")
_DECORATION = re.compile(r"^\s*(?:/\*+!?|\*+/|\*(?!\*)|///?<?)?\s?")
_RULER = re.compile(r"^[\s|:=\-*/]+$")
_MARKUP = re.compile(r"[|`]+")


def plain_comment(comment: str) -> str:
    """The words of a C++ comment, one line a line; rows of tables keep their cells."""
    lines = (_DECORATION.sub("", _SWITCH.sub("", line)).rstrip("*/ \t") for line in comment.splitlines())
    kept = (_MARKUP.sub(" ", line).strip() for line in lines if line and not _RULER.match(line))
    return "\n".join(" ".join(line.split()) for line in kept if line)
