"""Tilesmith's tools in an agent of your own: it writes a kernel itself and has it checked.

OPENAI_API_KEY=... uv run python examples/tools_in_an_agent.py
"""

import os
import tempfile
from pathlib import Path

from langchain.agents import create_agent

from tilesmith.tools.emulator.build import emulator_prefix
from tilesmith.tools.langchain_tools import ToolBox, langchain_tools
from tilesmith.tools.sdk import resolve_sdk

MODEL = os.environ.get("MODEL", "openai:gpt-5")
TASK = (
    "Write a TT-Metal compute kernel that adds the tiles of CB 0 and CB 1 into CB 16. Look up the functions "
    "that you use, and compile it with check_kernel until it has no errors."
)

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        box = ToolBox(sdk=resolve_sdk(), prefix=emulator_prefix(), work=Path(work))
        agent = create_agent(MODEL, tools=langchain_tools(box))
        result = agent.invoke({"messages": [{"role": "user", "content": TASK}]})
    for message in result["messages"]:
        message.pretty_print()
