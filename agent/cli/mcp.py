"""The command `tilesmith mcp`."""


def mcp() -> None:
    """Serve other agents over the Model Context Protocol, on standard input and output.

    Tools: generate_kernel, verify_project, check_kernel, emulate, lookup_api, search_sources.
    """
    from tilesmith.agent.mcp_server import mcp_server

    mcp_server().run()
