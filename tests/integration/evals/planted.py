"""Tasks whose spec does something to the process that runs it."""

from pathlib import Path

from tilesmith.agent.state import Request
from tilesmith.evals.run.store import Config
from tilesmith.evals.tasks import Task

# A spec is the user's own Python: it runs in the sample's process, and may do there what it likes.
WELL = "def {name}(a, b):\n    return a + b\n"
CRASHES = "import os\nos._exit(7)\n"
ABORTS = "import os\nos.abort()\n"
HANGS = "import subprocess\nsubprocess.run(['sleep', '98765'])\n"
FILLS = "open(__file__ + '.big', 'wb').write(bytes(64 * 1024 * 1024))\n"


def planted(folder: Path, name: str, source: str) -> Task:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.py"
    file.write_text(source.format(name=name))
    return Task(id=name, level="L1", split="dev", request=Request(spec_file=str(file)))


def config(tasks: list[Task], samples: int = 1) -> Config:
    settings = {"max_iterations": 1}
    return Config(suite="core", tasks=tuple(t.id for t in tasks), samples=samples, settings=settings, seed=0)
