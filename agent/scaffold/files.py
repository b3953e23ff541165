"""Renders the scaffold of a project."""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from tilesmith.agent.scaffold.naming import host_file, target_name
from tilesmith.agent.spec import OperationSpec, PythonReference, Target

IO_HEADER = "tilesmith_io.hpp"


def scaffold(spec: OperationSpec, target: Target) -> dict[str, str]:
    """`CMakeLists.txt`, `tilesmith_io.hpp` and `README.md` of the project for `spec`."""
    environment = Environment(
        loader=PackageLoader("tilesmith.agent.scaffold", "."),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the results are CMake and Markdown, not HTML
    )
    values = {
        "spec": spec,
        "target": target,
        "target_name": target_name(spec),
        "host_file": host_file(spec),
        "formula": _formula(spec),
    }
    return {
        "CMakeLists.txt": environment.get_template("CMakeLists.txt.jinja").render(values),
        "README.md": environment.get_template("README.md.jinja").render(values),
        IO_HEADER: files("tilesmith.agent.scaffold").joinpath(IO_HEADER).read_text(encoding="utf-8"),
    }


def _formula(spec: OperationSpec) -> str:
    if isinstance(spec.reference, PythonReference):
        return f"{spec.reference.function}() of {spec.reference.path.name}"
    return spec.reference.text
