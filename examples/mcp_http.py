"""The MCP endpoint of the LangGraph server: the whole graph as one tool.

uv run langgraph dev --no-browser
uv run python examples/mcp_http.py http://127.0.0.1:2024
"""

import asyncio
import sys
from ast import literal_eval

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:2024"


async def main() -> None:
    """List the tool, and call it."""
    async with streamable_http_client(f"{URL}/mcp") as (read, write, _), ClientSession(read, write) as client:
        await client.initialize()
        (tool,) = (await client.list_tools()).tools
        print(f"{tool.name}: {tool.description}")
        called = await client.call_tool(tool.name, {"operation": "relu", "core_mode": "single"})
        (content,) = [part for part in called.content if isinstance(part, TextContent)]
        print(literal_eval(content.text)["report"]["summary"])  # the server answers in Python's notation


if __name__ == "__main__":
    asyncio.run(main())
