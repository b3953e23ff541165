"""Renders the scaffold of a project."""

from importlib.resources import files

from tilesmith.agent.scaffold.naming import host_file, target_name
from tilesmith.agent.spec import OperationSpec, PythonReference, Target, TorchReference
from tilesmith.agent.spec.rows import moves_rows
from tilesmith.agent.spec.shapes import dimensions
from tilesmith.templates import templates
from tilesmith.tools.project import IO_HEADER, IO_SOURCE

_VERBATIM = (IO_HEADER, IO_SOURCE)


def scaffold(spec: OperationSpec, target: Target) -> dict[str, str]:
    """`CMakeLists.txt`, `README.md`, `tilesmith_io.hpp` and `.cpp` of the project for `spec`."""
    environment = templates("tilesmith.agent.scaffold")
    ours = files("tilesmith.agent.scaffold")
    values = {
        "spec": spec,
        "target": target,
        "target_name": target_name(spec),
        "host_file": host_file(spec),
        "io_source": IO_SOURCE,
        "formula": _formula(spec),
        "dimensions": dimensions(spec),
        "moves_rows": moves_rows(spec),
    }
    return {
        "CMakeLists.txt": environment.get_template("CMakeLists.txt.jinja").render(values),
        "README.md": environment.get_template("README.md.jinja").render(values),
        **{name: ours.joinpath(name).read_text(encoding="utf-8") for name in _VERBATIM},
    }


def _formula(spec: OperationSpec) -> str:
    if isinstance(spec.reference, PythonReference):
        return f"{spec.reference.function}() of {spec.reference.path.name}"
    if isinstance(spec.reference, TorchReference):
        return f"Model() of {spec.reference.path.name}"
    return spec.reference.text
