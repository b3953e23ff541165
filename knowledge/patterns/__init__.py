"""Verified kernels and host programs of the pinned SDK, as Jinja2 templates that read like the C++ they give.

Lines that start with `//%` steer the template, `{{ }}` marks what differs from operation to operation. For
other SDKs, names are replaced in what is rendered (`knowledge.dialect`); where more than a name differs,
the pattern asks `has`, `takes` or `needs_macro`. They are the one source of the code that the template
drafter emits, and the examples a model is shown are rendered from them.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from tilesmith.knowledge.api_function import Area
from tilesmith.knowledge.dialect import Dialect

READER = "kernels/dataflow/reader.cpp"
WRITER = "kernels/dataflow/writer.cpp"
FPU_BINARY = "kernels/compute/fpu_binary.cpp"
SFPU_CHAIN = "kernels/compute/sfpu_chain.cpp"
COPY = "kernels/compute/copy.cpp"
HOST = "host/elementwise.cpp"
# The same where tensors are sharded over the L1 of the cores.
SHARDED_READER = "kernels/dataflow/reader_sharded.cpp"
SHARDED_WRITER = "kernels/dataflow/writer_sharded.cpp"
SHARDED_HOST = "host/sharded.cpp"


@dataclass(frozen=True)
class MatrixPattern:
    """The files of an operation on matrices."""

    name: str
    readers: dict[str, str]
    """Pattern of each kernel that brings tiles, by its path in the project."""

    compute: str
    writer: str = WRITER
    """That of elementwise operations, where the result comes tile after tile."""

    @property
    def host(self) -> str:
        """The host program."""
        return f"host/{self.name}.cpp"


def _on_each_core(name: str, writer: str = WRITER) -> MatrixPattern:
    """With one reader, the same on all cores."""
    readers = {READER: f"kernels/dataflow/reader_{name}.cpp"}
    return MatrixPattern(name, readers, f"kernels/compute/{name}.cpp", writer)


MATMUL = _on_each_core("matmul")
MATMUL_BLOCKS = _on_each_core("matmul_blocks", "kernels/dataflow/writer_blocks.cpp")
TRANSPOSE = _on_each_core("transpose")
REDUCE = _on_each_core("reduce")
BCAST = _on_each_core("bcast")
MULTICAST = MatrixPattern(
    "multicast",
    {path: path for path in ("kernels/dataflow/sender.cpp", "kernels/dataflow/receiver.cpp")},
    BCAST.compute,
)


class _BlankLines(Extension):
    """Keeps the blank lines after `//%` lines, which Jinja takes for part of the statement."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return re.sub(r"^( *//%.*\n)(?=\n)", r"\1{{ '' }}", source, flags=re.MULTILINE)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tilesmith.knowledge.patterns", "."),
        undefined=StrictUndefined,
        line_statement_prefix="//%",
        extensions=[_BlankLines],
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the result is C++, not HTML
    )


def render(pattern: str, dialect: Dialect | None = None, /, **values: Any) -> str:  # noqa: ANN401
    """The C++ of `pattern` (one of the constants above) with `values`, which are whatever it names.

    Args:
        dialect: the API to write kernels for; None: that of the pinned release.

    Raises:
        jinja2.UndefinedError: the pattern uses a value that was not given.
        MissingFromSdkError: the kernel calls what the SDK does not have in any form.
    """
    text = _environment().get_template(f"{pattern}.jinja").render(_questions(dialect) | values)
    kernel = pattern.startswith("kernels/")
    return dialect.spell(text, _area(pattern)) if dialect and kernel else text


def _questions(dialect: Dialect | None) -> dict[str, Any]:
    """What patterns may ask. The pinned release has all that they are written in."""
    if dialect is None:
        return {"has": lambda _: True, "takes": lambda *_: True, "needs_macro": lambda *_: False}
    return {"has": dialect.has, "takes": dialect.takes, "needs_macro": dialect.needs_macro}


def _area(pattern: str) -> Area:
    return Area.COMPUTE if pattern.startswith("kernels/compute/") else Area.DATAFLOW
