"""`tilesmith mcp` as other agents use it: started as a process, spoken to by the official client."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CancelledNotification, CancelledNotificationParams, ClientNotification

from tilesmith.evals.scripted_server import Endless, ScriptedServer

TOOLS = {"generate_kernel", "verify_project", "check_kernel", "emulate", "lookup_api", "search_sources"}
BROKEN = """#include "api/compute/eltwise_binary.h"
void kernel_main() { add_tiles_init(0, 1); }
"""


def server(folder: Path, **variables: str) -> StdioServerParameters:
    command = str(Path(sys.executable).parent / "tilesmith")
    return StdioServerParameters(command=command, args=["mcp"], cwd=folder, env=variables or None)


@asynccontextmanager
async def session(folder: Path, **variables: str) -> AsyncIterator[ClientSession]:
    parameters = server(folder, **variables)
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        yield client


def call(folder: Path, tool: str, /, **arguments: object) -> tuple[dict[str, Any], str, list[str]]:
    """The structured answer, the text of an error, and the progress told meanwhile."""
    told: list[str] = []

    async def progress(_done: float, _total: float | None, message: str | None) -> None:
        told.append(message or "")

    async def talk() -> tuple[dict[str, Any], str]:
        async with session(folder) as client:
            result = await client.call_tool(tool, arguments, progress_callback=progress)
        text = "".join(getattr(part, "text", "") for part in result.content)
        return result.structuredContent or {}, text if result.isError else ""

    answer, error = anyio.run(talk)
    return answer, error, told


def test_every_tool_and_argument_is_described(tmp_path: Path) -> None:
    async def listed() -> dict[str, Any]:
        async with session(tmp_path) as client:
            return {tool.name: tool for tool in (await client.list_tools()).tools}

    tools = anyio.run(listed)
    assert set(tools) == TOOLS
    for tool in tools.values():
        assert tool.description
        fields = tool.inputSchema["properties"]
        assert all(field.get("description") for field in fields.values()), tool.name
        assert "call" not in fields


def test_a_kernel_is_generated_and_verified_with_progress(tmp_path: Path) -> None:
    answer, error, told = call(tmp_path, "generate_kernel", operation="add", core_mode="multi")

    assert (answer["verified"], error) == (True, "")
    assert (tmp_path / "generated/add_multi_core/kernels/compute/add.cpp").is_file()
    assert any(message.startswith("compile: ") for message in told)
    project = str(tmp_path / "generated/add_multi_core")

    right, _, told = call(tmp_path, "verify_project", project=project, operation="add", level="quick")
    assert right["verified"]
    assert any(project in message for message in told)
    wrong, _, _ = call(tmp_path, "verify_project", project=project, expression="a - b", level="quick")
    assert not wrong["verified"]
    assert wrong["failures"]


def test_a_kernel_is_checked_against_the_sdk(tmp_path: Path) -> None:
    answer, _, _ = call(tmp_path, "check_kernel", source=BROKEN, role="compute")

    assert "add_tiles_init" in answer["diagnostics"][0]["message"]


def test_the_api_is_looked_up(tmp_path: Path) -> None:
    answer, _, _ = call(tmp_path, "lookup_api", name="add_tiles", most=2)

    assert answer["exact"]
    assert "add_tiles" in answer["entries"][0]["signature"]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("generate_kernel", {"operation": "no_such"}, "unknown operation 'no_such'"),
        ("verify_project", {"project": "nowhere", "operation": "add"}, "nowhere does not exist"),
        ("emulate", {"folder": "nowhere"}, "holds no program.json"),
    ],
)
def test_a_mistake_of_the_caller_is_one_sentence(
    tmp_path: Path, tool: str, arguments: dict[str, object], said: str
) -> None:
    answer, error, _ = call(tmp_path, tool, **arguments)

    assert said in (error or answer["error"])
    assert "Traceback" not in error


def test_the_tools_are_langchain_tools_through_the_adapters(tmp_path: Path) -> None:
    from langchain_mcp_adapters.tools import load_mcp_tools

    async def asked() -> tuple[set[str], str]:
        async with session(tmp_path) as client:
            tools = {tool.name: tool for tool in await load_mcp_tools(client)}
            return set(tools), str(await tools["lookup_api"].ainvoke({"name": "cb_wait_front", "most": 1}))

    names, answer = anyio.run(asked)
    assert names == TOOLS
    assert "cb_wait_front" in answer


def test_a_call_that_is_cancelled_closes_the_connection_to_its_model(tmp_path: Path) -> None:
    first_call = 1  # `initialize` was number 0
    cancelled = CancelledNotification(params=CancelledNotificationParams(requestId=first_call))

    async def generate(client: ClientSession) -> None:
        with pytest.raises(McpError, match="cancelled"):
            await client.call_tool("generate_kernel", {"operation": "add", "model": "openai:scripted"})

    async def talk(model: ScriptedServer) -> None:
        async with (
            session(tmp_path, TILESMITH_BASE_URL=model.url) as client,
            anyio.create_task_group() as calls,
        ):
            calls.start_soon(generate, client)
            with anyio.fail_after(100):
                while not model.requests:
                    await anyio.sleep(0.05)
            await client.send_notification(ClientNotification(cancelled))
            with anyio.fail_after(2):
                while not model.closed:
                    await anyio.sleep(0.02)

    with ScriptedServer([Endless("Some words first.", silent=True)]) as model:
        anyio.run(talk, model)
