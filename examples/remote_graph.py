"""Tilesmith on a server, used like a graph of this process, with progress while it works.

uv run langgraph dev --no-browser
uv run python examples/remote_graph.py http://127.0.0.1:2024
"""

import sys
from collections.abc import Iterator
from typing import Any

from langgraph.pregel.remote import RemoteGraph

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:2024"

if __name__ == "__main__":
    tilesmith = RemoteGraph("tilesmith", url=URL)
    asked = {"expression": "a*b + 1", "core_mode": "multi"}
    result: dict[str, Any] = {}
    parts: Iterator[Any] = tilesmith.stream(asked, stream_mode=["custom", "values"])
    for part in parts:
        if part.event == "custom":
            print(f"{part.data['node']}: {part.data['message']}")
        else:
            result = part.data
    print(result["report"]["summary"])
    for name in result["project"]["files"]:
        print(f"  {name}")
