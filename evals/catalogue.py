"""Every operation of the catalogue through the whole graph: what ends verified, and what it takes."""

from collections.abc import Iterator
from pathlib import Path

from tilesmith.agent.context import Context
from tilesmith.agent.report import Report
from tilesmith.agent.spec import Arch, CoreMode
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.state import Request


def run_catalogue(
    core_mode: CoreMode, arch: Arch, settings: Context, folder: Path
) -> Iterator[tuple[str, Report]]:
    """Generate each operation in turn, its project below `folder`, and yield its name and report as it ends.

    `settings` are those of one `tilesmith generate`, but for the output folder.
    """
    from tilesmith.graph import graph

    for name in CATALOGUE:
        output = folder / f"{name}_{core_mode}_core"
        context = settings.model_copy(update={"output": str(output)})
        request = Request(operation=name, core_mode=core_mode, arch=arch)
        yield name, graph.invoke(request, context=context)["report"]
