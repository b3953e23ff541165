"""How long the knowledge index takes: `python benchmarks/knowledge/speed.py TREE`.

TREE is a checkout of tt-metal or the `ttnn` folder of an unpacked wheel. It is copied first, since one of
its files is changed, and the index goes to a folder of its own. Prints a JSON object: seconds by the clock,
and of processor time, which another job on the machine does not lengthen.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
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
_AT = {"p50": 9, "p95": 18}
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


def _measure(root: Path) -> dict[str, object]:
    from tilesmith.evals.retrieval.dataset import Split, labelled_queries
    from tilesmith.knowledge.build import build_index
    from tilesmith.knowledge.opening import index_status, open_index
    from tilesmith.tools.sdk import Sdk, SdkOrigin

    sdk = Sdk("benchmark", root, SdkOrigin.TT_METAL_HOME, "benchmark")
    found: dict[str, object] = {"load_before": os.getloadavg()[0]}
    found["full_build"] = _cost(lambda: build_index(sdk))
    found["unchanged"] = _cost(lambda: build_index(sdk))
    header = next((root / "tt_metal/hw/inc").rglob("*.h"))
    header.write_text(header.read_text() + "\n/** Added. */\nvoid tilesmith_benchmark();\n")
    found["one_file_changed"] = _cost(lambda: build_index(sdk))
    status = index_status(sdk)
    found |= {"files": status.manifest.files, "chunks": status.manifest.chunks}
    found["megabytes"] = round(status.bytes_on_disk / 1e6)
    found["cold_process_first_query"] = _cost(lambda: _cold(root))
    index = open_index(sdk)
    index.search("warm up")
    found["warm_query"] = _costs(index.search, [query.text for query in labelled_queries(Split.TUNING)])
    index.api.find("warm_up")
    found["api_look_up"] = _costs(
        index.api.find, [query.text for query in labelled_queries() if query.kind.is_name]
    )
    found["load_after"] = os.getloadavg()[0]
    return found


def _cost(work: Callable[[], object]) -> dict[str, float]:
    """Seconds by the clock and of processor time, child processes included."""
    clock, processor = time.perf_counter(), _processor_time()
    work()
    spent = time.perf_counter() - clock, _processor_time() - processor
    return {"clock": round(spent[0], 4), "processor": round(spent[1], 4)}


def _costs(ask: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """Median and 95th percentile over `texts`."""
    spent = [_cost(partial(ask, text)) for text in texts]
    twentieths = {name: statistics.quantiles((each[name] for each in spent), n=20) for name in spent[0]}
    return {f"{name}_{p}": round(cuts[at], 5) for name, cuts in twentieths.items() for p, at in _AT.items()}


def _processor_time() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _cold(root: Path) -> None:
    subprocess.run([sys.executable, "-c", _COLD, str(root)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
