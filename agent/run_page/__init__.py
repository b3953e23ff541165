"""A run as one self-contained HTML page: attempts, diffs, diagnostics at their lines, numerics, timeline."""

from tilesmith.agent.run_page.page import page

__all__ = ["page"]
