"""How long the knowledge index takes: `python benchmarks/knowledge/speed.py TREE`.

TREE is a checkout of tt-metal or the `ttnn` folder of an unpacked wheel. It is copied first, since one of
its files is changed, and the index goes to a folder of its own. Prints a JSON object; times are wall-clock
seconds.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typer

_COLD = """
import sys, time
from pathlib import Path
from tilesmith.tools.sdk import Sdk, SdkOrigin
from tilesmith.knowledge.opening import open_index
sdk = Sdk("benchmark", Path(sys.argv[1]), SdkOrigin.TT_METAL_HOME, "benchmark")
open_index(sdk).search("element-wise addition of two tiles")
"""
_ENTRIES = ("tt_metal", "ttnn", "tech_reports", "docs", "METALIUM_GUIDE.md")


def main(tree: Path) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "tree"
        root.mkdir()
        for name in _ENTRIES:
            source = tree / name
            if source.is_dir():
                shutil.copytree(source, root / name, symlinks=True)
            elif source.is_file():
                shutil.copy(source, root / name)
        os.environ["XDG_CACHE_HOME"] = f"{scratch}/cache"
        typer.echo(json.dumps(_measure(root), indent=2))


def _measure(root: Path) -> dict[str, float]:
    from tilesmith.evals.retrieval.dataset import Split, labelled_queries
    from tilesmith.knowledge.build import build_index
    from tilesmith.knowledge.opening import index_status, open_index
    from tilesmith.knowledge.sources import sources
    from tilesmith.tools.sdk import Sdk, SdkOrigin

    sdk = Sdk("benchmark", root, SdkOrigin.TT_METAL_HOME, "benchmark")
    found: dict[str, float] = {"load_before": os.getloadavg()[0]}
    full = build_index(sdk).manifest
    found |= {"files": full.files, "chunks": full.chunks, "full_build": full.seconds}
    found["unchanged"] = build_index(sdk).manifest.seconds
    changed = root / next(file.path for file in sources(root) if file.path.endswith(".h"))
    changed.write_text(changed.read_text() + "\n/** Added. */\nvoid tilesmith_benchmark();\n")
    found["one_file_changed"] = build_index(sdk).manifest.seconds
    found["megabytes"] = index_status(sdk).bytes_on_disk / 1e6
    found["cold_process_first_query"] = min(_cold(root) for _ in range(3))
    index = open_index(sdk)
    index.search("warm up")
    times = [_timed(index.search, query.text) for query in labelled_queries(Split.TUNING)]
    found["query_p50"] = statistics.median(times)
    found["query_p95"] = statistics.quantiles(times, n=20)[18]
    names = [query.text for query in labelled_queries() if query.kind.is_name]
    index.api.nearest("warm_up")
    found["api_nearest_p50"] = statistics.median(_timed(index.api.nearest, name) for name in names)
    found["load_after"] = os.getloadavg()[0]
    return {key: round(value, 5) for key, value in found.items()}


def _timed(function: object, argument: str) -> float:
    start = time.perf_counter()
    function(argument)  # type: ignore[operator]
    return time.perf_counter() - start


def _cold(root: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _COLD, str(root)], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
