"""Tilesmith for other agents, over the Model Context Protocol."""

from tilesmith.agent.mcp_server.server import mcp_server

__all__ = ["mcp_server"]
