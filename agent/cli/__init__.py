"""The command line, one module a group of commands; what a command needs is imported when it runs."""

from tilesmith.agent.cli.application import app, main

__all__ = ["app", "main"]
