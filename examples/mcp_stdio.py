"""Tilesmith's own MCP server, started and driven by the official client.

uv run python examples/mcp_stdio.py
"""

import asyncio
import os

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

# Without `env` a client hands on but a few variables, and none with a key or the name of a model.
SERVER = StdioServerParameters(command="tilesmith", args=["mcp"], env=dict(os.environ))


async def told(progress: float, total: float | None, message: str | None) -> None:  # noqa: ARG001
    """What a tool says of its progress."""
    print(f"  {message}")


async def main() -> None:
    """List the tools, look a function up, have a kernel written."""
    async with stdio_client(SERVER) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        print("tools:", ", ".join(tool.name for tool in (await client.list_tools()).tools))
        found = await client.call_tool("lookup_api", {"name": "add_tiles", "most": 1})
        print("add_tiles:", (found.structuredContent or {})["entries"][0]["signature"])
        wanted = {"operation": "add", "core_mode": "multi"}
        written = await client.call_tool("generate_kernel", wanted, progress_callback=told)
        answer = written.structuredContent or {}
        print(answer["verdict"], answer["project"])


if __name__ == "__main__":
    asyncio.run(main())
